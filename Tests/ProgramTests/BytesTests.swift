import Foundation
import PseudoTerminal
import Testing

/// The budgets of a slow link at 80x24 in xterm-256color; the explorer benchmark measures htop and tig beside it.
@Suite("Bytes over a slow link", .serialized)
struct BytesTests {
    @Test("The first screen takes at most 4,000 bytes, a move 300 on the median, opening a pane 2,500")
    func budgets() throws {
        let sent = try BytesSent.sgscope(BuiltProgram.path)
        #expect(sent.first > 500 && sent.first <= 4000)
        #expect(sent.median <= 300)
        #expect(try #require(sent.open) <= 2500)
    }

    @Test(
        "Without UTF-8, without colours and on a vt100 it is no more", arguments: ["xterm-256color", "vt100", "linux", "screen"])
    func otherTerminals(term: String) throws {
        let session = try PtySession(term: term, environment: ["LANG": "C"], command: [BuiltProgram.path])
        let first = try session.output(until: "quit")
        #expect(first.count > 500 && first.count <= 4000, "\(term): \(first.count)")
        session.send("\u{03}")
        _ = session.outputToEnd()
    }
}
