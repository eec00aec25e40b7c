import CoreModel
import Reachability
import Testing

@testable import Readers

/// Traps of aws-network 7 that are about what a listing or a state says: who reads a field wrongly answers wrongly.
@Suite("Traps of listings and states")
struct TrapListingTests {
    private typealias Change = NetworkVerdictTests.Change

    private static func told(_ inventory: Inventory, _ question: String) throws -> String {
        let analyzer = Analyzer(inventory)
        let words = question.split(separator: " ").map(String.init)
        let answer = analyzer.answer(try analyzer.question(from: words[0], to: words[1], port: words[2]), .everything)
        let codes = answer.way.map { way in way.deciding.compactMap { way.code($0) } } ?? []
        return ([answer.verdict.rawValue] + codes).joined(separator: " ")
    }

    private static let local =
        #"{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}"#
    private static let out =
        #"{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "Origin": "CreateRoute", "State": "active"}"#
    private static let mainRoutes = #""Associations": [{"Main": true}], "Routes": [\#(local)"#

    /// A further table before the others.
    private static func table(_ id: String, _ associations: String, _ routes: String) -> NetworkVerdictTests.Change {
        let first = #"{"RouteTableId": "rtb-main""#
        return Change(
            "tables", first,
            #"{"RouteTableId": "\#(id)", "VpcId": "vpc-a", "OwnerId": "111111111111", "Associations": [\#(associations)], "Routes": [\#(routes)]}, \#(first)"#
        )
    }

    private static func firstEntry(_ other: String) -> NetworkVerdictTests.Change {
        Change(
            "acls",
            #"{"RuleNumber": 100, "Egress": false, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}"#, other)
    }

    @Test(
        "A field of a listing is read for what it is",
        arguments: [
            // T2: the number decides, not the place.
            (
                [
                    firstEntry(
                        #"{"RuleNumber": 200, "Egress": false, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}, {"RuleNumber": 100, "Egress": false, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}"#
                    )
                ], "eni-web eni-app 443", "allowed"
            ),
            (
                [
                    firstEntry(
                        #"{"RuleNumber": 200, "Egress": false, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}, {"RuleNumber": 100, "Egress": false, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}"#
                    )
                ], "eni-web eni-app 443", "blocked SUBNET_ACL_RESTRICTION SUBNET_ACL_RESTRICTION:reply"
            ),
            // T16 and T17: the main association names no subnet, and every unassociated one has it.
            ([Change("tables", #"{"Main": false, "SubnetId": "subnet-app"}"#)], "eni-app eni-web 443", "allowed"),
            (
                [Change("tables", #"{"Main": false, "SubnetId": "subnet-app"}"#)], "eni-app internet 443",
                "blocked NO_ROUTE_TO_DESTINATION"
            ),
            (
                [
                    Change("tables", #"{"Main": false, "SubnetId": "subnet-web"}"#),
                    Change("tables", mainRoutes, "\(mainRoutes), \(out)"),
                ], "eni-web internet 443", "allowed"
            ),
            // T18: an endpoint stands in the field of gateways.
            (
                [Change("tables", #""NatGatewayId": "nat-1""#, #""GatewayId": "vpce-1""#)], "eni-app internet 443",
                "depends EDGE:vpcEndpoint"
            ),
            // T40: a regional NAT gateway has a table, and no subnet; without either word for it, it is open where it stands.
            (
                [
                    Change("nats", #""SubnetId": "subnet-web""#, #""AvailabilityMode": "regional", "RouteTableId": "rtb-nat""#),
                    table("rtb-nat", "", "\(local), \(out)"),
                ], "eni-app internet 443", "allowed"
            ),
            (
                [
                    Change("nats", #""SubnetId": "subnet-web""#, #""AvailabilityMode": "regional", "RouteTableId": "rtb-nat""#),
                    table("rtb-nat", "", local),
                ], "eni-app internet 443", "blocked NO_ROUTE_TO_DESTINATION"
            ),
            (
                [Change("nats", #""SubnetId": "subnet-web", "#)], "eni-app internet 443", "depends UNKNOWN_RESOURCE:nat-gateway"
            ),
            // T46: ports beside a protocol that has none.
            (
                [
                    firstEntry(
                        #"{"RuleNumber": 100, "Egress": false, "RuleAction": "allow", "Protocol": "50", "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 443, "To": 443}}"#
                    )
                ], "eni-web eni-app proto/50", "allowed"
            ),
            (
                [
                    firstEntry(
                        #"{"RuleNumber": 100, "Egress": false, "RuleAction": "allow", "Protocol": "50", "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 443, "To": 443}}"#
                    )
                ], "eni-web eni-app proto/51",
                "blocked SUBNET_ACL_RESTRICTION:protocol SUBNET_ACL_RESTRICTION:reply:protocol"
            ),
            // T67: the table of a gateway is no subnet's, and routes what comes in.
            ([table("rtb-edge", #"{"Main": false, "GatewayId": "igw-1"}"#, local)], "eni-web internet 443", "allowed"),
            ([table("rtb-edge", #"{"Main": false, "GatewayId": "igw-1"}"#, local)], "internet eni-web 443", "allowed"),
            (
                [
                    table(
                        "rtb-edge", #"{"Main": false, "GatewayId": "igw-1"}"#,
                        #"\#(local), {"DestinationCidrBlock": "10.0.1.0/24", "NetworkInterfaceId": "eni-fw", "Origin": "CreateRoute", "State": "active"}"#
                    )
                ], "internet eni-web 443", "depends EDGE:networkInterface"
            ),
            // T68: "available" is attached, and "attached" is too.
            ([Change("igws", #""State": "available""#, #""State": "attached""#)], "eni-web internet 443", "allowed"),
            ([Change("igws", #""State": "available""#, #""State": "Available""#)], "eni-web internet 443", "allowed"),
            (
                [
                    Change("igws", #"{"VpcId": "vpc-a", "State": "available"}"#),
                    Change("tables", out, out.replacing("active", with: "blackhole")),
                ], "internet eni-web 443", "blocked BAD_STATE_ATTACHMENT"
            ),
            // T75: whoever takes part in a VPC is listed none of its NAT gateways.
            (
                [Change("nats", NetworkVerdictTests.listings["nats"] ?? "", #"{"NatGateways": []}"#)], "eni-app internet 443",
                "depends UNKNOWN_RESOURCE:nat-gateway"
            ),
            // T81: one number, two directions.
            (
                [
                    Change(
                        "acls",
                        #"{"RuleNumber": 100, "Egress": true, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}"#,
                        #"{"RuleNumber": 100, "Egress": true, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}"#)
                ], "eni-web eni-app 443", "blocked SUBNET_ACL_RESTRICTION SUBNET_ACL_RESTRICTION:reply"
            ),
        ] as [([NetworkVerdictTests.Change], String, String)])
    func listing(changes: [NetworkVerdictTests.Change], question: String, expected: String) throws {
        let told = try Self.told(NetworkVerdictTests.inventory(changes), question)
        #expect(told == expected)
    }

    /// Two interfaces in two subnets of a state, with an ACL at the first one.
    private static func state(_ ingress: String, _ more: String...) -> String {
        func resource(_ type: String, _ name: String, _ attributes: String) -> String {
            #"{"mode": "managed", "type": "\#(type)", "name": "\#(name)", "instances": [{"attributes": \#(attributes)}]}"#
        }
        let all =
            #"{"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"], "ipv6_cidr_blocks": [], "prefix_list_ids": [], "security_groups": [], "self": false, "description": ""}"#
        let out =
            #"{"rule_no": 100, "action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0", "ipv6_cidr_block": "", "from_port": 0, "to_port": 0, "icmp_type": 0, "icmp_code": 0}"#
        let resources = [
            resource(
                "aws_vpc", "v",
                #"{"id": "vpc-a", "cidr_block": "10.0.0.0/16", "owner_id": "111111111111", "main_route_table_id": "rtb-main", "default_network_acl_id": "acl-0"}"#
            ),
            resource(
                "aws_default_route_table", "m",
                #"{"id": "rtb-main", "default_route_table_id": "rtb-main", "vpc_id": "vpc-a", "route": []}"#),
            resource("aws_subnet", "one", #"{"id": "subnet-1", "vpc_id": "vpc-a", "cidr_block": "10.0.1.0/24"}"#),
            resource("aws_subnet", "two", #"{"id": "subnet-2", "vpc_id": "vpc-a", "cidr_block": "10.0.2.0/24"}"#),
            resource(
                "aws_security_group", "all",
                #"{"id": "sg-1", "name": "all", "vpc_id": "vpc-a", "ingress": [\#(all)], "egress": [\#(all)]}"#),
            resource(
                "aws_network_interface", "one",
                #"{"id": "eni-1", "subnet_id": "subnet-1", "private_ips": ["10.0.1.10"], "security_groups": ["sg-1"], "source_dest_check": true}"#
            ),
            resource(
                "aws_network_interface", "two",
                #"{"id": "eni-2", "subnet_id": "subnet-2", "private_ips": ["10.0.2.20"], "security_groups": ["sg-1"], "source_dest_check": true}"#
            ),
            resource(
                "aws_network_acl", "one",
                #"{"id": "acl-1", "vpc_id": "vpc-a", "subnet_ids": ["subnet-1"], "ingress": [\#(ingress)], "egress": [\#(out)]}"#),
            resource(
                "aws_default_network_acl", "d",
                #"{"id": "acl-0", "default_network_acl_id": "acl-0", "vpc_id": "vpc-a", "subnet_ids": ["subnet-2"], "ingress": [\#(out)], "egress": [\#(out)]}"#
            ),
        ]
        let whole = resources + more
        return
            #"{"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [\#(whole.joined(separator: ", "))]}"#
    }

    @Test(
        "A state has the route of a gateway endpoint in each of its tables, and in none that it does not name (T77)",
        arguments: [("rtb-main", "allowed"), ("rtb-other", "blocked NO_ROUTE_TO_DESTINATION")])
    func endpointRoutes(table: String, expected: String) throws {
        let out =
            #"{"rule_no": 100, "action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0", "ipv6_cidr_block": "", "from_port": 0, "to_port": 0, "icmp_type": 0, "icmp_code": 0}"#
        let endpoint =
            #"{"mode": "managed", "type": "aws_vpc_endpoint", "name": "s3", "instances": [{"attributes": {"id": "vpce-1", "vpc_id": "vpc-a", "vpc_endpoint_type": "Gateway", "service_name": "com.amazonaws.eu-west-1.s3", "state": "available", "route_table_ids": ["\#(table)"], "prefix_list_id": "pl-1"}}]}"#
        let list =
            #"{"mode": "data", "type": "aws_ec2_managed_prefix_list", "name": "s3", "instances": [{"attributes": {"id": "pl-1", "name": "com.amazonaws.eu-west-1.s3", "address_family": "IPv4", "entries": [{"cidr": "52.218.0.0/17", "description": ""}]}}]}"#
        let inventory = try Fixtures.read(documents: [("terraform.tfstate", Self.state(out, endpoint, list))])
        #expect(try Self.told(inventory, "eni-2 52.218.1.1 443") == expected)
    }

    @Test(
        "A state writes echo reply where nobody named a type of ICMP (T76)",
        arguments: [(0, "blocked", "allowed"), (-1, "allowed", "allowed"), (8, "allowed", "blocked")])
    func echoReply(type: Int, request: String, answer: String) throws {
        let entry =
            #"{"rule_no": 100, "action": "allow", "protocol": "icmp", "cidr_block": "0.0.0.0/0", "ipv6_cidr_block": "", "from_port": 0, "to_port": 0, "icmp_type": \#(type), "icmp_code": \#(type == -1 ? -1 : 0)}"#
        let inventory = try Fixtures.read(documents: [("terraform.tfstate", Self.state(entry))])
        func expected(_ verdict: String, _ leg: String) -> String {
            verdict == "allowed" ? verdict : "\(verdict) SUBNET_ACL_RESTRICTION\(leg):icmp-type"
        }
        let told = (request: try Self.told(inventory, "eni-2 eni-1 ping"), answer: try Self.told(inventory, "eni-1 eni-2 ping"))
        #expect(told.request == expected(request, ""))
        #expect(told.answer == expected(answer, ":reply"))
    }
}
