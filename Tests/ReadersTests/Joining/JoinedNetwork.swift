import CoreModel

/// What joins VPCs to each other and to the rest of the world as lines, to compare whole results; "?" is what is not told.
struct JoinedNetwork {
    private let inventory: Inventory

    static func of(_ inventory: Inventory) -> [String] {
        let lines = JoinedNetwork(inventory: inventory)
        let topology = inventory.topology
        var all = topology.peeringConnections.map(lines.peering)
        all += topology.transitGateways.map(lines.gateway)
        all += topology.transitGatewayAttachments.map(lines.attachment)
        all += topology.transitGatewayTables.map(lines.table)
        all += topology.gateways.filter { $0.kind == .virtualPrivate }.map(lines.virtualPrivate)
        all += topology.vpnConnections.map(lines.vpn)
        all += topology.customerGateways.map { "\(lines.id($0.id)) at \(lines.id($0.address))" }
        all += topology.directConnectGateways.map { gateway in
            "\(lines.id(gateway.id)) for"
                + gateway.associations.map { " \(lines.id($0.attachment))\(lines.state($0.state))" }.joined()
        }
        all += topology.endpoints.map(lines.endpoint)
        all += topology.firewalls.map { firewall in
            "\(lines.id(firewall.id)) in \(lines.id(firewall.vpc)) \(lines.ids(firewall.subnets)) by \(lines.ids(firewall.endpoints))"
        }
        return all
    }

    private func id(_ text: TextID) -> String { text.isNone ? "?" : inventory[text] }

    private func ids(_ all: [TextID]) -> String { "[" + all.map(id).joined(separator: " ") + "]" }

    private func state(_ state: ResourceState) -> String {
        if state.text.isNone { return state.works == true ? " (works)" : "" }
        return " (\(state.works == true ? "" : state.works == false ? "not " : "perhaps: ")\(inventory[state.text]))"
    }

    private func option(_ value: Bool?, _ name: String) -> String {
        value.map { $0 ? " \(name)" : "" } ?? " \(name)?"
    }

    private func peering(_ one: PeeringConnection) -> String {
        let sides = [one.requester, one.accepter].map { side in
            ([side.vpc, side.owner, side.region].map(id) + side.networks.map(\.description)).joined(separator: "/")
        }
        let (first, second) = (one.requester.region, one.accepter.region)
        let isOne = first.isNone || second.isNone ? one.staysInRegion : first == second
        let regions = isOne.map { $0 ? "one region" : "two regions" } ?? "regions?"
        return "\(id(one.id)) \(sides.joined(separator: " > ")) \(regions)\(state(one.state))"
    }

    private func gateway(_ one: TransitGateway) -> String {
        let networks = one.networks.map { " \($0)" }.joined()
        return "\(id(one.id)) of \(id(one.owner)) gives \(id(one.associationTable)), \(id(one.propagationTable))"
            + option(one.keepsReferences, "references") + networks + state(one.state)
    }

    private func attachment(_ one: TransitGatewayAttachment) -> String {
        let table =
            switch one.association {
            case .unknown: "?"
            case .none: "nothing"
            case .table(let table, let state): "\(id(table))\(self.state(state))"
            }
        let options =
            one.kind == .vpc
            ? option(one.keepsReferences, "references") + option(one.usesApplianceMode, "appliance")
                + option(one.carriesIPv6, "IPv6") + " " + (one.subnets.map(ids) ?? "subnets?") : ""
        let region = one.peerRegion.isNone ? "" : " in \(id(one.peerRegion))"
        return
            "\(id(one.id)) on \(id(one.gateway)): \(one.kind.word ?? "?") \(id(one.resource)) of \(id(one.resourceOwner))\(region)"
            + ", asks \(table)\(options)\(state(one.state))"
    }

    private func table(_ one: TransitGatewayTable) -> String {
        let routes = one.routes.map { route in
            let to =
                switch route.destination {
                case .network(let network): network.description
                case .prefixList(let list): inventory[list]
                case .unknown(let name): "?\(inventory[name])"
                }
            let hops = route.state == .blackhole ? "nowhere" : route.hops.map { id($0.attachment) }.joined(separator: "+")
            return "\(to) > \(hops)\(route.origin == .propagated ? " by itself" : "")\(route.doubt == .none ? "" : " perhaps")"
        }
        let known = [
            ("routes", one.routeKnowledge), ("associations", one.associationKnowledge),
            ("propagations", one.propagationKnowledge),
        ].map { name, knowledge in
            switch knowledge {
            case .complete: "all \(name)"
            case .absent: "no \(name)"
            case .partial(.unsettled(let reason)): "\(name) open: \(inventory[reason])"
            case .partial: "some \(name)"
            }
        }
        return "\(id(one.id)) of \(id(one.gateway))\(state(one.state)): \(routes.joined(separator: ", ")); "
            + "for \(one.associations.map { id($0.attachment) + state($0.state) }.joined(separator: " ")); "
            + "from \(one.propagations.map(id).joined(separator: " ")); \(known.joined(separator: ", "))"
    }

    private func virtualPrivate(_ one: Gateway) -> String {
        "\(id(one.id)) at " + (one.attachments.map { $0.map { id($0.vpc) + state($0.state) }.joined(separator: " ") } ?? "?")
    }

    private func vpn(_ one: VpnConnection) -> String {
        "\(id(one.id)) from \(id(one.gateway)) to \(id(one.customerGateway))\(option(one.isStatic, "static"))"
            + one.networks.map { " \($0)" }.joined() + one.tunnels.map { $0 ? " up" : " down" }.joined() + state(one.state)
    }

    private func endpoint(_ one: VpcEndpoint) -> String {
        "\(id(one.id)) \(one.kind.word ?? "?") to \(id(one.service)) in \(id(one.vpc)) \(ids(one.routeTables)) \(ids(one.subnets)) "
            + "\(ids(one.interfaces))\(option(one.restricts, "restricted"))\(state(one.state))"
    }
}

/// Resources as a Terraform state has them, written in the formats that tell the same.
struct SketchedResources {
    typealias Resource = (type: String, attributes: String)

    /// A Terraform state.
    static func state(_ resources: [Resource], isManaged: Bool = true) -> String {
        let all = resources.enumerated().map { number, resource in
            #"{"mode": "\#(isManaged ? "managed" : "data")", "type": "\#(resource.type)", "name": "r\#(number)", "instances": [{"attributes": {\#(resource.attributes)}}]}"#
        }
        return #"{"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [\#(all.joined(separator: ","))]}"#
    }

    /// A CloudFormation template.
    static func template(_ resources: String, _ more: String = "") -> String {
        #"{"AWSTemplateFormatVersion": "2010-09-09", \#(more) "Resources": {\#(resources)}}"#
    }

    /// A VPC of an account and a region.
    static let vpc: Resource = (
        "aws_vpc",
        #""id": "vpc-1", "cidr_block": "10.1.0.0/16", "owner_id": "111111111111", "arn": "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1""#
    )

    /// A gateway with a table for attachments, and with whatever it says of giving it.
    static func gateway(_ association: String = "enable", _ propagation: String = "enable") -> Resource {
        let (first, second) = (association == "enable" ? "tgw-rtb-d" : "", propagation == "enable" ? "tgw-rtb-d" : "")
        return (
            "aws_ec2_transit_gateway",
            #""id": "tgw-1", "owner_id": "111111111111", "arn": "arn:aws:ec2:eu-west-1:111111111111:transit-gateway/tgw-1", "default_route_table_association": "\#(association)", "default_route_table_propagation": "\#(propagation)", "association_default_route_table_id": "\#(first)", "propagation_default_route_table_id": "\#(second)", "security_group_referencing_support": "enable", "transit_gateway_cidr_blocks": ["10.9.0.0/24"]"#
        )
    }

    static func attachment(
        _ id: String, _ vpc: String, owner: String = "111111111111", defaults: (Bool, Bool) = (true, true), more: String = ""
    ) -> Resource {
        (
            "aws_ec2_transit_gateway_vpc_attachment",
            #""id": "\#(id)", "transit_gateway_id": "tgw-1", "vpc_id": "\#(vpc)", "vpc_owner_id": "\#(owner)", "subnet_ids": ["subnet-\#(vpc)"], "appliance_mode_support": "disable", "ipv6_support": "disable", "security_group_referencing_support": "enable", "transit_gateway_default_route_table_association": \#(defaults.0), "transit_gateway_default_route_table_propagation": \#(defaults.1)\#(more)"#
        )
    }

    /// An association of an attachment with a table.
    static func association(_ attachment: String, _ table: String) -> Resource {
        (
            "aws_ec2_transit_gateway_route_table_association",
            #""id": "\#(table)_\#(attachment)", "transit_gateway_attachment_id": "\#(attachment)", "transit_gateway_route_table_id": "\#(table)""#
        )
    }
}
