import Foundation
import Readers
import CoreModel
import Support
import Testing

/// Inputs of a few kilobytes that would take hours or gigabytes if what they say were done step by step.
@Suite("Inputs that multiply")
struct HostileGrowthTests {
    private static func outcome(_ text: String) -> String? {
        Fixtures.message { _ = try Fixtures.read(text: text) }?.replacing("input.json: ", with: "")
    }

    // MARK: Ends at once

    private static let group =
        #"{"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "SecurityGroupIngress": "#

    /// Modules in modules, each with two outputs that name both outputs of the next one.
    static func nestedModules(_ depth: Int) -> String {
        var module =
            #"{"outputs": {"a": {"expression": {"references": ["aws_security_group.x.id"]}}, "b": {"expression": {"references": []}}}}"#
        for _ in 0..<depth {
            let both = #"{"expression": {"references": ["module.m.a", "module.m.b"]}}"#
            module = #"{"outputs": {"a": \#(both), "b": \#(both)}, "module_calls": {"m": {"module": \#(module)}}}"#
        }
        let resource =
            #"{"address": "aws_security_group.g", "expressions": {"ingress": {"references": ["module.m.a"]}}}"#
        return #"""
            {"format_version": "1.2", "planned_values": {}, "configuration": {"root_module":
              {"resources": [\#(resource)], "module_calls": {"m": {"module": \#(module)}}}},
             "resource_changes": [{"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g",
              "change": {"actions": ["create"], "after": {"name": "g", "ingress": [{"protocol": "tcp", "from_port": 1, "to_port": 1}]},
                         "after_unknown": {"id": true, "ingress": [{"security_groups": true}]}}}]}
            """#
    }

    @Test("References of a plan that lead to each other again and again are followed once")
    func modules() throws {
        let inventory = try Fixtures.read(text: Self.nestedModules(60))
        #expect(inventory.loadedGroups.count == 1)
    }

    @Test(
        "A template that makes much of little is refused in one line",
        arguments: [
            // A parameter without a value, whose name is long, twice in each of 17 VPCs.
            ((0..<17).map { number in
                let next = #"{"Fn::GetAtt": ["V\#(number + 1)", "CidrBlock"]}"#
                return
                    #""V\#(number)": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::Join": ["", [\#(next), \#(next)]]}}}"#
            } + [
                #""V17": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Ref": "\#(String(repeating: "P", count: 4000))"}}}"#
            ]),
            // Conditions within conditions, whose names are told with every rule.
            ([
                #""G": "# + group
                    + (0..<150).reduce(into: "[]") { rules, number in
                        let name = String(repeating: "C", count: 400) + "\(number)"
                        let some = Array(repeating: #"{"IpProtocol": "-1", "CidrIp": "10.0.0.0/8"}"#, count: 20).joined(
                            separator: ",")
                        rules = #"{"Fn::If": ["\#(name)", \#(rules), [\#(some)]]}"#
                    } + "}}"
            ]),
            // One long default, named ten thousand times.
            ([
                #""G": "# + group + "["
                    + Array(
                        repeating: #"{"IpProtocol": "-1", "CidrIp": "10.0.0.0/8", "Description": {"Ref": "Long"}}"#, count: 10_000
                    )
                    .joined(separator: ",") + "]}}"
            ]),
        ])
    func template(_ resources: [String]) {
        let long = String(repeating: "x", count: 40_000)
        let text =
            #"{"Parameters": {"Long": {"Type": "String", "Default": "\#(long)"}}, "Resources": {\#(resources.joined(separator: ", "))}}"#
        #expect(Self.outcome(text) == "the template grows without end when its functions are evaluated")
    }

    @Test("Mappings that lead in a circle are refused")
    func mappings() {
        let find = #"{"Fn::FindInMap": ["M", "a", "b"]}"#
        let text = #"{"Mappings": {"M": {"a": {"b": \#(find)}}}, "Resources": {"G": \#(Self.group)\#(find)}}}}"#
        #expect(Self.outcome(text) == "the template has references that run in a circle, or too deep")
    }

    @Test(
        "YAML whose keys are made of aliases is refused before they are compared",
        arguments: ["? *a9\n: 1", "? [*a9, 1]\n: 1", "z: {*a9 : 1}", "? {x: *a9}\n: 1", "z: {[*a9]: 1}"])
    func keys(_ end: String) {
        var text = "SecurityGroups: []\nb0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "b\(level): &a\(level) [\(aliases)]\n"
        }
        let message = Self.outcome(text + end + "\n")
        #expect(message == "line 12: a key is an alias or no text, so it is not YAML; write the file again")
    }

    @Test("What is nested almost too deep, and too deep when it is rewritten, is an error and not an empty inventory")
    func deep() {
        let value = String(repeating: "[", count: 1015) + String(repeating: "]", count: 1015)
        let sealed =
            #"{"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": "\#(value)"}"#
        let outputs = #"{"name": "g", "other": [[[[[[[[[[\#(sealed)]]]]]]]]]]}"#
        let state = #"{"urn": "urn:pulumi:a::b::c::g", "type": "aws:ec2/securityGroup:SecurityGroup", "outputs": \#(outputs)}"#
        let text = #"{"version": 3, "deployment": {"resources": [\#(state)]}}"#
        #expect(Self.outcome(text) == "a resource is nested too deep")
    }

    // MARK: Grows with the input

    /// Documents of about `count` parts.
    static let growing: [(name: String, text: @Sendable (Int) -> String)] = [
        (
            "template: groups and egress rules",
            { count in
                let all = (0..<count).map { number in
                    let egress = #"{"GroupId": {"Ref": "G\#(number)"}, "IpProtocol": "-1", "CidrIp": "10.0.0.0/8"}"#
                    return #"""
                        "G\#(number)": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "VpcId": "V"}},
                        "E\#(number)": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": \#(egress)}
                        """#
                }
                return #"{"Resources": {\#(all.joined(separator: ","))}}"#
            }
        ),
        (
            "template: a mapping and who looks it up",
            { count in
                let keys = (0..<count).map { #""k\#($0)": {"v": "10.0.0.0/8"}"# }.joined(separator: ",")
                let rules = (0..<count).map { #"{"IpProtocol": "-1", "CidrIp": {"Fn::FindInMap": ["M", "k\#($0)", "v"]}}"# }
                return
                    #"{"Mappings": {"M": {\#(keys)}}, "Resources": {"G": \#(group)[\#(rules.joined(separator: ","))]}}}}"#
            }
        ),
        (
            "Pulumi: inputs of a preview",
            { count in
                let inputs = (0..<count).map { #""k\#($0)": \#($0)"# }.joined(separator: ",")
                let state =
                    #"{"urn": "urn:pulumi:a::b::c::g", "type": "aws:ec2/securityGroup:SecurityGroup", "inputs": {\#(inputs)}}"#
                return #"{"steps": [{"op": "create", "urn": "urn:pulumi:a::b::c::g", "newState": \#(state)}]}"#
            }
        ),
        (
            "plan: groups that name each other",
            { count in
                let changes = (0..<count).map { number in
                    #"""
                    {"address": "aws_security_group.g\#(number)", "mode": "managed", "type": "aws_security_group", "name": "g\#(number)",
                     "previous_address": "aws_security_group.h\#(number)", "change": {"actions": ["create"],
                     "after": {"name": "g\#(number)", "ingress": [{"protocol": "tcp", "from_port": 1, "to_port": 1}]},
                     "after_unknown": {"id": true, "ingress": [{"security_groups": true}]}}}
                    """#
                }
                let resources = (0..<count).map { number in
                    #"""
                    {"address": "aws_security_group.g\#(number)", "expressions": {"ingress": {"references":
                     ["aws_security_group.g\#((number + 1) % count).id", "aws_security_group.g\#((number + 1) % count)"]}}}
                    """#
                }
                return #"""
                    {"format_version": "1.2", "planned_values": {}, "resource_changes": [\#(changes.joined(separator: ","))],
                     "configuration": {"root_module": {"resources": [\#(resources.joined(separator: ","))]}}}
                    """#
            }
        ),
        (
            "plan: one list of many references",
            { count in
                let names = (0..<count).map { #""aws_security_group.g\#($0).id", "aws_security_group.g\#($0)""# }.joined(
                    separator: ",")
                return Self.nestedModules(0).replacing(#"["module.m.a"]"#, with: "[\(names)]")
            }
        ),
        ("YAML: keys", { count in "SecurityGroups: []\n" + (0..<count).map { "k\($0): {a: &a\($0) 1}\n" }.joined() }),
        (
            "AWS: one group, listed again and again with other rules",
            { count in
                let copies = (0..<count).map { number in
                    #"""
                    {"GroupId": "sg-1", "GroupName": "a", "IpPermissionsEgress": [], "IpPermissions": [{"IpProtocol": "tcp",
                     "FromPort": \#(number % 60_000), "ToPort": \#(number % 60_000), "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]}
                    """#
                }
                return #"{"SecurityGroups": [\#(copies.joined(separator: ","))]}"#
            }
        ),
        (
            "AWS Config: items of groups, each with one that is older",
            { count in
                let items = (0..<2 * count).map { number in
                    #"""
                    {"configurationItemCaptureTime": "2026-11-2\#(number / count)T09:00:00Z", "resourceType": "AWS::EC2::SecurityGroup",
                     "resourceId": "sg-\#(number % count)", "relationships": [{"resourceType": "AWS::EC2::NetworkInterface",
                     "resourceId": "eni-\#(number % count)"}], "configuration": {"groupId": "sg-\#(number % count)",
                     "ipPermissions": [], "ipPermissionsEgress": []}}
                    """#
                }
                return #"{"configurationItems": [\#(items.joined(separator: ","))]}"#
            }
        ),
        (
            "code: groups that name each other, and modules",
            { count in
                let groups = (0..<count).map { number in
                    let next = "${aws_security_group.g\((number + 1) % count).id}"
                    return
                        #""g\#(number)": {"ingress": [{"protocol": "tcp", "from_port": 1, "to_port": 1, "security_groups": ["\#(next)"]}]}"#
                }
                let modules = (0..<count).map { #""m\#($0)": {"source": "./x", "group": "${aws_security_group.g\#($0).id}"}"# }
                return #"""
                    {"terraform": {}, "module": {\#(modules.joined(separator: ","))},
                     "resource": {"aws_security_group": {\#(groups.joined(separator: ","))}}}
                    """#
            }
        ),
        (
            "state of version 3: blocks of one group",
            { count in
                let blocks = (0..<count).map { number in
                    #"""
                    "ingress.\#(number).protocol": "tcp", "ingress.\#(number).from_port": "1", "ingress.\#(number).to_port": "1",
                    "ingress.\#(number).cidr_blocks.#": "1", "ingress.\#(number).cidr_blocks.0": "10.0.0.0/8"
                    """#
                }
                return #"""
                    {"version": 3, "terraform_version": "0.11.14", "modules": [{"path": ["root"], "resources": {"aws_security_group.g":
                     {"type": "aws_security_group", "primary": {"id": "sg-1", "attributes": {"id": "sg-1", "ingress.#": "\#(count)",
                      \#(blocks.joined(separator: ","))}}}}}]}
                    """#
            }
        ),
        ("JSON lines", { count in String(repeating: "{\"SecurityGroups\": []}\n", count: count) }),
    ]

    @Test("Twice as much takes about twice as long, not four times", arguments: growing.map(\.name))
    func growth(_ name: String) throws {
        let make = try #require(Self.growing.first { $0.name == name }).text
        // Long enough to be measured, short enough to be waited for.
        var count = 250
        var before = try OwnTime.seconds { _ = try Fixtures.read(text: make(count)) }
        while before < 0.05 {
            count *= 2
            let text = make(count)
            before = try OwnTime.seconds { _ = try Fixtures.read(text: text) }
        }
        let text = make(8 * count)
        let after = try OwnTime.seconds { _ = try Fixtures.read(text: text) }
        #expect(after < 24 * before, "\(count) parts took \(before) s, eight times as many \(after) s")
    }
}
