import Foundation
import PseudoTerminal
import Support
import Testing

/// The budgets of a slow link; the explorer benchmark measures htop and tig beside it.
@Suite("Bytes over a slow link", .serialized)
struct BytesTests {
    /// A screen, with what it may cost.
    struct Budget: Sendable, CustomTestStringConvertible {
        var columns: Int
        var rows: Int
        var first: Int
        var move: Int

        var testDescription: String { "\(columns)x\(rows)" }

        static let all = [
            Budget(columns: 80, rows: 24, first: 4000, move: 300), Budget(columns: 160, rows: 50, first: 6500, move: 600),
        ]
    }

    /// Where keys move: the keys that lead there, and those that move.
    struct View: Sendable, CustomTestStringConvertible {
        var name: String
        var keys: [String]
        var moves: String

        var testDescription: String { name }

        static let all = [
            View(name: "map of groups", keys: [], moves: "jlhjkhlljkkjhhjlkljk"),
            View(name: "network map", keys: ["V"], moves: "jjjjjkkljhnnNnjjkk"),
            View(name: "list", keys: ["v"], moves: "jjjkkjjjkkjk"),
            View(name: "matrix", keys: ["M"], moves: "jljlhkjllhhjkl"),
            View(name: "walkthrough", keys: ["t"], moves: "nnnnnNNNnnn"),
        ]
    }

    private func expect(_ sent: BytesSent, _ budget: Budget) {
        #expect(sent.median > 0 && sent.median <= budget.move, "\(sent.moves)")
    }

    @Test(
        "A first screen of the example within 4,000 bytes at 80x24 and 6,500 at 160x50, opening a pane 2,500 at 80x24",
        arguments: Budget.all)
    func first(budget: Budget) throws {
        let sent = try BytesSent.sgscope(BuiltProgram.path, columns: budget.columns, rows: budget.rows)
        #expect(sent.first > 500 && sent.first <= budget.first)
        if budget.columns == 80 { #expect(try #require(sent.open) <= 2500) }
    }

    @Test("While keys follow each other a move takes 300 bytes at 80x24 and 600 at 160x50", arguments: Budget.all, View.all)
    func moves(budget: Budget, view: View) throws {
        expect(
            try .sgscope(BuiltProgram.path, columns: budget.columns, rows: budget.rows, view: view.keys, moves: view.moves),
            budget)
    }

    @Test("So does one among thirty groups, and one through a list of many", arguments: Budget.all)
    func larger(budget: Budget) throws {
        let scratch = try Scratch()
        let some = try scratch.write("some.json", ManyServices(tiers: 5, each: 6).json)
        expect(
            try .sgscope(
                BuiltProgram.path, files: [some], columns: budget.columns, rows: budget.rows, moves: "jlhlhlljkhhlhlkhlhlh"),
            budget)
        let many = try scratch.write("many.json", ManyServices(tiers: 6, each: 12).json)
        expect(
            try .sgscope(
                BuiltProgram.path, files: [many], columns: budget.columns, rows: budget.rows, ready: "73 of 73",
                view: ["\u{1B}"], moves: "jjjjjjjjkkkkjjjj"),
            budget)
    }

    @Test("What is selected is told as soon as the keys rest, in changed cells alone; then nothing is sent")
    func rest() throws {
        let session = try PtySession(columns: 160, rows: 50, command: [BuiltProgram.path])
        let first = try session.output(until: "? keys")
        let move = session.answer(to: "j")
        #expect(move.count <= 600)
        let follows = session.output(quiet: 1)
        #expect(follows.count > 100 && follows.count < first.count / 2, "\(follows.count)")
        #expect(session.output(quiet: 2).isEmpty)
        session.send("\u{03}")
        _ = session.outputToEnd()
    }

    @Test(
        "Without UTF-8, without colours and on a vt100 it is no more", arguments: ["xterm-256color", "vt100", "linux", "screen"],
        Budget.all)
    func otherTerminals(term: String, budget: Budget) throws {
        let sent = try BytesSent.sgscope(
            BuiltProgram.path, columns: budget.columns, rows: budget.rows, term: term, environment: ["LANG": "C"])
        #expect(sent.first > 500 && sent.first <= budget.first)
        expect(sent, budget)
    }
}
