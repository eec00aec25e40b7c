import Reachability
import CoreModel
import Words

@testable import Diff
@testable import Documentation

/// A flow that a command tells.
struct ToldFlow {
    enum End: Hashable {
        case group(GroupIndex)
        case internet
        /// Some addresses of a CIDR, all but those of `except`.
        case network(IPNetwork, except: [IPNetwork] = [])
        case prefixList(Int)
    }

    var source: End
    var destination: End
    var traffic: [Traffic]
    /// The rules behind it, where the command tells them.
    var rules: [RuleIndex] = []
    /// The families in which it is told; it may pass in any of them.
    var versions = IPVersion.allCases
}

/// What the commands tell, in one form: all that these tests know of the commands' own types.
enum CommandFlows {
    /// `matrix`.
    static func matrix(_ lab: Lab) -> [ToldFlow] {
        TrafficMatrix(lab.analyzer, annotations: lab.annotations).rows.map { row in
            ToldFlow(source: end(row.source), destination: end(row.destination), traffic: row.traffic, rules: row.rules)
        }
    }

    /// `draw --format json`, and what only one side allows, which `draw --one-sided` draws dotted.
    static func drawn(_ lab: Lab) -> (both: [ToldFlow], oneSided: [ToldFlow]) {
        let edges = lab.analyzer.edges()
        return (edges.filter { !$0.isOneSided }.map(told), edges.filter(\.isOneSided).map(told))
    }

    private static func told(_ edge: Edge) -> ToldFlow {
        ToldFlow(source: end(edge.source), destination: .group(edge.target), traffic: edge.traffic, rules: edge.rules)
    }

    private static func end(_ end: End) -> ToldFlow.End {
        end.group.map(ToldFlow.End.group) ?? end.network.map { .network($0) } ?? end.prefixList.map(ToldFlow.End.prefixList)
            ?? .internet
    }

    /// A flow of `diff` as it is in one of the two readings.
    struct Reading {
        /// Nil where an end is not in this reading.
        var flow: ToldFlow?
        var verdict: Verdict
    }

    /// `diff`.
    static func differing(_ before: Lab, _ after: Lab) -> [(before: Reading, after: Reading)] {
        InventoryDiff(from: before.analyzer, to: after.analyzer).flows.map { flow in
            func reading(_ inventory: Inventory, _ verdict: Verdict) -> Reading {
                func end(_ part: FlowChange.Part) -> ToldFlow.End? {
                    guard let network = part.end.network else { return inventory.end(part.end).map(Self.end) }
                    return network.isEverything && part.except.isEmpty ? .internet : .network(network, except: part.except)
                }
                guard let source = end(flow.source), let destination = end(flow.destination) else {
                    return Reading(flow: nil, verdict: verdict)
                }
                let told = ToldFlow(
                    source: source, destination: destination, traffic: flow.traffic, versions: flow.versions)
                return Reading(flow: told, verdict: verdict)
            }
            return (
                reading(before.inventory, flow.before), reading(after.inventory, flow.after)
            )
        }
    }

    /// What `who` tells of the first step.
    struct Reaching: Equatable {
        /// Groups that reach for certain.
        var groups: Set<String> = []
        var internetReaches = false
        /// Groups that reach in part, or perhaps.
        var depending: Set<String> = []
    }

    /// `who DESTINATION PORT`.
    static func who(_ lab: Lab, _ group: GroupIndex, _ port: PortQuery, _ version: IPVersion) -> Reaching {
        var found = Reaching()
        let who = lab.analyzer.who(reaches: Endpoint(.group(group), asked: ""), port: port, version: version)
        for reach in who.reachers where reach.hops == 1 {
            guard let group = reach.group else {
                found.internetReaches = true
                continue
            }
            let name = lab.analyzer.names.name(of: group)
            if reach.verdict == .allowed { found.groups.insert(name) } else { found.depending.insert(name) }
        }
        for loose in who.besides where loose.kind == .dependsFor { found.depending.insert(loose.name(lab.analyzer.names)) }
        return found
    }

    /// A step of a way; the groups nil for an end that is none, the port nil where it cannot be asked for.
    struct Step {
        var from: GroupIndex?
        var to: GroupIndex?
        var port: PortQuery?
        var text: String
    }

    /// The way round that `why` tells where the direct flow is blocked; nothing where there is none.
    static func path(_ answer: Answer, _ names: Names) -> [Step] {
        answer.path.flatMap { hop in
            hop.traffic.byProtocol.map { own in
                Step(
                    from: hop.from.kind.group, to: hop.to.kind.group, port: PortQuery(own, asked: hop.label),
                    text: "\(names.name(of: hop.from)) -\(hop.label)-> \(names.name(of: hop.to))")
            }
        }
    }
}
