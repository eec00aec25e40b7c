import CoreModel
import Reachability
import Support
import Testing
import Text
import Words

/// Changes of what joins VPCs as lines, commands with their undoing, and Terraform.
@Suite("Fixes between VPCs in words")
struct JoinFixTextTests {
    private static let block = "10.1.0.0/16"

    private static func fixes(_ network: NamedNetwork) throws -> [(fix: NetworkFix, line: String, aws: String, undo: String)] {
        func id(_ kind: String, _ number: Int) -> String { NamedNetwork.id(kind, number) }
        let topology = network.inventory.topology
        let (near, far) = (TransitGatewayAttachmentIndex(0), TransitGatewayAttachmentIndex(1))
        let table = TransitGatewayTableIndex(0)
        let destination = Route.Destination.network(try IPNetwork(parsing: block))
        let (hub, spokes) = (id("tgw", 1), "--transit-gateway-route-table-id \(id("tgw-rtb", 1))")
        let (one, other) = ("\(id("tgw-attach", 0))", "\(id("tgw-attach", 1))")
        let attached = "--transit-gateway-attachment-id \(other)"
        let (peer, local) = (network.ids["pcx 1"] ?? .none, network.ids["vpc 1"] ?? .none)
        let private1 = RouteTableIndex(1)
        let route = "--route-table-id \(id("rtb", 1)) --destination-cidr-block \(block)"
        let vpc = network.inventory[local]
        return [
            (
                .acceptance(peering: peer), "peering bridge: accepted",
                "accept-vpc-peering-connection --vpc-peering-connection-id \(id("pcx", 1))",
                "delete-vpc-peering-connection --vpc-peering-connection-id \(id("pcx", 1))"
            ),
            (
                .association(far, table), "attachment far (\(vpc)): associated with table spokes",
                "associate-transit-gateway-route-table --region eu-west-1 \(spokes) \(attached)",
                "disassociate-transit-gateway-route-table --region eu-west-1 \(spokes) \(attached)"
            ),
            (
                .propagation(far, table), "table spokes: propagation from far (\(vpc))",
                "enable-transit-gateway-route-table-propagation --region eu-west-1 \(spokes) \(attached)",
                "disable-transit-gateway-route-table-propagation --region eu-west-1 \(spokes) \(attached)"
            ),
            (
                .transitRoute(table, destination: destination, far, replaces: nil), "table spokes: \(block) -> far (\(vpc))",
                "create-transit-gateway-route --region eu-west-1 \(spokes) --destination-cidr-block \(block) \(attached)",
                "delete-transit-gateway-route --region eu-west-1 \(spokes) --destination-cidr-block \(block)"
            ),
            (
                .transitRoute(table, destination: destination, far, replaces: topology[table].routes[0]),
                "table spokes: \(block) -> far (\(vpc))",
                "replace-transit-gateway-route --region eu-west-1 \(spokes) --destination-cidr-block \(block) \(attached)",
                "replace-transit-gateway-route --region eu-west-1 \(spokes) --destination-cidr-block \(block) --blackhole"
            ),
            (
                .transitRemoval(table, topology[table].routes[0]), "table spokes: without \(block) blackhole",
                "delete-transit-gateway-route --region eu-west-1 \(spokes) --destination-cidr-block \(block)",
                "create-transit-gateway-route --region eu-west-1 \(spokes) --destination-cidr-block \(block) --blackhole"
            ),
            (
                .attachmentSubnet(near, subnet: network.ids["subnet 1"] ?? .none), "attachment near (shop): subnet private",
                "modify-transit-gateway-vpc-attachment --region eu-west-1 --transit-gateway-attachment-id \(one) "
                    + "--add-subnet-ids \(id("subnet", 1))",
                "modify-transit-gateway-vpc-attachment --region eu-west-1 --transit-gateway-attachment-id \(one) "
                    + "--remove-subnet-ids \(id("subnet", 1))"
            ),
            (
                .references(gateway: network.ids["tgw 1"] ?? .none), "transit gateway hub: security group referencing on",
                "modify-transit-gateway --region eu-west-1 --transit-gateway-id \(hub) "
                    + "--options SecurityGroupReferencingSupport=enable",
                "modify-transit-gateway --region eu-west-1 --transit-gateway-id \(hub) "
                    + "--options SecurityGroupReferencingSupport=disable"
            ),
            (
                .attachmentReferences(near), "attachment near (shop): security group referencing on",
                "modify-transit-gateway-vpc-attachment --region eu-west-1 --transit-gateway-attachment-id \(one) "
                    + "--options SecurityGroupReferencingSupport=enable",
                "modify-transit-gateway-vpc-attachment --region eu-west-1 --transit-gateway-attachment-id \(one) "
                    + "--options SecurityGroupReferencingSupport=disable"
            ),
            (
                .removal(
                    private1, destination: destination, target: RouteTarget(.peeringConnection, peer),
                    next: RouteTarget(.transitGateway, network.ids["tgw 1"] ?? .none)),
                "table private: without \(block) -> bridge", "delete-route --region eu-west-1 \(route)",
                "create-route --region eu-west-1 \(route) --vpc-peering-connection-id \(id("pcx", 1))"
            ),
        ]
    }

    @Test("Each is a line, a command in the region of what it changes, and the command that takes it back")
    func commands() throws {
        let network = try NamedNetwork(.plain)
        for row in try Self.fixes(network) {
            let words = NetworkFixText(row.fix, network.inventory, Names(network.inventory))
            #expect(words.line == row.line)
            #expect(words.aws == "aws ec2 \(row.aws)")
            #expect(words.undo == "aws ec2 \(row.undo)")
            #expect(!words.terraform.isEmpty)
        }
    }

    @Test("What serves others is warned of, whatever things are called", arguments: NamedNetwork.Style.allCases)
    func warnings(style: NamedNetwork.Style) throws {
        let network = try NamedNetwork(style)
        for row in try Self.fixes(network) {
            let words = NetworkFixText(row.fix, network.inventory, Names(network.inventory))
            switch row.fix {
            case .association, .attachmentSubnet, .transitRoute(_, _, _, replaces: nil): #expect(words.warning == nil)
            default: #expect(words.warning?.isEmpty == false, "\(row.fix.kind)")
            }
            // Comments and names never leave their line.
            #expect(words.terraform.split(separator: "\n").allSatisfy { TerminalText.safe(String($0)) == $0 }, "\(row.fix.kind)")
        }
    }
}
