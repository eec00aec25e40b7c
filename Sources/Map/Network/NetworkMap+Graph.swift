import CoreModel
import Diagram
import Text

extension NetworkMap {
    /// The ways of some VPCs as a graph, for formats that lay out by themselves: rows of subnets, gateways, the internet.
    ///
    /// An edge is a way out, or routes to some networks, which then stand beside it.
    public func graph(of places: [Int], light: NetworkLight = NetworkLight()) -> (graph: DiagramGraph, highlight: Highlight) {
        var graph = DiagramGraph()
        var lit = Highlight()
        var known: [NetworkItem: Int] = [:]
        func node(_ item: NetworkItem, _ node: DiagramGraph.Node) -> Int {
            if let place = known[item] { return place }
            graph.nodes.append(node)
            let place = graph.nodes.count - 1
            known[item] = place
            if let mark = light.marks[item] { lit.nodes[place] = mark }
            return place
        }
        func add(_ source: Int, _ target: Int, _ label: String, isLit: Bool = false) {
            if graph.edges.contains(where: { $0.source == source && $0.target == target && $0.label == label }) { return }
            graph.edges.append(.init(source: source, target: target, label: label))
            if isLit { lit.edges.insert(graph.edges.count - 1) }
        }
        for place in places {
            let vpc = vpcs[place]
            let words = NetworkPageWords(self, vpc)
            let rows = vpc.rows.map { row in
                let lines =
                    row.subnets.prefix(12).map { "\($0.title) \($0.networks.first?.description ?? "")" }
                    + (row.subnets.count > 12 ? ["and \(row.subnets.count - 12) more"] : []) + words.facts(row, isFolded: true)
                    + words.notes(row)
                let tier = vpc.readsTables ? row.tier.words : "tables not read"
                let item = NetworkItem.row(row.subnets.first?.id ?? .none)
                let own = node(
                    item, .init(id: "\(place):\(row.subnets.first?.title ?? "")", title: "\(vpc.name): \(tier)", lines: lines))
                let marks = row.subnets.compactMap { light.marks[.subnet($0.id)] }
                if let mark = marks.first(where: { $0 == .fails }) ?? marks.first { lit.nodes[own] = mark }
                return own
            }
            let gateways = vpc.gateways.map { gateway in
                node(
                    .gateway(gateway.target.id),
                    .init(
                        id: gateway.title, title: gateway.title, lines: [words.said(of: gateway)].filter { !$0.isEmpty },
                        shape: .rounded))
            }
            for (number, row) in vpc.rows.enumerated() {
                let isEnd = row.subnets.contains { light.ends.contains($0.id) }
                for way in row.routes.ways {
                    guard let gateway = vpc.gateway(way.target) else { continue }
                    let label = way.only?.description ?? (way.version == .v4 ? "0.0.0.0/0" : "::/0")
                    add(rows[number], gateways[gateway], label, isLit: isEnd && light.contains(.gateway(way.target.id)))
                }
                for join in row.routes.joins {
                    guard let gateway = vpc.gateway(join.target) else { continue }
                    let names = join.destinations.map(words.text)
                    add(rows[number], gateways[gateway], TextList.few(names, limit: 3, shown: 2))
                }
            }
            for (number, gateway) in vpc.gateways.enumerated() where gateway.isUsed {
                let own = light.contains(.gateway(gateway.target.id))
                switch gateway.onward {
                case .internet:
                    let internet = node(.internet, .init(id: "internet", title: "INTERNET", shape: .cloud))
                    add(gateways[number], internet, "", isLit: own && light.contains(.internet))
                case .gateway(let next):
                    add(
                        gateways[number], gateways[next], "", isLit: own && light.contains(.gateway(vpc.gateways[next].target.id))
                    )
                default: break
                }
            }
        }
        return (graph, lit)
    }

    /// VPCs and what joins them as a graph.
    public func overviewGraph() -> DiagramGraph {
        let titles = NetworkTitles(analyzer)
        var graph = DiagramGraph()
        var known: [TextID: Int] = [:]
        for id in vpcs.map(\.id) + joins.flatMap(\.vpcs) where known[id] == nil {
            known[id] = graph.nodes.count
            let own = place(ofVpc: id).map { vpcs[$0] }
            let lines =
                own.map { [$0.networks.first?.description ?? "", TextCount.of($0.subnets.count, "subnet")] } ?? [
                    "not in the input"
                ]
            graph.nodes.append(.init(id: "vpc \(graph.nodes.count)", title: titles.name(id), lines: lines.filter { !$0.isEmpty }))
        }
        for join in joins where join.stopped == nil && join.vpcs.count + join.beyond.count > 0 {
            graph.nodes.append(.init(id: "join \(graph.nodes.count)", title: join.title, lines: join.beyond, shape: .rounded))
            for vpc in join.vpcs {
                if let place = known[vpc] { graph.edges.append(.init(source: place, target: graph.nodes.count - 1)) }
            }
        }
        return graph
    }
}
