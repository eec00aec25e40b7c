import Annotations
import Notes
import Reachability
import CoreModel

/// Flows that the rules permit and nobody documented, from one end to another.
public struct UndocumentedFlow: Sendable, Hashable {
    /// Where they come from.
    public var source: End
    /// Where they go.
    public var destination: End
    /// What passes and is not documented.
    public var traffic: [Traffic]
    /// The rules behind it.
    public var rules: [RuleIndex]
}

/// The notes held against the rules: documented flows, documented columns, and what nobody documented.
public struct CheckResult: Sendable {
    /// Every documented flow, in the order of the file.
    public let flows: [FlowFinding]
    /// The documented inbound of each group.
    public let inbound: [ColumnFinding]
    /// The documented outbound of each group.
    public let outbound: [ColumnFinding]
    /// Permitted flows that neither a documented flow nor a documented column speaks of.
    public let undocumented: [UndocumentedFlow]
    /// What in the notes fits nothing here.
    public let warnings: [NotesWarning]
    /// Whether the notes document any flow or column at all.
    let documentsFlows: Bool

    let annotations: Annotations

    /// Checks the notes of an inventory; `edges` are made here when they are not given.
    ///
    /// Documented flows are held against every layer of `scope` that the input has, all else against the groups. What the groups settle as
    /// documented and only another layer leaves open counts as different where `isStrict` says so. Without `explainsWhatHolds` findings of
    /// flows that are as documented have no answer.
    public init(
        _ analyzer: Analyzer, annotations: Annotations, edges: [Edge]? = nil, scope: AnswerScope = .everything,
        isStrict: Bool = false, explainsWhatHolds: Bool = true
    ) {
        self.annotations = annotations
        let ends = DocumentedEnds(annotations)
        let flowCheck = FlowCheck(analyzer: analyzer, annotations: annotations, ends: ends, scope: scope, isStrict: isStrict)
        let columnCheck = ColumnCheck(annotations: annotations, ends: ends)
        flows = (annotations.notes?.flows ?? []).map {
            flowCheck.finding($0, explaining: explainsWhatHolds ? .all : .differences)
        }
        inbound = columnCheck.findings(.ingress)
        outbound = columnCheck.findings(.egress)
        warnings = NotesFit(annotations, ends: ends).warnings
        documentsFlows = !flows.isEmpty || !inbound.isEmpty || !outbound.isEmpty
        undocumented =
            documentsFlows
            ? Self.undocumented(edges ?? analyzer.edges(), FlowBook(annotations, ends: ends), annotations) : []
    }

    /// The documented flows of notes alone, without answers, in the order of the file.
    ///
    /// They are held against every layer of `scope` that the input has.
    public static func flows(
        _ analyzer: Analyzer, annotations: Annotations, scope: AnswerScope = .everything
    ) -> [FlowFinding] {
        let check = FlowCheck(analyzer: analyzer, annotations: annotations, ends: DocumentedEnds(annotations), scope: scope)
        return (annotations.notes?.flows ?? []).map { check.finding($0, explaining: .none) }
    }

    /// How many of all these differ from the rules, or cannot be said to hold.
    public var differences: Int {
        flows.count { $0.status != .holds } + (inbound + outbound).count { $0.status != .holds } + undocumented.count
    }

    private static func undocumented(_ edges: [Edge], _ book: FlowBook, _ annotations: Annotations) -> [UndocumentedFlow] {
        let inventory = annotations.inventory
        var found: [UndocumentedFlow] = []
        for edge in edges where !edge.isOneSided {
            let rest = book.undocumented(TrafficSet(edge.traffic.map(\.points)), from: edge.source, to: edge.target)
            if rest.isEmpty { continue }
            let rules = edge.rules.filter { rest.intersects(TrafficSet(inventory[$0].traffic.points)) }
            found.append(
                UndocumentedFlow(
                    source: edge.source, destination: .group(edge.target), traffic: rest.traffic, rules: rules))
        }
        let order = MatrixOrder(annotations, flows: found.count) { (found[$0].source.group, found[$0].destination.group) }
        // Places are sorted, not the flows themselves: a million of them are slow to move.
        let keys = found.enumerated().map { place, flow in
            (source: order.rank(flow.source), destination: order.rank(flow.destination), place: place)
        }
        return keys.sorted {
            ($0.source, $0.destination, $0.place) < ($1.source, $1.destination, $1.place)
        }.map { found[$0.place] }
    }
}
