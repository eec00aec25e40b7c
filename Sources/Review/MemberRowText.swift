import Reachability
import SecurityGroups

/// Members of a group asked about, as a line of an answer.
struct MemberRowText {
    let annotations: Annotations

    init(_ annotations: Annotations) { self.annotations = annotations }

    /// "eni-1 of web-1: WEB SG with base-egress", "3 of WEB SG with base-egress: web-1, web-2, web-3".
    func text(_ member: MemberAnswer) -> String {
        let whose = annotations.names.name(of: member.group)
        let also = member.also.map { annotations.names.name(of: $0) }.sorted().joined(separator: ", ")
        let with = member.lacksFamily ? ", without an address of the family" : also.isEmpty ? "" : " with \(also)"
        guard member.interfaces.count > 1 else { return "\(interface(member.interfaces[0])): \(whose)\(with)" }
        var seen = Set<String>()
        let names = member.interfaces.prefix(12).map { annotations.names.name(of: $0) }.filter { seen.insert($0).inserted }
        let shown = names.prefix(3).joined(separator: ", ")
        let more = member.interfaces.count > 12 || names.count > 3 ? " and others" : ""
        return "\(member.interfaces.count) of \(whose)\(with): \(shown)\(more)"
    }

    /// A member that the input does not list.
    func text(_ member: UnseenAnswer) -> String {
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
