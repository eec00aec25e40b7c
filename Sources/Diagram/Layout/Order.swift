/// Orders the items of each layer so that few lines cross.
///
/// Sugiyama, Tagawa, Toda 1981: sweeps down and up, each item goes to the mean place of its neighbours; after each sweep
/// neighbours change places while that helps. Crossings are counted with the accumulator tree of Barth, Jünger, Mutzel:
/// Simple and efficient bilayer cross counting, 2002. The best order seen is kept; further starts are shuffled with
/// fixed seeds, so the result is the same every time.
///
///     A   B          A   B
///       X      =>    |   |
///     C   D          D   C
///
/// Invariant: no item leaves its layer, and no order with more crossings than the first is kept.
struct Order {
    private let above: Neighbours
    private let below: Neighbours
    private(set) var layers: [[Int]]
    private var place: [Int]

    init(_ tiers: Tiers) {
        layers = tiers.layers
        place = Array(repeating: 0, count: tiers.items.count)
        above = Neighbours(tiers, side: \.over)
        below = Neighbours(tiers, side: \.under)
        number()
    }

    /// Sweeps until nothing is gained any more.
    mutating func improve(sweeps: Int) {
        var best = layers
        var fewest = crossings()
        var idle = 0
        for sweep in 0..<sweeps where fewest > 0 {
            sort(downward: sweep.isMultiple(of: 2), reversingTies: sweep % 4 > 1)
            transpose()
            let now = crossings()
            if now < fewest {
                (best, fewest, idle) = (layers, now, 0)
            } else {
                idle += 1
                if idle > 5 { break }
            }
        }
        layers = best
        number()
    }

    /// Takes an order, and lets only neighbours change places.
    mutating func keep(_ layers: [[Int]]) {
        self.layers = layers
        number()
        transpose()
    }

    /// Mixes each layer, the same way for the same seed.
    mutating func shuffle(seed: UInt64) {
        var random = SplitMix(state: seed)
        for layer in layers.indices { layers[layer].shuffle(using: &random) }
        number()
    }

    private mutating func number() {
        for layer in layers { for (index, item) in layer.enumerated() { place[item] = index } }
    }

    private mutating func sort(downward: Bool, reversingTies: Bool) {
        let rows = downward ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed()
        for row in rows {
            let keyed = layers[row].map { item in
                let around = downward ? above.of(item) : below.of(item)
                let sum = around.reduce(0) { $0 + place[$1] }
                let mean = around.isEmpty ? Double(place[item]) : Double(sum) / Double(around.count)
                return (item: item, key: mean, tie: reversingTies ? -place[item] : place[item])
            }
            layers[row] = keyed.sorted { ($0.key, $0.tie) < ($1.key, $1.tie) }.map(\.item)
            for (index, item) in layers[row].enumerated() { place[item] = index }
        }
    }

    /// Lets neighbours change places while that removes crossings.
    private mutating func transpose() {
        // A layer is looked at again only when it, or one beside it, has changed since.
        var isStirred = [Bool](repeating: true, count: layers.count)
        for _ in 0..<8 {
            var improved = false
            for row in layers.indices where isStirred[row] && layers[row].count > 1 {
                isStirred[row] = false
                guard transpose(row) else { continue }
                improved = true
                for near in max(0, row - 1)...min(layers.count - 1, row + 1) { isStirred[near] = true }
            }
            if !improved { break }
        }
    }

    /// Lets the neighbours of one layer change places, once from left to right; whether any did.
    private mutating func transpose(_ row: Int) -> Bool {
        var improved = false
        for index in 1..<layers[row].count {
            let left = layers[row][index - 1]
            let right = layers[row][index]
            guard above.gain(left, right, place) + below.gain(left, right, place) > 0 else { continue }
            layers[row].swapAt(index - 1, index)
            place[left] = index
            place[right] = index - 1
            improved = true
        }
        return improved
    }

    private func crossings() -> Int {
        var total = 0
        for row in layers.indices.dropLast() {
            let size = layers[row + 1].count
            var tree = [Int](repeating: 0, count: size + 1)
            var seen = 0
            for item in layers[row] {
                let ends = below.of(item).map { place[$0] }
                for end in ends {
                    var index = end + 1
                    var before = 0
                    while index > 0 {
                        before += tree[index]
                        index -= index & -index
                    }
                    total += seen - before
                }
                for end in ends {
                    var index = end + 1
                    while index <= size {
                        tree[index] += 1
                        index += index & -index
                    }
                }
                seen += ends.count
            }
        }
        return total
    }
}

/// The items that each item is joined to on one side, in one list for speed.
private struct Neighbours {
    private var starts: [Int] = [0]
    private var ends: [Int] = []

    init(_ tiers: Tiers, side: KeyPath<Tiers.Item, Range<Int>>) {
        for item in tiers.items {
            for terminal in tiers.sides[item[keyPath: side]] {
                for end in tiers.opposite(terminal) { ends.append(tiers.terminals[end].item) }
            }
            starts.append(ends.count)
        }
    }

    func of(_ item: Int) -> ArraySlice<Int> { ends[starts[item]..<starts[item + 1]] }

    /// The crossings fewer on this side when two items change places.
    func gain(_ left: Int, _ right: Int, _ place: [Int]) -> Int {
        var gain = 0
        for a in starts[left]..<starts[left + 1] {
            let one = place[ends[a]]
            for b in starts[right]..<starts[right + 1] {
                let other = place[ends[b]]
                gain += other < one ? 1 : other > one ? -1 : 0
            }
        }
        return gain
    }
}

/// A small generator that is the same on every machine.
///
/// Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
