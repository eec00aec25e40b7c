import Annotations
import Notes
import Reachability
import CoreModel
import Words

/// Findings that the notes accept, each with a reason.
struct AuditExceptions {
    private let annotations: Annotations
    private let exceptions: [(exception: AuditException, groups: DocumentedEnds.Meaning?)]

    init(_ annotations: Annotations) {
        self.annotations = annotations
        let ends = DocumentedEnds(annotations)
        exceptions = (annotations.notes?.exceptions ?? []).map { ($0, $0.group.map(ends.meaning)) }
    }

    /// Sets apart what is accepted; a finding of which an exception names only some rules is cut in two.
    ///
    /// `used` are the places of the exceptions that accept something.
    func apply(to findings: [AuditFinding]) -> (open: [AuditFinding], accepted: [AuditFinding], used: Set<Int>) {
        if exceptions.isEmpty { return (findings, [], []) }
        var accepted: [AuditFinding] = []
        var used = Set<Int>()
        let open = findings.compactMap { finding -> AuditFinding? in
            var rest = finding
            for (place, (exception, groups)) in exceptions.enumerated() where concerns(exception, groups, rest) {
                guard exception.traffic != nil || exception.peer != nil || exception.direction != nil else {
                    used.insert(place)
                    rest.accepted = exception.reason
                    accepted.append(rest)
                    return nil
                }
                let (own, others) = split(rest, by: exception)
                guard !own.rules.isEmpty else { continue }
                used.insert(place)
                accepted.append(own)
                guard !others.rules.isEmpty else { return nil }
                rest = others
            }
            return rest
        }
        return (open, accepted, used)
    }

    private func concerns(
        _ exception: AuditException, _ groups: DocumentedEnds.Meaning?, _ finding: AuditFinding
    ) -> Bool {
        guard exception.finding.lowercased() == finding.kind.rawValue else { return false }
        if let component = exception.component, !isCalled(finding, component) { return false }
        if let entry = exception.entry {
            guard case .entry? = finding.part, finding.part?.text == entry.lowercased() else { return false }
        }
        if let route = exception.route {
            guard case .route? = finding.part, finding.part?.text.lowercased() == route.lowercased() else { return false }
        }
        switch groups {
        case nil, .any: return true
        case .ends(let ends): return finding.group.map { ends.contains(.group($0)) } ?? false
        }
    }

    /// Whether a text is the id or the name of the component that a finding is about.
    private func isCalled(_ finding: AuditFinding, _ text: String) -> Bool {
        guard case .component(_, let id) = finding.subject else { return false }
        let inventory = annotations.inventory
        return [inventory[id], NetworkNames(inventory).name(id)].contains { $0.lowercased() == text.lowercased() }
    }

    private func split(_ finding: AuditFinding, by exception: AuditException) -> (AuditFinding, AuditFinding) {
        let inventory = annotations.inventory
        let named = finding.rules.filter { index in
            let rule = inventory[index]
            let fitsTraffic = exception.traffic.map { $0.speaksOf(rule.traffic) } ?? true
            let fits = fitsTraffic && exception.direction ?? rule.direction == rule.direction
            return fits && exception.peer.map { $0.matches(names: annotations.peerNames(rule.peer)) } ?? true
        }
        func part(_ rules: [RuleIndex], accepted: String?) -> AuditFinding {
            var part = finding
            part.accepted = accepted
            if rules.count < finding.rules.count {
                part.rules = rules
                part.text = RuleText(inventory, annotations.names).few(rules)
            }
            return part
        }
        let others = finding.rules.filter { !named.contains($0) }
        return (part(named, accepted: exception.reason), part(others, accepted: nil))
    }

    /// Exceptions of an unknown kind, and those that accept nothing.
    func warnings(used: Set<Int>) -> [NotesWarning] {
        let kinds = AuditKind.allCases.map(\.rawValue)
        return exceptions.enumerated().filter { !used.contains($0.offset) }.map { _, entry in
            let exception = entry.exception
            if !kinds.contains(exception.finding.lowercased()) {
                let near = kinds.min { EditDistance.between($0, exception.finding) < EditDistance.between($1, exception.finding) }
                return NotesWarning(
                    message: "no finding is called \(exception.finding)\(near.map { "; did you mean \($0)?" } ?? "")",
                    location: exception.location)
            }
            return NotesWarning(
                message: "this exception accepts nothing: there is no such \(exception.finding) here",
                location: exception.location)
        }
    }
}
