import Diagram
import Documentation
import Map
import Reachability
import CoreModel
import Text
import Words

/// A drawn map as JSON: boxes and edges with their texts and their places, in columns and rows of the text picture.
struct DrawJSON {
    private let sheet: DrawSheet
    private let chosen: DrawnMap
    private let answer: Answer?
    private let loading: Loading
    /// What subnets are called, where interfaces are listed.
    private let subnetNames: [TextID: String]

    init(_ sheet: DrawSheet, chosen: DrawnMap, answer: Answer?, loading: Loading) {
        self.sheet = sheet
        self.chosen = chosen
        self.answer = answer
        self.loading = loading
        let inventory = loading.inventory
        let named = chosen.listed == nil ? [] : inventory.subnets.map { ($0.id, inventory[$0.name.isNone ? $0.id : $0.name]) }
        subnetNames = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    var text: String {
        JSONText.compact(
            .object(
                loading.head + [
                    ("detail", .string(detail)),
                    ("width", .number(sheet.picture.width)), ("height", .number(sheet.picture.height)),
                    ("boxes", .array(sheet.graph.nodes.indices.map(box))), ("edges", .array(edges)),
                    ("not_drawn", notDrawn), ("path", path),
                ]))
    }

    private var detail: String { DetailChoice.allCases.first { $0.level == sheet.detail }?.rawValue ?? "full" }

    private func box(_ number: Int) -> JSONText.Value {
        let node = sheet.graph.nodes[number]
        let place = sheet.picture.boxes.first { $0.node == number }
        var keys: [(String, JSONText.Value)] = [
            ("id", .string(node.id)), ("kind", .string(Self.word(node.shape))), ("title", .string(node.title)),
            ("lines", .strings(node.lines)),
            (
                "members",
                .strings(chosen.map.members[number].count > 1 ? chosen.map.members[number].map(loading.analyzer.idText) : [])
            ),
            ("sources_not_drawn", .number(node.rim.sources)), ("destinations_not_drawn", .number(node.rim.destinations)),
            ("lit", .optional(sheet.highlight.nodes[number].map(Self.word))),
            ("x", .number(place?.x ?? 0)), ("y", .number(place?.y ?? 0)), ("width", .number(place?.width ?? 0)),
            ("height", .number(place?.height ?? 0)),
        ]
        if let listed = chosen.listed {
            let interfaces = chosen.map.subjects[number].group.map { group in
                listed.members.interfaces(of: group).map { interface($0, of: group, listed.members, listed.verdicts) }
            }
            keys.append(("interfaces", .array(interfaces ?? [])))
        }
        return .object(keys)
    }

    /// An interface that carries a group, whether or not the picture has a line for it.
    private func interface(
        _ index: InterfaceIndex, of group: GroupIndex, _ members: MemberLists, _ verdicts: MemberVerdicts?
    ) -> JSONText.Value {
        let inventory = loading.inventory
        let own = inventory[index]
        return .object([
            ("id", .string(inventory[own.id])), ("addresses", .strings(own.addressTexts)),
            ("subnet", own.subnet.isNone ? .null : .string(inventory[own.subnet])),
            ("subnet_name", .optional(subnetNames[own.subnet])), ("name", .string(members.owner(index))),
            ("also", .strings(own.groups.filter { $0 != group }.map { inventory[inventory[$0].id] })),
            ("verdict", .optional(verdicts?[index]?.rawValue)),
        ])
    }

    /// Edge by edge; those of one trunk share an arrow.
    private var edges: [JSONText.Value] {
        let arrows = arrows
        let network = MapNetwork(loading.analyzer)
        var nets = [Int?](repeating: nil, count: sheet.graph.edges.count)
        for (number, net) in sheet.layout.nets.enumerated() { for edge in net.legs.flatMap(\.edges) { nets[edge] = number } }
        return sheet.graph.edges.indices.map { number in
            let edge = sheet.graph.edges[number]
            let arrow = nets[number].flatMap { arrows[$0] }
            let line = chosen.map.lines.indices.contains(number) ? chosen.map.lines[number] : nil
            let members = line?.members ?? []
            // On trial a label says what is new, too.
            let isPlain = members.isEmpty && (loading.trial == nil || line == nil)
            let ports = isPlain ? edge.label : TrafficText.label(line?.traffic ?? [])
            let own = network.looksAtNetwork ? [("network", MatrixJSON.network(network.verdict(of: number, in: chosen.map)))] : []
            // What passes on trial and did not, or passed and does not.
            let isClosed = line != nil && chosen.map.isClosed(line: number)
            let new = line == nil ? TrafficSet() : chosen.map.newTraffic(ofLine: number)
            let tried: [(String, JSONText.Value)] =
                loading.trial == nil
                ? []
                : [("new", .optional(new.isEmpty ? nil : TrafficText.label(new.traffic))), ("closed", .bool(isClosed))]
            return .object(
                [
                    ("source", .string(sheet.graph.nodes[edge.source].id)),
                    ("target", .string(sheet.graph.nodes[edge.target].id)),
                    ("ports", .string(ports)), ("one_sided", .bool(edge.isDotted && !isClosed)),
                    ("members", .strings(members.map { loading.inventory[loading.inventory[$0].id] })),
                    ("lit", .bool(sheet.highlight.edges.contains(number))),
                    ("upward", .bool(nets[number].map { sheet.layout.nets[$0].isUpward } ?? false)),
                    ("arrow", arrow.map { .object([("x", .number($0.x)), ("y", .number($0.y))]) } ?? .null),
                    ("label", arrow.map { .object([("x", .number($0.x + 2)), ("y", .number($0.y))]) } ?? .null),
                ] + own + tried)
        }
    }

    /// Where the arrow of each net stands.
    private var arrows: [Int: (x: Int, y: Int)] {
        var arrows: [Int: (x: Int, y: Int)] = [:]
        for y in 0..<sheet.picture.height {
            for x in 0..<sheet.picture.width {
                if case .arrow(let net) = sheet.picture[x, y].kind { arrows[net] = (x, y) }
            }
        }
        return arrows
    }

    private var notDrawn: JSONText.Value {
        .object([
            ("boxes", .number(chosen.map.beyond)), ("flows_among_the_drawn", .number(chosen.map.hiddenLines)),
            ("one_sided_flows", .number(chosen.oneSided)), ("unused_groups", .number(chosen.map.unused.count)),
        ])
    }

    private var path: JSONText.Value {
        guard let answer else { return .null }
        return AnswerJSON(loading: loading).value(answer)
    }

    /// What the map draws so.
    private static func word(_ shape: DiagramGraph.Shape) -> String {
        switch shape {
        case .cloud: "internet"
        case .box: "group"
        case .rounded: "network"
        case .braced: "prefix-list"
        case .dashed: "group-not-in-input"
        case .stacked: "folded"
        }
    }

    private static func word(_ mark: Highlight.NodeMark) -> String {
        switch mark {
        case .passes: "pass"
        case .fails: "fail"
        case .depends: "depends"
        case .onTheWay: "on-the-way"
        case .lit: "lit"
        }
    }
}
