import CoreModel
import Testing

@testable import Readers

/// The same load balancers in Pulumi stacks and CloudFormation templates (aws-network 2.5).
@Suite("Formats of load balancers")
struct BalancerFormatTests {
    private typealias Sketch = SketchedBalancers

    @Test("A Pulumi stack gives what the state of the same resources gives")
    func pulumiStack() throws {
        let classic: [SketchedResources.Resource] = [
            (
                "aws_elb",
                #""id": "old", "name": "old", "internal": true, "cross_zone_load_balancing": true, "security_groups": ["sg-lb"], "subnets": ["subnet-a"], "instances": ["i-1"], "listener": [{"lb_port": 443, "lb_protocol": "ssl", "instance_port": 8080, "instance_protocol": "tcp"}]"#
            ), ("aws_elb_attachment", #""id": "x", "elb": "old", "instance": "i-2""#),
        ]
        let all =
            Sketch.vpc
            + [Sketch.balancer, Sketch.listener(), Sketch.rule, Sketch.group, Sketch.target("i-1", port: "9090")] + classic
        let state = BalancedNetwork.of(try Fixtures.read(text: SketchedResources.state(all)))
        #expect(BalancedNetwork.of(try Fixtures.read(text: try JoiningFormatTests.pulumi(all))) == state)
        #expect(state.count == 5 && state.contains { $0.contains("to [i-1 i-2]") }, "\(state)")
    }

    @Test(
        "A block that Pulumi writes without a list is read, under each name of the module",
        arguments: ["lb", "alb", "elasticloadbalancingv2"])
    func pulumiForward(module: String) throws {
        func resource(_ type: String, _ name: String, _ outputs: String) -> String {
            #"{"urn": "urn:pulumi:dev::app::aws:\#(module)/\#(type)::\#(name)", "custom": true, "type": "aws:\#(module)/\#(type)", "id": "\#(name)", "outputs": {"id": "\#(name)", \#(outputs)}}"#
        }
        let resources = [
            resource(
                "loadBalancer:LoadBalancer", "front",
                #""arn": "\#(Sketch.front)", "name": "front", "loadBalancerType": "application", "internal": false, "subnets": ["subnet-a"], "securityGroups": ["sg-lb"]"#
            ),
            resource(
                "listener:Listener", "https",
                #""arn": "\#(Sketch.listener)", "loadBalancerArn": "\#(Sketch.front)", "port": 443, "protocol": "HTTPS", "defaultActions": [{"type": "forward", "forward": {"targetGroups": [{"arn": "\#(Sketch.app)", "weight": 1}]}}]"#
            ),
            resource(
                "listenerRule:ListenerRule", "rule",
                #""listenerArn": "\#(Sketch.listener)", "priority": 1, "actions": [{"type": "fixed-response", "fixedResponse": {"statusCode": "404"}}]"#
            ),
        ]
        let stack = #"{"version": 3, "deployment": {"manifest": {}, "resources": [\#(resources.joined(separator: ", "))]}}"#
        #expect(
            BalancedNetwork.of(try Fixtures.read(text: stack)) == [
                "\(Sketch.front) application front in ? [subnet-a] groups [sg-lb] public, some listeners",
                "\(Sketch.front) 443 tcp HTTPS > an answer by a rule, \(Sketch.app); some rules",
            ])
    }

    // MARK: Templates

    private static let template = #"""
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "A": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.1.0/24"}},
        "B": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.2.0/24"}},
        "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "VpcId": {"Ref": "Vpc"}}},
        "App": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}, "SecurityGroupIds": [{"Ref": "Group"}]}},
        "Front": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Name": "front", "Subnets": [{"Ref": "A"}, {"Ref": "B"}], "SecurityGroups": [{"Ref": "Group"}]}}
        """#

    private static func lines(_ more: String...) throws -> [String] {
        let text = SketchedResources.template(
            ([template] + more).joined(separator: ", "),
            #""Parameters": {"Open": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "Open"}, "x"]}},"#)
        return BalancedNetwork.of(try Fixtures.read(text: text))
    }

    private static let group =
        #""Targets": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"VpcId": {"Ref": "Vpc"}, "Port": 8080, "Protocol": "HTTP", "Targets": [{"Id": {"Ref": "App"}, "Port": "9090"}]}}"#
    private static let front = "Front application front in Vpc [A B] groups [Group] public"

    @Test("A template has all listeners and targets of what it makes, by logical ids")
    func whole() throws {
        #expect(
            try Self.lines(
                Self.group,
                #""Https": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {"LoadBalancerArn": {"Ref": "Front"}, "Port": "443", "Protocol": "HTTPS", "DefaultActions": [{"Type": "authenticate-cognito", "Order": 1}, {"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]}}"#,
                #""Http": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {"LoadBalancerArn": {"Fn::GetAtt": ["Front", "LoadBalancerArn"]}, "Port": 80, "Protocol": "HTTP", "DefaultActions": [{"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301"}}]}}"#,
                #""Rule": {"Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {"ListenerArn": {"Fn::GetAtt": ["Https", "ListenerArn"]}, "Priority": 1, "Actions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": {"Ref": "Other"}, "Weight": 1}, {"TargetGroupArn": {"Fn::GetAtt": ["Targets", "TargetGroupArn"]}, "Weight": 0}]}}], "Conditions": []}}"#,
                #""Other": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"VpcId": {"Ref": "Vpc"}, "Port": 53, "Protocol": "TCP", "TargetType": "ip", "TargetGroupAttributes": [{"Key": "preserve_client_ip.enabled", "Value": true}, {"Key": "load_balancing.cross_zone.enabled", "Value": "false"}]}}"#
            ) == [
                "\(Self.front), all listeners", "Front 443 tcp HTTPS > Other by a rule, Targets; all rules",
                "Front 80 tcp HTTP > an answer; all rules", "Targets instance HTTP 8080 in Vpc: App:9090; all targets",
                "Other address TCP 53 in Vpc client no crossing: ; no targets",
            ])
    }

    @Test("The nodes of a template's load balancer are found by its logical id, in each of its subnets")
    func nodes() throws {
        let edge =
            #""Edge": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Type": "network", "Scheme": "internal", "SubnetMappings": [{"SubnetId": {"Ref": "A"}, "PrivateIPv4Address": "10.0.1.50"}], "LoadBalancerAttributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "true"}]}}"#
        let inventory = try Fixtures.read(text: SketchedResources.template(Self.template + ", " + edge))
        func nodes(_ id: String) -> [[String]] {
            inventory.interfaces(calledExactly: id).map { index in
                let node = inventory[index]
                return (node.possibleSubnets + [node.subnet].filter { !$0.isNone }).map { inventory[$0] }
            }
        }
        #expect(nodes("Front") == [["A", "B"]] && nodes("Edge") == [["A"]])
        #expect(
            BalancedNetwork.of(inventory, beginning: "Edge") == [
                "Edge network Edge in Vpc [A] groups [] internal crossing, no listeners"
            ])
        let app = inventory.interfaces.filter { inventory[$0.instance] == "App" }
        #expect(app.count == 1)
    }

    @Test(
        "What a template does not settle is open",
        arguments: [
            (
                #""L": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {"LoadBalancerArn": {"Ref": "Front"}, "Port": {"Ref": "Open"}, "Protocol": {"Ref": "Open"}, "DefaultActions": [{"Type": "forward", "TargetGroupArn": {"Ref": "Open"}}]}}"#,
                ["\(front), all listeners", "Front ? ? ? > parameter Open; all rules"]
            ),
            (
                #""L": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {"LoadBalancerArn": {"Ref": "Open"}, "Port": 443, "Protocol": "HTTPS", "DefaultActions": []}}"#,
                ["\(front), listeners open: parameter Open"]
            ),
            (
                #""L": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Condition": "C", "Properties": {"LoadBalancerArn": {"Ref": "Front"}, "Port": 443, "Protocol": "HTTPS", "DefaultActions": []}}"#,
                ["\(front), listeners open: condition C"]
            ),
            (
                #""L": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {"LoadBalancerArn": {"Ref": "Front"}, "Port": 443, "Protocol": "HTTPS", "DefaultActions": [{"Fn::If": ["C", {"Type": "redirect"}, {"Type": "forward", "TargetGroupArn": "x"}]}]}}"#,
                ["\(front), all listeners", "Front 443 tcp HTTPS > condition C; all rules"]
            ),
            (
                #""T": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"Port": 80, "Protocol": "TCP", "Targets": [{"Id": {"Ref": "Open"}}, {"Id": {"Ref": "App"}, "Port": {"Ref": "Open"}}]}}"#,
                ["\(front), no listeners", "T instance TCP 80 in ?: parameter Open; all targets"]
            ),
            (
                #""T": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"Port": 80, "Protocol": "TCP", "Targets": {"Ref": "Open"}}}"#,
                ["\(front), no listeners", "T instance TCP 80 in ?: parameter Open; all targets"]
            ),
            (
                #""T": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"Port": 80, "Protocol": "TCP", "Targets": [{"Id": {"Ref": "App"}}], "TargetGroupAttributes": [{"Key": "preserve_client_ip.enabled", "Value": {"Ref": "Open"}}]}}"#,
                ["\(front), no listeners", "T instance TCP 80 in ?: ; no targets"]
            ),
            (
                #""T": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Condition": "C", "Properties": {"Port": 80, "Protocol": "TCP", "Targets": [{"Id": {"Ref": "App"}}]}}"#,
                ["\(front), no listeners", "T instance TCP 80 in ?: ; no targets"]
            ),
            (
                #""E": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Type": "network", "Scheme": {"Ref": "Open"}, "Subnets": [{"Ref": "A"}], "LoadBalancerAttributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": {"Ref": "Open"}}]}}"#,
                ["\(front), no listeners", "E network E in Vpc [A] groups [] crossing?, no listeners"]
            ),
        ])
    func open(resource: String, expected: [String]) throws {
        #expect(try Self.lines(resource) == expected)
    }

    @Test("What ECS or Auto Scaling registers is not told")
    func registered() throws {
        for service in [
            #""S": {"Type": "AWS::ECS::Service", "Properties": {"LoadBalancers": [{"ContainerName": "x", "ContainerPort": 1, "TargetGroupArn": {"Ref": "Targets"}}]}}"#,
            #""S": {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {"MinSize": "1", "MaxSize": "1", "TargetGroupARNs": [{"Ref": "Targets"}]}}"#,
        ] {
            #expect(
                try Self.lines(Self.group, service).last == "Targets instance HTTP 8080 in Vpc: App:9090; some targets")
        }
    }

    @Test("A classic load balancer has its listeners and instances in it")
    func classic() throws {
        #expect(
            try Self.lines(
                #""Old": {"Type": "AWS::ElasticLoadBalancing::LoadBalancer", "Properties": {"Scheme": "internal", "Subnets": [{"Ref": "A"}], "SecurityGroups": [{"Ref": "Group"}], "Instances": [{"Ref": "App"}, {"Ref": "Open"}], "Listeners": [{"LoadBalancerPort": "443", "InstancePort": "8080", "Protocol": "TCP"}]}}"#
            ).dropLast() == [
                "Old classic Old in Vpc [A] groups [Group] internal no crossing to [App parameter Open], all listeners",
                "Old 443 tcp TCP > port 8080; all rules",
            ])
    }

    @Test("Instances of a classic load balancer that nothing tells are not in the input")
    func classicWithoutInstances() throws {
        func instances(_ more: String...) throws -> String? {
            let old =
                #""Old": {"Type": "AWS::ElasticLoadBalancing::LoadBalancer", "Properties": {"Subnets": [{"Ref": "A"}], "Listeners": [{"LoadBalancerPort": "443", "InstancePort": "8080", "Protocol": "TCP"}]\#(more.first ?? "")}}"#
            let text = SketchedResources.template(([Self.template, old] + more.dropFirst()).joined(separator: ", "))
            return try Fixtures.read(text: text).topology.loadBalancers.first { $0.kind == .classic }.map { balancer in
                balancer.instances.count == 1 ? "one" : "\(balancer.instances.count)"
            }
        }
        let scaling =
            #""S": {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {"LoadBalancerNames": [{"Ref": "Old"}]}}"#
        #expect(try instances() == "one")
        #expect(try instances(#", "Instances": []"#) == "0")
        #expect(try instances(#", "Instances": [{"Ref": "App"}]"#) == "one")
        #expect(try instances(#", "Instances": [{"Ref": "App"}]"#, scaling) == "2")
        #expect(try instances("", scaling) == "one")
    }

    @Test("Stacks of one program name each other's load balancers by import")
    func stacks() throws {
        let first = SketchedResources.template(
            Self.template, #""Outputs": {"O": {"Value": {"Ref": "Front"}, "Export": {"Name": "front"}}},"#)
        let second = SketchedResources.template(
            #""L": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {"LoadBalancerArn": {"Fn::ImportValue": "front"}, "Port": 443, "Protocol": "HTTPS", "DefaultActions": [{"Type": "fixed-response"}]}}"#
        )
        let inventory = try Fixtures.read(documents: [("a.json", first), ("b.json", second)])
        #expect(
            BalancedNetwork.of(inventory) == ["\(Self.front), all listeners", "Front 443 tcp HTTPS > an answer; all rules"])
    }
}
