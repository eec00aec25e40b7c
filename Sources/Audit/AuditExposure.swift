import Words
import Reachability
import CoreModel
import Text

/// What a group opens to the internet, and what it lets out.
struct AuditExposure {
    let analyzer: Analyzer
    let names: Names
    let carriers: AuditCarriers

    private var inventory: Inventory { analyzer.inventory }

    func findings(_ group: GroupIndex) -> [AuditFinding] {
        let incoming = networkRules(group, .ingress)
        return (ingress(group, incoming) + wide(group, incoming)).map { weighed($0, group) } + egress(group)
    }

    /// A finding about what comes in as it weighs by who carries the group.
    private func weighed(_ finding: AuditFinding, _ group: GroupIndex) -> AuditFinding {
        var finding = finding
        let (severity, note) = carriers.weighed(finding.severity, openTo: group)
        finding.severity = severity
        let notes = [finding.note, note].compactMap { $0 }
        if !notes.isEmpty { finding.note = notes.joined(separator: "; ") }
        return finding
    }

    /// The rules of a group that name networks of a family in which a member may have an address: the others let nobody through.
    private func networkRules(_ group: GroupIndex, _ side: Direction) -> [RuleIndex] {
        let (hasIPv4, hasIPv6) = (analyzer.mayHaveAddress(group, .v4), analyzer.mayHaveAddress(group, .v6))
        var rules: [RuleIndex] = []
        for place in inventory.places(of: group, side) {
            switch inventory.rules[place].peer {
            case .ipv4: if hasIPv4 { rules.append(RuleIndex(place)) }
            case .ipv6: if hasIPv6 { rules.append(RuleIndex(place)) }
            case .group, .prefixList: continue
            }
        }
        return rules
    }

    // MARK: Open to the internet

    /// What the internet may use, family by family, and the rules that let it in.
    private func ingress(_ group: GroupIndex, _ incoming: [RuleIndex]) -> [AuditFinding] {
        let rules = incoming.filter { inventory.opens($0) }
        guard !rules.isEmpty else { return [] }
        let traffic = TrafficSet(rules.map { inventory[$0].traffic.points })
        let everything = rules.filter { isEverything(inventory[$0].traffic) }
        if !everything.isEmpty {
            return [finding(.openEverything, .critical, group, everything)]
        }
        var findings: [AuditFinding] = []
        for (kind, services) in [(AuditKind.openAdmin, AuditPorts.administration), (.openDatabase, AuditPorts.databases)] {
            let found = AuditPorts.services(services, in: traffic)
            guard !found.isEmpty else { continue }
            let own = rules.filter { rule in
                !AuditPorts.services(services, in: TrafficSet(inventory[rule].traffic.points)).isEmpty
            }
            findings.append(finding(kind, .high, group, own, note: TextList.few(found, limit: 5)))
        }
        let rest = rules.filter { rule in !findings.contains { $0.rules.contains(rule) } }
        let web = rest.filter { AuditPorts.web.isSuperset(of: TrafficSet(inventory[$0].traffic.points)) }
        let other = rest.filter { !web.contains($0) && !isHarmless(inventory[$0].traffic) }
        if !other.isEmpty { findings.append(finding(.openPort, .medium, group, other)) }
        // The internet is what load balancers are for.
        let isDirect = carriers[group].kind == .others && carriers[group].arePublic == true
        if !web.isEmpty { findings.append(finding(.openWeb, isDirect ? .low : .info, group, web)) }
        return findings
    }

    /// All protocols, or all ports of tcp.
    private func isEverything(_ traffic: Traffic) -> Bool {
        traffic == .all || (traffic.ipProtocol == .tcp && traffic.selectorText == nil)
    }

    /// ICMP is how networks tell trouble: path MTU needs it.
    private func isHarmless(_ traffic: Traffic) -> Bool { traffic.ipProtocol.isICMP }

    private func isPublic(_ network: IPNetwork) -> Bool {
        SpecialAddresses.publicAddresses(network.version).intersects(AddressSet(network.range))
    }

    /// Public networks that are not the internet, but large: wider than a /24, or than the /48 that a site gets.
    private func wide(_ group: GroupIndex, _ incoming: [RuleIndex]) -> [AuditFinding] {
        let rules = incoming.filter { rule in
            guard !inventory.opens(rule), let network = inventory.network(of: inventory[rule].peer) else { return false }
            let isLarge = network.prefixLength < (network.version == .v4 ? 24 : 48)
            return isLarge && isPublic(network)
        }
        return rules.isEmpty ? [] : [finding(.openWide, .medium, group, rules)]
    }

    // MARK: What goes out

    private func egress(_ group: GroupIndex) -> [AuditFinding] {
        let rules = networkRules(group, .egress).filter { rule in
            let value = inventory[rule]
            return isEverything(value.traffic) && inventory.network(of: value.peer)?.isEverything == true
        }
        return rules.isEmpty ? [] : [finding(.openEgress, .low, group, rules)]
    }

    private func finding(
        _ kind: AuditKind, _ severity: Severity, _ group: GroupIndex, _ rules: [RuleIndex], note: String? = nil
    ) -> AuditFinding {
        AuditFinding(
            kind: kind, severity: severity, group: group, rules: rules, text: RuleText(inventory, names).few(rules),
            note: note)
    }
}
