import Board
import NotesFile
import Reachability
import Support
import Testing

@Suite("Pins")
struct PinTests {
    private func board(_ lines: [String]) throws -> Board {
        try BoardReader().read(Array((BoardFile.header + lines.joined(separator: "\n") + "\n").utf8), from: "board")
    }

    @Test func `a line is read back as the pin that it was written for, whatever stands in it`() throws {
        var random = SeededRandom(seed: 7)
        let pieces: [Character] = Array("aZ9 :,#{}[]'\"\\&*!|>%@`-\n\t\u{1B}\u{7}\u{202E}é漢\u{FEFF}")
        for _ in 0..<500 {
            func text() -> String {
                "x" + String((0..<12).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }) + "y"
            }
            let meant: [Pin.Meant?] = [nil, .verdict(.depends), .names([text(), text()]), .names([])]
            let pin = Pin(
                ask: text(), meant: meant.randomElement(using: &random) ?? nil, onlyGroups: Bool.random(using: &random),
                why: Bool.random(using: &random) ? text() : nil, line: 5)
            #expect(pin.lineText.allSatisfy { !$0.isNewline })
            #expect(try board([pin.lineText]).pins == [pin], "\(pin.lineText)")
        }
    }

    @Test func `a line that takes a question off is short, and takes it off`() throws {
        let pin = Pin(ask: "who rds:5432", meant: .names(["api"]), onlyGroups: true, why: "x")
        var off = pin
        off.isOff = true
        #expect(off.lineText == "- {who: \"rds:5432\", only: [security-groups], off: true}")
        #expect(try board([pin.lineText, off.lineText]).isEmpty)
    }

    @Test(
        "Pinned again a question is meant otherwise, not judged, off, and then as it is",
        arguments: [
            (Verdict.allowed, ["allowed", "blocked", "-", "off"]), (.blocked, ["blocked", "allowed", "-", "off"]),
            (.depends, ["depends", "allowed", "blocked", "-", "off"]),
        ])
    func turns(_ verdict: Verdict, _ expected: [String]) {
        var pin = Pin(ask: "a -> b:1", meant: .verdict(verdict))
        var seen: [String] = []
        for _ in expected {
            let word: String =
                switch pin.meant {
                case .verdict(let verdict)?: verdict.rawValue
                default: "-"
                }
            seen.append(pin.isOff ? "off" : word)
            pin = pin.turned(verdict: verdict)
        }
        #expect(seen == expected)
    }
}
