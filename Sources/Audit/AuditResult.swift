import Annotations
import Notes
import Reachability
import CoreModel
import Words

/// What is wrong with the rules themselves.
public struct AuditResult: Sendable {
    /// The findings, the worst first, those that the notes accept last.
    public let findings: [AuditFinding]
    /// What in the notes' exceptions fits nothing.
    public let warnings: [NotesWarning]
    /// What could not be looked at for want of data, in words.
    public let notLookedAt: [String]

    let annotations: Annotations

    /// Audits an inventory.
    public init(_ analyzer: Analyzer, annotations: Annotations, limits: AuditLimits = AuditLimits()) {
        self.annotations = annotations
        let inventory = annotations.inventory
        let names = annotations.names
        let exposure = AuditExposure(analyzer: analyzer, names: names)
        let quota = AuditQuota(inventory: inventory, names: names, limits: limits)
        let containment = AuditContainment(inventory: inventory)
        let habits = AuditHabits(inventory: inventory, names: names)
        let groups = inventory.loadedGroups
        var found = Cores.map(groups.count, least: 100) { part -> [AuditFinding] in
            var found: [AuditFinding] = []
            for group in groups[part] {
                found += exposure.findings(group)
                found += habits.findings(group)
                found += quota.findings(group)
                found += containment.contained(group).map { contained in
                    AuditFinding(
                        kind: .contained, severity: .low, group: group, rules: [contained.rule],
                        text: RuleText(inventory, names).few([contained.rule]),
                        note: "contained in \(RuleText(inventory, names).few(contained.containers))")
                }
            }
            return found
        }.flatMap { $0 }
        found += quota.interfaces()
        let exceptions = AuditExceptions(annotations)
        let (open, accepted, used) = exceptions.apply(to: found)
        findings = Self.sorted(open, inventory, names) + Self.sorted(accepted, inventory, names)
        warnings = exceptions.warnings(used: used)
        let unused =
            inventory.hasCompleteInterfaceListing
            ? [] : ["groups that nothing uses: no complete listing of interfaces is in the input"]
        notLookedAt = unused + Direction.allCases.compactMap { UnlistedRules.lacking($0, in: inventory, names) }
    }

    /// The findings that no exception accepts.
    public var open: [AuditFinding] { findings.filter { $0.accepted == nil } }

    /// The findings that exceptions in the notes accept.
    var accepted: [AuditFinding] { findings.filter { $0.accepted != nil } }

    private static func sorted(_ findings: [AuditFinding], _ inventory: Inventory, _ names: Names) -> [AuditFinding] {
        let order = Dictionary(uniqueKeysWithValues: AuditKind.allCases.enumerated().map { ($1, $0) })
        let keyed = findings.enumerated().map { place, finding in
            (finding, key: (-finding.severity.rank, order[finding.kind] ?? 0, names.name(of: finding.group), place))
        }
        return keyed.sorted { $0.key < $1.key }.map(\.0)
    }
}
