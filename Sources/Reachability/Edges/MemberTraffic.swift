import CoreModel

/// Bounds for the traffic that passes from every member of a group to every member of another, from rules alone: they decide most hops
/// between groups of different members without a judgement of all of them.
///
/// A class, as ``HopTest``.
final class MemberTraffic: Sendable {
    private let analyzer: Analyzer
    private let index: ReachIndex
    /// What must be let through; nil for any traffic at all.
    private let asked: TrafficSet?
    /// Nothing is known yet of what is asked, or of any traffic of the family.
    let unknown: Bounds

    /// What passes lies between two sets.
    struct Bounds {
        /// Passes for certain; where nothing can pass, it says nothing.
        ///
        /// All of it is in the other set.
        var least: TrafficSet
        /// Holds all that passes.
        var most: TrafficSet
    }

    /// Up to how many kinds of members each is looked at, where not all members of the other group are; of more, so many are samples that
    /// each have to reach all of the others.
    private static let ownLimit = 8
    private static let samples = 4
    /// The rules of how many groups that members carry are kept from one member to the next.
    private static let keptLimit = 16

    /// One side of a group towards another, with what was looked up for its members.
    private struct OneSide {
        let group: GroupIndex
        let direction: Direction
        let other: GroupIndex
        /// Whether its members are of one kind.
        var isOnly: Bool
        /// The members of the other group; nil until some member's rules are looked at.
        var targets: MemberTargets?
        /// Where what the rules of groups let through stands in ``parts``.
        var kept: [(group: GroupIndex, places: Range<Int>)] = []
        var parts: [MemberTargets.Part] = []
        /// Room for the rules of one member, which keeps its memory from one to the next.
        var room: [MemberTargets.Part] = []
    }

    init(analyzer: Analyzer, index: ReachIndex, asked: TrafficSet?) {
        self.analyzer = analyzer
        self.index = index
        self.asked = asked
        let all = asked ?? TrafficSet(Traffic.allPoints).inFamily(index.version)
        unknown = Bounds(least: all, most: all)
    }

    /// Leaves what one side of a group lets through to each member of another, or from it; only until what is left is not enough.
    ///
    /// Complexity: linear in the rules of the groups that its members carry; for those that name one of the others, times the logarithm
    /// of what these carry.
    func narrow(_ bounds: inout Bounds, of group: GroupIndex, _ direction: Direction, toAllOf other: GroupIndex) {
        let numbers = index.kinds.ofGroup[Int(group.number)]
        let isWhole =
            numbers.count <= Self.ownLimit || MemberTargets.areAll(ofKinds: index.kinds.ofGroup.range(Int(other.number)).count)
        if !isWhole { bounds.least = TrafficSet() }
        let step = isWhole ? 1 : numbers.count / Self.samples
        let isUnseen = analyzer.index.isUnseen[InventoryIndex.slot(index.version)][Int(group.number)]
        var side = OneSide(
            group: group, direction: direction, other: other, isOnly: numbers.count + (isUnseen ? 1 : 0) == 1)
        for place in stride(from: numbers.startIndex, to: numbers.endIndex, by: step) {
            narrow(&bounds, by: index.kinds.all[Int(numbers[place])].groups, of: numbers[place], &side)
            if !bounds.most.isEnough(asked, index.version) { return }
        }
        if isUnseen { narrow(&bounds, by: [group], of: nil, &side) }
    }

    /// Leaves what the rules of one member's groups let through to every target; `kind` is nil for a member that no input tells.
    ///
    /// An interface of both ends is not asked to reach itself; where nobody else is left, that is judged.
    private func narrow(_ bounds: inout Bounds, by groups: [GroupIndex], of kind: UInt32?, _ side: inout OneSide) {
        // Most groups send everything to everybody.
        if groups.contains(where: { index.stations.openTraffic($0, side.direction).isSuperset(of: bounds.most) }) { return }
        let targets = side.targets ?? self.targets(side.other)
        side.targets = targets
        if !targets.isWhole { bounds.least = TrafficSet() }
        let isSole = kind.map { analyzer.index.kinds.all[Int($0)].interfaces.count == 1 } ?? (side.group == side.other)
        let others = isSole ? targets.all & ~targets.places(of: kind) : targets.all
        let wanted = side.isOnly && targets.isOneKind ? targets.all : others
        if wanted == 0 { return }
        var parts: [MemberTargets.Part] = []
        swap(&parts, &side.room)
        defer { swap(&parts, &side.room) }
        parts.removeAll(keepingCapacity: true)
        for group in groups { add(group, to: &parts, targets, bounds.most, &side) }
        // Most often some target is named by no rule.
        let named = parts.reduce(UInt64(0)) { $0 | $1.low }
        if named & others != others {
            bounds = Bounds(least: TrafficSet(), most: TrafficSet())
            return
        }
        parts.sort { $0.points.lowerBound < $1.points.lowerBound }
        targets.narrow(&bounds, by: parts, certainly: wanted, possibly: others)
    }

    /// Adds what a group's rules let through to the targets, looked up once for the first groups that members carry.
    private func add(
        _ group: GroupIndex, to parts: inout [MemberTargets.Part], _ targets: MemberTargets, _ within: TrafficSet,
        _ side: inout OneSide
    ) {
        if let known = side.kept.first(where: { $0.group == group }) {
            parts += side.parts[known.places]
            return
        }
        let first = parts.count
        targets.add(group, side.direction, within, index, to: &parts)
        if side.kept.count == Self.keptLimit { return }
        let firstKept = side.parts.count
        side.parts += parts[first...]
        side.kept.append((group, firstKept..<side.parts.count))
    }

    /// The members of a group as the other side of rules, made when they are asked for first.
    private func targets(_ group: GroupIndex) -> MemberTargets {
        if let known = index.knownTargets(group) { return known }
        return index.keep(MemberTargets(analyzer, index.version, group), of: group)
    }
}
