import Reachability
import CoreModel

/// Members of a group asked about, as lines of an answer.
public struct MemberRowText: Sendable {
    private let inventory: Inventory
    private let names: Names

    /// Words for the members of an inventory's groups.
    public init(_ inventory: Inventory, _ names: Names) {
        self.inventory = inventory
        self.names = names
    }

    /// "eni-1 of web-1: WEB SG with base-egress", "3 of WEB SG with base-egress: web-1, web-2, web-3".
    public func who(_ member: MemberAnswer) -> String {
        let whose = names.name(of: member.group)
        let also = member.also.map { names.name(of: $0) }.sorted().joined(separator: ", ")
        let with = member.lacksFamily ? ", without an address of the family" : also.isEmpty ? "" : " with \(also)"
        guard member.interfaces.count > 1 else { return "\(interface(member.interfaces[0])): \(whose)\(with)" }
        return "\(member.interfaces.count) of \(whose)\(with): \(names.list(member.interfaces))"
    }

    /// A member that the input does not list.
    public func who(_ member: UnseenAnswer) -> String {
        "one of \(names.name(of: member.group)) that the input does not list, with nothing else"
    }

    /// "eni-1 of web-1, 10.0.1.5": with its first address of a family, where one is asked for; the id alone where it has no name.
    public func interface(_ index: InterfaceIndex, _ version: IPVersion? = nil) -> String {
        let (id, name) = (inventory[inventory[index].id], names.name(of: index))
        let address = inventory[index].privateAddresses.first { $0.version == version }
        return (name == id ? id : "\(id) of \(name)") + (address.map { ", \($0)" } ?? "")
    }
}

extension Names {
    /// "web-1, web-2, web-3 and others": what interfaces are called, each name once.
    public func list(_ interfaces: [InterfaceIndex]) -> String {
        let names = interfaces.prefix(12).map { name(of: $0) }.distinct()
        return names.prefix(3).joined(separator: ", ") + (names.count > 3 || interfaces.count > 12 ? " and others" : "")
    }
}
