import Board
import Foundation
import NotesFile
import Reachability
import Support
import Testing

/// Two people pin on branches of their own, and git merges them.
@Suite("Boards merged by git", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/git")))
struct BoardMergeTests {
    private let folder: Scratch

    init() throws { folder = try Scratch() }

    @discardableResult
    private func git(_ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/git")
        process.arguments = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"] + arguments
        process.currentDirectoryURL = folder.directory
        process.environment = ["HOME": folder.directory.path, "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func pin(_ pins: Pin..., begins: Bool = false) throws {
        let path = folder.path(BoardFile.name)
        let before = begins ? BoardFile.header : try String(contentsOfFile: path, encoding: .utf8)
        try folder.write(BoardFile.name, before + pins.map { $0.lineText + "\n" }.joined())
        try git("add", "-A")
        try git("commit", "-m", "pins")
    }

    private var board: Board {
        get throws {
            let text = try String(contentsOfFile: folder.path(BoardFile.name), encoding: .utf8)
            #expect(!text.contains("<<<<<<<"))
            return try BoardReader().read(Array(text.utf8), from: BoardFile.name)
        }
    }

    private static let attributes = "\(BoardFile.name) merge=union\n"

    /// What the file's own first lines advise, is what is needed.
    @Test func `the header of the file says the line that makes git merge it`() {
        #expect(BoardFile.header.contains(Self.attributes.trimmingCharacters(in: .newlines)))
    }

    @Test func `pins of two people are merged without conflict, each line once`() throws {
        try git("init")
        try folder.write(".gitattributes", Self.attributes)
        try pin(Pin(ask: "a -> b:1", meant: .verdict(.allowed)), begins: true)
        try git("checkout", "-b", "two")
        try pin(Pin(ask: "c -> d:2"), Pin(ask: "e -> f:3", meant: .verdict(.blocked), why: "two"))
        try git("checkout", "main")
        try pin(Pin(ask: "g -> h:4", meant: .verdict(.allowed), why: "main"))
        #expect(try git("merge", "--no-edit", "two") == 0)
        #expect(Set(try board.pins.map(\.ask)) == ["a -> b:1", "c -> d:2", "e -> f:3", "g -> h:4"])
        #expect(try board.faults.isEmpty)
    }

    @Test func `both begin the file: one board with the pins of both`() throws {
        try git("init")
        try folder.write(".gitattributes", Self.attributes)
        try git("add", "-A")
        try git("commit", "-m", "attributes")
        try git("checkout", "-b", "two")
        try pin(Pin(ask: "c -> d:2"), begins: true)
        try git("checkout", "main")
        try pin(Pin(ask: "g -> h:4"), begins: true)
        #expect(try git("merge", "--no-edit", "two") == 0)
        #expect(Set(try board.pins.map(\.ask)) == ["c -> d:2", "g -> h:4"])
    }

    @Test func `of one question that both pinned otherwise one line counts, and no line is lost`() throws {
        try git("init")
        try folder.write(".gitattributes", Self.attributes)
        try pin(Pin(ask: "a -> b:1", meant: .verdict(.allowed)), begins: true)
        try git("checkout", "-b", "two")
        try pin(Pin(ask: "a -> b:1", meant: .verdict(.blocked)))
        try git("checkout", "main")
        try pin(Pin(ask: "a -> b:1", isOff: true), Pin(ask: "c -> d:2"))
        #expect(try git("merge", "--no-edit", "two") == 0)
        let pins = try board.pins
        #expect(pins.count { $0.ask == "a -> b:1" } <= 1 && pins.contains { $0.ask == "c -> d:2" })
        let text = try String(contentsOfFile: folder.path(BoardFile.name), encoding: .utf8)
        #expect(text.contains("off: true") && text.contains("meant: blocked"))
    }

    @Test func `without that line git leaves a conflict, whose marks are named and cost no pin`() throws {
        try git("init")
        try pin(Pin(ask: "a -> b:1"), begins: true)
        try git("checkout", "-b", "two")
        try pin(Pin(ask: "c -> d:2"))
        try git("checkout", "main")
        try pin(Pin(ask: "g -> h:4"))
        #expect(try git("merge", "--no-edit", "two") != 0)
        let text = try String(contentsOfFile: folder.path(BoardFile.name), encoding: .utf8)
        let board = try BoardReader().read(Array(text.utf8), from: BoardFile.name)
        #expect(Set(board.pins.map(\.ask)) == ["a -> b:1", "c -> d:2", "g -> h:4"])
        #expect(board.faults.count == 3)
    }
}
