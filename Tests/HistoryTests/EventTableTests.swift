import CoreModel
import Events
import History
import Testing

/// One row of the table of events: what one event tells, in words.
struct EventRow: Sendable, CustomTestStringConvertible {
    var name: String
    var request: String
    var answer = "{\"_return\": true}"
    var source = "ec2.amazonaws.com"
    var says: [String]

    var testDescription: String { name }
}

private let permission = """
    {"ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "groups": {"items": [{"userId": "123456789012", "groupId": "sg-peer"}]},
     "ipRanges": {"items": [{"cidrIp": "10.1.2.3/16", "description": "office"}]}, "ipv6Ranges": {"items": [{"cidrIpv6": "::/0"}]},
     "prefixListIds": {"items": [{"prefixListId": "pl-1"}]}}
    """

private let single = """
    {"items": [{"ipProtocol": "6", "fromPort": 443, "toPort": 443, "groups": {}, "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]},
     "ipv6Ranges": {}, "prefixListIds": {}}]}
    """

private let rows = [
    EventRow(
        name: "AuthorizeSecurityGroupIngress",
        request: "{\"groupId\": \"sg-1\", \"ipPermissions\": {\"items\": [\(permission)]}}",
        says: [
            "+ sg-1 in tcp 22 from sg-peer", "+ sg-1 in tcp 22 from 10.1.0.0/16 \"office\"", "+ sg-1 in tcp 22 from ::/0",
            "+ sg-1 in tcp 22 from pl-1",
        ]),
    EventRow(
        name: "AuthorizeSecurityGroupEgress", request: "{\"groupId\": \"sg-1\", \"ipPermissions\": \(single)}",
        answer: """
            {"_return": true, "securityGroupRuleSet": {"items": [{"groupId": "sg-1", "securityGroupRuleId": "sgr-9", "isEgress": true,
             "ipProtocol": "tcp", "fromPort": 443, "toPort": 443, "cidrIpv4": "0.0.0.0/0"}]}}
            """,
        says: ["+ sg-1 out tcp 443 to 0.0.0.0/0 (sgr-9)"]),
    // A request that nobody kept: the answer tells all of it, whatever the key of a group is.
    EventRow(
        name: "AuthorizeSecurityGroupIngress", request: "{\"groupId\": \"sg-1\", \"ipPermissions\": {}}",
        answer: """
            {"securityGroupRuleSet": {"items": [{"groupId": "sg-1", "securityGroupRuleId": "sgr-8", "isEgress": false,
             "ipProtocol": "-1", "fromPort": -1, "toPort": -1, "referencedGroupInfo": {"groupId": "sg-peer"}}]}}
            """,
        says: ["+ sg-1 in all from sg-peer (sgr-8)"]),
    // The flat form of old consoles.
    EventRow(
        name: "AuthorizeSecurityGroupIngress",
        request: "{\"groupId\": \"sg-1\", \"cidrIp\": \"0.0.0.0/0\", \"ipProtocol\": \"tcp\", \"fromPort\": 22, \"toPort\": 22}",
        says: ["+ sg-1 in tcp 22 from 0.0.0.0/0"]),
    EventRow(
        name: "AuthorizeSecurityGroupIngress",
        request: """
            {"groupId": "sg-1", "ipPermissions": {"items": [{"ipProtocol": "icmp", "fromPort": -1, "toPort": -1, "groups": {},
             "ipRanges": {"items": [{"cidrIp": "10.0.0.0/8"}]}, "ipv6Ranges": {}, "prefixListIds": {}}]}}
            """,
        says: ["+ sg-1 in icmp from 10.0.0.0/8"]),
    EventRow(
        name: "RevokeSecurityGroupIngress", request: "{\"groupId\": \"sg-1\", \"ipPermissions\": \(single)}",
        says: ["- sg-1 in tcp 443 from 0.0.0.0/0"]),
    EventRow(
        name: "RevokeSecurityGroupEgress",
        request:
            "{\"groupId\": \"sg-1\", \"ipPermissions\": {}, \"securityGroupRuleIds\": {\"items\": [{\"securityGroupRuleId\": \"sgr-7\"}]}}",
        says: ["- sg-1 out ? (sgr-7)"]),
    // Newer answers tell what was revoked.
    EventRow(
        name: "RevokeSecurityGroupIngress",
        request:
            "{\"groupId\": \"sg-1\", \"ipPermissions\": {}, \"securityGroupRuleIds\": {\"items\": [{\"securityGroupRuleId\": \"sgr-6\"}]}}",
        answer: """
            {"_return": true, "revokedSecurityGroupRuleSet": {"items": [{"securityGroupRuleId": "sgr-6", "groupId": "sg-1",
             "isEgress": false, "ipProtocol": "udp", "fromPort": 53, "toPort": 53, "cidrIpv4": "10.0.0.0/8"}]}}
            """,
        says: ["- sg-1 in udp 53 from 10.0.0.0/8 (sgr-6)"]),
    EventRow(
        name: "ModifySecurityGroupRules",
        request: """
            {"ModifySecurityGroupRulesRequest": {"GroupId": "sg-1", "SecurityGroupRule": {"tag": 1, "SecurityGroupRuleId": "sgr-5",
             "SecurityGroupRule": {"IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080, "CidrIpv4": "10.0.0.0/8",
             "Description": "app"}}}}
            """,
        answer: "{\"ModifySecurityGroupRulesResponse\": {\"return\": true}}",
        says: ["~ sg-1 ? ? -> tcp 8080 for 10.0.0.0/8 (sgr-5)"]),
    EventRow(
        name: "ModifySecurityGroupRules",
        request: """
            {"ModifySecurityGroupRulesRequest": {"GroupId": "sg-1", "SecurityGroupRule": [
             {"SecurityGroupRuleId": "sgr-5", "SecurityGroupRule": {"IpProtocol": "-1", "ReferencedGroupId": "sg-peer"}},
             {"SecurityGroupRuleId": "sgr-6", "SecurityGroupRule": {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "CidrIpv6": "::/0"}}]}}
            """,
        says: ["~ sg-1 ? ? -> all for sg-peer (sgr-5)", "~ sg-1 ? ? -> tcp 1-2 for ::/0 (sgr-6)"]),
    EventRow(
        name: "UpdateSecurityGroupRuleDescriptionsIngress",
        request: """
            {"groupId": "sg-1", "ipPermissions": {"items": [{"ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "groups": {},
             "ipRanges": {"items": [{"cidrIp": "10.0.0.0/8", "description": "new"}]}, "ipv6Ranges": {}, "prefixListIds": {}}]}}
            """,
        says: ["~ sg-1 in ? -> tcp 22 from 10.0.0.0/8"]),
    EventRow(
        name: "CreateSecurityGroup",
        request: "{\"groupName\": \"made\", \"groupDescription\": \"for a test\", \"vpcId\": \"vpc-1\"}",
        answer: "{\"_return\": true, \"groupId\": \"sg-new\"}", says: ["+ sg-new (the group made in vpc-1)"]),
    EventRow(name: "DeleteSecurityGroup", request: "{\"groupId\": \"sg-1\"}", says: ["- sg-1 (the group)"]),
    EventRow(
        name: "ModifyNetworkInterfaceAttribute",
        request:
            "{\"networkInterfaceId\": \"eni-1\", \"groupSet\": {\"items\": [{\"groupId\": \"sg-2\"}, {\"groupId\": \"sg-1\"}]}}",
        says: ["~ eni-1 carries ? -> sg-1, sg-2"]),
    EventRow(
        name: "ModifyInstanceAttribute",
        request: "{\"instanceId\": \"i-1\", \"groupSet\": {\"items\": [{\"groupId\": \"sg-1\"}]}}",
        says: ["~ i-1 carries ? -> sg-1"]),
    EventRow(
        name: "RunInstances", request: "{\"instanceType\": \"t3.micro\"}",
        answer: """
            {"instancesSet": {"items": [{"instanceId": "i-9", "groupSet": {"items": [{"groupId": "sg-1"}]},
             "networkInterfaceSet": {"items": [{"networkInterfaceId": "eni-9", "groupSet": {"items": [{"groupId": "sg-1"}]}}]}}]}}
            """,
        says: ["+ eni-9 carries sg-1"]),
    EventRow(
        name: "CreateNetworkInterface",
        request: "{\"subnetId\": \"subnet-1\", \"groupSet\": {\"items\": [{\"groupId\": \"sg-1\"}]}}",
        answer:
            "{\"networkInterface\": {\"networkInterfaceId\": \"eni-8\", \"groupSet\": {\"items\": [{\"groupId\": \"sg-1\"}]}}}",
        says: ["+ eni-8 carries sg-1"]),
    EventRow(
        name: "CreateNetworkAclEntry",
        request: """
            {"networkAclId": "acl-1", "ruleNumber": 100, "egress": true, "aclProtocol": "6", "ruleAction": "allow",
             "cidrBlock": "10.0.0.0/20", "portRange": {"from": 1024, "to": 65535}}
            """,
        says: ["+ acl-1 out 100 allow tcp 1024-65535 to 10.0.0.0/20"]),
    EventRow(
        name: "ReplaceNetworkAclEntry",
        request: """
            {"networkAclId": "acl-1", "ruleNumber": 90, "egress": false, "aclProtocol": "-1", "ruleAction": "deny",
             "ipv6CidrBlock": "::/0"}
            """,
        says: ["~ acl-1 in 90 ? -> deny all from ::/0"]),
    EventRow(
        name: "DeleteNetworkAclEntry", request: "{\"networkAclId\": \"acl-1\", \"ruleNumber\": 90, \"egress\": false}",
        says: ["- acl-1 in 90 ?"]),
    EventRow(
        name: "CreateRoute",
        request: "{\"routeTableId\": \"rtb-1\", \"destinationCidrBlock\": \"0.0.0.0/0\", \"natGatewayId\": \"nat-1\"}",
        says: ["+ rtb-1 0.0.0.0/0 -> nat-1"]),
    EventRow(
        name: "ReplaceRoute",
        request: "{\"routeTableId\": \"rtb-1\", \"destinationIpv6CidrBlock\": \"::/0\", \"gatewayId\": \"igw-1\"}",
        says: ["~ rtb-1 ::/0 -> ? -> igw-1"]),
    EventRow(
        name: "DeleteRoute", request: "{\"routeTableId\": \"rtb-1\", \"destinationPrefixListId\": \"pl-1\"}",
        says: ["- rtb-1 pl-1 -> ?"]),
    EventRow(
        name: "ModifyManagedPrefixList",
        request: """
            {"ModifyManagedPrefixListRequest": {"PrefixListId": "pl-1", "CurrentVersion": 1,
             "AddEntry": {"Cidr": "203.0.113.7/24", "Description": "office", "tag": 1}}}
            """,
        says: ["+ pl-1 entry 203.0.113.0/24"]),
    EventRow(
        name: "ModifyManagedPrefixList",
        request: """
            {"ModifyManagedPrefixListRequest": {"PrefixListId": "pl-1", "AddEntry": [{"Cidr": "10.2.0.0/16"}, {"Description": "?"}],
             "RemoveEntry": [{"Cidr": "10.1.0.0/16"}]}}
            """,
        says: ["- pl-1 entry 10.1.0.0/16", "+ pl-1 entry 10.2.0.0/16", "+ pl-1 entry ?"]),
    // Which entries the earlier version has no event tells.
    EventRow(
        name: "RestoreManagedPrefixListVersion",
        request: "{\"RestoreManagedPrefixListVersionRequest\": {\"PrefixListId\": \"pl-1\", \"PreviousVersion\": 2}}",
        says: ["~ pl-1 entries ? -> ?"]),
    EventRow(
        name: "SetSecurityGroups",
        request: """
            {"loadBalancerArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/front/0123",
             "securityGroups": ["sg-2", "sg-1"]}
            """,
        source: "elasticloadbalancing.amazonaws.com", says: ["~ front carries ? -> sg-1, sg-2"]),
    EventRow(
        name: "ModifyDBInstance", request: "{\"dBInstanceIdentifier\": \"orders\", \"vPCSecurityGroupIds\": [\"sg-1\"]}",
        source: "rds.amazonaws.com", says: ["~ orders carries ? -> sg-1"]),
    EventRow(
        name: "ReplaceNetworkAclAssociation", request: "{\"associationId\": \"aclassoc-1\", \"networkAclId\": \"acl-1\"}",
        answer: "{\"newAssociationId\": \"aclassoc-2\"}", says: ["~ the subnet of aclassoc-1 uses network ACL ? -> acl-1"]),
    EventRow(
        name: "AssociateRouteTable", request: "{\"routeTableId\": \"rtb-1\", \"subnetId\": \"subnet-1\"}",
        answer: "{\"associationId\": \"rtbassoc-1\"}", says: ["~ subnet-1 uses route table the main one -> rtb-1"]),
    EventRow(
        name: "AssociateRouteTable", request: "{\"routeTableId\": \"rtb-1\", \"gatewayId\": \"igw-1\"}",
        answer: "{\"associationId\": \"rtbassoc-1\"}", says: ["~ igw-1 uses route table none of its own -> rtb-1"]),
    EventRow(
        name: "ReplaceRouteTableAssociation", request: "{\"associationId\": \"rtbassoc-1\", \"routeTableId\": \"rtb-2\"}",
        answer: "{\"newAssociationId\": \"rtbassoc-2\"}", says: ["~ what rtbassoc-1 is of uses route table ? -> rtb-2"]),
    EventRow(
        name: "DisassociateRouteTable", request: "{\"associationId\": \"rtbassoc-1\"}",
        says: ["~ what rtbassoc-1 is of uses route table ? -> none of its own"]),
]

/// Every event that changes groups, rules, entries, routes or attachments, alone: nothing is known of what was before.
@Suite("The table of events")
struct EventTableTests {
    @Test("An event says what it did, and ? for what it does not tell", arguments: rows)
    func row(_ row: EventRow) throws {
        #expect(try Trail().adding(row.name, row.request, answer: row.answer, source: row.source).lines() == row.says)
    }

    @Test("What is no change of this kind is counted, and fails, reads and copies are told apart")
    func leftOut() throws {
        let associate = "{\"associationId\": \"aclassoc-1\", \"networkAclId\": \"acl-1\"}"
        let trail = Trail()
            .adding(
                "AssociateSecurityGroupVpc", "{\"groupId\": \"sg-1\", \"vpcId\": \"vpc-1\"}",
                answer: "{\"state\": \"associating\"}"
            )
            .adding("ReplaceNetworkAclAssociation", associate)
            .adding("AuthorizeSecurityGroupIngress", "{}", answer: "null", more: ", \"errorCode\": \"Client.DryRunOperation\"")
            .adding("DescribeInstances", "{}", readOnly: true).adding("StopInstances", "{}")
            .adding("AuthorizeSecurityGroupIngress", "{\"groupId\": \"sg-1\", \"ipPermissions\": \(single)}", id: "same")
            .adding("AuthorizeSecurityGroupIngress", "{\"groupId\": \"sg-1\", \"ipPermissions\": \(single)}", id: "same")
        let timeLine = try trail.timeLine()
        #expect(timeLine.changes.count == 2)
        #expect((timeLine.failed, timeLine.readOnly, timeLine.other) == (1, 1, 2))
        #expect(timeLine.knownSince == Trail.time(0))
    }

    @Test(
        "All wrappings tell the same",
        arguments: ["file", "lookup", "envelope", "rows", "list", "texts"])
    func wrappings(_ form: String) throws {
        let trail = Trail().adding("DeleteRoute", "{\"routeTableId\": \"rtb-1\", \"destinationCidrBlock\": \"10.0.0.0/8\"}")
        let event = trail.events[0]
        let quoted = event.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        let request = "{\\\"routeTableId\\\": \\\"rtb-1\\\", \\\"destinationCidrBlock\\\": \\\"10.0.0.0/8\\\"}"
        let text =
            switch form {
            case "file": trail.file
            case "lookup":
                "{\"Events\": [{\"EventId\": \"x\", \"EventName\": \"DeleteRoute\", \"CloudTrailEvent\": \"\(quoted)\"}]}"
            case "envelope": "{\"version\": \"0\", \"detail-type\": \"AWS API Call via CloudTrail\", \"detail\": \(event)}"
            case "rows": "\(event)\n\(event)\n"
            case "list": "[\(event)]"
            default:
                "["
                    + event.replacing(
                        "{\"routeTableId\": \"rtb-1\", \"destinationCidrBlock\": \"10.0.0.0/8\"}", with: "\"\(request)\"") + "]"
            }
        let records = try Trail.records(text)
        #expect(records.events.count == 1)
        let event1 = try #require(records.events.first)
        #expect(event1.who == "ann" && event1.how == "aws-cli" && event1.from == "203.0.113.7")
        #expect(event1.acts == [.removeRoute(table: "rtb-1", .network(try WrittenNetwork(parsing: "10.0.0.0/8").network))])
    }
}
