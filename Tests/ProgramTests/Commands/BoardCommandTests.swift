import Foundation
import Support
import Testing

/// The board as the program writes and reads it.
@Suite("The board on the command line")
struct BoardCommandTests {
    private static let boards = Places.stored.appending(path: "boards")
    private static let rules = Places.inputs.appending(path: "terraform-rules/aws")

    private static let pinning = """
        press a
        type alb -> rds:5432
        press Enter
        wait
        press P
        wait
        save pinned.txt
        """

    private func run(_ line: String, in folder: Scratch, state: Scratch? = nil) throws -> ProgramRun {
        try ProgramRun(
            line: line, in: folder.directory,
            environment: ["XDG_STATE_HOME": (state ?? folder).directory.path, "HOME": folder.directory.path])
    }

    @Test func `nothing is written before the first P; then a header and a line, and another line behind what is there`() throws {
        let folder = try Scratch()
        try folder.write("look.txt", "press B\nwait\nsave board.txt\n")
        try folder.write("pin.txt", Self.pinning)
        #expect(try run("sgscope explore --script look.txt", in: folder).status == 0)
        #expect(!FileManager.default.fileExists(atPath: folder.path("sgscope-board.yaml")))
        #expect(try run("sgscope explore --script pin.txt", in: folder).status == 0)
        let first = try String(contentsOfFile: folder.path("sgscope-board.yaml"), encoding: .utf8)
        #expect(first.hasPrefix("# ") && first.hasSuffix("\n- {ask: \"alb -> rds:5432\", meant: blocked}\n"))
        #expect(try String(contentsOfFile: folder.path("pinned.txt"), encoding: .utf8).contains("pinned, meant blocked"))
        let board = try run("sgscope board", in: folder)
        #expect(board.status == 0 && board.output.hasSuffix("1 question: 1 as meant.\n"))
        // Somebody's last line without an end is not run into.
        try folder.write("sgscope-board.yaml", first + "- {ask: \"api -> rds:5432\", meant: allowed}")
        // What is pinned is not turned by one P, which somebody presses who wants to pin it.
        #expect(try run("sgscope explore --script pin.txt", in: folder).status == 0)
        #expect(try String(contentsOfFile: folder.path("pinned.txt"), encoding: .utf8).contains("pinned already, meant blocked"))
        try folder.write("again.txt", Self.pinning.replacingOccurrences(of: "press P\n", with: "press P\npress P\n"))
        #expect(try run("sgscope explore --script again.txt", in: folder).status == 0)
        let second = try String(contentsOfFile: folder.path("sgscope-board.yaml"), encoding: .utf8)
        #expect(second == first + "- {ask: \"api -> rds:5432\", meant: allowed}\n- {ask: \"alb -> rds:5432\", meant: allowed}\n")
        #expect(try run("sgscope board", in: folder).status == 1)
    }

    @Test func `where no file can be made, the state folder has the board, the pane says so, and board finds it`() throws {
        let (folder, state) = (try Scratch(), try Scratch())
        try folder.write("pin.txt", Self.pinning.replacing("pinned.txt", with: folder.path("pinned.txt")))
        let pinned = try run("cd /proc && sgscope explore --script \(folder.path("pin.txt"))", in: folder, state: state)
        #expect(pinned.status == 0, "\(pinned.errors)")
        let screen = try String(contentsOfFile: folder.path("pinned.txt"), encoding: .utf8)
        #expect(screen.contains("pinned, meant blocked: begun"), "\(screen)")
        let files = try FileManager.default.contentsOfDirectory(atPath: state.path("sgscope"))
        #expect(files == ["board-proc.yaml"])
        #expect(try run("cd /proc && sgscope board", in: folder, state: state).output.contains("1 as meant"))
    }

    @Test func `in a directory that is read the board is no input, and is found there`() throws {
        let folder = try Scratch(copying: Self.rules)
        try folder.write("sgscope-board.yaml", "- {ask: \"internet -> rds:5432\", meant: blocked}\n")
        let board = try run("sgscope board -i .", in: folder)
        #expect(board.status == 0 && board.output.contains("1 as meant"), "\(board.errors)")
        #expect(!(try run("sgscope list -i .", in: folder).errors.contains("board")))
    }

    @Test(
        "JUnit is read by a parser of others, with the counts that it states",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")),
        arguments: ["example", "hostile", "depends", "holds"])
    func junit(board: String) throws {
        let folder = try Scratch()
        let script = """
            import sys, xml.etree.ElementTree as E
            root = E.fromstring(sys.stdin.buffer.read())
            cases = list(root.iter('testcase'))
            counts = [len(cases)] + [sum(c.find(t) is not None for c in cases) for t in ('failure', 'error', 'skipped')]
            for suite in [root] + list(root):
                assert counts == [int(suite.get(k)) for k in ('tests', 'failures', 'errors', 'skipped')], counts
            print('read')
            """
        try folder.write("read.py", script)
        let file = Self.boards.appending(path: "\(board).yaml").path
        let read = try run("sgscope board --board \(file) --format junit | /usr/bin/python3 read.py", in: folder)
        #expect(read.output == "read\n", "\(read.errors)")
    }
}
