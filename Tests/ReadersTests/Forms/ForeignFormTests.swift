import CoreModel
import Foundation
import Readers
import Support
import Testing

/// A text that is refused, with what it is called and what is to be given instead.
private let foreign: [(text: String, what: String, instead: String)] = [
    (
        "SECURITYGROUPS\tthe front\tsg-1\tweb\t111122223333\tvpc-1\nIPPERMISSIONS\t443\ttcp\t443\n", "--output text",
        "--output json"
    ),
    ("{'SecurityGroups': [{'GroupId': 'sg-1', 'IpPermissions': []}]}", "Python", "json.dumps"),
    ("[{'GroupId': 'sg-1'}]\n", "Python", "json.dumps"),
    (
        "-----------------------------\n|  DescribeSecurityGroups   |\n+---------------------------+\n||     SecurityGroups      ||\n",
        "a table", "--output json"
    ),
    ("+----------+\n| group_id |\n+----------+\n| sg-1     |\n+----------+\n", "a table", "--output json"),
    (
        "\nTerraform used the selected providers to generate the following execution\nplan. Resource actions are indicated with:\n",
        "of a plan for people", "terraform show -json PLANFILE"
    ),
    (
        "\u{1B}[0m\u{1B}[1maws_security_group.web: Refreshing state... [id=sg-1]\u{1B}[0m\n\nTerraform will perform",
        "of a plan for people", "terraform show -json PLANFILE"
    ),
    ("OpenTofu used the selected providers to generate\n", "of a plan for people", "terraform show -json PLANFILE"),
    (
        "data.aws_vpc.main: Reading...\naws_security_group.web: Refreshing state... [id=sg-1]\n", "of a plan for people",
        "terraform show -json PLANFILE"
    ),
    (
        "# aws_security_group.web:\nresource \"aws_security_group\" \"web\" {\n    name = \"web\"\n}\n", "terraform show prints",
        "terraform show -json"
    ),
    (
        "# The front.\n\nresource \"aws_security_group\" \"web\" {\n  name = \"web\"\n}\n", "code of Terraform or OpenTofu",
        "terraform show -json"
    ),
    ("module \"web\" {\n  source = \"./web\"\n}\n", "code of Terraform or OpenTofu", "terraform show -json"),
    ("terraform {\n  required_version = \">= 1.5\"\n}\n", "code of Terraform or OpenTofu", "terraform show -json"),
    (#"{"resource": {"aws_security_group": {"web": {"name": "web"}}}}"#, "code of Terraform or OpenTofu", "terraform show -json"),
    (
        #"{"//": "x", "resource": [{"aws_security_group": {"web": {"name": "web"}}}], "locals": {"a": 1}}"#,
        "code of Terraform or OpenTofu", "terraform show -json"
    ),
    (
        #"{"terraform": {"required_version": ">= 1.5"}, "module": {"web": {"source": "./web"}}}"#,
        "code of Terraform or OpenTofu",
        "terraform show -json"
    ),
    (
        #"{"FlowLogs": [{"FlowLogId": "fl-1", "ResourceId": "vpc-1", "TrafficType": "ALL"}]}"#, "describes flow logs",
        "sgscope traffic LOGS "
    ),
    (#"[{"FlowLogId": "fl-1", "ResourceId": "vpc-1"}]"#, "describes flow logs", "sgscope traffic LOGS "),
    (
        #"{"@level":"info","@message":"Terraform 1.12.0","@module":"terraform.ui","terraform":"1.12.0","type":"version","ui":"1.2"}"#
            + "\n"
            + #"{"@level":"info","@message":"Plan: 1 to add","@module":"terraform.ui","changes":{"add":1},"type":"change_summary"}"#
            + "\n", "a log of terraform's -json", "terraform show -json PLANFILE"
    ),
    (
        "service: shop\nprovider:\n  name: aws\n  runtime: nodejs22.x\nresources:\n  Resources:\n    Web:\n      Type: AWS::EC2::SecurityGroup\n",
        "Serverless Framework", "serverless package"
    ),
    (
        "apiVersion: ec2.aws.upbound.io/v1beta1\nkind: SecurityGroup\nmetadata:\n  name: web\n", "a manifest of Crossplane",
        "aws ec2 describe-security-groups"
    ),
    (
        "apiVersion: ec2.aws.crossplane.io/v1beta1\nkind: SecurityGroup\nmetadata:\n  name: web\n", "a manifest of Crossplane",
        "aws ec2 describe-security-groups"
    ),
    (
        "---\napiVersion: ec2.services.k8s.aws/v1alpha1\nkind: SecurityGroup\nmetadata:\n  name: web\n",
        "AWS Controllers for Kubernetes", "aws ec2 describe-security-groups"
    ),
    (
        #"{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "ec2.services.k8s.aws/v1alpha1", "kind": "SecurityGroup"}]}"#,
        "AWS Controllers for Kubernetes", "aws ec2 describe-security-groups"
    ),
]

@Suite("Forms that are known and not read")
struct ForeignFormTests {
    @Test("Each is refused in one line that says what gives a form that is read", arguments: foreign.indices)
    func refused(_ number: Int) throws {
        let (text, what, instead) = foreign[number]
        let scratch = try Scratch()
        try scratch.write("input", text)
        let error = #expect(throws: ReadError.self) { try InputReader().read([.path(scratch.path("input"))]) }
        let message = try #require(error?.message)
        #expect(error?.kind == .unreadable)
        #expect(message.contains(what) && message.contains(instead), "\(message)")
        #expect(!message.contains("\n") && !message.contains("\u{1B}"))
    }

    @Test("Beside other files each is named and passed over", arguments: foreign.indices)
    func beside(_ number: Int) throws {
        let scratch = try Scratch()
        try scratch.write("a.json", #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": []}]}"#)
        try scratch.write("b.yaml", foreign[number].text)
        let inventory = try InputReader().read([.path(scratch.directory.path)]).inventory
        #expect(inventory.loadedGroups.count == 1)
        #expect(inventory.notices.contains { $0.contains("b.yaml") }, "\(inventory.notices)")
    }

    @Test(
        "What only begins alike is what it was before",
        arguments: [
            ("An error occurred (UnauthorizedOperation)", "is not JSON"), ("---\nname: x\n", "of no kind that is known"),
            ("- name: x\n", "of no kind that is known"), ("resource: x\nmodule: y\n", "of no kind that is known"),
            ("# Reading\n\nresource \"x\"\n", "is not JSON"), ("ERROR\nx", "is not JSON"),
            ("apiVersion: v1\nkind: Service\n", "of no kind that is known"),
            (#"{"resource": {"attributes": {"a": 1}}}"#, "of no kind that is known"),
            (#"{"resource": {"a_b": {}}, "scope": {}}"#, "of no kind that is known"),
            (#"{"data": {"a_b": {}}}"#, "of no kind that is known"),
            ("service: shop\nprovider:\n  name: google\n", "of no kind that is known"),
        ])
    func other(_ text: String, _ words: String) throws {
        let message = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(message?.contains(words) == true, "\(message ?? "read")")
    }
}
