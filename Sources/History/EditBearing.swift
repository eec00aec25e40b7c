import CoreModel
import Events
import Reachability

/// Which edits of a change bear on a question: a sentence that has room for one names the one that may have turned the answer.
struct EditBearing {
    /// How near an edit is to what decides; the nearest first.
    private enum Rank: Int {
        /// A rule of an end for what is asked, or what an end carries, or who a rule of it means.
        case rule, carried
        /// An ACL or a table that the packets pass.
        case passed
        /// A rule that came where the answer turned to blocked, or went where it turned to allowed.
        case against
        /// Another part of the network; a rule for what is asked and somebody else.
        case beside
        case other
    }

    /// What is known of one end.
    private struct Side {
        var groups: Set<String> = []
        var interfaces: Set<String> = []
        /// Where it may be; empty where that is not told.
        var networks: [IPNetwork] = []
        /// The prefix lists that its rules for what is asked name.
        var lists: Set<String> = []
    }

    private let wanted: TrafficSet
    private let passed: Set<String>
    private var sides: [Direction: Side] = [:]

    /// For a question as it is asked of some inventories; `passed` are the ids of what its packets pass.
    init(on question: Question, in readings: [(question: Question, inventory: Inventory)], passed: Set<String>) {
        wanted = question.port.points(question.version)
        self.passed = passed
        for (question, inventory) in readings {
            add(question.source.kind, .egress, inventory)
            add(question.destination.kind, .ingress, inventory)
        }
    }

    private mutating func add(_ end: End, _ direction: Direction, _ inventory: Inventory) {
        var side = sides[direction] ?? Side()
        let members = TimeLine.members(of: end, in: inventory)
        let groups = TimeLine.ownGroups(of: end, in: inventory)
        side.groups.formUnion(groups)
        side.interfaces.formUnion(members.map { inventory[$0.id] })
        side.networks += members.flatMap { $0.privateAddresses + $0.publicAddresses }.map { IPNetwork.single($0) }
        if let network = end.network { side.networks.append(network) }
        for group in groups.compactMap({ inventory.group(id: $0) }) {
            for rule in inventory.rules(of: group, direction).map({ inventory[$0] }) where isAsked(rule.traffic) {
                if let list = inventory.prefixList(of: rule.peer) { side.lists.insert(inventory[list.id]) }
            }
        }
        sides[direction] = side
    }

    /// A change with its edits in another order: first those that bear on the question; `verdict` is what the answer turned to.
    func arranged(_ change: Change, turningTo verdict: Verdict? = nil) -> Change {
        guard change.edits.count > 1 else { return change }
        let ranks = change.edits.map { rank($0, verdict).rawValue }
        var result = change
        result.edits = change.edits.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { change.edits[$0] }
        return result
    }

    private func rank(_ edit: ChangeEdit, _ verdict: Verdict?) -> Rank {
        switch edit.subject {
        case .rule(let named, let before, let after):
            if edit.isOfDescription { return .other }
            let told = [before, after].compactMap { $0 }
            let nearest = (told.isEmpty ? [named] : told).map { rank($0).rawValue }.min()
            let own = nearest.flatMap { Rank(rawValue: $0) } ?? .other
            return own == .rule && isAgainst(edit.operation, verdict) ? .against : own
        case .attachment(let interface, let before, let after):
            let groups = Set((before ?? []) + (after ?? []))
            let isOfEnd = sides.values.contains { $0.interfaces.contains(interface) || !$0.groups.isDisjoint(with: groups) }
            return isOfEnd ? .carried : .other
        case .group(let id, _, _, _): return sides.values.contains { $0.groups.contains(id) } ? .carried : .other
        case .listEntry(let list, _, _): return sides.values.contains { $0.lists.contains(list) } ? .carried : .beside
        case .use(let use): return use.servers.contains(where: passed.contains) ? .passed : .beside
        case .entry(let id, _, _, _, _), .route(let id, _, _, _): return passed.contains(id) ? .passed : .beside
        }
    }

    private func rank(_ rule: RecordedRule) -> Rank {
        let directions = rule.direction.map { [$0] } ?? Direction.allCases
        let own = directions.filter { sides[$0]?.groups.contains(rule.group) == true }
        if own.isEmpty || rule.traffic.map(isAsked) == false { return .other }
        guard let peer = rule.peer else { return .rule }
        return own.contains { direction in mayBe(peer, sides[direction == .egress ? .ingress : .egress] ?? Side()) }
            ? .rule : .beside
    }

    private func isAsked(_ traffic: Traffic) -> Bool { wanted.intersects(traffic.points) }

    private func isAgainst(_ operation: ChangeEdit.Operation, _ verdict: Verdict?) -> Bool {
        verdict == .allowed && operation == .remove || verdict == .blocked && operation == .add
    }

    /// Whether what a rule names may be at an end.
    private func mayBe(_ peer: EndIdentity, _ side: Side) -> Bool {
        switch peer {
        case .group(let id): side.groups.contains(id)
        case .prefixList: true
        case .network(let network):
            side.networks.isEmpty || side.networks.contains { network.contains($0) || $0.contains(network) }
        }
    }
}
