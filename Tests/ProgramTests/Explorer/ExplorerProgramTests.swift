import Foundation
import Support
import Testing

/// The built program on the example, keys typed, screens compared.
@Suite("The explorer in tmux", .serialized)
struct ExplorerProgramTests {
    private static let sizes = [(80, 24), (120, 40)]

    @Test("It opens on the whole diagram, shows a group's rules and lights the way of a question", arguments: sizes)
    func story(columns: Int, rows: Int) throws {
        let session = try TmuxSession(columns: columns, rows: rows, command: [BuiltProgram.path])
        try session.wait(for: "Redis SG")
        try compare(session, "start", columns)
        try session.press("/")
        try session.type("rds")
        try session.press("Enter")
        try session.press("Enter")
        try session.wait(for: "PostgreSQL from ECS API")
        try compare(session, "rules", columns)
        try session.press("Escape")
        try session.press("a")
        try session.type("alb -> rds:5432")
        try session.press("Enter")
        try session.wait(for: "Blocked: RDS SG")
        try compare(session, "answer", columns)
        try session.press("q")
        try session.press("q")
        try session.press("q")
        #expect(try session.exitStatus() == 0)
    }

    private func compare(_ session: TmuxSession, _ step: String, _ columns: Int) throws {
        let screen = try session.settled()
        try Places.expect(StoredText.withoutTitle(screen), as: "screen-\(step)-\(columns).txt")
    }
}
