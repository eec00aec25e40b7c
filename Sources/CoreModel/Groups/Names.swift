/// What groups, interfaces and peers are called on screen and in answers.
///
/// A group is called by its title from the notes, else its Name tag, else its name without the prefix that all names share, a trailing
/// `-sg` and a generated suffix. Two groups never have the same name here: the VPC, or the id, is added where they would.
public struct Names: Sendable {
    @Boxed private var inventory: Inventory
    private let groupNames: [String]
    private let ownNames: [String]

    /// Names for an inventory; `titles` are those that the notes give.
    public init(_ inventory: Inventory, titles: [GroupIndex: String] = [:]) {
        self.inventory = inventory
        let prefix = GroupNameShortening.sharedPrefix(
            inventory.loadedGroups.map { inventory[inventory[$0].name] }.filter { $0 != "default" })
        let names = inventory.groups.indices.map { number -> String in
            let group = inventory.groups[number]
            if let title = titles[GroupIndex(number)], !title.isEmpty { return title }
            let name = inventory[group.name]
            let short = GroupNameShortening.shorten(name, prefix: prefix)
            // A Name tag that repeats the group's name, but for a generated suffix, says no more than the name.
            if let tag = inventory.tag("Name", of: GroupIndex(number)), !tag.isEmpty,
                GroupNameShortening.shorten(tag, prefix: prefix) != short
            {
                return tag
            }
            return name.isEmpty ? inventory[group.id] : short
        }
        ownNames = names
        groupNames = Self.distinct(names, in: inventory)
    }

    /// The same names for an inventory that edits made of this one; groups that only edits name are called by their ids.
    ///
    /// Complexity: constant where no group is new.
    public init(_ other: Names, after inventory: Inventory) {
        self.inventory = inventory
        let new = inventory.groups.dropFirst(other.groupNames.count).map { group -> String in
            let name = inventory[group.name]
            return name.isEmpty ? inventory[group.id] : name
        }
        groupNames = other.groupNames + new
        ownNames = other.ownNames + new
    }

    /// What a group is called.
    public func name(of group: GroupIndex) -> String { groupNames[Int(group.number)] }

    /// The same without what is added where several groups have one name.
    public func ownName(of group: GroupIndex) -> String { ownNames[Int(group.number)] }

    /// Its name with the id in brackets: "RDS SG (sg-e9ec91ed1f04d6569)"; the id alone where there is no name.
    public func nameAndID(of group: GroupIndex) -> String {
        let name = name(of: group)
        let id = inventory[inventory[group].id]
        return name == id ? id : "\(name) (\(id))"
    }

    /// What an interface is called: "RDS chat-dev-rds-0", "load balancer chat-dev-alb", an instance's name, its Name tag, or its id.
    public func name(of index: InterfaceIndex) -> String {
        let interface = inventory[index]
        if !interface.attachment.name.isNone {
            return "\(interface.attachment.kind.word) \(inventory[interface.attachment.name])"
        }
        if let instance = inventory.instances.first(where: { $0.id == interface.instance }), !instance.name.isNone {
            return inventory[instance.name]
        }
        return inventory[interface.name.isNone ? interface.id : interface.name]
    }

    /// What a VPC is called: its Name tag, else its id.
    public func name(ofVpc id: TextID) -> String {
        guard let vpc = inventory.vpcs.first(where: { $0.id == id }), !vpc.name.isNone else { return inventory[id] }
        return inventory[vpc.name]
    }

    /// What a rule's peer is called: a group's name, a CIDR, a prefix list's name with its id in brackets.
    public func name(of peer: Peer) -> String { inventory.network(of: peer)?.description ?? name(of: inventory.end(of: peer)) }

    /// What an end is called: "internet", a group's name, a CIDR, a prefix list's name with its id in brackets, what interfaces are.
    public func name(of end: End) -> String {
        switch end {
        case .internet: return "internet"
        case .network(let network): return network.description
        case .prefixList(let place):
            let list = inventory.prefixLists[place]
            return list.name.isNone ? inventory[list.id] : "\(inventory[list.name]) (\(inventory[list.id]))"
        case .interfaces(let interfaces):
            return sharedName(of: interfaces) ?? interfaces.map { name(of: $0) }.joined(separator: ", ")
        case .group(let group): return name(of: group)
        }
    }

    /// What several interfaces are called together; nil where their names differ.
    public func sharedName(of interfaces: [InterfaceIndex]) -> String? {
        let all = Set(interfaces.map { name(of: $0) })
        return all.count == 1 ? all.first : nil
    }

    /// Adds the VPC's name, or the id where that is not enough, to names that several groups have.
    private static func distinct(_ names: [String], in inventory: Inventory) -> [String] {
        let byName = Dictionary(grouping: names.indices) { names[$0] }
        var result = names
        for (name, places) in byName where places.count > 1 {
            let vpcs = places.map { inventory.groups[$0].vpc }
            let vpcsTellThemApart = Set(vpcs).count == vpcs.count && !vpcs.contains(.none)
            for place in places {
                let group = inventory.groups[place]
                let vpcName = inventory.vpcs.first { $0.id == group.vpc }.map(\.name) ?? .none
                let suffix = vpcsTellThemApart ? inventory[vpcName.isNone ? group.vpc : vpcName] : inventory[group.id]
                result[place] = suffix.isEmpty ? inventory[group.id] : "\(name) (\(suffix))"
            }
        }
        return result
    }
}
