import CNCurses
import Frames
import Glibc

/// The owner of the screen: events in, frames out.
///
/// It is used from the thread that opened it, and there is one at a time. However the program ends, by `close`, by leaving
/// the scope, by `exit`, a signal or a crash, the terminal is given back as it was found, and the exit status still says
/// why. Ctrl-C raises SIGINT as everywhere, so that it ends a program that is stuck, too. What is written to standard
/// error meanwhile is kept and shown after closing. While nothing happens nothing is sent.
public final class Terminal {
    private let keyboard: Keyboard
    private let painter: Painter
    private var isOpen = true

    /// Takes over the terminal, or says why that cannot be.
    public init(options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
        guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(.standardOutput) }
        let input = try Keyboard.descriptor(options: options)
        let isUTF8 = cn_use_locale() || (options.forcesUTF8 && cn_use_utf8())
        do {
            try Self.open(name: Self.environment("TERM") ?? "", input: input)
        } catch {
            if input != STDIN_FILENO { _ = Glibc.close(input) }
            throw error
        }
        let wantsColor = options.color.wantsColor(noColor: Self.environment("NO_COLOR"))
        painter = Painter(isUTF8: isUTF8, wantsColor: wantsColor)
        keyboard = Keyboard(input: input)
    }

    deinit {
        close()
    }

    /// The terminal's size now.
    public var size: ScreenSize {
        ScreenSize(columns: Int(cn_columns()), rows: Int(cn_rows()))
    }

    /// Whether the terminal will send nothing any more, so that the program is to leave.
    ///
    /// Its window was closed, or it was itself.
    public var endOfInput: Bool { !isOpen || keyboard.isAtEnd }

    /// Whether something is there already, an event most likely: take all of a burst, without waiting, before drawing once.
    public var hasPendingInput: Bool { isOpen && keyboard.hasPendingInput }

    /// Whether the locale's characters are UTF-8; may be asked before a screen is open.
    public static func localeIsUTF8() -> Bool { cn_use_locale() }

    /// Shows a frame by sending what differs from the screen, at once.
    ///
    /// Cells outside the screen are cut off.
    public func draw(_ frame: Frame) {
        guard isOpen, !keyboard.isAtEnd else { return }
        painter.draw(frame, on: size)
    }

    /// The next event, or nil when none came in time, when the input has ended, or when a `TerminalWaker` called.
    ///
    /// Without a timeout it waits as long as it takes.
    public func nextEvent(timeoutMilliseconds: Int? = nil) -> TerminalEvent? {
        guard isOpen else { return nil }
        let event = keyboard.next(timeoutMilliseconds: timeoutMilliseconds)
        if event == .repaint { painter.forget() }
        return event
    }

    /// What ends a wait for events early, from any thread: work in the background has something to show.
    public var waker: TerminalWaker { TerminalWaker() }

    /// Has the terminal send what the mouse does, or no longer; while it does, it copies no text with it.
    public func useMouse(_ isOn: Bool) {
        if isOpen { cn_use_mouse(isOn) }
    }

    /// Puts a text into the terminal's clipboard (OSC 52); false where it is not known to have taken it.
    ///
    /// No terminal answers, and many take none: only of those that always do is it known.
    public func copy(_ text: String) -> Bool {
        guard isOpen else { return false }
        let name = Self.environment("TERM") ?? ""
        guard TerminalNames.mayHaveClipboard(name), let sequence = Clipboard.sequence(text) else { return false }
        cn_send(sequence, sequence.count)
        return TerminalNames.hasClipboard(name)
    }

    /// Stops the program as Ctrl-Z does; returns when it is continued, with the screen to be drawn anew.
    public func suspend() {
        guard isOpen else { return }
        keyboard.suspend()
    }

    /// Gives the terminal back; harmless when that has happened.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        cn_close()
        keyboard.close()
    }

    private static func open(name: String, input: Int32) throws(TerminalError) {
        guard (1...500).contains(name.utf8.count) else { throw .unknownTerminal(name: name) }
        for candidate in TerminalNames.candidates(for: name) {
            switch cn_open(candidate, input, TerminalNames.hasBracketedPaste(name)) {
            case CN_OPENED: return
            case CN_UNKNOWN_TERMINAL: continue
            case CN_NO_DESCRIPTIONS: throw .noTerminalDescriptions
            case CN_CANNOT_ADDRESS_CURSOR: throw .cannotAddressCursor(name: name)
            case CN_ALREADY_OPEN: throw .alreadyOpen
            default: throw .refused(name: name)
            }
        }
        throw .unknownTerminal(name: name)
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

/// Ends a wait for events early; `nextEvent` returns nil then.
public struct TerminalWaker: Sendable {
    /// Wakes the terminal's loop; may be called from any thread, at any time.
    public func wake() { cn_wake() }
}
