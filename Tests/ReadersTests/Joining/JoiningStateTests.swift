import CoreModel
import Testing

@testable import Readers

/// What Terraform states tell of what joins VPCs to each other and to the rest of the world (aws-network 2.4).
@Suite("States of what joins VPCs")
struct JoiningStateTests {
    private static func lines(_ resources: [SketchedResources.Resource], isManaged: Bool = true) throws -> [String] {
        JoinedNetwork.of(try Fixtures.read(text: SketchedResources.state(resources, isManaged: isManaged)))
    }

    @Test(
        "A peering connection has its sides, its status and whether it leaves the region, whoever tells of it",
        arguments: [
            (
                [
                    SketchedResources.vpc,
                    (
                        "aws_vpc_peering_connection",
                        #""id": "pcx-1", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "peer_owner_id": "222222222222", "peer_region": "eu-west-1", "accept_status": "active", "auto_accept": null"#
                    ),
                ], "pcx-1 vpc-1/?/eu-west-1 > vpc-2/222222222222/eu-west-1 one region (active)"
            ),
            (
                [
                    SketchedResources.vpc,
                    (
                        "aws_vpc_peering_connection",
                        #""id": "pcx-1", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "peer_region": "us-east-1", "accept_status": "pending-acceptance""#
                    ),
                ], "pcx-1 vpc-1/?/eu-west-1 > vpc-2/?/us-east-1 two regions (not pending-acceptance)"
            ),
            // Nothing says where the own VPC is; who accepts by himself can be in one region only.
            (
                [
                    (
                        "aws_vpc_peering_connection",
                        #""id": "pcx-1", "vpc_id": "vpc-9", "peer_vpc_id": "vpc-2", "peer_region": "eu-west-1", "accept_status": "active""#
                    )
                ], "pcx-1 vpc-9/?/? > vpc-2/?/eu-west-1 regions? (active)"
            ),
            (
                [
                    (
                        "aws_vpc_peering_connection",
                        #""id": "pcx-1", "vpc_id": "vpc-9", "peer_vpc_id": "vpc-2", "peer_region": "eu-west-1", "accept_status": "active", "auto_accept": true"#
                    )
                ], "pcx-1 vpc-9/?/eu-west-1 > vpc-2/?/eu-west-1 one region (active)"
            ),
            (
                [
                    (
                        "aws_vpc_peering_connection",
                        #""id": "pcx-1", "vpc_id": "vpc-9", "peer_vpc_id": "vpc-2", "accept_status": "active""#
                    )
                ], "pcx-1 vpc-9/?/? > vpc-2/?/? one region (active)"
            ),
            // The requester's resource keeps the status of before the other one accepted.
            (
                [
                    (
                        "aws_vpc_peering_connection_accepter",
                        #""id": "pcx-1", "vpc_peering_connection_id": "pcx-1", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "peer_region": "us-east-1", "accept_status": "active", "auto_accept": true"#
                    ), SketchedResources.vpc,
                    (
                        "aws_vpc_peering_connection",
                        #""id": "pcx-1", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "peer_region": "us-east-1", "accept_status": "pending-acceptance""#
                    ),
                ], "pcx-1 vpc-1/?/eu-west-1 > vpc-2/?/us-east-1 two regions (active)"
            ),
            // Alone it tells of two accounts' VPCs its own as the one that was asked, of one account's the other.
            (
                [
                    SketchedResources.vpc,
                    (
                        "aws_vpc_peering_connection_accepter",
                        #""id": "pcx-1", "vpc_peering_connection_id": "pcx-1", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "peer_owner_id": "222222222222", "peer_region": "eu-west-1", "accept_status": "active""#
                    ),
                ], "pcx-1 vpc-2/222222222222/? > vpc-1/?/eu-west-1 regions? (active)"
            ),
            (
                [
                    SketchedResources.vpc,
                    (
                        "aws_vpc_peering_connection_accepter",
                        #""id": "pcx-1", "vpc_peering_connection_id": "pcx-1", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "peer_owner_id": "111111111111", "peer_region": "us-east-1", "accept_status": "active""#
                    ),
                ], "pcx-1 vpc-1/?/? > vpc-2/111111111111/us-east-1 regions? (active)"
            ),
        ] as [([SketchedResources.Resource], String)])
    func peering(resources: [SketchedResources.Resource], expected: String) throws {
        #expect(try Self.lines(resources) == [expected])
    }

    @Test("A peering connection that a state only looks up has its blocks too")
    func peeringLookedUp() throws {
        let resource = (
            "aws_vpc_peering_connection",
            #""id": "pcx-1", "status": "active", "vpc_id": "vpc-1", "owner_id": "111111111111", "requester_region": "eu-west-1", "cidr_block": "10.1.0.0/16", "cidr_block_set": [{"cidr_block": "10.1.0.0/16"}, {"cidr_block": "10.3.0.0/16"}], "peer_vpc_id": "vpc-2", "peer_owner_id": "222222222222", "peer_region": "eu-west-1", "peer_cidr_block": "10.2.0.0/16", "peer_ipv6_cidr_block_set": [{"ipv6_cidr_block": "2001:db8::/56"}]"#
        )
        #expect(
            try Self.lines([resource], isManaged: false) == [
                "pcx-1 vpc-1/111111111111/eu-west-1/10.1.0.0/16/10.3.0.0/16 > vpc-2/222222222222/eu-west-1/10.2.0.0/16/2001:db8::/56 one region (active)"
            ])
    }

    @Test("An accepted connection stays accepted when an older state is read after it")
    func stalePeering() throws {
        func state(_ status: String) -> String {
            SketchedResources.state([
                (
                    "aws_vpc_peering_connection",
                    #""id": "pcx-1", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "peer_region": "eu-west-1", "accept_status": "\#(status)""#
                )
            ])
        }
        func status(_ first: String, _ second: String) throws -> Bool? {
            try TopologyLines.read(state(first), state(second)).topology.peeringConnections.first?.state.works
        }
        #expect(try status("active", "pending-acceptance") == true)
        #expect(try status("pending-acceptance", "active") == true)
        #expect(try status("active", "PENDING-ACCEPTANCE") == true)
        #expect(try status("active", "deleted") == false)
    }

    @Test("Attachments are in the table that their gateway gives them, without a resource of their own; it may have more")
    func defaults() throws {
        #expect(
            try Self.lines([
                SketchedResources.vpc, ("aws_vpc", #""id": "vpc-2", "cidr_block": "10.2.0.0/16", "owner_id": "111111111111""#),
                SketchedResources.attachment("att-1", "vpc-1"), SketchedResources.attachment("att-2", "vpc-2"),
                SketchedResources.gateway(),
            ]) == [
                "tgw-1 of 111111111111 gives tgw-rtb-d, tgw-rtb-d references 10.9.0.0/24",
                "att-1 on tgw-1: vpc vpc-1 of 111111111111, asks tgw-rtb-d references [subnet-vpc-1]",
                "att-2 on tgw-1: vpc vpc-2 of 111111111111, asks tgw-rtb-d references [subnet-vpc-2]",
                "tgw-rtb-d of tgw-1: 10.1.0.0/16 > att-1 by itself, 10.2.0.0/16 > att-2 by itself; for att-1 att-2; from att-1 att-2; "
                    + "all routes, some associations, some propagations",
            ])
    }

    @Test(
        "Which table an attachment asks is what a resource says, else what its gateway gives, else not told",
        arguments: [
            ("gives", [SketchedResources.gateway(), SketchedResources.attachment("att-1", "vpc-1")], "tgw-rtb-d"),
            (
                "gives none to it",
                [SketchedResources.gateway(), SketchedResources.attachment("att-1", "vpc-1", defaults: (false, true))], "?"
            ),
            ("gives none", [SketchedResources.gateway("disable"), SketchedResources.attachment("att-1", "vpc-1")], "?"),
            (
                "a resource",
                [
                    SketchedResources.gateway(), SketchedResources.attachment("att-1", "vpc-1"),
                    SketchedResources.association("att-1", "tgw-rtb-1"),
                ],
                "tgw-rtb-1"
            ),
            (
                "a resource of a gateway without",
                [
                    SketchedResources.gateway("disable"), SketchedResources.association("att-1", "tgw-rtb-1"),
                    SketchedResources.attachment("att-1", "vpc-1"),
                ],
                "tgw-rtb-1"
            ),
            // Of what another account attaches the provider says true without looking.
            (
                "another account's",
                [SketchedResources.gateway(), SketchedResources.attachment("att-1", "vpc-1", owner: "222222222222")], "?"
            ),
            ("another document's", [SketchedResources.attachment("att-1", "vpc-1")], "?"),
            (
                "as its owner accepts it",
                [
                    SketchedResources.gateway(), SketchedResources.attachment("att-1", "vpc-1", owner: "222222222222"),
                    (
                        "aws_ec2_transit_gateway_vpc_attachment_accepter",
                        #""id": "att-1", "transit_gateway_attachment_id": "att-1", "transit_gateway_id": "tgw-1", "vpc_id": "vpc-1", "vpc_owner_id": "222222222222", "transit_gateway_default_route_table_association": true, "transit_gateway_default_route_table_propagation": false"#
                    ),
                ], "tgw-rtb-d"
            ),
            (
                "chosen by a resource",
                [
                    SketchedResources.gateway(), SketchedResources.attachment("att-1", "vpc-1"),
                    (
                        "aws_ec2_transit_gateway_default_route_table_association",
                        #""id": "tgw-1", "transit_gateway_id": "tgw-1", "transit_gateway_route_table_id": "tgw-rtb-2""#
                    ),
                ], "tgw-rtb-2"
            ),
        ] as [(String, [SketchedResources.Resource], String)])
    func association(case: String, resources: [SketchedResources.Resource], expected: String) throws {
        let lines = try Self.lines(resources)
        #expect(lines.contains { $0.hasPrefix("att-1 on tgw-1: ") && $0.contains(", asks \(expected) ") }, "\(lines)")
    }

    @Test("A table that a state makes has all that was written into it, and what propagates to it")
    func tables() throws {
        let table = (
            "aws_ec2_transit_gateway_route_table",
            #""id": "tgw-rtb-1", "transit_gateway_id": "tgw-1", "tags": {"Name": "spokes"}"#
        )
        func route(_ attributes: String) -> SketchedResources.Resource {
            (
                "aws_ec2_transit_gateway_route",
                #""id": "r-\#(attributes.count)", "transit_gateway_route_table_id": "tgw-rtb-1", \#(attributes)"#
            )
        }
        let lines = try Self.lines([
            route(#""destination_cidr_block": "0.0.0.0/0", "blackhole": false, "transit_gateway_attachment_id": "att-2""#),
            route(#""destination_cidr_block": "10.7.0.0/16", "blackhole": true, "transit_gateway_attachment_id": """#),
            (
                "aws_ec2_transit_gateway_prefix_list_reference",
                #""id": "p", "transit_gateway_route_table_id": "tgw-rtb-1", "prefix_list_id": "pl-1", "blackhole": false, "transit_gateway_attachment_id": "att-2""#
            ),
            (
                "aws_ec2_transit_gateway_route_table_propagation",
                #""id": "q", "transit_gateway_route_table_id": "tgw-rtb-1", "transit_gateway_attachment_id": "att-1""#
            ),
            SketchedResources.association("att-2", "tgw-rtb-1"), table, SketchedResources.gateway("disable", "disable"),
            SketchedResources.vpc,
            SketchedResources.attachment("att-1", "vpc-1", defaults: (false, false)),
            (
                "aws_ec2_transit_gateway_route",
                #""id": "s", "transit_gateway_route_table_id": "tgw-rtb-9", "destination_cidr_block": "10.8.0.0/16", "transit_gateway_attachment_id": "att-2""#
            ),
        ])
        #expect(
            lines.filter { $0.hasPrefix("tgw-rtb") } == [
                "tgw-rtb-1 of tgw-1: 0.0.0.0/0 > att-2, 10.7.0.0/16 > nowhere, pl-1 > att-2, 10.1.0.0/16 > att-1 by itself; for att-2; "
                    + "from att-1; all routes, all associations, all propagations",
                "tgw-rtb-9 of ?: 10.8.0.0/16 > att-2; for ; from ; some routes, no associations, no propagations",
            ])
    }

    @Test("An attachment of two gateways is one of each, and whoever accepts it says that it works")
    func peeredGateways() throws {
        let requester = (
            "aws_ec2_transit_gateway_peering_attachment",
            #""id": "att-p", "transit_gateway_id": "tgw-1", "peer_transit_gateway_id": "tgw-2", "peer_account_id": "222222222222", "peer_region": "us-east-1", "state": "pendingAcceptance""#
        )
        let accepter = (
            "aws_ec2_transit_gateway_peering_attachment_accepter",
            #""id": "att-p", "transit_gateway_attachment_id": "att-p", "transit_gateway_id": "tgw-2", "peer_transit_gateway_id": "tgw-1", "peer_account_id": "111111111111", "peer_region": "eu-west-1""#
        )
        let both = [
            "att-p on tgw-1: peering tgw-2 of 222222222222 in us-east-1, asks ?",
            "att-p on tgw-2: peering tgw-1 of 111111111111 in eu-west-1, asks ?",
        ]
        func attachments(_ resources: SketchedResources.Resource...) throws -> [String] {
            try Self.lines(resources).filter { $0.hasPrefix("att-p") }
        }
        #expect(try attachments(SketchedResources.gateway(), requester) == both.map { $0 + " (not pendingAcceptance)" })
        #expect(try attachments(accepter, requester, SketchedResources.gateway()) == both.map { $0 + " (available)" })
    }

    @Test("VPN connections, their routes and gateways are read, secrets are not")
    func edges() throws {
        let secret = "s3cr3t-do-not-keep"
        let inventory = try Fixtures.read(
            text: SketchedResources.state([
                ("aws_vpn_gateway", #""id": "vgw-1", "vpc_id": "vpc-1""#), ("aws_vpn_gateway", #""id": "vgw-2", "vpc_id": """#),
                ("aws_vpn_gateway_attachment", #""id": "a", "vpc_id": "vpc-2", "vpn_gateway_id": "vgw-2""#),
                ("aws_customer_gateway", #""id": "cgw-1", "ip_address": "198.51.100.7""#),
                (
                    "aws_vpn_connection",
                    #""id": "vpn-1", "vpn_gateway_id": "vgw-1", "transit_gateway_id": "", "transit_gateway_attachment_id": "", "customer_gateway_id": "cgw-1", "static_routes_only": true, "routes": [{"destination_cidr_block": "192.168.0.0/16", "source": "Static", "state": "available"}, {"destination_cidr_block": "192.0.2.0/24", "state": "deleted"}], "vgw_telemetry": [{"status": "UP"}, {"status": "DOWN"}], "tunnel1_preshared_key": "\#(secret)", "tunnel2_preshared_key": "\#(secret)", "customer_gateway_configuration": "<xml>\#(secret)</xml>""#
                ),
                (
                    "aws_vpn_connection_route",
                    #""id": "b", "vpn_connection_id": "vpn-1", "destination_cidr_block": "172.16.0.0/12""#
                ),
                SketchedResources.gateway(),
                (
                    "aws_vpn_connection",
                    #""id": "vpn-2", "transit_gateway_id": "tgw-1", "transit_gateway_attachment_id": "att-v", "customer_gateway_id": "cgw-1", "static_routes_only": false"#
                ),
                ("aws_dx_gateway", #""id": "dx-1", "name": "office""#),
                ("aws_dx_gateway_association", #""id": "c", "dx_gateway_id": "dx-1", "associated_gateway_id": "vgw-1""#),
                (
                    "aws_dx_gateway_association",
                    #""id": "d", "dx_gateway_id": "dx-1", "associated_gateway_id": "tgw-1", "transit_gateway_attachment_id": "att-d""#
                ),
            ]))
        #expect(
            JoinedNetwork.of(inventory) == [
                "tgw-1 of 111111111111 gives tgw-rtb-d, tgw-rtb-d references 10.9.0.0/24",
                "att-v on tgw-1: vpn vpn-2 of ?, asks tgw-rtb-d",
                "att-d on tgw-1: direct-connect-gateway dx-1 of ?, asks tgw-rtb-d",
                "tgw-rtb-d of tgw-1: ; for att-v att-d; from att-v att-d; all routes, some associations, some propagations",
                "vgw-1 at vpc-1", "vgw-2 at vpc-2", "vpn-1 from vgw-1 to cgw-1 static 192.168.0.0/16 172.16.0.0/12 up down",
                "vpn-2 from tgw-1 to cgw-1", "cgw-1 at 198.51.100.7", "dx-1 for vgw-1 tgw-1",
            ])
        #expect(!"\(inventory)".contains(secret))
    }

    private static let everything =
        #"{\"Statement\":[{\"Action\":\"*\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"}],\"Version\":\"2008-10-17\"}"#

    @Test("Endpoints have what resources beside them add, and firewalls the endpoints that routes lead to")
    func endpoints() throws {
        let inventory = try Fixtures.read(
            text: SketchedResources.state([
                (
                    "aws_vpc_endpoint",
                    #""id": "vpce-1", "vpc_id": "vpc-1", "vpc_endpoint_type": "Gateway", "service_name": "com.amazonaws.eu-west-1.s3", "state": "available", "policy": "\#(Self.everything)", "route_table_ids": ["rtb-1"], "subnet_ids": [], "network_interface_ids": []"#
                ),
                (
                    "aws_vpc_endpoint_route_table_association",
                    #""id": "a", "vpc_endpoint_id": "vpce-1", "route_table_id": "rtb-2""#
                ),
                ("aws_vpc_endpoint_policy", #""id": "vpce-1", "vpc_endpoint_id": "vpce-1", "policy": "{\"Statement\": []}""#),
                (
                    "aws_vpc_endpoint",
                    #""id": "vpce-2", "vpc_id": "vpc-1", "vpc_endpoint_type": "Interface", "service_name": "com.amazonaws.vpce.x", "state": "pendingAcceptance", "subnet_ids": ["subnet-1"], "network_interface_ids": ["eni-1"], "security_group_ids": ["sg-1"]"#
                ),
                ("aws_vpc_endpoint_subnet_association", #""id": "b", "vpc_endpoint_id": "vpce-2", "subnet_id": "subnet-2""#),
                (
                    "aws_vpc_endpoint_security_group_association",
                    #""id": "c", "vpc_endpoint_id": "vpce-2", "security_group_id": "sg-2""#
                ),
                ("aws_vpc_endpoint", #""id": "vpce-3", "vpc_id": "vpc-1", "service_name": "com.amazonaws.eu-west-1.dynamodb""#),
                (
                    "aws_networkfirewall_firewall",
                    #""id": "arn:f", "name": "f", "vpc_id": "vpc-1", "subnet_mapping": [{"subnet_id": "subnet-f"}], "firewall_status": [{"sync_states": [{"availability_zone": "eu-west-1a", "attachment": [{"endpoint_id": "vpce-f", "subnet_id": "subnet-f"}]}]}]"#
                ),
                (
                    "aws_networkfirewall_vpc_endpoint_association",
                    #""id": "d", "firewall_arn": "arn:f", "vpc_endpoint_association_status": [{"association_sync_state": [{"availability_zone": "eu-west-1b", "attachment": [{"endpoint_id": "vpce-g"}]}]}]"#
                ),
            ]))
        #expect(
            JoinedNetwork.of(inventory) == [
                "vpce-2 Interface to com.amazonaws.vpce.x in vpc-1 [] [subnet-2 subnet-1] [eni-1] (not pendingAcceptance)",
                "vpce-1 Gateway to com.amazonaws.eu-west-1.s3 in vpc-1 [rtb-1 rtb-2] [] [] restricted (available)",
                "vpce-3 Gateway to com.amazonaws.eu-west-1.dynamodb in vpc-1 [] [] [] (works)",
                "arn:f in vpc-1 [subnet-f] by [vpce-f vpce-g]",
            ])
        let interface = try #require(inventory.interfaces.first { inventory[$0.attachment.name] == "vpce-2" })
        #expect(interface.groups.map { inventory[inventory[$0].id] } == ["sg-1", "sg-2"])
    }

    @Test(
        "A policy restricts unless one of its statements lets everybody do everything, and none denies",
        arguments: [
            (#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#, false),
            (#"{"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["*"], "Resource": ["*"]}}"#, false),
            (#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}"#, true),
            (#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::b/*"}]}"#, true),
            (
                #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"Bool": {}}}]}"#,
                true
            ),
            (
                #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*"}]}"#,
                true
            ), (#"{"Statement": []}"#, true), ("{}", true),
        ])
    func policy(text: String, restricts: Bool) {
        #expect(EndpointPolicy(text).restricts == restricts)
    }
}
