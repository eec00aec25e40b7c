import CoreModel

/// Puts the stages of a way and of its answer into rows, source first: what both pass is one row.
///
/// The rows are a longest common subsequence of the stages there and of those back in turn. Complexity: the product of the two counts, some
/// dozen each.
struct Ladder {
    private let stages: [Stage]
    private let topology: Topology

    init(_ stages: [Stage], _ topology: Topology) {
        self.stages = stages
        self.topology = topology
    }

    func rows() -> [LadderRow] {
        let there = stages.indices.filter { stages[$0].leg == .packet }
        let back = Array(stages.indices.filter { stages[$0].leg == .reply }.reversed())
        let lengths = commonLengths(there, back)
        var rows: [LadderRow] = []
        var (i, j) = (0, 0)
        func add(_ packet: Int?, _ answer: Int?) {
            rows.append(
                LadderRow(
                    hop: rows.count + 1, there: packet, back: answer, isReachedThere: packet.map(isReached) ?? false,
                    isReachedBack: answer.map(isReached) ?? false))
        }
        while i < there.count || j < back.count {
            if i < there.count, j < back.count, areOne(there[i], back[j]), lengths[i][j] == lengths[i + 1][j + 1] + 1 {
                add(there[i], back[j])
                (i, j) = (i + 1, j + 1)
            } else if j == back.count || (i < there.count && lengths[i + 1][j] >= lengths[i][j + 1]) {
                add(there[i], nil)
                i += 1
            } else {
                add(nil, back[j])
                j += 1
            }
        }
        return rows
    }

    /// How many rows the rests of both ways can share at most.
    private func commonLengths(_ there: [Int], _ back: [Int]) -> [[Int]] {
        var lengths = Array(repeating: Array(repeating: 0, count: back.count + 1), count: there.count + 1)
        for i in there.indices.reversed() {
            for j in back.indices.reversed() {
                let longest = max(lengths[i + 1][j], lengths[i][j + 1])
                lengths[i][j] = areOne(there[i], back[j]) ? max(longest, lengths[i + 1][j + 1] + 1) : longest
            }
        }
        return lengths
    }

    /// Whether the packet and its answer pass one thing: tables share a row where both only deliver within the VPC.
    private func areOne(_ packet: Int, _ answer: Int) -> Bool {
        let (there, back) = (stages[packet], stages[answer])
        guard there.kind == back.kind else { return false }
        if there.kind == .table { return isLocal(there) && isLocal(back) }
        return there.component == back.component && there.subnet == back.subnet
    }

    private func isLocal(_ stage: Stage) -> Bool {
        guard stage.outcome == .pass, case .route(let table, let choice) = stage.reason else { return false }
        switch choice.certain {
        case .local?: return true
        case .route(let place)?: return topology[table].routes[place].target.kind == .local
        case RouteChoice.Possibility.none?, .unlisted?, .notRouted?, nil: return false
        }
    }

    /// Whether a packet, or an answer, gets to a stage: nothing before it drops it.
    private func isReached(_ place: Int) -> Bool { !stages[..<place].contains { $0.outcome == .fail } }
}
