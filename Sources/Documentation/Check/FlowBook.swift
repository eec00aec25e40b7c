import Annotations
import Notes
import Reachability
import CoreModel

/// The documented flows and columns by the groups that they end at, so that each row of a matrix finds its own at once.
struct FlowBook: Sendable {
    /// A documented flow, or an entry of a documented column, with its ends found.
    struct Entry: Sendable {
        let source: DocumentedEnds.Meaning
        let traffic: TrafficSet
        let isAllowed: Bool
        /// The flow's place in ``Notes/flows``; nil for an entry of a column.
        let flow: Int?
        /// Whether an end is `any`.
        let isGeneral: Bool
    }

    private var entries: [GroupIndex: [Entry]] = [:]
    private var everywhere: [Entry] = []

    init(_ annotations: Annotations, ends: DocumentedEnds) {
        guard let notes = annotations.notes else { return }
        for (place, flow) in notes.flows.enumerated() {
            add(
                ends.meaning(of: flow.source), ends.meaning(of: flow.destination), flow.traffic, flow: place,
                isAllowed: flow.isAllowed)
        }
        for place in annotations.inventory.groups.indices {
            let group = GroupIndex(place)
            guard let own = annotations.notes(of: group) else { continue }
            for entry in own.inbound?.entries ?? [] {
                add(ends.meaning(of: entry.end), .ends([.group(group)]), entry.traffic, flow: nil, isAllowed: true)
            }
            for entry in own.outbound?.entries ?? [] {
                // What may go out anywhere says nothing of who lets it in.
                let destination = ends.meaning(of: entry.end)
                if destination.ends.contains(where: { $0.group != nil }) {
                    add(.ends([.group(group)]), destination, entry.traffic, flow: nil, isAllowed: true)
                }
            }
        }
    }

    private mutating func add(
        _ source: DocumentedEnds.Meaning, _ destination: DocumentedEnds.Meaning, _ traffic: DocumentedPorts, flow: Int?,
        isAllowed: Bool
    ) {
        let entry = Entry(
            source: source, traffic: TrafficSet(traffic.traffic.map(\.points)), isAllowed: isAllowed, flow: flow,
            isGeneral: source == .any || destination == .any)
        switch destination {
        case .ends(let ends): for group in ends.compactMap(\.group) { entries[group, default: []].append(entry) }
        case .any: everywhere.append(entry)
        }
    }

    /// What is documented of flows from a peer to a group: what names both ends first, then in the order of the file.
    func entries(from source: End, to group: GroupIndex) -> [Entry] {
        let all = (entries[group] ?? []) + everywhere
        let fitting = all.filter { Self.holds($0.source, source) }
        guard fitting.count > 1 else { return fitting }
        return fitting.filter { !$0.isGeneral } + fitting.filter(\.isGeneral)
    }

    /// The part of a flow's traffic that is not documented as allowed.
    func undocumented(_ traffic: TrafficSet, from source: End, to group: GroupIndex) -> TrafficSet {
        entries(from: source, to: group).filter(\.isAllowed).reduce(traffic) { $0.subtracting($1.traffic) }
    }

    private static func holds(_ meaning: DocumentedEnds.Meaning, _ source: End) -> Bool {
        meaning == .any || meaning.ends.contains { $0.contains(source) }
    }
}
