import CoreModel

/// Routes, associations and propagations of transit gateways' tables, each a resource of its own.
extension TerraformResources {
    /// `aws_ec2_transit_gateway_route` and `aws_ec2_transit_gateway_prefix_list_reference`; one whose table is left open may be any
    /// table's.
    mutating func readTransitRoute(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let table = try values.id("transit_gateway_route_table_id").orOpen("the route table of a route of a transit gateway")
        guard case .known(let id) = table else {
            network.transit.openRoutes.insert(table.text)
            return
        }
        var route = TransitGatewayRoute(
            .unknown(collector.builder.intern("the destination of a route of \(id), which is not in the input")), origin: .written
        )
        switch try values.id("destination_cidr_block") {
        case .none: break
        case .open(let name): route.destination = .unknown(collector.builder.intern(name))
        case .known(let text):
            if let network = try? WrittenNetwork(parsing: text, isBlock: true).network { route.destination = .network(network) }
        }
        switch try values.id("prefix_list_id") {
        case .none: break
        case .open(let name): route.destination = .unknown(collector.builder.intern(name))
        case .known(let list):
            route.prefixList = collector.builder.intern(list)
            route.destination = .prefixList(route.prefixList)
        }
        var doubts = try values.doubtName().map { [$0] } ?? []
        switch try values.choice("blackhole", absent: false) {
        case true?: route.state = .blackhole
        case false?: break
        case nil: if case .open(let name) = try values.id("blackhole") { doubts.append(name) }
        }
        if route.state != .blackhole {
            let attachment = try values.id("transit_gateway_attachment_id").orOpen("where a route of \(id) leads")
            route.hops = [.init(attachment: collector.builder.intern(attachment.text))]
        }
        route.doubt = collector.doubt(doubts)
        var own = TransitGatewayTable(id: collector.builder.intern(id))
        own.routes = [route]
        own.routeKnowledge = .partial(.owner)
        collector.builder.add(own, by: resourceID)
    }

    /// `aws_ec2_transit_gateway_route_table_association`.
    mutating func readTransitAssociation(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let table = try values.id("transit_gateway_route_table_id").orOpen("the route table of an association")
        let attachment = try values.id("transit_gateway_attachment_id").orOpen("what is associated with \(table.text)")
        switch (table, attachment) {
        case (.known(let table), .known(let attachment)):
            var own = TransitGatewayTable(id: collector.builder.intern(table))
            let id = collector.builder.intern(attachment)
            network.transit.associated[id, default: []].append(own.id)
            own.associations = [TransitGatewayAssociation(id, try collector.existence(values))]
            own.associationKnowledge = .partial(.owner)
            collector.builder.add(own, by: resourceID)
        case (.open(let name), .known(let attachment)):
            // Some table's, which nobody tells.
            network.transit.openAssociations.insert(name)
            network.transit.associated[collector.builder.intern(attachment), default: []].append(.none)
        case (_, .open(let name)): network.transit.openAssociations.insert(name)
        }
    }

    /// `aws_ec2_transit_gateway_route_table_propagation`; one that may not be made, or of what is left open, leaves its table open.
    mutating func readTransitPropagation(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let table = try values.id("transit_gateway_route_table_id").orOpen("the route table of a propagation")
        guard case .known(let id) = table else {
            network.transit.openPropagations.insert(table.text)
            return
        }
        var own = TransitGatewayTable(id: collector.builder.intern(id))
        let attachment = try values.id("transit_gateway_attachment_id").orOpen("what propagates to \(id)")
        switch (attachment, try values.doubtName()) {
        case (.known(let attachment), nil):
            own.propagations = [collector.builder.intern(attachment)]
            own.propagationKnowledge = .partial(.owner)
        case (_, let doubt):
            own.propagationKnowledge = .partial(.unsettled(collector.builder.intern(doubt ?? attachment.text)))
        }
        collector.builder.add(own, by: resourceID)
    }
}
