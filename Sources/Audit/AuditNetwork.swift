import CoreModel
import Reachability
import Text
import Words

/// What is wrong with the network, as findings.
struct AuditNetwork {
    let analyzer: Analyzer
    let names: Names
    private let network: NetworkNames

    init(analyzer: Analyzer, names: Names) {
        (self.analyzer, self.names, network) = (analyzer, names, NetworkNames(analyzer.inventory, areMany: true))
    }

    private var inventory: Inventory { analyzer.inventory }
    private var topology: Topology { inventory.topology }

    func findings() -> [AuditFinding] { analyzer.networkFindings().map(finding) }

    private func finding(_ found: NetworkFinding) -> AuditFinding {
        switch found {
        case .unreachedEntry(let acl, let entry, let before): unreached(acl, entry, before)
        case .unansweredEntry(let acl, let entry): unanswered(acl, entry)
        case .withoutIPv6(let acl, let directions, let subnets):
            AuditFinding(
                kind: .ipv6Forgotten, severity: .low, component(.networkACL, acl),
                text: "IPv4 passes, and no IPv6 \(ways(directions))",
                note: "with IPv6 addresses: \(list(subnets))")
        case .closedSubnet(let subnet, let acl, let directions, let isUsed):
            AuditFinding(
                kind: .subnetClosed, severity: isUsed == false ? .info : .medium, .component(.subnet, subnet),
                text: "network ACL \(network.name(acl)) lets nothing \(ways(directions))",
                note: isUsed == false ? "no interface stands in it" : nil)
        case .cutRule(let rule, let acls): cut(rule, acls)
        case .lostReference(let rule, let over):
            AuditFinding(
                kind: .referenceLost, severity: .medium, group: inventory[rule].group, rules: [rule],
                text: RuleText(inventory, names).line(rule),
                note:
                    "behind \(TextList.few(over.map(network.name), limit: 3)) \(names.name(of: inventory[rule].peer)) is seen without its groups"
            )
        case .blackhole(let table, let route, let subnets, let next): blackhole(table, route, subnets, next)
        case .transitBlackhole(let table, let route):
            AuditFinding(
                kind: .blackhole, severity: topology[table].routes[route].hops.isEmpty ? .info : .low,
                .component(.transitGatewayTable, topology[table].id), part: part(topology[table].routes[route].destination),
                text: network.text(topology[table].routes[route], of: topology[table].gateway))
        case .distantNat(let nat, let zone, let subnets):
            AuditFinding(
                kind: .distantNat, severity: .low, .component(.natGateway, topology[nat].id),
                text: "it stands in \(inventory[zone]) and carries \(list(subnets, withZones: true))")
        case .oneWay(let target, let from, let to, let at):
            AuditFinding(
                kind: .oneWayRoute, severity: .medium,
                .component(target.kind == .peeringConnection ? .peeringConnection : .transitGateway, target.id),
                text: "packets get from \(network.name(from)) to \(network.name(to)), and no answer gets back",
                note: "answers end at \(network.name(at))")
        case .publicSubnets(let table, let route, let subnets):
            AuditFinding(
                kind: .publicSubnet, severity: .info, component(.routeTable, table),
                text: "\(network.text(topology[table].routes[route])): \(list(subnets))")
        case .unusedGateway(let unused): self.unused(unused)
        }
    }

    // MARK: ACLs

    private func unreached(_ acl: NetworkACLIndex, _ entry: Int, _ before: [Int]) -> AuditFinding {
        let entries = topology[acl].entries
        let doesOther = before.contains { entries[$0].action != entries[entry].action }
        let lines = TextList.few(before.map { EntryText.line(entries[$0]) }, limit: 3, shown: 3)
        return AuditFinding(
            kind: .entryUnreached, severity: doesOther ? .medium : .low, component(.networkACL, acl), part: part(entries[entry]),
            text: EntryText.line(entries[entry]),
            note: "\(lines) \(before.count == 1 ? "decides" : "decide") before it\(doesOther ? ", and otherwise" : "")")
    }

    private func unanswered(_ acl: NetworkACLIndex, _ place: Int) -> AuditFinding {
        let entry = topology[acl].entries[place]
        let far = entry.network.map { " \(entry.direction.other.preposition) \($0)" } ?? ""
        let way = entry.direction == .ingress ? "out" : "in"
        return AuditFinding(
            kind: .replyForgotten, severity: .medium, component(.networkACL, acl), part: part(entry), text: EntryText.line(entry),
            note: "no entry lets what answers it \(way)\(far)")
    }

    private func cut(_ rule: RuleIndex, _ acls: [NetworkACLIndex]) -> AuditFinding {
        let (who, stop) = acls.count == 1 ? ("network ACL", "stops") : ("network ACLs", "stop")
        return AuditFinding(
            kind: .ruleCut, severity: .low, group: inventory[rule].group, rules: [rule],
            text: RuleText(inventory, names).line(rule),
            note:
                "\(who) \(TextList.few(acls.map(network.name), limit: 3)) \(stop) it, or its answers, at every subnet of the members"
        )
    }

    private func component(_ type: AuditFinding.ComponentType, _ acl: NetworkACLIndex) -> AuditFinding.Subject {
        .component(type, topology[acl].id)
    }

    private func part(_ entry: NetworkACLEntry) -> AuditFinding.Part? { entry.number.map { .entry(entry.direction, $0) } }

    /// "in", "out", "in or out".
    private func ways(_ directions: [Direction]) -> String {
        directions.map { $0 == .ingress ? "in" : "out" }.joined(separator: " or ")
    }

    // MARK: Routes

    private func blackhole(_ table: RouteTableIndex, _ place: Int, _ subnets: [TextID], _ next: Int?) -> AuditFinding {
        let routes = topology[table].routes
        let users = subnets.isEmpty ? "no subnet uses the table" : "of \(list(subnets))"
        let instead = next.map { "; without it \(network.text(routes[$0])) would carry it" } ?? ""
        return AuditFinding(
            kind: .blackhole, severity: subnets.isEmpty ? .low : .medium, component(.routeTable, table),
            part: part(routes[place].destination), text: network.text(routes[place]), note: users + instead)
    }

    private func component(_ type: AuditFinding.ComponentType, _ table: RouteTableIndex) -> AuditFinding.Subject {
        .component(type, topology[table].id)
    }

    private func part(_ destination: Route.Destination) -> AuditFinding.Part? {
        inventory.edited(destination).map { _ in .route(network.name(destination)) }
    }

    private func unused(_ unused: NetworkFinding.Unused) -> AuditFinding {
        switch unused {
        case .nat(let nat):
            return AuditFinding(
                kind: .unusedGateway, severity: .low, .component(.natGateway, topology[nat].id), text: "no route leads to it")
        case .gateway(let gateway), .detached(let gateway):
            let own = topology[gateway]
            let type: AuditFinding.ComponentType =
                switch own.kind {
                case .internet: .internetGateway
                case .egressOnly: .egressOnlyInternetGateway
                case .virtualPrivate: .vpnGateway
                }
            let isDetached = own.attachments?.isEmpty ?? true
            return AuditFinding(
                kind: .unusedGateway, severity: .info, .component(type, own.id),
                text: isDetached ? "it is attached to no VPC" : "no route leads to it")
        }
    }

    /// "subnet a", "subnets a, b and 9 more"; with the zones of each where asked.
    private func list(_ subnets: [TextID], withZones: Bool = false) -> String {
        let texts = subnets.map { id -> String in
            let zone =
                withZones
                ? inventory.subnets.first { $0.id == id }.map { inventory[$0.zone.isNone ? $0.zoneID : $0.zone] } ?? "" : ""
            return network.name(id) + (zone.isEmpty ? "" : " (\(zone))")
        }
        return "\(subnets.count == 1 ? "subnet" : "subnets") \(TextList.few(texts, limit: 4))"
    }
}
