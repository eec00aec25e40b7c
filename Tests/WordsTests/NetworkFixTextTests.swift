import CoreModel
import Support
import Testing
import Words

@testable import Reachability

/// A VPC with a public, a private and an isolated subnet, whose things have names, and fixes in it.
@Suite("Fixes of the network in words")
struct NetworkFixTextTests {
    private static func inventory(
        style: Listing.Kind? = nil, acl aclID: String = "acl-1", gone: Bool = false, vpn: Bool = false
    ) throws -> Inventory {
        var builder = InventoryBuilder(label: "test")
        var vpc = Vpc(id: builder.intern("vpc-1"))
        vpc.name = builder.intern("shop")
        vpc.region = builder.intern("eu-west-1")
        vpc.networks = [try IPNetwork(parsing: "10.0.0.0/16")]
        builder.add(vpc)
        let manager: Manager? = style == nil ? nil : Manager(.terraform, "state")
        let listing = Listing(
            kind: style ?? .groups, argument: 0, file: "test", document: style == nil ? nil : 1, manager: manager)
        let block = vpc.networks[0]
        for (place, name) in ["public", "private", "isolated"].enumerated() {
            var subnet = Subnet(id: builder.intern("subnet-\(name)"))
            (subnet.vpc, subnet.name) = (vpc.id, builder.intern(name))
            subnet.networks = [try IPNetwork(parsing: "10.0.\(place).0/24")]
            builder.add(subnet)
            var table = RouteTable(id: builder.intern("rtb-\(name)"))
            (table.vpc, table.name, table.subnets) = (vpc.id, builder.intern(name), [subnet.id])
            (table.routeKnowledge, table.associationKnowledge) = (.complete, .complete)
            table.routes = [Route(.network(block), RouteTarget(.local), origin: .createRouteTable, state: .active)]
            let targets = ["public": "igw-1", "private": "nat-0"]
            if let id = targets[name] {
                let target = RouteTarget(name == "public" ? .internetGateway : .natGateway, builder.intern(id))
                let state: Route.State = name == "private" && gone ? .blackhole : .active
                table.routes.append(Route(.network(.everything(.v4)), target, origin: .createRoute, state: state))
            }
            builder.add(table, in: listing)
        }
        var acl = NetworkACL(id: builder.intern(aclID))
        (acl.vpc, acl.name, acl.isDefault) = (vpc.id, builder.intern("isolated"), true)
        (acl.entryKnowledge, acl.associationKnowledge) = ([.complete, .complete], .complete)
        acl.entries = [NetworkACLEntry(number: 100, .ingress, .allow, .all, .everything(.v4))]
        builder.add(acl, in: listing)
        var gateway = Gateway(.internet, id: builder.intern("igw-1"))
        gateway.attachments = [GatewayAttachment(vpc: vpc.id, state: builder.state("available"))]
        builder.add(gateway)
        if vpn { builder.add(Gateway(.virtualPrivate, id: builder.intern("vgw-1"))) }
        for (id, subnet, address) in [("eni-1", "private", "10.0.1.5"), ("eni-2", "isolated", "10.0.2.5")] {
            var interface = NetworkInterface(id: builder.intern(id))
            (interface.vpc, interface.subnet) = (vpc.id, builder.intern("subnet-\(subnet)"))
            interface.privateAddresses = [try IPAddress(parsing: address)]
            interface.publicAddressesAreKnown = true
            builder.add(interface)
        }
        builder.noteCompleteInterfaceListing()
        return builder.finish()
    }

    private static func words(_ fix: NetworkFix, _ inventory: Inventory) -> NetworkFixText {
        NetworkFixText(fix, inventory, Names(inventory))
    }

    private static func entry(_ traffic: Traffic, _ network: String, acl: String = "acl-1") throws -> EditedEntry {
        EditedEntry(acl: acl, .egress, 110, .allow, traffic, try IPNetwork(parsing: network))
    }

    @Test("An entry of a network ACL, in every form")
    func entries() throws {
        let inventory = try Self.inventory()
        let ports = try Traffic(.tcp, from: 1024, to: 65535)
        let fix = Self.words(
            .entry(NetworkACLIndex(0), try Self.entry(ports, "10.0.10.0/24"), overrides: 120, clients: .wide), inventory)
        #expect(fix.line == "ACL isolated: out 110 allow tcp 1024-65535 to 10.0.10.0/24")
        #expect(fix.warning == "comes before entry 120, which denies it")
        #expect(fix.note == "1024-65535: the ports that a client of any kind may wait for answers on")
        let place = "--region eu-west-1 --network-acl-id acl-1 --egress --rule-number 110"
        #expect(
            fix.aws == "aws ec2 create-network-acl-entry \(place) --protocol 6 --port-range From=1024,To=65535 "
                + "--cidr-block 10.0.10.0/24 --rule-action allow")
        #expect(fix.undo == "aws ec2 delete-network-acl-entry \(place)")
        #expect(
            fix.terraform == """
                resource "aws_network_acl_rule" "isolated_out_110" {
                  network_acl_id = "acl-1"
                  rule_number    = 110
                  egress         = true
                  protocol       = "tcp"
                  rule_action    = "allow"
                  cidr_block     = "10.0.10.0/24"
                  from_port      = 1024
                  to_port        = 65535
                }
                """)
        let inline = Self.words(
            .entry(NetworkACLIndex(0), try Self.entry(ports, "10.0.10.0/24"), overrides: nil, clients: nil),
            try Self.inventory(style: .resources))
        #expect(inline.warning == nil)
        #expect(
            inline.terraform == """
                # in the aws_default_network_acl of isolated (acl-1), beside its other blocks
                egress {
                  rule_no    = 110
                  action     = "allow"
                  protocol   = "tcp"
                  cidr_block = "10.0.10.0/24"
                  from_port  = 1024
                  to_port    = 65535
                }
                """)
    }

    @Test("ICMP has types, every protocol has a number, and the other family its own option")
    func protocols() throws {
        let inventory = try Self.inventory()
        func aws(_ traffic: Traffic, _ network: String) throws -> String {
            let fix = NetworkFix.entry(NetworkACLIndex(0), try Self.entry(traffic, network), overrides: nil, clients: nil)
            let text = Self.words(fix, inventory).aws
            return text.replacing("aws ec2 create-network-acl-entry --region eu-west-1 --network-acl-id acl-1 ", with: "")
                .replacing("--egress --rule-number 110 ", with: "").replacing(" --rule-action allow", with: "")
        }
        #expect(
            try aws(try Traffic(.icmp, from: 0, to: 0), "10.0.0.1/32")
                == "--protocol 1 --icmp-type-code Type=0,Code=0 --cidr-block 10.0.0.1/32")
        #expect(
            try aws(try Traffic(.icmpv6, from: 128), "2001:db8::/64")
                == "--protocol 58 --icmp-type-code Type=128,Code=-1 --ipv6-cidr-block 2001:db8::/64")
        let esp = try #require(IPProtocol(number: 50))
        #expect(try aws(try Traffic(esp), "10.0.0.1/32") == "--protocol 50 --cidr-block 10.0.0.1/32")
        #expect(try aws(.all, "10.0.0.1/32") == "--protocol -1 --cidr-block 10.0.0.1/32")
        #expect(
            try aws(try Traffic(.udp), "10.0.0.1/32") == "--protocol 17 --port-range From=0,To=65535 --cidr-block 10.0.0.1/32")
    }

    @Test("A route that comes or gets another target, and what a route to something gone is undone by")
    func routes() throws {
        let inventory = try Self.inventory()
        let (nat, igw) = (try Self.target("nat-0", in: inventory), try Self.target("igw-1", in: inventory))
        let all = Route.Destination.network(.everything(.v4))
        let new = Self.words(.route(RouteTableIndex(2), destination: all, target: nat, replaces: nil), inventory)
        #expect(new.line == "table isolated: 0.0.0.0/0 -> nat-0")
        #expect(new.warning == "lets its subnets out to the whole internet, as far as ACLs and groups do")
        let place = "--region eu-west-1 --route-table-id rtb-isolated --destination-cidr-block 0.0.0.0/0"
        #expect(new.aws == "aws ec2 create-route \(place) --nat-gateway-id nat-0")
        #expect(new.undo == "aws ec2 delete-route \(place)")
        #expect(
            new.terraform == """
                resource "aws_route" "isolated_0_0_0_0_0" {
                  route_table_id         = "rtb-isolated"
                  destination_cidr_block = "0.0.0.0/0"
                  nat_gateway_id         = "nat-0"
                }
                """)
        let other = NetworkFix.route(RouteTableIndex(1), destination: all, target: igw, replaces: nat)
        let changed = Self.words(other, inventory)
        let own = place.replacing("isolated", with: "private")
        #expect(changed.warning == "everything else that takes this route goes to igw-1 too")
        #expect(changed.aws == "aws ec2 replace-route \(own) --gateway-id igw-1")
        #expect(changed.undo == "aws ec2 replace-route \(own) --nat-gateway-id nat-0")
        let gone = Self.words(other, try Self.inventory(gone: true))
        #expect(gone.warning == nil)
        #expect(gone.undo == "aws ec2 delete-route \(own)")
        let inline = Self.words(other, try Self.inventory(style: .resources))
        #expect(
            inline.terraform == """
                # in the aws_route_table of private (rtb-private), in place of its route to 0.0.0.0/0
                route {
                  cidr_block = "0.0.0.0/0"
                  gateway_id = "igw-1"
                }
                """)
    }

    private static func target(_ id: String, in inventory: Inventory) throws -> RouteTarget {
        let routes = inventory.topology.routeTables.flatMap(\.routes)
        return try #require(routes.first { inventory[$0.target.id] == id }?.target)
    }

    @Test("Everything else: an exclusion, a gateway, a check, an address")
    func others() throws {
        let inventory = try Self.inventory()
        let (subnet, vpc) = (inventory.subnets[1].id, inventory.vpcs[0].id)
        let exclusion = Self.words(.exclusion(of: subnet, .bidirectional, replaces: nil), inventory)
        #expect(exclusion.line == "Block Public Access: exclude private, allow-bidirectional")
        #expect(exclusion.warning != nil)
        #expect(
            exclusion.aws == "aws ec2 create-vpc-block-public-access-exclusion --region eu-west-1 --subnet-id subnet-private "
                + "--internet-gateway-exclusion-mode allow-bidirectional")
        #expect(
            exclusion.undo.hasPrefix("aws ec2 delete-vpc-block-public-access-exclusion --region eu-west-1 --exclusion-id \"$(aws")
        )
        #expect(exclusion.terraform.contains("subnet_id                       = \"subnet-private\""))
        let outOnly = Self.words(.exclusion(of: vpc, .egress, replaces: nil), inventory)
        #expect(outOnly.warning == nil)
        #expect(outOnly.aws.contains(" --vpc-id vpc-1 --internet-gateway-exclusion-mode allow-egress"))
        let gateway = inventory.topology.gateways[0].id
        let attach = Self.words(.attach(gateway: gateway, vpc: vpc), inventory)
        #expect(attach.line == "internet gateway igw-1: attached to shop")
        #expect(attach.aws == "aws ec2 attach-internet-gateway --region eu-west-1 --internet-gateway-id igw-1 --vpc-id vpc-1")
        #expect(attach.undo == "aws ec2 detach-internet-gateway --region eu-west-1 --internet-gateway-id igw-1 --vpc-id vpc-1")
        let withVpn = try Self.inventory(vpn: true)
        let vpnGateway = try #require(withVpn.topology.gateways.first { withVpn[$0.id] == "vgw-1" })
        let joined = Self.words(.attach(gateway: vpnGateway.id, vpc: withVpn.vpcs[0].id), withVpn)
        #expect(joined.line == "virtual private gateway vgw-1: attached to shop")
        #expect(joined.aws == "aws ec2 attach-vpn-gateway --region eu-west-1 --vpn-gateway-id vgw-1 --vpc-id vpc-1")
        #expect(joined.undo == "aws ec2 detach-vpn-gateway --region eu-west-1 --vpn-gateway-id vgw-1 --vpc-id vpc-1")
        #expect(joined.terraform.contains("aws_vpn_gateway_attachment") && joined.terraform.contains("vpn_gateway_id = "))
        let check = Self.words(.checkOff(interface: InterfaceIndex(0)), inventory)
        let own = "aws ec2 modify-network-interface-attribute --region eu-west-1 --network-interface-id eni-1"
        #expect(check.aws == "\(own) --no-source-dest-check")
        #expect(check.undo == "\(own) --source-dest-check")
        #expect(check.terraform == "# in the aws_network_interface of eni-1\nsource_dest_check = false")
        let (address, inner) = (try IPAddress(parsing: "198.51.100.7"), try IPAddress(parsing: "10.0.1.5"))
        let associated = Self.words(
            .address(address, allocation: subnet, interface: InterfaceIndex(0), privateAddress: inner), inventory)
        #expect(
            associated.aws == "aws ec2 associate-address --region eu-west-1 --allocation-id subnet-private "
                + "--network-interface-id eni-1 --private-ip-address 10.0.1.5")
    }

    @Test(
        "An id that is hostile to a shell or to Terraform stays text",
        arguments: ["a'b", "$(reboot)", "`x`", "a;b", "${x}", "a\"b"])
    func hostile(id: String) throws {
        let inventory = try Self.inventory(acl: id)
        let fix = Self.words(
            .entry(NetworkACLIndex(0), try Self.entry(.all, "10.0.0.1/32", acl: id), overrides: nil, clients: nil), inventory)
        for command in [fix.aws, fix.undo] {
            let outside = command.replacing(#"'\''"#, with: "").split(separator: "'", omittingEmptySubsequences: false)
                .enumerated()
                .filter { $0.offset % 2 == 0 }.map(\.element)
            #expect(outside.allSatisfy { part in !part.contains { "$`;\"".contains($0) } }, "\(command)")
        }
        for line in fix.terraform.split(separator: "\n") {
            #expect(line.replacing("\\\"", with: "").count { $0 == "\"" }.isMultiple(of: 2), "\(line)")
            #expect(!line.replacing("$${", with: "").contains("${"), "\(line)")
        }
    }

    @Test("A load balancer and a target group send across zones in the region that their ARNs tell")
    func crossZones() throws {
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012"
        let (front, web) = ("\(arn):loadbalancer/net/front/50dc6c495c0c9188", "\(arn):targetgroup/web/73e2d6bc24d8a067")
        var builder = InventoryBuilder(label: "test")
        builder.add(LoadBalancer(.network, id: builder.intern(front)))
        builder.add(TargetGroup(id: builder.intern(web)))
        let inventory = builder.finish()
        let attribute = "--attributes Key=load_balancing.cross_zone.enabled,Value=true"
        for (id, command) in [
            (front, "modify-load-balancer-attributes --region eu-west-1 --load-balancer-arn \(front)"),
            (web, "modify-target-group-attributes --region eu-west-1 --target-group-arn \(web)"),
        ] {
            let own = try #require(inventory.texts.find(id))
            let text = Self.words(.crossZone(of: own), inventory)
            #expect(text.aws == "aws elbv2 \(command) \(attribute)")
        }
    }

    @Test("Where nothing is there to lead to, it is said what would, where it can be made, and what is left to do then")
    func lacking() throws {
        func none(_ inventory: Inventory, _ source: Int, _ destination: String) throws -> NoNetworkFixText {
            let walker = Walker(inventory, InventoryIndex(inventory))
            let (from, to) = (End.interfaces([InterfaceIndex(source)]), End.network(try IPNetwork(parsing: destination)))
            let traffic = TrafficSet(try Traffic(.tcp, from: 443, to: 443).points)
            let ways = walker.ways(from: from, to: to, traffic, .v4)
            let found = NetworkFixFinder(walker, from: from, to: to).fixes(ways.entries)
            return NoNetworkFixText(try #require(found.none), inventory, Names(inventory))
        }
        let gone = try none(try Self.inventory(gone: true), 0, "203.0.113.9/32")
        #expect(gone.text == "none by one command: shop has no other public NAT gateway; make one in public")
        let place = "--region eu-west-1 --route-table-id"
        #expect(
            gone.next == "aws ec2 replace-route \(place) rtb-private --destination-cidr-block 0.0.0.0/0 --nat-gateway-id NAT")
        let isolated = try none(try Self.inventory(), 1, "203.0.113.9/32")
        #expect(isolated.text == "none by one command: shop has no public NAT gateway; make one in public")
        #expect(
            isolated.next
                == "aws ec2 create-route \(place) rtb-isolated --destination-cidr-block 203.0.113.9/32 --nat-gateway-id NAT")
        let peer = try none(try Self.inventory(), 1, "10.9.0.0/24")
        #expect(
            peer.text
                == "none by one command: a route to 10.9.0.0/24 over a peering connection, a transit gateway or a VPN gateway "
                + "is missing in table isolated")
        #expect(peer.next?.hasSuffix("--destination-cidr-block 10.9.0.0/24 --vpc-peering-connection-id PCX") == true)
        // What falls to a default route needs one of its own: the default route stays.
        let fallen = try none(try Self.inventory(gone: true), 0, "10.9.0.0/24")
        #expect(fallen.text.contains("a route to 10.9.0.0/24 over a peering connection"))
        #expect(fallen.text.hasSuffix(" is missing in table private"))
        #expect(
            fallen.next
                == "aws ec2 create-route \(place) rtb-private --destination-cidr-block 10.9.0.0/24 --vpc-peering-connection-id PCX"
        )
    }

    static let client = IPAddress(.v4, bits: 0x0A00_0105)

    /// What fails at a thing without an id.
    static func stage(_ reason: Stage.Reason, _ leg: Stage.Leg = .packet) -> Stage {
        let (one, other) = (IPAddress(.v4, bits: 0x0A00_0105), IPAddress(.v4, bits: 0x0A00_0205))
        return Stage(
            kind: .nat, component: .none, subnet: .none, leg: leg, direction: nil, source: one, destination: other,
            outcome: .fail, reason: reason)
    }

    @Test(
        "Every other reason is a sentence",
        arguments: [
            (
                NoNetworkFix.noFreeNumber(NetworkACLIndex(0), .egress),
                "ACL isolated has no free number for the outbound entry that is needed"
            ),
            (.tooManyEntries(NetworkACLIndex(0), .ingress, count: 20), "ACL isolated has 20 inbound entries, and AWS takes 20"),
            (
                .contrary(RouteTableIndex(1), .network(.everything(.v4))),
                "table private would have to lead 0.0.0.0/0 to two things"
            ),
            (.noneOffered(NetworkFixTextTests.stage(.unsolicited)), "none offered: the destination lets no connection in"),
            (
                .noneOffered(NetworkFixTextTests.stage(.badState(ResourceState(works: false)), .reply)),
                "none offered: on the way back the state is one in which nothing"
            ),
            (.manyPlaces, "none offered: nobody stands there yet, in very many subnets"),
            (
                .stillFails(NetworkFixTextTests.stage(.badState(ResourceState(works: false)))),
                "it would still fail: the state is one in which nothing is carried"
            ),
            (.stillFails(nil), "after the changes that were found it would still fail, by a way that opens only then"),
            (
                .groupsStillFail(NetworkFixTextTests.stage(.badState(ResourceState(works: false)))),
                "the security groups would still not let it through; which addresses they would see depends: the state is"
            ),
            (
                .noneOffered(NetworkFixTextTests.stage(.attachmentZone(.none, zone: .none))),
                "the attachment has no subnet in the zone"
            ),
            (
                .noPublicAddress(NetworkFixTextTests.client, table: RouteTableIndex(0), gateway: .none, isForNat: true),
                "none by one command: 10.0.1.5 leaves by table public and an internet gateway: it needs a public address, or a "
                    + "subnet whose way out is a NAT gateway"
            ),
            (
                .noPublicAddress(NetworkFixTextTests.client, table: RouteTableIndex(0), gateway: .none, isForNat: false),
                "it needs a public address; NAT gateways carry tcp, udp and icmp only"
            ),
            (
                .notForNat(NetworkFixTextTests.client, table: RouteTableIndex(1)),
                "10.0.1.5 needs a public address, and table private a route to an internet gateway; NAT gateways carry tcp"
            ),
            (.oneFreeAddress(NetworkFixTextTests.client), "10.0.1.5 is the only public address that is free"),
            (
                .natByOwnTable(.none, table: RouteTableIndex(0)),
                "stands in a subnet that has table public too, which has to lead to the internet gateway; clients belong into a"
            ),
            (.tableNotInInput(vpc: .none), "the input does not have the route table that comes with"),
        ])
    func reasons(reason: NoNetworkFix, text: String) throws {
        let inventory = try Self.inventory()
        #expect(NoNetworkFixText(reason, inventory, Names(inventory)).text.contains(text))
    }
}
