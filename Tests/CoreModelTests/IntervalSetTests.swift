import Support
import Testing

@testable import CoreModel

/// Compared with sets of numbers, which cannot be wrong in the same way.
@Suite("Sets of intervals")
struct IntervalSetTests {
    private func sample(_ random: inout SeededRandom) -> (IntervalSet<UInt8>, Set<UInt8>) {
        let pieces = (0..<Int.random(in: 0...4, using: &random)).map { _ -> ClosedRange<UInt8> in
            let ends = [UInt8.random(in: 0...255, using: &random), UInt8.random(in: 0...255, using: &random)].sorted()
            return ends[0]...(Bool.random(using: &random) ? ends[1] : min(255, ends[0] &+ 3 < ends[0] ? 255 : ends[0] + 3))
        }
        return (IntervalSet(pieces), Set(pieces.flatMap { Array($0) }))
    }

    @Test("Every operation agrees with sets of numbers", arguments: 0..<400)
    func agrees(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let (a, plainA) = sample(&random)
        let (b, plainB) = sample(&random)
        func plain(_ set: IntervalSet<UInt8>) -> Set<UInt8> { Set(set.intervals.flatMap { Array($0) }) }
        #expect(plain(a) == plainA)
        #expect(plain(a.union(b)) == plainA.union(plainB))
        let ascending = (a.intervals + b.intervals).sorted { $0.lowerBound < $1.lowerBound }
        #expect(IntervalSet(sorted: ascending) == a.union(b))
        #expect(plain(a.intersection(b)) == plainA.intersection(plainB))
        #expect(plain(a.subtracting(b)) == plainA.subtracting(plainB))
        #expect(a.intersects(b) == !plainA.isDisjoint(with: plainB))
        #expect(a.isSuperset(of: b) == plainA.isSuperset(of: plainB))
        #expect((0...255).allSatisfy { a.contains(UInt8($0)) == plainA.contains(UInt8($0)) })
        for set in [a.union(b), a.intersection(b), a.subtracting(b)] {
            let gaps = zip(set.intervals, set.intervals.dropFirst()).allSatisfy {
                UInt16($0.upperBound) + 1 < UInt16($1.lowerBound)
            }
            #expect(gaps, "intervals that touch must be one")
        }
    }

    @Test("The ends of the number range are no trap")
    func ends() {
        let all = IntervalSet<UInt8>(0...255)
        #expect(all.subtracting(IntervalSet(255...255)).intervals == [0...254])
        #expect(all.subtracting(IntervalSet(0...0)).intervals == [1...255])
        #expect(all.subtracting(all).isEmpty)
        #expect(IntervalSet<UInt8>([255...255, 254...254]).intervals == [254...255])
    }
}
