import CoreModel
import Testing

@Suite("Work shared among cores")
struct CoresTests {
    @Test("Every number is worked on once, in order, however much a part holds", arguments: [1, 7, 100, 5000])
    func parts(_ least: Int) {
        for count in [0, 1, 15, 16, 17, 1000] {
            let parts = Cores.map(count, least: least) { Array($0) }
            #expect(parts.flatMap { $0 } == Array(0..<count))
            if count > 0 { #expect(parts.allSatisfy { $0.count >= min(least, count) }) }
        }
    }

    @Test("Two functions give both of their results, whether they are worth two cores or not", arguments: [0, 10_000])
    func both(_ count: Int) {
        let (sum, text) = Cores.both(ifLarge: count, { (1...100).reduce(0, +) }, { "done" })
        #expect(sum == 5050 && text == "done")
    }
}
