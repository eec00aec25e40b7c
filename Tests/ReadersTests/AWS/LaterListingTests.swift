import CoreModel
import Reachability
import Testing

@testable import Readers

/// Of two listings of different times the later one counts; of two of one time each adds what it knows.
@Suite("A later listing of what was listed, or what a state has")
struct LaterListingTests {
    private static func interface(_ address: String, shown: String?) -> String {
        let association = shown.map { #", "Association": {"PublicIp": "\#($0)"}"# } ?? ""
        return
            #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "OwnerId": "111111111111", "PrivateIpAddresses": [{"PrivateIpAddress": "\#(address)"\#(association)}], "Groups": []}]}"#
    }

    private static func addresses(_ inventory: Inventory) -> [String] { inventory.interfaces.flatMap(\.addressTexts) }

    private static let state =
        #"{"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [{"mode": "managed", "type": "aws_instance", "name": "r", "instances": [{"attributes": {"id": "i-1", "primary_network_interface_id": "eni-1", "subnet_id": "subnet-1", "private_ip": "10.0.0.5", "public_ip": "198.51.100.5"}}]}]}"#

    @Test("An interface has the addresses that are listed last; those that a state or an earlier listing told are gone")
    func interfaces() throws {
        let now = Self.interface("10.0.0.5", shown: nil)
        let then = Self.interface("10.0.0.6", shown: "198.51.100.6")
        #expect(Self.addresses(try TopologyLines.read(then, now)) == ["10.0.0.5"])
        #expect(Self.addresses(try TopologyLines.read(now, then)) == ["10.0.0.6", "198.51.100.6"])
        #expect(Self.addresses(try TopologyLines.read(Self.state, now)) == ["10.0.0.5"])
        // In one folder nothing tells which state is older; what AWS lists is what is there.
        #expect(Self.addresses(try Fixtures.read(numbered: [Self.state, now])) == ["10.0.0.5"])
        // What a later state adds may have come since.
        #expect(Self.addresses(try TopologyLines.read(now, Self.state)) == ["10.0.0.5", "198.51.100.5"])
        // Two listings of one input are of one time.
        #expect(
            Set(Self.addresses(try Fixtures.read(numbered: [then, now]))) == ["10.0.0.5", "10.0.0.6", "198.51.100.6"])
    }

    @Test("A listing that does not tell all addresses takes none away")
    func part() throws {
        let part =
            #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "PrivateIpAddress": "10.0.0.6", "Groups": []}]}"#
        let all = Self.addresses(try TopologyLines.read(Self.interface("10.0.0.6", shown: "198.51.100.6"), part))
        #expect(all == ["10.0.0.6", "198.51.100.6"])
    }

    @Test("An Elastic IP is where it is listed last, or free")
    func elasticAddresses() throws {
        func listing(_ more: String) -> String {
            #"{"Addresses": [{"PublicIp": "198.51.100.5", "AllocationId": "eipalloc-1", "Domain": "vpc"\#(more)}]}"#
        }
        func holders(_ texts: String...) throws -> [String] {
            let inventory = try InputReader().read(
                texts.enumerated().map { .memory(name: "\($0).json", bytes: Array($1.utf8)) }
            ).inventory
            return inventory.topology.publicAddresses.map {
                "\(inventory[$0.interface]) \($0.privateAddress?.description ?? "")"
            }
        }
        let one = listing(#", "NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.0.5""#)
        let other = listing(#", "NetworkInterfaceId": "eni-2", "PrivateIpAddress": "10.0.0.6""#)
        #expect(try holders(one, other) == ["eni-2 10.0.0.6"])
        #expect(try holders(one, listing("")) == [" "])
        #expect(try holders(listing(""), one) == ["eni-1 10.0.0.5"])
    }

    @Test("A VPC and a subnet have the blocks that are listed last")
    func blocks() throws {
        func listing(_ block: String) -> String {
            #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": [{"CidrBlock": "10.0.0.0/16"}, {"CidrBlock": "\#(block)"}]}], "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "\#(block)", "Ipv6CidrBlockAssociationSet": []}]}"#
        }
        let inventory = try TopologyLines.read(listing("10.1.0.0/16"), listing("10.2.0.0/16"))
        #expect(inventory.vpcs.map { $0.networks.map(\.description) } == [["10.0.0.0/16", "10.2.0.0/16"]])
        #expect(inventory.subnets.map { $0.networks.map(\.description) } == [["10.2.0.0/16"]])
        let same = try Fixtures.read(numbered: [listing("10.1.0.0/16"), listing("10.2.0.0/16")])
        #expect(same.vpcs.map(\.networks.count) == [3])
    }
}
