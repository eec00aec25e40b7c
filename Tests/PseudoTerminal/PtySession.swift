import Foundation

/// A program in a bare pseudo-terminal: what a tmux between hides, its very bytes and a window that is closed.
public final class PtySession {
    /// Seconds that are waited for a program on a slow machine.
    public static let patience: TimeInterval = 30

    private var terminal: Int32
    private let process: pid_t
    private var status: Int32?

    /// Starts a program, given with its whole path, as the first of a session that owns the terminal.
    public init(
        columns: Int = 80, rows: Int = 24, term: String? = "xterm-256color", environment: [String: String] = [:],
        command: [String]
    ) throws {
        terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: UInt32 = 0
        // TIOCSPTLCK and TIOCGPTN: unlockpt and ptsname, which Glibc hides from Swift.
        guard terminal >= 0, ioctl(terminal, 0x4004_5431, &locked) == 0, ioctl(terminal, 0x8004_5430, &number) == 0 else {
            throw SpawnFailure(message: "no pseudo-terminal")
        }
        let path = "/dev/pts/\(number)"
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
        // Without HOME and the folders of XDG nothing of the developer's own is read, and nothing kept.
        var variables = ["LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
        variables["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        variables["TERM"] = term
        variables.merge(environment) { $1 }
        process = try Spawned(command, terminal: path, environment: variables).process
    }

    deinit {
        closeWindow()
        if status == nil {
            Foundation.kill(process, SIGKILL)
            var ended: Int32 = 0
            waitpid(process, &ended, 0)
        }
    }

    /// The terminal's settings now.
    public var settings: Data {
        var found = termios()
        guard tcgetattr(terminal, &found) == 0 else { return Data() }
        return withUnsafeBytes(of: &found) { Data($0) }
    }

    /// Sends bytes as keys.
    public func send(_ text: String) {
        _ = text.withCString { write(terminal, $0, strlen($0)) }
    }

    /// Sends a signal to the program.
    public func kill(_ signal: Int32) {
        Foundation.kill(process, signal)
    }

    /// Gives the terminal another size, and the program the signal for it.
    public func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    }

    /// Takes the terminal away.
    public func closeWindow() {
        if terminal >= 0 { close(terminal) }
        terminal = -1
    }

    /// What the program sends until it has been silent for a while.
    public func output(quiet: TimeInterval = 0.4, timeout: TimeInterval = PtySession.patience) -> Data {
        var found = Data()
        let deadline = Date(timeIntervalSinceNow: timeout)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while Date() < deadline {
            var source = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            guard poll(&source, 1, Int32(quiet * 1000)) > 0 else { break }
            let count = read(terminal, &buffer, buffer.count)
            guard count > 0 else { break }
            found.append(contentsOf: buffer.prefix(count))
        }
        return found
    }

    /// What the program sends for a key that it answers, and not what follows when no other key comes: as soon as it stops, for far less
    /// than keys rest.
    public func answer(to key: String) -> Data {
        send(key)
        var source = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard poll(&source, 1, 5000) > 0 else { return Data() }
        return output(quiet: 0.05)
    }

    /// What the program sends until some of it is a text, and then falls silent.
    public func output(until text: String) throws -> Data {
        var found = Data()
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while Date() < deadline {
            found += output()
            if found.range(of: Data(text.utf8)) != nil { return found }
        }
        throw SpawnFailure(message: "never sent \"\(text)\": \(String(decoding: found, as: UTF8.self))")
    }

    /// What the program sends until it ends.
    public func outputToEnd() -> Data { output(quiet: Self.patience) }

    /// How a program ended.
    public enum End: Hashable, Sendable {
        /// By itself, with this status.
        case exit(Int32)
        /// By this signal.
        case signal(Int32)
        /// Not yet.
        case running
    }

    /// Waits for the program to end.
    public func end(timeout: TimeInterval = PtySession.patience) -> End {
        let deadline = Date(timeIntervalSinceNow: timeout)
        while status == nil, Date() < deadline {
            var ended: Int32 = 0
            if waitpid(process, &ended, WNOHANG) == process { status = ended }
            if status == nil { Thread.sleep(forTimeInterval: 0.02) }
        }
        guard let status else { return .running }
        return status & 0x7F == 0 ? .exit((status >> 8) & 0xFF) : .signal(status & 0x7F)
    }
}
