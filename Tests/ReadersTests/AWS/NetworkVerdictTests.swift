import CoreModel
import Reachability
import Testing

@testable import Readers

/// What a fact that a listing lacks, or tells twice, comes to in an answer (aws-network 2.2, 4.1, 5.1 and 5.5).
@Suite("Answers where listings lack something")
struct NetworkVerdictTests {
    private static let local =
        #"{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}"#
    private static let out =
        #"{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "Origin": "CreateRoute", "State": "active"}"#
    private static let nat =
        #"{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "Origin": "CreateRoute", "State": "active"}"#
    private static let last = #"""
        {"RuleNumber": 32767, "Egress": false, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"},
        {"RuleNumber": 32767, "Egress": true, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}
        """#
    private static let open = #"""
        {"RuleNumber": 100, "Egress": false, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"},
        {"RuleNumber": 100, "Egress": true, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}
        """#

    /// Two subnets of a VPC: web with a public address and a way to the internet gateway, app with one to a NAT gateway beside web.
    static let listings = [
        "groups":
            #"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "all", "VpcId": "vpc-a", "OwnerId": "111111111111", "IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}"#,
        "vpcs": #"{"Vpcs": [{"VpcId": "vpc-a", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16"}]}"#,
        "subnets":
            #"{"Subnets": [{"SubnetId": "subnet-web", "VpcId": "vpc-a", "OwnerId": "111111111111", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-1a"}, {"SubnetId": "subnet-app", "VpcId": "vpc-a", "OwnerId": "111111111111", "CidrBlock": "10.0.2.0/24", "AvailabilityZone": "eu-west-1a"}]}"#,
        "interfaces":
            #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-web", "SubnetId": "subnet-web", "VpcId": "vpc-a", "OwnerId": "111111111111", "SourceDestCheck": true, "InterfaceType": "interface", "Groups": [{"GroupId": "sg-1", "GroupName": "all"}], "PrivateIpAddress": "10.0.1.10", "PrivateIpAddresses": [{"Primary": true, "PrivateIpAddress": "10.0.1.10", "Association": {"PublicIp": "198.51.100.10"}}]}, {"NetworkInterfaceId": "eni-app", "SubnetId": "subnet-app", "VpcId": "vpc-a", "OwnerId": "111111111111", "SourceDestCheck": true, "InterfaceType": "interface", "Groups": [{"GroupId": "sg-1", "GroupName": "all"}], "PrivateIpAddress": "10.0.2.20", "PrivateIpAddresses": [{"Primary": true, "PrivateIpAddress": "10.0.2.20"}]}]}"#,
        "tables": #"""
        {"RouteTables": [
          {"RouteTableId": "rtb-main", "VpcId": "vpc-a", "OwnerId": "111111111111", "Associations": [{"Main": true}], "Routes": [\#(local)]},
          {"RouteTableId": "rtb-web", "VpcId": "vpc-a", "OwnerId": "111111111111", "Associations": [{"Main": false, "SubnetId": "subnet-web"}], "Routes": [\#(local), \#(out)]},
          {"RouteTableId": "rtb-app", "VpcId": "vpc-a", "OwnerId": "111111111111", "Associations": [{"Main": false, "SubnetId": "subnet-app"}], "Routes": [\#(local), \#(nat)]}]}
        """#,
        "acls":
            #"{"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-a", "OwnerId": "111111111111", "IsDefault": true, "Associations": [{"SubnetId": "subnet-web"}, {"SubnetId": "subnet-app"}], "Entries": [\#(open), \#(last)]}]}"#,
        "igws":
            #"{"InternetGateways": [{"InternetGatewayId": "igw-1", "OwnerId": "111111111111", "Attachments": [{"VpcId": "vpc-a", "State": "available"}]}]}"#,
        "nats":
            #"{"NatGateways": [{"NatGatewayId": "nat-1", "VpcId": "vpc-a", "SubnetId": "subnet-web", "State": "available", "ConnectivityType": "public", "NatGatewayAddresses": [{"PrivateIp": "10.0.1.30", "PublicIp": "198.51.100.30", "IsPrimary": true, "Status": "succeeded"}]}]}"#,
    ]

    /// One listing with a part of it replaced; an empty part takes the listing away.
    struct Change: CustomTestStringConvertible, Sendable {
        var listing: String
        var part: String
        var other: String

        init(_ listing: String, _ part: String, _ other: String = "") {
            (self.listing, self.part, self.other) = (listing, part, other)
        }

        var testDescription: String { "\(listing): \(part.prefix(60)) -> \(other.prefix(60))" }
    }

    static func inventory(_ changes: [Change], and more: [String: String] = [:]) throws -> Inventory {
        var all = listings.merging(more) { $1 }
        for change in changes {
            let text = try #require(all[change.listing])
            if change.part.isEmpty {
                all[change.listing] = nil
            } else {
                #expect(text.contains(change.part))
                all[change.listing] = text.replacing(change.part, with: change.other, maxReplacements: 1)
            }
        }
        return try Fixtures.read(documents: all.sorted { $0.key < $1.key }.map { ("\($0.key).json", $0.value) })
    }

    static func verdict(_ inventory: Inventory, _ question: String) throws -> String {
        let analyzer = Analyzer(inventory)
        let words = question.split(separator: " ").map(String.init)
        return analyzer.answer(try analyzer.question(from: words[0], to: words[1], port: words[2]), .everything).verdict.rawValue
    }

    @Test(
        "With all of it the way is known",
        arguments: [
            ("internet eni-web 443", "allowed"), ("eni-web internet 443", "allowed"), ("eni-app internet 443", "allowed"),
            ("internet eni-app 443", "blocked"), ("eni-web eni-app 443", "allowed"),
        ])
    func whole(question: String, expected: String) throws {
        #expect(try Self.verdict(try Self.inventory([]), question) == expected)
    }

    @Test(
        "What a listing lacks or tells twice leaves the answer open, and never turns it",
        arguments: [
            // T69 and 5.5, 13: a route and its target's listing.
            (Change("igws", #"[{"VpcId": "vpc-a", "State": "available"}]"#, "[]"), "eni-web internet 443", "depends"),
            (Change("nats", #""State": "available""#, #""State": "deleted""#), "eni-app internet 443", "depends"),
            (Change("tables", Self.nat, Self.nat.replacing("active", with: "blackhole")), "eni-app internet 443", "depends"),
            // T75: whoever takes part in a VPC is listed no NAT gateways of it; nor is the owner's empty list against an active route.
            (Change("nats", Self.listings["nats"] ?? "", #"{"NatGateways": []}"#), "eni-app internet 443", "depends"),
            (Change("nats", "[", #"[], "Left": ["#), "eni-app internet 443", "depends"),
            // A state that AWS does not document.
            (Change("nats", #""State": "available""#, #""State": "resting""#), "eni-app internet 443", "depends"),
            (Change("igws", #""State": "available""#, #""State": "resting""#), "eni-web internet 443", "depends"),
            // T74: one page of several, of which another may have the gateway's table; a table without its local route, without the key of
            // its associations.
            (Change("tables", #"{"RouteTables""#, #"{"NextToken": "x", "RouteTables""#), "eni-web eni-app 443", "allowed"),
            (Change("tables", #"{"RouteTables""#, #"{"NextToken": "x", "RouteTables""#), "eni-web internet 443", "depends"),
            (Change("tables", #"{"Main": false, "SubnetId": "subnet-app"}"#), "eni-app eni-web 443", "allowed"),
            (
                Change("tables", #""Associations": [{"Main": false, "SubnetId": "subnet-app"}], "#), "eni-app eni-web 443",
                "depends"
            ),
            (
                Change(
                    "tables", #"{"Main": false, "SubnetId": "subnet-app"}"#, #"{"Main": false, "RouteTableAssociationId": "x"}"#),
                "eni-app eni-web 443", "depends"
            ),
            (Change("tables", "\(Self.local), \(Self.nat)", Self.nat), "eni-app eni-web 443", "depends"),
            (Change("tables", #""Routes": [\#(Self.local), \#(Self.nat)]"#, #""Left": []"#), "eni-app eni-web 443", "depends"),
            // An ACL without its last entry, without the keys of its lists.
            (Change("acls", "\(Self.open), \(Self.last)", Self.open), "eni-app eni-web 443", "depends"),
            (Change("acls", "\(Self.open), \(Self.last)", Self.last), "eni-app eni-web 443", "blocked"),
            (Change("acls", "\(Self.open), \(Self.last)"), "eni-app eni-web 443", "depends"),
            (Change("acls", #""Entries""#, #""Left""#), "eni-app eni-web 443", "depends"),
            (
                Change("acls", #""Associations": [{"SubnetId": "subnet-web"}, {"SubnetId": "subnet-app"}], "#),
                "eni-app eni-web 443", "depends"
            ),
        ])
    func lacking(change: Change, question: String, expected: String) throws {
        #expect(try Self.verdict(try Self.inventory([change]), question) == expected)
    }

    @Test(
        "One page of several of each kind leaves open what it may lack, and keeps what it has",
        arguments: [
            (
                Change("acls", #"{"SubnetId": "subnet-web"}, {"SubnetId": "subnet-app"}"#, #"{"SubnetId": "subnet-web"}"#),
                "acls", "eni-app eni-web 443"
            ), (Change("subnets", "10.0.2.0/24", "10.0.3.0/24"), "subnets", "eni-web 10.0.2.99 443"),
        ])
    func pages(change: Change, cut: String, question: String) throws {
        let page = Change(cut, "{", #"{"NextToken": "x", "#)
        #expect(try Self.verdict(try Self.inventory([change, page]), question) == "depends")
        #expect(try Self.verdict(try Self.inventory([change]), question) != "depends")
    }

    @Test(
        "A listing that was asked for and refused leaves open what it would tell",
        arguments: [
            ("describe-network-acls", "acls", "eni-app eni-web 443"), ("describe-route-tables", "tables", "eni-web internet 443"),
            ("describe-vpc-block-public-access-options", "", "eni-web internet 443"),
        ])
    func refused(call: String, listing: String, question: String) throws {
        let changes = listing.isEmpty ? [] : [Change(listing, "")]
        let snapshot = #"""
            {"sgscope": "snapshot", "version": 1, "sources": [{"account": "111111111111", "region": "eu-west-1", "captured":
              "2026-01-01T00:00:00Z", "documents": [], "missing": [{"call": "ec2 \#(call)", "reason": "access denied"}]}]}
            """#
        #expect(try Self.verdict(try Self.inventory(changes, and: ["refused": snapshot]), question) == "depends")
        // Never asked for, it changes nothing.
        #expect(try Self.verdict(try Self.inventory(changes), question) == "allowed")
    }

    @Test("Block Public Access of another region stops nothing", arguments: [("us-east-1", "allowed"), ("eu-west-1", "blocked")])
    func otherRegion(region: String, expected: String) throws {
        let options = #"""
            {"VpcBlockPublicAccessOptions": {"AwsAccountId": "111111111111", "AwsRegion": "\#(region)", "State": "update-complete",
              "InternetGatewayBlockMode": "block-bidirectional", "ExclusionsAllowed": "allowed"}}
            """#
        let exclusions = #"{"VpcBlockPublicAccessExclusions": []}"#
        let inventory = try Self.inventory([], and: ["options": options, "exclusions": exclusions])
        #expect(try Self.verdict(inventory, "internet eni-web 443") == expected)
    }

    @Test("A public address of an interface that is not in the input may be filtered by anything")
    func unlistedAddress() throws {
        let addresses = #"""
            {"Addresses": [{"PublicIp": "198.51.100.99", "AllocationId": "eipalloc-9", "AssociationId": "eipassoc-9",
              "NetworkInterfaceId": "eni-elsewhere", "PrivateIpAddress": "10.9.1.10", "Domain": "vpc"}]}
            """#
        let inventory = try Self.inventory([], and: ["addresses": addresses])
        #expect(try Self.verdict(inventory, "203.0.113.9 198.51.100.99 443") == "depends")
        #expect(try Self.verdict(inventory, "203.0.113.9 198.51.100.98 443") == "allowed")
        #expect(try Self.verdict(inventory, "eni-web 198.51.100.99 443") == "depends")
    }

    @Test("A public address that only a listing of addresses tells is its interface's")
    func listedAddress() throws {
        let bare = Change("interfaces", #", "Association": {"PublicIp": "198.51.100.10"}"#)
        let addresses = #"""
            {"Addresses": [{"PublicIp": "198.51.100.10", "AllocationId": "eipalloc-1", "AssociationId": "eipassoc-1",
              "NetworkInterfaceId": "eni-web", "PrivateIpAddress": "10.0.1.10", "Domain": "vpc"}]}
            """#
        let closed = Change(
            "groups", #""IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]"#, #""IpPermissions": []"#)
        let inventory = try Self.inventory([bare], and: ["addresses": addresses])
        #expect(try Self.verdict(inventory, "internet eni-web 443") == "allowed")
        #expect(try Self.verdict(inventory, "internet 198.51.100.10 443") == "allowed")
        // Its groups are asked.
        let other = try Self.inventory([bare, closed], and: ["addresses": addresses])
        #expect(try Self.verdict(other, "internet 198.51.100.10 443") == "blocked")
    }

    @Test(
        "Of a shared VPC an account that takes part is listed only its own subnets", arguments: ["999999999999", "111111111111"])
    func shared(owner: String) throws {
        let changes = ["vpcs", "subnets", "subnets", "tables", "tables", "tables", "acls"].map { listing in
            Change(listing, #""OwnerId": "111111111111""#, #""OwnerId": "\#(owner)""#)
        }
        let inventory = try Self.inventory(changes)
        let expected = owner == "111111111111" ? "blocked" : "depends"
        #expect(try Self.verdict(inventory, "eni-web 10.0.9.9 443") == expected)
    }

    @Test("What a page tells counts, whatever other pages hold", arguments: ["tables", "acls"])
    func told(cut: String) throws {
        let page = Change(cut, "{", #"{"NextToken": "x", "#)
        #expect(try Self.verdict(try Self.inventory([page]), "eni-web eni-app 443") == "allowed")
    }

    @Test(
        "What an account blocks is blocked for certain where every exclusion is listed",
        arguments: [
            (#"{"VpcBlockPublicAccessExclusions": []}"#, "blocked"),
            (#"{"VpcBlockPublicAccessExclusions": [], "NextToken": "x"}"#, "depends"), ("", "depends"),
            (
                #"{"VpcBlockPublicAccessExclusions": [{"ExclusionId": "x", "ResourceArn": "arn:aws:ec2:eu-west-1:111111111111:subnet/subnet-web", "InternetGatewayExclusionMode": "allow-bidirectional", "State": "create-complete"}], "NextToken": "x"}"#,
                "allowed"
            ),
        ])
    func exclusions(listing: String, expected: String) throws {
        let block =
            #"{"VpcBlockPublicAccessOptions": {"AwsAccountId": "111111111111", "AwsRegion": "eu-west-1", "InternetGatewayBlockMode": "block-bidirectional", "State": "update-complete"}}"#
        let texts = Self.listings.sorted { $0.key < $1.key }.map(\.value) + [block, listing].filter { !$0.isEmpty }
        let documents = texts.enumerated().map { ("111111111111/eu-west-1/\($0).json", $1) }
        #expect(try Self.verdict(try Fixtures.read(documents: documents), "eni-web internet 443") == expected)
    }

    @Test(
        "What is told twice and differs, and what lacks a member, is open and said",
        arguments: [
            (
                Change(
                    "acls", Self.open,
                    #"\#(Self.open), {"RuleNumber": 100, "Egress": false, "RuleAction": "deny", "Protocol": "6", "CidrBlock": "0.0.0.0/0"}"#
                ),
                "acl-1 has differing entries of one number and direction: what rests on the difference depends"
            ),
            (
                Change("acls", #""Egress": false, "RuleAction": "allow""#, #""RuleAction": "allow""#),
                "acl-1 has an entry without a number, a direction, an action, a protocol or a CIDR: what rests on it depends"
            ),
            (
                Change(
                    "acls", Self.open,
                    #"{"Egress": false, "RuleAction": "deny", "Protocol": "6", "CidrBlock": "0.0.0.0/0"}, \#(Self.open)"#
                ),
                "acl-1 has an entry without a number, a direction, an action, a protocol or a CIDR: what rests on it depends"
            ),
            (
                Change(
                    "acls", Self.open,
                    #"{"RuleNumber": 90, "Egress": false, "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"}, \#(Self.open)"#),
                "acl-1 has an entry without a number, a direction, an action, a protocol or a CIDR: what rests on it depends"
            ),
            (
                Change(
                    "acls", Self.open,
                    #"{"RuleNumber": 90, "Egress": false, "Protocol": "6", "CidrBlock": "0.0.0.0/0"}, \#(Self.open)"#),
                "acl-1 has an entry without a number, a direction, an action, a protocol or a CIDR: what rests on it depends"
            ),
            (
                Change(
                    "acls", Self.open,
                    #"{"RuleNumber": 90, "Egress": false, "RuleAction": "deny", "Protocol": "6"}, \#(Self.open)"#),
                "acl-1 has an entry without a number, a direction, an action, a protocol or a CIDR: what rests on it depends"
            ),
            (
                Change("tables", #"[{"Main": true}]"#, #"[{"Main": true}, {"Main": false, "SubnetId": "subnet-app"}]"#),
                "subnet-app is associated with several route tables: which of them it uses is not known"
            ),
            (
                Change(
                    "acls", "]}]}",
                    #"]}, {"NetworkAclId": "acl-2", "VpcId": "vpc-a", "Associations": [{"SubnetId": "subnet-app"}], "Entries": [\#(Self.last)]}]}"#
                ),
                "subnet-app is associated with several network ACLs: which of them it uses is not known"
            ),
        ])
    func doubtful(change: Change, notice: String) throws {
        let inventory = try Self.inventory([change])
        #expect(inventory.topology.notices == [notice])
        #expect(try Self.verdict(inventory, "eni-web eni-app 443") == "depends")
    }

    @Test("A table that a state knows by its id alone, or by some routes that its listing has too, differs from nothing")
    func noDifference() throws {
        func read(_ resources: String) throws -> Inventory {
            let state = #"{"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [\#(resources)]}"#
            let all = Self.listings.sorted { $0.key < $1.key }.map { ("\($0.key).json", $0.value) }
            return try Fixtures.read(documents: [("state.json", state)] + all)
        }
        func resource(_ type: String, _ attributes: String) -> String {
            #"{"mode": "managed", "type": "\#(type)", "name": "r", "instances": [{"attributes": \#(attributes)}]}"#
        }
        let vpc = resource(
            "aws_vpc",
            #"{"id": "vpc-a", "cidr_block": "10.0.0.0/16", "main_route_table_id": "rtb-main", "default_network_acl_id": "acl-1"}"#
        )
        let route = resource(
            "aws_route",
            #"{"id": "r", "route_table_id": "rtb-web", "destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}"#)
        let table = resource(
            "aws_route_table",
            #"{"id": "rtb-app", "vpc_id": "vpc-a", "route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-1"}]}"#
        )
        let inventory = try read([vpc, route, table].joined(separator: ", "))
        #expect(inventory.topology.notices == [])
        #expect(try Self.verdict(inventory, "eni-app internet 443") == "allowed")
        let other = route.replacing("0.0.0.0/0", with: "10.9.0.0/16")
        #expect(
            try read([vpc, other].joined(separator: ", ")).topology.notices == [
                "rtb-web is in state.json and in tables.json: the routes of tables.json count"
            ])
    }

    @Test("A main table that its id alone tells has unknown routes, not none")
    func idAlone() throws {
        let main = Change("tables", Self.listings["tables"] ?? "", #"{"RouteTables": []}"#)
        var all = Self.listings
        all["tables"] = nil
        let state = #"""
            {"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [
              {"mode": "managed", "type": "aws_vpc", "name": "v", "instances": [{"attributes": {"id": "vpc-a", "cidr_block": "10.0.0.0/16", "main_route_table_id": "rtb-main"}}]},
              {"mode": "managed", "type": "aws_route_table_association", "name": "a", "instances": [{"attributes": {"id": "a", "subnet_id": "subnet-web", "route_table_id": "rtb-web"}}]}]}
            """#
        let inventory = try Fixtures.read(
            documents: all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [("state", state)])
        #expect(try Self.verdict(inventory, "eni-app internet 443") == "depends")
        #expect(try Self.verdict(inventory, "eni-web internet 443") == "depends")
        // An empty listing of the owner says that there is none, and the answer names what it lacks.
        #expect(try Self.verdict(try Self.inventory([main]), "eni-app internet 443") == "depends")
    }

    @Test("A snapshot with stand-ins has no listing of subnets where none was read")
    func redacted() throws {
        func listings(_ leaving: Set<String>) throws -> [NetworkListing.Kind: Bool] {
            let documents = Self.listings.filter { !leaving.contains($0.key) }.sorted { $0.key < $1.key }
            let shared = try NetworkListingTests.snapshot(documents.map { ("ec2 describe-\($0.key)", $0.value) }).redacted()
            let listings = try Fixtures.read(shared).topology.listings
            return Dictionary(listings.map { ($0.kind, $0.isComplete) }) { $0 && $1 }
        }
        #expect(try listings([])[.subnets] == true)
        #expect(try listings(["subnets"])[.subnets] == nil)
        #expect(try listings(["tables"])[.routeTables] == nil)
    }
}
