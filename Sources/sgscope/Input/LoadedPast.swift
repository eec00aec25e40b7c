import CoreModel
import Explorer
import History
import Reachability
import Text

/// The earlier time that what was read is of, as results say it.
struct LoadedPast {
    private let past: PastInventory

    init(_ past: PastInventory) { self.past = past }

    /// What stands above every result, and among the remarks of an answer.
    var lines: [String] {
        let text = PastText(past, now: Clock.now)
        return ["as of \(Clock.wall(past.time)), \(text.back)"] + text.warnings
    }

    /// What makes it less sure than it looks, a sentence each.
    var warnings: [String] { PastText(past, now: Clock.now).warnings }

    /// The same with stand-ins.
    func redacted(_ standIns: StandIns) -> LoadedPast { LoadedPast(past.redacted(standIns)) }

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
    /// What the explorer shows: what was read, or that as of an earlier time.
    init(shown model: ExplorerModel) {
        self.init(model.inventory, notes: model.notes, isExample: model.isExample)
        if let past = model.pastInventory { self = of(LoadedPast(past)) }
    }

    /// The end that a text names; wrong usage where it did not exist at the time that is asked about, or is gone with the changes on trial.
    func existing(_ text: String) throws -> Endpoint {
        let end = try asking.end(text)
        if let group = end.kind.group { try past?.check(group, in: inventory) }
        return end
    }
}
