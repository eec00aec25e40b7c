import CoreModel
import Events

/// The inventory as of an earlier time, and what is to be known of it.
public struct PastInventory: Sendable {
    /// The inventory.
    public let inventory: Inventory
    /// The time, in seconds since 1970.
    public let time: Int
    /// The groups that did not exist then, by their ids, with the change that made them later or unmade them before.
    public let absent: [String: Change]
    /// Whether nothing is known of that time: it is as it was just before the oldest record.
    public let isBeforeRecords: Bool
    /// Calls between then and what was read that are not followed, in order of their names.
    public let unfollowed: [String]
    /// Calls between then and what was read that deleted what no record tells, in order of their names; what rests on it is open.
    public let opened: [String]
    /// Until when what was read tells what there was; nil where it tells no time.
    public let knownUntil: Int?
    /// How many changes lie between then and what was read, those too that no edit tells of; below zero where what was read is older.
    public let changes: Int
}

extension PastInventory {
    /// The same with stand-ins.
    public func redacted(_ standIns: StandIns) -> PastInventory {
        let replacing = standIns.ofRecords
        var own: [String: Change] = [:]
        for (id, change) in absent {
            own[standIns.text(id)] = Change(
                time: change.time, who: change.who.map(replacing.caller), event: change.event, source: change.source, edits: [])
        }
        return PastInventory(
            inventory: inventory.redacted(standIns), time: time, absent: own, isBeforeRecords: isBeforeRecords,
            unfollowed: unfollowed, opened: opened, knownUntil: knownUntil, changes: changes)
    }
}

extension TimeLine {
    /// The inventory after all events up to and with a second.
    ///
    /// What no record tells is open in it, so that what rests on it depends. Complexity: linear in the inventory and in the steps.
    public func past(at time: Int) -> PastInventory {
        let first = steps.firstIndex { $0.change.time > time } ?? steps.count
        return past(before: first, at: time)
    }

    /// The inventory before a step; `isDoubting` where what no record tells of rules that came or went in silence is open in it.
    func past(before first: Int, at time: Int, isDoubting: Bool = true) -> PastInventory {
        var state = PastState()
        if first < present {
            for step in steps[first..<present].reversed() { state.undo(step) }
        } else {
            for step in steps[present..<first] { state.redo(step) }
        }
        let between = first < present ? steps[first..<present] : steps[present..<first]
        let count = between.count { step in !step.change.edits.isEmpty || step.asides.contains { $0 != .unfollowed } }
        let own = state.inventory(inventory, asOf: DataDate.text(ofSeconds: time), told: isDoubting ? told(before: first) : [:])
        return PastInventory(
            inventory: own, time: time, absent: absent(state, before: first),
            isBeforeRecords: knownSince.map { time < $0 } ?? true,
            unfollowed: state.unfollowed.sorted(), opened: state.opened.sorted(), knownUntil: knownUntil,
            changes: first < present ? count : -count)
    }

    /// The groups that did not exist before a step.
    private func absent(_ state: PastState, before first: Int) -> [String: Change] {
        var absent: [String: Change] = [:]
        for case (let id, .absent(let change)) in state.groups { absent[id] = change }
        // What went before then, and is named by nothing that was read, did not exist either.
        for step in steps[..<first] {
            for edit in step.change.edits {
                guard case .group(let id, _, _, _) = edit.subject else { continue }
                absent[id] = edit.operation == .remove ? step.change : nil
            }
        }
        for case (let id, .there) in state.groups { absent[id] = nil }
        return absent
    }

    /// What the records up to a step say of rules: there, or gone.
    private func told(before first: Int) -> [Ledger.RuleKey: RecordedRule?] {
        var told: [Ledger.RuleKey: RecordedRule?] = [:]
        for step in steps[..<first] {
            for edit in step.change.edits {
                switch edit.subject {
                case .rule(_, let before, let after):
                    if let before, let identity = before.identity {
                        told[Ledger.RuleKey(group: before.group, identity: identity)] = .some(nil)
                    }
                    if let after, let identity = after.identity {
                        told[Ledger.RuleKey(group: after.group, identity: identity)] = .some(after)
                    }
                case .group(let id, _, _, _): for key in told.keys where key.group == id { told[key] = nil }
                case .entry, .route, .attachment, .listEntry, .use: break
                }
            }
        }
        return told
    }
}
