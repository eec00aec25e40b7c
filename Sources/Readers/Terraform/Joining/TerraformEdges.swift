import CoreModel

/// Where AWS ends: virtual private gateways, VPN connections, customer gateways, Direct Connect.
extension TerraformResources {
    /// `aws_vpn_connection`.
    ///
    /// Its pre-shared keys and the customer gateway's configuration are secrets, and are not looked at.
    mutating func readVpnConnection(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var connection = VpnConnection(id: collector.intern(try values.requiredText("id")))
        connection.name = try collector.terraformName(values)
        let transit = try collector.known(values, "transit_gateway_id")
        connection.gateway = transit.isNone ? try collector.known(values, "vpn_gateway_id") : transit
        connection.customerGateway = try collector.known(values, "customer_gateway_id")
        connection.state = try collector.existence(values)
        connection.isStatic = try values.choice("static_routes_only", absent: nil)
        for key in ["routes", "route"] as [StaticString] {
            for route in try values.elements(key) where route.kind == .object {
                if let state = try route.text("state")?.string, state != "available" { continue }
                if let network = try Self.network(route) { connection.networks.append(network) }
            }
        }
        for tunnel in try values.elements("vgw_telemetry") where tunnel.kind == .object {
            if let status = try tunnel.text("status")?.string { connection.tunnels.append(status.uppercased() == "UP") }
        }
        collector.builder.add(connection, by: resourceID)
        try addTransitAttachment(.vpn, of: connection.id, values, gateway: transit, into: &collector)
    }

    /// `aws_vpn_connection_route`.
    func readVpnRoute(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let id) = try values.id("vpn_connection_id"), let network = try Self.network(values),
            try values.doubtName() == nil
        else { return }
        var connection = VpnConnection(id: collector.builder.intern(id))
        connection.networks = [network]
        collector.builder.add(connection, by: resourceID)
    }

    private static func network(_ values: JSONValue) throws(JSONFault) -> IPNetwork? {
        guard case .known(let text) = try values.id("destination_cidr_block") else { return nil }
        return try? WrittenNetwork(parsing: text, isBlock: true).network
    }

    /// `aws_customer_gateway`.
    func readCustomerGateway(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var gateway = CustomerGateway(id: collector.intern(try values.requiredText("id")))
        gateway.name = try collector.terraformName(values)
        gateway.address = try collector.known(values, "ip_address")
        collector.builder.add(gateway, by: resourceID)
    }

    /// `aws_dx_gateway`.
    func readDirectConnectGateway(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var gateway = DirectConnectGateway(id: collector.intern(try values.requiredText("id")))
        gateway.name = try collector.known(values, "name")
        collector.builder.add(gateway, by: resourceID)
    }

    /// `aws_dx_gateway_association`: with a virtual private gateway, or with a transit gateway, to which it is attached then.
    mutating func readDirectConnectAssociation(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let id) = try values.id("dx_gateway_id") else { return }
        var gateway = DirectConnectGateway(id: collector.builder.intern(id))
        var associated = try collector.known(values, "associated_gateway_id")
        if associated.isNone { associated = try collector.known(values, "vpn_gateway_id") }
        if !associated.isNone { gateway.associations = [TransitGatewayAssociation(associated, try collector.existence(values))] }
        collector.builder.add(gateway, by: resourceID)
        try addTransitAttachment(.directConnectGateway, of: gateway.id, values, gateway: associated, into: &collector)
    }
}
