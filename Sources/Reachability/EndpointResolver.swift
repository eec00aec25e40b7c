import SecurityGroups

/// Finds what a text names: `internet`, an id, an address, a CIDR, a name or a unique part of one.
///
/// An id or a whole name wins over a part of a name, and groups win over what carries them.
public struct EndpointResolver: Sendable {
    private let inventory: Inventory
    private let names: Names

    /// A resolver for an inventory and what its groups are called.
    public init(_ inventory: Inventory, names: Names) {
        self.inventory = inventory
        self.names = names
    }

    /// The end that a text names.
    ///
    /// Throws ``QuestionError`` when nothing or more than one thing is called so; the candidates are listed.
    public func resolve(_ text: String) throws(QuestionError) -> Endpoint {
        let asked = text.trimmed
        if asked.isEmpty { throw .emptyEnd }
        if asked.lowercased() == "internet" { return Endpoint(.internet, asked: asked) }
        if let byID = endpoint(id: asked) { return Endpoint(byID, asked: asked) }
        if let network = try network(asked) { return Endpoint(.network(network), asked: asked) }
        if let slash = asked.firstIndex(of: "/") {
            let scope = String(asked[..<slash])
            let rest = String(asked[asked.index(after: slash)...])
            if let scoped = try resolve(rest, within: scope, asked: asked) { return scoped }
        }
        return try named(asked, among: nameEntries, asked: asked)
    }

    /// Names that can be typed as an end, for completion: `internet`, groups, then what carries them; each once.
    public func completions(of prefix: String) -> [String] {
        let wanted = prefix.trimmed.lowercased()
        var seen = Set<String>()
        return (["internet"] + nameEntries.filter { !$0.isAlias }.map(\.name)).filter {
            (wanted.isEmpty || $0.lowercased().contains(wanted)) && seen.insert($0).inserted
        }
    }

    // MARK: Ids and addresses

    private func endpoint(id: String) -> Endpoint.Kind? {
        if let group = inventory.group(id: id) { return .group(group) }
        guard let wanted = inventory.texts.find(id) else { return nil }
        if let place = inventory.interfaces.firstIndex(where: { $0.id == wanted }) { return .interfaces([InterfaceIndex(place)]) }
        let attached = inventory.interfaces.indices.filter { inventory.interfaces[$0].instance == wanted }
        if !attached.isEmpty { return .interfaces(attached.map(InterfaceIndex.init)) }
        if let place = inventory.prefixLists.firstIndex(where: { $0.id == wanted }) { return .prefixList(place) }
        return nil
    }

    /// The network that a text writes; nil when it does not look like one.
    private func network(_ text: String) throws(QuestionError) -> IPNetwork? {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        let head = bare.prefix { $0 != "/" }
        let isDotted = head.contains(".") && head.allSatisfy { $0.isNumber || $0 == "." }
        let isColoned = head.filter { $0 == ":" }.count > 1 && head.allSatisfy { $0.isHexDigit || ":.%".contains($0) }
        guard isDotted || isColoned else { return nil }
        do {
            if bare.contains("/") { return try IPNetwork(parsing: bare) }
            return .single(try IPAddress(parsing: bare))
        } catch {
            throw .badAddress(error)
        }
    }

    // MARK: Names

    private struct Entry {
        var name: String
        var kind: Endpoint.Kind
        var label: String
        var vpc: TextID
        var owner: TextID
        /// A second name of something that is offered under its first.
        var isAlias = false

        var isGroup: Bool { if case .group = kind { true } else { false } }
    }

    /// Interfaces with the same key belong to one thing.
    private struct AttachmentKey: Hashable {
        var name: TextID
        var vpc: TextID
        var kind: Attachment.Kind
    }

    private var nameEntries: [Entry] {
        var entries: [Entry] = []
        for index in inventory.groups.indices.map(GroupIndex.init) {
            let group = inventory[index]
            let label = names.name(of: index)
            let aliases = [inventory[group.name], inventory.tag("Name", of: index) ?? ""].filter { !$0.isEmpty && $0 != label }
            for (place, name) in ([label] + aliases).enumerated() {
                entries.append(
                    Entry(name: name, kind: .group(index), label: label, vpc: group.vpc, owner: group.owner, isAlias: place > 0))
            }
        }
        for instance in inventory.instances where !instance.name.isNone {
            let attached = inventory.interfaces.indices.filter { inventory.interfaces[$0].instance == instance.id }
            if attached.isEmpty { continue }
            entries.append(
                Entry(
                    name: inventory[instance.name], kind: .interfaces(attached.map(InterfaceIndex.init)),
                    label: "instance \(inventory[instance.name]) (\(inventory[instance.id]))", vpc: instance.vpc, owner: .none))
        }
        return entries + attachmentEntries
    }

    private var attachmentEntries: [Entry] {
        var places: [AttachmentKey: Int] = [:]
        var entries: [Entry] = []
        for (place, interface) in inventory.interfaces.enumerated() {
            let named = interface.attachment.name.isNone ? interface.name : interface.attachment.name
            if named.isNone { continue }
            let key = AttachmentKey(name: named, vpc: interface.vpc, kind: interface.attachment.kind)
            if let known = places[key], case .interfaces(let members) = entries[known].kind {
                entries[known].kind = .interfaces(members + [InterfaceIndex(place)])
                continue
            }
            places[key] = entries.count
            entries.append(
                Entry(
                    name: inventory[named], kind: .interfaces([InterfaceIndex(place)]),
                    label: "\(interface.attachment.kind.word) \(inventory[named])", vpc: interface.vpc, owner: interface.owner))
        }
        return entries
    }

    /// `VPC/NAME` and `ACCOUNT/ID`; nil when the scope is neither.
    private func resolve(_ rest: String, within scope: String, asked: String) throws(QuestionError) -> Endpoint? {
        let vpc = inventory.vpcs.first { inventory[$0.id] == scope || inventory[$0.name].lowercased() == scope.lowercased() }?.id
        let known = inventory.texts.find(scope)
        let entries = nameEntries.filter { entry in
            guard let known = vpc ?? known else { return false }
            return entry.vpc == known || entry.owner == known
        }
        if entries.isEmpty { return nil }
        if case .group(let group)? = endpoint(id: rest) {
            let described = inventory[group]
            if described.vpc == vpc || described.owner == known { return Endpoint(.group(group), asked: asked) }
        }
        if let network = try network(rest), network.prefixLength == network.version.bitWidth, let vpc {
            let holders = inventory.interfaces.indices.filter {
                inventory.interfaces[$0].vpc == vpc && inventory.interfaces[$0].privateAddresses.contains(network.address)
            }
            if !holders.isEmpty { return Endpoint(.interfaces(holders.map(InterfaceIndex.init)), asked: asked) }
            throw .unknownEnd(asked, close: [])
        }
        return try named(rest, among: entries, asked: asked)
    }

    private func named(_ text: String, among entries: [Entry], asked: String) throws(QuestionError) -> Endpoint {
        let wanted = text.lowercased()
        let whole = entries.filter { $0.name.lowercased() == wanted }
        let part = entries.filter { $0.name.lowercased().contains(wanted) }
        for matches in [whole.filter(\.isGroup), whole, part.filter(\.isGroup), part] where !matches.isEmpty {
            let kinds = Set(matches.map(\.kind))
            if kinds.count == 1, let only = kinds.first { return Endpoint(only, asked: asked) }
            var seen = Set<Endpoint.Kind>()
            throw .ambiguousEnd(text, candidates: matches.filter { seen.insert($0.kind).inserted }.map(candidate).sorted())
        }
        throw .unknownEnd(text, close: closest(to: wanted, among: entries))
    }

    /// A candidate as it can be typed: its label, with the id where labels repeat or say little.
    private func candidate(_ entry: Entry) -> String {
        guard case .interfaces(let members) = entry.kind, members.count == 1, let only = members.first else { return entry.label }
        return "\(entry.label) (\(inventory[inventory[only].id]))"
    }

    private func closest(to wanted: String, among entries: [Entry]) -> [String] {
        let scored = entries.filter { !$0.isAlias }.map { entry -> (distance: Int, label: String) in
            let words = entry.name.lowercased().split(whereSeparator: { " -_".contains($0) }).map(String.init)
            let distance = ([entry.name.lowercased()] + words).map { EditDistance.between($0, wanted) }.min() ?? Int.max
            return (distance, entry.label)
        }
        let limit = max(1, wanted.count / 3)
        var seen = Set<String>()
        return scored.filter { $0.distance <= limit }.sorted { ($0.distance, $0.label) < ($1.distance, $1.label) }
            .map(\.label).filter { seen.insert($0).inserted }.prefix(3).map { $0 }
    }
}
