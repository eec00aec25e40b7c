import CoreModel
import Reachability

/// What a network ACL does to a flow.
public struct ACLDecision: Hashable, Sendable {
    /// The list.
    public let acl: NetworkACLIndex
    /// What becomes of all of the flow; depends where it is of some of it alone, or where the input leaves it open.
    public let outcome: Outcome
    /// The entry that decides, by its place in the list's `entries`; nil where the last one does, which denies the rest, or several.
    public let entry: Int?
    /// Whether the entries that may decide, where the input leaves open which of them does, all deny: what was rejected met one of them.
    public let mayOnlyDeny: Bool

    /// Whether packets that were rejected were rejected by the list, whatever groups would have done.
    var rejects: Bool { outcome == .fail || (outcome == .depends && mayOnlyDeny) }

    /// The number of the entry that decides: "90", and "*" of the last one; nil where several do, or it is not told.
    public func number(in inventory: Inventory) -> String? {
        guard let entry else { return outcome == .fail ? "*" : nil }
        return inventory.topology[acl].entries[entry].number.map(String.init)
    }
}

/// What network ACLs do to flows at the borders of subnets; what has been decided is remembered by the stretches that entries cut.
struct ACLDecisions {
    private struct Key: Hashable {
        var acl: NetworkACLIndex
        var direction: Direction
        var points: ClosedRange<UInt32>
        var version: IPVersion
        var stretch: Int
    }

    private struct Border {
        var acl: NetworkACLIndex?
        var networks: [IPNetwork]
    }

    private let analyzer: Analyzer
    private let networks: [TextID: [IPNetwork]]
    private var borders: [TextID: Border] = [:]
    private var cuts: [NetworkACLIndex: [[UInt128]]] = [:]
    private var found: [Key: ACLDecision] = [:]

    init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        networks = Dictionary(analyzer.inventory.subnets.map { ($0.id, $0.networks) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the ACL of an interface's subnet does to packets of a direction; nil where none is asked: none is loaded, or both ends are in
    /// the subnet.
    mutating func decision(
        at interface: NetworkInterface, _ direction: Direction, far: IPAddress, _ points: ClosedRange<UInt32>
    ) -> ACLDecision? {
        let border = border(interface.subnet)
        guard let acl = border.acl, !border.networks.contains(where: { $0.contains(far) }) else { return nil }
        let slot = far.version == .v4 ? 0 : 1
        let stretches = cuts[acl] ?? IPVersion.allCases.map { cuts(of: acl, $0) }
        cuts[acl] = stretches
        let key = Key(
            acl: acl, direction: direction, points: points, version: far.version,
            stretch: Self.place(of: far.bits, in: stretches[slot]))
        if let known = found[key] { return known }
        let own = analyzer.inventory.topology[acl]
        let judgement = own.judge(direction, far: AddressSet(far.bits...far.bits), far.version, TrafficSet(points))
        let decision = Self.decision(judgement, acl, own)
        found[key] = decision
        return decision
    }

    private static func decision(_ judgement: NetworkACLJudgement, _ index: NetworkACLIndex, _ acl: NetworkACL) -> ACLDecision {
        var deciding: Set<Int?> = []
        var mayOnlyDeny = !judgement.pieces.isEmpty
        for piece in judgement.pieces {
            switch piece.decision {
            case .entry(let place, let action):
                deciding.insert(place)
                mayOnlyDeny = mayOnlyDeny && action == .deny
            case .last: deciding.insert(nil)
            case .open(let places, let knowledge):
                // Of two entries with one number either may be the list's; those that follow decide where neither is.
                let denying = places.filter { acl.entries[$0].action == .deny }
                deciding.formUnion(denying)
                mayOnlyDeny = mayOnlyDeny && knowledge.isComplete && denying.first == places.first && !denying.isEmpty
            }
        }
        return ACLDecision(
            acl: index, outcome: judgement.outcome, entry: deciding.count == 1 ? deciding.first ?? nil : nil,
            mayOnlyDeny: mayOnlyDeny)
    }

    private mutating func border(_ subnet: TextID) -> Border {
        if let known = borders[subnet] { return known }
        let border = Border(
            acl: subnet.isNone ? nil : analyzer.networkACL(ofSubnet: subnet), networks: networks[subnet] ?? [])
        borders[subnet] = border
        return border
    }

    /// Where entries begin and end, ascending: between two of these every address is decided alike.
    private func cuts(of acl: NetworkACLIndex, _ version: IPVersion) -> [UInt128] {
        var cuts: Set<UInt128> = []
        for case let network? in analyzer.inventory.topology[acl].entries.map(\.network) where network.version == version {
            cuts.insert(network.range.lowerBound)
            if network.range.upperBound < version.largest { cuts.insert(network.range.upperBound + 1) }
        }
        return cuts.sorted()
    }

    private static func place(of bits: UInt128, in cuts: [UInt128]) -> Int {
        var (low, high) = (0, cuts.count)
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] > bits { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
