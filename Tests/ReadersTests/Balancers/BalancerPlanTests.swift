import CoreModel
import Testing

@testable import Readers

/// What plans make of load balancers.
@Suite("Plans of load balancers")
struct BalancerPlanTests {
    private typealias Sketch = SketchedBalancers

    @Test("What a plan makes has everything that it will have, by the addresses of what has no ARN yet")
    func made() throws {
        #expect(
            BalancedNetwork.of(try Fixtures.read("balancers/plan.json")) == [
                #"old classic old in aws_vpc.main [aws_subnet.public["a"]] groups [aws_security_group.alb] public crossing to [aws_instance.app], all listeners"#,
                "old 443 tcp TCP > port 8080; all rules",
                #"aws_lb.edge network edge in aws_vpc.main [aws_subnet.public["a"]] groups [] public crossing, all listeners"#,
                "aws_lb.edge 443 tcp TCP > aws_lb_target_group.tcp; all rules",
                #"aws_lb.front application front in aws_vpc.main [aws_subnet.public["a"] aws_subnet.public["b"]] groups [aws_security_group.alb] public, all listeners"#,
                "aws_lb.front 80 tcp HTTP > an answer; all rules",
                // Which of a rule's groups has the weight 0 is known after apply.
                "aws_lb.front 443 tcp HTTPS > aws_lb_target_group.api by a rule, aws_lb_target_group.app by a rule, "
                    + "aws_lb_target_group.app; all rules",
                "aws_lb.inner network inner in aws_vpc.main [aws_subnet.app] groups [] internal no crossing, no listeners",
                "aws_lb_target_group.api address HTTP 9090 in aws_vpc.main: "
                    + "aws_lb_target_group_attachment.api target_id, known after apply; all targets",
                "aws_lb_target_group.app instance HTTP 8080 in aws_vpc.main: aws_instance.app; all targets",
                "aws_lb_target_group.tcp instance TCP 8080 in aws_vpc.main no client crossing: aws_instance.app; all targets",
            ])
    }

    @Test("The nodes of a load balancer that is yet to be made are found by its address")
    func nodes() throws {
        let inventory = try Fixtures.read("balancers/plan.json")
        for balancer in inventory.topology.loadBalancers where balancer.kind != .classic {
            #expect(inventory.interfaces(calledExactly: inventory[balancer.id]).count == 1)
        }
        let node = try #require(inventory.interfaces(calledExactly: "aws_lb.inner").first)
        #expect(inventory[node].privateAddresses.map(\.description) == ["10.0.11.50"])
    }

    private static let prior = [
        Sketch.balancer, Sketch.listener(), Sketch.rule, Sketch.group, Sketch.target("i-1"), Sketch.target("i-2"),
    ]

    private static func plan(without gone: [Int] = [], making made: [SketchedPlan.Change] = []) -> String {
        var plan = SketchedPlan()
        plan.prior = (Sketch.vpc + prior).map { (type: $0.type, isManaged: true, values: $0.attributes) }
        plan.changes =
            gone.map { number in
                .init(
                    type: prior[number].type, name: "p\(Sketch.vpc.count + number)", after: "", before: prior[number].attributes)
            } + made
        return plan.text
    }

    /// After the plan, where the state was read before it.
    private static func after(without gone: [Int] = [], making made: [SketchedPlan.Change] = []) throws -> [String] {
        BalancedNetwork.of(
            try TopologyLines.read(SketchedResources.state(Sketch.vpc + prior), plan(without: gone, making: made)))
    }

    @Test("What a plan destroys is gone, also where a state was read before")
    func destroyed() throws {
        let before = BalancedNetwork.of(try Fixtures.read(text: SketchedResources.state(Sketch.vpc + Self.prior)))
        #expect(before.count == 3 && before[0].hasSuffix("some listeners"))
        #expect(try Self.after() == before)
        // Its only listener: it is told to have none of this state's, not to have none at all.
        let listener = try Self.after(without: [1, 2])
        #expect(listener == [before[0], before[2]])
        let rule = try Self.after(without: [2])
        #expect(rule[1] == "\(Sketch.front) 443 tcp HTTPS > \(Sketch.app); some rules")
        let target = try Self.after(without: [4])
        #expect(target[2] == "\(Sketch.app) instance HTTP 8080 in vpc-1: i-2; some targets")
        #expect(try Self.after(without: [4, 5])[2] == "\(Sketch.app) instance HTTP 8080 in vpc-1: ; no targets")
        #expect(try Self.after(without: Array(Self.prior.indices)) == [])
        // Before the plan everything stands.
        let reader = InputReader(options: ReadingOptions(planSide: .before))
        let text = Self.plan(without: [1, 2, 4])
        let earlier = try reader.read([.memory(name: "plan.json", bytes: Array(text.utf8))]).inventory
        #expect(BalancedNetwork.of(earlier) == before)
    }

    @Test("What a plan adds to what stands is there afterwards, and others may be there too")
    func added() throws {
        let lines = try Self.after(making: [
            .init(
                type: "aws_lb_listener", name: "more",
                after:
                    #""load_balancer_arn": "\#(Sketch.front)", "port": 8443, "protocol": "HTTPS", "default_action": [{"type": "forward", "forward": []}]"#,
                unknown: #", "default_action": [{"target_group_arn": true}]"#,
                expressions:
                    #""default_action": [{"target_group_arn": {"references": ["aws_lb_target_group.more.arn", "aws_lb_target_group.more"]}}]"#
            ),
            .init(
                type: "aws_lb_target_group", name: "more",
                after: #""name": "more", "port": 9000, "protocol": "HTTP", "target_type": "ip", "vpc_id": "vpc-1""#),
            .init(
                type: "aws_lb_target_group_attachment", name: "more", after: #""target_id": "10.0.1.9", "port": null"#,
                unknown: #", "target_group_arn": true"#,
                expressions: #""target_group_arn": {"references": ["aws_lb_target_group.more.id"]}"#),
            .init(
                type: "aws_lb_target_group_attachment", name: "app", after: #""target_group_arn": "\#(Sketch.app)", "port": 81"#,
                unknown: #", "target_id": true"#, expressions: #""target_id": {"references": ["local.id"]}"#),
        ])
        #expect(lines[0].hasSuffix("some listeners"))
        #expect(lines[2] == "\(Sketch.front) 8443 tcp HTTPS > aws_lb_target_group.more; all rules")
        #expect(
            lines[3...] == [
                "\(Sketch.app) instance HTTP 8080 in vpc-1: i-1, i-2, "
                    + "aws_lb_target_group_attachment.app target_id, known after apply:81; some targets",
                "aws_lb_target_group.more address HTTP 9000 in vpc-1: 10.0.1.9; all targets",
            ])
    }

    @Test("A listener whose load balancer or port is known after apply leaves open what others listen on")
    func open() throws {
        func lines(_ after: String, _ unknown: String) throws -> [String] {
            try Self.after(making: [
                .init(
                    type: "aws_lb_listener", name: "x", after: after + #", "default_action": []"#, unknown: unknown,
                    expressions: #""load_balancer_arn": {"references": ["local.x"]}, "port": {"references": ["local.x"]}"#)
            ])
        }
        let anywhere = try lines(#""port": 1, "protocol": "HTTP""#, #", "load_balancer_arn": true"#)
        #expect(anywhere[0].hasSuffix("listeners open: aws_lb_listener.x load_balancer_arn, known after apply"))
        let port = try lines(#""load_balancer_arn": "\#(Sketch.front)", "protocol": "HTTP""#, #", "port": true"#)
        #expect(port.contains("\(Sketch.front) ? tcp HTTP > ; all rules"))
    }

    @Test("What decides what targets see, and is known after apply, leaves the targets open")
    func openOption() throws {
        let lines = try Self.after(making: [
            .init(
                type: "aws_lb_target_group", name: "x", after: #""name": "x", "port": 1, "protocol": "TCP", "target_type": "ip""#,
                unknown: #", "preserve_client_ip": true, "load_balancing_cross_zone_enabled": true"#,
                expressions: #""preserve_client_ip": {"references": ["local.x"]}"#),
            .init(
                type: "aws_lb_target_group_attachment", name: "x", after: #""target_id": "10.0.1.9""#,
                unknown: #", "target_group_arn": true"#,
                expressions: #""target_group_arn": {"references": ["aws_lb_target_group.x.arn"]}"#),
        ])
        #expect(lines.last == "aws_lb_target_group.x address TCP 1 in ?: ; no targets")
    }

    @Test("A group that Auto Scaling or ECS fills has more targets than a plan tells")
    func registered() throws {
        let group: SketchedPlan.Change = .init(
            type: "aws_lb_target_group", name: "x", after: #""name": "x", "port": 1, "protocol": "HTTP", "target_type": "ip""#)
        let target: SketchedPlan.Change = .init(
            type: "aws_lb_target_group_attachment", name: "x", after: #""target_id": "10.0.1.9""#,
            unknown: #", "target_group_arn": true"#,
            expressions: #""target_group_arn": {"references": ["aws_lb_target_group.x.arn"]}"#)
        let named = #"{"references": ["aws_lb_target_group.x.arn", "aws_lb_target_group.x"]}"#
        let service: SketchedPlan.Change = .init(
            type: "aws_ecs_service", name: "x", after: #""name": "x", "load_balancer": [{"container_port": 1}]"#,
            unknown: #", "load_balancer": [{"target_group_arn": true}]"#,
            expressions: #""load_balancer": [{"target_group_arn": \#(named)}]"#)
        let scaling: SketchedPlan.Change = .init(
            type: "aws_autoscaling_group", name: "x", after: #""name": "x""#, unknown: #", "target_group_arns": true"#,
            expressions: #""target_group_arns": \#(named)"#)
        #expect(try Self.after(making: [group, target]).last?.hasSuffix("10.0.1.9; all targets") == true)
        #expect(try Self.after(making: [group, target, service]).last?.hasSuffix("10.0.1.9; some targets") == true)
        #expect(try Self.after(making: [group, target, scaling]).last?.hasSuffix("10.0.1.9; some targets") == true)
    }
}
