import CoreModel
import Reachability
import Text
import Words

/// What there is to say of one thing of the network map: a title, and lines the most wanted first.
public struct NetworkDetails: Sendable {
    /// What it is, with its id.
    public private(set) var title = ""
    /// What stands at the other end of the title's line: whom it serves, where it is.
    public private(set) var note = ""
    /// The lines.
    public private(set) var lines: [StyledLine] = []

    private let map: NetworkMap
    private let names: NetworkNames
    private var inventory: Inventory { map.analyzer.inventory }
    private var topology: Topology { inventory.topology }

    /// The details of an item of a VPC, or of the overview, which is of none.
    public init(_ item: NetworkItem, of vpc: VpcNetwork?, in map: NetworkMap, width: Int) {
        self.map = map
        names = NetworkNames(map.analyzer.inventory)
        switch item {
        case .internet: tellInternet(vpc)
        case .gateway(let id): if let vpc, let own = vpc.gateways.first(where: { $0.target.id == id }) { tell(own, vpc) }
        case .subnet(let id): if let vpc, let own = vpc.subnet(id) { tell(own, vpc) }
        case .row(let id): if let vpc, let row = vpc.rows.first(where: { $0.subnets.first?.id == id }) { tell(row, vpc) }
        case .group(let group, let id): if let vpc, let own = vpc.subnet(id) { tell(group, own, vpc) }
        case .vpc(let id): if let place = map.place(ofVpc: id) { tell(map.vpcs[place]) }
        case .join(let id): if let join = map.joins.first(where: { $0.target.id == id }) { tell(join) }
        }
        lines = lines.flatMap { line in
            line.spans.count == 1 ? StyledLine.wrapped(line.text, line.spans[0].tone, width: max(20, width)) : [line]
        }
    }

    private func name(_ id: TextID) -> String { TerminalText.safe(names.name(id)) }
    private func nameAndID(_ id: TextID) -> String { TerminalText.safe(names.nameAndID(id)) }
    private mutating func say(_ text: String, _ tone: Tone = .plain) { if !text.isEmpty { lines.append(StyledLine(text, tone)) } }

    private func titled(_ name: String, _ id: TextID) -> String {
        let own = TerminalText.safe(inventory[id])
        return name.contains(own) ? name : "\(name)  \(own)"
    }

    // MARK: Gateways

    private mutating func tellInternet(_ vpc: VpcNetwork?) {
        title = "INTERNET"
        let gateways = vpc?.gateways.filter { $0.onward == .internet && $0.isUsed } ?? []
        say("reached by \(TextList.sentence(gateways.map(\.title), limit: 6))")
    }

    private mutating func tell(_ gateway: NetworkGateway, _ vpc: VpcNetwork) {
        let words = NetworkPageWords(map, vpc)
        title = titled("(\(gateway.title))", gateway.target.id)
        let served = gateway.ways.distinct().map { words.subnets(of: vpc.rows[$0]) }
        note = served.isEmpty ? "" : "out for \(TextList.few(served, limit: 3, shown: 2))"
        tellPlace(gateway, vpc)
        tellZones(gateway, vpc)
        if gateway.onward == .nowhere { say("! its own table has no way on", .fail) }
        if let subnet = vpc.subnet(gateway.subnet) {
            say([tableText(ofSubnet: subnet.id), aclText(ofSubnet: subnet.id)].filter { !$0.isEmpty }.joined(separator: "   "))
        }
        switch gateway.target.kind {
        case .peeringConnection: tellPeering(gateway.target.id, vpc)
        case .transitGateway, .virtualPrivateGateway: say(words.onward(of: gateway))
        case .natGateway where gateway.onward != .internet:
            if case .gateway(let next) = gateway.onward { say("sends on over \(vpc.gateways[next].title)") }
        default: break
        }
        let interfaces = gateway.ways.distinct().reduce(0) { $0 + vpc.rows[$1].interfaces }
        if !served.isEmpty {
            say("way out of \(TextList.sentence(served, limit: 4)): \(TextCount.of(interfaces, "interface"))")
        }
        for row in gateway.joins.distinct() {
            let own = vpc.rows[row]
            let routes = own.routes.joins.first { $0.target == gateway.target }?.destinations ?? []
            say("from \(words.subnets(of: own)): \(TextList.few(routes.map(words.text), limit: 6, shown: 5))")
        }
        if !gateway.isUsed { say(words.listed(gateway)) }
    }

    private mutating func tellPlace(_ gateway: NetworkGateway, _ vpc: VpcNetwork) {
        guard let subnet = vpc.subnet(gateway.subnet) else {
            let isRegional = topology.natGateways.first { $0.id == gateway.target.id }?.isRegional == true
            if isRegional { say("regional: stands in no subnet") }
            return
        }
        let nat = topology.natGateways.first { $0.id == gateway.target.id }
        let place = nat.map { GatewayText(inventory).place(ofNat: $0.id) } ?? ""
        let zone = [subnet.title, subnet.zone].filter { !$0.isEmpty }.joined(separator: ", ")
        let text = "stands \(place.isEmpty ? "in \(zone)" : TerminalText.safe(place))"
        say(text + (nat?.isPrivate == true ? ", private" : ""))
    }

    /// What a gateway of one zone costs the subnets of others.
    private mutating func tellZones(_ gateway: NetworkGateway, _ vpc: VpcNetwork) {
        if !gateway.distant.isEmpty, let zone = inventory.subnets.first(where: { $0.id == gateway.subnet })?.zone {
            let others = gateway.distant.compactMap { vpc.subnet($0) }.map { "\($0.title) (\($0.zone))" }
            let verb = others.count == 1 ? "loses its" : "lose their"
            say("! one zone: \(TextList.few(others, limit: 4, shown: 3)) \(verb) way out with \(name(zone))", .differs)
        }
    }

    private mutating func tellPeering(_ id: TextID, _ vpc: VpcNetwork) {
        guard let own = topology.peeringConnections.first(where: { $0.id == id }) else { return }
        let state = own.state.text.isNone ? "" : "\(TerminalText.safe(inventory[own.state.text])); "
        let sides = GatewayText(inventory).sides(ofPeering: id).map(TerminalText.safe)
        say(state + sides.joined(separator: "  --  "))
    }

    // MARK: Subnets

    private func tableText(ofSubnet id: TextID) -> String {
        guard let table = map.analyzer.routeTable(ofSubnet: id) else { return "table not told" }
        let own = topology[table]
        let routes = own.routes.filter { $0.target.kind != .local }.map { route in
            TerminalText.safe(names.text(route)) + (route.state == .blackhole ? " (blackhole)" : "")
        }
        let said = routes.isEmpty ? "local routes alone" : TextList.few(routes, limit: 4, shown: 3)
        return "table \(TerminalText.safe(names.name(table))): \(said)"
    }

    private func aclText(ofSubnet id: TextID) -> String {
        guard let acl = map.analyzer.networkACL(ofSubnet: id) else { return "" }
        let own = topology[acl]
        func entries(_ direction: Direction) -> Int { own.entries.count { $0.direction == direction } }
        let inward = TextCount.of(entries(.ingress), "entry", plural: "entries")
        return "acl \(TerminalText.safe(names.name(acl))): \(inward) in, \(entries(.egress)) out"
    }

    private mutating func tell(_ subnet: SubnetBox, _ vpc: VpcNetwork) {
        title = titled(subnet.title, subnet.id)
        note = (subnet.networks.map(\.description) + [subnet.zone].filter { !$0.isEmpty }).joined(separator: "  ")
        guard let row = vpc.rows.first(where: { $0.subnets.contains { $0.id == subnet.id } }) else { return }
        let words = NetworkPageWords(map, vpc)
        let tier = vpc.readsTables ? row.tier.words : "tables not read"
        say("\(tier): \(tableText(ofSubnet: subnet.id))")
        for note in words.notes(row) { say(note, .differs) }
        say(aclText(ofSubnet: subnet.id))
        let groups = subnet.groups.map { "\($0.name) \(words.address($0))" }
        say(groups.isEmpty ? "no interface with a group in the input" : "groups: \(TextList.few(groups, limit: 8))")
        if subnet.withoutGroups > 0 { say("\(TextCount.of(subnet.withoutGroups, "interface")) without groups") }
    }

    private mutating func tell(_ row: SubnetRow, _ vpc: VpcNetwork) {
        let words = NetworkPageWords(map, vpc)
        title = "\(TextCount.of(row.subnets.count, "subnet")), \(row.tier.words)"
        note = TextCount.of(row.interfaces, "interface")
        if let first = row.subnets.first { say(tableText(ofSubnet: first.id) + "   " + aclText(ofSubnet: first.id)) }
        for note in words.notes(row) { say(note, .differs) }
        say(TextList.few(row.subnets.map(\.title), limit: 12))
    }

    private mutating func tell(_ group: GroupIndex, _ subnet: SubnetBox, _ vpc: VpcNetwork) {
        guard let own = subnet.groups.first(where: { $0.group == group }) else { return }
        title = titled("[\(own.name)]", inventory[group].id)
        note = "in \(subnet.title)"
        let interfaces = own.interfaces.prefix(6).map { index in
            let addresses =
                inventory[index].privateAddresses.prefix(2).map(\.description)
                + inventory[index].publicAddresses.map(\.description)
            return "\(TerminalText.safe(map.analyzer.names.name(of: index))) \(addresses.joined(separator: ", "))"
        }
        let more = own.interfaces.count > 6 ? "; and \(own.interfaces.count - 6) more" : ""
        say(interfaces.joined(separator: "; ") + more)
        let row = vpc.rows.first { $0.subnets.contains { $0.id == subnet.id } }
        say("\(vpc.readsTables ? row?.tier.words ?? "" : "tables not read"): \(tableText(ofSubnet: subnet.id))")
        say(aclText(ofSubnet: subnet.id))
    }

    // MARK: The overview

    private mutating func tell(_ vpc: VpcNetwork) {
        title = titled(vpc.name, vpc.id)
        note = vpc.networks.map(\.description).prefix(2).joined(separator: "  ")
        for row in vpc.rows.prefix(8) {
            say(
                "\(vpc.readsTables ? row.tier.words : "tables not read"): \(TextList.few(row.subnets.map(\.title), limit: 5, shown: 4))"
            )
        }
        let joins = map.joins(ofVpc: vpc.id).map(\.title)
        say(joins.isEmpty ? "joined by nothing in the input" : "joined by \(TextList.sentence(joins, limit: 6))")
    }

    private mutating func tell(_ join: VpcJoin) {
        title = titled("(\(join.title))", join.target.id)
        note = TextCount.of(join.vpcs.count, "VPC")
        let vpcs = join.vpcs.map { id in name(id) + (map.place(ofVpc: id) == nil ? " (not in the input)" : "") }
        say("joins \(TextList.few(vpcs + join.beyond, limit: 20))")
        if let stopped = join.stopped { say("! carries nothing: \(TerminalText.safe(stopped))", .fail) }
    }
}
