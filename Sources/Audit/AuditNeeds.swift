import Annotations
import CoreModel
import Notes
import Reachability

/// A flow that people say is needed.
struct NeededFlow: Sendable, Hashable {
    /// Where it comes from; nil for anybody.
    var source: End?
    /// Where it goes; nil for anybody.
    var destination: End?
    /// What passes.
    var traffic: [Traffic]

    /// Its end on a rule's own side, and the other one.
    func ends(_ direction: Direction) -> (own: End?, far: End?) {
        direction == .ingress ? (destination, source) : (source, destination)
    }
}

/// The flows that people say are needed: those that the notes have as allowed, the documented columns of groups, pins that are meant to be
/// allowed.
struct AuditNeeds: Sendable {
    /// Each once.
    private(set) var flows: [NeededFlow] = []
    /// The directions of groups of which somebody says what is needed, each with the places of the flows that its rules decide over.
    private var bySide: [Side: [Int]] = [:]
    /// The flows that are anybody's, by direction.
    private var ofAnybody: [Direction: [Int]] = [:]

    /// A direction of a group.
    struct Side: Hashable, Sendable {
        var group: GroupIndex
        var direction: Direction
    }

    private let inventory: Inventory
    private let carriers: [IPAddress: [GroupIndex]]

    init(_ annotations: Annotations, pinned: [Question]) {
        inventory = annotations.inventory
        let ends = DocumentedEnds(annotations)
        carriers = Dictionary(
            inventory.interfaces.flatMap { own in own.privateAddresses.map { ($0, own.groups) } }, uniquingKeysWith: +)
        var seen: Set<NeededFlow> = []
        for flow in annotations.notes?.flows ?? [] where flow.isAllowed {
            for (source, destination) in Self.pairs(flow, ends) {
                add(NeededFlow(source: source, destination: destination, traffic: flow.traffic.traffic), &seen)
            }
        }
        for group in inventory.loadedGroups {
            guard let notes = annotations.notes(of: group) else { continue }
            for direction in Direction.allCases {
                guard let column = direction == .ingress ? notes.inbound : notes.outbound else { continue }
                bySide[Side(group: group, direction: direction), default: []] += []
                for entry in column.entries {
                    for far in Self.ends(entry.end, of: group, ends) {
                        let (source, destination) = direction == .ingress ? (far, End.group(group)) : (.group(group), far)
                        add(NeededFlow(source: source, destination: destination, traffic: entry.traffic.traffic), &seen)
                    }
                }
            }
        }
        for question in pinned {
            add(
                NeededFlow(
                    source: question.source.kind, destination: question.destination.kind, traffic: question.port.traffic), &seen)
        }
    }

    private mutating func add(_ flow: NeededFlow, _ seen: inout Set<NeededFlow>) {
        guard seen.insert(flow).inserted else { return }
        for direction in Direction.allCases {
            let own = flow.ends(direction).own
            if own == nil { ofAnybody[direction, default: []].append(flows.count) }
            for group in groups(at: own) { bySide[Side(group: group, direction: direction), default: []].append(flows.count) }
        }
        flows.append(flow)
    }

    /// The ends that an entry of a group's column means; nil within for anybody.
    private static func ends(_ end: DocumentedEnd, of group: GroupIndex, _ ends: DocumentedEnds) -> [End?] {
        switch ends.meaning(of: end) {
        case .any: return [nil]
        case .ends(let found):
            let near = Set(ends.companions(of: group, among: found.compactMap(\.group)))
            return found.filter { $0.group.map(near.contains) ?? true }
        }
    }

    /// The pairs of ends that a documented flow means.
    private static func pairs(_ flow: DocumentedFlow, _ ends: DocumentedEnds) -> [(End?, End?)] {
        let sources: [End?] =
            switch ends.meaning(of: flow.source) {
            case .any: [nil]
            case .ends(let found): found
            }
        return sources.flatMap { source -> [(End?, End?)] in
            if let group = source?.group {
                return Self.ends(flow.destination, of: group, ends).map { (source, $0) }
            }
            switch ends.meaning(of: flow.destination) {
            case .any: return [(source, nil)]
            case .ends(let found): return found.map { (source, $0) }
            }
        }
    }

    /// The groups whose rules decide at an end: of a group itself, of interfaces and addresses those that they carry.
    func groups(at end: End?) -> [GroupIndex] {
        switch end {
        case .group(let group)?: return [group]
        case .interfaces(let interfaces)?: return interfaces.flatMap { inventory[$0].groups }.distinct()
        case .network(let network)?:
            if network.isAddress { return (carriers[network.address] ?? []).distinct() }
            return carriers.filter { network.contains($0.key) }.flatMap(\.value).distinct().sorted()
        case .internet?, .prefixList?, nil: return []
        }
    }

    /// The directions of groups of which somebody says what is needed, in the order of groups.
    var spokenOf: [Side] {
        bySide.keys.sorted { ($0.group, $0.direction.rawValue) < ($1.group, $1.direction.rawValue) }
    }

    /// The needed flows that the rules of a group's direction decide over.
    func flows(of side: Side) -> [NeededFlow] {
        ((bySide[side] ?? []) + (ofAnybody[side.direction] ?? [])).map { flows[$0] }
    }
}
