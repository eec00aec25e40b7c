import Reachability
import Readers
import CoreModel
import Testing

@Suite("What a plan, a preview and a template leave open or change")
struct FormatGapTests {
    private static let update = "terraform-inline/plan-update.json"
    private static let destroy = "terraform-inline/plan-destroy.json"

    /// Redis opens to 10.200.0.0/16, Workers lose PostgreSQL, Realtime is renamed and so made anew.
    private static let planned: [(String, PlanSide, Expected)] = [
        (update, .before, Expected("workers -> rds:5432", .allowed)),
        (update, .after, Expected("workers -> rds:5432", .blocked)),
        (update, .before, Expected("10.200.1.1 -> redis:6379", .blocked)),
        (update, .after, Expected("10.200.1.1 -> redis:6379", .allowed)),
        (update, .before, Expected("10.201.1.1 -> redis:6379", .blocked)),
        (update, .after, Expected("10.201.1.1 -> redis:6379", .blocked)),
        (update, .before, Expected("realtime -> redis:6379", .allowed)),
        (update, .after, Expected("realtime -> redis:6379", .allowed)),
        (update, .after, Expected("realtime -> rds:5432", .allowed)),
        (update, .after, Expected("alb -> realtime:3002", .allowed)),
        (update, .after, Expected("alb -> rds:5432", .blocked)),
        (destroy, .before, Expected("workers -> rds:5432", .allowed)),
        (destroy, .before, Expected("alb -> rds:5432", .blocked)),
    ]

    @Test("Each side of a plan has its answers", arguments: planned)
    func plan(_ file: String, _ side: PlanSide, _ expected: Expected) throws {
        let reader = InputReader(options: ReadingOptions(planSide: side))
        try expected.check(try reader.read([.path(Fixtures.path(file))]).inventory)
    }

    @Test("Before a plan is what the state has; after a plan to destroy is nothing", arguments: [update, destroy])
    func sides(_ file: String) throws {
        func read(_ side: PlanSide) throws -> Inventory {
            try InputReader(options: ReadingOptions(planSide: side)).read([.path(Fixtures.path(file))]).inventory
        }
        #expect(SeedSystem.rules(try read(.before)) == SeedSystem.rules(try Fixtures.read("terraform-inline/terraform.tfstate")))
        #expect(try read(.after).loadedGroups.count == (file == Self.destroy ? 0 : 6))
    }

    // MARK: Pulumi

    /// One group that stays and is opened, one that is made, one that goes.
    private static let preview = #"""
        {"steps": [
          {"op": "update", "urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::web",
           "oldState": {"urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::web", "id": "sg-1",
             "type": "aws:ec2/securityGroup:SecurityGroup", "inputs": {"name": "web", "ingress": []},
             "outputs": {"name": "web", "ingress": [], "egress": []}},
           "newState": {"urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::web", "id": "sg-1",
             "type": "aws:ec2/securityGroup:SecurityGroup",
             "inputs": {"name": "web", "ingress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["0.0.0.0/0"]}]},
             "outputs": {"name": "web", "ingress": [], "egress": []}}},
          {"op": "create", "urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::api",
           "newState": {"urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::api",
             "type": "aws:ec2/securityGroup:SecurityGroup", "inputs": {"name": "api", "ingress": [
               {"protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrBlocks": ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"]}]}}},
          {"op": "delete", "urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::old",
           "oldState": {"urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::old", "id": "sg-2",
             "type": "aws:ec2/securityGroup:SecurityGroup", "outputs": {"name": "old", "ingress": [
               {"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": ["0.0.0.0/0"]}], "egress": []}}}]}
        """#

    @Test(
        "A Pulumi preview has two sides",
        arguments: [
            (.after, ["api", "web"], [Expected("internet -> web:443", .allowed), Expected("internet -> api:80", .depends)]),
            (.before, ["old", "web"], [Expected("internet -> web:443", .blocked), Expected("internet -> old:22", .allowed)]),
        ] as [(PlanSide, [String], [Expected])])
    func preview(_ side: PlanSide, _ names: [String], _ expected: [Expected]) throws {
        let inventory = try InputReader(options: ReadingOptions(planSide: side)).read(
            documents: [("preview.json", Array(Self.preview.utf8))], label: "preview")
        #expect(inventory.loadedGroups.map { inventory[inventory[$0].name] }.sorted() == names)
        for one in expected { try one.check(inventory) }
        #expect(inventory.notices.contains { $0.hasPrefix("preview.json is a Pulumi preview: what ") })
    }

    // MARK: Templates

    private static let group = #"{"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "web""#
    private static let open =
        #""SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}]"#

    /// Templates with the group Web, open on 443, of which something else is left open.
    private static let templates: [(String, [Expected])] = [
        (
            #"{"Resources": {"Web": \#(group), \#(open)}}, "Fn::ForEach::Ports": ["Port", ["22"], {"Rule${Port}": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Ref": "Web"}, "IpProtocol": "tcp", "FromPort": {"Ref": "Port"}, "ToPort": {"Ref": "Port"}, "CidrIp": "0.0.0.0/0"}}}]}}"#,
            [Expected("internet -> Web:22", .allowed), Expected("internet -> Web:443", .allowed)]
        ),
        (
            #"{"Resources": {"Web": \#(group), \#(open)}}, "Fn::ForEach::Queues": ["Name", ["a"], {"Queue${Name}": {"Type": "AWS::SQS::Queue"}}]}}"#,
            [Expected("internet -> Web:22", .blocked), Expected("internet -> Web:443", .allowed)]
        ),
        (
            #"{"Transform": ["AWS::LanguageExtensions", "Company"], "Resources": {"Web": \#(group), \#(open)}}}}"#,
            [Expected("internet -> Web:22", .depends, because: "macro Company"), Expected("internet -> Web:443", .allowed)]
        ),
        (
            #"{"Transform": "AWS::Serverless-2016-10-31", "Resources": {"Web": \#(group), \#(open)}}}}"#,
            [Expected("internet -> Web:22", .blocked)]
        ),
        (
            #"{"Resources": {"Web": \#(group), \#(open), "Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://x/y"}}}}}}"#,
            [
                Expected("internet -> Web:22", .depends, because: "Fn::Transform of Web"),
                Expected("internet -> Web:443", .allowed),
            ]
        ),
        (
            #"{"Resources": {"Web": \#(group), \#(open)}}, "Fn::Transform": {"Name": "Company"}}}"#,
            [Expected("internet -> Web:22", .depends, because: "Fn::Transform"), Expected("Web -> internet:22", .depends)]
        ),
        (
            #"{"Resources": {"Web": \#(group), \#(open)}}, "Rule": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"Fn::Transform": {"Name": "Company"}, "GroupId": {"Ref": "Web"}}}}}"#,
            [
                Expected("internet -> Web:22", .depends, because: "Fn::Transform of Rule"),
                Expected("internet -> Web:443", .allowed),
            ]
        ),
        (
            #"{"Resources": {"Web": \#(group), "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": {"Fn::Select": [0, {"Fn::Cidr": ["198.18.0.0/16", 4, 8]}]}}]}}}}"#,
            [Expected("198.18.0.9 -> Web:22", .allowed), Expected("198.18.1.9 -> Web:22", .blocked)]
        ),
        (
            #"{"Resources": {"Web": \#(group), "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "Fn::Transform": {"Name": "Company"}}]}}}}"#,
            [Expected("internet -> Web:22", .depends, because: "Fn::Transform")]
        ),
    ]

    @Test("Loops and functions are carried out; macros that nobody carries out become named unknowns", arguments: templates)
    func template(_ text: String, _ expected: [Expected]) throws {
        let inventory = try Fixtures.read(text: text)
        for one in expected { try one.check(inventory) }
    }

    @Test(
        "Anchors and merge keys of YAML are followed",
        arguments: [
            "x: &port {FromPort: 443, ToPort: 443}\n\(yaml("{<<: *port, IpProtocol: tcp, CidrIp: 0.0.0.0/0}"))",
            "x:\n- &a\n  IpProtocol: udp\n  CidrIp: 0.0.0.0/0\n- &b {FromPort: 443, ToPort: 443}\n"
                + yaml("{IpProtocol: tcp, <<: [*b, *a]}"),
            "x: &world 0.0.0.0/0\n\(yaml("{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: *world}"))",
            yaml("&rule {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !Sub &world 0.0.0.0/0}"),
        ])
    func merge(_ text: String) throws {
        let inventory = try Fixtures.read(text: text)
        try Expected("internet -> Web:443", .allowed).check(inventory)
        try Expected("internet -> Web:22", .blocked).check(inventory)
    }

    private static func yaml(_ rule: String) -> String {
        """
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web
              SecurityGroupIngress:
              - \(rule)

        """
    }

    // MARK: AWS output

    @Test(
        "A rule over a peering counts while the peering is active",
        arguments: [
            ("active", .allowed), ("pending-acceptance", .blocked), ("provisioning", .blocked), ("failed", .blocked),
            ("expired", .blocked), ("rejected", .blocked), ("deleting", .blocked), ("deleted", .blocked), (nil, .allowed),
        ] as [(String?, Verdict)])
    func peering(_ status: String?, _ verdict: Verdict) throws {
        let told = status.map { #", "PeeringStatus": "\#($0)""# } ?? ""
        func group(_ id: String, _ vpc: String, _ rules: String, _ egress: String) -> String {
            #"{"GroupId": "\#(id)", "GroupName": "\#(id)", "VpcId": "\#(vpc)", "IpPermissions": [\#(rules)], "IpPermissionsEgress": [\#(egress)]}"#
        }
        let pair = #"{"GroupId": "sg-a", "UserId": "1", "VpcId": "vpc-a", "VpcPeeringConnectionId": "pcx-1"\#(told)}"#
        let rule = #"{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [\#(pair)]}"#
        let all = #"{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}"#
        let groups = #"{"SecurityGroups": [\#(group("sg-a", "vpc-a", "", all)), \#(group("sg-b", "vpc-b", rule, ""))]}"#
        // The listing of connections says the same again; the rule's own status decides.
        let connection = #"{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "\#(status ?? "active")"}}"#
        let inventory = try Fixtures.read(numbered: [groups, #"{"VpcPeeringConnections": [\#(connection)]}"#])
        try Expected("sg-a -> sg-b:443", verdict).check(inventory)
    }

    @Test(
        "A database or load balancer that is not in service yet names its interface all the same",
        arguments: [
            #"{"DBInstances": [{"DBInstanceIdentifier": "orders", "DBInstanceStatus": "creating", "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1", "Status": "adding"}], "DBSubnetGroup": {"VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1"}]}}]}"#,
            #"{"DBInstances": [{"DBInstanceIdentifier": "orders", "DBInstanceStatus": "stopped", "Endpoint": null, "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1", "Status": "active"}], "DBSubnetGroup": {"VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1"}]}}]}"#,
            #"{"LoadBalancers": [{"LoadBalancerName": "orders", "State": {"Code": "provisioning"}, "VpcId": "vpc-1", "SecurityGroups": ["sg-1"], "AvailabilityZones": [{"ZoneName": "a", "SubnetId": "subnet-1"}]}]}"#,
            #"{"LoadBalancers": [{"LoadBalancerName": "orders", "State": {"Code": "failed", "Reason": "x"}, "DNSName": null, "VpcId": "vpc-1", "SecurityGroups": ["sg-1"], "AvailabilityZones": []}]}"#,
        ])
    func owners(_ text: String) throws {
        let kind = text.contains("DBInstances") ? "RDSNetworkInterface" : "ELB app/orders/0123456789abcdef"
        let interface = #"""
            {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "Description": "\#(kind)", "VpcId": "vpc-1", "SubnetId": "subnet-1",
             "RequesterManaged": true, "RequesterId": "amazon-rds", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.5"}],
             "Groups": [{"GroupId": "sg-1"}]}]}
            """#
        let inventory = try Fixtures.read(numbered: [interface, text])
        let end = try Analyzer(inventory).resolver.resolve("orders")
        #expect(end.kind == .interfaces([InterfaceIndex(0)]))
    }
}
