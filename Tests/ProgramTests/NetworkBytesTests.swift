import PseudoTerminal
import Support
import Testing

@Suite("Bytes of the network map over a slow link", .serialized)
struct NetworkBytesTests {
    @Test("A move takes at most 300 bytes on the median at 80x24 and 600 at 160x50", arguments: [(80, 24, 300), (160, 50, 600)])
    func moves(columns: Int, rows: Int, most: Int) throws {
        let network = Places.inputs.appending(path: "network/shop").path
        let session = try PtySession(columns: columns, rows: rows, command: [BuiltProgram.path, "-i", network])
        _ = session.output(quiet: 0.8)
        session.send("V")
        let opened = session.output(quiet: 0.8)
        #expect(opened.count > 300 && opened.count <= 6000)
        let moves = ["g", "j", "j", "j", "j", "j", "l", "k", "h", "G"].map { key in
            session.send(key)
            return session.output(quiet: 0.25).count
        }
        #expect(moves.sorted()[moves.count / 2] <= most, "\(moves)")
        // Keys that follow each other are drawn once.
        session.send("ggjjjj")
        let many = session.output(quiet: 0.5).count
        #expect(many <= 3 * most, "\(many)")
        session.send("qq")
        session.send("\u{03}")
        _ = session.outputToEnd()
    }
}
