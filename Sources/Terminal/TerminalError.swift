/// Why no screen can be opened: the fact, and in `message` what to do about it.
public enum TerminalError: Error, Hashable, Sendable {
    /// One of the ends that a terminal program needs.
    public enum Stream: String, Hashable, Sendable {
        case standardInput = "standard input"
        case standardOutput = "standard output"
    }

    /// Standard input or output is a file or a pipe.
    case notATerminal(Stream)
    /// TERM is empty, or no terminal of that name is described here.
    case unknownTerminal(name: String)
    /// The terminal is described, but its cursor cannot be placed or its screen not cleared (dumb).
    case cannotAddressCursor(name: String)
    /// This host has no terminal descriptions (terminfo) at all.
    case noTerminalDescriptions
    /// A screen is open already.
    case alreadyOpen
    /// The terminal is known, and still could not be opened.
    case refused(name: String)

    /// One line: what is wrong, and what to do.
    public var message: String {
        switch self {
        case .notATerminal(let stream):
            "\(stream.rawValue) is not a terminal; run it in a terminal window, without a pipe or a file there"
        case .unknownTerminal(let name) where name.isEmpty:
            "TERM is not set, so the terminal is not known; try TERM=xterm-256color"
        case .unknownTerminal(let name):
            "the terminal \(Self.quoted(name)) (TERM) is not known on this host; try TERM=xterm-256color"
        case .cannotAddressCursor(let name):
            "the terminal \(Self.quoted(name)) (TERM) cannot place its cursor; if yours can, try TERM=xterm-256color"
        case .noTerminalDescriptions:
            "this host has no terminal descriptions; install ncurses-base, or set TERMINFO to a directory that has them"
        case .alreadyOpen:
            "the screen is open already"
        case .refused(let name):
            "the terminal \(Self.quoted(name)) (TERM) could not be opened; try TERM=xterm-256color"
        }
    }

    /// A name from the environment, made safe to show.
    private static func quoted(_ name: String) -> String {
        let shown = name.unicodeScalars.prefix(40).map { $0.value < 0x20 || !$0.isASCII || $0.value == 0x7F ? "?" : String($0) }
        return "\"" + shown.joined() + (name.unicodeScalars.count > 40 ? "..." : "") + "\""
    }
}
