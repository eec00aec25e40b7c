import CoreModel

/// Reads `aws ec2 describe-route-tables`: `RouteTables[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-route-tables.html#output
enum AwsRouteTables {
    static func read(_ tables: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        for value in tables {
            var table = RouteTable(id: collector.intern(try value.requiredText("RouteTableId")))
            table.name = try collector.nameTag(try value.member("Tags"))
            table.vpc = collector.intern(try value.text("VpcId"))
            table.owner = collector.intern(try value.text("OwnerId"))
            table.associationKnowledge = value.has("Associations") ? .complete : .partial(.member)
            for association in try value.elements("Associations") {
                if let state = try association.member("AssociationState")?.text("State"),
                    ["disassociated", "failed"].contains(state.string.lowercased())
                {
                    continue
                }
                let isMain = try association.member("Main")?.boolean() ?? false
                if isMain { table.isMain = true }
                let subnet = collector.intern(try association.text("SubnetId"))
                if !subnet.isNone { table.subnets.append(subnet) }
                let gateway = collector.intern(try association.text("GatewayId"))
                if !gateway.isNone { table.gateways.append(gateway) }
                // One that names nothing says that there is one.
                let isOfPool = try association.text("PublicIpv4Pool") != nil
                if !isMain, !isOfPool, subnet.isNone, gateway.isNone { table.associationKnowledge = .partial(.element) }
            }
            for gateway in try value.elements("PropagatingVgws") {
                table.propagatingGateways.append(collector.intern(try gateway.requiredText("GatewayId")))
            }
            table.routes.reserveCapacity(try value.member("Routes")?.count ?? 0)
            for route in try value.elements("Routes") { table.routes.append(try self.route(route, into: &collector)) }
            // Every table has a local route, or one that took its place.
            let hasLocal = table.routes.contains { $0.target.kind == .local || $0.origin == .createRouteTable }
            table.routeKnowledge = !value.has("Routes") ? .partial(.member) : hasLocal ? .complete : .partial(.localRoute)
            collector.builder.add(table, in: origin.listing(.groups))
        }
    }

    /// A route in one pass: a VPC may have thousands of them.
    private static func route(_ value: JSONValue, into collector: inout Collector) throws(JSONFault) -> Route {
        var destination: Route.Destination?
        var (carrier, instance): (RouteTarget?, RouteTarget?)
        var (origin, state, firewall) = (Route.Origin.unknown, Route.State.unknown, TextID.none)
        for (key, member) in try value.members() where !member.isNull {
            switch key {
            case "DestinationCidrBlock", "DestinationIpv6CidrBlock":
                if try !member.text().isEmpty { destination = .network(try RuleValues.network(member)) }
            case "DestinationPrefixListId":
                let list = try collector.intern(member)
                if !list.isNone { destination = .prefixList(list) }
            case "Origin": origin = self.origin(try member.text())
            case "State": state = self.state(try member.text())
            case "IgwFirewall": firewall = collector.intern(try member.text("FirewallArn"))
            case "GatewayId":
                let gateway = try member.text()
                if !gateway.isEmpty { carrier = carrier ?? target(gateway: gateway, into: &collector) }
            default:
                guard let kind = target(key) else { continue }
                let id = try collector.intern(member)
                if id.isNone { continue }
                // Beside an instance stands its interface, which is what carries.
                if kind == .instance { instance = RouteTarget(kind, id) } else { carrier = carrier ?? RouteTarget(kind, id) }
            }
        }
        return Route(
            destination ?? .unknown(collector.builder.intern("the destination of a route, which is not in the input")),
            carrier ?? instance ?? RouteTarget(.none), origin: origin, state: state, firewall: firewall)
    }

    /// What a `GatewayId` names.
    private static func target(gateway: JSONText, into collector: inout Collector) -> RouteTarget {
        "local" ~= gateway ? RouteTarget(.local) : RouteTarget(gateway: gateway.string, collector.intern(gateway))
    }

    private static func origin(_ word: JSONText) -> Route.Origin {
        switch word {
        case "CreateRouteTable": .createRouteTable
        case "CreateRoute": .createRoute
        case "EnableVgwRoutePropagation": .propagation
        case "Advertisement": .advertisement
        default: .unknown
        }
    }

    private static func state(_ word: JSONText) -> Route.State {
        switch word {
        case "active": return .active
        case "blackhole": return .blackhole
        case "filtered": return .filtered
        default:
            switch word.string.lowercased() {
            case "active": return .active
            case "blackhole": return .blackhole
            case "filtered": return .filtered
            default: return .unknown
            }
        }
    }

    /// The kind of target that a member other than a gateway holds; nil for members that hold none.
    private static func target(_ key: JSONText) -> RouteTarget.Kind? {
        switch key {
        case "NatGatewayId": .natGateway
        case "TransitGatewayId": .transitGateway
        case "VpcPeeringConnectionId": .peeringConnection
        case "NetworkInterfaceId": .networkInterface
        case "InstanceId": .instance
        case "VpcEndpointId": .vpcEndpoint
        case "EgressOnlyInternetGatewayId": .egressOnlyInternetGateway
        case "LocalGatewayId": .localGateway
        case "CarrierGatewayId": .carrierGateway
        case "CoreNetworkArn": .coreNetwork
        case "OdbNetworkArn": .odbNetwork
        default: nil
        }
    }
}
