import CoreModel
import Testing

@Suite("Room for many")
struct HugePagesTests {
    @Test("Room for many more changes nothing of what is there", arguments: [0, 100, 3_000_000])
    func room(_ count: Int) {
        var numbers = Array(0..<1000)
        numbers.reserveLarge(count)
        #expect(numbers.capacity >= max(1000, count))
        #expect(numbers == Array(0..<1000))
        numbers.append(1000)
        #expect(numbers.last == 1000 && numbers.count == 1001)
    }
}
