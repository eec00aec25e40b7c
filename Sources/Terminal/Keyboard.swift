import CNCurses
import Frames
import Glibc

/// Where events come from: the terminal's bytes and the notices of signal handlers.
final class Keyboard {
    private let input: Int32
    private var decoder: KeyDecoder
    private var ready: [TerminalEvent] = []
    private var heard = ContinuousClock.now
    /// Whether the bytes at hand were waited for, and did not lie there already.
    private var isAwaited = false
    /// Whether the terminal will send nothing any more.
    private(set) var isAtEnd = false

    /// The descriptor to read keys from.
    static func descriptor(options: TerminalOptions) throws(TerminalError) -> Int32 {
        if isatty(STDIN_FILENO) == 1 { return STDIN_FILENO }
        guard options.readsKeysFromControllingTerminal else { throw .notATerminal(.standardInput) }
        let descriptor = open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .notATerminal(.standardInput) }
        return descriptor
    }

    /// Makes one for the open terminal.
    init(input: Int32) {
        self.input = input
        decoder = KeyDecoder(keys: KeySequences { name in cn_key_bytes(name).map { Array(String(cString: $0).utf8) } })
    }

    /// Whether something can be had without waiting.
    var hasPendingInput: Bool {
        if ready.isEmpty, let event = decoder.next() { ready += gathered(event) }
        return !ready.isEmpty || (!isAtEnd && cn_wait(0) != 0)
    }

    /// The next event, nil when none came in time.
    func next(timeoutMilliseconds: Int?) -> TerminalEvent? {
        let deadline = timeoutMilliseconds.map { ContinuousClock.now + .milliseconds(max(0, $0)) }
        while true {
            let isWoken = takeNotices()
            if !ready.isEmpty { return ready.removeFirst() }
            if let event = decoder.next() {
                ready = gathered(event)
                return ready.removeFirst()
            }
            if isAtEnd || isWoken { return nil }
            let remaining = deadline.map { Self.milliseconds(until: $0) }
            let patience = decoder.patience.map { Self.milliseconds(until: heard + .milliseconds($0)) }
            let wait = [remaining, patience].compactMap { $0 }.min()
            isAwaited = cn_wait(0) == 0
            let found = cn_wait(wait.map { Int32(clamping: $0) } ?? -1)
            if found & Int32(CN_INPUT | CN_HANGUP) != 0 {
                read()
            } else if found == 0 {
                if let patience, remaining.map({ patience <= $0 }) ?? true {
                    if let event = decoder.finish() { return event }
                } else if wait == remaining {
                    return nil
                }
            }
        }
    }

    /// An event with what came together with it: letters that follow each other at once are one burst.
    private func gathered(_ event: TerminalEvent) -> [TerminalEvent] {
        guard var burst = KeyBurst(event, isAwaited: isAwaited) else { return [event] }
        while burst.keys.count < KeyBurst.longest {
            if let next = decoder.next() {
                if !burst.take(next) { return burst.events + [next] }
            } else if decoder.patience == nil, cn_wait(Int32(KeyBurst.gapMilliseconds)) & Int32(CN_INPUT | CN_HANGUP) != 0,
                !isAtEnd
            {
                read()
            } else {
                break
            }
        }
        return burst.events
    }

    /// Stops the program, and asks for the screen to be drawn anew when it goes on.
    func suspend() {
        cn_stop()
        returned()
    }

    /// Gives the descriptor back.
    func close() {
        isAtEnd = true
        if input != STDIN_FILENO { _ = Glibc.close(input) }
    }

    private func returned() {
        if cn_resize() { ready.append(.resize(Self.size)) }
        ready.append(.repaint)
    }

    /// Turns what signals left into events; whether somebody asked to end the wait.
    private func takeNotices() -> Bool {
        let taken = cn_take_notices()
        if taken & Int32(CN_STOP_ASKED) != 0 {
            suspend()
        } else if taken & Int32(CN_CONTINUED) != 0 {
            cn_retake()
            returned()
        } else if taken & Int32(CN_RESIZED) != 0, cn_resize() {
            ready.append(.resize(Self.size))
        }
        return taken & Int32(CN_WOKEN) != 0
    }

    private func read() {
        let more = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { buffer in
            let count = buffer.baseAddress.map { cn_read($0, buffer.count) } ?? -1
            if count > 0 {
                decoder.feed(buffer.prefix(count))
                heard = .now
            }
            return count
        }
        if more < 0 { isAtEnd = true }
    }

    private static var size: ScreenSize { ScreenSize(columns: Int(cn_columns()), rows: Int(cn_rows())) }

    private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int {
        let (seconds, attoseconds) = (deadline - .now).components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return Int(clamping: seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
