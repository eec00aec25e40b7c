import Readers
import Testing

@Suite("Errors of the readers")
struct ReadErrorTests {
    private static let group = #"{"GroupId": "sg-1", "IpPermissions": [PERMISSION], "IpPermissionsEgress": []}"#

    private static func groups(_ permission: String) -> String {
        #"{"SecurityGroups": [{"GroupId": "sg-0", "IpPermissions": [], "IpPermissionsEgress": []}, \#(group)]}"#
            .replacing("PERMISSION", with: permission)
    }

    private static let place = "$.SecurityGroups[1].IpPermissions[0]"

    static let placed: [(String, String)] = [
        ("{}", ".IpProtocol is missing; give the whole output, not a --query of it"),
        (#"{"IpProtocol": 6}"#, ".IpProtocol is a number, expected text"),
        (#"{"IpProtocol": null}"#, ".IpProtocol is null, expected text"),
        (
            #"{"IpProtocol": "tpc"}"#,
            #".IpProtocol is "tpc", no protocol; expected tcp, udp, icmp, icmpv6, -1 or a number to 255"#
        ),
        (#"{"IpProtocol": "tcp", "FromPort": "22"}"#, ".FromPort is text, expected a number"),
        (#"{"IpProtocol": "tcp", "FromPort": 2.5}"#, ".FromPort is not a whole number"),
        (
            #"{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 70000}"#,
            ".FromPort is wrong: ports 22 to 70000 are not within 0 to 65535"
        ),
        (
            #"{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 21}"#,
            ".FromPort is wrong: port range 22 to 21 ends before it begins"
        ),
        (#"{"IpProtocol": "-1", "IpRanges": {}}"#, ".IpRanges is an object, expected a list"),
        (
            #"{"IpProtocol": "-1", "IpRanges": [{}]}"#,
            ".IpRanges[0].CidrIp is missing; give the whole output, not a --query of it"
        ),
        (
            #"{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.0.0/8"}, {"CidrIp": "10.0.0.5/36"}]}"#,
            #".IpRanges[1].CidrIp is wrong: "10.0.0.5/36" has the prefix length "36"; it must be 0 to 32"#
        ),
        (
            #"{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.01.0/24"}]}"#,
            #".IpRanges[0].CidrIp is wrong: "10.0.01.0" has a leading zero in "01"; AWS refuses it, write it without"#
        ),
        (
            #"{"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "10.0.0.0/8"}]}"#,
            #".Ipv6Ranges[0].CidrIpv6 is "10.0.0.0/8", expected an IPv6 block"#
        ),
        (
            #"{"IpProtocol": "-1", "UserIdGroupPairs": [{}]}"#,
            ".UserIdGroupPairs[0].GroupId is missing; give the whole output, not a --query of it"
        ),
        (#"{"IpProtocol": "-1", "UserIdGroupPairs": ["sg-2"]}"#, ".UserIdGroupPairs[0] is text, expected an object"),
    ]

    @Test("A value that is wrong is named by its path", arguments: placed)
    func paths(_ permission: String, _ expected: String) throws {
        let message = Fixtures.message { _ = try Fixtures.read(text: Self.groups(permission)) }
        #expect(message == "input.json: \(Self.place)\(expected)")
    }

    static let expected = "give AWS CLI output, a Terraform state or plan, a CloudFormation template or a Pulumi stack"

    static let texts: [(String, String)] = [
        ("", "is empty; the command that wrote it probably failed, run it again"),
        (" \n\t\n", "is empty; the command that wrote it probably failed, run it again"),
        ("{", "line 1: the JSON ends in the middle; it was cut off, fetch it again"),
        ("{\n  \"SecurityGroups\": [\n", "line 3: the JSON ends in the middle; it was cut off, fetch it again"),
        ("{\n\"a\": \"b", "line 2: the JSON ends in the middle; it was cut off, fetch it again"),
        ("{\"a\": 1,\n \"b\" 2}", "line 2: a comma, a bracket or a value is wrong, so it is not JSON; write the file again"),
        ("{\"a\": tru}", "line 1: a comma, a bracket or a value is wrong, so it is not JSON; write the file again"),
        ("{\"a\": 01}", "line 1: a number is malformed or too large, so it is not JSON; write the file again"),
        ("{\"a\": \"\\q\"}", "line 1: a string has a bad escape or a control character, so it is not JSON; write the file again"),
        ("[1, 2, 3]", "can be read, but is of no kind that is known; \(expected)"),
        ("{}", "can be read, but is of no kind that is known; \(expected)"),
        ("{\"Volumes\": []}", "can be read, but is of no kind that is known; \(expected)"),
        ("hello there\nworld", "is not JSON, it begins with \"hello there\"; \(expected)"),
        ("\u{1B}[31mred", "is not JSON, it begins with \"\\u{1B}[31mred\"; \(expected)"),
        (
            "SecurityGroups:\n- GroupId: sg-1",
            "$.SecurityGroups[0].IpPermissions is missing; give the whole output, not a --query of it"
        ),
        ("SecurityGroups:\n- [\n", "line 3: did not find expected node content, so it is not YAML; write the file again"),
        ("services:\n  web:\n    image: x\n", "can be read, but is of no kind that is known; \(expected)"),
        ("\u{0}\u{1}\u{2}", "is not text; \(expected)"),
        (
            #"{"format_version": "2.0", "planned_values": {}, "resource_changes": []}"#,
            "$.format_version is 2.0, expected 1.x; make the plan with an older tool"
        ),
        (
            #"{"Resources": {"A": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": [{}]}}}}"#,
            "A.SecurityGroupIngress[0].IpProtocol is missing"
        ),
        (
            #"{"version": 2, "deployment": {}}"#,
            "$.version is not 3 or 4; export the stack with a current pulumi"
        ),
        (
            #"{"version": 2, "terraform_version": "0.6.7", "modules": []}"#,
            "$.version is not 3 or 4, the states of Terraform 0.7 and later; upgrade it with terraform init"
        ),
        (#"{"SecurityGroups": {}}"#, "$.SecurityGroups is an object, expected a list"),
        (#"{"SecurityGroups": [{}]}"#, "$.SecurityGroups[0].GroupId is missing; give the whole output, not a --query of it"),
        (
            #"{"SecurityGroups": [{"GroupId": "sg-1"}]}"#,
            "$.SecurityGroups[0].IpPermissions is missing; give the whole output, not a --query of it"
        ),
        (
            #"{"us-east-1": {"SecurityGroups": [{"GroupId": 1}]}}"#,
            #"$["us-east-1"].SecurityGroups[0].IpPermissions is missing; give the whole output, not a --query of it"#
        ),
        (
            "{\"Vpcs\": []}\n{\"Vpcs\": [{}]}",
            "document 2, $.Vpcs[0].VpcId is missing; give the whole output, not a --query of it"
        ),
        ("{\"Vpcs\": []}\n{\"Vpcs\": [", "line 2: the JSON ends in the middle; it was cut off, fetch it again"),
        (
            #"{"SecurityGroupRules": [{"GroupId": "sg-1", "IsEgress": false, "IpProtocol": "-1"}]}"#,
            "$.SecurityGroupRules[0] names no CIDR, prefix list or group"
        ),
        (
            #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.0.256"}]}"#,
            #"$.NetworkInterfaces[0].PrivateIpAddress is wrong: "10.0.0.256" has "256", more than 255"#
        ),
    ]

    @Test("What cannot be read is told in one line, which is exactly this", arguments: texts)
    func messages(_ text: String, _ expected: String) throws {
        let message = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(message == "input.json: \(expected)")
    }

    @Test("Bytes that are no UTF-8 are told by their line")
    func notUTF8() throws {
        let bytes = Array("{\n\"a\": \"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
        let message = Fixtures.message { _ = try InputReader().read(documents: [("x", bytes)], label: "x") }
        #expect(message == "x: the text is not UTF-8, so it is not JSON; write the file again")
    }

    @Test("A file that is nested too deep is refused")
    func tooDeep() throws {
        let text = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        let message = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(message?.hasSuffix("values are nested deeper than 1024, so it is not JSON; write the file again") == true)
    }

    @Test(
        "Files that are broken or of another kind",
        arguments: [
            ("variants/cut-off.json", "line 268: the JSON ends in the middle; it was cut off, fetch it again", 65),
            ("variants/empty-file.json", "is empty; the command that wrote it probably failed, run it again", 65),
            (
                "variants/error-not-json.txt",
                #"is not JSON, it begins with "An error occurred (UnauthorizedOperation) when calling the D..."; \#(expected)"#,
                65
            ),
            ("variants/none.json", "no such file or directory; check the path", 66),
            ("variants/cut-off.json/none", "no such file or directory; check the path", 66),
        ])
    func files(_ name: String, _ expected: String, _ status: Int) throws {
        #expect(Fixtures.message { _ = try Fixtures.read(name) } == "\(name): \(expected)")
        #expect(throws: ReadError.self) {
            do {
                _ = try Fixtures.read(name)
            } catch let error as ReadError {
                #expect(Int(error.kind.rawValue) == status)
                throw error
            }
        }
    }
}
