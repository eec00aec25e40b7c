import CoreModel
import Reachability
import Words

/// What a reading tells of the network, thing by thing, as texts that mean the same in another reading.
struct NetworkFacts {
    /// One thing: a route table, an ACL, a gateway.
    struct Thing {
        /// What it is.
        var kind: InventoryDiff.NetworkThing
        var id: String
        var name: String
        /// What it has: routes, entries, associations, states.
        var parts: [String] = []
        /// The VPCs whose ways it may decide over.
        var vpcs: Set<String> = []
        /// The subnets whose ways alone it decides over; nil where it may be more than these.
        var subnets: Set<String>?
    }

    private(set) var things: [Thing] = []
    private let inventory: Inventory
    private let names: NetworkNames
    private var topology: Topology { inventory.topology }

    /// Of a reading, with nothing told yet.
    init(of inventory: Inventory) {
        self.inventory = inventory
        names = NetworkNames(inventory, areMany: true)
    }

    init(_ inventory: Inventory) {
        self.init(of: inventory)
        tables()
        acls()
        gateways()
        natGateways()
        places()
        publicAccess()
        balancers()
        peerings()
        transitGateways()
        endpoints()
    }

    // MARK: Texts

    func text(_ id: TextID) -> String { id.isNone ? "" : inventory[id] }

    private func state(_ state: ResourceState) -> [String] { state.text.isNone ? [] : [inventory[state.text]] }

    private func thing(_ kind: InventoryDiff.NetworkThing, _ id: TextID, vpcs: [TextID]) -> Thing {
        Thing(kind: kind, id: text(id), name: names.name(id), vpcs: Set(vpcs.map(text)).subtracting([""]))
    }

    private mutating func add(_ thing: Thing) { if !thing.id.isEmpty { things.append(thing) } }

    // MARK: Of one VPC

    private mutating func tables() {
        for table in topology.routeTables where !table.isAssumed {
            var own = thing(.routeTable, table.id, vpcs: [table.vpc])
            own.parts = table.routes.map(text) + associations(table)
            if !table.isMain, table.gateways.isEmpty { own.subnets = Set(table.subnets.map(text)) }
            add(own)
        }
    }

    /// A route with what of it may differ.
    func text(_ route: Route) -> String {
        let state = route.state == .blackhole ? ", gone" : route.state == .filtered ? ", filtered" : ""
        return names.text(route) + (route.origin.isPropagated ? ", propagated" : "") + state
    }

    /// What a table has beside routes.
    func associations(_ table: RouteTable) -> [String] {
        (table.subnets + table.gateways).map { "for \(names.name($0))" }
            + table.propagatingGateways.map { "propagation from \(names.name($0))" } + (table.isMain ? ["main table"] : [])
    }

    private mutating func acls() {
        for acl in topology.networkACLs where !acl.isAssumed {
            var own = thing(.networkACL, acl.id, vpcs: [acl.vpc])
            own.parts = acl.entries.map(text) + associations(acl)
            if !acl.isDefault { own.subnets = Set(acl.subnets.map(text)) }
            add(own)
        }
    }

    /// An entry as it may differ.
    func text(_ entry: NetworkACLEntry) -> String { names.text(entry) }

    /// What an ACL has beside entries.
    func associations(_ acl: NetworkACL) -> [String] { acl.subnets.map { "for \(names.name($0))" } }

    private mutating func gateways() {
        for gateway in topology.gateways {
            let kind: InventoryDiff.NetworkThing =
                switch gateway.kind {
                case .internet: .internetGateway
                case .egressOnly: .egressOnlyInternetGateway
                case .virtualPrivate: .vpnGateway
                }
            var own = thing(kind, gateway.id, vpcs: gateway.attachments?.map(\.vpc) ?? [])
            own.parts = (gateway.attachments ?? []).map { attachment in
                (["attached to \(names.name(attachment.vpc))"] + state(attachment.state)).joined(separator: ", ")
            }
            add(own)
        }
    }

    private mutating func natGateways() {
        for gateway in topology.natGateways {
            var own = thing(.natGateway, gateway.id, vpcs: [gateway.vpc, vpc(ofSubnet: gateway.subnet)])
            own.parts = state(gateway.state) + (gateway.subnet.isNone ? [] : ["in \(names.name(gateway.subnet))"])
            if let isPrivate = gateway.isPrivate { own.parts.append(isPrivate ? "private" : "public") }
            own.parts += gateway.addresses.compactMap { address in
                let own = address.privateAddress.map { "\($0)" }
                let shown = address.publicAddress.map { "as \($0)" }
                let both = [own, shown].compactMap { $0 }.joined(separator: " ")
                return both.isEmpty ? nil : both
            }
            own.subnets = users(of: gateway.id)
            add(own)
        }
    }

    /// The subnets whose tables lead to something; nil where a table may be any subnet's.
    private func users(of target: TextID) -> Set<String>? {
        let tables = topology.routeTables.filter { table in table.routes.contains { $0.target.id == target } }
        guard tables.allSatisfy({ !$0.isMain && $0.gateways.isEmpty }) else { return nil }
        return Set(tables.flatMap(\.subnets).map(text))
    }

    private func vpc(ofSubnet id: TextID) -> TextID { inventory.subnets.first { $0.id == id }?.vpc ?? .none }

    /// VPCs, subnets, and where interfaces are.
    private mutating func places() {
        for vpc in inventory.vpcs {
            var own = thing(.vpc, vpc.id, vpcs: [vpc.id])
            own.parts = vpc.networks.map(\.description) + (vpc.blockMode.map { ["Block Public Access \($0.word)"] } ?? [])
            add(own)
        }
        for subnet in inventory.subnets {
            var own = thing(.subnet, subnet.id, vpcs: [subnet.vpc])
            own.parts = subnet.networks.map(\.description) + (subnet.zone.isNone ? [] : ["in \(inventory[subnet.zone])"])
            own.parts += subnet.blockMode.map { ["Block Public Access \($0.word)"] } ?? []
            own.subnets = [text(subnet.id)]
            add(own)
        }
        for interface in inventory.interfaces {
            var own = thing(.networkInterface, interface.id, vpcs: [interface.vpc])
            own.name = inventory[interface.name.isNone ? interface.id : interface.name]
            own.parts = interface.subnet.isNone ? [] : ["in \(names.name(interface.subnet))"]
            own.parts += interface.privateAddresses.map(\.description)
            own.parts += interface.publicAssociations.map { "\($0.privateAddress) as \($0.publicAddress)" }
            if let checks = interface.checksSourceDestination { own.parts.append("source/dest check \(checks ? "on" : "off")") }
            // What passes an appliance stands in other subnets.
            own.subnets = interface.checksSourceDestination == false || interface.subnet.isNone ? nil : [text(interface.subnet)]
            add(own)
        }
    }

    private mutating func publicAccess() {
        for block in topology.accessBlocks {
            let place = [text(block.scope.account), text(block.scope.region)].filter { !$0.isEmpty }.joined(separator: "/")
            let all = inventory.vpcs.filter { block.scope.region.isNone || $0.region.isNone || $0.region == block.scope.region }
            var own = Thing(kind: .publicAccess, id: place.isEmpty ? "account" : place, name: "Block Public Access")
            own.parts = [block.mode.word + (block.isChanging ? ", being changed" : "")]
            own.vpcs = Set(all.map { text($0.id) })
            things.append(own)
        }
        // AWS lists one that was deleted for some time, beside the one in its place.
        for exclusion in topology.accessExclusions where exclusion.state != .gone {
            let vpc = vpc(ofSubnet: exclusion.resource)
            // The same is excluded whatever id AWS gave to that; one that is tried has none.
            var own = thing(.publicAccessExclusion, exclusion.resource, vpcs: [vpc.isNone ? exclusion.resource : vpc])
            own.name = "exclusion of \(names.name(exclusion.resource))"
            own.parts = [exclusion.mode.word + (exclusion.state == .changing ? ", being changed" : "")]
            add(own)
        }
    }

    // MARK: Load balancers

    private mutating func balancers() {
        for balancer in topology.loadBalancers {
            var own = thing(.loadBalancer, balancer.id, vpcs: [balancer.vpc])
            own.parts = balancer.subnets.map { "in \(names.name($0))" }
            if let isInternal = balancer.isInternal { own.parts.append(isInternal ? "internal" : "internet-facing") }
            if let crosses = balancer.crossesZones { own.parts.append("cross-zone \(crosses ? "on" : "off")") }
            own.parts += balancer.listeners.map { listener in
                let targets = listener.actions.map { action in
                    switch action {
                    case .forward(let group, _): names.name(group)
                    case .answer: "an answer of its own"
                    case .instances(let port): "instances on \(port)"
                    }
                }
                let on = [text(listener.word), listener.port.map(String.init) ?? ""].filter { !$0.isEmpty }
                return "listens on \(on.joined(separator: " "))\(targets.isEmpty ? "" : " -> \(targets.joined(separator: ", "))")"
            }
            own.parts += balancer.instances.map { "sends to \(text($0))" }
            add(own)
        }
        for group in topology.targetGroups {
            var own = thing(.targetGroup, group.id, vpcs: [group.vpc])
            own.parts = group.targets.map { target in
                "sends to \(text(target.id))\((target.port ?? group.port).map { " on \($0)" } ?? "")"
            }
            if let keeps = group.preservesClient { own.parts.append("client addresses \(keeps ? "kept" : "not kept")") }
            if let crosses = group.crossesZones { own.parts.append("cross-zone \(crosses ? "on" : "off")") }
            add(own)
        }
    }

    // MARK: What joins VPCs

    private mutating func peerings() {
        for peering in topology.peeringConnections {
            var own = thing(.peeringConnection, peering.id, vpcs: peering.sides.map(\.vpc))
            own.parts = state(peering.state)
            own.parts += peering.sides.flatMap { side in side.networks.map { "\(names.name(side.vpc)) \($0)" } }
            add(own)
        }
        for connection in topology.vpnConnections {
            var own = thing(.vpnConnection, connection.id, vpcs: [])
            own.parts = state(connection.state) + connection.networks.map(\.description)
            add(own)
        }
    }

    /// Everything of transit gateways may decide over every VPC that is attached to one.
    private mutating func transitGateways() {
        let attached = topology.transitGatewayAttachments.filter { $0.kind == .vpc }.map(\.resource)
        for gateway in topology.transitGateways {
            var own = thing(.transitGateway, gateway.id, vpcs: attached)
            own.parts = state(gateway.state)
            if let keeps = gateway.keepsReferences { own.parts.append("security group referencing \(keeps ? "on" : "off")") }
            add(own)
        }
        for attachment in topology.transitGatewayAttachments {
            var own = thing(.transitGatewayAttachment, attachment.id, vpcs: attached)
            own.id = id(of: attachment)
            own.parts = state(attachment.state) + (attachment.subnets ?? []).map { "in \(names.name($0))" }
            if case .table(let table, _) = attachment.association { own.parts.append("associated with \(names.name(table))") }
            if let keeps = attachment.keepsReferences { own.parts.append("security group referencing \(keeps ? "on" : "off")") }
            if let isOn = attachment.usesApplianceMode { own.parts.append("appliance mode \(isOn ? "on" : "off")") }
            add(own)
        }
        for table in topology.transitGatewayTables {
            var own = thing(.transitGatewayTable, table.id, vpcs: attached)
            own.parts = table.routes.map { text($0, of: table.gateway) } + associations(table)
            own.parts += table.propagations.map { "propagation from \(names.attachment($0, of: table.gateway))" }
            add(own)
        }
    }

    /// The id of an attachment: one that joins two transit gateways is there for each.
    func id(of attachment: TransitGatewayAttachment) -> String {
        let isOne = attachment.gateway.isNone || attachment.kind != .peering
        return text(attachment.id) + (isOne ? "" : " of \(text(attachment.gateway))")
    }

    /// A route of a transit gateway's table with what of it may differ.
    func text(_ route: TransitGatewayRoute, of gateway: TextID) -> String {
        names.text(route, of: gateway) + (route.origin == .propagated ? ", propagated" : "")
    }

    /// The attachments whose packets a table of a transit gateway routes.
    func associations(_ table: TransitGatewayTable) -> [String] {
        table.associations.map { "associated with \(names.attachment($0.attachment, of: table.gateway))" }
    }

    private mutating func endpoints() {
        for endpoint in topology.endpoints {
            var own = thing(.endpoint, endpoint.id, vpcs: [endpoint.vpc])
            own.parts = state(endpoint.state) + (endpoint.service.isNone ? [] : ["for \(inventory[endpoint.service])"])
            own.parts += endpoint.routeTables.map { "in \(names.name($0))" } + endpoint.subnets.map { "in \(names.name($0))" }
            add(own)
        }
        for firewall in topology.firewalls {
            var own = thing(.firewall, firewall.id, vpcs: [firewall.vpc])
            own.parts = firewall.subnets.map { "in \(names.name($0))" } + firewall.endpoints.map { "endpoint \(text($0))" }
            add(own)
        }
    }
}
