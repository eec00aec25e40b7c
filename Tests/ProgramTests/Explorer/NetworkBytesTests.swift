import PseudoTerminal
import Support
import Testing

@Suite("Bytes of the network map over a slow link", .serialized)
struct NetworkBytesTests {
    @Test("Opening it takes 6,000 bytes, a move 300 at 80x24 and 600 at 160x50", arguments: BytesTests.Budget.all)
    func moves(budget: BytesTests.Budget) throws {
        let network = Places.inputs.appending(path: "network/shop").path
        let session = try PtySession(
            columns: budget.columns, rows: budget.rows, command: [BuiltProgram.path, "-i", network])
        _ = try session.output(until: "? keys")
        let opened = session.answer(to: "V") + session.output(quiet: 0.8)
        #expect(opened.count > 300 && opened.count <= 6000)
        let moves = ["g", "j", "j", "j", "j", "j", "l", "k", "h", "n", "n", "N", "k", "k", "G"].map {
            session.answer(to: $0).count
        }
        #expect(moves.sorted()[moves.count / 2] <= budget.move, "\(moves)")
        // Keys that come at once are drawn once.
        let many = session.answer(to: "ggjjjj")
        #expect(many.count <= 3 * budget.move, "\(many.count)")
        session.send("qq")
        session.send("\u{03}")
        _ = session.outputToEnd()
    }
}
