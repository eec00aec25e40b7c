import Frames
import Testing

@testable import Terminal

@Suite("A paste is text, never keys")
struct PasteTests {
    private let begin = "\u{1B}[200~"
    private let end = "\u{1B}[201~"

    @Test("what stands between the marks is one text, keys around it stay keys")
    func whole() {
        #expect(
            events("a\(begin)q:q\u{1B}[A\u{03}\(end)b".utf8)
                == [.key(.character("a")), .paste("q:q\u{1B}[A\u{03}"), .key(.character("b"))])
    }

    @Test("the end mark may come in pieces, and so may a character", arguments: 1...7)
    func pieces(length: Int) {
        var decoder = KeyDecoder()
        var found: [TerminalEvent] = []
        let bytes = Array("\(begin)10.0.1.5 → \u{1B}[20 é\(end)j".utf8)
        for start in stride(from: 0, to: bytes.count, by: length) {
            decoder.feed(bytes[start..<min(start + length, bytes.count)])
            while let event = decoder.next() { found.append(event) }
        }
        #expect(found == [.paste("10.0.1.5 → \u{1B}[20 é"), .key(.character("j"))])
    }

    @Test("line ends are line ends, however the terminal sends them")
    func lines() {
        #expect(events("\(begin)a\rb\r\nc\nd\(end)".utf8) == [.paste("a\nb\nc\nd")])
    }

    @Test("an empty paste is an empty text")
    func empty() {
        #expect(events("\(begin)\(end)".utf8) == [.paste("")])
    }

    @Test("a paste whose end is lost is text all the same, and keys work again")
    func endless() {
        var decoder = KeyDecoder()
        decoder.feed(Array("\(begin)dial tcp 10.0.10.158:5432\u{1B}[2".utf8))
        #expect(decoder.next() == nil)
        #expect(decoder.patience == KeyDecoder.pasteMilliseconds)
        #expect(decoder.finish() == .paste("dial tcp 10.0.10.158:5432\u{1B}[2"))
        decoder.feed(Array("q".utf8))
        #expect(decoder.next() == .key(.character("q")))
    }

    @Test("an end mark alone is nothing")
    func strayEnd() {
        #expect(events("\(end)q".utf8) == [.key(.character("q"))])
    }

    @Test("of a huge paste the beginning is kept, and its end is found")
    func huge() {
        var decoder = KeyDecoder()
        decoder.feed(Array(begin.utf8))
        let chunk = [UInt8](repeating: 0x61, count: 4096)
        for _ in 0..<300 {
            decoder.feed(chunk)
            #expect(decoder.next() == nil)
        }
        decoder.feed(Array("\(end)q".utf8))
        guard case .paste(let text) = decoder.next() else {
            Issue.record("no paste")
            return
        }
        #expect(text.utf8.count == KeyDecoder.longestPaste)
        #expect(decoder.next() == .key(.character("q")))
    }
}
