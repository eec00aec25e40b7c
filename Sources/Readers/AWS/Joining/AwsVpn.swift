import CoreModel

/// Reads `aws ec2 describe-vpn-gateways`: `VpnGateways[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-vpn-gateways.html#output
enum AwsVpnGateways {
    static func read(_ gateways: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in gateways {
            var gateway = Gateway(.virtualPrivate, id: collector.intern(try value.requiredText("VpnGatewayId")))
            gateway.name = try collector.nameTag(try value.member("Tags"))
            gateway.owner = collector.intern(try value.text("OwnerId"))
            // A deleted one is listed for a while, and with what it was attached to.
            let isGone = try value.text("State").map { $0.string.lowercased() == "deleted" } ?? false
            gateway.attachments = try isGone ? [] : collector.attachments(value, "VpcAttachments")
            collector.builder.add(gateway)
        }
    }
}

/// Reads `aws ec2 describe-vpn-connections`: `VpnConnections[]`.
///
/// `CustomerGatewayConfiguration` and `PreSharedKey` are secrets: they are not read.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-vpn-connections.html#output
enum AwsVpnConnections {
    static func read(_ connections: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in connections {
            var connection = VpnConnection(id: collector.intern(try value.requiredText("VpnConnectionId")))
            connection.name = try collector.nameTag(try value.member("Tags"))
            for key: StaticString in ["VpnGatewayId", "TransitGatewayId", "VpnConcentratorId", "CoreNetworkArn"] {
                if connection.gateway.isNone { connection.gateway = collector.intern(try value.text(key)) }
            }
            connection.customerGateway = collector.intern(try value.text("CustomerGatewayId"))
            connection.state = try collector.state(value, "State")
            connection.isStatic = try value.member("Options")?.member("StaticRoutesOnly")?.boolean()
            for route in try value.elements("Routes") {
                if try route.text("State").map({ ["deleting", "deleted"].contains($0.string.lowercased()) }) ?? false {
                    continue
                }
                if try route.text("DestinationCidrBlock") == nil { continue }
                connection.networks.append(try RuleValues.network(try route.required("DestinationCidrBlock")))
            }
            for tunnel in try value.elements("VgwTelemetry") {
                if let status = try tunnel.text("Status") { connection.tunnels.append(status.string.lowercased() == "up") }
            }
            collector.builder.add(connection)
        }
    }
}

/// Reads `aws ec2 describe-customer-gateways`: `CustomerGateways[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-customer-gateways.html#output
enum AwsCustomerGateways {
    static func read(_ gateways: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in gateways {
            var gateway = CustomerGateway(id: collector.intern(try value.requiredText("CustomerGatewayId")))
            gateway.name = try collector.nameTag(try value.member("Tags"))
            gateway.address = collector.intern(try value.text("IpAddress"))
            collector.builder.add(gateway)
        }
    }
}

/// Reads `aws directconnect describe-direct-connect-gateways` and `describe-direct-connect-gateway-associations`.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/directconnect/describe-direct-connect-gateways.html#output and
/// https://docs.aws.amazon.com/cli/latest/reference/directconnect/describe-direct-connect-gateway-associations.html#output
enum AwsDirectConnectGateways {
    static func read(_ gateways: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in gateways {
            var gateway = DirectConnectGateway(id: collector.intern(try value.requiredText("directConnectGatewayId")))
            gateway.name = collector.intern(try value.text("directConnectGatewayName"))
            collector.builder.add(gateway)
        }
    }

    static func read(associations: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in associations {
            var gateway = DirectConnectGateway(id: collector.intern(try value.requiredText("directConnectGatewayId")))
            var other = collector.intern(try value.member("associatedGateway")?.text("id"))
            if other.isNone { other = collector.intern(try value.text("virtualGatewayId")) }
            if !other.isNone {
                gateway.associations = [
                    TransitGatewayAssociation(other, try collector.state(value, "associationState"))
                ]
            }
            collector.builder.add(gateway)
        }
    }
}
