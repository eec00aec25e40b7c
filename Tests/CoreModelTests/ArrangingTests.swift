import CoreModel
import Testing

@Suite("Bringing elements into an order")
struct ArrangingTests {
    @Test(
        "Each place gets the element that the order names for it",
        arguments: [[], [0], [1, 0], [2, 0, 1], [0, 1, 2, 3], [3, 2, 1, 0], [1, 2, 3, 4, 0], [1, 0, 3, 2, 4]] as [[Int32]])
    func order(_ order: [Int32]) {
        let before = order.indices.map { "element \($0)" }
        var after = before
        after.arrange(order)
        #expect(after == order.map { before[Int($0)] })
    }

    @Test("So does any order", arguments: 0..<20)
    func anyOrder(_ seed: Int) {
        let count = 200 + seed
        // A step that shares no factor with the count meets each place once.
        let step = [7, 11, 13, 17, 101].first { count % $0 != 0 } ?? 1
        let order = (0..<count).map { Int32(($0 * step + seed) % count) }
        var elements = Array(0..<count)
        elements.arrange(order)
        #expect(elements == order.map(Int.init))
    }
}
