import CoreModel
import Readers
import Support

/// A network made up by chance, as the answers of AWS's calls, with what its maker knows of its ways.
///
/// What is expected is written down while routes are made, and never looked up in what was read.
struct GeneratedNetwork {
    /// The documents.
    private(set) var documents: [(name: String, bytes: [UInt8])] = []
    /// `subnet -> gateway` of default routes that work, `gateway -> gateway` and `gateway -> INTERNET`.
    private(set) var ways: Set<String> = []
    /// `subnet -> gateway` of routes to some networks over what joins.
    private(set) var routes: Set<String> = []
    /// The words of each subnet's tier.
    private(set) var tiers: [String: String] = [:]

    private var random: SeededRandom
    private var tables: [String] = []
    private var subnets: [String] = []
    private var nats: [String] = []

    /// One table of the network: what its default routes lead to, and what follows for the subnets that use it.
    private struct Out {
        var routes: [String] = []
        var targets: [(gateway: String, rank: Int)] = []
        var joins: [String] = []
        var rank = 4
    }

    private static let words = ["public", "out only", "private", "private", "isolated"]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let zones = ["a", "b", "c", "d"].prefix(1 + random.below(4)).map { "eu-west-1\($0)" }
        let natCount = random.below(3)
        let hasPeering = random.chance(50), hasTransit = random.chance(50), hasIPv6 = random.chance(50)
        add(
            table: "public", to: ["p0"],
            Out(routes: [route("0.0.0.0/0", "GatewayId", "igw-1")], targets: [("igw igw", 0)], rank: 0))
        addSubnet("p0", zones[0], hasIPv6: false)
        for number in 0..<natCount {
            nats.append(
                """
                {"NatGatewayId": "nat-\(number)", "VpcId": "vpc-1", "SubnetId": "subnet-p0", "State": "available", \
                "ConnectivityType": "public", "Tags": [{"Key": "Name", "Value": "n\(number)"}], \
                "NatGatewayAddresses": [{"PrivateIp": "10.0.0.\(30 + number)", "PublicIp": "198.51.100.\(30 + number)"}]}
                """)
        }
        var usedNats: Set<Int> = []
        for number in 1...(2 + random.below(5)) {
            var out = Out()
            if natCount > 0, random.chance(50) {
                let nat = random.below(natCount)
                usedNats.insert(nat)
                out.routes.append(route("0.0.0.0/0", "NatGatewayId", "nat-\(nat)"))
                out.targets.append(("nat n\(nat)", 1))
                out.rank = 1
            } else if hasTransit, random.chance(40) {
                out.routes.append(route("0.0.0.0/0", "TransitGatewayId", "tgw-1"))
                out.targets.append(("tgw hub", 2))
                out.rank = 2
            } else if random.chance(25) {
                out.routes.append(route("0.0.0.0/0", "NatGatewayId", "nat-gone", "blackhole"))
            }
            if hasIPv6, random.chance(50) {
                out.routes.append(route("::/0", "EgressOnlyInternetGatewayId", "eigw-1"))
                out.targets.append(("eigw-1", 1))
                out.rank = min(out.rank, 1)
                ways.insert("eigw-1 -> INTERNET")
            }
            if hasPeering, random.chance(40) {
                out.routes.append(route("10.48.0.0/16", "VpcPeeringConnectionId", "pcx-1"))
                out.joins.append("pcx bridge")
                out.rank = min(out.rank, 3)
            }
            let names = (0..<(1 + random.below(3))).map { "s\(number)-\($0)" }
            for name in names { addSubnet(name, random.pick(Array(zones)), hasIPv6: hasIPv6) }
            add(table: "t\(number)", to: names, out)
        }
        ways.insert("igw igw -> INTERNET")
        for nat in usedNats { ways.insert("nat n\(nat) -> igw igw") }
        finish(hasPeering: hasPeering, hasTransit: hasTransit)
    }

    private mutating func addSubnet(_ name: String, _ zone: String, hasIPv6: Bool) {
        let number = subnets.count
        let six =
            hasIPv6
            ? ", \"Ipv6CidrBlockAssociationSet\": [{\"Ipv6CidrBlock\": \"2001:db8:a:\(number)::/64\", \"Ipv6CidrBlockState\": {\"State\": \"associated\"}}]"
            : ""
        subnets.append(
            """
            {"SubnetId": "subnet-\(name)", "VpcId": "vpc-1", "OwnerId": "111111111111", "AvailabilityZone": "\(zone)", \
            "CidrBlock": "10.0.\(number).0/24", "Tags": [{"Key": "Name", "Value": "\(name)"}]\(six)}
            """)
    }

    private func route(_ destination: String, _ field: String, _ target: String, _ state: String = "active") -> String {
        let key = destination.contains(":") ? "DestinationIpv6CidrBlock" : "DestinationCidrBlock"
        return
            "{\"\(key)\": \"\(destination)\", \"\(field)\": \"\(target)\", \"Origin\": \"CreateRoute\", \"State\": \"\(state)\"}"
    }

    private mutating func add(table: String, to names: [String], _ out: Out) {
        let uses = names.map {
            "{\"Main\": false, \"SubnetId\": \"subnet-\($0)\", \"AssociationState\": {\"State\": \"associated\"}}"
        }
        let all = [route("10.0.0.0/16", "GatewayId", "local").replacing("CreateRoute\"", with: "CreateRouteTable\"")] + out.routes
        tables.append(
            """
            {"RouteTableId": "rtb-\(table)", "VpcId": "vpc-1", "OwnerId": "111111111111", "PropagatingVgws": [], \
            "Tags": [{"Key": "Name", "Value": "\(table)"}], "Associations": [\(uses.joined(separator: ", "))], \
            "Routes": [\(all.joined(separator: ", "))]}
            """)
        for name in names {
            tiers[name] = Self.words[out.rank]
            for target in out.targets { ways.insert("\(name) -> \(target.gateway)") }
            for join in out.joins { routes.insert("\(name) -> \(join)") }
        }
    }

    private mutating func finish(hasPeering: Bool, hasTransit: Bool) {
        let main = """
            {"RouteTableId": "rtb-main", "VpcId": "vpc-1", "OwnerId": "111111111111", "PropagatingVgws": [], \
            "Associations": [{"Main": true, "AssociationState": {"State": "associated"}}], \
            "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}]}
            """
        let peering = """
            {"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active"}, "Tags": [{"Key": "Name", "Value": "bridge"}], \
            "RequesterVpcInfo": {"VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16", "Region": "eu-west-1"}, \
            "AccepterVpcInfo": {"VpcId": "vpc-2", "OwnerId": "222222222222", "CidrBlock": "10.48.0.0/16", "Region": "eu-west-1"}}
            """
        let hub = """
            {"TransitGatewayId": "tgw-1", "OwnerId": "111111111111", "State": "available", "Tags": [{"Key": "Name", "Value": "hub"}]}
            """
        let gateway = """
            {"InternetGatewayId": "igw-1", "OwnerId": "111111111111", "Tags": [{"Key": "Name", "Value": "igw"}], \
            "Attachments": [{"VpcId": "vpc-1", "State": "available"}]}
            """
        let vpc = """
            {"VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16", "Tags": [{"Key": "Name", "Value": "shop"}]}
            """
        let group = """
            {"GroupId": "sg-1", "GroupName": "open", "OwnerId": "111111111111", "VpcId": "vpc-1", "IpPermissions": [], \
            "IpPermissionsEgress": []}
            """
        for (member, elements) in [
            ("Vpcs", [vpc]), ("Subnets", subnets), ("RouteTables", [main] + tables), ("NatGateways", nats),
            ("InternetGateways", [gateway]), ("VpcPeeringConnections", hasPeering ? [peering] : []),
            ("TransitGateways", hasTransit ? [hub] : []), ("SecurityGroups", [group]),
        ] {
            let text = "{\"\(member)\": [\(elements.joined(separator: ",\n"))]}"
            documents.append((name: "describe-\(member).json", bytes: Array(text.utf8)))
        }
    }

    /// What is read of it.
    func inventory() throws -> Inventory { try InputReader().read(documents: documents, label: "generated") }
}
