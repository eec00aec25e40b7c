import CoreModel

/// Everything that an end can be called by, with the ids of interfaces and instances: built once, looked up for every question.
struct NameDirectory: Sendable {
    /// A name of something.
    struct Entry: Sendable {
        var name: String
        var lowercased: String
        var kind: End
        /// How it is offered among candidates.
        var label: String
        var vpc: TextID
        var owner: TextID
        /// A second name of something that is offered under its first.
        var isAlias = false
        /// Whether the display made the name of what it is and where: "default (shop)", "RDS orders".
        ///
        /// It gives way to names of things.
        var isDisplayed = false

        var isGroup: Bool { kind.group != nil }
    }

    /// Interfaces with the same key belong to one thing.
    private struct AttachmentKey: Hashable {
        var name: TextID
        var vpc: TextID
        var kind: Attachment.Kind
    }

    /// Groups first, then instances, then what interfaces belong to.
    private(set) var entries: [Entry] = []
    private var places: [String: [Int]] = [:]
    /// All names in lower case, a line each.
    private var lazyNames = Lazy<[UInt8]> { [] }
    private var interfaces: [TextID: InterfaceIndex] = [:]
    private var attached: [TextID: [InterfaceIndex]] = [:]

    init(_ inventory: Inventory, names: Names) {
        for (place, interface) in inventory.interfaces.enumerated() {
            interfaces[interface.id] = InterfaceIndex(place)
            if !interface.instance.isNone { attached[interface.instance, default: []].append(InterfaceIndex(place)) }
        }
        addGroups(inventory, names)
        for instance in inventory.instances where !instance.name.isNone {
            guard let own = attached[instance.id] else { continue }
            let name = inventory[instance.name]
            add(
                name, .interfaces(own), label: "instance \(name) (\(inventory[instance.id]))", vpc: instance.vpc, owner: .none)
        }
        addAttachments(inventory)
        addOwners(inventory)
        addLabels()
        for (place, entry) in entries.enumerated() { places[entry.lowercased, default: []].append(place) }
        let all = entries
        lazyNames = Lazy { all.reduce(into: []) { $0 += Array($1.lowercased.utf8) + [UInt8(ascii: "\n")] } }
    }

    /// Whether a text in lower case is a part of some name.
    ///
    /// Complexity: a look at the bytes of all names, the first time after these are put together.
    func contains(part: String) -> Bool {
        let wanted = Array(part.utf8)
        guard let first = wanted.first, !wanted.contains(UInt8(ascii: "\n")) else { return false }
        return lazyNames.value.withUnsafeBufferPointer { all in
            guard all.count >= wanted.count else { return false }
            return wanted.withUnsafeBufferPointer { wanted in
                for start in 0...(all.count - wanted.count) where all[start] == first {
                    var length = 1
                    while length < wanted.count, all[start + length] == wanted[length] { length += 1 }
                    if length == wanted.count { return true }
                }
                return false
            }
        }
    }

    /// The entries of a whole name in lower case.
    func entries(called name: String) -> [Entry] { (places[name] ?? []).map { entries[$0] } }

    /// The interface of an id.
    func interface(_ id: TextID) -> InterfaceIndex? { interfaces[id] }

    /// The interfaces that are attached to an instance.
    func interfaces(ofInstance id: TextID) -> [InterfaceIndex] { attached[id] ?? [] }

    private mutating func addGroups(_ inventory: Inventory, _ names: Names) {
        // What stands for unknown groups is no end that could be asked for.
        for index in inventory.groups.indices.map(GroupIndex.init) where !inventory[index].isUnknown {
            let group = inventory[index]
            let label = names.name(of: index)
            let own = names.ownName(of: index)
            var others = [own, inventory[group.name], inventory.tag("Name", of: index) ?? ""]
            others = others.enumerated().filter { !$1.isEmpty && $1 != label && others.firstIndex(of: $1) == $0 }.map(\.element)
            add(label, .group(index), label: label, vpc: group.vpc, owner: group.owner, isDisplayed: label != own)
            for name in others { add(name, .group(index), label: label, vpc: group.vpc, owner: group.owner, isAlias: true) }
        }
    }

    private mutating func addAttachments(_ inventory: Inventory) {
        var known: [AttachmentKey: Int] = [:]
        for (place, interface) in inventory.interfaces.enumerated() {
            let named = interface.attachment.name.isNone ? interface.name : interface.attachment.name
            if named.isNone { continue }
            let key = AttachmentKey(name: named, vpc: interface.vpc, kind: interface.attachment.kind)
            if let entry = known[key], case .interfaces(let members) = entries[entry].kind {
                entries[entry].kind = .interfaces(members + [InterfaceIndex(place)])
                continue
            }
            known[key] = entries.count
            let name = inventory[named]
            add(
                name, .interfaces([InterfaceIndex(place)]), label: "\(interface.attachment.kind.word) \(name)",
                vpc: interface.vpc, owner: interface.owner)
        }
    }

    /// What owns interfaces that bear another name, such as a function that shares them.
    private mutating func addOwners(_ inventory: Inventory) {
        let known = Set(entries.map(\.lowercased))
        for (name, interfaces) in inventory.ownerNames where !known.contains(name.lowercased()) {
            guard let first = interfaces.first else { continue }
            let interface = inventory[first]
            let kind = interface.attachment.kind.word
            add(name, .interfaces(interfaces), label: "\(kind) \(name)", vpc: interface.vpc, owner: interface.owner)
        }
    }

    /// What answers call the things that interfaces belong to, so that it can be asked for as it is printed.
    private mutating func addLabels() {
        for entry in entries where !entry.isGroup && entry.label != entry.name {
            add(
                entry.label, entry.kind, label: entry.label, vpc: entry.vpc, owner: entry.owner, isAlias: true, isDisplayed: true)
        }
    }

    private mutating func add(
        _ name: String, _ kind: End, label: String, vpc: TextID, owner: TextID, isAlias: Bool = false,
        isDisplayed: Bool = false
    ) {
        entries.append(
            Entry(
                name: name, lowercased: name.lowercased(), kind: kind, label: label, vpc: vpc, owner: owner, isAlias: isAlias,
                isDisplayed: isDisplayed))
    }
}
