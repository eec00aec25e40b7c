import CoreModel
import Events

/// What changed, in order, from the records of events and from readings of several times; and the inventory as of any of these times.
public struct TimeLine: Sendable {
    /// One point of it: an event or a reading, with what no edit says.
    struct Step: Sendable {
        var change: Change
        var asides: [Ledger.Aside]
    }

    /// What was read.
    public let inventory: Inventory
    /// The steps, oldest first.
    let steps: [Step]
    /// How many steps what was read has in it: those up to its time, where it tells one.
    let present: Int
    /// When the oldest event, item or snapshot was, in seconds since 1970; nil where there is none.
    public let knownSince: Int?
    /// Who tells of that time; nil where nobody does, and where it is what was read itself.
    public let oldest: Change.Source?
    /// Until when what was read tells what there was, in seconds since 1970: its own time, its files' or the newest record's; nil where
    /// it tells no time of its own.
    public let knownUntil: Int?
    /// Whether nothing is known beside what was read.
    public let isEmpty: Bool
    /// How many events failed.
    public let failed: Int
    /// How many events only read.
    public let readOnly: Int
    /// How many events changed nothing of this kind, or something that the inventory does not hold.
    public let other: Int

    /// Puts what was read in order: events, and readings of earlier times.
    ///
    /// Complexity: n log n in events, and linear in the rules of every reading.
    public init(_ inventory: Inventory, _ records: EventRecords, earlier: [DatedInventory] = []) {
        self.inventory = inventory
        let present = PresentThings(inventory)
        var steps: [Step] = []
        var other = records.other
        let held = records.events.filter { present.holds(account: $0.account, region: $0.region) }
        other += records.events.count - held.count
        let ordered = EventOrder(present).ordered(held)
        let readAt = inventory.asOf.flatMap { EventTime.seconds($0) }
        var readings = earlier.sorted { $0.time < $1.time }[...]
        if let last = readings.last {
            // What was read comes last, unless it says when it was read.
            let newest = max(last.time, ordered.last?.time ?? last.time)
            let time = readAt ?? max(newest, inventory.filesOf ?? newest)
            let own = DatedInventory(time: time, source: .snapshot, inventory, isWhole: true)
            let place = readings.firstIndex { $0.time > time } ?? readings.endIndex
            readings.insert(own, at: place)
        }
        var ledger = Ledger(present)
        func take(_ reading: DatedInventory) {
            var asides: [Ledger.Aside] = []
            let edits = ledger.edits(of: reading, &asides)
            if edits.isEmpty, asides.isEmpty { return }
            let source: Change.Source = reading.source == .config ? .config : .snapshot
            steps.append(Step(change: Change(time: reading.time, source: source, edits: edits), asides: asides))
        }
        for event in ordered {
            while let next = readings.first, next.time < event.time { take(readings.removeFirst()) }
            var asides: [Ledger.Aside] = []
            let edits = event.acts.flatMap { ledger.edits(of: $0, &asides) }
            if edits.isEmpty { other += 1 }
            let change = Change(
                time: event.time, who: event.who, how: event.how, from: event.from, region: event.region, event: event.name,
                eventID: event.id.isEmpty ? nil : event.id, source: .cloudtrail, edits: edits)
            steps.append(Step(change: change, asides: asides))
        }
        while !readings.isEmpty { take(readings.removeFirst()) }
        self.steps = RuleIDs(present).filled(steps)
        self.present = readAt.flatMap { time in steps.firstIndex { $0.change.time > time } } ?? steps.count
        (failed, readOnly, self.other) = (records.failed, records.readOnly, other)
        isEmpty = records.isEmpty && earlier.isEmpty
        knownSince = ([records.oldest, readAt].compactMap { $0 } + earlier.map(\.time)).min()
        // Files of events that were written later tell that nothing changed until then.
        let filesOf = readAt == nil || !records.isEmpty ? inventory.filesOf : nil
        let last = [readAt, filesOf].compactMap { $0 }.max()
        knownUntil = last.map { max($0, steps.last?.change.time ?? $0) }
        let first = earlier.min { $0.time < $1.time }
        oldest =
            if let first, first.time == knownSince {
                first.source == .config ? .config : .snapshot
            } else if let oldest = records.oldest,
                oldest == knownSince
            { .cloudtrail } else { nil }
    }

    /// The changes, oldest first.
    public var changes: [Change] { steps.map(\.change).filter { !$0.edits.isEmpty } }

    /// How many of the changes what was read has in it.
    public var presentCount: Int { steps[..<present].count { !$0.change.edits.isEmpty } }

    /// A time just before a change's: a whole minute where nothing else changed since then, which people read and type with ease.
    public func time(before time: Int) -> Int {
        let minute = time - (time % 60 + 60) % 60 - 60
        let last = steps.last { $0.change.time < time }?.change.time
        let earliest = [last, knownSince.map { min($0, time) }].compactMap { $0 }.max()
        return earliest.map { $0 <= minute } ?? true ? minute : time - 1
    }

    /// The changes that have an edit of a thing by its id, with these edits alone.
    public func changes(of id: String) -> [Change] {
        changes.compactMap { change in
            var own = change
            own.edits = change.edits.filter { $0.isOf(id) }
            return own.edits.isEmpty ? nil : own
        }
    }
}

/// Events in the order of their times; those of one second, which keep no order, so that they make sense.
private struct EventOrder {
    private let present: PresentThings

    init(_ present: PresentThings) { self.present = present }

    func ordered(_ events: [RecordedEvent]) -> [RecordedEvent] {
        let sorted = events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
        var result: [RecordedEvent] = []
        result.reserveCapacity(sorted.count)
        var ids: [String: Ledger.RuleKey] = [:]
        var isThere: [Ledger.RuleKey: Bool] = [:]
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].time == sorted[start].time { end += 1 }
            let batch = end - start == 1 ? [sorted[start]] : arranged(Array(sorted[start..<end]), isThere, ids)
            for event in batch { for act in event.acts { Self.note(act, &isThere, &ids) } }
            result += batch
            start = end
        }
        return result
    }

    private static func note(
        _ act: RecordedAct, _ isThere: inout [Ledger.RuleKey: Bool], _ ids: inout [String: Ledger.RuleKey]
    ) {
        switch act {
        case .addRule(let rule):
            guard let key = key(rule, ids) else { return }
            isThere[key] = true
            if let id = rule.id { ids[id] = key }
        case .removeRule(let rule): if let key = key(rule, ids) { isThere[key] = false }
        default: break
        }
    }

    private static func key(_ rule: RecordedRule, _ ids: [String: Ledger.RuleKey]) -> Ledger.RuleKey? {
        if let identity = rule.identity { return Ledger.RuleKey(group: rule.group, identity: identity) }
        guard let id = rule.id else { return nil }
        return ids[id]
    }

    /// Groups come first and go last; a rule that is there goes before it comes again, any other comes before it goes.
    private func arranged(
        _ batch: [RecordedEvent], _ isThere: [Ledger.RuleKey: Bool], _ ids: [String: Ledger.RuleKey]
    ) -> [RecordedEvent] {
        var own = ids
        for event in batch {
            for case .addRule(let rule) in event.acts {
                if let id = rule.id, let key = Self.key(rule, ids) { own[id] = key }
            }
        }
        func adds(_ event: RecordedEvent) -> Set<Ledger.RuleKey> {
            Set(event.acts.compactMap { if case .addRule(let rule) = $0 { Self.key(rule, own) } else { nil } })
        }
        func removes(_ event: RecordedEvent) -> Set<Ledger.RuleKey> {
            Set(event.acts.compactMap { if case .removeRule(let rule) = $0 { Self.key(rule, own) } else { nil } })
        }
        func rank(_ event: RecordedEvent) -> Int {
            if event.acts.contains(where: { if case .createGroup = $0 { true } else { false } }) { return 0 }
            if event.acts.contains(where: { if case .deleteGroup = $0 { true } else { false } }) { return 4 }
            let others = batch.filter { $0.id != event.id }
            let removed = removes(event)
            for key in removed where others.contains(where: { adds($0).contains(key) }) {
                let wasThere = isThere[key] ?? (present.idsOfRules[key] != nil)
                return wasThere ? 1 : 3
            }
            return 2
        }
        let ranks = batch.map(rank)
        return batch.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { batch[$0] }
    }
}

/// Ids of rules that their own event does not tell: those of what was read, where it is the same rule that was there then.
private struct RuleIDs {
    private let present: PresentThings

    init(_ present: PresentThings) { self.present = present }

    func filled(_ steps: [TimeLine.Step]) -> [TimeLine.Step] {
        var result = steps
        /// Rules that a later step removed or brought: an earlier one is not what was read.
        var settled: Set<Ledger.RuleKey> = []
        for place in result.indices.reversed() {
            for edit in result[place].change.edits.indices.reversed() {
                guard case .rule(var named, var before, var after) = result[place].change.edits[edit].subject else { continue }
                fill(&after, settled)
                if result[place].change.edits[edit].operation == .remove { fill(&before, settled) }
                for rule in [before, after] {
                    if let rule, let identity = rule.identity {
                        settled.insert(Ledger.RuleKey(group: rule.group, identity: identity))
                    }
                }
                if named.id == nil { named.id = after?.id ?? before?.id }
                result[place].change.edits[edit].subject = .rule(named: named, before: before, after: after)
            }
        }
        return result
    }

    private func fill(_ rule: inout RecordedRule?, _ settled: Set<Ledger.RuleKey>) {
        guard var own = rule, own.id == nil, let identity = own.identity else { return }
        let key = Ledger.RuleKey(group: own.group, identity: identity)
        if settled.contains(key) { return }
        own.id = present.idsOfRules[key]
        rule = own
    }
}
