import Foundation
import Testing

/// What a program sends for its first screen, for moving on and for opening something.
struct BytesSent {
    let name: String
    let first: Int
    let moves: [Int]
    let open: Int?

    var median: Int { moves.sorted()[moves.count / 2] }

    /// Starts a program in a bare pseudo-terminal of 80x24 and presses keys.
    init(_ name: String, command: [String], moves keys: [String], opening: String?, leaving: String) throws {
        self.name = name
        let session = try PtySession(command: command)
        var first = 0
        while true {
            let more = session.output(quiet: 0.8).count
            first += more
            if more == 0 || first > 100_000 || name == "htop" { break }
        }
        self.first = first
        moves = keys.map { key in
            session.send(key)
            return session.output(quiet: 0.25).count
        }
        open = opening.map { keys in
            session.send(keys)
            return session.output(quiet: 0.5).count
        }
        session.send(leaving)
        _ = session.outputToEnd()
    }
}

/// The budgets of a slow link at 80x24 in xterm-256color; with htop and tig beside them in the same run, where they are installed.
///
///     swift test --filter BytesTests
///
/// prints the table.
@Suite("Bytes over a slow link", .serialized)
struct BytesTests {
    @Test("The first screen takes at most 4,000 bytes, a move 300 on the median, opening a pane 2,500; idle sends nothing")
    func budgets() throws {
        let keys = ["j", "l", "h", "j", "k", "h", "l", "l", "j", "k", "k", "j", "h", "h", "j", "l", "k", "l", "j", "k"]
        let own = try BytesSent("sgscope", command: [BuiltProgram.path], moves: keys, opening: "\r", leaving: "\u{03}")
        print(row(own))
        let downs = Array(repeating: "j", count: 20)
        if let htop = installed("htop") {
            print(row(try BytesSent("htop", command: [htop], moves: downs, opening: nil, leaving: "q")))
        }
        if let tig = installed("tig") {
            let repository = Places.tests.deletingLastPathComponent().path
            let command = ["/bin/sh", "-c", "cd '\(repository)' && HOME=/nowhere exec '\(tig)'"]
            print(row(try BytesSent("tig", command: command, moves: downs, opening: "\r", leaving: "Q")))
        }
        #expect(own.first <= 4000)
        #expect(own.median <= 300)
        #expect(try #require(own.open) <= 2500)
    }

    @Test(
        "Without UTF-8, without colours and on a vt100 it is no more", arguments: ["xterm-256color", "vt100", "linux", "screen"])
    func otherTerminals(term: String) throws {
        let session = try PtySession(term: term, environment: ["LANG": "C"], command: [BuiltProgram.path])
        let first = session.output(quiet: 0.8)
        #expect(first.count > 500 && first.count <= 4000, "\(term): \(first.count)")
        session.send("\u{03}")
        _ = session.outputToEnd()
    }

    private func row(_ sent: BytesSent) -> String {
        let moves = "\(sent.median) (\(sent.moves.min() ?? 0)-\(sent.moves.max() ?? 0))"
        return
            "bytes at 80x24  \(sent.name): first screen \(sent.first), move \(moves), open \(sent.open.map(String.init) ?? "-")"
    }

    private func installed(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
