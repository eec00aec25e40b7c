import CoreModel

/// Transit gateways and what is attached to them, managed or looked up.
extension TerraformResources {
    /// `aws_ec2_transit_gateway`.
    mutating func readTransitGateway(_ values: JSONValue, isManaged: Bool, into collector: inout Collector) throws(JSONFault) {
        var gateway = TransitGateway(id: collector.intern(try values.requiredText("id")))
        gateway.name = try collector.terraformName(values)
        gateway.owner = try collector.known(values, "owner_id")
        gateway.region = try collector.region(values)
        gateway.state = try collector.existence(values)
        gateway.keepsReferences = try values.isEnabled("security_group_referencing_support")
        for block in try values.ids("transit_gateway_cidr_blocks") {
            guard case .known(let text) = block, let network = try? IPNetwork(parsing: text) else { continue }
            gateway.networks.append(network)
        }
        var facts = TransitGatewayFacts.Gateway(owner: gateway.owner, region: gateway.region, isManaged: isManaged)
        facts.association = try defaultTable(
            values, "association_default_route_table_id", "default_route_table_association", of: gateway.id, isManaged,
            into: &collector)
        facts.propagation = try defaultTable(
            values, "propagation_default_route_table_id", "default_route_table_propagation", of: gateway.id, isManaged,
            into: &collector)
        if case .told(let table) = facts.association { gateway.associationTable = table }
        if case .told(let table) = facts.propagation { gateway.propagationTable = table }
        network.transit.gateways[gateway.id] = facts
        collector.builder.add(gateway, by: resourceID)
        guard isManaged else { return }
        for id in [gateway.associationTable, gateway.propagationTable].distinct() where !id.isNone {
            var table = TransitGatewayTable(id: id)
            table.gateway = gateway.id
            table.routeKnowledge = .complete
            table.mayHaveMore = true
            // Whoever attaches something elsewhere gets this table too, once the gateway stands.
            let isYetToBe = id == collector.builder.intern(TransitStandIn.defaultTable(of: collector.builder.text(gateway.id)))
            table.associationKnowledge = isYetToBe ? .complete : .partial(.owner)
            table.propagationKnowledge = table.associationKnowledge
            add(table, into: &collector)
        }
    }

    /// The table that a gateway gives attachments; of one that is yet to be made AWS makes it, and no document names it.
    private func defaultTable(
        _ values: JSONValue, _ key: StaticString, _ option: StaticString, of gateway: TextID, _ isManaged: Bool,
        into collector: inout Collector
    ) throws(JSONFault) -> TransitGatewayFacts.DefaultTable {
        let choice = try values.id(option)
        if case .known(let word) = choice, word.lowercased() == "disable" { return .off }
        switch try values.id(key) {
        case .known(let id): return .told(collector.builder.intern(id))
        case .open: return .unknown
        case .none: break
        }
        if case .open = choice { return .unknown }
        guard isManaged else { return .unknown }
        return .told(collector.builder.intern(TransitStandIn.defaultTable(of: collector.builder.text(gateway))))
    }

    private mutating func add(_ table: TransitGatewayTable, into collector: inout Collector) {
        network.transit.tables.append(.init(id: table.id, resource: resourceID))
        network.transit.gatewayOfTable[table.id] = table.gateway
        collector.builder.add(table, by: resourceID)
    }

    /// `aws_ec2_transit_gateway_route_table`: its routes, associations and propagations are resources of their own.
    mutating func readTransitTable(_ values: JSONValue, isManaged: Bool, into collector: inout Collector) throws(JSONFault) {
        var table = TransitGatewayTable(id: collector.intern(try values.requiredText("id")))
        table.name = try collector.terraformName(values)
        table.gateway = try collector.known(values, "transit_gateway_id")
        table.state = try collector.existence(values)
        guard isManaged else {
            network.transit.gatewayOfTable[table.id] = table.gateway
            collector.builder.add(table, by: resourceID)
            return
        }
        table.routeKnowledge = .complete
        table.mayHaveMore = true
        table.associationKnowledge = .complete
        table.propagationKnowledge = .complete
        add(table, into: &collector)
    }

    /// `aws_ec2_transit_gateway_default_route_table_association` and `_propagation`, which choose what attachments get by themselves.
    mutating func readDefaultTransitTable(_ values: JSONValue, _ type: TerraformType) throws(JSONFault) {
        guard case .known(let gateway) = try values.id("transit_gateway_id") else { return }
        defaultTables.append((type, gateway, try values.id("transit_gateway_route_table_id")))
    }

    /// Makes the choices of default tables count, whichever tables gateways say that they had.
    mutating func settleDefaultTables(into collector: inout Collector) {
        for (type, gateway, table) in defaultTables {
            let id = collector.builder.intern(gateway)
            var facts = network.transit.gateways[id] ?? TransitGatewayFacts.Gateway(isManaged: true)
            var told = TransitGatewayFacts.DefaultTable.unknown
            if case .known(let text) = table { told = .told(collector.builder.intern(text)) }
            if type == .defaultTransitAssociation { facts.association = told } else { facts.propagation = told }
            network.transit.gateways[id] = facts
        }
    }

    // MARK: Attachments

    /// `aws_ec2_transit_gateway_vpc_attachment`, and `_accepter`, by which the gateway's owner says what it gets.
    ///
    /// A data source tells no tables.
    mutating func readTransitVpcAttachment(
        _ values: JSONValue, _ resource: TerraformResource, into collector: inout Collector
    ) throws(JSONFault) {
        let isAccepter = resource.type == .transitVpcAccepter
        let own = isAccepter ? try collector.known(values, "transit_gateway_attachment_id") : .none
        var attachment = try attachment(
            .vpc, own.isNone ? collector.intern(try values.requiredText("id")) : own, values, into: &collector)
        attachment.resource = try collector.known(values, "vpc_id")
        attachment.resourceOwner = try collector.known(values, "vpc_owner_id")
        if case .known = try values.settled("subnet_ids") {
            var subnets: [TextID]? = []
            for subnet in try values.ids("subnet_ids") {
                if case .known(let id) = subnet { subnets?.append(collector.builder.intern(id)) } else { subnets = nil }
            }
            attachment.subnets = subnets
        }
        attachment.keepsReferences = try values.isEnabled("security_group_referencing_support")
        attachment.usesApplianceMode = try values.isEnabled("appliance_mode_support")
        attachment.carriesIPv6 = try values.isEnabled("ipv6_support")
        collector.builder.add(attachment, by: resourceID)
        if resource.isManaged { try note(attachment, values, isOfGatewayOwner: isAccepter) }
    }

    /// `aws_ec2_transit_gateway_connect`.
    mutating func readTransitConnect(_ values: JSONValue, isManaged: Bool, into collector: inout Collector) throws(JSONFault) {
        var attachment = try attachment(.connect, collector.intern(try values.requiredText("id")), values, into: &collector)
        attachment.resource = try collector.known(values, "transport_attachment_id")
        if attachment.gateway.isNone {
            let carrier = network.transit.attachments.first { $0.id == attachment.resource }
            attachment.gateway = carrier?.gateway ?? .none
        }
        collector.builder.add(attachment, by: resourceID)
        if isManaged { try note(attachment, values, isOfGatewayOwner: false) }
    }

    /// `aws_ec2_transit_gateway_peering_attachment`, and `_accepter`: one attachment of two gateways.
    ///
    /// Which table it gets is said by a resource of its own, or not told: it propagates nothing.
    mutating func readTransitPeering(_ values: JSONValue, isAccepter: Bool, into collector: inout Collector) throws(JSONFault) {
        let own = isAccepter ? try collector.known(values, "transit_gateway_attachment_id") : .none
        var near = try attachment(
            .peering, own.isNone ? collector.intern(try values.requiredText("id")) : own, values, into: &collector)
        near.resource = try collector.known(values, "peer_transit_gateway_id")
        near.resourceOwner = try collector.known(values, "peer_account_id")
        near.peerRegion = try collector.known(values, "peer_region")
        if near.state.text.isNone {
            switch try values.id("state") {
            // A resource that accepts is there only when it has.
            case .known(let word): near.state = collector.builder.state(word)
            // A resource that accepts is there only when it has.
            case .none, .open(_): if isAccepter { near.state = collector.builder.state("available") }
            }
            if near.state.text.isNone, case .open(let name) = try values.id("state") {
                near.state = ResourceState(text: collector.builder.intern(name), works: nil)
            }
        }
        collector.builder.add(near, by: resourceID)
        guard !near.resource.isNone else { return }
        var far = TransitGatewayAttachment(id: near.id, gateway: near.resource)
        far.kind = .peering
        far.state = near.state
        far.resource = near.gateway
        far.resourceOwner = network.transit.gateways[near.gateway]?.owner ?? .none
        far.peerRegion = network.transit.gateways[near.gateway]?.region ?? .none
        collector.builder.add(far, by: resourceID)
    }

    /// The data sources that look up an attachment of any kind, of a VPN connection or of a Direct Connect gateway.
    func readTransitLookup(_ values: JSONValue, _ type: TerraformType, into collector: inout Collector) throws(JSONFault) {
        var kind = TransitGatewayAttachment.Kind.unknown
        var key: StaticString = "resource_id"
        switch type {
        case .transitVpnLookup: (kind, key) = (.vpn, "vpn_connection_id")
        case .transitDirectConnectLookup: (kind, key) = (.directConnectGateway, "dx_gateway_id")
        default: if case .known(let word) = try values.id("resource_type") { kind = .init(word: word) }
        }
        let own = try collector.known(values, "transit_gateway_attachment_id")
        var attachment = try attachment(
            kind, own.isNone ? collector.intern(try values.requiredText("id")) : own, values, into: &collector)
        attachment.resource = try collector.known(values, key)
        attachment.resourceOwner = try collector.known(values, "resource_owner_id")
        if case .known(let word) = try values.id("state") { attachment.state = collector.builder.state(word) }
        if case .known(let table) = try values.id("association_transit_gateway_route_table_id") {
            var state = ResourceState()
            if case .known(let word) = try values.id("association_state") { state = collector.builder.state(word) }
            attachment.association = .table(collector.builder.intern(table), state)
        }
        collector.builder.add(attachment, by: resourceID)
    }

    /// The attachment of a VPN connection or of a Direct Connect gateway, which the resource itself tells.
    ///
    /// It has no options of its own: it gets what the gateway gives.
    mutating func addTransitAttachment(
        _ kind: TransitGatewayAttachment.Kind, of resource: TextID, _ values: JSONValue, gateway: TextID,
        into collector: inout Collector
    ) throws(JSONFault) {
        let id = try collector.known(values, "transit_gateway_attachment_id")
        guard !id.isNone, !gateway.isNone else { return }
        var attachment = TransitGatewayAttachment(id: id, gateway: gateway)
        attachment.kind = kind
        attachment.resource = resource
        attachment.state = try collector.existence(values)
        collector.builder.add(attachment, by: resourceID)
        network.transit.add(
            .init(id: id, gateway: gateway, associates: true, propagates: true, resource: resourceID))
    }

    private func attachment(
        _ kind: TransitGatewayAttachment.Kind, _ id: TextID, _ values: JSONValue, into collector: inout Collector
    ) throws(JSONFault) -> TransitGatewayAttachment {
        var attachment = TransitGatewayAttachment(id: id, gateway: try collector.known(values, "transit_gateway_id"))
        attachment.kind = kind
        attachment.name = try collector.terraformName(values)
        attachment.state = try collector.existence(values)
        return attachment
    }

    private mutating func note(
        _ attachment: TransitGatewayAttachment, _ values: JSONValue, isOfGatewayOwner: Bool
    ) throws(JSONFault) {
        // One that may not be made is in no table for certain.
        let isThere = try values.doubtName() == nil
        network.transit.add(
            .init(
                id: attachment.id, gateway: attachment.gateway, owner: attachment.resourceOwner,
                associates: isThere ? try values.choice("transit_gateway_default_route_table_association", absent: true) : nil,
                propagates: isThere ? try values.choice("transit_gateway_default_route_table_propagation", absent: true) : nil,
                isOfGatewayOwner: isOfGatewayOwner, resource: resourceID))
    }
}

/// What stands for a part of a transit gateway that AWS makes with it, and whose id is known only then.
enum TransitStandIn {
    /// The table that a gateway gives attachments by itself.
    static func defaultTable(of gateway: String) -> String { "\(gateway) (default route table)" }

    /// The attachment of a VPN connection, or of a Direct Connect gateway's association.
    static func attachment(of resource: String) -> String { "\(resource) (attachment)" }
}
