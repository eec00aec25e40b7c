import Annotations
import CoreModel
import Glibc
import Terminal
import Yams

/// What the user's config file says: never needed, and nothing of it is stronger than an option.
struct Config: Sendable {
    /// The glyphs to draw with; nil: those of the locale.
    enum Glyphs: String, CaseIterable, Sendable {
        case auto, unicode, ascii
    }

    var glyphs = Glyphs.auto
    var colours = ColorChoice.auto
    /// The notes where none lie beside an input.
    var notes: String?
    /// The profile of the aws command where neither --profile nor AWS_PROFILE names one.
    var profile: String?
    var production = Production()
    /// What of the file is not used, and why, a line each.
    var problems: [String] = []

    /// The user's own; what is wrong with it is said on standard error when it is asked for first.
    static let own: Config = {
        guard let folder = OwnFolder.config else { return Config() }
        let config = Config(file: "\(folder)/config.yaml", folder: folder)
        for problem in config.problems { StandardError.line("sgscope: note: \(problem)") }
        return config
    }()

    /// One that says nothing.
    init() {}

    /// What a file says; one that is not there says nothing, and one that cannot be read is a problem and says nothing.
    init(file: String, folder: String) {
        do throws(OwnFile.Refusal) {
            guard let bytes = try OwnFile.bytes(file, followsLinks: true) else { return }
            do throws(SettingsTree.Fault) { take(try SettingsTree(bytes), name: file, folder: folder) } catch {
                problems = ["\(file) is not used: \(error.reason)"]
            }
        } catch {
            problems = ["\(file) is not used: \(error.reason)"]
        }
    }

    /// The keys that there are.
    static let keys = ["glyphs", "colours", "notes", "profile", "production"]

    private mutating func take(_ tree: SettingsTree, name: String, folder: String) {
        for (key, value) in tree.entries {
            let text = value.writtenText
            switch key {
            case "glyphs":
                let known = text.flatMap { Glyphs(rawValue: $0 == "utf8" ? "unicode" : $0) }
                if let known { glyphs = known } else { note("\(name): glyphs is auto, unicode or ascii") }
            case "colours", "colors":
                if let known = text.flatMap(ColorChoice.init) {
                    colours = known
                } else {
                    note("\(name): colours is auto, always or never")
                }
            case "notes":
                if let text, !text.isEmpty { notes = OwnFolder.path(text, in: folder) } else { note("\(name): notes is a path") }
            case "profile":
                // A dash would make an option of the aws command of it.
                if let text, !text.isEmpty, !text.hasPrefix("-") {
                    profile = text
                } else {
                    note("\(name): profile is the name of a profile of the aws command")
                }
            case "production":
                let read = Production(value)
                if let read {
                    production = read
                } else {
                    note("\(name): production is a list of account: NUMBER, and of tag: {key: KEY, value: VALUE}")
                }
            default:
                let near = Self.keys.min { EditDistance.between($0, key) < EditDistance.between($1, key) } ?? ""
                let isNear = key.utf8.count < 64 && EditDistance.between(near, key) <= 2
                note(
                    "\(name): there is no key \"\(key.prefix(40))\"; "
                        + (isNear ? "did you mean \(near)?" : "there are \(Self.keys.joined(separator: ", "))"))
            }
        }
    }

    private mutating func note(_ problem: String) {
        if problems.count < 3 { problems.append(problem) }
    }
}

/// Which environments are production.
struct Production: Sendable {
    private var accounts: Set<String> = []
    private var tags: [(key: String, value: String?)] = []

    init() {}

    /// What a list says; nil where a part of it says nothing.
    fileprivate init?(_ node: Node) {
        guard let list = node.sequence, list.count <= 1_000 else { return nil }
        for entry in list {
            guard let mapping = entry.mapping, mapping.count == 1, let (key, value) = mapping.first.map({ ($0.key, $0.value) })
            else { return nil }
            switch key.scalar?.string {
            case "account":
                guard let account = value.writtenText, !account.isEmpty else { return nil }
                accounts.insert(account)
            case "tag":
                guard let tag = value.mapping, let name = tag["key"]?.writtenText, !name.isEmpty else { return nil }
                tags.append((name, tag["value"]?.writtenText))
            default: return nil
            }
        }
    }

    /// Whether an inventory is of one of the accounts, or has a group with one of the tags.
    func names(_ inventory: Inventory) -> Bool {
        if accounts.isEmpty, tags.isEmpty { return false }
        let owned = Set(accounts.compactMap(inventory.texts.find))
        let tagged = tags.compactMap { tag -> (key: TextID, value: TextID?)? in
            guard let key = inventory.texts.find(tag.key) else { return nil }
            guard let value = tag.value else { return (key, nil) }
            return inventory.texts.find(value).map { (key, $0) }
        }
        if owned.isEmpty, tagged.isEmpty { return false }
        return inventory.loadedGroups.contains { index in
            let group = inventory[index]
            return owned.contains(group.owner)
                || group.tags.contains { own in
                    tagged.contains { $0.key == own.key && ($0.value == nil || $0.value == own.value) }
                }
        }
    }
}
