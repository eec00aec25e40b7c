import CoreModel

/// Finds what a text names: `internet`, an id, an address, a CIDR, a name or a unique part of one.
///
/// An id or a whole name wins over a part of a name, a name over what only the display adds to it, and groups over what carries
/// them.
public struct EndpointResolver: Sendable {
    private let inventory: Inventory
    private let directory: NameDirectory
    private let lookup: (@Sendable (String) -> [IPAddress])?
    private let typed: Analyzer.TypedEnd?
    /// Whether an error tells what is called nearly so; a look at every name.
    public var suggests = true

    init(
        _ inventory: Inventory, _ directory: NameDirectory, lookup: (@Sendable (String) -> [IPAddress])? = nil,
        typed: Analyzer.TypedEnd? = nil
    ) {
        self.inventory = inventory
        self.directory = directory
        self.lookup = lookup
        self.typed = typed
    }

    /// The end that a text names.
    ///
    /// Throws ``QuestionError`` when nothing or more than one thing is called so; the candidates are listed.
    public func resolve(_ text: String) throws(QuestionError) -> Endpoint {
        let asked = text.trimmed
        if asked.isEmpty { throw .emptyEnd }
        if let typed {
            do throws(QuestionError) { return try typed(asked) } catch {
                // What is no real name may be a stand-in.
                guard case .unknownEnd = error else { throw error }
                if let shown = try? EndpointResolver(inventory, directory).resolve(asked), shown.kind.network == nil {
                    return shown
                }
                throw error
            }
        }
        if asked.lowercased() == "internet" { return Endpoint(.internet, asked: asked, finding: namesakes(asked)) }
        if let byID = endpoint(id: asked) { return Endpoint(byID, asked: asked) }
        if let written = try network(asked) {
            let finding = namesakes(asked) ?? (written.changes.isEmpty ? nil : .written(written))
            return Endpoint(.network(written.network), asked: asked, finding: finding)
        }
        if HostName.isExact(asked) {
            let exact = inventory.interfaces(calledExactly: asked)
            if !exact.isEmpty { return Endpoint(.interfaces(exact), asked: asked) }
        }
        if let id = HostName.id(inARN: asked), let byID = endpoint(id: id) { return Endpoint(byID, asked: asked) }
        if let slash = asked.firstIndex(of: "/") {
            let scope = String(asked[..<slash])
            let rest = String(asked[asked.index(after: slash)...])
            if let scoped = try resolve(rest, within: scope, asked: asked) { return scoped }
        }
        do {
            return try named(asked, among: nil, asked: asked)
        } catch {
            guard case .unknownEnd = error, let host = try host(asked) else { throw error }
            return host
        }
    }

    // MARK: Words of a sentence

    /// Whether something is called so as a whole: by an id, a name, an address, a CIDR or `VPC/NAME`.
    func isWhole(_ text: String) -> Bool {
        let asked = text.trimmed
        let lower = asked.lowercased()
        if lower == "internet" || !directory.entries(called: lower).isEmpty || endpoint(id: asked) != nil { return true }
        if asked.contains(" ") { return false }
        if let written = try? network(asked) { return written.network.version == .v6 || asked.contains(".") }
        if HostName.isExact(asked), !inventory.interfaces(calledExactly: asked).isEmpty { return true }
        let isScoped = asked.contains("/") || asked.hasPrefix("arn:")
        return isScoped && (try? resolve(asked)) != nil
    }

    /// Whether a text is a part of some name.
    func isPart(_ text: String) -> Bool {
        let wanted = text.trimmed.lowercased()
        return !wanted.isEmpty && directory.contains(part: wanted)
    }

    // MARK: DNS names

    /// The host that a DNS name which the inventory does not have leads to: by the address that EC2 writes into it, where an
    /// interface has that, or by the resolver, where it may be asked.
    private func host(_ asked: String) throws(QuestionError) -> Endpoint? {
        if let address = HostName.address(in: asked) {
            let holders = inventory.interfaces.contains { $0.hasPrivateAddress(address) }
            if holders { return Endpoint(.network(.single(address)), asked: asked) }
        }
        guard HostName.isName(asked), let lookup else { return nil }
        let addresses = lookup(asked)
        guard let only = addresses.first else { return nil }
        if addresses.count == 1 {
            return Endpoint(.network(.single(only)), asked: asked, finding: .resolver(name: asked, addresses: addresses))
        }
        let holders = inventory.interfaces.indices.filter { place in
            addresses.contains(where: inventory.interfaces[place].hasPrivateAddress)
        }
        let areHeld = addresses.allSatisfy { address in
            holders.contains { inventory.interfaces[$0].hasPrivateAddress(address) }
        }
        guard areHeld else {
            throw .ambiguousHost(asked, addresses: addresses)
        }
        return Endpoint(
            .interfaces(holders.map(InterfaceIndex.init)), asked: asked,
            finding: .resolver(name: asked, addresses: addresses))
    }

    /// What the input calls the load balancer, database or cache whose host name AWS made of its name, or the address of the instance
    /// whose host name EC2 made of it; nil for every other host name, and for what the input does not have.
    public func name(ofHost host: String) -> String? {
        if let address = HostName.address(in: host) { return address.description }
        for (name, kind) in HostName.owners(in: host) {
            let own = directory.entries(called: name).filter { entry in
                guard case .interfaces(let interfaces) = entry.kind, let first = interfaces.first else { return false }
                return inventory[first].attachment.kind == kind
            }
            if Set(own.map(\.kind)).count == 1 { return own.first?.name }
        }
        return nil
    }

    /// Names that can be typed as an end, for completion: `internet`, groups, then what carries them; each once.
    public func completions(of prefix: String) -> [String] {
        let wanted = prefix.trimmed.lowercased()
        var seen = Set<String>()
        return (["internet"] + directory.entries.filter { !$0.isAlias }.map(\.name)).filter {
            (wanted.isEmpty || $0.lowercased().contains(wanted)) && seen.insert($0).inserted
        }
    }

    // MARK: Ids and addresses

    private func endpoint(id: String) -> End? {
        if let group = inventory.group(id: id) { return .group(group) }
        guard let wanted = inventory.texts.find(id) else { return nil }
        if let interface = directory.interface(wanted) { return .interfaces([interface]) }
        let attached = directory.interfaces(ofInstance: wanted)
        if !attached.isEmpty { return .interfaces(attached) }
        if let place = inventory.prefixLists.firstIndex(where: { $0.id == wanted }) { return .prefixList(place) }
        // A list is called by its name too, where one alone is called so.
        let named = inventory.prefixLists.indices.filter { inventory.prefixLists[$0].name == wanted }
        if named.count == 1, let place = named.first { return .prefixList(place) }
        return nil
    }

    /// The groups whose name a text is that is taken for something else; nil where there are none.
    private func namesakes(_ text: String) -> Endpoint.Finding? {
        let ids = directory.entries(called: text.lowercased()).compactMap { entry -> String? in
            (entry.kind.group.map(End.group) ?? entry.kind.interfaces?.first.map { .interfaces([$0]) }).flatMap(inventory.id)
        }
        var seen = Set<String>()
        let distinct = ids.filter { $0.lowercased() != text.lowercased() && seen.insert($0).inserted }
        return distinct.isEmpty ? nil : .namesakes(name: text, ids: distinct)
    }

    /// The network that a text writes; nil when it does not look like one.
    private func network(_ text: String) throws(QuestionError) -> WrittenNetwork? {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        let head = bare.prefix { $0 != "/" }
        let isDotted = head.contains(".") && head.allSatisfy { $0.isNumber || $0 == "." }
        let isColoned = head.filter { $0 == ":" }.count > 1 && head.allSatisfy { $0.isHexDigit || ":.%".contains($0) }
        guard isDotted || isColoned else { return nil }
        do {
            return try WrittenNetwork(parsing: bare)
        } catch {
            throw .badAddress(error)
        }
    }

    // MARK: Names

    /// `VPC/NAME` and `ACCOUNT/ID`; nil when the scope is neither.
    private func resolve(_ rest: String, within scope: String, asked: String) throws(QuestionError) -> Endpoint? {
        // "/web" names no VPC, and least of all one without a name.
        if scope.isEmpty { return nil }
        let vpc = inventory.vpcs.first { inventory[$0.id] == scope || inventory[$0.name].lowercased() == scope.lowercased() }?.id
        let known = inventory.texts.find(scope)
        let entries = directory.entries.filter { entry in
            guard let known = vpc ?? known else { return false }
            return entry.vpc == known || entry.owner == known
        }
        if entries.isEmpty { return nil }
        if case .group(let group)? = endpoint(id: rest) {
            let described = inventory[group]
            if described.vpc == vpc || described.owner == known { return Endpoint(.group(group), asked: asked) }
        }
        if let network = try network(rest)?.network, network.isAddress, let vpc {
            let holders = inventory.interfaces.indices.filter {
                inventory.interfaces[$0].vpc == vpc && inventory.interfaces[$0].hasPrivateAddress(network.address)
            }
            if !holders.isEmpty { return Endpoint(.interfaces(holders.map(InterfaceIndex.init)), asked: asked) }
            throw .unknownEnd(asked, close: [])
        }
        return try named(rest, among: entries, asked: asked)
    }

    /// What is called so: among all names, or among some.
    private func named(
        _ text: String, among entries: [NameDirectory.Entry]?, asked: String
    ) throws(QuestionError) -> Endpoint {
        let wanted = text.lowercased()
        let whole = entries.map { $0.filter { $0.lowercased == wanted } } ?? directory.entries(called: wanted)
        if let best = Self.best(whole) { return try only(best, text, asked) }
        let all = entries ?? directory.entries
        if let best = Self.best(all.filter { $0.lowercased.contains(wanted) }) { return try only(best, text, asked) }
        throw .unknownEnd(text, close: suggests ? closest(to: wanted, among: all) : [])
    }

    /// Of entries that fit those that win: names of groups, names of what carries them, then what the display made.
    private static func best(_ matches: [NameDirectory.Entry]) -> [NameDirectory.Entry]? {
        let own = matches.filter { !$0.isDisplayed }
        return [own.filter(\.isGroup), own, matches.filter(\.isGroup), matches].first { !$0.isEmpty }
    }

    /// The one thing that entries stand for.
    private func only(_ matches: [NameDirectory.Entry], _ text: String, _ asked: String) throws(QuestionError) -> Endpoint {
        let kinds = Set(matches.map(\.kind))
        if kinds.count == 1, let only = kinds.first { return Endpoint(only, asked: asked) }
        var seen = Set<End>()
        let candidates = matches.filter { seen.insert($0.kind).inserted }.map { entry in
            // Labels of interfaces repeat, or say little.
            let id = entry.kind.interfaces?.count == 1 ? inventory.id(of: entry.kind) : nil
            return EndCandidate(entry.label, id: id, end: entry.kind)
        }
        throw .ambiguousEnd(text, candidates: candidates.sorted { ($0.name, $0.id ?? "") < ($1.name, $1.id ?? "") })
    }

    private func closest(to wanted: String, among entries: [NameDirectory.Entry]) -> [String] {
        close(to: wanted, among: entries).map(\.label).distinct().prefix(3).map { $0 }
    }

    /// What is called nearly so, the nearest first.
    private func close(to wanted: String, among entries: [NameDirectory.Entry]) -> [NameDirectory.Entry] {
        let (limit, length) = (max(1, wanted.count / 3), wanted.count)
        var known: [Substring: Int] = [:]
        // A word occurs in many names, and one that is much longer or shorter is far away whatever its letters are.
        func distance(_ word: Substring) -> Int {
            if let known = known[word] { return known }
            let own = abs(word.count - length) > limit ? Int.max : EditDistance.between(String(word), wanted)
            known[word] = own
            return own
        }
        let scored = entries.filter { !$0.isAlias }.map { entry -> (distance: Int, entry: NameDirectory.Entry) in
            let words = entry.lowercased.split(whereSeparator: { " -_".contains($0) })
            return (([entry.lowercased[...]] + words).map(distance).min() ?? Int.max, entry)
        }
        return scored.filter { $0.distance <= limit }.sorted { ($0.distance, $0.entry.label) < ($1.distance, $1.entry.label) }
            .map(\.entry)
    }

    // MARK: What may be meant

    /// What a word that nothing is called by may be meant for: what is called nearly so; of a foreign host's name what has one of its labels
    /// in its own name.
    ///
    /// None of it is taken for granted: it is what one chooses from.
    func offers(for word: String, limit: Int = 8) -> [End] {
        let lower = word.lowercased()
        let begun = beginning(with: lower)
        if !begun.isEmpty { return Array(begun.prefix(limit)) }
        let entries = directory.entries.filter { !$0.isAlias }
        let labels = lower.split(separator: ".").map(String.init).dropLast().filter { $0.count >= 3 && $0 != "www" }
        let found =
            lower.contains(".")
            ? entries.filter { entry in labels.contains { entry.lowercased.contains($0) } } : close(to: lower, among: entries)
        return found.map(\.kind).distinct().prefix(limit).map { $0 }
    }

    /// What has an id that begins so: `eni-1e65`, `sg-0a`.
    private func beginning(with text: String) -> [End] {
        guard text.firstMatch(of: /^(?:sg|eni|i|pl)-[0-9a-f]+$/) != nil else { return [] }
        let groups = inventory.groups.indices.map { End.group(GroupIndex($0)) }
        let interfaces = inventory.interfaces.indices.map { End.interfaces([InterfaceIndex($0)]) }
        let lists = inventory.prefixLists.indices.map(End.prefixList)
        return (groups + interfaces + lists).filter { inventory.id(of: $0)?.hasPrefix(text) ?? false }
    }

    /// How an end is typed: by its name where that is its alone and has no sign in it, else by its id; nil where it has neither.
    func typeable(_ end: End, called name: String) -> String? {
        let isPlain = !name.contains(where: { ":→[]/\"'".contains($0) || $0.isNewline }) && !name.contains("->")
        if isPlain, let found = try? resolve(name), found.kind == end { return name }
        if let network = end.network { return "\(network.isAddress ? "\(network.address)" : "\(network)")" }
        if let interfaces = end.interfaces, interfaces.count > 1, let first = interfaces.first {
            let instance = inventory[first].instance
            return instance.isNone ? nil : inventory[instance]
        }
        return inventory.id(of: end)
    }
}
