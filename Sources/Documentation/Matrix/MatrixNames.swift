import Annotations
import Notes
import Reachability
import CoreModel

/// What the ends of flows are called in a matrix.
public struct MatrixNames: Sendable {
    private let annotations: Annotations
    private let short: [GroupIndex: String]

    /// Names for a matrix; short ones leave out an ending that says no more than the column does ("SG"), where names stay distinct.
    public init(_ annotations: Annotations, isShort: Bool) {
        self.annotations = annotations
        guard isShort else {
            short = [:]
            return
        }
        let inventory = annotations.inventory
        var names: [GroupIndex: String] = [:]
        var uses: [String: Int] = [:]
        for place in inventory.groups.indices where !inventory.groups[place].isCopy {
            let name = annotations.names.name(of: GroupIndex(place))
            let cut = Self.withoutEnding(name)
            names[GroupIndex(place)] = cut
            for use in Set([name.lowercased(), cut.lowercased()]) { uses[use, default: 0] += 1 }
        }
        short = names.filter { uses[$0.value.lowercased()] == 1 && $0.value.lowercased() != "internet" }
    }

    /// What an end is called.
    public func name(_ end: End) -> String {
        end == .internet ? "Internet" : end.group.flatMap { short[$0] } ?? annotations.names.name(of: end)
    }

    /// What a documented end is called.
    func name(_ end: DocumentedEnd, _ ends: DocumentedEnds) -> String {
        switch end {
        case .any: return "Any"
        case .internet: return "Internet"
        case .network, .prefixList: return end.description
        case .group(let title):
            if let only = ends.meaning(of: end).only { return name(only) }
            return short.isEmpty ? title : Self.withoutEnding(title)
        }
    }

    /// "(only web-1, web-2)": the members that alone may send a row's traffic; nil where every member may.
    func members(_ row: MatrixRow) -> String? {
        row.members.isEmpty ? nil : "(only \(annotations.names.list(row.members)))"
    }

    /// The source of a row, where it says more than its name: that only IPv6 is let in.
    func source(_ row: MatrixRow) -> String {
        let inventory = annotations.inventory
        let name = name(row.source)
        guard row.source == .internet else { return name }
        let isOnlySix = row.rules.allSatisfy { inventory.network(of: inventory[$0].peer)?.version == .v6 }
        return isOnlySix ? "\(name) (IPv6)" : name
    }

    private static func withoutEnding(_ name: String) -> String {
        for ending in [" SG", " sg", " Security Group", " security group"] where name.hasSuffix(ending) {
            let rest = String(name.dropLast(ending.count))
            if !rest.isEmpty { return rest }
        }
        return name
    }
}

extension MatrixRow {
    /// The ports: "443", "8000-8100", "8/0"; "all" where there is no range.
    public var ports: String { range ?? "all" }

    /// The same; nil where it is not for some ports, or types, alone.
    public var range: String? {
        if traffic.count == 1 { return traffic[0].selectorText }
        let ranges = traffic.compactMap(\.selectorText)
        return ranges.count == traffic.count ? ranges.joined(separator: ", ") : nil
    }

    /// "tcp 443", "udp all", "all".
    public var text: String { traffic.contains(.all) ? "all" : "\(protocolName) \(ports)" }

    /// The protocol in capitals: "TCP", "ICMPV6", "ALL".
    public var ipProtocol: String { protocolName.uppercased() }

    /// The protocol: "tcp", "icmpv6", "all".
    public var protocolName: String {
        if traffic.count == 1 { return traffic[0].ipProtocol.description }
        return traffic.map(\.ipProtocol.description).distinct().joined(separator: ", ")
    }
}
