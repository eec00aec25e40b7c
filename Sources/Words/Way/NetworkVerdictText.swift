import CoreModel
import Reachability

/// What the network does with flows of a list, in the fewest words.
public struct NetworkVerdictText: Sendable {
    private let network: NetworkNames

    /// Words for an inventory; of a single flow, where `areMany` is false, at the cost of a look at the things of its network.
    public init(_ inventory: Inventory, areMany: Bool = true) {
        network = NetworkNames(inventory, areMany: areMany)
    }

    /// What decides: "back, acl isolated", "table private"; nil where it is allowed, and where the groups alone say it.
    public func decider(_ verdict: NetworkVerdict) -> String? {
        verdict.stage.map { decider($0, losesReference: verdict.losesReference) }
    }

    /// What a stage that decides is called: "back, acl isolated".
    func decider(_ stage: Stage, losesReference: Bool) -> String {
        "\(stage.leg == .reply ? "back, " : "")\(thing(stage, losesReference))"
    }

    /// "allowed", "blocked: back, acl isolated", "depends: nat nat-1".
    public func text(_ verdict: NetworkVerdict) -> String {
        decider(verdict).map { "\(verdict.verdict.rawValue): \($0)" } ?? verdict.verdict.rawValue
    }

    /// What is not there, where that says more than the thing at which it matters.
    private static func lacking(_ reason: Stage.Reason) -> String? {
        switch reason {
        case .noPublicSource, .noPublicDestination, .noPublicIPv6: "no public address"
        case .unknownPublicAddress: "public address not told"
        case .nobody: "no such host"
        case .missing(.subnet): "subnet not told"
        default: nil
        }
    }

    private func thing(_ stage: Stage, _ losesReference: Bool) -> String {
        switch stage.reason {
        case .groups: return losesReference ? "group reference lost" : "groups, as the sender is seen"
        case .acl(let acl, _): return "acl \(network.name(acl))"
        case .route(let table, _), .blackhole(let table, _), .filtered(let table, _), .disagreement(let table, _, _):
            return "table \(network.name(table))"
        case .missing(.networkACL(let subnet)), .missing(.routeTable(let subnet)):
            return "\(stage.kind.rawValue) of \(network.name(subnet))"
        default:
            if let lacking = Self.lacking(stage.reason) { return lacking }
            if case .notAttached = stage.reason, stage.component.isNone { return "no \(stage.kind.rawValue)" }
            return stage.kind.rawValue + (stage.component.isNone ? "" : " \(network.name(stage.component))")
        }
    }

    /// What carries packets: "peering pcx-1", "nat nat-0, igw igw-1"; empty where nothing does.
    public func carriers(_ carriers: [NetworkCarrier]) -> String {
        carriers.map { "\(Self.word($0.kind)) \(network.name($0.id))" }.joined(separator: ", ")
    }

    private static func word(_ kind: Stage.Kind) -> String {
        switch kind {
        case .pcx: "peering"
        case .tgw: "transit gateway"
        case .vpce: "endpoint"
        case .lb: "load balancer"
        case .fw: "appliance"
        case .igw, .eigw, .nat, .vpn, .edge, .group, .acl, .table, .host: kind.rawValue
        }
    }
}
