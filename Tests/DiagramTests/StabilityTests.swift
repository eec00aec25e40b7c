import Diagram
import Testing

@Suite("A picture stays where it was")
struct StabilityTests {
    /// The share of all pairs of boxes that stand the other way round in another picture.
    ///
    /// That is above instead of below, or, in one row of both, left instead of right. `nodes` says where the nodes of the one are
    /// in the other.
    private func turned(_ before: [Picture.Box], _ after: [Picture.Box], nodes: [Int]? = nil) -> Double {
        let nodes = nodes ?? Array(before.indices)
        var turned = 0
        for a in before.indices {
            for b in before.indices where a < b {
                let (x, y) = (before[a].x - before[b].x, before[a].y - before[b].y)
                let (newX, newY) = (after[nodes[a]].x - after[nodes[b]].x, after[nodes[a]].y - after[nodes[b]].y)
                if y.signum() * newY.signum() < 0 || (y == 0 && newY == 0 && x.signum() != newX.signum()) { turned += 1 }
            }
        }
        return Double(turned) / Double(max(1, before.count * (before.count - 1) / 2))
    }

    @Test(
        "one more flow turns few boxes round, and far fewer where the earlier picture is known",
        arguments: [("sg-lab.dag", 0.07, 0.04), ("shop.labdag", 0.05, 0.01), ("s20.labdag", 0.06, 0.005)])
    func oneMore(name: String, mostFresh: Double, mostAfter: Double) throws {
        let graph = try Graphs.stored(name)
        let whole = Layout(graph: graph, detail: .names, maxWidth: 120).draw().boxes
        var fresh = 0.0
        var after = 0.0
        for edge in graph.edges.indices {
            var less = graph
            less.edges.remove(at: edge)
            let before = Layout(graph: less, detail: .names, maxWidth: 120)
            let boxes = before.draw().boxes
            fresh += turned(boxes, whole)
            after += turned(boxes, Layout(graph: graph, detail: .names, maxWidth: 120, after: before).draw().boxes)
        }
        fresh /= Double(graph.edges.count)
        after /= Double(graph.edges.count)
        #expect(fresh <= mostFresh)
        #expect(after <= mostAfter)
    }

    @Test("one more group turns few boxes round")
    func oneMoreGroup() throws {
        let graph = try Graphs.stored("shop.labdag")
        let before = Layout(graph: graph, detail: .names, maxWidth: 120)
        let boxes = before.draw().boxes
        var sum = 0.0
        for node in graph.nodes.indices {
            var more = graph
            more.nodes.append(.init(id: "new", title: "new-group"))
            more.edges.append(.init(source: node, target: graph.nodes.count, label: "443"))
            sum += turned(boxes, Layout(graph: more, detail: .names, maxWidth: 120, after: before).draw().boxes)
        }
        #expect(sum / Double(graph.nodes.count) <= 0.02)
    }

    @Test("a refresh of the same groups moves nothing, and groups that are listed in another order stay in theirs")
    func refresh() {
        var sum = 0.0
        for seed in 0..<60 {
            let graph = Graphs.random(seed: UInt64(seed))
            let before = Layout(graph: graph, detail: .oneLine, maxWidth: 100)
            let drawn = before.draw()
            let picture = drawn.text
            #expect(Layout(graph: graph, detail: .oneLine, maxWidth: 100).draw().text == picture)
            #expect(Layout(graph: graph, detail: .oneLine, maxWidth: 100, after: before).draw().text == picture)
            // The same, listed backwards.
            var turnedRound = graph
            turnedRound.nodes.reverse()
            let last = graph.nodes.count - 1
            turnedRound.edges = graph.edges.map { edge in
                var edge = edge
                (edge.source, edge.target) = (last - edge.source, last - edge.target)
                return edge
            }
            guard seed % 2 == 1 else { continue }
            let after = Layout(graph: turnedRound, detail: .oneLine, maxWidth: 100, after: before)
            let later = after.draw()
            let share = turned(drawn.boxes, later.boxes, nodes: graph.nodes.indices.map { last - $0 })
            #expect(share <= 0.1, "seed \(seed): \(share)\n\(picture)\n\(later.text)")
            sum += share
        }
        #expect(sum / 30 <= 0.01, "\(sum / 30)")
    }
}
