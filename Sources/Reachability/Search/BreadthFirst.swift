/// Steps through a graph whose nodes are numbers.
public enum BreadthFirst {
    /// How many lines each node is from the nearest of some starts, which are 0, and `nil` where none leads to it.
    ///
    /// Complexity: O(V + E).
    ///
    /// - Parameter targets: For each node those that a line leads to from it.
    public static func steps(from starts: some Sequence<Int>, along targets: Rows<Int32>) -> [Int?] {
        var steps = [Int?](repeating: nil, count: targets.count)
        var front: [Int] = []
        for start in starts where steps[start] == nil {
            steps[start] = 0
            front.append(start)
        }
        var level = 0
        while !front.isEmpty {
            level += 1
            var next: [Int] = []
            for node in front {
                for target in targets[node].lazy.map(Int.init) where steps[target] == nil {
                    steps[target] = level
                    next.append(target)
                }
            }
            front = next
        }
        return steps
    }
}
