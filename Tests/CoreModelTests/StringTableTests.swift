import Testing

@testable import CoreModel

@Suite("Texts kept once")
struct StringTableTests {
    @Test("A text is kept once, whatever its bytes")
    func interned() {
        var table = StringTable()
        let texts = (0..<5000).map { "text \($0 % 1250) \u{1F600}" }
        let ids = texts.map { table.intern($0) }
        #expect(Set(ids).count == 1250)
        #expect(zip(ids, texts).allSatisfy { table[$0] == $1 })
        #expect(table.find("text 7 \u{1F600}") == ids[7])
        #expect(table.find("text 9999") == nil)
        #expect(table.intern("") == .none)
    }
}
