import Notes
import Readers
import Reachability
import Annotations
import CoreModel
import Events
import Synchronization

/// Stand-ins that stay the same while the program runs, for readings that come after each other.
final class Redaction: Sendable {
    private let kept = Mutex(StandIns())

    /// What was read, with stand-ins; readings that are compared are given together.
    func loadings(_ readings: [(inventory: Inventory, notes: Notes?)], isExample: Bool, asksResolver: Bool) -> [Loading] {
        let standIns = learn(readings)
        return readings.map { inventory, notes in
            let original = Annotations(inventory, notes: notes)
            let analyzer = Analyzer(inventory, names: original.names, asksResolver: asksResolver)
            let redacted = notes.map { notes in
                RedactedNotes.notes(notes, original: original, analyzer: analyzer, standIns: standIns)
            }
            return Loading(
                inventory.redacted(standIns), notes: redacted, isExample: isExample,
                original: Loading.Original(
                    annotations: original, analyzer: analyzer, ends: TypedEnds(original: analyzer, standIns: standIns)))
        }
    }

    /// The records of what was read, and its older readings, with stand-ins; what was read has its own already.
    func records(of plain: Loading) -> (records: EventRecords, earlier: [DatedInventory]) {
        let standIns = kept.withLock { kept in
            // Addresses are turned by what the inventory has: it is learned before.
            for earlier in plain.earlier { kept.learn(earlier.inventory) }
            kept.learn(plain.records)
            kept.assign()
            return kept
        }
        return (plain.records.redacted(standIns), plain.earlier.map { $0.redacted(standIns) })
    }

    /// What is said of an earlier time, with stand-ins.
    func past(_ past: LoadedPast?) -> LoadedPast? { past.map { $0.redacted(kept.withLock { $0 }) } }

    /// The stand-in of a text; nil of one that nothing is called.
    func standIn(_ text: String) -> String? { kept.withLock { $0.known(text) } }

    /// An inventory with the stand-ins of those before it.
    func inventory(_ inventory: Inventory) -> Inventory { inventory.redacted(learn([(inventory, nil)])) }

    private func learn(_ readings: [(inventory: Inventory, notes: Notes?)]) -> StandIns {
        kept.withLock { kept in
            for (inventory, notes) in readings {
                kept.learn(inventory)
                if let notes { RedactedNotes.learn(notes, into: &kept) }
            }
            kept.assign()
            return kept
        }
    }
}

extension Failure {
    /// The same failure in words that name nothing of the input.
    var hidden: Failure {
        let without = "without --redact this line says what is wrong, and where"
        return switch self {
        case .wrongUsage, .askedBack, .badScript, .cannotWrite, .hidden: self
        case .unreadable(let error):
            .hidden(
                status,
                error.kind == .noInput ? "an input cannot be opened; \(without)" : "an input cannot be read; \(without)")
        case .noFile: .hidden(status, "there is no such file; \(without)")
        case .badNotes: .hidden(status, "the notes cannot be read; \(without)")
        case .noAnswer: .hidden(status, "AWS was not read; \(without)")
        }
    }
}
