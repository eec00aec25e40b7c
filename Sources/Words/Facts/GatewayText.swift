import CoreModel
import Text

/// What the input tells of what carries packets between subnets, VPCs and other networks: where it stands, its state, what it joins.
public struct GatewayText: Sendable {
    /// One thing that is told.
    public struct Fact: Hashable, Sendable {
        /// What it is about, in a word.
        public let label: String
        /// What is told.
        public let text: String
    }

    private let inventory: Inventory
    private let network: NetworkNames
    private var topology: Topology { inventory.topology }

    /// Words for an inventory's gateways.
    public init(_ inventory: Inventory) {
        self.inventory = inventory
        network = NetworkNames(inventory)
    }

    /// Everything that is told of a thing by its id, then the routes that lead to it; none of what the input has nothing of.
    public func facts(_ id: TextID) -> [Fact] {
        let own =
            gateway(id) ?? nat(id) ?? peering(id) ?? transitGateway(id) ?? connection(id) ?? endpoint(id)
        return (own ?? firewall(id) ?? interface(id) ?? []) + routes(to: id)
    }

    // MARK: Of one VPC

    private func gateway(_ id: TextID) -> [Fact]? {
        guard let own = topology.gateways.first(where: { $0.id == id }) else { return nil }
        let attached = own.attachments.map { all in
            all.isEmpty
                ? "to nothing: it carries no packets"
                : TextList.sentence(all.map { "to \(network.name($0.vpc))" + state($0.state) }, limit: 4)
        }
        return [Fact(label: "attached", text: attached ?? "not in the input")] + connections(of: id)
    }

    private func nat(_ id: TextID) -> [Fact]? {
        guard let own = topology.natGateways.first(where: { $0.id == id }) else { return nil }
        let kind = own.isPrivate.map { $0 ? "private: reaches no internet" : "public" }
        let words = [word(own.state), kind].compactMap { $0 }
        let place = place(ofNat: id)
        return (words.isEmpty ? [] : [Fact(label: "state", text: words.joined(separator: ", "))])
            + (place.isEmpty ? [] : [Fact(label: "stands", text: place)])
    }

    /// Where a NAT gateway stands, and as whom it sends: "in public-0, us-east-1a: 10.0.0.40, leaves as 198.51.100.30".
    public func place(ofNat id: TextID) -> String {
        guard let own = topology.natGateways.first(where: { $0.id == id }) else { return "" }
        if own.isRegional == true { return "in no subnet: it is regional" }
        guard !own.subnet.isNone else { return "" }
        let zone = inventory.subnets.first { $0.id == own.subnet }.map { inventory[$0.zone] } ?? ""
        var text = "in \([network.name(own.subnet), zone].filter { !$0.isEmpty }.joined(separator: ", "))"
        guard let address = own.addresses.first else { return text }
        if let known = address.privateAddress { text += ": \(known)" }
        if let known = address.publicAddress { text += ", leaves as \(known)" }
        if own.addresses.count > 1 {
            text += ", and \(TextCount.of(own.addresses.count - 1, "more address", plural: "more addresses"))"
        }
        return text
    }

    private func endpoint(_ id: TextID) -> [Fact]? {
        guard let own = topology.endpoints.first(where: { $0.id == id }) else { return nil }
        var facts: [Fact] = []
        func add(_ label: String, _ text: String?) { if let text, !text.isEmpty { facts.append(Fact(label: label, text: text)) } }
        add("type", own.kind.word)
        add("service", own.service.isNone ? nil : inventory[own.service])
        add("state", word(own.state))
        add("policy", own.restricts.map { $0 ? "lets less through than everything: not looked at" : "lets everything through" })
        add("subnets", list(own.subnets))
        return facts
    }

    private func firewall(_ id: TextID) -> [Fact]? {
        guard let own = topology.firewalls.first(where: { $0.id == id || $0.endpoints.contains(id) }) else { return nil }
        var facts = [Fact(label: "firewall", text: "\(network.nameAndID(own.id)): its rules are not in the input")]
        if !own.subnets.isEmpty { facts.append(Fact(label: "subnets", text: list(own.subnets) ?? "")) }
        return facts
    }

    private func interface(_ id: TextID) -> [Fact]? {
        guard let own = inventory.interfaces.first(where: { $0.id == id || (!$0.instance.isNone && $0.instance == id) }) else {
            return nil
        }
        let addresses = (own.privateAddresses + own.publicAddresses).map(\.description)
        let place = own.subnet.isNone ? [] : ["in \(network.name(own.subnet))"]
        let check = own.checksSourceDestination.map { $0 ? "on: drops what is not addressed to it" : "off" }
        return [
            Fact(label: "stands", text: (place + addresses.prefix(4)).joined(separator: ", ")),
            Fact(label: "src/dst", text: "source/dest check \(check ?? "not in the input")"),
        ]
    }

    // MARK: Between VPCs and beyond

    private func peering(_ id: TextID) -> [Fact]? {
        guard let own = topology.peeringConnections.first(where: { $0.id == id }) else { return nil }
        let told = word(own.state).map { [Fact(label: "state", text: $0)] } ?? []
        return told + sides(ofPeering: id).map { Fact(label: "side", text: $0) }
    }

    /// The VPCs that a peering connection joins: "reporting 10.48.0.0/16, account 210987654321".
    public func sides(ofPeering id: TextID) -> [String] {
        guard let own = topology.peeringConnections.first(where: { $0.id == id }) else { return [] }
        return own.sides.map { side in
            let blocks = side.networks.map(\.description)
            let owner = side.owner.isNone ? "" : ", account \(inventory[side.owner])"
            let region = side.region.isNone ? "" : ", \(inventory[side.region])"
            return network.name(side.vpc) + (blocks.isEmpty ? "" : " \(TextList.few(blocks, limit: 4))") + owner + region
        }
    }

    private func transitGateway(_ id: TextID) -> [Fact]? {
        guard let own = topology.transitGateways.first(where: { $0.id == id }) else { return nil }
        var facts = word(own.state).map { [Fact(label: "state", text: $0)] } ?? []
        if let keeps = own.keepsReferences {
            facts.append(Fact(label: "groups", text: "rules that name groups \(keeps ? "may match" : "never match") across it"))
        }
        return facts + attachments(of: id)
    }

    /// What is attached, and the table that what comes in by it is looked up in.
    private func attachments(of id: TextID) -> [Fact] {
        let all = topology.transitGatewayAttachments.filter { $0.gateway == id }
        let shown = all.prefix(Self.limit).map { own in
            let what = own.resource.isNone ? own.kind.word ?? "not told" : network.name(own.resource)
            let asks =
                switch own.association {
                case .unknown: "its table is not in the input"
                case .none: "asks no table: what comes in is dropped"
                case .table(let table, let state):
                    "asks table \(network.name(table))" + (state.works == false ? self.state(state) : "")
                }
            return Fact(label: "attached", text: "\(what), by \(network.name(own.id))\(state(own.state)): \(asks)")
        }
        return shown + more(all.count, "attachment")
    }

    private func connection(_ id: TextID) -> [Fact]? {
        topology.vpnConnections.first { $0.id == id }.map { [text(of: $0)] }
    }

    private func text(of own: VpnConnection) -> Fact {
        let up = own.tunnels.filter { $0 }.count
        let tunnels = own.tunnels.isEmpty ? nil : "\(up) of \(TextCount.of(own.tunnels.count, "tunnel")) up"
        let router = topology.customerGateways.first { $0.id == own.customerGateway }
        let far = router.map { "to \(network.name($0.id))" + ($0.address.isNone ? "" : " at \(inventory[$0.address])") }
        let networks = own.networks.isEmpty ? nil : TextList.few(own.networks.map(\.description), limit: 4)
        let words = [word(own.state), tunnels, far, networks].compactMap { $0 }
        return Fact(label: "vpn", text: "\(network.name(own.id)): \(words.joined(separator: ", "))")
    }

    private func connections(of gateway: TextID) -> [Fact] {
        let own = topology.vpnConnections.filter { $0.gateway == gateway }.map(text(of:))
        let direct = topology.directConnectGateways.filter { $0.associations.contains { $0.attachment == gateway } }.map {
            Fact(label: "dx", text: "Direct Connect gateway \(network.name($0.id))")
        }
        return Array((own + direct).prefix(Self.limit))
    }

    // MARK: What leads to it

    /// The routes of VPCs that lead to a thing: "table private: 0.0.0.0/0".
    private func routes(to id: TextID) -> [Fact] {
        guard !id.isNone else { return [] }
        let all = topology.routeTables.compactMap { table -> Fact? in
            let own = table.routes.filter { $0.target.id == id }
            guard !own.isEmpty else { return nil }
            let routes = own.map { network.name($0.destination) + ($0.state == .blackhole ? " (blackhole)" : "") }
            return Fact(label: "routes", text: "table \(network.name(table.id)): \(TextList.few(routes, limit: 6, shown: 5))")
        }
        return Array(all.prefix(Self.limit)) + more(all.count, "table")
    }

    private static let limit = 8

    private func more(_ count: Int, _ what: String) -> [Fact] {
        count > Self.limit ? [Fact(label: "", text: "and \(TextCount.of(count - Self.limit, "more \(what)"))")] : []
    }

    private func list(_ ids: [TextID]) -> String? { ids.isEmpty ? nil : TextList.few(ids.map(network.name), limit: 6) }

    /// A state in AWS's word; nil where it is not told.
    private func word(_ state: ResourceState) -> String? { state.text.isNone ? nil : inventory[state.text] }

    private func state(_ state: ResourceState) -> String { word(state).map { " (\($0))" } ?? "" }
}

// MARK: Load balancers

extension GatewayText {
    /// What a listener does with a connection: "HTTPS, default: to chat-dev-api", an action each.
    public func actions(of listener: BalancerListener) -> [String] {
        let own = listener.actions.map { action in
            let when = action.isDefault ? "default" : "by a rule"
            return switch action {
            case .forward(let group, _): "\(when): to target group \(network.name(group))"
            case .answer: "\(when): answers itself, a redirect or a fixed response"
            case .instances(let port): "to port \(port) of its instances"
            }
        }
        return own + (listener.ruleKnowledge.isComplete ? [] : ["and perhaps more: not all rules are in the input"])
    }

    /// "443 HTTPS".
    public func name(of listener: BalancerListener) -> String {
        [listener.port.map(String.init), listener.word.isNone ? nil : inventory[listener.word]].compactMap { $0 }
            .joined(separator: " ")
    }

    /// A target group in one text: "chat-dev-api: HTTP 3001, 2 targets by ip, 2 healthy".
    public func text(of group: TargetGroup) -> String {
        let port = [group.word.isNone ? nil : inventory[group.word], group.port.map(String.init)].compactMap { $0 }
        let kind = group.kind.word.map { " by \($0)" } ?? ""
        let count =
            group.targetKnowledge == .absent ? "targets not in the input" : TextCount.of(group.targets.count, "target") + kind
        let health = Dictionary(grouping: group.targets.filter { !$0.health.isNone }, by: \.health).map {
            ($0.value.count, inventory[$0.key])
        }
        let told = health.sorted { ($1.0, $0.1) < ($0.0, $1.1) }.map { "\($0.0) \($0.1)" }
        let parts = [port.joined(separator: " "), count].filter { !$0.isEmpty } + told
        return "\(network.name(group.id)): \(parts.joined(separator: ", "))"
    }

    /// "application, internal".
    public func kind(of balancer: LoadBalancer) -> String {
        let kind = balancer.kind == .classic ? "classic" : balancer.kind.word
        let scheme = balancer.isInternal.map { $0 ? "internal" : "internet-facing" }
        return [kind, scheme].compactMap { $0 }.joined(separator: ", ")
    }
}
