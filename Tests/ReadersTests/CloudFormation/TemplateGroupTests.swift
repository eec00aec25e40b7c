import Reachability
import Readers
import CoreModel
import Testing

/// What a template's instance, interface or load balancer carries, in the forms that AWS's own samples use.
@Suite("Groups that a template does not spell out")
struct TemplateGroupTests {
    /// A VPC with a subnet, the group Web (80 from anywhere, called web-sg) and the group Other (22 from anywhere).
    private static let base = """
        Parameters: {Id: {Type: String}, Ids: {Type: 'List<AWS::EC2::SecurityGroup::Id>'}}
        Resources:
          V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          N: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.0.0/24}}
          Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupName: web-sg, GroupDescription: w, VpcId: !Ref V, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]}}
          Other: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: o, VpcId: !Ref V, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}]}}

        """

    private static let ofV = "V.DefaultSecurityGroup"

    /// What stands in the template besides, and the answers of `Box` on 80 and on 22 with what they rest on.
    private static let carriers: [(String, Verdict, Verdict, String?)] = [
        ("Box: {Type: AWS::EC2::Instance, Properties: {SecurityGroups: [!Ref Web]}}", .allowed, .blocked, nil),
        ("Box: {Type: AWS::EC2::Instance, Properties: {SecurityGroups: [web-sg]}}", .allowed, .blocked, nil),
        ("Box: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!GetAtt Web.GroupId]}}", .allowed, .blocked, nil),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {SecurityGroups: [elsewhere]}}", .depends, .depends,
            "the group called elsewhere"
        ),
        ("Box: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref N}}", .depends, .depends, ofV),
        ("Box: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref N, SecurityGroupIds: []}}", .depends, .depends, ofV),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref N, SecurityGroups: [default]}}", .depends, .depends, ofV
        ),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}", .depends, .depends,
            "the default group of the VPC of Box"
        ),
        ("Box: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: !Ref Ids}}", .depends, .depends, "parameter Ids"),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!Ref Web, !Ref Id]}}", .allowed, .depends,
            "parameter Id"
        ),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {NetworkInterfaces: [{DeviceIndex: '0', SubnetId: !Ref N}]}}", .depends,
            .depends, ofV
        ),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {NetworkInterfaces: [{DeviceIndex: '0', SubnetId: !Ref N, GroupSet: [!Ref Web]}]}}",
            .allowed, .blocked, nil
        ),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {NetworkInterfaces: [{DeviceIndex: '0', NetworkInterfaceId: !Ref Eni}]}}\n"
                + "  Eni: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref N, GroupSet: [!Ref Web], PrivateIpAddress: 10.0.0.9}}",
            .allowed, .blocked, nil
        ),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {NetworkInterfaces: [{DeviceIndex: '0', NetworkInterfaceId: !Ref Id}]}}",
            .depends, .depends, "the groups of parameter Id"
        ),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: '1'}}}\n"
                + "  Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {SecurityGroupIds: [!Ref Web]}}}",
            .allowed, .blocked, nil
        ),
        (
            "Box: {Type: AWS::EC2::Instance, Properties: {LaunchTemplate: {LaunchTemplateId: lt-1, Version: '1'}}}", .depends,
            .depends, "the launch template of Box"
        ),
        ("Box: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref N}}", .depends, .depends, ofV),
        (
            "Box: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref N, GroupSet: [!Ref Web]}}", .allowed, .blocked,
            nil
        ),
        (
            "Box: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref N], SecurityGroups: [!Ref Web]}}",
            .allowed, .blocked, nil
        ),
        ("Box: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref N]}}", .depends, .depends, ofV),
        (
            "Box: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: network, SubnetMappings: [{SubnetId: !Ref N}]}}",
            .allowed, .allowed, nil
        ),
        (
            "Box: {Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: {Subnets: [!Ref N], SecurityGroups: [!Ref Web]}}",
            .allowed, .blocked, nil
        ),
        ("Box: {Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: {Subnets: [!Ref N]}}", .depends, .depends, ofV),
        (
            "Box: {Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!GetAtt Web.GroupId]}}", .allowed, .blocked, nil
        ),
        (
            "Box: {Type: AWS::RDS::DBInstance, Properties: {DBSubnetGroupName: !Ref Db}}\n"
                + "  Db: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref N]}}", .depends, .depends, ofV
        ),
        (
            "Box: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SubnetIds: [!Ref N], SecurityGroupIds: [!Ref Web]}}}",
            .allowed, .blocked, nil
        ),
    ]

    @Test("What is carried is what AWS would attach, or named and open", arguments: carriers)
    func carried(_ resource: String, _ web: Verdict, _ ssh: Verdict, _ because: String?) throws {
        let inventory = try Fixtures.read(text: Self.base + "  \(resource)\n")
        try Expected("internet -> Box:80", web).check(inventory)
        try Expected("internet -> Box:22", ssh, because: ssh == .depends ? because : nil).check(inventory)
    }

    @Test("A rule that names a default group covers what carries it")
    func named() throws {
        let text =
            Self.base
            + "  Box: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref N, PrivateIpAddress: 10.0.0.9}}\n"
            + "  In: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: i, VpcId: !Ref V, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, SourceSecurityGroupId: !GetAtt V.DefaultSecurityGroup}]}}\n"
        let inventory = try Fixtures.read(text: text)
        try Expected("Box -> In:1", .depends, because: "V.DefaultSecurityGroup").check(inventory)
        try Expected("Box -> In:2", .blocked).check(inventory)
    }

    @Test("Where another input lists the default group of the VPC, its rules count")
    func listed() throws {
        let all = #"{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}"#
        let groups =
            #"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "default", "VpcId": "vpc-1", "IpPermissions": [\#(all)], "IpPermissionsEgress": []}]}"#
        let template = """
            Resources:
              N: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24}}
              Box: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref N, Tags: [{Key: Name, Value: box}]}}

            """
        let inventory = try Fixtures.read(documents: [("t.yaml", template), ("groups.json", groups)])
        try Expected("internet -> box:22", .allowed).check(inventory)
        try Expected("box -> internet:22", .blocked).check(inventory)
    }

    @Test("A rule that names its source by name means the template's group of that name, or nobody knows whose")
    func sources() throws {
        func text(_ source: String) -> String {
            Self.base
                + "  In: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: i, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, \(source)}]}}\n"
        }
        try Expected("Web -> In:1", .allowed).check(try Fixtures.read(text: text("SourceSecurityGroupName: web-sg")))
        try Expected("Other -> In:1", .blocked).check(try Fixtures.read(text: text("SourceSecurityGroupName: web-sg")))
        try Expected("Other -> In:1", .depends, because: "the group called x").check(
            try Fixtures.read(text: text("SourceSecurityGroupName: x")))
        func balancer(_ groups: String) -> String {
            text(
                "SourceSecurityGroupName: !GetAtt Elb.SourceSecurityGroup.GroupName, SourceSecurityGroupOwnerId: !GetAtt Elb.SourceSecurityGroup.OwnerAlias"
            ) + "  Elb: {Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: {Subnets: [!Ref N]\(groups)}}\n"
        }
        try Expected("Web -> In:1", .allowed).check(try Fixtures.read(text: balancer(", SecurityGroups: [!Ref Web]")))
        try Expected("Other -> In:1", .blocked).check(try Fixtures.read(text: balancer(", SecurityGroups: [!Ref Web]")))
        try Expected("Other -> In:1", .depends, because: "Elb.SourceSecurityGroup.GroupName").check(
            try Fixtures.read(text: balancer("")))
        let amazon = "SourceSecurityGroupName: amazon-elb-sg, SourceSecurityGroupOwnerId: amazon-elb"
        try Expected("Other -> In:1", .blocked).check(try Fixtures.read(text: text(amazon)))
    }

    // MARK: aws-native

    private static func stack(_ resources: String) -> String {
        #"{"version": 3, "deployment": {"resources": [\#(resources)]}}"#
    }

    private static func native(_ type: String, _ name: String, _ id: String, _ outputs: String) -> String {
        #"{"urn": "urn:pulumi:dev::p::aws-native:ec2:\#(type)::\#(name)", "id": "\#(id)", "type": "aws-native:ec2:\#(type)", "outputs": {\#(outputs)}}"#
    }

    @Test(
        "A group of aws-native has CloudFormation's egress",
        arguments: [
            ("", .allowed), (#", "securityGroupEgress": []"#, .allowed),
            (#", "securityGroupEgress": [{"ipProtocol": "tcp", "fromPort": 53, "toPort": 53, "cidrIp": "0.0.0.0/0"}]"#, .blocked),
        ] as [(String, Verdict)])
    func egress(_ more: String, _ verdict: Verdict) throws {
        let group = Self.native("SecurityGroup", "web", "sg-1", #""groupName": "web", "vpcId": "vpc-1"\#(more)"#)
        try Expected("web -> internet:443", verdict).check(try Fixtures.read(text: Self.stack(group)))
    }

    @Test("A rule resource of aws-native takes that egress away")
    func separateEgress() throws {
        let group = Self.native("SecurityGroup", "web", "sg-1", #""groupName": "web", "vpcId": "vpc-1""#)
        let rule = Self.native(
            "SecurityGroupEgress", "out", "sgr-1",
            #""groupId": "sg-1", "ipProtocol": "tcp", "fromPort": 53, "toPort": 53, "cidrIp": "0.0.0.0/0""#)
        let inventory = try Fixtures.read(text: Self.stack("\(group), \(rule)"))
        try Expected("web -> internet:53", .allowed).check(inventory)
        try Expected("web -> internet:443", .blocked).check(inventory)
    }

    @Test("An instance of aws-native without groups has its VPC's default group, which the stack may tell")
    func nativeDefault() throws {
        let vpc = Self.native(
            "Vpc", "v", "vpc-1", #""vpcId": "vpc-1", "cidrBlock": "10.0.0.0/16", "defaultSecurityGroup": "sg-d""#)
        let subnet = Self.native(
            "Subnet", "n", "subnet-1", #""subnetId": "subnet-1", "vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24""#)
        let box = Self.native(
            "Instance", "box", "i-1",
            #""subnetId": "subnet-1", "privateIp": "10.0.0.5", "tags": [{"key": "Name", "value": "box"}]"#)
        let inventory = try Fixtures.read(text: Self.stack("\(vpc), \(subnet), \(box)"))
        try Expected("internet -> box:22", .depends, because: "sg-d").check(inventory)
        try Expected("internet -> 10.0.0.5:22", .depends, because: "sg-d").check(inventory)
    }

    @Test(
        "An instance that a preview is to make carries what it names, else its VPC's default group",
        arguments: [
            (#""ami": "ami-1""#, .depends, "the default group of the VPC of box"),
            (#""ami": "ami-1", "securityGroups": ["x"]"#, .depends, "the group called x"),
            (#""ami": "ami-1", "vpcSecurityGroupIds": ["sg-1"]"#, .allowed, nil),
            (
                #""ami": "ami-1", "vpcSecurityGroupIds": ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"]"#, .depends,
                "known after the update"
            ),
        ] as [(String, Verdict, String?)])
    func preview(_ inputs: String, _ verdict: Verdict, _ because: String?) throws {
        func step(_ op: String, _ type: String, _ name: String, _ more: String) -> String {
            let urn = "urn:pulumi:dev::p::\(type)::\(name)"
            return #"{"op": "\#(op)", "urn": "\#(urn)", "newState": {"urn": "\#(urn)", "type": "\#(type)", \#(more)}}"#
        }
        let rule = #"{"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": ["0.0.0.0/0"]}"#
        let group = step(
            "same", "aws:ec2/securityGroup:SecurityGroup", "web",
            #""id": "sg-1", "outputs": {"name": "web", "ingress": [\#(rule)]}"#)
        let box = step(
            "create", "aws:ec2/instance:Instance", "box", #""inputs": {\#(inputs), "tags": {"Name": "box"}}"#)
        let inventory = try Fixtures.read(text: #"{"steps": [\#(group), \#(box)]}"#)
        try Expected("internet -> box:22", verdict, because: because).check(inventory)
    }
}
