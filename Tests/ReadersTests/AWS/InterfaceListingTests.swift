import Foundation
import Reachability
import Readers
import CoreModel
import Testing

/// What an interface has, and how far a listing of interfaces tells it.
@Suite("Listings of interfaces")
struct InterfaceListingTests {
    private static func interface(_ id: Int, _ members: String) -> String {
        #"{"NetworkInterfaceId": "eni-\#(id)", "VpcId": "vpc-1", "OwnerId": "111122223333", \#(members)}"#
    }

    private static func addresses(_ all: String...) -> String {
        let entries = all.map { #"{"PrivateIpAddress": "\#($0)"}"# }.joined(separator: ", ")
        return #""PrivateIpAddress": "\#(all[0])", "PrivateIpAddresses": [\#(entries)]"#
    }

    private static let groups = #""Groups": [{"GroupId": "sg-1", "GroupName": "node"}]"#
    private static let prefixes =
        #""Ipv4Prefixes": [{"Ipv4Prefix": "10.0.1.32/28"}], "Ipv6Prefixes": [{"Ipv6Prefix": "2001:db8:1::/80"}]"#

    private static func listing(_ interfaces: String...) -> String {
        #"{"NetworkInterfaces": [\#(interfaces.joined(separator: ", "))]}"#
    }

    private static func instance(_ interfaces: String...) -> String {
        #"{"Reservations": [{"Instances": [{"InstanceId": "i-1", "VpcId": "vpc-1", "NetworkInterfaces": [\#(interfaces.joined(separator: ", "))]}]}]}"#
    }

    private static func read(_ documents: String...) throws -> Inventory { try Fixtures.read(numbered: documents) }

    private static let whole = interface(1, "\(addresses("10.0.1.10", "10.0.1.11")), \(groups), \(prefixes)")
    private static let second = interface(2, "\(addresses("10.0.1.12")), \(groups)")

    @Test(
        "Delegated prefixes are the interface's, wherever it is told, and once",
        arguments: [
            [listing(whole)], [instance(whole)], [listing(whole), instance(whole)],
            [instance(second, whole), listing(whole, second)],
        ])
    func delegated(_ documents: [String]) throws {
        let inventory = try Fixtures.read(numbered: documents)
        let node = try #require(inventory.interfaces.first { inventory[$0.id] == "eni-1" })
        #expect(node.addressTexts == ["10.0.1.10", "10.0.1.11", "10.0.1.32/28", "2001:db8:1::/80"])
        let held = ["10.0.1.11", "10.0.1.40", "2001:db8:1::7"], others = ["10.0.1.12", "10.0.1.48", "2001:db8:2::7"]
        for text in held { #expect(node.hasPrivateAddress(try IPAddress(parsing: text)), "\(text)") }
        for text in others { #expect(!node.hasPrivateAddress(try IPAddress(parsing: text)), "\(text)") }
    }

    @Test(
        "A public address that no account owns is one that AWS gave out by itself",
        arguments: [("amazon", true), ("amazon-elb", true), ("111122223333", false), ("", false)])
    func automatic(owner: String, isAutomatic: Bool) throws {
        let own = owner.isEmpty ? "" : #", "IpOwnerId": "\#(owner)""#
        let association = #""Association": {"PublicIp": "198.51.100.10"\#(own)}"#
        let entry = #"{"PrivateIpAddress": "10.0.1.10", \#(association)}"#
        let told = #""PrivateIpAddress": "10.0.1.10", "PrivateIpAddresses": [\#(entry)], \#(association)"#
        let node = Self.interface(1, "\(told), \(Self.groups)")
        for document in [Self.listing(node), Self.instance(node)] {
            let interface = try #require(try Self.read(document).interfaces.first)
            #expect(interface.publicAddresses.map(\.description) == ["198.51.100.10"])
            #expect(interface.automaticAddresses == (isAutomatic ? interface.publicAddresses : []))
        }
    }

    @Test("A second interface of an instance is read as the first is")
    func secondary() throws {
        let inventory = try Self.read(Self.instance(Self.second, Self.whole))
        #expect(inventory.interfaces.map { inventory[$0.instance] } == ["i-1", "i-1"])
        #expect(inventory.interfaces.map(\.groups.count) == [1, 1])
        #expect(inventory.interfaces[1].delegatedPrefixes.count == 2)
    }

    @Test("A state has the prefixes of its interfaces")
    func state() throws {
        let inventory = try Self.read(
            #"""
            {"version": 4, "terraform_version": "1.9.0", "resources": [{"mode": "managed", "type": "aws_network_interface", "name": "n",
              "instances": [{"attributes": {"id": "eni-1", "private_ip": "10.0.1.10", "security_groups": ["sg-1"],
                "ipv4_prefixes": ["10.0.1.32/28"], "ipv6_prefixes": []}}]}]}
            """#)
        #expect(inventory.interfaces.map(\.addressTexts) == [["10.0.1.10", "10.0.1.32/28"]])
    }

    @Test("A redacted snapshot keeps how many prefixes there are, how long they are and what lies in them")
    func redacted() throws {
        let inner = Self.interface(3, #"\#(Self.addresses("10.0.1.40")), \#(Self.groups)"#)
        let snapshot = Snapshot(sources: [
            Snapshot.Source(
                captured: "2026-11-20T09:14:15Z",
                documents: [.init(call: "ec2 describe-network-interfaces", output: Array(Self.listing(Self.whole, inner).utf8))])
        ])
        let bytes = try snapshot.redacted().bytes()
        let inventory = try InputReader().read([.memory(name: "s", bytes: bytes)]).inventory
        let node = try #require(inventory.interfaces.first { !$0.delegatedPrefixes.isEmpty })
        #expect(node.delegatedPrefixes.map(\.prefixLength) == [28, 80])
        #expect(!String(decoding: bytes, as: UTF8.self).contains("10.0.1.32"))
        let other = try #require(inventory.interfaces.first { $0.delegatedPrefixes.isEmpty })
        #expect(node.hasPrivateAddress(other.privateAddresses[0]))
    }

    @Test(
        "A listing that lacks what AWS always tells is not complete, and says so",
        arguments: [
            (listing(whole), true, ""),
            (listing(), true, ""),
            (#"{"NetworkInterfaces": [\#(whole)], "NextToken": "x"}"#, false, "NextToken"),
            (listing(whole, interface(2, #""PrivateIpAddress": "10.0.1.12", \#(groups)"#)), false, "does not tell all addresses"),
            (listing(whole, interface(2, groups)), false, "does not tell all addresses"),
        ])
    func complete(_ listing: String, _ isComplete: Bool, _ notice: String) throws {
        let inventory = try Self.read(listing)
        #expect(inventory.hasCompleteInterfaceListing == isComplete)
        if notice.isEmpty {
            #expect(inventory.notices.isEmpty)
        } else {
            #expect(inventory.notices.contains { $0.contains(notice) }, "\(inventory.notices)")
        }
    }

    @Test("A listing that lacks an interface which an instance has was filtered: its VPC is not listed completely")
    func filtered() throws {
        let vpcs = #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333"}]}"#
        let same = try Self.read(vpcs, Self.listing(Self.whole, Self.second), Self.instance(Self.second))
        #expect(same.hasCompleteInterfaceListing && same.notices.isEmpty)
        let filtered = try Self.read(vpcs, Self.listing(Self.whole), Self.instance(Self.second))
        #expect(!filtered.hasCompleteInterfaceListing)
        #expect(filtered.notices.contains { $0.hasPrefix("the listing of interfaces lacks eni-2 of i-1: it may be filtered") })
        let vpc = try #require(filtered.vpcs.first?.id)
        #expect(!filtered.listsAllInterfaces(ofVpc: vpc))
    }

    @Test("Without its groups an interface carries unknown ones: nothing is let through for certain")
    func groupsCut() throws {
        let cut = Self.interface(1, Self.addresses("10.0.1.10"))
        let inventory = try Self.read(Self.listing(cut))
        try Expected("internet -> 10.0.1.10:22", .depends).check(inventory)
        // None at all is what a NAT gateway's have.
        let without = try Self.read(Self.listing(Self.interface(1, #"\#(Self.addresses("10.0.1.10")), "Groups": []"#)))
        #expect(without.interfaces.map(\.groups.count) == [0])
        // Another listing knows them.
        for documents in [[Self.listing(Self.whole), Self.instance(cut)], [Self.instance(cut), Self.listing(Self.whole)]] {
            let both = try Self.read(documents[0], documents[1])
            #expect(both.interfaces.map { $0.groups.map { both[both[$0].id] } } == [["sg-1"]])
        }
    }
}
