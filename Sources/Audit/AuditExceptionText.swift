import Annotations
import CoreModel
import Notes
import Text

/// Writes the exceptions of the notes that accept findings, each on a line that can be pasted below `audit: exceptions:`.
struct AuditExceptionText: Sendable {
    private let annotations: Annotations
    private let ends: DocumentedEnds

    /// Up to which length names are written; an id says a longer one better.
    private static let longest = 40

    init(_ annotations: Annotations) {
        self.annotations = annotations
        ends = DocumentedEnds(annotations)
    }

    private var inventory: Inventory { annotations.inventory }

    /// "- {finding: half-rule, group: web, direction: ingress, protocol: tcp, ports: "80", peer: alb, reason: say why}".
    func line(_ finding: AuditFinding, reason: String? = nil) -> String {
        var fields = [("finding", finding.kind.rawValue)]
        switch finding.subject {
        case .group(let group): fields.append(("group", name(of: group)))
        case .component(_, let id): fields.append(("component", inventory[id]))
        }
        switch finding.part {
        case .entry: fields.append(("entry", finding.part?.text ?? ""))
        case .route(let destination): fields.append(("route", destination))
        case nil: break
        }
        if let first = finding.rules.first.map({ inventory[$0] }) {
            switch finding.kind {
            case .contained, .notSeen, .hidden, .halfRule, .ruleCut, .referenceLost, .portsIgnored:
                fields += [direction(first)] + traffic(first) + [peer(first)]
            case .nobodyLetIn: fields += [direction(first), peer(first)]
            default: break
            }
        }
        fields.append(("reason", reason ?? "say why"))
        return "- {" + fields.map { "\($0.0): \(EscapedText.yaml($0.1))" }.joined(separator: ", ") + "}"
    }

    private func direction(_ rule: Rule) -> (String, String) { ("direction", rule.direction.name) }

    private func traffic(_ rule: Rule) -> [(String, String)] {
        if rule.traffic == .all { return [] }
        let ipProtocol = rule.traffic.ipProtocol
        return [("protocol", ipProtocol.name ?? "\(ipProtocol.number)")]
            + (rule.traffic.selectorText.map { [("ports", $0)] } ?? [])
    }

    private func peer(_ rule: Rule) -> (String, String) {
        ("peer", inventory.reference(of: rule.peer).map { name(of: $0.group) } ?? inventory.text(of: rule.peer))
    }

    /// What notes call a group: its name where that is short and nobody else's, else its id.
    private func name(of group: GroupIndex) -> String {
        let name = annotations.names.name(of: group)
        guard name.count <= Self.longest, name.trimmed == name, let end = try? DocumentedEnd(parsing: name), case .group = end,
            ends.meaning(of: end) == .ends([.group(group)])
        else { return inventory[inventory[group].id] }
        return name
    }
}
