import Diagram
import PictureReading
import Reachability
import Readers
import Support
import Testing

@testable import Map

/// VPCs made up by chance with what joins them, as the answers of AWS's calls.
private struct GeneratedVpcs {
    var documents: [(name: String, bytes: [UInt8])] = []
    /// How many subnets of each VPC stand in each tier.
    var vpcs: [String: [String: Int]] = [:]
    /// The VPCs that each peering connection and transit gateway joins.
    var joins: [String: [String]] = [:]

    init(seed: UInt64, count: Int) {
        var random = SeededRandom(seed: seed)
        var lists: [String: [String]] = [:]
        for number in 0..<count {
            let name = "vpc\(number)"
            let (isPublic, isIsolated) = (1 + random.below(3), random.below(3))
            vpcs[name] = ["public": isPublic, "isolated": isIsolated].filter { $0.value > 0 }
            lists["Vpcs", default: []].append(
                """
                {"VpcId": "vpc-\(number)", "OwnerId": "111111111111", "CidrBlock": "10.\(number).0.0/16", \
                "Tags": [{"Key": "Name", "Value": "\(name)"}]}
                """)
            let local = """
                {"DestinationCidrBlock": "10.\(number).0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}
                """
            var uses: [String] = []
            for subnet in 0..<(isPublic + isIsolated) {
                let id = "subnet-\(number)-\(subnet)"
                if subnet < isPublic { uses.append("{\"Main\": false, \"SubnetId\": \"\(id)\"}") }
                lists["Subnets", default: []].append(
                    """
                    {"SubnetId": "\(id)", "VpcId": "vpc-\(number)", "OwnerId": "111111111111", \
                    "CidrBlock": "10.\(number).\(subnet).0/24", "AvailabilityZone": "eu-west-1a"}
                    """)
            }
            for (table, associations, more) in [
                ("main", ["{\"Main\": true}"], ""),
                (
                    "out", uses,
                    ", {\"DestinationCidrBlock\": \"0.0.0.0/0\", \"GatewayId\": \"igw-\(number)\", \"Origin\": \"CreateRoute\", \"State\": \"active\"}"
                ),
            ] {
                lists["RouteTables", default: []].append(
                    """
                    {"RouteTableId": "rtb-\(number)-\(table)", "VpcId": "vpc-\(number)", "OwnerId": "111111111111", \
                    "PropagatingVgws": [], "Associations": [\(associations.joined(separator: ", "))], "Routes": [\(local)\(more)]}
                    """)
            }
            lists["InternetGateways", default: []].append(
                """
                {"InternetGatewayId": "igw-\(number)", "OwnerId": "111111111111", \
                "Attachments": [{"VpcId": "vpc-\(number)", "State": "available"}]}
                """)
        }
        lists["SecurityGroups"] = [
            "{\"GroupId\": \"sg-1\", \"GroupName\": \"a\", \"OwnerId\": \"111111111111\", \"VpcId\": \"vpc-0\", \"IpPermissions\": [], \"IpPermissionsEgress\": []}"
        ]
        for number in 0..<random.below(4) {
            let ends = random.some(2, of: Array(0..<count))
            guard ends.count == 2 else { continue }
            joins["pcx bridge\(number)"] = ends.map { "vpc\($0)" }
            let sides = ends.map {
                "{\"VpcId\": \"vpc-\($0)\", \"OwnerId\": \"111111111111\", \"CidrBlock\": \"10.\($0).0.0/16\", \"Region\": \"eu-west-1\"}"
            }
            lists["VpcPeeringConnections", default: []].append(
                """
                {"VpcPeeringConnectionId": "pcx-\(number)", "Status": {"Code": "active"}, \
                "Tags": [{"Key": "Name", "Value": "bridge\(number)"}], "RequesterVpcInfo": \(sides[0]), "AccepterVpcInfo": \(sides[1])}
                """)
        }
        let spokes = random.some(random.below(count + 1), of: Array(0..<count))
        if !spokes.isEmpty {
            joins["tgw hub"] = spokes.map { "vpc\($0)" }
            lists["TransitGateways"] = [
                "{\"TransitGatewayId\": \"tgw-1\", \"OwnerId\": \"111111111111\", \"State\": \"available\", \"Tags\": [{\"Key\": \"Name\", \"Value\": \"hub\"}]}"
            ]
            lists["TransitGatewayVpcAttachments"] = spokes.map {
                """
                {"TransitGatewayAttachmentId": "tgw-attach-\($0)", "TransitGatewayId": "tgw-1", "VpcId": "vpc-\($0)", \
                "VpcOwnerId": "111111111111", "State": "available", "SubnetIds": ["subnet-\($0)-0"]}
                """
            }
        }
        documents = lists.sorted { $0.key < $1.key }.map {
            (name: "\($0.key).json", bytes: Array("{\"\($0.key)\": [\($0.value.joined(separator: ",\n"))]}".utf8))
        }
    }

    /// How many VPCs nothing joins with another.
    var alone: Int {
        let joined = Set(joins.values.filter { $0.count > 1 }.joined())
        return vpcs.keys.count { !joined.contains($0) }
    }
}

@Suite("The overview of many VPCs read back")
struct NetworkOverviewReadingTests {
    @Test("Each VPC with its tiers, and what joins them, is read back, and nothing else", arguments: 0..<10)
    func generated(seed: Int) throws {
        let made = GeneratedVpcs(seed: UInt64(seed), count: 2 + seed * 6)
        let map = NetworkMap(Analyzer(try InputReader().read(documents: made.documents, label: "vpcs")))
        for glyphs in GlyphSet.allCases {
            for width in [80, 120, 200] {
                let text = NetworkOverview(map, NetworkOptions(width: width, glyphs: glyphs)).picture.text
                let read = NetworkOverviewReader(text, glyphs: glyphs)
                #expect(read.count == made.vpcs.count, "\(text)")
                #expect(read.vpcs == made.vpcs, "\(text)")
                #expect(read.joins == made.joins.mapValues(\.count), "\(text)")
                for (join, names) in read.members { #expect(made.joins[join]?.starts(with: names) ?? false, "\(text)") }
                #expect(read.alone == made.alone, "\(text)")
            }
        }
    }
}
