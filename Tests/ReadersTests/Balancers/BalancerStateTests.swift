import CoreModel
import Testing

@testable import Readers

/// What Terraform states tell of load balancers (aws-network 1.8 and 2.4).
@Suite("States of load balancers")
struct BalancerStateTests {
    private typealias Sketch = SketchedBalancers

    private static func lines(_ resources: [SketchedResources.Resource], isManaged: Bool = true) throws -> [String] {
        BalancedNetwork.of(try Fixtures.read(text: SketchedResources.state(Sketch.vpc + resources, isManaged: isManaged)))
    }

    @Test("A load balancer has its listeners, with the groups of their rules and of their default actions; others may exist")
    func whole() throws {
        let redirect: SketchedResources.Resource = (
            "aws_lb_listener",
            #""id": "\#(Sketch.arn):listener/app/front/1/9", "load_balancer_arn": "\#(Sketch.front)", "port": 80, "protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{}], "target_group_arn": ""}]"#
        )
        let resources = [
            Sketch.balancer, redirect, Sketch.listener(), Sketch.rule, Sketch.group,
            Sketch.target("i-1", port: "9090"), Sketch.target("i-2"),
        ]
        let expected = [
            "\(Sketch.front) application front in vpc-1 [subnet-a subnet-b] groups [sg-lb] public, some listeners",
            "\(Sketch.front) 80 tcp HTTP > an answer; some rules",
            "\(Sketch.front) 443 tcp HTTPS > \(Sketch.api) by a rule, \(Sketch.app); some rules",
            "\(Sketch.app) instance HTTP 8080 in vpc-1: i-1:9090, i-2; some targets",
        ]
        #expect(try Self.lines(resources) == expected)
        #expect(
            try Self.lines(resources.reversed()).sorted()
                == expected.map { $0.replacing("i-1:9090, i-2", with: "i-2, i-1:9090") }.sorted())
        // Under their older names, and looked up.
        let older = resources.map { ($0.type.replacing("aws_lb", with: "aws_alb"), $0.attributes) }
        #expect(try Self.lines(older) == expected)
    }

    @Test("What is only looked up is told by what was seen of it")
    func lookedUp() throws {
        let inventory = try Fixtures.read(
            text: SketchedResources.state([Sketch.balancer, Sketch.listener(), Sketch.group], isManaged: false))
        #expect(
            BalancedNetwork.of(inventory) == [
                "\(Sketch.front) application front in ? [subnet-a subnet-b] groups [sg-lb] public, some listeners",
                "\(Sketch.front) 443 tcp HTTPS > \(Sketch.app); some rules",
                "\(Sketch.app) instance HTTP 8080 in vpc-1: ; no targets",
            ])
    }

    @Test("The nodes of a load balancer carry its ARN, in each of its subnets")
    func nodes() throws {
        let inventory = try Fixtures.read(text: SketchedResources.state(Sketch.vpc + [Sketch.balancer]))
        let nodes = inventory.interfaces(calledExactly: Sketch.front).map { inventory[$0] }
        #expect(nodes.map { $0.possibleSubnets.map { inventory[$0] } } == [["subnet-a", "subnet-b"]])
        #expect(nodes.map(\.publicAddressesAreKnown) == [false])
    }

    @Test("A network load balancer has the subnets and addresses of its mappings, and no groups but those it was made with")
    func network() throws {
        let edge = "\(Sketch.arn):loadbalancer/net/edge/1"
        func balancer(_ more: String) -> SketchedResources.Resource {
            ("aws_lb", #""id": "\#(edge)", "arn": "\#(edge)", "name": "edge", "load_balancer_type": "network", \#(more)"#)
        }
        let inner = balancer(
            #""internal": true, "enable_cross_zone_load_balancing": true, "security_groups": [], "subnet_mapping": [{"subnet_id": "subnet-a", "private_ipv4_address": "10.0.1.50"}, {"subnet_id": "subnet-b", "private_ipv4_address": "10.0.2.50"}]"#
        )
        let line = "\(edge) network edge in vpc-1 [subnet-a subnet-b] groups"
        let inventory = try Fixtures.read(text: SketchedResources.state(Sketch.vpc + [inner]))
        #expect(BalancedNetwork.of(inventory) == ["\(line) [] internal crossing, no listeners"])
        let node = try #require(inventory.interfaces(calledExactly: edge).first)
        #expect(inventory[node].privateAddresses.map(\.description) == ["10.0.1.50", "10.0.2.50"])
        #expect(inventory[node].groups == [] && inventory[node].publicAddressesAreKnown)
        // Where one address is not told, none counts as all.
        let half = balancer(
            #""internal": true, "security_groups": ["sg-lb"], "subnet_mapping": [{"subnet_id": "subnet-a", "private_ipv4_address": "10.0.1.50"}, {"subnet_id": "subnet-b", "private_ipv4_address": ""}]"#
        )
        let other = try Fixtures.read(text: SketchedResources.state(Sketch.vpc + [half]))
        #expect(BalancedNetwork.of(other) == ["\(line) [sg-lb] internal, no listeners"])
        #expect(other.interfaces(calledExactly: edge).allSatisfy { !other[$0].addressesAreKnown })
    }

    @Test(
        "A target group tells what its targets are and see",
        arguments: [
            (
                #""target_type": "ip", "protocol": "TCP", "port": 443, "preserve_client_ip": "true", "load_balancing_cross_zone_enabled": "false""#,
                "address TCP 443 in vpc-1 client no crossing"
            ),
            (
                #""target_type": "instance", "protocol": "UDP", "port": 53, "preserve_client_ip": "false", "load_balancing_cross_zone_enabled": "true""#,
                "instance UDP 53 in vpc-1 no client crossing"
            ), (#""target_type": "lambda", "protocol": null, "port": null"#, "function ? ? in vpc-1"),
            (#""target_type": "alb", "protocol": "TCP", "port": 80"#, "balancer TCP 80 in vpc-1"),
        ])
    func targetGroup(attributes: String, expected: String) throws {
        let group: SketchedResources.Resource = (
            "aws_lb_target_group", #""id": "tg", "arn": "\#(Sketch.app)", "name": "x", "vpc_id": "vpc-1", \#(attributes)"#
        )
        #expect(try Self.lines([group]) == ["\(Sketch.app) \(expected): ; no targets"])
    }

    @Test("A classic load balancer has its listeners, which are all, and its instances by name")
    func classic() throws {
        let old: SketchedResources.Resource = (
            "aws_elb",
            #""id": "old", "arn": "\#(Sketch.arn):loadbalancer/old", "name": "old", "internal": false, "cross_zone_load_balancing": true, "security_groups": ["sg-lb"], "subnets": ["subnet-a"], "instances": ["i-1"], "listener": [{"lb_port": 443, "lb_protocol": "ssl", "instance_port": 8080, "instance_protocol": "tcp"}, {"lb_port": 80, "lb_protocol": "http", "instance_port": 8081, "instance_protocol": "http"}]"#
        )
        let attachment: SketchedResources.Resource = ("aws_elb_attachment", #""id": "old-1", "elb": "old", "instance": "i-2""#)
        #expect(
            try Self.lines([attachment, old]) == [
                "old classic old in vpc-1 [subnet-a] groups [sg-lb] public crossing to [i-1 i-2], all listeners",
                "old 443 tcp SSL > port 8080; all rules", "old 80 tcp HTTP > port 8081; all rules",
            ])
    }

    @Test("What AWS registers by itself is in no state: without attachments no target is told")
    func registered() throws {
        let service: SketchedResources.Resource = (
            "aws_ecs_service",
            #""id": "s", "name": "s", "network_configuration": [], "load_balancer": [{"target_group_arn": "\#(Sketch.app)", "container_port": 8080}]"#
        )
        let scaling: [SketchedResources.Resource] = [
            (
                "aws_autoscaling_group",
                #""id": "g", "name": "g", "target_group_arns": ["\#(Sketch.app)"], "load_balancers": ["old"]"#
            ),
            ("aws_autoscaling_attachment", #""id": "x", "autoscaling_group_name": "g", "lb_target_group_arn": "\#(Sketch.app)""#),
            (
                "aws_autoscaling_traffic_source_attachment",
                #""id": "y", "autoscaling_group_name": "g", "traffic_source": [{"identifier": "\#(Sketch.app)", "type": "elbv2"}]"#
            ),
        ]
        for resource in [service] + scaling {
            #expect(
                try Self.lines([Sketch.group, resource]).last == "\(Sketch.app) instance HTTP 8080 in vpc-1: ; no targets",
                "\(resource.type)")
        }
    }

    @Test("A load balancer without listeners in a state is not told to have none, and one of another state gets its listener")
    func elsewhere() throws {
        #expect(try Self.lines([Sketch.balancer]).map { $0.suffix(12) } == ["no listeners"])
        #expect(
            try Self.lines([Sketch.listener()]) == [
                "\(Sketch.front) unknown ? in ? [], some listeners", "\(Sketch.front) 443 tcp HTTPS > \(Sketch.app); some rules",
            ])
        // A rule names its listener alone, whose ARN tells the load balancer.
        let both = try TopologyLines.read(
            SketchedResources.state(Sketch.vpc + [Sketch.balancer, Sketch.listener()]), SketchedResources.state([Sketch.rule]))
        #expect(
            BalancedNetwork.of(both, beginning: "\(Sketch.front) 443") == [
                "\(Sketch.front) 443 tcp HTTPS > \(Sketch.api) by a rule, \(Sketch.app); some rules"
            ])
    }

    @Test("Instances of a state are found by the ids that targets name")
    func instances() throws {
        let instance: SketchedResources.Resource = (
            "aws_instance",
            #""id": "i-1", "subnet_id": "subnet-a", "private_ip": "10.0.1.10", "primary_network_interface_id": "eni-1", "vpc_security_group_ids": ["sg-lb"]"#
        )
        let inventory = try Fixtures.read(text: SketchedResources.state(Sketch.vpc + [instance, Sketch.target("i-1")]))
        let target = try #require(inventory.topology.targetGroups.first?.targets.first)
        #expect(inventory.interfaces.filter { $0.instance == target.id }.map { inventory[$0.id] } == ["eni-1"])
    }

    @Test("The state that the real provider wrote is read whole")
    func real() throws {
        let inventory = try Fixtures.read("balancers/terraform.tfstate")
        let balancers = inventory.topology.loadBalancers
        let names = balancers.map { "\(inventory[$0.name]) \($0.kind) \($0.subnets.count) \($0.isInternal == true)" }
        #expect(names == ["edge network 1 false", "front application 2 false", "inner network 1 true"])
        #expect(balancers.map { $0.listeners.compactMap(\.port).sorted() } == [[443], [80, 443], []])
        #expect(balancers.allSatisfy { inventory.interfaces(calledExactly: inventory[$0.id]).count == 1 })
        let actions = balancers[1].listeners.first { $0.port == 443 }?.actions ?? []
        let groups = inventory.topology.targetGroups
        func name(_ action: BalancerAction) -> String? {
            guard case .forward(let id, _) = action else { return nil }
            return groups.first { $0.id == id }.map { inventory[$0.name] }
        }
        #expect(actions.map(name) == ["api", "app"])
        #expect(groups.map { inventory[$0.name] } == ["api", "app", "tcp"])
        #expect(groups.map(\.kind) == [.address, .instance, .instance])
        #expect(groups.map(\.preservesClient) == [nil, nil, false] && groups.map(\.crossesZones) == [nil, nil, true])
        #expect(groups.allSatisfy { $0.targets.count == 1 && $0.targetKnowledge == .partial(.owner) })
    }
}
