import CoreModel
import Glibc
import Reachability

/// What can be typed as an end, of the inputs that stand on a line; nil where that would take long to find out.
struct NamedThings {
    private let loading: Loading

    /// Bytes of inputs beyond which names are not completed.
    private static let limit = 16 << 20

    init?(_ line: CommandWords) {
        guard !line.isLive, var options = try? InputOptions.parse([]) else { return nil }
        options.input = line.inputs.map {
            OwnFolder.path($0, in: ".") == $0 || !$0.hasPrefix("~/") ? $0 : OwnFolder.path($0, in: ".")
        }
        options.notes = line.notes.map { $0.hasPrefix("~/") ? OwnFolder.path($0, in: ".") : $0 }
        guard options.input.allSatisfy({ $0 != "-" }), Self.size(options.input) <= Self.limit,
            let loading = (try? options.load()) ?? (try? options.load(readsNotes: false))
        else { return nil }
        self.loading = loading
    }

    /// Names of groups, and what else is an end, that begin with what is typed; with nothing typed groups alone.
    func ends(_ typed: String) -> [String] {
        if typed.isEmpty { return ["internet"] + groupNames }
        return matching(typed, groupNames + loading.analyzer.resolver.completions(of: typed)) { ids + others }
    }

    func groups(_ typed: String) -> [String] { typed.isEmpty ? groupNames : matching(typed, groupNames) { ids } }

    /// What begins with the typed text; ids only where no name does.
    private func matching(_ typed: String, _ names: [String], else ids: () -> [String]) -> [String] {
        let wanted = typed.lowercased()
        func fits(_ name: String) -> Bool { name.lowercased().hasPrefix(wanted) && !name.hasPrefix("-") && !name.contains("->") }
        let named = names.filter(fits)
        return named.isEmpty ? ids().filter(fits) : named
    }

    private var inventory: Inventory { loading.inventory }

    private var groupNames: [String] {
        let names = inventory.loadedGroups.map { loading.annotations.names.name(of: $0) }
        return names.filter { !$0.hasPrefix("-") && !$0.contains("->") }.sorted()
    }

    private var ids: [String] { inventory.loadedGroups.map { inventory[inventory[$0].id] } }

    private var others: [String] { inventory.interfaces.map { inventory[$0.id] } }

    /// Ports that an end lets in, then names of services that begin with what is typed.
    static func ports(_ typed: String, of end: String, _ line: CommandWords) -> [String] {
        let things = NamedThings(line)
        let kind = things.flatMap { try? $0.loading.analyzer.resolver.resolve(end).kind }
        let groups = kind?.group.map { [$0] } ?? kind?.interfaces?.flatMap { things?.inventory[$0].groups ?? [] } ?? []
        let traffic = groups.flatMap { group in
            things.map { things in things.inventory.rules(of: group, .ingress).map { things.inventory[$0].traffic } } ?? []
        }
        let sensible = traffic.map(PortText.text).distinct().sorted()
        let wanted = typed.lowercased()
        return (sensible + (typed.isEmpty ? ["all"] : ServiceNames.all + ["all", "ping"])).filter { $0.hasPrefix(wanted) }
    }

    /// Bytes of files, and of those in directories; what is no regular file counts as too much: a pipe may never end.
    private static func size(_ paths: [String]) -> Int {
        paths.reduce(0) { sum, path in
            var facts = stat()
            guard stat(path, &facts) == 0 else { return sum }
            switch facts.st_mode & S_IFMT {
            case S_IFREG: return sum + Int(facts.st_size)
            case S_IFDIR: return sum + sizeOfFolder(path)
            default: return sum + limit + 1
            }
        }
    }

    private static func sizeOfFolder(_ path: String) -> Int {
        guard let folder = opendir(path) else { return 0 }
        defer { closedir(folder) }
        var (sum, count) = (0, 0)
        while let entry = readdir(folder), count < 1_000 {
            count += 1
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var facts = stat()
            if stat("\(path)/\(name)", &facts) == 0, facts.st_mode & S_IFMT == S_IFREG { sum += Int(facts.st_size) }
        }
        return sum
    }
}
