import CoreModel
import Testing

@testable import Readers

/// Values within these listings: actions, what interfaces belong to, and what cannot be read.
extension BalancerListingTests {
    @Test(
        "An action ends at target groups, at the load balancer, or leads to another action",
        arguments: [
            (#"{"Type": "forward", "TargetGroupArn": "arn:a"}"#, "rules all arn:a"),
            (
                #"{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "arn:a", "Weight": 1}, {"TargetGroupArn": "arn:b", "Weight": 0}, {"TargetGroupArn": "arn:c"}]}}"#,
                "rules all arn:a,arn:c"
            ),
            (
                #"{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "arn:a", "Weight": 0}, {"TargetGroupArn": "arn:b", "Weight": 0}]}}"#,
                "rules all arn:a,arn:b"
            ),
            (
                #"{"Type": "forward", "TargetGroupArn": "arn:a", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "arn:a", "Weight": 1}]}}"#,
                "rules all arn:a"
            ), (#"{"Type": "forward", "TargetGroupArn": null, "ForwardConfig": null}"#, "rules all "),
            (#"{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}"#, "rules all answer"),
            (#"{"Type": "redirect"}"#, "rules all answer"),
            (#"{"Type": "authenticate-cognito", "Order": 1}, {"Type": "redirect", "Order": 2}"#, "rules all answer"),
            (#"{"Type": "jwt-validation"}, {"Type": "forward", "TargetGroupArn": "arn:a"}"#, "rules all arn:a"),
            (#"{"Type": "teleport"}"#, "rules open: an action of the type teleport "),
        ])
    func actions(actions: String, expected: String) throws {
        // Of a network load balancer the default action is all there is.
        let inventory = try JoiningListingTests.files([
            (
                "l.json",
                #"{"Listeners": [{"ListenerArn": "\#(Self.https)", "LoadBalancerArn": "\#(Self.wire)", "Protocol": "TLS", "Port": 443, "DefaultActions": [\#(actions)]}]}"#
            )
        ])
        let listener = try #require(inventory.topology.loadBalancers.first?.listeners.first)
        let ends = listener.actions.map { action in
            switch action {
            case .forward(let id, let isDefault): isDefault ? inventory[id] : "?"
            case .answer(let isDefault): isDefault ? "answer" : "?"
            case .instances: "?"
            }
        }
        let knowledge =
            switch listener.ruleKnowledge {
            case .complete: "rules all"
            case .partial(.unsettled(let name)): "rules open: \(inventory[name])"
            case .partial, .absent: "rules ?"
            }
        #expect("\(knowledge) \(ends.joined(separator: ","))" == expected)
    }

    @Test(
        "Rules are all told by their own listing, and of a network or gateway load balancer by the listener",
        arguments: [
            ("app", "HTTPS", false), ("app", "HTTP", false), ("net", "TCP", true), ("net", "TLS", true),
            ("net", "TCP_QUIC", true),
            ("net", "", true), ("gwy", "", true), ("app", "", false),
        ])
    func ruleKnowledge(type: String, word: String, isComplete: Bool) throws {
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:111111111111"
        let inventory = try JoiningListingTests.files([
            (
                "l.json",
                #"{"Listeners": [{"ListenerArn": "\#(arn):listener/\#(type)/x/1/2", "Protocol": "\#(word)", "DefaultActions": [{"Type": "redirect"}]}]}"#
            )
        ])
        let balancer = try #require(inventory.topology.loadBalancers.first)
        #expect(inventory[balancer.id] == "\(arn):loadbalancer/\(type)/x/1")
        #expect(balancer.listeners.map(\.ruleKnowledge.isComplete) == [isComplete])
    }

    @Test("A load balancer owns the interfaces that AWS describes with its name and number, whatever else bears the name")
    func owners() throws {
        let inventory = try Fixtures.read(JoiningListingTests.snapshot(Self.answers))
        func nodes(_ name: String) -> [String] { inventory.interfaces(calledExactly: name).map { inventory[inventory[$0].id] } }
        #expect(nodes(Self.front) == ["eni-f1"] && nodes(Self.wire) == ["eni-w1"])
        #expect(nodes("front-424835706.eu-west-1.elb.amazonaws.com") == ["eni-f1"])
        #expect(nodes("front-1.eu-west-1.elb.amazonaws.com") == ["eni-old"])
        #expect(inventory.interfaces.allSatisfy { $0.attachment.kind == .loadBalancer })
    }

    @Test("Where interfaces are not listed, one without groups stands for itself too, at the addresses that were chosen for it")
    func standing() throws {
        let inventory = try JoiningListingTests.files([("lb.json", Self.balancers)])
        let nodes = inventory.interfaces.map { node in
            let subnets = (node.possibleSubnets.isEmpty ? [node.subnet] : node.possibleSubnets).map { inventory[$0] }
            let addresses = node.privateAddresses.map(\.description).joined(separator: ",")
            return "\(inventory[node.attachment.name]) \(node.groups.count) \(subnets.joined(separator: ",")) \(addresses)"
        }
        #expect(nodes == ["front 1 subnet-a1,subnet-b1 ", "wire 0 subnet-a1 10.0.1.9"])
        // Addresses of some zones are not those of all.
        let other = Self.balancers.replacing(
            #""LoadBalancerAddresses": [{"PrivateIPv4Address": "10.0.1.9"}]}"#,
            with: #""LoadBalancerAddresses": [{"PrivateIPv4Address": "10.0.1.9"}]}, {"SubnetId": "subnet-b1"}"#)
        let wire = try #require(try JoiningListingTests.files([("lb.json", other)]).interfaces.last)
        #expect(wire.privateAddresses.isEmpty && !wire.addressesAreKnown && wire.possibleSubnets.count == 2)
    }

    @Test(
        "What is unreadable in one of them is said with its place",
        arguments: [
            (#"{"LoadBalancers": [{"LoadBalancerName": "x", "LoadBalancerArn": 7}]}"#, "LoadBalancers[0].LoadBalancerArn"),
            (
                #"{"Listeners": [{"ListenerArn": "arn:l", "LoadBalancerArn": "arn:b", "Port": 70000}]}"#,
                "Listeners[0].Port is 70000, no port"
            ), (#"{"Listeners": [{"ListenerArn": "arn:l", "DefaultActions": []}]}"#, "Listeners[0]"),
            (
                #"{"Listeners": [{"ListenerArn": "arn:l", "LoadBalancerArn": "arn:b", "DefaultActions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"Weight": 1}]}}]}]}"#,
                "Listeners[0].DefaultActions[0].ForwardConfig.TargetGroups[0]"
            ), (#"{"Rules": [{"RuleArn": "rule-1", "Actions": []}]}"#, "Rules[0].RuleArn is \"rule-1\""),
            (#"{"TargetGroups": [{"TargetGroupArn": "arn:t", "Port": "http"}]}"#, "TargetGroups[0].Port"),
            (#"{"TargetHealthDescriptions": [{"Target": {"Port": 80}}]}"#, "TargetHealthDescriptions[0].Target"),
            (
                #"{"TargetHealthDescriptions": [{"Target": {"Id": "i-1", "Port": -1}}]}"#,
                "TargetHealthDescriptions[0].Target.Port"
            ),
            (#"{"Attributes": [{"Key": "preserve_client_ip.enabled", "Value": "maybe"}]}"#, "Attributes[0].Value is \"maybe\""),
            (
                #"{"LoadBalancerDescriptions": [{"LoadBalancerName": "x", "ListenerDescriptions": [{}]}]}"#,
                "LoadBalancerDescriptions[0].ListenerDescriptions[0]"
            ),
        ])
    func faults(text: String, place: String) throws {
        let name = text.contains("Attributes") ? "describe-target-group-attributes.x.json" : "describe-target-health.x.json"
        let error = #expect(throws: ReadError.self) { try JoiningListingTests.files([(name, text)]) }
        #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
    }

    @Test(
        "The ARN of a load balancer tells what it belongs to",
        arguments: [
            ("loadbalancer/app/front/50dc", "front 50dc app/front/50dc - -"),
            ("listener/net/wire/5d1b/aa", "wire aa net/wire/5d1b loadbalancer/net/wire/5d1b -"),
            (
                "listener-rule/app/front/50dc/aa/bb",
                "front bb app/front/50dc loadbalancer/app/front/50dc listener/app/front/50dc/aa"
            ),
            ("targetgroup/web/73e2", "web 73e2 web - -"), ("loadbalancer/old", "old - old - -"), ("loadbalancer", nil),
            ("listener/", " -  - -"), ("user/x", nil),
        ] as [(String, String?)])
    func arns(resource: String, expected: String?) {
        let start = "arn:aws-cn:elasticloadbalancing:cn-north-1:111111111111:"
        let arn = BalancerArn(start + resource)
        #expect(arn == nil || arn?.text == start + resource)
        let told = arn.map { arn in
            [arn.name, arn.number ?? "-", arn.interfaceName]
                + [arn.balancer, arn.listener].map { $0.map { String($0.text.dropFirst(start.count)) } ?? "-" }
        }
        #expect(told?.joined(separator: " ") == expected)
    }
}
