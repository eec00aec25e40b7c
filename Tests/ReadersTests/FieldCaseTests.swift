import Reachability
import Readers
import Support
import Testing
import Words

@testable import CoreModel

/// A question about files that were read wrongly once, with its right answer.
struct FieldQuestion: Sendable, CustomTestStringConvertible {
    let files: [String]
    let question: String
    let verdict: Verdict
    /// What the answer says somewhere.
    var says: [String] = []
    /// What it must not say.
    var saysNot: [String] = []

    var testDescription: String { "\(files.first ?? ""): \(question)" }

    static let all: [FieldQuestion] = [
        FieldQuestion(files: ["cfn-cidr-host-bits/template.yaml"], question: "internet -> Web:443", verdict: .allowed),
        FieldQuestion(files: ["cfn-cidr-host-bits/template.yaml"], question: "10.20.255.1 -> Web:22", verdict: .depends),
        FieldQuestion(
            files: ["cfn-cidr-host-bits/template.yaml"], question: "10.20.1.1/16 -> Web:22", verdict: .depends,
            says: ["10.20.1.1/16 has host bits set: the network 10.20.0.0/16 was asked about"]),
        FieldQuestion(
            files: ["cfn-managed-by/template.yaml"], question: "internet -> Web:22", verdict: .blocked,
            says: ["Web by CloudFormation (template): a change by hand is drift"], saysNot: ["terraform"]),
        FieldQuestion(
            files: ["tfstate-names-of-attached/terraform.tfstate"], question: "shop -> orders:5432", verdict: .allowed),
        FieldQuestion(
            files: ["tfstate-names-of-attached/terraform.tfstate"], question: "RDS orders -> load balancer shop:443",
            verdict: .allowed),
        FieldQuestion(
            files: ["tfstate-names-of-attached/terraform.tfstate"],
            question: "shop-1.eu-west-1.elb.amazonaws.com -> orders:5433", verdict: .blocked,
            says: ["load balancer shop -> RDS orders:5432"]),
        FieldQuestion(
            files: ["plan-new-instance/plan.json"], question: "internet -> box:22", verdict: .blocked,
            says: ["internet -> box:3000", "lab by terraform (plan)"]),
        FieldQuestion(files: ["plan-new-instance/plan.json"], question: "internet -> box:3000", verdict: .allowed),
        FieldQuestion(
            files: ["stale-blank-text/groups.json", "stale-blank-text/stale.json"], question: "app -> db:5432", verdict: .blocked,
            says: ["is stale: AWS lists it as stale, so the rule lets nothing in"], saysNot: ["peering  is"]),
        FieldQuestion(
            files: ["resolver-two-vpcs/groups.json", "resolver-two-vpcs/vpcs.json"], question: "app -> 10.0.0.2:dns",
            verdict: .allowed, saysNot: ["two VPCs"]),
    ]
}

@Suite("Files that were read wrongly once")
struct FieldCaseTests {
    private static func read(_ files: String...) throws -> Inventory { try read(files) }

    private static func read(_ files: [String]) throws -> Inventory {
        try Fixtures.read(files.map { "field/\($0)" })
    }

    @Test("Questions about them have their right answers", arguments: FieldQuestion.all)
    func answers(_ asked: FieldQuestion) throws {
        let analyzer = Analyzer(try Self.read(asked.files))
        let answer = try analyzer.answer(asked.question)
        let words = AnswerText(answer, of: analyzer)
        #expect(answer.verdict == asked.verdict, "\(words.summary)")
        let all = ([words.summary] + words.remarks + answer.meant.map(\.text) + words.managed).joined(separator: "\n")
        for part in asked.says { #expect(all.contains(part), "\(all)") }
        for part in asked.saysNot { #expect(!all.contains(part), "\(all)") }
        // What may have been meant can be asked as it is printed.
        for meant in answer.meant { #expect(try analyzer.answer(meant.text).verdict == .allowed, "\(meant)") }
    }

    @Test("A CIDR that AWS keeps in another form is told with its rule")
    func amended() throws {
        let inventory = try Self.read("cfn-cidr-host-bits/template.yaml")
        #expect(
            inventory.notices.contains(
                "1 CIDR is read as AWS keeps it, without host bits: Web ingress tcp 22 from 10.20.30.40/16 (10.20.0.0/16)"))
    }

    @Test(
        "Host bits are left out in every format",
        arguments: [
            #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissionsEgress": [], "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "CIDR"}]}]}]}"#,
            #"{"SecurityGroupRules": [{"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-1", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIpv4": "CIDR"}]}"#,
            #"{"version": 4, "terraform_version": "1.12.0", "resources": [{"mode": "managed", "type": "aws_security_group", "name": "a", "instances": [{"attributes": {"id": "sg-1", "name": "a", "egress": [], "ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["CIDR"]}]}}]}]}"#,
            #"{"version": 4, "terraform_version": "1.12.0", "resources": [{"mode": "managed", "type": "aws_vpc_security_group_ingress_rule", "name": "a", "instances": [{"attributes": {"id": "sgr-1", "security_group_id": "sg-1", "ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv4": "CIDR"}}]}]}"#,
            #"{"Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "CIDR"}]}}}}"#,
        ])
    func everyFormat(_ text: String) throws {
        for (written, kept) in [("10.1.2.3/8", "10.0.0.0/8"), ("192.168.1.0/0", "0.0.0.0/0"), ("10.0.0.1/32", "10.0.0.1/32")] {
            let inventory = try Fixtures.read(text: text.replacing("CIDR", with: written))
            let group = try #require(inventory.loadedGroups.first)
            let rule = try #require(inventory.rules(of: group, .ingress).first)
            #expect(inventory.text(of: inventory[rule].peer) == kept)
            #expect(inventory.notices.contains { $0.contains("\(written) (\(kept))") } == (written != kept))
        }
    }

    @Test("Networks, lists and addresses are read alike")
    func elsewhere() throws {
        let inventory = try Fixtures.read(
            text: """
                {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.5/16"}],
                 "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.7/24"}],
                 "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "PrivateIpAddress": "::ffff:10.0.1.5",
                   "Groups": []}]}
                """)
        #expect(inventory.vpcs.first?.networks.map(\.description) == ["10.0.0.0/16"])
        #expect(inventory.subnets.first?.networks.map(\.description) == ["10.0.1.0/24"])
        #expect(inventory.interfaces.first?.privateAddresses.map(\.description) == ["10.0.1.5"])
    }

    @Test("A rule for IPv6 lets no address of IPv4 in, however it is written")
    func mappedRule() throws {
        let inventory = try Fixtures.read(
            text: """
                {"SecurityGroups": [{"GroupId": "sg-1", "IpPermissionsEgress": [], "IpPermissions": [{"IpProtocol": "-1",
                  "Ipv6Ranges": [{"CidrIpv6": "::ffff:10.0.0.0/104"}]}]}]}
                """)
        try Expected("10.0.0.5 -> sg-1:22", .blocked).check(inventory)
    }

    @Test(
        "The tool that keeps a group is told by what describes it",
        arguments: [
            (
                #"{"Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x"}}}}"#,
                "CloudFormation (template)"
            ),
            (
                #"{"Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "Metadata": {"aws:cdk:path": "a/G"}, "Properties": {"GroupDescription": "x"}}}}"#,
                "CDK (template)"
            ),
            (
                #"{"Parameters": {"BootstrapVersion": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version"}}, "Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x"}}}}"#,
                "CDK (template)"
            ),
            (
                #"{"version": 4, "terraform_version": "1.12.0", "resources": [{"mode": "managed", "type": "aws_security_group", "name": "a", "instances": [{"attributes": {"id": "sg-1", "name": "a", "egress": [], "ingress": []}}]}]}"#,
                "terraform (state)"
            ),
            (
                #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": [], "Tags": [{"Key": "aws:cloudformation:stack-name", "Value": "shop"}]}]}"#,
                "CloudFormation, stack shop (tag)"
            ),
            (
                #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": [], "Tags": [{"Key": "ManagedBy", "Value": "OpenTofu"}]}]}"#,
                "terraform (tag)"
            ),
            (
                #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": [], "Tags": [{"Key": "managed-by", "Value": "team-x"}]}]}"#,
                "team-x (tag)"
            ),
            (
                #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": [], "Tags": [{"Key": "Provisioned-By", "Value": "our Pulumi"}]}]}"#,
                "pulumi (tag)"
            ),
            (
                #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": [], "Tags": [{"Key": "Terraform", "Value": "TRUE"}]}]}"#,
                "terraform (tag)"
            ),
            (#"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": []}]}"#, nil),
        ] as [(String, String?)])
    func managers(_ text: String, _ manager: String?) throws {
        let inventory = try Fixtures.read(text: text)
        let group = try #require(inventory.loadedGroups.first)
        #expect(inventory.manager(of: group)?.text == manager)
        // What is shared without its names still says which tool it is.
        var standIns = StandIns()
        standIns.learn(inventory)
        standIns.assign()
        let redacted = inventory.redacted(standIns)
        let tool = redacted.loadedGroups.first.flatMap { redacted.manager(of: $0)?.tool }
        #expect(tool == inventory.manager(of: group)?.tool)
    }

    @Test("Pulumi's stack says that Pulumi keeps it")
    func pulumi() throws {
        let inventory = try Fixtures.read("pulumi/stack-export.json")
        let managers = Set(inventory.loadedGroups.compactMap { inventory.manager(of: $0)?.text })
        #expect(managers == ["pulumi (stack)"])
    }

    @Test("A group's own listing tells its name, whatever an interface calls it", arguments: [false, true])
    func nameFromInterface(isReversed: Bool) throws {
        let files = ["name-from-interface/groups.json", "name-from-interface/interfaces.json"]
        let inventory = try Self.read(isReversed ? files.reversed() : files)
        let group = try #require(inventory.group(id: "sg-0a"))
        #expect(inventory[inventory[group].name] == "client")
        #expect(try Analyzer(inventory).resolver.resolve("client").kind == .group(group))
    }

    @Test("Lines of a batch that contradict themselves are told so, one for each line")
    func contradictions() throws {
        let text = String(decoding: try Fixtures.bytes("field/batch-contradictions/questions.jsonl"), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
        let expected = ["contradicts protocol tcp", "contradicts protocol all", "needs an icmp_type", "is not a JSON object"]
        for (number, (line, words)) in zip(lines, expected).enumerated() {
            let told = Fixtures.message { _ = try QuestionLineReader().read(line, number: number + 1, of: "q") }
            #expect(told?.contains(words) == true, "\(told ?? "read")")
        }
        #expect(try QuestionLineReader().read(lines[4], number: 5, of: "q").port == "5432")
    }

    @Test(
        "What is wrong is named as its document names it",
        arguments: [
            (
                #"{"Resources": {"Web": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"}, {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/36"}]}}}}"#,
                "Web.SecurityGroupIngress[1].CidrIp is wrong"
            ),
            (
                #"{"Resources": {"Out": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": {"GroupId": "sg-1", "IpProtocol": "-1", "DestinationSecurityGroupId": ["sg-2"]}}}}"#,
                "Out.DestinationSecurityGroupId is "
            ),
            (
                #"{"Resources": {"In": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": "sg-1", "IpProtocol": "-1", "SourcePrefixListId": ["pl-2"]}}}}"#,
                "In.SourcePrefixListId is "
            ),
            (
                #"{"version": 4, "terraform_version": "1.12.0", "resources": [{"mode": "managed", "type": "aws_security_group", "name": "a", "instances": [{"attributes": {"id": "sg-1", "name": "a", "egress": [], "ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/36"]}]}}]}]}"#,
                ".ingress[0].cidr_blocks[0] is wrong"
            ),
        ])
    func places(_ text: String, _ words: String) {
        let told = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(told?.contains(words) == true, "\(told ?? "read")")
    }
}
