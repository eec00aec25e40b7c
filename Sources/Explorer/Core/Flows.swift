import CoreModel
import Map
import Reachability
import Synchronization
import Trial

/// Who reaches whom: the whole map, and what is worked out from it once.
///
/// The first piece of work of the explorer, absent until it is done: the list of groups and every question do without.
public final class Flows: Sendable {
    /// The whole map with its edges.
    let whole: WholeMap
    /// Which interfaces carry each group.
    let members: MemberLists
    /// The flows from the internet.
    let openToInternet: [Edge]
    /// The groups that let in most other groups, with how many that are.
    let mostUsed: [(group: GroupIndex, count: Int)]
    /// How many flows between what is loaded one side alone allows.
    let oneSidedCount: Int
    /// Where a map opens that is too large to be drawn whole.
    let opening: WholeMap.Opening?
    private let options: MapGraph.Options
    /// Whole maps by what they show.
    private let drawn = Mutex<[MapShown: MapGraph]>([:])

    /// Works them out; nil where that is not wanted any more.
    ///
    /// Linear in rules, and in the pairs of groups that rules connect.
    ///
    /// - Parameter tell: Hears how many of its steps are done, and says whether they are still wanted.
    public init?(_ model: ExplorerModel, tell: (Int, Int) -> Bool = { _, _ in true }) {
        var options = MapGraph.Options()
        for group in model.changed { options.marks[group] = "~" }
        if let trial = model.trial, let before = trial.flows {
            var known = KnownFlows(before.edges, of: before.whole.analyzer.inventory, in: model.inventory)
            for flow in trial.changes.closedOutward(by: trial.difference.value) {
                known.close(flow.traffic, from: flow.group, to: flow.destination)
            }
            options.known = known
        }
        self.options = options
        guard tell(0, 3) else { return nil }
        whole = WholeMap(model.analyzer, options: options)
        members = MemberLists(model.analyzer)
        guard tell(1, 3) else { return nil }
        openToInternet = whole.edges.filter { $0.source == .internet && !$0.isOneSided }
        oneSidedCount = whole.edges.count { $0.isOneSided }
        var comers: [GroupIndex: Int] = [:]
        for edge in whole.edges {
            if case .group(let group) = edge.source, group != edge.target { comers[edge.target, default: 0] += 1 }
        }
        mostUsed = comers.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5).map {
            ($0.key, $0.value)
        }
        opening = whole.opening
        guard tell(2, 3) else { return nil }
        _ = drawn(MapShown())
    }

    var edges: [Edge] { whole.edges }

    /// The whole map.
    var map: MapGraph { whole.graph }

    /// The graph of a scope; with the signs of a review where the scope wants them.
    func graph(for scope: MapScope, review: ReviewMarks?) -> MapGraph {
        let graph = unmarked(scope)
        guard scope.isMarked, let review else { return graph }
        return graph.marked(by: review)
    }

    private func unmarked(_ scope: MapScope) -> MapGraph {
        let base = drawn(scope.shown)
        switch scope.part {
        case .whole: return base
        case .around(let subject, let steps):
            if steps == 1, !scope.shown.between, !scope.shown.interfaces {
                let near = base.neighbourhood(of: [subject], steps: 1, limit: Limits.listedNeighbours)
                if near.isStar(around: subject) { return near }
            }
            return base.neighbourhood(
                of: [subject], steps: steps, limit: Limits.neighbourhood, drawsBetween: scope.shown.between)
        case .alone(let subjects): return base.neighbourhood(of: subjects, steps: 0)
        case .folded(let fold): return base.folded(by: fold, whole.analyzer.inventory, whole.analyzer.names)
        }
    }

    /// The whole map with what is to be shown; kept, since parts of it are asked for again and again.
    private func drawn(_ shown: MapShown) -> MapGraph {
        var shown = shown
        // With what was seen a dotted line means one thing: that nothing was.
        if shown.traffic { shown.oneSided = false }
        (shown.between, shown.interfaces, shown.traffic) = (false, false, false)
        if let known = drawn.withLock({ $0[shown] }) { return known }
        var base = map
        if shown.egress || shown.ids || shown.oneSided || shown.unused {
            var options = options
            options.showsEgress = shown.egress
            options.showsIDs = shown.ids
            options.showsOneSided = shown.oneSided
            options.showsUnused = shown.unused
            base = MapGraph(whole.analyzer.inventory, edges: edges, names: whole.analyzer.names, options: options)
        }
        if !shown.networks {
            base = base.foldingPeers()
        }
        drawn.withLock { maps in
            if maps.count > 3 { maps = [:] }
            maps[shown] = base
        }
        return base
    }
}

extension Flows: Hashable {
    /// They are themselves alone.
    public static func == (left: Flows, right: Flows) -> Bool { left === right }

    /// By identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
