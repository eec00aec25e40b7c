import Reachability
import CoreModel

/// Members of a group asked about, as a line of an answer.
struct MemberRowText {
    let annotations: Annotations

    init(_ annotations: Annotations) { self.annotations = annotations }

    /// "from eni-1 of web-1: WEB SG with base-egress", "to 3 of WEB SG with base-egress: web-1, web-2, web-3".
    func text(_ member: MemberAnswer) -> String {
        "\(Self.way(member.isSource)) \(who(member))"
    }

    private static func way(_ isSource: Bool) -> String { isSource ? "from" : "to" }

    /// The same without the way.
    func who(_ member: MemberAnswer) -> String {
        let whose = annotations.names.name(of: member.group)
        let also = member.also.map { annotations.names.name(of: $0) }.sorted().joined(separator: ", ")
        let with = member.lacksFamily ? ", without an address of the family" : also.isEmpty ? "" : " with \(also)"
        guard member.interfaces.count > 1 else { return "\(interface(member.interfaces[0])): \(whose)\(with)" }
        return "\(member.interfaces.count) of \(whose)\(with): \(annotations.names.list(member.interfaces))"
    }

    /// A member that the input does not list.
    func text(_ member: UnseenAnswer) -> String {
        "\(Self.way(member.isSource)) \(who(member))"
    }

    /// The same without the way.
    func who(_ member: UnseenAnswer) -> String {
        "one of \(annotations.names.name(of: member.group)) that the input does not list, with nothing else"
    }

    /// "eni-1 of web-1, 10.0.1.5": with its first address of a family.
    func interface(_ index: InterfaceIndex, _ version: IPVersion) -> String {
        let address = annotations.inventory[index].privateAddresses.first { $0.version == version }
        return interface(index) + (address.map { ", \($0)" } ?? "")
    }

    /// "eni-1 of web-1"; the id alone where it has no name.
    func interface(_ index: InterfaceIndex) -> String {
        let id = annotations.inventory[annotations.inventory[index].id]
        let name = annotations.names.name(of: index)
        return name == id ? id : "\(id) of \(name)"
    }
}

extension Names {
    /// "web-1, web-2, web-3 and others": what interfaces are called, each name once.
    func list(_ interfaces: [InterfaceIndex]) -> String {
        let names = interfaces.prefix(12).map { name(of: $0) }.distinct()
        return names.prefix(3).joined(separator: ", ") + (names.count > 3 || interfaces.count > 12 ? " and others" : "")
    }
}
