import Annotations
import CoreModel
import Reachability

/// A network that somebody gave a name.
public struct CalledNetwork: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// The network.
    public let network: IPNetwork

    /// A network with a name.
    public init(name: String, _ network: IPNetwork) { (self.name, self.network) = (name, network) }
}

/// What the groups let through between a network and a group, with what becomes of it and what carries it.
public struct BetweenRow: Sendable {
    /// The network.
    public let network: CalledNetwork
    /// The group.
    public let group: GroupIndex
    /// Whether it comes from the network; else it goes there.
    public let isInbound: Bool
    /// What passes, of one protocol, or everything.
    public let traffic: [Traffic]
    /// What the groups say of it: allowed, or depends.
    public let verdict: Verdict
    /// What the layers other than groups do with it; nil where none of them is looked at.
    public let whole: NetworkVerdict?
    /// What carries it, in the order of the way.
    public let carriers: [NetworkCarrier]
}

/// Everything between named networks and groups: what the groups let through either way, what the network does with it, what carries it.
public struct BetweenNetworks: Sendable {
    /// Network by network, groups by name, what comes in first.
    public let rows: [BetweenRow]
    /// Whether the input tells layers beside groups, and these were asked for.
    public let looksAtNetwork: Bool

    let annotations: Annotations

    /// Looks at every group, or at one alone.
    ///
    /// Complexity: a look at both sides' rules for each network and group, and a way for each kind of member of a group that passes.
    public init(
        _ networks: [CalledNetwork], _ analyzer: Analyzer, annotations: Annotations, only selected: GroupIndex? = nil,
        scope: AnswerScope = .everything
    ) {
        self.annotations = annotations
        let survey = NetworkSurvey(analyzer, scope)
        looksAtNetwork = survey.looksAtNetwork
        let groups = selected.map { [$0] } ?? annotations.inventory.loadedGroups
        let sorted = groups.map { (annotations.names.name(of: $0), $0) }.sorted { $0 < $1 }.map(\.1)
        var rows: [BetweenRow] = []
        for network in networks {
            for group in sorted {
                for isInbound in [true, false] {
                    rows += Self.rows(network, group, isInbound: isInbound, analyzer, survey)
                }
            }
        }
        self.rows = rows
    }

    private static func rows(
        _ network: CalledNetwork, _ group: GroupIndex, isInbound: Bool, _ analyzer: Analyzer, _ survey: NetworkSurvey
    ) -> [BetweenRow] {
        let (outside, own) = (Endpoint(.network(network.network)), Endpoint(.group(group)))
        func question(_ traffic: [Traffic]?) -> Question? {
            try? Question(
                from: isInbound ? outside : own, to: isInbound ? own : outside,
                port: traffic.map { PortQuery($0, asked: "") } ?? .all, version: network.network.version)
        }
        guard let all = question(nil) else { return [] }
        let (certain, possible) = analyzer.passing(all)
        return possible.shown.byProtocol.map { traffic in
            let asked = question(traffic)
            let isCertain = certain.isSuperset(of: possible.intersection(TrafficSet(traffic.map(\.points))))
            return BetweenRow(
                network: network, group: group, isInbound: isInbound, traffic: traffic, verdict: isCertain ? .allowed : .depends,
                whole: asked.flatMap(survey.network), carriers: asked.map(survey.carriers) ?? [])
        }
    }
}
