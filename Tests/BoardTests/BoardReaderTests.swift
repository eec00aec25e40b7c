import Board
import NotesFile
import Reachability
import Testing

/// The board's file: lines that are read, lines that count, lines that are named.
@Suite("Board file")
struct BoardReaderTests {
    private func board(_ text: String) throws -> Board { try BoardReader().read(Array(text.utf8), from: "sgscope-board.yaml") }

    @Test func `every form of a line is read with its number`() throws {
        let board = try board(
            """
            # one question a line
            - {ask: "internet -> alb:443", meant: allowed, why: "users come in here"}

            - {ask: "api -> redis:6379", meant: Blocked, only: [security-groups]}
            - {who: "redis:6379", meant: [ECS API SG, "ECS Workers SG"]}
            - {who: "workers:all", meant: []}
            - 203.0.113.9 -> alb:22
            - ask: "alb -> rds:5432"
              meant: depends
            """)
        #expect(board.faults.isEmpty)
        #expect(
            board.pins == [
                Pin(ask: "internet -> alb:443", meant: .verdict(.allowed), why: "users come in here", line: 2),
                Pin(ask: "api -> redis:6379", meant: .verdict(.blocked), onlyGroups: true, line: 4),
                Pin(ask: "who redis:6379", meant: .names(["ECS API SG", "ECS Workers SG"]), line: 5),
                Pin(ask: "who workers:all", meant: .names([]), line: 6),
                Pin(ask: "203.0.113.9 -> alb:22", line: 7),
                Pin(ask: "alb -> rds:5432", meant: .verdict(.depends), line: 8),
            ])
        #expect(board.sealed == nil)
    }

    @Test func `a mark of the byte order is of no line, whether or not the others are read`() throws {
        let text = "\u{FEFF}- alb -> rds:5432\r\n- internet -> alb:443\r\n"
        let whole = try board(text)
        #expect(whole.pins.map(\.line) == [1, 2] && whole.faults.isEmpty && whole.sealed == nil)
        let broken = try board(text + "- {ask: \"\r\n")
        #expect(broken.pins.map(\.line) == [1, 2] && broken.faults.map(\.line) == [3])
    }

    @Test func `a later line counts for its question, whatever blanks, quotes and case it is written with`() throws {
        let board = try board(
            """
            - {ask: "alb -> rds:5432", meant: blocked, why: first}
            - {ask: "api -> rds:5432", meant: allowed}
            - {ask: "ALB->RDS:5432", meant: allowed}
            - {ask: "api -> rds:5432", off: true}
            - {ask: "alb -> rds:5432", meant: blocked, only: security-groups}
            """)
        #expect(
            board.pins == [
                Pin(ask: "ALB->RDS:5432", meant: .verdict(.allowed), line: 3),
                Pin(ask: "alb -> rds:5432", meant: .verdict(.blocked), onlyGroups: true, line: 5),
            ])
    }

    @Test(
        "A line that cannot be read is named, and the others count",
        arguments: [
            ("- {ask: \"a -> b:1\", meant: alowed}", "is 'allowed', 'blocked', 'depends'"),
            ("- {ask: \"a -> b:1\", ment: allowed}", "did you mean 'meant'?"),
            ("- {meant: allowed}", "needs 'ask'"),
            ("- {ask: \"a -> b:1\", who: \"b:1\"}", "it has ask and who"),
            ("- {ask: \"a -> b:1\", only: [routes]}", "'security-groups'"),
            ("- {ask: \"a -> b:1\"", "not valid YAML"),
            ("<<<<<<< HEAD", "it begins with"),
            ("- [a, b]", "must be a mapping"),
            ("- {ask: &a \"a -> b:1\"}", "anchors"),
        ])
    func faults(_ line: String, _ reason: String) throws {
        let board = try board("- one -> two:1\n\(line)\n- three -> four:2\n")
        #expect(board.pins == [Pin(ask: "one -> two:1", line: 1), Pin(ask: "three -> four:2", line: 3)])
        let fault = try #require(board.faults.first)
        #expect(board.faults.count == 1)
        #expect(fault.line == 2)
        #expect(fault.reason.contains(reason), "\(fault.reason)")
    }

    @Test func `an empty file is an empty board, and what is no list is none`() throws {
        #expect(try board("# nothing yet\n").isEmpty)
        #expect(throws: NotesError.self) { try board("groups: []\n") }
        #expect(throws: NotesError.self) { try board("just words\n") }
    }

    @Test func `JSON is read as well, and takes no lines`() throws {
        let board = try board("[{\"ask\": \"a -> b:1\", \"meant\": \"allowed\"},\n \"c -> d:2\"]")
        #expect(board.pins.map(\.ask) == ["a -> b:1", "c -> d:2"])
        #expect(board.pins.map(\.line) == [1, 2])
        #expect(board.sealed == .noList)
    }
}
