import Annotations
import Audit
import CoreModel
import Diff
import Documentation
import Notes
import Reachability

/// What a trial comes to: which answers turn, what opens and closes, who is cut off, what of the notes and of the audit is otherwise.
public struct TrialEffect: Sendable {
    /// The trial.
    public let trial: Trial
    /// The questions that were given, each before and on trial.
    public let answers: [TurnedAnswer]
    /// What was read against what is on trial: rules, attachments, the network.
    public let diff: InventoryDiff
    /// The flows that open or close by the groups; what passed to or from whom nobody is any more closes.
    public let flows: [FlowChange]
    /// The same over all layers, and for some members alone; none where no other layer than the groups is looked at.
    public let ways: [FlowChange]
    /// The groups that nobody carries any more, in what was read.
    public let gone: [GroupIndex]
    /// The interfaces that are gone, in what was read; their groups may have others left.
    public let goneInterfaces: [InterfaceIndex]
    /// Who loses the last way that he had.
    public let cutOff: [CutOff]
    /// Whether there was more to ask than is asked of who is cut off, so that others may be as well.
    public let isCutOffLimited: Bool
    /// What of the documented flows is otherwise; nil where there are no notes.
    public let notes: NotesEffect?
    /// Findings that come or go, those that the notes accept left out.
    public let audit: AuditEffect
    /// How full what the changes fill is then.
    public let quotas: [TrialQuota]
    /// The changes of groups that a tool manages, by their places, with what manages them.
    public let managed: [(change: Int, manager: Manager)]
    /// What is to be known of each group that is taken away.
    public let groupDrills: [GroupDrill]

    /// Works all of it out; `questions` are of what was read, and `difference` is the trial's own where that is there already.
    ///
    /// Complexity: what a comparison, two audits and two checks of documented flows cost.
    public init(
        _ trial: Trial, questions: [Question] = [], notes: Notes? = nil, scope: AnswerScope = .everything,
        difference: InventoryDiff? = nil
    ) {
        self.trial = trial
        answers = trial.answers(to: questions, scope)
        let inventory = trial.base.inventory
        let (diff, gone) = (difference ?? trial.difference, trial.leftWithoutMembers)
        (self.diff, self.gone, flows, ways) = (diff, gone, diff.flows, diff.ways + diff.memberWays)
        goneInterfaces = trial.goneInterfaces
        var search = CutOffSearch(trial, diff)
        cutOff = search.found(gone: gone)
        isCutOffLimited = search.isLimited
        let annotations = (
            before: Annotations(inventory, notes: notes), after: Annotations(trial.inventory, notes: notes)
        )
        self.notes = notes.map { _ in NotesEffect(trial, annotations.before, annotations.after, scope) }
        // The code that makes the changes gives every new rule words.
        let described = trial.described
        let read = trial.base.remembered(AuditEffect.Read(notes: notes)) {
            AuditEffect.Audited(trial.base, annotations.before)
        }
        let tried = AuditEffect.Audited(
            described ?? trial.analyzer, described.map { Annotations($0.inventory, notes: notes) } ?? annotations.after)
        audit = AuditEffect(
            from: read, to: tried, trial.edits,
            left: Set((described ?? trial.analyzer).goneGroups.map { annotations.after.names.name(of: $0) }))
        quotas = TrialQuota.all(trial)
        managed = trial.changes.enumerated().flatMap { place, change -> [(change: Int, manager: Manager)] in
            guard change.isOn else { return [] }
            let groups = change.line.edits.compactMap(\.group).distinct().compactMap { inventory.group(id: $0) }
            return groups.compactMap { inventory.manager(of: $0) }.prefix(1).map { (place, $0) }
        }
        groupDrills = trial.changes.filter(\.isOn).compactMap { change in
            guard case .group(let id)? = change.line.drill, let group = inventory.group(id: id) else { return nil }
            return GroupDrill(group, trial.base)
        }
    }

    /// Whether something that was documented, or was asked and is meant so, is otherwise on trial.
    public var isAgainstNotes: Bool { !(notes?.against.isEmpty ?? true) }
}

extension Trial {
    /// What was read against what is on trial; what passed to or from whom nobody is any more closes.
    public var difference: InventoryDiff {
        InventoryDiff(from: base, to: analyzer, without: TakenAway(from: base, to: analyzer))
    }

    /// What is on trial with words at the rules that come without any, as the code that makes them has; nil where every one has its own.
    fileprivate var described: Analyzer? {
        func isSilent(_ edit: Edit) -> Bool {
            if case .add(let rule) = edit { rule.description.isEmpty } else { false }
        }
        guard edits.contains(where: isSilent) else { return nil }
        let writer = TrialLineWriter(analyzer)
        return base.tried(over: base).applying(
            edits.map { edit in
                guard case .add(var rule) = edit, rule.description.isEmpty else { return edit }
                rule.description = writer.words(rule)
                return .add(rule)
            })
    }
}

extension Edit {
    /// The id of the group whose rules it changes, or that comes, goes, is put on or taken off; nil for what changes the network.
    public var group: String? {
        switch self {
        case .add(let rule), .remove(let rule), .change(let rule, _): rule.group
        case .addGroup(let group): group.id
        case .removeGroup(let id), .attach(let id, _), .detach(let id, _): id
        case .network: nil
        }
    }
}

/// What of the documented flows is otherwise on trial.
public struct NotesEffect: Sendable {
    /// A flow with how it stands before and on trial.
    public struct Flow: Sendable {
        /// What is documented.
        public let flow: DocumentedFlow
        /// How it stands in what was read.
        public let before: FlowFinding.Status
        /// How it stands on trial.
        public let after: FlowFinding.Status
    }

    /// Flows that were as documented, and are not any more.
    public let against: [Flow]
    /// Flows that were not as documented, and are then.
    public let mended: [Flow]

    init(_ trial: Trial, _ before: Annotations, _ after: Annotations, _ scope: AnswerScope) {
        let old = CheckResult.flows(trial.base, annotations: before, scope: scope)
        let new = CheckResult.flows(trial.analyzer, annotations: after, scope: scope)
        let both = zip(old, new).map { Flow(flow: $0.flow, before: $0.status, after: $1.status) }
        against = both.filter { $0.before == .holds && $0.after != .holds }
        mended = both.filter { $0.before != .holds && $0.after == .holds }
    }
}

/// Findings of the audit that come or go on trial.
public struct AuditEffect: Sendable {
    /// A finding as it is said.
    public struct Finding: Sendable, Hashable {
        /// Its kind.
        public let kind: AuditKind
        /// How bad it is.
        public let severity: Severity
        /// What it is about, by name.
        public let name: String
        /// What it is there.
        public let text: String
    }

    /// Findings of the inventory on trial that what was read has not.
    public let new: [Finding]
    /// Findings of what was read that are not there on trial.
    public let gone: [Finding]

    /// The findings of what was read, which are the same for every change that is tried.
    fileprivate struct Read: Hashable {
        let notes: Notes?
    }

    /// A finding with the rules that cause it.
    fileprivate struct Found: Sendable {
        let finding: Finding
        let rules: [RuleIndex]
    }

    /// What the audit finds in a reading.
    fileprivate struct Audited: Sendable {
        private let inventory: Inventory
        let found: [Found]

        init(_ analyzer: Analyzer, _ annotations: Annotations) {
            let result = AuditResult(analyzer, annotations: annotations)
            inventory = analyzer.inventory
            found = result.open.map { one in
                let name = result.name(of: one)
                return Found(
                    finding: Finding(kind: one.kind, severity: one.severity, name: name, text: one.text), rules: one.rules)
            }
        }

        /// Whether some of the rules that cause a finding are edited ones, which are told by the ids of their groups.
        func isCaused(_ found: Found, by edited: [String: Set<RuleIdentity<EndIdentity>>]) -> Bool {
            if edited.isEmpty { return false }
            return found.rules.contains { place in
                let rule = inventory[place]
                return edited[inventory[inventory[rule.group].id]]?.contains(inventory.identity(of: rule)) ?? false
            }
        }
    }

    /// The difference of the findings of what was read and of what is on trial; `left` are the names of groups that nobody is left of.
    fileprivate init(from read: Audited, to tried: Audited, _ edits: [Edit], left: Set<String>) {
        let edited = Self.rules(of: edits)
        func isKnown(_ one: Found, of own: Audited, among all: [String: [Found]]) -> Bool {
            let finding = one.finding
            guard let others = all[finding.name] else { return false }
            // How many rules of a group have no description is one finding: it neither comes nor goes with the count.
            if finding.kind == .undescribed { return others.contains { $0.finding.kind == finding.kind } }
            // What a group lets through that nobody is left of weighs less, may be said of more of its rules, and is as open as before.
            if left.contains(finding.name) {
                let isOfEdited = own.isCaused(one, by: edited)
                return others.contains {
                    $0.finding.kind == finding.kind && (!isOfEdited || $0.finding.text == finding.text)
                }
            }
            return others.contains { $0.finding == finding }
        }
        let was = Dictionary(grouping: read.found) { $0.finding.name }
        let stands = Dictionary(grouping: tried.found) { $0.finding.name }
        new = tried.found.filter { !isKnown($0, of: tried, among: was) }.map(\.finding).distinct()
        gone = read.found.filter { !isKnown($0, of: read, among: stands) }.map(\.finding).distinct()
    }

    /// The rules that edits put in or take out, by the ids of their groups.
    private static func rules(of edits: [Edit]) -> [String: Set<RuleIdentity<EndIdentity>>] {
        var rules: [String: Set<RuleIdentity<EndIdentity>>] = [:]
        for edit in edits {
            switch edit {
            case .add(let rule), .remove(let rule): rules[rule.group, default: []].insert(rule.identity)
            case .change(let old, let new): rules[old.group, default: []].formUnion([old.identity, new.identity])
            case .addGroup, .removeGroup, .attach, .detach, .network: continue
            }
        }
        return rules
    }
}
