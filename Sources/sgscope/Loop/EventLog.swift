import Explorer
import Frames
import Glibc
import Readers

/// What the program did, a line each, appended to the file that `SGSCOPE_LOG` names: for whoever looks for what takes long, or why.
///
///     2026-11-28T18:12:45.123Z 4711 work flows 812.4 ms: 5210 boxes, 48211 lines
///
/// Kinds, counts and times alone: no name, id or address of an input, no text that was typed, no path. Each line is one write, so that
/// programs that run side by side may share a file.
struct EventLog: Sendable {
    private let descriptor: Int32

    /// The log that the environment asks for; nil where it asks for none, and, after a line of warning, where it cannot be written.
    static let wanted: EventLog? = {
        guard let path = getenv("SGSCOPE_LOG").map({ String(cString: $0) }), !path.isEmpty else { return nil }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            StandardError.line("sgscope: note: SGSCOPE_LOG: \(path) cannot be written: \(String(cString: strerror(errno)))")
            return nil
        }
        return EventLog(descriptor: descriptor)
    }()

    /// Notes something.
    func note(_ what: String) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var seconds = now.tv_sec
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let date = "\(digits(Int(parts.tm_year) + 1900, 4))-\(digits(Int(parts.tm_mon) + 1, 2))-\(digits(Int(parts.tm_mday), 2))"
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { digits(Int($0), 2) }.joined(separator: ":")
        let line = "\(date)T\(clock).\(digits(now.tv_nsec / 1_000_000, 3))Z \(getpid()) \(what)\n"
        _ = FileWriting.writeAll(Array(line.utf8), to: descriptor)
    }

    /// Notes what each input was taken for, and what came of all.
    func note(_ loaded: Loaded) {
        for (number, input) in loaded.taken.enumerated() {
            let kinds = input.kinds.map { $0.count == 1 ? $0.kind.rawValue : "\($0.count) of \($0.kind.rawValue)" }
            note(
                "input \(number + 1) of \(loaded.taken.count): "
                    + (kinds.isEmpty ? "nothing known" : kinds.joined(separator: ", ")))
        }
        let inventory = loaded.inventory
        note(
            "read: \(inventory.loadedGroups.count) groups, \(inventory.loadedRuleCount) rules, \(inventory.interfaces.count) interfaces"
        )
    }

    /// Notes an event with what it made the program do.
    func note(_ event: Event, _ effects: [Effect], took: Duration) {
        note("event \(event.kind) \(took.milliseconds) ms")
        for effect in effects { note("effect \(effect.kind)") }
    }

    /// Notes work that is done.
    func note(_ result: WorkResult, took: Duration) {
        note("work \(result.slot.rawValue) \(took.milliseconds) ms" + (result.facts.isEmpty ? "" : ": \(result.facts)"))
    }
}

extension Duration {
    /// "812.4".
    var milliseconds: String {
        let tenths = components.seconds * 10_000 + components.attoseconds / 100_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension Event {
    /// What it is, without what it holds.
    fileprivate var kind: String {
        switch self {
        case .key(.character): "key character"
        case .key(.control): "key control"
        case .key(.function(let number)): "key F\(number)"
        case .key(let key): "key \(key)"
        case .paste(let text): "paste of \(text.utf8.count) bytes"
        case .resize(let size): "resize to \(size.columns)x\(size.rows)"
        case .repaint: "repaint"
        case .begun: "begun"
        case .reading(.underWay): "reading under way"
        case .reading(.read): "reading done"
        case .reading(.failed): "reading failed"
        case .notice: "notice"
        case .accepted: "accepted"
        case .board: "board"
        case .copyUncertain: "copy uncertain"
        case .burst(let keys): "burst of \(keys.count) keys"
        case .time: "time"
        case .mouse(let mouse): "mouse \(mouse.action)"
        case .progress(let progress): "progress of \(progress.slot.rawValue): \(progress.done) of \(progress.of)"
        case .done(let result): "done \(result.slot.rawValue)"
        }
    }
}

extension Effect {
    /// What it is, without what it holds.
    fileprivate var kind: String {
        switch self {
        case .quit: "quit"
        case .suspend: "suspend"
        case .repaint: "repaint"
        case .work(let work): "work \(work.slot.rawValue)"
        case .cancel(let slot): "cancel \(slot.rawValue)"
        case .copy(let text): "copy of \(text.utf8.count) bytes"
        case .write: "write"
        case .accept: "accept"
        case .append: "append"
        case .reread: "reread"
        case .cancelReading: "cancel reading"
        case .mouse(let isOn): "mouse \(isOn ? "on" : "off")"
        }
    }
}
