import Foundation

/// What a program sends to a terminal for its first screen, for moving on and for opening something.
public struct BytesSent: Sendable {
    /// The program.
    public let name: String
    /// Bytes of the first screen.
    public let first: Int
    /// Bytes for each key that moves on, while keys follow each other.
    public let moves: [Int]
    /// Bytes that follow when they rest.
    public let rest: Int
    /// Bytes for opening something.
    public let open: Int?

    /// The bytes of a move in the middle.
    public var median: Int { moves.sorted()[moves.count / 2] }

    /// Starts a program in a bare pseudo-terminal and presses keys.
    ///
    /// `ready` is a text that the first screen has, so that a slow start is waited for; `view` are keys that lead to where the moves are
    /// made; `isTicking` is for a program that draws by itself: its first screen is what it sends at once.
    public init(
        _ name: String, command: [String], columns: Int = 80, rows: Int = 24, term: String = "xterm-256color",
        environment: [String: String] = [:], ready: String? = nil, view: [String] = [], moves keys: [String], opening: String?,
        leaving: String, isTicking: Bool = false
    ) throws {
        self.name = name
        let session = try PtySession(columns: columns, rows: rows, term: term, environment: environment, command: command)
        var first = try ready.map { try session.output(until: $0).count } ?? 0
        first += session.output(quiet: 0.8).count
        while !isTicking, first < 100_000 {
            let more = session.output(quiet: 0.8).count
            if more == 0 { break }
            first += more
        }
        self.first = first
        for key in view {
            _ = session.answer(to: key)
            _ = session.output(quiet: 0.8)
        }
        moves = keys.map { session.answer(to: $0).count }
        rest = session.output(quiet: 0.8).count
        open = opening.map { keys in
            session.send(keys)
            return session.output(quiet: 0.5).count
        }
        session.send(leaving)
        _ = session.outputToEnd()
    }

    /// sgscope on its example or on files: to and fro on the map, or where `view` leads to, then a group's pane.
    public static func sgscope(
        _ program: String, files: [String] = [], columns: Int = 80, rows: Int = 24, term: String = "xterm-256color",
        environment: [String: String] = [:], ready: String = "? keys", view: [String] = [],
        moves: String = "jlhjkhlljkkjhhjlkljk"
    ) throws -> BytesSent {
        try BytesSent(
            "sgscope", command: [program] + files, columns: columns, rows: rows, term: term, environment: environment,
            ready: ready, view: view, moves: moves.map(String.init), opening: "\r", leaving: "\u{03}")
    }

    /// What people know, where it is installed, else nil: htop, which draws by itself every ten seconds here.
    public static func htop() throws -> BytesSent? {
        guard let program = installed("htop") else { return nil }
        let downs = Array(repeating: "\u{1B}OB", count: 20)
        return try BytesSent(
            "htop", command: [program, "-d", "100"], moves: downs, opening: nil, leaving: "q", isTicking: true)
    }

    /// The same for tig, in a repository.
    public static func tig(in repository: String) throws -> BytesSent? {
        guard let program = installed("tig") else { return nil }
        let command = ["/bin/sh", "-c", "cd '\(repository)' && HOME=/nowhere exec '\(program)'"]
        return try BytesSent(
            "tig", command: command, moves: Array(repeating: "j", count: 20), opening: "\r", leaving: "Q")
    }

    private static func installed(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
