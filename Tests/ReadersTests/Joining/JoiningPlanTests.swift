import CoreModel
import Testing

@testable import Readers

/// What plans leave of what joins VPCs to each other and to the rest of the world.
@Suite("Plans of what joins VPCs")
struct JoiningPlanTests {
    /// Resources that a plan makes: type, name, what is known, what is known after apply, the expressions.
    private typealias Made = (type: String, name: String, after: String, unknown: String, expressions: String)

    private static func lines(_ made: [Made]) throws -> [String] {
        var plan = SketchedPlan()
        plan.changes = made.map { one in
            .init(
                type: one.type, name: one.name, after: one.after, unknown: one.unknown.isEmpty ? "" : ", \(one.unknown)",
                expressions: one.expressions)
        }
        return JoinedNetwork.of(try Fixtures.read(text: plan.text))
    }

    private static func reference(_ key: String, _ target: String) -> String {
        let whole = target.split(separator: ".").prefix(2).joined(separator: ".")
        return #""\#(key)": {"references": ["\#(target)", "\#(whole)"]}"#
    }

    @Test("What a plan makes is joined by its references")
    func references() throws {
        let attached = "transit_gateway_attachment_id"
        let table = "transit_gateway_route_table_id"
        func vpcAttachment(_ name: String, _ vpc: String) -> Made {
            (
                "aws_ec2_transit_gateway_vpc_attachment", name,
                #""transit_gateway_default_route_table_association": true, "transit_gateway_default_route_table_propagation": true, "appliance_mode_support": "disable", "ipv6_support": "disable""#,
                #""transit_gateway_id": true, "vpc_id": true, "vpc_owner_id": true, "subnet_ids": true, "security_group_referencing_support": true"#,
                [
                    Self.reference("transit_gateway_id", "aws_ec2_transit_gateway.hub.id"),
                    Self.reference("vpc_id", "aws_vpc.\(vpc).id"), Self.reference("subnet_ids", "aws_subnet.\(vpc).id"),
                ].joined(separator: ", ")
            )
        }
        let lines = try Self.lines([
            ("aws_vpc", "a", #""cidr_block": "10.1.0.0/16""#, "", ""), ("aws_vpc", "b", #""cidr_block": "10.2.0.0/16""#, "", ""),
            (
                "aws_subnet", "a", #""cidr_block": "10.1.1.0/24""#, #""vpc_id": true"#,
                Self.reference("vpc_id", "aws_vpc.a.id")
            ),
            (
                "aws_ec2_transit_gateway", "hub",
                #""default_route_table_association": "enable", "default_route_table_propagation": "enable", "security_group_referencing_support": "disable""#,
                #""owner_id": true, "association_default_route_table_id": true, "propagation_default_route_table_id": true"#, ""
            ),
            vpcAttachment("a", "a"), vpcAttachment("b", "b"),
            (
                "aws_ec2_transit_gateway_route", "default", #""destination_cidr_block": "0.0.0.0/0", "blackhole": false"#,
                #""\#(attached)": true, "\#(table)": true"#,
                [
                    Self.reference(attached, "aws_ec2_transit_gateway_vpc_attachment.b.id"),
                    Self.reference(table, "aws_ec2_transit_gateway.hub.association_default_route_table_id"),
                ].joined(separator: ", ")
            ),
            (
                "aws_vpn_connection", "office", #""static_routes_only": true"#,
                #""transit_gateway_id": true, "\#(attached)": true, "customer_gateway_id": true, "routes": true, "vgw_telemetry": true, "tunnel1_preshared_key": true"#,
                [
                    Self.reference("transit_gateway_id", "aws_ec2_transit_gateway.hub.id"),
                    Self.reference("customer_gateway_id", "aws_customer_gateway.office.id"),
                ].joined(separator: ", ")
            ), ("aws_customer_gateway", "office", #""ip_address": "198.51.100.7""#, "", ""),
            (
                "aws_ec2_transit_gateway_route", "office", #""destination_cidr_block": "192.168.0.0/16""#,
                #""\#(attached)": true, "\#(table)": true"#,
                [
                    Self.reference(attached, "aws_vpn_connection.office.\(attached)"),
                    Self.reference(table, "aws_ec2_transit_gateway.hub.propagation_default_route_table_id"),
                ].joined(separator: ", ")
            ),
        ])
        let hub = "aws_ec2_transit_gateway.hub"
        let own = "\(hub) (default route table)"
        let (a, b) = ("aws_ec2_transit_gateway_vpc_attachment.a", "aws_ec2_transit_gateway_vpc_attachment.b")
        let office = "aws_vpn_connection.office (attachment)"
        #expect(
            lines == [
                "\(hub) of ? gives \(own), \(own)", "\(a) on \(hub): vpc aws_vpc.a of ?, asks \(own) references [aws_subnet.a]",
                "\(b) on \(hub): vpc aws_vpc.b of ?, asks \(own) references subnets?",
                "\(office) on \(hub): vpn aws_vpn_connection.office of ?, asks \(own)",
                "\(own) of \(hub): 0.0.0.0/0 > \(b), 192.168.0.0/16 > \(office), 10.1.0.0/16 > \(a) by itself, "
                    + "10.2.0.0/16 > \(b) by itself; for \(a) \(b) \(office); from \(a) \(b) \(office); "
                    + "all routes, all associations, all propagations",
                "aws_vpn_connection.office from \(hub) to aws_customer_gateway.office static",
                "aws_customer_gateway.office at 198.51.100.7",
            ])
    }

    @Test("A peering connection that a plan makes waits for whoever is to accept it, unless the plan does")
    func peering() throws {
        let peering: Made = (
            "aws_vpc_peering_connection", "p", #""vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "auto_accept": null"#,
            #""accept_status": true, "peer_region": true, "peer_owner_id": true"#, #""vpc_id": {"constant_value": "vpc-1"}"#
        )
        var accepted = peering
        accepted.after = peering.after.replacing("null", with: "true")
        let accepter: Made = (
            "aws_vpc_peering_connection_accepter", "q", #""auto_accept": true"#,
            #""vpc_peering_connection_id": true, "accept_status": true, "vpc_id": true, "peer_vpc_id": true"#,
            Self.reference("vpc_peering_connection_id", "aws_vpc_peering_connection.p.id")
        )
        let p = "aws_vpc_peering_connection.p"
        let sides = "\(p) vpc-1/?/? > vpc-2/?/? one region"
        #expect(try Self.lines([peering]) == ["\(sides) (perhaps: \(p) accept_status, known after apply)"])
        #expect(try Self.lines([accepted]) == ["\(sides) (active)"])
        #expect(try Self.lines([peering, accepter]) == ["\(sides) (active)"])
    }

    @Test("A route by whoever accepts a connection goes over the connection")
    func acceptedRoute() throws {
        var plan = SketchedPlan()
        plan.changes = [
            .init(
                type: "aws_vpc_peering_connection", name: "p", after: #""vpc_id": "vpc-1", "peer_vpc_id": "vpc-2""#,
                expressions: #""vpc_id": {"constant_value": "vpc-1"}"#),
            .init(
                type: "aws_vpc_peering_connection_accepter", name: "q", after: #""auto_accept": true"#,
                unknown: #", "vpc_peering_connection_id": true"#,
                expressions: Self.reference("vpc_peering_connection_id", "aws_vpc_peering_connection.p.id")),
            .init(
                type: "aws_route", name: "r", after: #""route_table_id": "rtb-1", "destination_cidr_block": "10.2.0.0/16""#,
                unknown: #", "vpc_peering_connection_id": true"#,
                expressions: Self.reference("vpc_peering_connection_id", "aws_vpc_peering_connection_accepter.q.id")),
        ]
        let inventory = try Fixtures.read(text: plan.text)
        #expect(TopologyLines.of(inventory).contains("rtb-1 10.2.0.0/16 > aws_vpc_peering_connection.p"))
    }

    @Test("What a plan destroys is gone, also where a state was read before, and what AWS lists stays")
    func destroyed() throws {
        let all: [SketchedResources.Resource] = [
            (
                "aws_vpc_peering_connection",
                #""id": "pcx-1", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "accept_status": "active""#
            ),
            SketchedResources.gateway(), SketchedResources.attachment("att-1", "vpc-1"),
            ("aws_ec2_transit_gateway_route_table", #""id": "tgw-rtb-1", "transit_gateway_id": "tgw-1""#),
            (
                "aws_ec2_transit_gateway_route",
                #""id": "r", "transit_gateway_route_table_id": "tgw-rtb-1", "destination_cidr_block": "10.7.0.0/16", "transit_gateway_attachment_id": "att-1""#
            ), ("aws_vpc_endpoint", #""id": "vpce-1", "vpc_id": "vpc-1", "service_name": "s3""#),
            ("aws_vpn_connection", #""id": "vpn-1", "vpn_gateway_id": "vgw-1""#),
        ]
        func after(without gone: Set<Int>) throws -> [String] {
            var plan = SketchedPlan()
            plan.prior = all.map { (type: $0.type, isManaged: true, values: $0.attributes) }
            plan.changes = gone.sorted().map { number in
                .init(type: all[number].type, name: "p\(number)", after: "", before: all[number].attributes)
            }
            return JoinedNetwork.of(try TopologyLines.read(SketchedResources.state(all), plan.text))
        }
        let before = JoinedNetwork.of(try Fixtures.read(text: SketchedResources.state(all)))
        #expect(try after(without: []) == before)
        for (number, words) in [
            (0, ["pcx-1"]), (2, ["att-1 on", "for att-1"]), (4, ["10.7.0.0/16"]), (5, ["vpce-1"]), (6, ["vpn-1"]),
        ] as [(Int, [String])] {
            let lines = try after(without: [number])
            for word in words {
                #expect(before.contains { $0.contains(word) } && !lines.contains { $0.contains(word) }, "\(word): \(lines)")
            }
        }
        #expect(try after(without: Set(all.indices)) == [])
    }
}
