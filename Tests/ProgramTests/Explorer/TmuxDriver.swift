import Foundation
import PseudoTerminal

/// A program in a terminal that a test looks at and types into: one window of a tmux server of its own.
///
/// The program runs below a shell that writes down how it ended and the terminal's settings before and after. Nothing of
/// the environment of the tests reaches it but PATH. Waiting polls, with patience for slow machines.
final class TmuxSession {
    /// How long to wait for a screen or an end.
    static let patience: TimeInterval = 30

    private let directory: URL
    private let name = "test"

    /// Starts a program, given with its whole path, in a terminal of a size.
    ///
    /// A `term` of nil leaves TERM unset. `environment` adds to `LANG=C.UTF-8`, or replaces it.
    init(
        columns: Int = 80, rows: Int = 24, term: String? = "xterm-256color", environment: [String: String] = [:],
        command: [String]
    ) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "tmux-" + UUID().uuidString.prefix(8))
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let settings = """
            set -g status off
            set -s escape-time 0
            set -g default-size \(columns)x\(rows)

            """
        try settings.write(to: file("tmux.conf"), atomically: true, encoding: .utf8)
        try Self.script.write(to: file("run.sh"), atomically: true, encoding: .utf8)
        var variables = ["LANG": "C.UTF-8", "HOME": directory.path, "SWIFT_BACKTRACE": "enable=no", "PS1": "$ "]
        variables["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        variables["TERM"] = term
        variables.merge(environment) { $1 }
        try tmux(
            ["new-session", "-d", "-s", name, "-x", "\(columns)", "-y", "\(rows)", "env", "-i"]
                + variables.map { "\($0.key)=\($0.value)" }.sorted() + ["sh", file("run.sh").path, directory.path] + command)
    }

    deinit {
        _ = try? tmux(["kill-server"])
        try? FileManager.default.removeItem(at: directory)
    }

    // MARK: Acting

    /// Presses keys by tmux's names: "Down", "Enter", "C-l", "q".
    func press(_ keys: String...) throws {
        try tmux(["send-keys", "-t", name, "--"] + keys)
    }

    /// Types text, letter by letter.
    func type(_ text: String) throws {
        try tmux(["send-keys", "-t", name, "-l", "--", text])
    }

    /// Pastes text, marked as pasted where the program has asked for that.
    func paste(_ text: String) throws {
        try tmux(["set-buffer", "--", text])
        try tmux(["paste-buffer", "-p", "-t", name])
    }

    /// Gives the window another size.
    func resize(columns: Int, rows: Int) throws {
        try tmux(["resize-window", "-t", name, "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// Sends a signal to the program.
    func kill(_ signal: Int32) throws {
        let text = try waitForFile("pid")
        guard let process = Int32(text), Foundation.kill(process, signal) == 0 else {
            throw TmuxFailure(message: "no process to send signal \(signal) to: \(text)")
        }
    }

    // MARK: Looking

    /// The screen as text, blanks at the ends of lines left out; with colours and emphasis as escape sequences if wanted.
    func capture(styled: Bool = false) throws -> String {
        try tmux(["capture-pane", "-p", "-t", name] + (styled ? ["-e"] : []))
    }

    /// The screen once it shows a text.
    @discardableResult
    func wait(for text: String, timeout: TimeInterval = TmuxSession.patience) throws -> String {
        try wait("to show \"\(text)\"", timeout: timeout) { $0.contains(text) }
    }

    /// The screen once it is as wanted.
    @discardableResult
    func wait(
        _ what: String, timeout: TimeInterval = TmuxSession.patience, until isWanted: (String) throws -> Bool
    ) throws -> String {
        let deadline = Date(timeIntervalSinceNow: timeout)
        while true {
            let screen = try capture()
            if try isWanted(screen) { return screen }
            guard Date() < deadline else { throw TmuxFailure(message: "waited \(timeout) s for the screen \(what):\n\(screen)") }
            Thread.sleep(forTimeInterval: 0.03)
        }
    }

    /// The screen once it has not changed for a while: longer than panes wait for keys to rest, on a busy machine too.
    func settled(for quiet: TimeInterval = 0.6) throws -> String {
        var screen = try capture()
        var since = Date()
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while Date().timeIntervalSince(since) < quiet, Date() < deadline {
            Thread.sleep(forTimeInterval: 0.03)
            let now = try capture()
            if now != screen {
                screen = now
                since = Date()
            }
        }
        return screen
    }

    /// Waits for the program to end; its exit status, 128 and the signal's number where a signal ended it.
    func exitStatus() throws -> Int32 {
        let text = try waitForFile("status")
        guard let status = Int32(text) else { throw TmuxFailure(message: "no exit status: \(text)") }
        return status
    }

    /// The terminal's settings (stty -g) before the program started and after it ended.
    func settings() throws -> (before: String, after: String) {
        (try waitForFile("before"), try waitForFile("after"))
    }

    // MARK: Parts

    /// Writes what it learns beside itself; a file is moved into place, so that it is read whole.
    private static let script = """
        directory=$1
        shift
        trap : INT QUIT HUP TERM USR1
        put() { cat >"$directory/$1.new"; mv "$directory/$1.new" "$directory/$1"; }
        stty -g | put before
        DIRECTORY=$directory sh -c 'echo $$ >"$DIRECTORY/pid.new"; mv "$DIRECTORY/pid.new" "$DIRECTORY/pid"
            unset DIRECTORY; exec "$@"' sh "$@"
        status=$?
        stty -g | put after
        echo $status | put status
        sleep 60

        """

    private func file(_ name: String) -> URL { directory.appending(path: name) }

    private func waitForFile(_ name: String) throws -> String {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while Date() < deadline {
            if let text = try? String(contentsOf: file(name), encoding: .utf8) {
                return text.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            Thread.sleep(forTimeInterval: 0.03)
        }
        throw TmuxFailure(message: "the program has not ended, or not begun (\(name)):\n\((try? capture()) ?? "")")
    }

    @discardableResult
    private func tmux(_ arguments: [String]) throws -> String {
        let output = file("output")
        let command =
            ["env", "-u", "TMUX", "LC_ALL=C.UTF-8", "tmux", "-u", "-S", file("socket").path, "-f", file("tmux.conf").path]
            + arguments
        // Foundation's Process would wait for the server too, which the first call leaves behind.
        let status = try Spawned(command, standardOutput: output.path).wait()
        let text = try String(contentsOf: output, encoding: .utf8)
        guard status == 0 else {
            throw TmuxFailure(message: "tmux \(arguments.prefix(4).joined(separator: " ")): \(text)")
        }
        return text
    }
}

/// What went wrong between a test and its terminal.
struct TmuxFailure: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}
