import CoreModel
import Diff
import Reachability

/// A group whose members, or some of whose members, lose the last way that they had.
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
    /// The interfaces that lose it, in what was read, where others that carry the group do not; nil where all do.
    public var members: [InterfaceIndex]?
    /// Whether all members were asked, so that the others keep a way.
    public var areAllAsked = true
}

/// Finds who loses his last way by a difference: of groups that a flow of closes, everything else that they may send or take is asked,
/// and where something is left the same of each of their members.
///
/// What was blocked over all layers, or could not be counted on, was no way to lose.
struct CutOffSearch {
    let before: Analyzer
    let after: Analyzer
    let survey: NetworkSurvey
    let old: NetworkSurvey
    private let flows: [FlowChange]
    /// What closes for some members of groups alone.
    private let ofSome: [FlowChange]
    /// Questions that were asked of single members.
    private var ofMembers = 0
    /// The groups that a peer covers and that somebody carries or may carry.
    private var covered: [Peer: [GroupIndex]] = [:]

    /// Ends that are asked of one group, at most.
    private static let limit = 500

    /// Questions that are asked of single members, at most.
    private static let memberLimit = 5_000

    /// What single members were asked for, and what it came to.
    var singles = MembersAsked()

    /// Whether something that was looked at last was taken to have a way since there was more to ask than is asked.
    var isCut = false

    /// Whether that was so of anybody.
    private(set) var isLimited = false

    /// What tells interfaces apart in either reading.
    private(set) lazy var kindsBefore = InterfaceKinds(before)
    private(set) lazy var kindsAfter = InterfaceKinds(after)

    /// The interfaces on trial by their ids.
    private(set) lazy var interfaces: [String: InterfaceIndex] = {
        let inventory = after.inventory
        return Dictionary(
            inventory.interfaces.enumerated().map { (inventory[$1.id], InterfaceIndex($0)) }
        ) { first, _ in first }
    }()

    /// Of a trial, with what it comes to: over all layers where any is looked at, else by the groups.
    init(_ trial: Trial, _ diff: InventoryDiff) {
        (before, after) = (trial.base, trial.analyzer)
        flows = diff.comparesWays ? diff.ways : diff.flows
        ofSome = diff.comparesWays ? diff.memberWays : []
        (survey, old) = (NetworkSurvey(after, tellsDeciders: false), NetworkSurvey(before, tellsDeciders: false))
        gone = trial.analyzer.goneGroups
    }

    /// The groups that nobody carries any more, by their places on trial: nobody reaches them, and they reach nobody.
    private let gone: Set<GroupIndex>

    /// Who is cut off, by the groups' places.
    mutating func found(gone: [GroupIndex] = []) -> [CutOff] {
        var found: [CutOff] = []
        var closed: [GroupIndex: Set<CutOff.Kind>] = [:]
        var lost: [GroupIndex: [Direction: [FlowChange]]] = [:]
        func note(_ change: FlowChange) {
            if let group = group(change.source) { lost[group, default: [:]][.egress, default: []].append(change) }
            if let group = group(change.destination) { lost[group, default: [:]][.ingress, default: []].append(change) }
        }
        // A flow that only some of the members could send may be the last one as well.
        for change in flows where change.after == .blocked || change.before == .allowed && change.after == .depends {
            if !passed(change) { continue }
            note(change)
            if let group = group(change.source) {
                closed[group, default: []].formUnion(change.isOfInternet ? [.out, .outToInternet] : [.out])
            }
            if let group = group(change.destination) {
                closed[group, default: []].formUnion(change.isOfInternet ? [.into, .intoFromInternet] : [.into])
            }
        }
        for change in ofSome where change.kind == .closes || change.kind == .mayClose { note(change) }
        for group in gone where closed[group] == nil { closed[group] = [] }
        for group in Set(closed.keys).union(lost.keys).sorted() {
            let kinds = closed[group] ?? []
            let members = before.members(of: group).count
            let isListed = before.inventory.listsAllInterfaces(ofVpc: before.inventory[group].vpc)
            guard let now = after.inventory.group(id: before.inventory[before.inventory[group].id]) else { continue }
            let left = after.members(of: now).count
            func add(_ kind: CutOff.Kind, _ some: [InterfaceIndex]? = nil, areAllAsked: Bool = true) {
                found.append(
                    CutOff(
                        group: group, kind: kind, interfaces: members, left: left, isOfSeenAlone: !isListed, members: some,
                        areAllAsked: areAllAsked))
            }
            if members > 0, left == 0 {
                add(.gone)
                continue
            }
            for direction in Direction.allCases {
                let (all, internet): (CutOff.Kind, CutOff.Kind) =
                    direction == .egress ? (.out, .outToInternet) : (.into, .intoFromInternet)
                if kinds.contains(all), !passes(now, direction, internetAlone: false) {
                    add(all)
                    continue
                }
                let isOff = kinds.contains(internet) && !passes(now, direction, internetAlone: true)
                if isOff { add(internet) }
                isCut = false
                let some = losing(lost[group]?[direction] ?? [], group, direction)
                isLimited = isLimited || isCut
                if !some.all.isEmpty { add(all, some.all, areAllAsked: !isCut) }
                if !some.internet.isEmpty, !isOff { add(internet, some.internet, areAllAsked: !isCut) }
            }
        }
        return found
    }

    /// Whether something of a flow was allowed before: of one that depended, of some members of its groups.
    private mutating func passed(_ change: FlowChange) -> Bool {
        if change.before != .depends { return change.before == .allowed }
        let (sources, destinations) = (members(change.source), members(change.destination))
        let points = TrafficSet(change.traffic.map(\.points))
        for source in sources {
            for destination in destinations {
                for version in change.versions {
                    guard let question = Question(from: source, to: destination, carrying: points, version: version) else {
                        continue
                    }
                    ofMembers += 1
                    // Where so many are asked, nobody is called cut off unseen.
                    if ofMembers > Self.memberLimit {
                        isLimited = true
                        return false
                    }
                    if !old.passing(question).certain.isEmpty { return true }
                }
            }
        }
        return false
    }

    /// The interfaces that carry a group, each an end; of what is no group it itself.
    private func members(_ part: FlowChange.Part) -> [Endpoint] {
        if let group = group(part) { return before.members(of: group).map { Endpoint(.interfaces([$0])) } }
        return before.inventory.end(part.end).map { [Endpoint($0)] } ?? []
    }

    func group(_ part: FlowChange.Part) -> GroupIndex? { part.end.group.flatMap { before.inventory.group(id: $0) } }

    /// Whether a member of a group may still send something somewhere, or take something from somebody, as rules tell whom.
    private mutating func passes(_ group: GroupIndex, _ direction: Direction, internetAlone: Bool) -> Bool {
        passes(Endpoint(.group(group)), after.sharingMembers(with: group), direction, internetAlone: internetAlone) { _ in true }
    }

    /// The same of an end that carries groups; `mayAsk` is told each other end, and where it says no, something is taken to pass.
    ///
    /// Where it is taken to pass since there was more to ask, ``isCut`` is set.
    mutating func passes(
        _ near: Endpoint, _ carried: [GroupIndex], _ direction: Direction, internetAlone: Bool, mayAsk: (End) -> Bool
    ) -> Bool {
        let inventory = after.inventory
        var asked = 0
        // What the groups let through most likely passes: the others, whom somebody else's address may let through, come last.
        var blocked: [Question] = []
        for carried in carried {
            if inventory[carried].knowledge(direction) != .complete { return true }
            for place in inventory.rules(of: carried, direction) {
                if internetAlone, inventory.network(of: inventory[place].peer)?.isEverything != true { continue }
                let points = TrafficSet(inventory[place].traffic.points)
                for (end, version) in ends(place, internetAlone) {
                    let far = Endpoint(end)
                    let question =
                        direction == .egress
                        ? Question(from: near, to: far, carrying: points, version: version)
                        : Question(from: far, to: near, carrying: points, version: version)
                    guard let question else { continue }
                    if !mayAsk(end) {
                        isCut = true
                        return true
                    }
                    if after.verdict(question) == .blocked {
                        blocked.append(question)
                        // Who may reach so many is not called cut off unseen.
                        if blocked.count > Self.limit {
                            isCut = true
                            return true
                        }
                        continue
                    }
                    asked += 1
                    // What is blocked as a whole lets nothing through of any part.
                    if survey.verdict(question).verdict != .blocked { return true }
                    if asked > Self.limit {
                        isCut = true
                        return true
                    }
                }
            }
        }
        if asked + blocked.count > Self.limit {
            isCut = true
            return true
        }
        return blocked.contains { survey.verdict($0).verdict != .blocked }
    }

    /// The groups that a rule means.
    private mutating func groups(coveredBy place: RuleIndex) -> [GroupIndex] {
        let peer = after.inventory[place].peer
        if let known = covered[peer] { return known }
        let found = after.groups(coveredBy: place).filter { !gone.contains($0) }
        covered[peer] = found
        return found
    }

    /// Whom a rule means, with the families to ask in: what is no group, then groups.
    ///
    /// Made as they are asked for, since there may be very many and the first may answer.
    private mutating func ends(_ place: RuleIndex, _ internetAlone: Bool) -> AnySequence<(End, IPVersion)> {
        func all(_ others: [(End, IPVersion)], _ groups: [GroupIndex] = [], _ versions: [IPVersion] = []) -> AnySequence<
            (End, IPVersion)
        > {
            let asked = groups.lazy.flatMap { group in versions.lazy.map { (End.group(group), $0) } }
            return AnySequence([AnySequence(others), AnySequence(asked)].lazy.joined())
        }
        let inventory = after.inventory
        let peer = inventory[place].peer
        if let network = inventory.network(of: peer) {
            if internetAlone, !network.isEverything { return all([]) }
            let other: End = network.isEverything ? .internet : .network(network)
            // Who is let out everywhere may reach a group by it as well.
            let own = internetAlone ? [] : groups(coveredBy: place)
            return all([(other, network.version)], own, [network.version])
        }
        if internetAlone { return all([]) }
        if let list = inventory.prefixList(of: peer) {
            let found = inventory.prefixLists.firstIndex { $0.id == list.id }
            return all(found.map { [(.prefixList($0), list.version ?? .v4)] } ?? [])
        }
        return all([], groups(coveredBy: place), IPVersion.allCases)
    }
}
