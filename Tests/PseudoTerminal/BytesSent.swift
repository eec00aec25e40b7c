import Foundation

/// What a program sends to a terminal of 80x24 for its first screen, for moving on and for opening something.
public struct BytesSent: Sendable {
    /// The program.
    public let name: String
    /// Bytes of the first screen.
    public let first: Int
    /// Bytes for each key that moves on.
    public let moves: [Int]
    /// Bytes for opening something.
    public let open: Int?

    /// The bytes of a move in the middle.
    public var median: Int { moves.sorted()[moves.count / 2] }

    /// Starts a program in a bare pseudo-terminal and presses keys.
    ///
    /// `isTicking` is for one that draws by itself: its first screen is what it sends at once.
    public init(
        _ name: String, command: [String], moves keys: [String], opening: String?, leaving: String, isTicking: Bool = false
    ) throws {
        self.name = name
        let session = try PtySession(command: command)
        var first = session.output(quiet: 0.8).count
        while !isTicking, first < 100_000 {
            let more = session.output(quiet: 0.8).count
            if more == 0 { break }
            first += more
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

    /// sgscope on its example: to and fro on the map, then a group's pane.
    public static func sgscope(_ program: String) throws -> BytesSent {
        let keys = ["j", "l", "h", "j", "k", "h", "l", "l", "j", "k", "k", "j", "h", "h", "j", "l", "k", "l", "j", "k"]
        return try BytesSent("sgscope", command: [program], moves: keys, opening: "\r", leaving: "\u{03}")
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
