import CoreModel
import Reachability
import Readers
import Testing

@testable import Map

/// What a table of one subnet is made of, and what the map says of it.
struct TierCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// `DESTINATION FIELD TARGET [STATE]`, one a line.
    let routes: String
    /// Further documents.
    var more = ""
    var hasIPv6 = false
    let tier: SubnetTier
    /// What the ways out lead to.
    var ways: [String] = []
    /// What stands at the row of what carries nothing, or is open.
    var notes: [String] = []

    var testDescription: String { name }

    static let all: [TierCase] = [
        TierCase(name: "an internet gateway", routes: "0.0.0.0/0 GatewayId igw-1", tier: .public, ways: ["igw-1"]),
        TierCase(name: "a NAT gateway", routes: "0.0.0.0/0 NatGatewayId nat-1", tier: .outOnly, ways: ["nat-1"]),
        TierCase(
            name: "both families, by different gateways",
            routes: "::/0 EgressOnlyInternetGatewayId eigw-1\n0.0.0.0/0 NatGatewayId nat-1", hasIPv6: true, tier: .outOnly,
            ways: ["nat-1", "eigw-1"]),
        TierCase(
            name: "IPv6 by an internet gateway, IPv4 by NAT: the nearer one settles the tier",
            routes: "0.0.0.0/0 NatGatewayId nat-1\n::/0 GatewayId igw-1", hasIPv6: true, tier: .public, ways: ["igw-1", "nat-1"]),
        TierCase(
            name: "a default route of a family that the subnet has no address of", routes: "::/0 GatewayId igw-1", tier: .isolated
        ),
        TierCase(name: "a transit gateway", routes: "0.0.0.0/0 TransitGatewayId tgw-1", tier: .private, ways: ["tgw-1"]),
        TierCase(name: "a route over peering", routes: "10.48.0.0/16 VpcPeeringConnectionId pcx-1", tier: .private),
        TierCase(name: "an appliance", routes: "0.0.0.0/0 NetworkInterfaceId eni-9", tier: .appliance, ways: ["eni-9"]),
        TierCase(
            name: "a route to some addresses of the internet", routes: "203.0.113.0/24 GatewayId igw-1", tier: .public,
            ways: ["igw-1"]),
        TierCase(name: "nothing but local", routes: "", tier: .isolated),
        TierCase(
            name: "a gateway that is gone", routes: "0.0.0.0/0 NatGatewayId nat-1 blackhole", tier: .isolated,
            notes: ["! 0.0.0.0/0 -> nat-1, gone (blackhole): no way out"]),
        TierCase(
            name: "a gateway that its listing calls deleted, and the table active", routes: "0.0.0.0/0 NatGatewayId nat-1",
            more: """
                {"NatGateways": [{"NatGatewayId": "nat-1", "VpcId": "vpc-1", "SubnetId": "subnet-2", "State": "deleted"}]}
                """, tier: .unknown, notes: ["? 0.0.0.0/0 -> nat-1: the input leaves open whether it carries anything"]),
        TierCase(
            name: "a blackhole beside a peering connection",
            routes:
                "0.0.0.0/0 NatGatewayId nat-1 blackhole\n10.48.0.0/16 VpcPeeringConnectionId pcx-1", tier: .private,
            notes: ["! 0.0.0.0/0 -> nat-1, gone (blackhole): no way out"]),
    ]

    func map() throws -> NetworkMap {
        let lines = ["10.0.0.0/16 GatewayId local"] + routes.split(separator: "\n").map(String.init)
        let listed = lines.map { line -> String in
            let words = line.split(separator: " ").map(String.init)
            let key = words[0].contains(":") ? "DestinationIpv6CidrBlock" : "DestinationCidrBlock"
            let origin = words[2] == "local" ? "CreateRouteTable" : "CreateRoute"
            return "{\"\(key)\": \"\(words[0])\", \"\(words[1])\": \"\(words[2])\", \"Origin\": \"\(origin)\", "
                + "\"State\": \"\(words.count > 3 ? words[3] : "active")\"}"
        }
        let six =
            hasIPv6
            ? ", \"Ipv6CidrBlockAssociationSet\": [{\"Ipv6CidrBlock\": \"2001:db8:a:1::/64\", \"Ipv6CidrBlockState\": {\"State\": \"associated\"}}]"
            : ""
        let texts =
            [
                "{\"Vpcs\": [{\"VpcId\": \"vpc-1\", \"OwnerId\": \"111111111111\", \"CidrBlock\": \"10.0.0.0/16\"}]}",
                "{\"Subnets\": [{\"SubnetId\": \"subnet-1\", \"VpcId\": \"vpc-1\", \"OwnerId\": \"111111111111\", \"CidrBlock\": \"10.0.1.0/24\"\(six)}]}",
                "{\"RouteTables\": [{\"RouteTableId\": \"rtb-1\", \"VpcId\": \"vpc-1\", \"OwnerId\": \"111111111111\", "
                    + "\"Associations\": [{\"Main\": true, \"AssociationState\": {\"State\": \"associated\"}}], "
                    + "\"PropagatingVgws\": [], \"Routes\": [\(listed.joined(separator: ", "))]}]}",
                "{\"SecurityGroups\": [{\"GroupId\": \"sg-1\", \"GroupName\": \"a\", \"VpcId\": \"vpc-1\", \"OwnerId\": \"111111111111\", \"IpPermissions\": [], \"IpPermissionsEgress\": []}]}",
            ] + (more.isEmpty ? [] : [more])
        let documents = texts.enumerated().map { (name: "\($0.offset).json", bytes: Array($0.element.utf8)) }
        return NetworkMap(Analyzer(try InputReader().read(documents: documents, label: "tier")))
    }
}

@Suite("Tiers of the network map")
struct NetworkMapTests {
    @Test("A subnet's table settles its tier and its ways out", arguments: TierCase.all)
    func tiers(_ example: TierCase) throws {
        let map = try example.map()
        let vpc = try #require(map.vpcs.first)
        let row = try #require(vpc.rows.first)
        let inventory = map.analyzer.inventory
        #expect(row.tier == example.tier)
        #expect(row.routes.ways.map { inventory[$0.target.id] } == example.ways)
        #expect(NetworkPageWords(map, vpc).notes(row) == example.notes)
    }

    @Test("Where no table is in the input, no tier is told, and no line is drawn")
    func withoutTables() throws {
        let documents = [
            (
                name: "s.json",
                bytes: Array(
                    """
                    {"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "MapPublicIpOnLaunch": true,
                      "Tags": [{"Key": "Name", "Value": "public-0"}]}]}
                    """.utf8)
            ),
            (
                name: "g.json",
                bytes: Array(
                    "{\"SecurityGroups\": [{\"GroupId\": \"sg-1\", \"GroupName\": \"a\", \"VpcId\": \"vpc-1\", \"IpPermissions\": [], \"IpPermissionsEgress\": []}]}"
                        .utf8)
            ),
        ]
        let map = NetworkMap(Analyzer(try InputReader().read(documents: documents, label: "bare")))
        let vpc = try #require(map.vpcs.first)
        #expect(!vpc.readsTables)
        #expect(vpc.rows.map(\.tier) == [.unknown])
        let text = NetworkPage(map, 0, NetworkOptions(width: 80)).picture.text
        #expect(text.contains("tables not read  ▌public-0  10.0.1.0/24"))
        #expect(!text.contains("INTERNET") && !text.contains("─"))
    }
}
