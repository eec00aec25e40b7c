import CoreModel
import Reachability

/// Three VPCs with gateways, peering connections, a transit gateway, endpoints and a load balancer: what AWS refuses is of these.
///
/// `vpc-a` has nearly all of it, `vpc-b` is its peer, and `vpc-c` stands alone.
struct JoinedVpcs {
    private var builder = InventoryBuilder(label: "test")
    private let listing = Listing(kind: .groups, argument: 0, file: "test")

    /// Without `listings` nothing says that what is told is all.
    static func analyzer(listings: Bool = true) throws -> Analyzer {
        var network = JoinedVpcs()
        network.groups()
        try network.places(listings)
        try network.interfaces()
        try network.tables()
        network.gateways()
        try network.joins()
        network.rest()
        return Analyzer(network.builder.finish())
    }

    private mutating func groups() {
        for (id, name, vpc) in [("sg-app", "app", "a"), ("sg-web", "web", "a"), ("sg-rep", "rep", "b"), ("sg-both", "both", "b")]
        {
            var group = Group(id: builder.intern(id))
            (group.name, group.vpc) = (builder.intern(name), builder.intern("vpc-\(vpc)"))
            builder.beginGroup(group, in: listing)
        }
    }

    private mutating func places(_ listings: Bool) throws {
        let account = builder.intern("1")
        for (place, name) in ["a", "b", "c"].enumerated() {
            var vpc = Vpc(id: builder.intern("vpc-\(name)"))
            (vpc.owner, vpc.networks) = (account, [try IPNetwork(parsing: "10.\(place).0.0/16")])
            builder.add(vpc)
        }
        for (id, vpc, block, zone) in [
            ("subnet-app", "a", "10.0.2.0/24", "zone-1"), ("subnet-nat", "a", "10.0.3.0/24", "zone-2"),
            ("subnet-near", "a", "10.0.4.0/24", "zone-1"), ("subnet-b", "b", "10.1.1.0/24", "zone-1"),
        ] {
            var subnet = Subnet(id: builder.intern(id))
            (subnet.vpc, subnet.zone) = (builder.intern("vpc-\(vpc)"), builder.intern(zone))
            subnet.networks = [try IPNetwork(parsing: block)]
            builder.add(subnet)
        }
        for kind in [NetworkListing.Kind.subnets, .transitGatewayVpcAttachments, .addresses] where listings {
            builder.note(NetworkListing(kind, of: Scope(account: account), isComplete: true), file: "test")
        }
    }

    private mutating func interfaces() throws {
        func kind(_ id: String) -> Attachment {
            switch id {
            case "eni-nat": Attachment(kind: .natGateway)
            case "eni-said": Attachment(kind: .endpoint, name: builder.intern("vpce-said"))
            case "eni-glb": Attachment(kind: .endpoint, name: builder.intern("vpce-fw"))
            case "eni-tgw": Attachment(kind: .other, name: builder.intern("att-a"))
            case "eni-lb": Attachment(kind: .loadBalancer, name: builder.intern("front"))
            default: Attachment()
            }
        }
        let all: [(id: String, subnet: String, address: String, groups: [String])] = [
            ("eni-app", "subnet-app", "10.0.2.20", ["sg-app"]), ("eni-both", "subnet-app", "10.0.2.21", ["sg-app", "sg-both"]),
            ("eni-nat", "subnet-nat", "10.0.3.30", []), ("eni-rep", "subnet-b", "10.1.1.40", ["sg-rep"]),
            ("eni-told", "subnet-app", "10.0.2.77", ["sg-web"]), ("eni-said", "subnet-app", "10.0.2.76", ["sg-web"]),
            ("eni-tgw", "subnet-app", "10.0.2.78", []), ("eni-glb", "subnet-app", "10.0.2.79", []),
            ("eni-lb", "subnet-nat", "10.0.3.79", ["sg-web"]),
        ]
        for (id, subnet, address, groups) in all {
            var interface = NetworkInterface(id: builder.intern(id))
            interface.subnet = builder.intern(subnet)
            interface.vpc = builder.intern(subnet == "subnet-b" ? "vpc-b" : "vpc-a")
            interface.privateAddresses = [try IPAddress(parsing: address)]
            if id == "eni-nat" { interface.publicAddresses = [try IPAddress(parsing: "198.51.100.30")] }
            if id == "eni-both" {
                interface.publicAddresses = [try IPAddress(parsing: "198.51.100.21")]
                interface.automaticAddresses = interface.publicAddresses
            }
            interface.groups = groups.map { builder.group(id: builder.intern($0)) }
            interface.attachment = kind(id)
            builder.add(interface)
        }
        builder.noteCompleteInterfaceListing()
        builder.add(PublicAddress(try IPAddress(parsing: "198.51.100.77")))
    }

    private mutating func tables() throws {
        for (id, vpc, block, subnet) in [
            ("rtb-main", "a", "10.0.0.0/16", ""), ("rtb-app", "a", "10.0.0.0/16", "subnet-app"),
            ("rtb-reg", "a", "10.0.0.0/16", ""),
            ("rtb-b", "b", "10.1.0.0/16", "subnet-b"), ("rtb-c", "c", "10.2.0.0/16", ""),
        ] {
            var table = RouteTable(id: builder.intern(id))
            (table.vpc, table.isMain) = (builder.intern("vpc-\(vpc)"), id == "rtb-main")
            (table.routeKnowledge, table.associationKnowledge) = (.complete, .complete)
            if !subnet.isEmpty { table.subnets = [builder.intern(subnet)] }
            table.routes = [Route(.network(try IPNetwork(parsing: block)), RouteTarget(.local), origin: .createRouteTable)]
            if id == "rtb-app" {
                let nat = RouteTarget(.natGateway, builder.intern("nat-x"))
                table.routes.append(Route(.network(.everything(.v4)), nat, origin: .createRoute))
            }
            builder.add(table, in: listing)
        }
        // What comes in by a gateway is looked up in these; of one no input tells the VPC.
        for (id, vpc, gateway) in [("rtb-edge", "vpc-a", "igw-a"), ("rtb-dark", "", "igw-untold")] {
            var table = RouteTable(id: builder.intern(id))
            if !vpc.isEmpty { table.vpc = builder.intern(vpc) }
            table.gateways = [builder.intern(gateway)]
            (table.routeKnowledge, table.associationKnowledge) = (.complete, .complete)
            if !vpc.isEmpty {
                let block = try IPNetwork(parsing: "10.0.0.0/16")
                table.routes = [Route(.network(block), RouteTarget(.local), origin: .createRouteTable)]
            }
            builder.add(table, in: listing)
        }
    }

    private mutating func gateways() {
        let all: [(kind: Gateway.Kind, id: String, vpc: String)] = [
            (.internet, "igw-a", "vpc-a"), (.internet, "igw-b", "vpc-b"), (.internet, "igw-free", ""),
            (.egressOnly, "eigw-a", "vpc-a"), (.virtualPrivate, "vgw-a", "vpc-a"), (.virtualPrivate, "vgw-free", ""),
            (.internet, "igw-untold", "-"),
        ]
        for (kind, id, vpc) in all {
            var gateway = Gateway(kind, id: builder.intern(id))
            if vpc.isEmpty { gateway.attachments = [] }
            if vpc.hasPrefix("vpc") {
                gateway.attachments = [GatewayAttachment(vpc: builder.intern(vpc), state: builder.state("attached"))]
            }
            builder.add(gateway)
        }
        for id in ["nat-x", "nat-y", "nat-reg", "nat-untold", "nat-failed", "nat-deleted", "nat-pending"] {
            var gateway = NatGateway(id: builder.intern(id))
            for state in ["failed", "deleted", "pending"] where id == "nat-\(state)" { gateway.state = builder.state(state) }
            if id != "nat-untold" { gateway.vpc = builder.intern("vpc-a") }
            if id == "nat-reg" {
                gateway.isRegional = true
                gateway.routeTable = builder.intern("rtb-reg")
            } else if id != "nat-untold" {
                gateway.subnet = builder.intern("subnet-nat")
            }
            if id == "nat-x" {
                var address = NatAddress()
                address.interface = builder.intern("eni-nat")
                gateway.addresses = [address]
            }
            builder.add(gateway)
        }
        var connection = VpnConnection(id: builder.intern("vpn-c"))
        connection.gateway = builder.intern("vgw-a")
        builder.add(connection)
    }

    private mutating func joins() throws {
        let peerings = [
            ("pcx-ab", "active"), ("pcx-old", "rejected"), ("pcx-new", "pending-acceptance"), ("pcx-made", "provisioning"),
            ("pcx-untold", ""), ("pcx-deleted", "deleted"), ("pcx-expired", "expired"), ("pcx-failed", "failed"),
        ]
        for (id, state) in peerings {
            var peering = PeeringConnection(id: builder.intern(id))
            if !state.isEmpty { peering.state = builder.state(state) }
            (peering.requester.vpc, peering.accepter.vpc) = (builder.intern("vpc-a"), builder.intern("vpc-b"))
            builder.add(peering)
        }
        for id in ["tgw-t", "tgw-u"] {
            builder.add(TransitGateway(id: builder.intern(id)))
            var table = TransitGatewayTable(id: builder.intern("table-\(id)"))
            (table.gateway, table.routeKnowledge) = (builder.intern(id), .complete)
            if id == "tgw-u" {
                let own = builder.intern("att-u")
                table.associations = [TransitGatewayAssociation(own, builder.state("associated"))]
                table.propagations = [own]
                table.routes = [
                    TransitGatewayRoute(
                        .network(try IPNetwork(parsing: "10.8.0.0/16")), origin: .written, state: .active,
                        hops: [TransitGatewayRoute.Hop(attachment: own)]),
                    TransitGatewayRoute(
                        .network(try IPNetwork(parsing: "10.7.0.0/16")), origin: .written, state: .blackhole),
                ]
            }
            builder.add(table)
        }
        var other = TransitGatewayTable(id: builder.intern("other-tgw-u"))
        (other.gateway, other.routeKnowledge) = (builder.intern("tgw-u"), .complete)
        builder.add(other)
        var alone = TransitGatewayAttachment(id: builder.intern("att-u"), gateway: builder.intern("tgw-u"))
        (alone.kind, alone.resource, alone.state) = (.vpc, builder.intern("vpc-c"), builder.state("available"))
        builder.add(alone)
        var attachment = TransitGatewayAttachment(id: builder.intern("att-a"), gateway: builder.intern("tgw-t"))
        (attachment.kind, attachment.resource) = (.vpc, builder.intern("vpc-a"))
        (attachment.subnets, attachment.state) = ([builder.intern("subnet-app")], builder.state("available"))
        builder.add(attachment)
    }

    private mutating func rest() {
        let all: [(id: String, kind: VpcEndpoint.Kind)] = [
            ("vpce-told", .interface), ("vpce-said", .interface), ("vpce-ssm", .interface), ("vpce-s3", .gateway),
            ("vpce-fw", .gatewayLoadBalancer), ("vpce-gone", .gatewayLoadBalancer),
        ]
        for (id, kind) in all {
            var endpoint = VpcEndpoint(id: builder.intern(id))
            (endpoint.kind, endpoint.vpc) = (kind, builder.intern("vpc-a"))
            if id == "vpce-gone" { endpoint.state = builder.state("deleted") }
            if id == "vpce-s3" { endpoint.service = builder.intern("com.amazonaws.eu-west-1.s3") }
            if id == "vpce-told" { endpoint.interfaces = [builder.intern("eni-told")] }
            builder.add(endpoint)
        }
        for (id, service) in [("pl-1234", "s3"), ("pl-5678", "dynamodb"), ("pl-9012", nil)] {
            var list = PrefixList(id: builder.intern(id))
            list.name = service.map { builder.intern("com.amazonaws.eu-west-1.\($0)") } ?? .none
            builder.add(list)
        }
        var balancer = LoadBalancer(
            .application, id: builder.intern("arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/front/5"))
        (balancer.name, balancer.vpc) = (builder.intern("front"), builder.intern("vpc-a"))
        builder.add(balancer)
        var unknown = LoadBalancer(
            .application, id: builder.intern("arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/side/6"))
        (unknown.name, unknown.vpc) = (builder.intern("side"), builder.intern("vpc-a"))
        builder.add(unknown)
    }
}
