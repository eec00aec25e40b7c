import CoreModel
import History
import Reachability
import Text

/// The earlier time that what was read is of, as results say it.
struct LoadedPast {
    private let past: PastInventory

    init(_ past: PastInventory) { self.past = past }

    /// What stands above every result, and among the remarks of an answer.
    var lines: [String] {
        let back =
            past.changes == 0
            ? "no change since"
            : past.changes > 0
                ? "\(TextCount.of(past.changes, "change")) back" : "\(TextCount.of(-past.changes, "change")) after what was read"
        var lines = ["as of \(Clock.wall(past.time)), \(back)"]
        if past.isBeforeRecords {
            lines.append(
                "no event, item or snapshot is as old as that: this is as it was just before the oldest one that was read")
        }
        if !past.unfollowed.isEmpty {
            lines.append(
                "not taken back, since these calls are not followed: \(TextList.few(past.unfollowed, limit: 6)); what they changed is as it was read"
            )
        }
        return lines
    }

    /// What is wrong with a question whose ends did not exist then; nil where both did.
    func missing(_ question: Question, in inventory: Inventory) -> String? {
        for end in [question.source, question.destination] {
            if let group = end.kind.group, let text = missing(group, in: inventory) { return text }
        }
        return nil
    }

    /// Throws where a group did not exist then.
    func check(_ group: GroupIndex, in inventory: Inventory) throws {
        if let text = missing(group, in: inventory) { throw Failure.wrongUsage(text) }
    }

    private func missing(_ group: GroupIndex, in inventory: Inventory) -> String? {
        let id = inventory[inventory[group].id]
        guard let change = past.absent[id] else { return nil }
        let by = [change.event, change.who.map { "by \($0)" }].compactMap { $0 }.joined(separator: " ")
        return
            "\(id) did not exist at \(Clock.wall(past.time)): \(by.isEmpty ? "a reading shows it" : by) at \(Clock.wall(change.time))"
    }
}

extension Loading {
    /// The end that a text names; wrong usage where it did not exist at the time that is asked about.
    func existing(_ text: String) throws -> Endpoint {
        let end = try asking.resolver.resolve(text)
        if let group = end.kind.group { try past?.check(group, in: inventory) }
        return end
    }
}
