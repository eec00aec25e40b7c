import CoreModel
import Diff
import Reachability

/// A group whose members lose the last way that they had.
public struct CutOff: Sendable, Hashable {
    /// What is lost.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Nobody is left that carries the group.
        case gone
        /// Nothing may go out any more.
        case out
        /// Nobody comes in any more.
        case into = "in"
        /// No way leads to the internet any more.
        case outToInternet = "out to the internet"
        /// No way leads in from the internet any more.
        case intoFromInternet = "in from the internet"
    }

    /// The group, in what was read.
    public let group: GroupIndex
    /// What it loses.
    public let kind: Kind
    /// How many interfaces carried it.
    public let interfaces: Int
    /// How many of them are left.
    public let left: Int
    /// Whether an interface that nobody listed may carry it, so that this is not known of all.
    public let isOfSeenAlone: Bool
}

/// Finds who loses his last way by a difference: of groups that a flow of closes, everything else that they may send or take is asked.
struct CutOffSearch {
    private let before: Analyzer
    private let after: Analyzer
    private let survey: NetworkSurvey
    private let flows: [FlowChange]

    /// Ends that are asked of one group, at most.
    private static let limit = 500

    /// Of a trial, with the flows that open or close by it.
    init(_ trial: Trial, _ flows: [FlowChange]) {
        (self.flows, before, after) = (flows, trial.base, trial.analyzer)
        survey = NetworkSurvey(after)
        gone = trial.goneGroups
    }

    /// The groups that nobody carries any more, by their places on trial: nobody reaches them, and they reach nobody.
    private let gone: Set<GroupIndex>

    /// Who is cut off, by the groups' places.
    func found(gone: [GroupIndex] = []) -> [CutOff] {
        var found: [CutOff] = []
        var closed: [GroupIndex: Set<CutOff.Kind>] = [:]
        // A flow that only some of the members could send may be the last one as well.
        for change in flows where change.after == .blocked || change.before == .allowed && change.after == .depends {
            let isInternet = [change.source, change.destination].contains { $0.end.network?.isEverything == true }
            if let group = group(change.source) {
                closed[group, default: []].formUnion(isInternet ? [.out, .outToInternet] : [.out])
            }
            if let group = group(change.destination) {
                closed[group, default: []].formUnion(isInternet ? [.into, .intoFromInternet] : [.into])
            }
        }
        for group in gone where closed[group] == nil { closed[group] = [] }
        for (group, kinds) in closed.sorted(by: { $0.key < $1.key }) {
            let members = before.members(of: group).count
            let isListed = before.inventory.listsAllInterfaces(ofVpc: before.inventory[group].vpc)
            guard let now = after.inventory.group(id: before.inventory[before.inventory[group].id]) else { continue }
            let left = after.members(of: now).count
            func add(_ kind: CutOff.Kind) {
                found.append(CutOff(group: group, kind: kind, interfaces: members, left: left, isOfSeenAlone: !isListed))
            }
            if members > 0, left == 0 {
                add(.gone)
                continue
            }
            for direction in Direction.allCases {
                let (all, internet): (CutOff.Kind, CutOff.Kind) =
                    direction == .egress ? (.out, .outToInternet) : (.into, .intoFromInternet)
                guard kinds.contains(all) else { continue }
                if !passes(now, direction, internetAlone: false) {
                    add(all)
                } else if kinds.contains(internet), !passes(now, direction, internetAlone: true) {
                    add(internet)
                }
            }
        }
        return found
    }

    private func group(_ part: FlowChange.Part) -> GroupIndex? { part.end.group.flatMap { before.inventory.group(id: $0) } }

    /// Whether a member of a group may still send something somewhere, or take something from somebody, as rules tell whom.
    private func passes(_ group: GroupIndex, _ direction: Direction, internetAlone: Bool) -> Bool {
        let inventory = after.inventory
        var asked = 0
        for carried in after.sharingMembers(with: group) {
            if inventory[carried].knowledge(direction) != .complete { return true }
            for place in inventory.rules(of: carried, direction) {
                let rule = inventory[place]
                let points = TrafficSet(rule.traffic.points)
                for (end, version) in ends(place, internetAlone) {
                    asked += 1
                    // Who may reach so many is not called cut off unseen.
                    if asked > Self.limit { return true }
                    let (near, far) = (Endpoint(.group(group)), Endpoint(end))
                    let question =
                        direction == .egress
                        ? Question(from: near, to: far, carrying: points, version: version)
                        : Question(from: far, to: near, carrying: points, version: version)
                    // What is blocked as a whole lets nothing through of any part.
                    if let question, survey.verdict(question).verdict != .blocked { return true }
                }
            }
        }
        return false
    }

    /// Whom a rule means, with the families to ask in.
    private func ends(_ place: RuleIndex, _ internetAlone: Bool) -> [(End, IPVersion)] {
        allEnds(place, internetAlone).filter { end, _ in !(end.group.map(gone.contains) ?? false) }
    }

    private func allEnds(_ place: RuleIndex, _ internetAlone: Bool) -> [(End, IPVersion)] {
        let inventory = after.inventory
        let peer = inventory[place].peer
        if let network = inventory.network(of: peer) {
            if network.isEverything {
                // Who is let out everywhere may reach a group by it as well.
                return [(.internet, network.version)]
                    + (internetAlone ? [] : after.groups(coveredBy: place).map { (.group($0), network.version) })
            }
            if internetAlone { return [] }
            return [(.network(network), network.version)] + after.groups(coveredBy: place).map { (.group($0), network.version) }
        }
        if internetAlone { return [] }
        if let list = inventory.prefixList(of: peer) {
            let version = list.version ?? .v4
            return (inventory.prefixLists.firstIndex { $0.id == list.id }).map { [(.prefixList($0), version)] } ?? []
        }
        return after.groups(coveredBy: place).flatMap { group in IPVersion.allCases.map { (.group(group), $0) } }
    }
}
