import Annotations
import Notes
import Reachability
import CoreModel
import Words

/// What is wrong with the rules themselves and with the network.
public struct AuditResult: Sendable {
    /// The findings, the worst first, those that the notes accept last.
    public let findings: [AuditFinding]
    /// How many of them no exception accepts.
    private let openCount: Int
    /// What in the notes' exceptions fits nothing.
    public let warnings: [NotesWarning]
    /// What could not be looked at for want of data, in words.
    public let notLookedAt: [String]

    let annotations: Annotations
    private let called: AuditNames
    private let writer: AuditExceptionText

    /// Audits an inventory.
    ///
    /// With `needed`, flows that are meant to be allowed beside those of the notes, rules that are wider than what is needed are found
    /// too; nil for not looking. That takes a verdict for each flow, twice. `uses` is what flow logs tell of rules.
    public init(
        _ analyzer: Analyzer, annotations: Annotations, limits: AuditLimits = AuditLimits(), needed: [Question]? = nil,
        uses: [AuditUse] = []
    ) {
        self.annotations = annotations
        let inventory = annotations.inventory
        let names = annotations.names
        let carriers = AuditCarriers(inventory)
        let exposure = AuditExposure(analyzer: analyzer, names: names, carriers: carriers)
        let halves = AuditHalves(analyzer: analyzer, names: names, carriers: carriers)
        let quota = AuditQuota(inventory: inventory, names: names, limits: limits)
        let containment = AuditContainment(inventory: inventory)
        let habits = AuditHabits(inventory: inventory, names: names)
        let words = RuleText(inventory, names)
        let groups = inventory.loadedGroups
        var found = Cores.map(groups.count, least: 100) { part -> [AuditFinding] in
            var found: [AuditFinding] = []
            for group in groups[part] {
                found += exposure.findings(group)
                found += habits.findings(group)
                found += quota.findings(group)
                found += halves.nobody(group)
                found += containment.contained(group).map { contained in
                    AuditFinding(
                        kind: .contained, severity: .low, group: group, rules: [contained.rule],
                        text: words.few([contained.rule]), note: "contained in \(words.few(contained.containers))")
                }
            }
            return found
        }.flatMap { $0 }
        found += quota.interfaces()
        halves.addHalves(to: &found)
        found += AuditNetwork(analyzer: analyzer, names: names).findings()
        if let needed {
            found += AuditPrivilege(analyzer: analyzer, names: names, needs: AuditNeeds(annotations, pinned: needed)).findings()
        }
        found += AuditUses(inventory: inventory, names: names).findings(uses)
        let exceptions = AuditExceptions(annotations)
        var (open, accepted, used) = exceptions.apply(to: found)
        found = []
        let called = AuditNames(inventory, names)
        Self.sort(&open, called)
        openCount = open.count
        if !accepted.isEmpty {
            Self.sort(&accepted, called)
            open += accepted
        }
        findings = open
        self.called = called
        writer = AuditExceptionText(annotations)
        warnings = exceptions.warnings(used: used)
        let unused =
            inventory.hasCompleteInterfaceListing
            ? [] : ["groups that nothing uses, rules without their other half: no complete listing of interfaces is in the input"]
        notLookedAt = unused + Direction.allCases.compactMap { UnlistedRules.lacking($0, in: inventory, names) }
    }

    /// The findings that no exception accepts; constant.
    public var open: ArraySlice<AuditFinding> { findings[..<openCount] }

    /// The findings that exceptions in the notes accept; constant.
    var accepted: ArraySlice<AuditFinding> { findings[openCount...] }

    /// What the subject of a finding is called.
    public func name(of finding: AuditFinding) -> String { called.name(of: finding.subject) }

    /// The line of the notes, below `audit: exceptions:`, that accepts a finding for a reason; without one it remains to be said.
    public func exception(for finding: AuditFinding, reason: String? = nil) -> String { writer.line(finding, reason: reason) }

    /// By harm, kind and name, then as they were found.
    ///
    /// Numbers are sorted for them, and none is copied: there may be hundreds of thousands. Complexity: O(n log n), with one look-up of a name
    /// for each subject.
    private static func sort(_ findings: inout [AuditFinding], _ called: AuditNames) {
        let order = Dictionary(uniqueKeysWithValues: AuditKind.allCases.enumerated().map { ($1, $0) })
        var known: [AuditFinding.Subject: Int] = [:]
        var names: [String] = []
        var subjects: [Int] = []
        subjects.reserveCapacity(findings.count)
        for place in findings.indices {
            let subject = findings[place].subject
            // Most stand behind another of the same group.
            if let last = subjects.last, findings[place - 1].subject == subject {
                subjects.append(last)
                continue
            }
            let number = known[subject] ?? names.count
            if number == names.count {
                known[subject] = number
                names.append(called.name(of: subject))
            }
            subjects.append(number)
        }
        let rankOfName = Dictionary(uniqueKeysWithValues: Set(names).sorted().enumerated().map { ($1, $0) })
        let ranks = names.map { rankOfName[$0] ?? 0 }
        var keys: [(first: UInt64, place: Int)] = []
        keys.reserveCapacity(findings.count)
        for place in findings.indices {
            let harm = UInt64(Severity.critical.rank - findings[place].severity.rank)
            let kind = UInt64(order[findings[place].kind] ?? 0)
            keys.append((harm << 56 | kind << 48 | UInt64(ranks[subjects[place]]), place))
        }
        keys.sort { ($0.first, $0.place) < ($1.first, $1.place) }
        findings.arrange(keys.map { Int32($0.place) })
    }
}

/// What the subjects of findings are called.
struct AuditNames: Sendable {
    private let inventory: Inventory
    private let names: Names
    private let network: NetworkNames

    init(_ inventory: Inventory, _ names: Names) {
        (self.inventory, self.names, network) = (inventory, names, NetworkNames(inventory, areMany: true))
    }

    /// A group by its name, a thing of the network by its name with the id.
    func name(of subject: AuditFinding.Subject) -> String {
        switch subject {
        case .group(let group): names.name(of: group)
        case .component(_, let id): network.nameAndID(id)
        }
    }

    /// The id of a subject.
    func id(of subject: AuditFinding.Subject) -> String {
        switch subject {
        case .group(let group): inventory[inventory[group].id]
        case .component(_, let id): inventory[id]
        }
    }
}
