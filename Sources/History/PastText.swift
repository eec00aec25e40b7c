import Text

/// What is to be said of an earlier time that is shown or answered of.
public struct PastText: Sendable {
    private let past: PastInventory
    private let now: Int?

    /// Words for an inventory of an earlier time; `now` is the clock, which counts where what was read tells no time.
    public init(_ past: PastInventory, now: Int? = nil) { (self.past, self.now) = (past, now) }

    /// Whether it is no earlier time: it lies after all that was read.
    public var isAfterRecords: Bool { (past.knownUntil ?? now).map { past.time > $0 } ?? false }

    /// "3 changes back", "no change since": how much lies between then and what was read.
    public var back: String {
        if past.changes == 0 { return isAfterRecords ? "after what was read" : "no change since" }
        return past.changes > 0
            ? "\(TextCount.of(past.changes, "change")) back" : "\(TextCount.of(-past.changes, "change")) after what was read"
    }

    /// What makes it less sure than it looks, a sentence each.
    public var warnings: [String] {
        var lines: [String] = []
        if isAfterRecords {
            let shown = past.changes < 0 ? "as it was after the newest record" : "what was read"
            lines.append("nothing is known of that time, which lies after all that was read: what is shown is \(shown)")
        }
        if past.isBeforeRecords {
            lines.append(
                "no event, item or snapshot is as old as that: this is as it was just before the oldest one that was read")
        }
        if !past.opened.isEmpty {
            lines.append(
                "no record tells all of what these calls deleted, so that what rests on it depends: \(TextList.few(past.opened, limit: 6))"
            )
        }
        if !past.unfollowed.isEmpty {
            lines.append(
                "not taken back, since these calls are not followed: \(TextList.few(past.unfollowed, limit: 6)); what they changed is as it was read"
            )
        }
        return lines
    }
}
