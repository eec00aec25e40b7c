import CoreModel
import Events
import Text

/// The time line as lines for people, newest first.
public struct HistoryReport: Sendable {
    private let timeLine: TimeLine
    private let words: ChangeText
    private let clock: @Sendable (Int) -> String
    private let zone: String

    /// A report; `clock` writes a time as the reader's wall clock shows it, `zone` names its zone.
    public init(_ timeLine: TimeLine, _ names: Names, zone: String = "", clock: @escaping @Sendable (Int) -> String) {
        self.timeLine = timeLine
        words = ChangeText(timeLine.inventory, names)
        (self.clock, self.zone) = (clock, zone)
    }

    /// The lines of some changes, oldest first, that are `of` something; nil for all.
    ///
    /// `undated` is how many items of AWS Config tell no time.
    public func lines(_ changes: [Change], of title: String? = nil, undated: Int = 0, width: Int) -> [StyledLine] {
        if timeLine.isEmpty, undated > 0 {
            let items = TextCount.of(undated, "item")
            return StyledLine.wrapped(
                "no history: \(items) of AWS Config without the time of capture (configurationItemCaptureTime), which tells of no time; aws configservice get-resource-config-history has all of a resource with their times",
                .depends, width: width)
        }
        guard !timeLine.isEmpty, let since = timeLine.knownSince else {
            return StyledLine.wrapped(
                "no events, Config items or dated snapshots are among the inputs: give CloudTrail's files or the output of aws cloudtrail lookup-events with -i",
                .depends, width: width)
        }
        var lines: [StyledLine] = []
        let what = "\(TextCount.of(changes.count, "change"))\(title.map { " of \($0)" } ?? "")"
        let zone = zone.isEmpty ? "" : " \(zone)"
        lines += StyledLine.wrapped("\(what), as far back as \(clock(since))\(zone)", .strong, width: width)
        for change in changes.reversed() {
            lines.append(StyledLine())
            lines += heading(change, width)
            for edit in change.edits {
                lines += StyledLine.hanging(
                    words.line(edit), edit.operation == .add ? .pass : edit.operation == .remove ? .fail : .depends, indent: 2,
                    width: width)
            }
        }
        if let leftOut {
            lines.append(StyledLine())
            lines += StyledLine.wrapped(leftOut, .dim, width: width)
        }
        return lines
    }

    private func heading(_ change: Change, _ width: Int) -> [StyledLine] {
        var text = "\(clock(change.time))  \(words.who(change))"
        if let event = change.event { text += "  \(event)" }
        if let from = change.from { text += "  from \(from)" }
        return StyledLine.hanging(text, .strong, width: width)
    }

    /// "left out: 3 events that failed, 120 that only read"; nil where none is.
    public var leftOut: String? {
        let parts = [
            (timeLine.failed, "failed"), (timeLine.readOnly, "only read"),
            (timeLine.other, "changed nothing of this kind or place"),
        ].filter { $0.0 > 0 }
        if parts.isEmpty { return nil }
        return "left out: events of which "
            + TextList.sentence(parts.map { "\($0.0) \($0.1)" })
    }
}
