import CoreModel
import Events
import History
import Reachability
import Traffic

/// What is known of how an inventory changed, and how times are told and typed: the explorer itself has no clock.
public struct KnownChanges: Sendable {
    /// What changed when.
    public let timeLine: TimeLine
    /// The changes, oldest first.
    let changes: [Change]
    /// Them in words.
    let words: ChangeText
    /// A time as people read it, "11-23 18:41".
    let short: @Sendable (Int) -> String
    /// The same with its year and its seconds.
    let whole: @Sendable (Int) -> String
    /// Seconds since 1970 of a time as it is typed; nil for what is none.
    let typed: @Sendable (String) -> Int?

    /// Makes it for things that are called so; `short` and `whole` write times, `typed` reads them.
    public init(
        _ timeLine: TimeLine, _ names: Names, short: @escaping @Sendable (Int) -> String,
        whole: @escaping @Sendable (Int) -> String,
        typed: @escaping @Sendable (String) -> Int?
    ) {
        (self.timeLine, changes, words) = (timeLine, timeLine.changes, ChangeText(timeLine.inventory, names))
        (self.short, self.whole, self.typed) = (short, whole, typed)
    }

    /// What is said once a time is shown that was typed; one after all that was read tells nothing of then.
    func said(of time: Int, now: Int?) -> String {
        guard let last = timeLine.knownUntil ?? now, time > last else { return "as of \(exact(time)); Esc goes back to now" }
        return "nothing is known of \(whole(time)), after what was read; Esc goes back"
    }

    /// A time without seconds where it has none.
    func exact(_ time: Int) -> String { time % 60 == 0 ? short(time) : String(whole(time).dropFirst(5)) }
}

extension ExplorerModel {
    /// When it was read, in seconds since 1970: as it says itself, else as its files or the reading tell.
    var readTime: Int? { inventory.asOf.flatMap { EventTime.seconds($0) } ?? inventory.filesOf ?? now }

    /// The sentence that tells which change made an answer what it is; nil where none is known.
    func turning(of answer: Answer) -> String? { knownTurning(of: answer)?.sentence }

    /// The change that made an answer what it is; nil where none is known.
    func knownTurning(of answer: Answer) -> KnownTurning? {
        guard let known,
            let turning = known.timeLine.turning(of: answer, by: analyzer, AnswerScope(looksAtNetwork: true, isFull: false))
        else { return nil }
        return KnownTurning(
            time: turning.change.time, before: turning.before,
            sentence: TurningText(turning, known.words).sentence(known.short))
    }
}
