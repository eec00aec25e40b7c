import CoreModel
import Testing

@testable import Readers

/// What the listings of peerings, transit gateways, VPN edges, endpoints and firewalls tell (aws-network 2.1 and 2.2).
@Suite("Listings of what joins VPCs")
struct JoiningListingTests {
    struct Answer: Sendable {
        var call: String
        var id: String?
        var text: String

        init(_ call: String, of id: String? = nil, _ text: String) { (self.call, self.id, self.text) = (call, id, text) }
    }

    static let answers = [
        Answer(
            "ec2 describe-vpc-peering-connections",
            #"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active", "Message": "Active"}, "Tags": [{"Key": "Name", "Value": "a to b"}], "RequesterVpcInfo": {"VpcId": "vpc-a", "OwnerId": "111111111111", "Region": "eu-west-1", "CidrBlock": "10.0.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.0.0.0/16"}, {"CidrBlock": "10.8.0.0/16"}], "Ipv6CidrBlockSet": [{"Ipv6CidrBlock": "2001:db8:a::/56"}]}, "AccepterVpcInfo": {"VpcId": "vpc-b", "OwnerId": "222222222222", "Region": "eu-west-2", "CidrBlock": "10.1.0.0/16"}}, {"VpcPeeringConnectionId": "pcx-2", "Status": {"Code": "pending-acceptance"}, "RequesterVpcInfo": {"VpcId": "vpc-a", "OwnerId": "111111111111", "Region": "eu-west-1"}, "AccepterVpcInfo": {"VpcId": "vpc-c", "OwnerId": "111111111111", "Region": "eu-west-1"}}]}"#
        ),
        Answer(
            "ec2 describe-transit-gateways",
            #"{"TransitGateways": [{"TransitGatewayId": "tgw-1", "TransitGatewayArn": "arn:aws:ec2:eu-west-1:111111111111:transit-gateway/tgw-1", "OwnerId": "111111111111", "State": "available", "Tags": [{"Key": "Name", "Value": "hub"}], "Options": {"SecurityGroupReferencingSupport": "enable", "DefaultRouteTableAssociation": "enable", "AssociationDefaultRouteTableId": "tgw-rtb-1", "DefaultRouteTablePropagation": "disable", "PropagationDefaultRouteTableId": "tgw-rtb-1", "TransitGatewayCidrBlocks": ["10.99.0.0/24"]}}, {"TransitGatewayId": "tgw-2", "OwnerId": "111111111111", "State": "modifying", "Options": {"SecurityGroupReferencingSupport": "disable"}}]}"#
        ),
        Answer(
            "ec2 describe-transit-gateway-attachments",
            #"{"TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-a", "TransitGatewayId": "tgw-1", "TransitGatewayOwnerId": "111111111111", "ResourceType": "vpc", "ResourceId": "vpc-a", "ResourceOwnerId": "111111111111", "State": "available", "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}, "Tags": [{"Key": "Name", "Value": "a"}]}, {"TransitGatewayAttachmentId": "tgw-attach-b", "TransitGatewayId": "tgw-1", "TransitGatewayOwnerId": "111111111111", "ResourceType": "vpc", "ResourceId": "vpc-b", "ResourceOwnerId": "222222222222", "State": "pendingAcceptance"}, {"TransitGatewayAttachmentId": "tgw-attach-p", "TransitGatewayId": "tgw-1", "TransitGatewayOwnerId": "111111111111", "ResourceType": "peering", "ResourceId": "tgw-9", "ResourceOwnerId": "333333333333", "State": "available", "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}}, {"TransitGatewayAttachmentId": "tgw-attach-v", "TransitGatewayId": "tgw-1", "TransitGatewayOwnerId": "111111111111", "ResourceType": "vpn", "ResourceId": "vpn-1", "State": "available", "Association": {"TransitGatewayPolicyTableId": "tgw-ptb-1", "State": "associated"}}, {"TransitGatewayAttachmentId": "tgw-attach-s", "TransitGatewayId": "tgw-5", "TransitGatewayOwnerId": "555555555555", "ResourceType": "vpc", "ResourceId": "vpc-a", "ResourceOwnerId": "111111111111", "State": "available"}]}"#
        ),
        Answer(
            "ec2 describe-transit-gateway-vpc-attachments",
            #"{"TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-a", "TransitGatewayId": "tgw-1", "VpcId": "vpc-a", "VpcOwnerId": "111111111111", "State": "available", "SubnetIds": ["subnet-a1", "subnet-a2"], "Options": {"DnsSupport": "enable", "SecurityGroupReferencingSupport": "enable", "Ipv6Support": "disable", "ApplianceModeSupport": "disable"}}]}"#
        ),
        Answer(
            "ec2 describe-transit-gateway-peering-attachments",
            #"{"TransitGatewayPeeringAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-p", "RequesterTgwInfo": {"TransitGatewayId": "tgw-1", "OwnerId": "111111111111", "Region": "eu-west-1"}, "AccepterTgwInfo": {"TransitGatewayId": "tgw-9", "OwnerId": "333333333333", "Region": "us-east-1"}, "State": "available"}, {"TransitGatewayAttachmentId": "tgw-attach-q", "AccepterTransitGatewayAttachmentId": "tgw-attach-r", "RequesterTgwInfo": {"TransitGatewayId": "tgw-2", "OwnerId": "111111111111", "Region": "eu-west-1"}, "AccepterTgwInfo": {"TransitGatewayId": "tgw-1", "OwnerId": "111111111111", "Region": "eu-west-1"}, "State": "rollingBack"}]}"#
        ),
        Answer(
            "ec2 describe-transit-gateway-route-tables",
            #"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1", "State": "available", "DefaultAssociationRouteTable": true, "DefaultPropagationRouteTable": false, "Tags": [{"Key": "Name", "Value": "main"}]}, {"TransitGatewayRouteTableId": "tgw-rtb-2", "TransitGatewayId": "tgw-1", "State": "pending"}]}"#
        ),
        Answer("ec2 search-transit-gateway-routes", of: "tgw-rtb-1", routes),
        Answer("ec2 search-transit-gateway-routes", of: "tgw-rtb-2", #"{"Routes": [], "AdditionalRoutesAvailable": true}"#),
        Answer(
            "ec2 get-transit-gateway-route-table-associations", of: "tgw-rtb-1",
            #"{"Associations": [{"TransitGatewayAttachmentId": "tgw-attach-a", "ResourceId": "vpc-a", "ResourceType": "vpc", "State": "associated"}, {"TransitGatewayAttachmentId": "tgw-attach-p", "ResourceId": "tgw-9", "ResourceType": "peering", "State": "associated"}]}"#
        ),
        Answer(
            "ec2 get-transit-gateway-route-table-propagations", of: "tgw-rtb-1",
            #"{"TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "tgw-attach-a", "ResourceId": "vpc-a", "ResourceType": "vpc", "State": "enabled"}, {"TransitGatewayAttachmentId": "tgw-attach-b", "ResourceId": "vpc-b", "ResourceType": "vpc", "State": "disabled"}]}"#
        ),
        Answer(
            "ec2 describe-vpn-gateways",
            #"{"VpnGateways": [{"VpnGatewayId": "vgw-1", "State": "available", "Type": "ipsec.1", "AmazonSideAsn": 64512, "VpcAttachments": [{"VpcId": "vpc-a", "State": "attached"}, {"VpcId": "vpc-old", "State": "detached"}], "Tags": [{"Key": "Name", "Value": "office"}]}, {"VpnGatewayId": "vgw-2", "State": "deleted", "VpcAttachments": [{"VpcId": "vpc-a", "State": "attached"}]}]}"#
        ),
        Answer(
            "ec2 describe-vpn-connections",
            #"{"VpnConnections": [{"VpnConnectionId": "vpn-1", "TransitGatewayId": "tgw-1", "CustomerGatewayId": "cgw-1", "State": "available", "Category": "VPN", "CustomerGatewayConfiguration": "<secret-router-configuration/>", "Options": {"StaticRoutesOnly": true, "TunnelOptions": [{"OutsideIpAddress": "203.0.113.77", "PreSharedKey": "secret-key"}]}, "Routes": [{"DestinationCidrBlock": "192.0.2.0/24", "State": "available"}, {"DestinationCidrBlock": "192.0.3.0/24", "State": "deleted"}], "VgwTelemetry": [{"OutsideIpAddress": "203.0.113.77", "Status": "UP"}, {"Status": "DOWN"}], "Tags": [{"Key": "Name", "Value": "to the office"}]}, {"VpnConnectionId": "vpn-2", "VpnGatewayId": "vgw-1", "CustomerGatewayId": "cgw-1", "State": "pending", "Options": {"StaticRoutesOnly": false}}]}"#
        ),
        Answer(
            "ec2 describe-customer-gateways",
            #"{"CustomerGateways": [{"CustomerGatewayId": "cgw-1", "BgpAsn": "65000", "IpAddress": "203.0.113.77", "State": "available", "Type": "ipsec.1", "DeviceName": "router", "Tags": [{"Key": "Name", "Value": "router of the office"}]}]}"#
        ),
        Answer(
            "directconnect describe-direct-connect-gateways",
            #"{"directConnectGateways": [{"directConnectGatewayId": "5f294f92-bafb-4011-916d-9b0bexample", "directConnectGatewayName": "cross-connect", "amazonSideAsn": 64512, "ownerAccount": "111111111111", "directConnectGatewayState": "available"}]}"#
        ),
        Answer(
            "directconnect describe-direct-connect-gateway-associations", of: "5f294f92-bafb-4011-916d-9b0bexample",
            #"{"directConnectGatewayAssociations": [{"directConnectGatewayId": "5f294f92-bafb-4011-916d-9b0bexample", "associationState": "associated", "associatedGateway": {"id": "tgw-1", "type": "transitGateway", "ownerAccount": "111111111111", "region": "eu-west-1"}, "associationId": "x"}, {"directConnectGatewayId": "5f294f92-bafb-4011-916d-9b0bexample", "associationState": "disassociated", "virtualGatewayId": "vgw-1"}]}"#
        ),
        Answer(
            "ec2 describe-vpc-endpoints",
            #"{"VpcEndpoints": [{"VpcEndpointId": "vpce-s3", "VpcEndpointType": "Gateway", "VpcId": "vpc-a", "ServiceName": "com.amazonaws.eu-west-1.s3", "State": "available", "PolicyDocument": "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}", "RouteTableIds": ["rtb-a2"], "SubnetIds": [], "NetworkInterfaceIds": [], "OwnerId": "111111111111", "Tags": [{"Key": "Name", "Value": "store"}]}, {"VpcEndpointId": "vpce-sqs", "VpcEndpointType": "Interface", "VpcId": "vpc-a", "ServiceName": "com.amazonaws.eu-west-1.sqs", "State": "Available", "PolicyDocument": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}", "RouteTableIds": [], "SubnetIds": ["subnet-a1"], "NetworkInterfaceIds": ["eni-sqs"], "OwnerId": "111111111111"}, {"VpcEndpointId": "vpce-gwlb", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-a", "ServiceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-0123secret", "State": "Partial", "SubnetIds": ["subnet-a1"], "NetworkInterfaceIds": ["eni-gwlb"]}]}"#
        ),
        Answer(
            "ec2 describe-prefix-lists",
            #"{"PrefixLists": [{"PrefixListId": "pl-s3", "PrefixListName": "com.amazonaws.eu-west-1.s3", "Cidrs": ["52.218.0.0/17", "3.5.64.0/21"]}]}"#
        ),
        Answer(
            "network-firewall list-firewalls",
            #"{"Firewalls": [{"FirewallName": "inspection", "FirewallArn": "arn:aws:network-firewall:eu-west-1:111111111111:firewall/inspection"}]}"#
        ),
        Answer(
            "network-firewall describe-firewall", of: "arn:aws:network-firewall:eu-west-1:111111111111:firewall/inspection",
            #"{"UpdateToken": "t", "Firewall": {"FirewallName": "inspection", "FirewallArn": "arn:aws:network-firewall:eu-west-1:111111111111:firewall/inspection", "FirewallPolicyArn": "arn:p", "VpcId": "vpc-a", "SubnetMappings": [{"SubnetId": "subnet-fw", "IPAddressType": "IPV4"}], "FirewallId": "f"}, "FirewallStatus": {"Status": "READY", "ConfigurationSyncStateSummary": "IN_SYNC", "SyncStates": {"eu-west-1a": {"Attachment": {"SubnetId": "subnet-fw", "EndpointId": "vpce-fw", "Status": "READY"}}}}}"#
        ),
    ]

    static let routes =
        #"{"Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "TransitGatewayAttachments": [{"ResourceId": "vpc-a", "TransitGatewayAttachmentId": "tgw-attach-a", "ResourceType": "vpc"}], "Type": "propagated", "State": "active"}, {"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayAttachments": [{"ResourceId": "tgw-9", "TransitGatewayAttachmentId": "tgw-attach-p", "ResourceType": "peering"}], "Type": "static", "State": "active"}, {"DestinationCidrBlock": "10.66.0.0/16", "Type": "static", "State": "blackhole"}, {"DestinationCidrBlock": "192.0.2.0/24", "TransitGatewayAttachments": [{"ResourceId": "vpn-1", "TransitGatewayAttachmentId": "tgw-attach-v", "ResourceType": "vpn"}, {"ResourceId": "vpn-3", "TransitGatewayAttachmentId": "tgw-attach-w", "ResourceType": "vpn"}], "Type": "propagated", "State": "active"}, {"DestinationCidrBlock": "10.77.0.0/16", "PrefixListId": "pl-corp", "TransitGatewayAttachments": [{"ResourceId": "vpc-a", "TransitGatewayAttachmentId": "tgw-attach-a", "ResourceType": "vpc"}], "Type": "static", "State": "active"}, {"PrefixListId": "pl-other", "Type": "static", "State": "blackhole"}, {"DestinationCidrBlock": "10.55.0.0/16", "Type": "static", "State": "pending"}, {"DestinationCidrBlock": "10.44.0.0/16", "Type": "static", "State": "deleted"}], "AdditionalRoutesAvailable": false}"#

    static var whole: Snapshot { snapshot(answers) }

    static func snapshot(_ answers: [Answer], account: String? = "111111111111") -> Snapshot {
        Snapshot(sources: [
            Snapshot.Source(
                account: account, region: "eu-west-1", captured: "2026-11-20T09:14:15Z",
                documents: answers.map { Snapshot.Document(call: $0.call, id: $0.id, output: Array($0.text.utf8)) })
        ])
    }

    /// Files by their names.
    static func files(_ files: [(String, String)]) throws -> Inventory {
        try InputReader().read(documents: files.map { ($0.0, Array($0.1.utf8)) }, label: "test")
    }

    @Test("Every member that decides is read, and no secret")
    func members() throws {
        let inventory = try Fixtures.read(Self.whole)
        #expect(
            JoiningLines.all(inventory) == [
                "peering pcx-1 a to b active works: vpc-a 111111111111 eu-west-1 10.0.0.0/16,10.8.0.0/16,2001:db8:a::/56 - vpc-b 222222222222 eu-west-2 10.1.0.0/16",
                "peering pcx-2 pending-acceptance fails: vpc-a 111111111111 eu-west-1 - vpc-c 111111111111 eu-west-1",
                "gateway tgw-1 hub 111111111111 eu-west-1 available works references association tgw-rtb-1 propagation  10.99.0.0/24",
                "gateway tgw-2 111111111111 eu-west-1 modifying works no references association  propagation ",
                "attachment tgw-attach-a a of tgw-1 vpc vpc-a 111111111111 available works table tgw-rtb-1 associated works subnets subnet-a1,subnet-a2 references no appliance no ipv6",
                "attachment tgw-attach-b of tgw-1 vpc vpc-b 222222222222 pendingAcceptance fails table none",
                "attachment tgw-attach-p of tgw-1 peering tgw-9 333333333333 us-east-1 available works table tgw-rtb-1 associated works",
                "attachment tgw-attach-v of tgw-1 vpn vpn-1 available works table ?",
                "attachment tgw-attach-s of tgw-5 vpc vpc-a 111111111111 available works table ?",
                "attachment tgw-attach-p of tgw-9 peering tgw-1 111111111111 eu-west-1 available works table ?",
                "attachment tgw-attach-q of tgw-2 peering tgw-1 111111111111 eu-west-1 rollingBack open table ?",
                "attachment tgw-attach-r of tgw-1 peering tgw-2 111111111111 eu-west-1 rollingBack open table ?",
                "table tgw-rtb-1 main of tgw-1 available works associations all tgw-attach-a associated works,tgw-attach-p associated works propagations all tgw-attach-a routes all with propagated",
                "route 10.0.0.0/16 propagated active tgw-attach-a vpc vpc-a",
                "route 10.9.0.0/16 written active tgw-attach-p peering tgw-9", "route 10.66.0.0/16 written blackhole",
                "route 192.0.2.0/24 propagated active tgw-attach-v vpn vpn-1,tgw-attach-w vpn vpn-3",
                "route 10.77.0.0/16 pl-corp written active tgw-attach-a vpc vpc-a", "route pl-other pl-other written blackhole",
                "route 10.55.0.0/16 written unknown ?",
                "table tgw-rtb-2 of tgw-1 pending fails associations not told propagations not told routes some with propagated",
                "vgw vgw-1 office vpc-a attached works,vpc-old detached fails", "vgw vgw-2",
                "vpn vpn-1 to the office tgw-1 cgw-1 available works static 192.0.2.0/24 up,down",
                "vpn vpn-2 vgw-1 cgw-1 pending fails no static", "cgw cgw-1 router of the office 203.0.113.77",
                "dx 5f294f92-bafb-4011-916d-9b0bexample cross-connect tgw-1 associated works,vgw-1 disassociated fails",
                "endpoint vpce-s3 gateway store vpc-a 111111111111 com.amazonaws.eu-west-1.s3 available works tables rtb-a2 no restricts",
                "endpoint vpce-sqs interface vpc-a 111111111111 com.amazonaws.eu-west-1.sqs Available works subnets subnet-a1 interfaces eni-sqs restricts",
                "endpoint vpce-gwlb gatewayLoadBalancer vpc-a com.amazonaws.vpce.eu-west-1.vpce-svc-0123secret Partial open subnets subnet-a1 interfaces eni-gwlb",
                "firewall arn:aws:network-firewall:eu-west-1:111111111111:firewall/inspection inspection vpc-a subnets subnet-fw endpoints vpce-fw",
            ])
        let entries = inventory.prefixLists.filter { inventory[$0.id] == "pl-s3" }.flatMap { $0.entries ?? [] }
        #expect(entries.map(\.description) == ["52.218.0.0/17", "3.5.64.0/21"])
        let listed = inventory.topology.listings.filter { $0.isComplete && !$0.isRefused }.map(\.kind)
        #expect(
            Set(listed) == [
                .peeringConnections, .transitGateways, .transitGatewayAttachments, .transitGatewayVpcAttachments,
                .transitGatewayPeeringAttachments, .transitGatewayTables, .vpnGateways, .vpnConnections, .customerGateways,
                .directConnectGateways, .endpoints, .firewalls,
            ])
        #expect(inventory.topology.listings.allSatisfy { inventory[$0.scope.account] == "111111111111" })
        let peered = inventory.topology.listings.first { $0.kind == .peeringConnections }?.vpcs.map { inventory[$0] } ?? []
        #expect(Set(peered) == ["vpc-a", "vpc-b", "vpc-c"])
    }

    @Test("A snapshot with stand-ins tells all of it, and nothing by name")
    func redacted() throws {
        let plain = try Fixtures.read(Self.whole)
        var standIns = StandIns()
        standIns.learn("111111111111", .account)
        standIns.learn(plain)
        standIns.assign()
        let shared = try Self.whole.redacted()
        let read = try Fixtures.read(shared)
        #expect(JoiningLines.all(read) == JoiningLines.all(plain.redacted(standIns)))
        #expect(JoiningLines.all(read).count == JoiningLines.all(plain).count)
        #expect(
            read.topology.listings.map { "\($0.kind) \($0.isComplete) \($0.vpcs.count)" }.sorted()
                == plain.topology.listings.map { "\($0.kind) \($0.isComplete) \($0.vpcs.count)" }.sorted())
        let text = String(decoding: try shared.bytes(), as: UTF8.self)
        // Ids that end in a number are stand-ins of others.
        for secret in [
            "\"vpc-a\"", "\"vpc-b\"", "vpc-old", "tgw-9", "tgw-attach-a", "tgw-attach-p", "111111111111", "222222222222",
            "333333333333", "555555555555", "203.0.113.77", "192.0.2.0", "10.9.0.0", "10.99.0.0", "10.1.0.0", "52.218.0.0",
            "2001:db8:a", "office", "router", "hub", "a to b", "store", "cross-connect", "5f294f92", "inspection", "subnet-fw",
            "subnet-a1", "eni-sqs", "vpce-sqs", "vpce-fw", "secret", "PreSharedKey", "sqs:SendMessage", "pl-corp", "rtb-a2",
        ] {
            #expect(!text.contains(secret), "\(secret)")
        }
        #expect(text.contains("com.amazonaws.eu-west-1.sqs") && text.contains("com.amazonaws.vpce.eu-west-1.vpce-svc-1"))
    }

    @Test(
        "One page of several, a bare list and a call that was refused are no whole listing",
        arguments: [
            ("ec2 describe-vpc-peering-connections", "VpcPeeringConnections", NetworkListing.Kind.peeringConnections),
            ("ec2 describe-transit-gateways", "TransitGateways", .transitGateways),
            ("ec2 describe-transit-gateway-attachments", "TransitGatewayAttachments", .transitGatewayAttachments),
            ("ec2 describe-transit-gateway-vpc-attachments", "TransitGatewayVpcAttachments", .transitGatewayVpcAttachments),
            (
                "ec2 describe-transit-gateway-peering-attachments", "TransitGatewayPeeringAttachments",
                .transitGatewayPeeringAttachments
            ), ("ec2 describe-transit-gateway-route-tables", "TransitGatewayRouteTables", .transitGatewayTables),
            ("ec2 describe-vpn-gateways", "VpnGateways", .vpnGateways),
            ("ec2 describe-vpn-connections", "VpnConnections", .vpnConnections),
            ("ec2 describe-customer-gateways", "CustomerGateways", .customerGateways),
            ("directconnect describe-direct-connect-gateways", "directConnectGateways", .directConnectGateways),
            ("ec2 describe-vpc-endpoints", "VpcEndpoints", .endpoints),
            ("network-firewall list-firewalls", "Firewalls", .firewalls),
        ])
    func parts(call: String, list: String, kind: NetworkListing.Kind) throws {
        func told(_ inventory: Inventory) -> [String] {
            inventory.topology.listings.filter { $0.kind == kind }.map {
                $0.isRefused ? "refused" : $0.isComplete ? "whole" : "part"
            }
        }
        let token = list.hasPrefix("direct") ? "nextToken" : "NextToken"
        #expect(told(try Self.files([("a.json", #"{"\#(list)": []}"#)])) == ["whole"])
        let cut = try Self.files([("a.json", #"{"\#(list)": [], "\#(token)": "x"}"#)])
        #expect(told(cut) == ["part"])
        #expect(cut.notices.contains { $0.contains("one page of several") })
        var snapshot = Self.snapshot([])
        snapshot.sources[0].missing = [.init(call: call, reason: "access denied")]
        #expect(told(try Fixtures.read(snapshot)) == ["refused"])
        // The elements alone, as a --query leaves them.
        let whole = try #require(Self.answers.first { $0.call == call }?.text)
        let start = try #require(whole.firstIndex(of: "["))
        if kind != .firewalls { #expect(told(try Self.files([("a.json", String(whole[start...].dropLast()))])) == ["part"]) }
    }

    @Test(
        "An attachment has no table only where its gateway's owner was told all of it",
        arguments: [
            (#"{"TransitGatewayAttachments": [ATTACHMENT]}"#, "111111111111", "none"),
            (#"{"TransitGatewayAttachments": [ATTACHMENT]}"#, "222222222222", "?"),
            (#"{"TransitGatewayAttachments": [ATTACHMENT]}"#, nil, "none"),
            (#"{"TransitGatewayAttachments": [ATTACHMENT], "NextToken": "x"}"#, "111111111111", "?"),
            ("[ATTACHMENT]", "111111111111", "?"),
            (
                #"{"TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-a", "TransitGatewayId": "tgw-1", "VpcId": "vpc-a", "State": "available", "SubnetIds": []}]}"#,
                "111111111111", "?"
            ),
        ] as [(String, String?, String)])
    func associations(text: String, account: String?, expected: String) throws {
        let attachment =
            #"{"TransitGatewayAttachmentId": "tgw-attach-a", "TransitGatewayId": "tgw-1", "TransitGatewayOwnerId": "111111111111", "ResourceOwnerId": "111111111111", "ResourceType": "vpc", "ResourceId": "vpc-a", "State": "available"}"#
        let folder = account.map { "\($0)/eu-west-1/" } ?? ""
        let inventory = try Self.files([("\(folder)a.json", text.replacing("ATTACHMENT", with: attachment))])
        let lines = JoiningLines.attachments(inventory)
        #expect(lines.count == 1 && lines.allSatisfy { $0.contains("table \(expected)") }, "\(lines)")
    }

    @Test(
        "An answer without its table's id is of the table that the file's name tells",
        arguments: [
            ("search-transit-gateway-routes.tgw-rtb-core.json", "tgw-rtb-core"),
            ("search-transit-gateway-routes.tgw-rtb-0a1.json.txt", "tgw-rtb-0a1"), ("tgw-rtb-0a1b.json", "tgw-rtb-0a1b"),
            ("routes of tgw-rtb-0a1b-eu.json", "tgw-rtb-0a1b"), ("search-transit-gateway-routes.json", nil),
            ("search-transit-gateway-routes.main.json", nil), ("routes.json", nil), ("tgw-rtb-.json", nil),
        ] as [(String, String?)])
    func names(name: String, table: String?) throws {
        let inventory = try Self.files([(name, Self.routes)])
        #expect(inventory.topology.transitGatewayTables.map { inventory[$0.id] } == (table.map { [$0] } ?? []))
        #expect(inventory.notices.contains { $0.hasPrefix(name) && $0.contains("of which table?") } == (table == nil))
        #expect(inventory.topology.transitGatewayTables.allSatisfy { $0.routes.count == 7 && $0.routeKnowledge == .complete })
    }

    @Test("Associations and propagations are told by the file's name too, and empty ones are known by it")
    func partNames() throws {
        let inventory = try Self.files([
            (
                "get-transit-gateway-route-table-associations.tgw-rtb-1.json",
                #"{"Associations": [{"TransitGatewayAttachmentId": "tgw-attach-a", "ResourceId": "vpc-a", "ResourceType": "vpc", "State": "associated"}]}"#
            ),
            ("get-transit-gateway-route-table-associations.tgw-rtb-2.json", #"{"Associations": []}"#),
            (
                "get-transit-gateway-route-table-propagations.tgw-rtb-1.json",
                #"{"TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "tgw-attach-b", "State": "enabled"}, {"TransitGatewayAttachmentId": "tgw-attach-c", "State": "enabling"}]}"#
            ),
            (
                "t.json",
                #"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}]}"#
            ),
        ])
        #expect(
            JoiningLines.attachments(inventory) == [
                "attachment tgw-attach-a of tgw-1 vpc vpc-a table tgw-rtb-1 associated works"
            ])
        #expect(
            JoiningLines.tables(inventory) == [
                "table tgw-rtb-1 of tgw-1 associations all tgw-attach-a associated works propagations some tgw-attach-b routes not told",
                "table tgw-rtb-2 of associations all propagations not told routes not told",
            ])
        // Somebody else's list of the same name.
        #expect(throws: ReadError.self) { try Self.files([("a.json", #"{"Associations": []}"#)]) }
        #expect(throws: ReadError.self) { try Self.files([("a.json", #"{"Routes": [{"path": "/"}]}"#)]) }
    }

    /// The table of a file with routes, as far as it is told what is propagated.
    private static func propagated(_ files: [(String, String)]) throws -> String {
        let table = try #require(try Self.files(files).topology.transitGatewayTables.first)
        let what = table.routeKnowledge == .complete ? "all" : "some"
        return "\(what) written, \(table.listsPropagatedRoutes ? "with" : "without") propagated, \(table.routes.count) routes"
    }

    @Test("A search for static routes alone cannot be told from another, so what is propagated is open until something tells it")
    func searches() throws {
        let name = "search-transit-gateway-routes.tgw-rtb-1.json"
        let one =
            #"{"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayAttachments": [{"ResourceId": "vpc-z", "TransitGatewayAttachmentId": "tgw-attach-z", "ResourceType": "vpc"}], "Type": "static", "State": "active"}"#
        let propagated = one.replacing("static", with: "propagated").replacing("10.9", with: "10.8")
        func routes(_ routes: String..., more: Bool = false) -> (String, String) {
            (name, #"{"Routes": [\#(routes.joined(separator: ", "))], "AdditionalRoutesAvailable": \#(more)}"#)
        }
        #expect(try Self.propagated([routes(one)]) == "all written, without propagated, 1 routes")
        #expect(try Self.propagated([routes()]) == "all written, without propagated, 0 routes")
        #expect(try Self.propagated([routes(one, propagated)]) == "all written, with propagated, 2 routes")
        #expect(try Self.propagated([routes(one, propagated, more: true)]) == "some written, with propagated, 2 routes")
        let listing = (
            "get-transit-gateway-route-table-propagations.tgw-rtb-1.json",
            #"{"TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "tgw-attach-a", "ResourceId": "vpc-a", "ResourceType": "vpc", "State": "enabled"}]}"#
        )
        let attachment = (
            "attachments.json",
            #"{"TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-a", "TransitGatewayId": "tgw-1", "VpcId": "vpc-a", "State": "available", "SubnetIds": []}]}"#
        )
        let vpc = ("vpcs.json", #"{"Vpcs": [{"VpcId": "vpc-a", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": []}]}"#)
        // The propagations tell which attachments propagate, and their VPCs what.
        #expect(try Self.propagated([routes(one), listing]) == "all written, without propagated, 1 routes")
        #expect(try Self.propagated([routes(one), listing, attachment, vpc]) == "all written, with propagated, 2 routes")
        // sgscope's own capture asks for all of them.
        let snapshot = Self.snapshot([Answer("ec2 search-transit-gateway-routes", of: "tgw-rtb-1", routes(one).1)])
        #expect(try Fixtures.read(snapshot).topology.transitGatewayTables.map(\.listsPropagatedRoutes) == [true])
        // A later whole search takes the place of an earlier one.
        let both = try InputReader().read([
            .memory(name: name, bytes: Array(routes(one, propagated).1.utf8)),
            .memory(name: name, bytes: Array(routes(propagated).1.utf8)),
        ]).inventory
        #expect(both.topology.transitGatewayTables.map(\.routes.count) == [1])
    }

    @Test(
        "A search that the command paged itself is whole, and one of exactly as many routes as AWS gives without pages may not be",
        arguments: [(0, true), (999, true), (1000, false), (1001, true)])
    func pages(count: Int, isWhole: Bool) throws {
        let routes = (0..<count).map {
            #"{"DestinationCidrBlock": "10.\#($0 / 256).\#($0 % 256).0/24", "Type": "propagated", "State": "active"}"#
        }
        let file = ("search-transit-gateway-routes.tgw-rtb-1.json", #"{"Routes": [\#(routes.joined(separator: ", "))]}"#)
        let table = try #require(try Self.files([file]).topology.transitGatewayTables.first)
        #expect(table.routes.count == count && table.routeKnowledge.isComplete == isWhole)
    }

    @Test("Batfish's way to keep routes and propagations is read")
    func wrapped() throws {
        let inventory = try Self.files([
            (
                "a.json",
                #"{"TransitGatewayStaticRoutes": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayAttachments": [{"ResourceId": "vpc-a", "TransitGatewayAttachmentId": "tgw-attach-a", "ResourceType": "vpc"}], "Type": "static", "State": "active"}], "AdditionalRoutesAvailable": false}, {"TransitGatewayRouteTableId": "tgw-rtb-2", "Routes": [], "AdditionalRoutesAvailable": true}]}"#
            ),
            (
                "b.json",
                #"{"TransitGatewayPropagations": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "tgw-attach-a", "ResourceId": "vpc-a", "ResourceType": "vpc", "State": "enabled"}]}]}"#
            ),
        ])
        #expect(
            JoiningLines.tables(inventory) == [
                "table tgw-rtb-1 of associations not told propagations all tgw-attach-a routes all",
                "route 0.0.0.0/0 written active tgw-attach-a vpc vpc-a",
                "table tgw-rtb-2 of associations not told propagations not told routes some",
            ])
    }
}
