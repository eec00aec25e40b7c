import CoreModel
import Foundation
import Readers
import Reachability
import Support
import Testing

private let rule = #"{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}"#

/// Resources of Cloud Control, each with its properties.
private func cloudControl(_ properties: String...) -> String {
    let all = properties.map { text in
        let quoted = text.replacing("\"", with: "\\\"")
        return #"{"Identifier": "sg-1", "Properties": "\#(quoted)"}"#
    }
    return #"{"TypeName": "AWS::EC2::SecurityGroup", "ResourceDescriptions": [\#(all.joined(separator: ", "))]}"#
}

/// Code with a group web, open on 443 unless it says otherwise, and more.
private func code(_ group: String = "", ingress: String = open("0.0.0.0/0"), more: String = "") -> String {
    #"""
    {"terraform": {}, "resource": {"aws_security_group": {"web": {"name": "web", "vpc_id": "vpc-1"\#(group), "ingress": [\#(ingress)]},
     "app": {"name": "app", "vpc_id": "vpc-1", "egress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]}}}\#(more)}
    """#
}

private func open(_ cidr: String, groups: String = "null") -> String {
    #"{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["\#(cidr)"], "security_groups": \#(groups)}"#
}

private func named(_ groups: String) -> String {
    #"{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": null, "security_groups": [\#(groups)]}"#
}

/// A state of Terraform 0.11 with one resource.
private func state(_ key: String, _ attributes: String, type: String = "aws_security_group") -> String {
    #"""
    {"version": 3, "terraform_version": "0.11.14", "modules": [{"path": ["root", "net"], "resources": {"\#(key)": {"type": "\#(type)",
     "primary": {"id": "sg-1", "attributes": {\#(attributes)}}}}}]}
    """#
}

@Suite("What a form leaves open depends")
struct OpenFormTests {
    private static let cases: [(String, [Expected])] = [
        // Cloud Control: the id alone, a list that is not told, lists that are empty.
        (cloudControl(#"{"Id": "sg-1"}"#), [Expected("internet -> sg-1:443", .depends)]),
        (
            cloudControl(#"{"Id": "sg-1", "GroupDescription": "x", "SecurityGroupIngress": [\#(rule)]}"#),
            [
                Expected("internet -> sg-1:443", .allowed), Expected("internet -> sg-1:22", .blocked),
                Expected("sg-1 -> internet:443", .depends, because: "the egress rules of sg-1"),
            ]
        ),
        (
            cloudControl(#"{"Id": "sg-1", "GroupDescription": "x", "SecurityGroupIngress": [], "SecurityGroupEgress": []}"#),
            [Expected("internet -> sg-1:443", .blocked), Expected("sg-1 -> internet:443", .blocked)]
        ),
        // Code: what it names of itself, variables, locals, what only a plan tells.
        (
            code(ingress: named(#""${aws_security_group.app.id}""#)),
            [Expected("app -> web:443", .allowed), Expected("app -> web:22", .blocked)]
        ),
        (
            code(ingress: named(#""${data.aws_security_group.old.id}""#)),
            [Expected("app -> web:443", .depends, because: "data.aws_security_group.old.id")]
        ),
        (
            code(ingress: open("${var.office}"), more: #", "variable": {"office": {"type": "string"}}"#),
            [Expected("internet -> web:443", .depends, because: "variable office")]
        ),
        (
            code(ingress: open("${var.office}"), more: #", "variable": {"office": {"default": "198.51.100.0/24"}}"#),
            [Expected("198.51.100.7 -> web:443", .allowed), Expected("198.51.101.7 -> web:443", .blocked)]
        ),
        (
            code(ingress: open("${local.net}.0/24"), more: #", "locals": {"net": "198.51.${local.third}", "third": "100"}"#),
            [Expected("198.51.100.7 -> web:443", .allowed), Expected("198.51.101.7 -> web:443", .blocked)]
        ),
        (
            code(ingress: open("${local.a}"), more: #", "locals": {"a": "${local.b}${local.b}", "b": "${local.a}"}"#),
            [Expected("internet -> web:443", .depends)]
        ),
        (code(#", "count": 0"#), [Expected("app -> internet:443", .allowed)]),
        (
            code(#", "count": "${var.on ? 1 : 0}""#),
            [Expected("internet -> web:443", .depends, because: "the count of aws_security_group.web")]
        ),
        (
            code(#", "dynamic": {"ingress": {"for_each": "${var.ports}", "content": {}}}"#),
            [
                Expected("internet -> web:443", .allowed),
                Expected("internet -> web:22", .depends, because: "the dynamic ingress of aws_security_group.web"),
            ]
        ),
        (
            code(more: #", "module": {"rules": {"source": "./x", "group": "${aws_security_group.web.id}"}}"#),
            [Expected("internet -> web:443", .allowed), Expected("internet -> web:22", .depends, because: "module rules")]
        ),
        (
            code(more: #", "module": {"rules": {"source": "./x", "group": "${aws_security_group.web_2.id}"}}"#),
            [Expected("internet -> web:22", .blocked)]
        ),
        // A state of 0.11: sets and lists, self, a group that is looked up.
        (
            state(
                "aws_security_group.web.0",
                #""id": "sg-1", "name": "true", "vpc_id": "vpc-1", "ingress.#": "1", "ingress.9.protocol": "tcp", "ingress.9.from_port": "443", "ingress.9.to_port": "443", "ingress.9.cidr_blocks.#": "1", "ingress.9.cidr_blocks.0": "198.51.100.0/24", "ingress.9.self": "true", "egress.#": "0", "tags.%": "2", "tags.a.b": "true", "tags.Name": "x.y""#
            ),
            [
                Expected("198.51.100.1 -> sg-1:443", .allowed), Expected("198.51.100.1 -> sg-1:22", .blocked),
                Expected("sg-1 -> 198.51.100.1:443", .blocked),
            ]
        ),
    ]

    @Test("Questions about it have these verdicts", arguments: cases.indices)
    func verdicts(_ number: Int) throws {
        let (text, expected) = Self.cases[number]
        let inventory = try Fixtures.read(text: text)
        for one in expected { try one.check(inventory) }
    }

    @Test("A parameter of the command line is a variable's value")
    func parameter() throws {
        let text = code(ingress: open("${var.office}"), more: #", "variable": {"office": {"default": "198.51.100.0/24"}}"#)
        let inventory = try InputReader(options: ReadingOptions(parameters: ["office": "203.0.113.0/24"])).read(
            documents: [("cdk.tf.json", Array(text.utf8))], label: "x")
        try Expected("203.0.113.7 -> web:443", .allowed).check(inventory)
        try Expected("198.51.100.7 -> web:443", .blocked).check(inventory)
    }

    @Test(
        "Resources of awscc that are not read are counted",
        arguments: [
            #"{"format_version": "1.2", "planned_values": {}, "resource_changes": [{"address": "awscc_ec2_security_group.a", "mode": "managed", "type": "awscc_ec2_security_group", "name": "a", "change": {"actions": ["create"]}}]}"#,
            #"{"terraform": {}, "resource": {"awscc_ec2_security_group": {"a": {"group_description": "x"}}}}"#,
        ])
    func awscc(_ text: String) throws {
        let inventory = try Fixtures.read(text: text)
        #expect(inventory.notices.contains { $0.contains("1 resource of the provider awscc") }, "\(inventory.notices)")
    }

    @Test("Locals that multiply come to an end")
    func growth() throws {
        let locals = (0..<60).map { #""l\#($0)": "${local.l\#($0 + 1)}${local.l\#($0 + 1)}""# }.joined(separator: ", ")
        let text = code(ingress: open("${local.l0}"), more: #", "locals": {\#(locals), "l60": "x"}"#)
        try Expected("internet -> web:443", .depends).check(try Fixtures.read(text: text))
    }

    @Test("An association names a VPC and decides nothing; groups for a VPC have names and no rules")
    func associations() throws {
        let inventory = try Fixtures.read(
            SmallSystem.listing, "forms/aws-more/describe-security-group-vpc-associations.json")
        try SmallSystem.check(inventory)
        #expect(inventory.vpcs.map { inventory[$0.id] } == ["vpc-0aaa0000000000002"])
        let alone = try Fixtures.read("forms/aws-more/get-security-groups-for-vpc.json")
        #expect(alone.loadedGroups.map { alone[alone[$0].name] }.contains("web"))
        #expect(alone.loadedGroups.allSatisfy { alone[$0].knowledge == .partial && alone[$0].ingress.isEmpty })
        try Expected("web -> app:8080", .depends).check(alone)
        #expect(alone.notices.contains { $0.contains("tells no rules") })
    }

    @Test(
        "What ConvertTo-Json cut off is said to be cut off",
        arguments: [
            #"[{"GroupId": "sg-1", "IpPermissions": [{"IpProtocol": "tcp", "Ipv4Ranges": "Amazon.EC2.Model.IpRange"}], "IpPermissionsEgress": []}]"#,
            #"[{"GroupId": "sg-1", "IpPermissions": [{"IpProtocol": "tcp", "Ipv4Ranges": [], "Ipv6Ranges": ["Amazon.EC2.Model.Ipv6Range"]}], "IpPermissionsEgress": []}]"#,
            #"{"GroupId": "sg-1", "IpPermissions": ["Amazon.EC2.Model.IpPermission"], "IpPermissionsEgress": []}"#,
            #"{"GroupId": "sg-1", "IpPermissions": "System.Collections.Generic.List`1[Amazon.EC2.Model.IpPermission]", "IpPermissionsEgress": []}"#,
        ])
    func cutByPowerShell(_ text: String) {
        let message = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(
            message?.contains("was cut off by ConvertTo-Json; write the file again with -Depth 10") == true,
            "\(message ?? "read")")
    }

    @Test("A list that is null is no list, but for an object that PowerShell wrote whole")
    func nullLists() {
        let text = #"[{"GroupId": "sg-1", "GroupName": "a", "IpPermissions": null, "IpPermissionsEgress": []}]"#
        let message = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(message == "input.json: $[0].IpPermissions is null, expected a list")
    }
}
