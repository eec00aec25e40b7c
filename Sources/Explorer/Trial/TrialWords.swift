import CoreModel
import Text
import Trial

/// What the explorer says of a trial.
enum TrialWords {
    /// That it is one, as long as there is room: nobody takes what is tried for what is.
    static func banners(_ changes: Trial) -> [String] {
        let on = changes.changes.count(where: \.isOn)
        let off = changes.changes.count - on
        let count = on == 0 ? "all changes off" : TextCount.of(on, "change") + (off == 0 ? "" : ", \(off) off")
        return ["ON TRIAL: \(count), nothing is sent to AWS", "ON TRIAL: \(count)", "ON TRIAL"]
    }

    /// What every copy and every file begins with: "with 2 changes on trial; nothing is sent to AWS".
    static func origin(_ changes: Trial) -> String { "with \(changes.title); nothing is sent to AWS" }

    /// What heads an answer to a question with `before` behind it.
    static func without(_ changes: Trial) -> String { "what was read, without the \(changes.title)" }

    /// Why a question with `before` behind it is not asked while nothing is tried.
    static let nothingBefore = "nothing is on trial: \"before\" asks without the changes on trial, leave it out"

    /// A change that was made, in one line.
    static func added(_ lines: [String]) -> String {
        switch lines.count {
        case 0: "nothing to try"
        case 1: "tried: \(lines[0])   u takes it back"
        default: "tried: \(lines.count) changes   u takes back the last"
        }
    }

    /// What is switched off with another change; empty where nothing is.
    static func refused(_ changes: [Trial.Change]) -> String {
        let bare = changes.filter { leavesBare($0) }
        let gone = changes.filter { !leavesBare($0) }
        func said(_ why: String, _ own: [Trial.Change]) -> String {
            own.isEmpty ? "" : "; off too, as \(why): \(TextList.few(own.map(\.line.text), limit: 2))"
        }
        return said("an interface would be left without a group", bare) + said("what it is of is gone", gone)
    }

    /// Why a change stays off that was to be on again.
    static func staysOff(_ change: Trial.Change) -> String {
        let why =
            leavesBare(change)
            ? "would leave an interface without a group, which AWS refuses" : "is of what is gone by another change"
        return "it stays off: \(change.line.text) \(why)"
    }

    /// Whether a change that cannot be on takes groups off interfaces; any other is of what another change takes away.
    private static func leavesBare(_ change: Trial.Change) -> Bool {
        change.line.edits.contains { if case .detach = $0 { true } else { false } }
    }

    /// What a new reading made of the changes.
    static func said(_ laid: Trial.Laid, of read: ExplorerModel) -> String {
        var parts: [String] = []
        if let changes = read.changes { parts.append(changes.summary(names: read.names, read.inventory)) }
        if !laid.made.isEmpty {
            let lines = TextList.few(laid.made.map(\.line.text), limit: 2)
            parts.append("\(TextCount.of(laid.made.count, "change")) meanwhile made: \(lines)")
        }
        for (change, fault) in laid.lost.prefix(2) {
            parts.append("no longer on trial: \(change.line.text) (\(fault.message))")
        }
        if laid.lost.count > 2 { parts.append("and \(laid.lost.count - 2) more") }
        parts.append(laid.trial.changes.isEmpty ? "nothing is on trial" : laid.trial.title)
        return "read \(read.time ?? "again"): \(parts.joined(separator: "; "))"
    }

    /// Where a change comes from.
    static func origin(_ change: Trial.Change) -> String {
        switch change.origin {
        case .typed: "by hand"
        case .fix: "the fix"
        case .file(let name, let line): "\(name):\(line)"
        }
    }
}
