import CoreModel
import Reachability
import Support
import Testing

@testable import Readers

/// What describe-route-tables, describe-network-acls and the listings of gateways tell (aws-network 2.1 to 2.3).
@Suite("Listings of what carries packets")
struct NetworkListingTests {
    static let tables = """
        {"RouteTables": [
          {"RouteTableId": "rtb-a2", "VpcId": "vpc-a", "OwnerId": "111111111111",
           "Associations": [
             {"Main": true, "RouteTableAssociationId": "rtbassoc-0"},
             {"Main": false, "SubnetId": "subnet-a2", "AssociationState": {"State": "associated"}},
             {"Main": false, "SubnetId": "subnet-old", "AssociationState": {"State": "disassociated"}},
             {"Main": false, "GatewayId": "igw-1"}],
           "PropagatingVgws": [{"GatewayId": "vgw-1"}],
           "Routes": [
             {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"},
             {"DestinationCidrBlock": "10.1.0.0/16", "VpcPeeringConnectionId": "pcx-1", "Origin": "CreateRoute", "State": "active"},
             {"DestinationPrefixListId": "pl-s3", "GatewayId": "vpce-s3", "Origin": "CreateRoute", "State": "active"},
             {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1", "Origin": "CreateRoute", "State": "active"},
             {"DestinationCidrBlock": "10.9.0.0/16", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation", "State": "active"},
             {"DestinationCidrBlock": "10.8.0.0/16", "NetworkInterfaceId": "eni-fw", "InstanceId": "i-fw", "State": "active",
              "IgwFirewall": {"FirewallArn": "arn:aws:network-firewall:eu-west-1:111111111111:firewall/f"}},
             {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-gone", "Origin": "CreateRoute", "State": "blackhole"},
             {"DestinationCidrBlock": "10.7.0.0/16", "State": "blackhole", "Origin": "CreateRoute"}]},
          {"RouteTableId": "rtb-cut", "VpcId": "vpc-a", "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}]}]}
        """

    static let acls = """
        {"NetworkAcls": [
          {"NetworkAclId": "acl-1", "IsDefault": true, "VpcId": "vpc-a", "OwnerId": "111111111111",
           "Associations": [{"NetworkAclAssociationId": "aclassoc-1", "NetworkAclId": "acl-1", "SubnetId": "subnet-a2"}],
           "Entries": [
             {"CidrBlock": "0.0.0.0/0", "Egress": false, "Protocol": "6", "PortRange": {"From": 443, "To": 443}, "RuleAction": "allow", "RuleNumber": 100},
             {"CidrBlock": "0.0.0.0/0", "Egress": false, "IcmpTypeCode": {"Code": -1, "Type": 8}, "Protocol": "1", "RuleAction": "deny", "RuleNumber": 90},
             {"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100},
             {"Ipv6CidrBlock": "::/0", "Egress": false, "Protocol": "58", "IcmpTypeCode": {"Code": 0, "Type": 128}, "RuleAction": "allow", "RuleNumber": 110},
             {"Ipv6CidrBlock": "::/0", "Egress": false, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32768},
             {"CidrBlock": "0.0.0.0/0", "Egress": false, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32767}]}]}
        """

    static let gateways = [
        #"{"InternetGateways": [{"InternetGatewayId": "igw-1", "OwnerId": "111111111111", "Attachments": [{"VpcId": "vpc-a", "State": "available"}]}, {"InternetGatewayId": "igw-2", "Attachments": []}]}"#,
        #"{"EgressOnlyInternetGateways": [{"EgressOnlyInternetGatewayId": "eigw-1", "Attachments": [{"VpcId": "vpc-a", "State": "attached"}]}]}"#,
        #"{"NatGateways": [{"NatGatewayId": "nat-1", "VpcId": "vpc-a", "SubnetId": "subnet-a3", "State": "available", "ConnectivityType": "public", "NatGatewayAddresses": [{"PrivateIp": "10.0.3.30", "PublicIp": "198.51.100.30", "NetworkInterfaceId": "eni-nat", "AllocationId": "eipalloc-1", "IsPrimary": true, "Status": "succeeded"}]}, {"NatGatewayId": "nat-2", "VpcId": "vpc-a", "State": "pending", "ConnectivityType": "private", "AvailabilityMode": "regional", "AutoProvisionZones": "enabled", "RouteTableId": "rtb-r", "AttachedAppliances": [{"Type": "network-firewall-proxy"}], "NatGatewayAddresses": []}]}"#,
        #"{"Addresses": [{"PublicIp": "198.51.100.10", "AllocationId": "eipalloc-2", "NetworkInterfaceId": "eni-web", "PrivateIpAddress": "10.0.1.10"}, {"PublicIp": "198.51.100.11", "AllocationId": "eipalloc-3"}]}"#,
        #"{"VpcBlockPublicAccessOptions": {"AwsAccountId": "111111111111", "AwsRegion": "eu-west-1", "InternetGatewayBlockMode": "block-ingress", "State": "update-complete"}}"#,
        #"{"VpcBlockPublicAccessExclusions": [{"ExclusionId": "vpcbpa-exclude-1", "ResourceArn": "arn:aws:ec2:eu-west-1:111111111111:subnet/subnet-a3", "InternetGatewayExclusionMode": "allow-egress", "State": "create-complete"}, {"ExclusionId": "vpcbpa-exclude-2", "ResourceArn": "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-a", "InternetGatewayExclusionMode": "allow-bidirectional", "State": "delete-in-progress"}]}"#,
        #"{"Vpcs": [{"VpcId": "vpc-a", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16", "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8:a::/56", "Ipv6AddressAttribute": "private", "Ipv6CidrBlockState": {"State": "associated"}}], "BlockPublicAccessStates": {"InternetGatewayBlockMode": "off"}}]}"#,
        #"{"Subnets": [{"SubnetId": "subnet-a2", "VpcId": "vpc-a", "OwnerId": "111111111111", "CidrBlock": "10.0.2.0/24", "AvailabilityZone": "eu-west-1b", "AvailabilityZoneId": "euw1-az2", "BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-bidirectional"}}]}"#,
        #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-web", "SubnetId": "subnet-a1", "VpcId": "vpc-a", "OwnerId": "111111111111", "SourceDestCheck": false, "InterfaceType": "interface", "Groups": [], "PrivateIpAddress": "10.0.1.10", "PrivateIpAddresses": [{"Primary": true, "PrivateIpAddress": "10.0.1.10", "Association": {"PublicIp": "198.51.100.10"}}, {"Primary": false, "PrivateIpAddress": "10.0.1.11"}], "DenyAllIgwTraffic": true}]}"#,
        #"{"Reservations": [{"Instances": [{"InstanceId": "i-1", "VpcId": "vpc-a", "PlatformDetails": "Linux/UNIX"}, {"InstanceId": "i-2", "Platform": "windows"}, {"InstanceId": "i-3"}]}]}"#,
    ]

    static func snapshot(_ texts: [(call: String, text: String)]) -> Snapshot {
        Snapshot(sources: [
            Snapshot.Source(
                account: "111111111111", region: "eu-west-1", captured: "2026-11-20T09:14:15Z",
                documents: texts.map { Snapshot.Document(call: $0.call, output: Array($0.text.utf8)) })
        ])
    }

    static var whole: Snapshot {
        snapshot(
            [("ec2 describe-route-tables", tables), ("ec2 describe-network-acls", acls)]
                + gateways.map { ("ec2 describe-others", $0) })
    }

    /// A topology without the ids, so that two readings can be compared: what it is, place by place.
    static func shape(_ inventory: Inventory) -> [String] {
        let topology = inventory.topology
        func places(_ ids: [TextID]) -> [Bool] { ids.map { id in inventory.subnets.contains { $0.id == id } } }
        var lines: [String] = []
        for table in topology.routeTables {
            lines.append(
                "table \(table.isMain) \(places(table.subnets)) \(table.gateways.count) \(table.propagatingGateways.count)"
                    + " \(table.associationKnowledge) \(table.routeKnowledge)")
            for route in table.routes {
                var length = "list"
                if case .network(let network) = route.destination { length = "\(network.version) /\(network.prefixLength)" }
                lines.append("route \(length) \(route.target.kind) \(route.origin) \(route.state) \(route.firewall.isNone)")
            }
        }
        for acl in topology.networkACLs {
            lines.append("acl \(acl.isDefault) \(places(acl.subnets)) \(acl.entryKnowledge) \(acl.associationKnowledge)")
            for entry in acl.entries {
                let number = entry.number ?? -1
                let network = entry.network.map { "\($0.version) /\($0.prefixLength)" } ?? "?"
                lines.append(
                    "entry \(number) \(entry.direction) \(String(describing: entry.action)) \(entry.traffic?.text ?? "?") \(network)"
                )
            }
        }
        for gateway in topology.gateways {
            let attachments = gateway.attachments?.map { "\(inventory[$0.state.text]) \(String(describing: $0.state.works))" }
            lines.append("gateway \(gateway.kind) \(attachments ?? ["?"])")
        }
        for gateway in topology.natGateways {
            let addresses = gateway.addresses.map { "\($0.privateAddress != nil) \($0.publicAddress != nil) \($0.isPrimary)" }
            lines.append(
                "nat \(gateway.subnet.isNone) \(inventory[gateway.state.text]) \(String(describing: gateway.isPrivate))"
                    + " \(String(describing: gateway.isRegional)) \(String(describing: gateway.provisionsZones))"
                    + " \(gateway.routeTable.isNone) \(gateway.hasAppliances) \(addresses)")
        }
        for address in topology.publicAddresses {
            lines.append("address \(address.interface.isNone) \(address.privateAddress != nil)")
        }
        for block in topology.accessBlocks { lines.append("block \(block.mode) \(block.isChanging)") }
        for exclusion in topology.accessExclusions { lines.append("exclusion \(exclusion.mode) \(exclusion.state)") }
        for listing in topology.listings.sorted(by: { $0.kind.rawValue < $1.kind.rawValue }) {
            lines.append("listing \(listing.kind) \(listing.isComplete) \(listing.vpcs.count)")
        }
        for vpc in inventory.vpcs { lines.append("vpc \(vpc.privateBlocks.count) \(String(describing: vpc.blockMode))") }
        for subnet in inventory.subnets {
            lines.append("subnet \(inventory[subnet.zoneID]) \(String(describing: subnet.blockMode)) \(subnet.owner.isNone)")
        }
        for interface in inventory.interfaces {
            lines.append(
                "interface \(interface.publicAssociations.count) \(String(describing: interface.checksSourceDestination))"
                    + " \(inventory[interface.type]) \(String(describing: interface.deniesGatewayTraffic))")
        }
        for instance in inventory.instances { lines.append("instance \(String(describing: instance.platform))") }
        return lines
    }

    @Test("Every member that decides is read")
    func members() throws {
        #expect(
            Self.shape(try Fixtures.read(Self.whole)) == [
                "table true [true] 1 1 complete complete",
                "route v4 /16 local createRouteTable active true", "route v4 /16 peeringConnection createRoute active true",
                "route list vpcEndpoint createRoute active true", "route v6 /0 egressOnlyInternetGateway createRoute active true",
                "route v4 /16 virtualPrivateGateway propagation active true",
                "route v4 /16 networkInterface unknown active false",
                "route v4 /0 natGateway createRoute blackhole true", "route v4 /16 none createRoute blackhole true",
                "table false [] 0 0 partial(CoreModel.ListKnowledge.Lack.member) partial(CoreModel.ListKnowledge.Lack.localRoute)",
                "route v4 /0 internetGateway unknown unknown true",
                "acl true [true] [CoreModel.ListKnowledge.complete, CoreModel.ListKnowledge.partial(CoreModel.ListKnowledge.Lack.lastEntry)] complete",
                "entry 90 ingress Optional(CoreModel.NetworkACLEntry.Action.deny) icmp 8 v4 /0",
                "entry 100 ingress Optional(CoreModel.NetworkACLEntry.Action.allow) tcp 443 v4 /0",
                "entry 100 egress Optional(CoreModel.NetworkACLEntry.Action.allow) all v4 /0",
                "entry 110 ingress Optional(CoreModel.NetworkACLEntry.Action.allow) icmpv6 128/0 v6 /0",
                #"gateway internet ["available Optional(true)"]"#, "gateway internet []",
                #"gateway egressOnly ["attached Optional(true)"]"#,
                #"nat false available Optional(false) Optional(false) nil true false ["true true true"]"#,
                "nat true pending Optional(true) Optional(true) Optional(true) false true []",
                "address false true", "address true false", "block ingress false", "exclusion egress effective",
                "exclusion bidirectional changing", "listing subnets true 1", "listing routeTables true 1",
                "listing networkACLs true 1", "listing internetGateways true 1", "listing egressOnlyInternetGateways true 1",
                "listing natGateways true 1", "listing addresses true 0", "listing publicAccessOptions true 0",
                "listing publicAccessExclusions true 0", "vpc 1 Optional(CoreModel.GatewayBlockMode.off)",
                "subnet euw1-az2 Optional(CoreModel.GatewayBlockMode.bidirectional) false",
                "interface 1 Optional(false) interface Optional(true)",
                "instance Optional(CoreModel.Instance.Platform.linux)", "instance Optional(CoreModel.Instance.Platform.windows)",
                "instance nil",
            ])
    }

    @Test("A snapshot with stand-ins tells the same of all of it, and nothing by name")
    func redacted() throws {
        let shared = try Self.whole.redacted()
        #expect(Self.shape(try Fixtures.read(shared)) == Self.shape(try Fixtures.read(Self.whole)))
        let text = String(decoding: try shared.bytes(), as: UTF8.self)
        for secret in [
            "rtb-a2", "rtb-cut", "nat-gone", "vpce-s3", "pl-s3", "eni-fw", "eni-web", "subnet-a", "111111111111", "198.51.100",
            "10.0.3.30",
            "firewall/f", "10.9.0.0",
        ] {
            #expect(!text.contains(secret), "\(secret)")
        }
        // An inventory with stand-ins keeps everything in its place.
        let inventory = try Fixtures.read(Self.whole)
        var standIns = StandIns()
        standIns.learn(inventory)
        standIns.assign()
        #expect(Self.shape(inventory.redacted(standIns)) == Self.shape(inventory))
    }

    @Test("One page of several, a bare list and a call that failed are no whole listing")
    func parts() throws {
        func listing(_ text: String, _ missing: [Snapshot.Missing] = []) throws -> [Bool] {
            var snapshot = Self.snapshot(text.isEmpty ? [] : [("ec2 describe-nat-gateways", text)])
            snapshot.sources[0].missing = missing
            return try Fixtures.read(snapshot).topology.listings.map(\.isComplete)
        }
        #expect(try listing(#"{"NatGateways": []}"#) == [true])
        #expect(try listing(#"{"NatGateways": [], "NextToken": "x"}"#) == [false])
        #expect(try listing("", [.init(call: "ec2 describe-nat-gateways", reason: "access denied")]) == [false])
        let bare = try InputReader().read([
            .memory(
                name: "bare.json",
                bytes: Array(#"[{"NatGatewayId": "nat-1", "VpcId": "vpc-1", "NatGatewayAddresses": []}]"#.utf8))
        ]).inventory
        #expect(bare.topology.listings.map(\.isComplete) == [false] && bare.topology.natGateways.count == 1)
    }

    @Test("A folder tells whose a listing is; without one it is that of the folder's groups")
    func folders() throws {
        func read(_ path: String) throws -> [String] {
            let inventory = try InputReader().read(
                documents: [
                    (
                        path + "groups.json",
                        Array(
                            #"{"SecurityGroups": [{"GroupId": "sg-1", "OwnerId": "222222222222", "IpPermissions": [], "IpPermissionsEgress": []}]}"#
                                .utf8)
                    ), (path + "nat.json", Array(#"{"NatGateways": []}"#.utf8)),
                ], label: "test")
            return inventory.topology.listings.map { "\(inventory[$0.scope.account]) \(inventory[$0.scope.region])" }
        }
        #expect(try read("") == ["222222222222 "])
        #expect(try read("333333333333/eu-west-1/") == ["333333333333 eu-west-1"])
    }

    @Test(
        "What is unreadable in one of them is said with its place",
        arguments: [
            (
                #"{"RouteTables": [{"RouteTableId": "rtb-1", "Routes": [{"DestinationCidrBlock": "10.0.0/16"}]}]}"#,
                "RouteTables[0].Routes[0].DestinationCidrBlock"
            ),
            (
                #"{"NetworkAcls": [{"NetworkAclId": "acl-1", "Entries": [{"Egress": true, "Protocol": "999"}]}]}"#,
                "NetworkAcls[0].Entries[0].Protocol"
            ),
            (
                #"{"NetworkAcls": [{"NetworkAclId": "acl-1", "Entries": [{"Egress": "yes"}]}]}"#,
                "NetworkAcls[0].Entries[0].Egress"
            ),
            (
                #"{"NatGateways": [{"NatGatewayId": "nat-1", "NatGatewayAddresses": [{"PrivateIp": "x"}]}]}"#,
                "NatGatewayAddresses[0].PrivateIp"
            ),
        ])
    func faults(text: String, place: String) throws {
        do {
            _ = try InputReader().read([.memory(name: "x.json", bytes: Array(text.utf8))])
            Issue.record("it was read")
        } catch {
            #expect(error.message.contains(place), "\(error.message)")
        }
    }

    @Test("With them or without them every answer is the same")
    func answers() throws {
        let groups =
            #"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-a", "OwnerId": "111111111111", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "IpPermissionsEgress": []}]}"#
        let plain = [("ec2 describe-security-groups", groups)] + Self.gateways.suffix(4).map { ("ec2 describe-others", $0) }
        let more = plain + [Self.tables, Self.acls].map { ("x", $0) } + Self.gateways.prefix(6).map { ("x", $0) }
        let (one, other) = (
            Analyzer(try Fixtures.read(Self.snapshot(plain))), Analyzer(try Fixtures.read(Self.snapshot(more)))
        )
        for question in [
            "internet -> web:443", "web -> internet:443", "198.51.100.10 -> web:443", "10.0.1.11 -> web:443",
            "10.0.9.9 -> web:443",
            "198.51.100.30 -> web:443", "198.51.100.11 -> web:443",
        ] {
            #expect(try one.answer(question).verdict == other.answer(question).verdict, "\(question)")
        }
    }
}
