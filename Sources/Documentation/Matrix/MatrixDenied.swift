import Annotations
import Notes
import Reachability
import CoreModel

/// A flow that is denied, with the reason.
public struct DeniedRow: Sendable, Hashable {
    /// What it is called where it would come from.
    public var source: String
    /// What it is called where it would go.
    public var destination: String
    /// The one end that it would come from; nil where it is anybody, several groups or nothing here.
    public var sourceEnd: End?
    /// The one end that it would go to; nil likewise.
    public var destinationEnd: End?
    /// What is denied; everything where nothing is said.
    public var traffic: DocumentedPorts
    /// Why: from the notes, or what the rules lack.
    public var why: String
}

/// What is denied in an inventory, and why.
///
/// No rule says deny, so that what is denied is everything else: listed is what the notes document as denied and the rules block indeed.
/// Without notes of such flows it is what the rules say at a glance: groups that nothing can reach, and groups that the internet cannot.
public struct MatrixDenied: Sendable {
    /// The rows.
    public let rows: [DeniedRow]
    /// How many flows the notes document as denied that are not.
    let broken: Int

    /// Asks for each flow whether it is blocked.
    public init(_ analyzer: Analyzer, annotations: Annotations, names: MatrixNames) {
        let ends = DocumentedEnds(annotations)
        let documented = annotations.notes?.deniedFlows ?? []
        guard documented.isEmpty else {
            let check = FlowCheck(analyzer: analyzer, annotations: annotations, ends: ends)
            let held = documented.filter { check.finding($0, explaining: .none).status == .holds }
            rows = held.map { flow in
                DeniedRow(
                    source: names.name(flow.source, ends), destination: names.name(flow.destination, ends),
                    sourceEnd: ends.meaning(of: flow.source).only, destinationEnd: ends.meaning(of: flow.destination).only,
                    traffic: flow.traffic, why: flow.why ?? "")
            }
            broken = documented.count - held.count
            return
        }
        rows = Self.closed(analyzer, annotations, names)
        broken = 0
    }

    /// Whether an ingress rule of a group may hold a public address, or is not told.
    private static func namesPublic(_ group: GroupIndex, _ inventory: Inventory) -> Bool {
        if inventory[group].knowledge(.ingress) != .complete { return true }
        return inventory[group].ingress.contains { place in
            let peer = inventory.rules[place].peer
            if let network = inventory.network(of: peer) {
                return SpecialAddresses.publicAddresses(network.version).intersects(AddressSet(network.range))
            }
            return inventory.prefixList(of: peer) != nil
        }
    }

    /// Groups that let nothing in, and groups that let nothing in from the internet.
    private static func closed(_ analyzer: Analyzer, _ annotations: Annotations, _ names: MatrixNames) -> [DeniedRow] {
        let inventory = annotations.inventory
        let groups = inventory.loadedGroups.sorted { annotations.names.name(of: $0) < annotations.names.name(of: $1) }
        return groups.compactMap { group -> DeniedRow? in
            guard inventory[group].knowledge(.ingress) == .complete else { return nil }
            let destination = names.name(.group(group))
            // What other groups of its members let in comes in all the same.
            let sharing = analyzer.sharingMembers(with: group)
            if sharing.allSatisfy({ inventory.rules(of: $0, .ingress).isEmpty && inventory[$0].knowledge(.ingress) == .complete })
            {
                return DeniedRow(
                    source: "Any", destination: destination, destinationEnd: .group(group), traffic: .everything,
                    why: "it has no inbound rules")
            }
            let mayBeOpen = sharing.contains { namesPublic($0, inventory) }
            guard !mayBeOpen || analyzer.isClosedToInternet(group) else { return nil }
            return DeniedRow(
                source: "Internet", destination: destination, sourceEnd: .internet, destinationEnd: .group(group),
                traffic: .everything, why: "no inbound rule names a public network")
        }
    }
}

extension Analyzer {
    /// Whether the internet reaches a group on nothing, in either family.
    func isClosedToInternet(_ group: GroupIndex) -> Bool {
        IPVersion.allCases.allSatisfy { version in
            let question = try? Question(from: Endpoint(.internet), to: Endpoint(.group(group)), port: .all, version: version)
            return question.map { verdict($0) == .blocked } ?? false
        }
    }
}
