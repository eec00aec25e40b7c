import Foundation
import Testing

/// A load balancer of a state, a template and a stack, asked as a user asks.
@Suite("The program at load balancers")
struct BalancerTests {
    /// A VPC with a load balancer in a public subnet, and an instance behind it in a private one, as a template.
    private static let template = """
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          Gateway: {Type: AWS::EC2::InternetGateway}
          Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}
          Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
          Second: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24}}
          Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.11.0/24}}
          Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
          Route: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}}
          First: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Public, RouteTableId: !Ref Table}}
          Next: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Second, RouteTableId: !Ref Table}}
          AlbGroup:
            Type: AWS::EC2::SecurityGroup
            Properties: {GroupDescription: a, VpcId: !Ref Vpc, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 1, ToPort: 9000, CidrIp: 0.0.0.0/0}]}
          AppGroup:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: b
              VpcId: !Ref Vpc
              SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref AlbGroup}]
          App: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Private, SecurityGroupIds: [!Ref AppGroup], PrivateIpAddress: 10.0.11.4}}
          Front:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties: {Name: front, Subnets: [!Ref Public, !Ref Second], SecurityGroups: [!Ref AlbGroup]}
          Https:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties: {LoadBalancerArn: !Ref Front, Port: 443, Protocol: HTTPS, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}
          Targets:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties: {VpcId: !Ref Vpc, Port: PORT, Protocol: HTTP, Targets: [{Id: !Ref App}]}
        """

    /// A Pulumi stack of the same.
    private static let stack: String = {
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:111111111111"
        let resources = [
            ("ec2/vpc:Vpc", "vpc-1", #""cidrBlock": "10.0.0.0/16""#),
            ("ec2/internetGateway:InternetGateway", "igw-1", #""vpcId": "vpc-1""#),
            ("ec2/subnet:Subnet", "subnet-a", #""vpcId": "vpc-1", "cidrBlock": "10.0.1.0/24""#),
            ("ec2/subnet:Subnet", "subnet-p", #""vpcId": "vpc-1", "cidrBlock": "10.0.11.0/24""#),
            (
                "ec2/routeTable:RouteTable", "rtb-1",
                #""vpcId": "vpc-1", "routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}]"#
            ),
            ("ec2/routeTable:RouteTable", "rtb-2", #""vpcId": "vpc-1", "routes": []"#),
            (
                "ec2/routeTableAssociation:RouteTableAssociation", "rtbassoc-1",
                #""subnetId": "subnet-a", "routeTableId": "rtb-1""#
            ),
            (
                "ec2/routeTableAssociation:RouteTableAssociation", "rtbassoc-2",
                #""subnetId": "subnet-p", "routeTableId": "rtb-2""#
            ),
            (
                "ec2/securityGroup:SecurityGroup", "sg-alb",
                #""name": "alb", "vpcId": "vpc-1", "ingress": [{"protocol": "tcp", "fromPort": 1, "toPort": 9000, "cidrBlocks": ["0.0.0.0/0"]}], "egress": [{"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}]"#
            ),
            (
                "ec2/securityGroup:SecurityGroup", "sg-app",
                #""name": "app", "vpcId": "vpc-1", "ingress": [{"protocol": "tcp", "fromPort": 8080, "toPort": 8080, "securityGroups": ["sg-alb"]}], "egress": []"#
            ),
            (
                "ec2/instance:Instance", "i-1",
                #""subnetId": "subnet-p", "privateIp": "10.0.11.4", "primaryNetworkInterfaceId": "eni-1", "vpcSecurityGroupIds": ["sg-app"]"#
            ),
            (
                "lb/loadBalancer:LoadBalancer", "\(arn):loadbalancer/app/front/1",
                #""arn": "\#(arn):loadbalancer/app/front/1", "name": "front", "loadBalancerType": "application", "internal": false, "subnets": ["subnet-a"], "securityGroups": ["sg-alb"], "vpcId": "vpc-1""#
            ),
            (
                "lb/listener:Listener", "\(arn):listener/app/front/1/2",
                #""loadBalancerArn": "\#(arn):loadbalancer/app/front/1", "port": 443, "protocol": "HTTPS", "defaultActions": [{"type": "forward", "targetGroupArn": "\#(arn):targetgroup/app/3"}]"#
            ),
            (
                "lb/targetGroup:TargetGroup", "\(arn):targetgroup/app/3",
                #""arn": "\#(arn):targetgroup/app/3", "name": "app", "port": PORT, "protocol": "HTTP", "targetType": "instance", "vpcId": "vpc-1""#
            ),
            (
                "lb/targetGroupAttachment:TargetGroupAttachment", "attachment",
                #""targetGroupArn": "\#(arn):targetgroup/app/3", "targetId": "i-1""#
            ),
        ].enumerated().map { number, resource in
            let (type, id, outputs) = resource
            return
                #"{"urn": "urn:pulumi:dev::shop::aws:\#(type)::r\#(number)", "custom": true, "type": "aws:\#(type)", "id": "\#(id)", "outputs": {"id": "\#(id)", \#(outputs)}}"#
        }
        return #"{"version": 3, "deployment": {"manifest": {}, "resources": [\#(resources.joined(separator: ", "))]}}"#
    }()

    /// What JSON tells of a question to the load balancer `front`: the verdict, what stands behind it, and the targets with an address.
    private static func ask(_ port: String, _ file: String, to balancer: String = "front") throws -> String {
        let run = try ProgramRun(["why", "internet", balancer, port, "-i", file, "--format", "json"])
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any], "\(run.errors)")
        let behind = answer["behind"] as? [String: Any]
        let targets = (behind?["targets"] as? [[String: Any]] ?? []).compactMap { target in
            (target["address"] as? String).map { "\($0):\(target["port"] ?? "-") \(target["verdict"] ?? "-")" }
        }
        let layers = answer["layers"] as? [String] ?? []
        return "\(answer["verdict"] ?? "-"), \(layers.contains("load-balancers") ? "listeners looked at" : "not looked at"), "
            + "behind \(behind?["verdict"] ?? "nothing"): \(Set(targets).sorted().joined(separator: ", "))"
    }

    @Test("A template's load balancer is asked at its listener, and its targets are told behind it")
    func template() throws {
        let scratch = try Scratch()
        let good = try scratch.write("good.yaml", Self.template.replacing("PORT", with: "8080"))
        #expect(try Self.ask("443", good) == "allowed, listeners looked at, behind allowed: 10.0.11.4:8080 allowed")
        #expect(try Self.ask("8443", good) == "blocked, listeners looked at, behind nothing: ")
        let wrong = try scratch.write("wrong.yaml", Self.template.replacing("PORT", with: "8081"))
        #expect(try Self.ask("443", wrong) == "allowed, listeners looked at, behind blocked: 10.0.11.4:8081 blocked")
    }

    @Test("A Pulumi stack's load balancer may have listeners that the stack does not know")
    func pulumi() throws {
        let scratch = try Scratch()
        let good = try scratch.write("good.json", Self.stack.replacing("PORT", with: "8080"))
        #expect(try Self.ask("443", good).hasPrefix("allowed, listeners looked at, behind "))
        #expect(try Self.ask("443", good).hasSuffix(": 10.0.11.4:8080 allowed"))
        #expect(try Self.ask("8443", good) == "depends, listeners looked at, behind nothing: ")
        let wrong = try scratch.write("wrong.json", Self.stack.replacing("PORT", with: "8081"))
        #expect(try Self.ask("443", wrong).hasSuffix(": 10.0.11.4:8081 blocked"))
    }

    @Test("The load balancers of a state that the real provider wrote are asked at their listeners")
    func state() throws {
        let file = Places.inputs.appending(path: "balancers/terraform.tfstate").path
        #expect(
            try Self.ask("443", file)
                == "allowed, listeners looked at, behind depends: 10.0.11.4:8080 allowed, 10.0.11.4:9090 blocked")
        // One without groups sends with the address of its node, which no group lets in.
        #expect(try Self.ask("443", file, to: "edge").hasSuffix(": 10.0.11.4:8080 blocked"))
        #expect(try Self.ask("8443", file, to: "edge") == "depends, listeners looked at, behind nothing: ")
        #expect(try Self.ask("443", file, to: "inner").hasPrefix("blocked, "))
    }
}
