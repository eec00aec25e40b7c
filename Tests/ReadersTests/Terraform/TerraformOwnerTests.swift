import Readers
import Reachability
import CoreModel
import Support
import Testing
import Words

/// A resource that carries groups by interfaces that AWS makes for it, as a state tells it.
struct CarrierResource: Sendable, CustomTestStringConvertible {
    let type: String
    let attributes: String
    /// What it can be asked by.
    let names: [String]
    /// What answers call it.
    let shown: String

    var testDescription: String { type }

    static let all: [CarrierResource] = [
        CarrierResource(
            type: "aws_lb",
            attributes:
                #""name": "shop", "arn": "arn:aws:elasticloadbalancing:r:1:loadbalancer/app/shop/1", "dns_name": "shop-1.r.elb.amazonaws.com", "security_groups": ["sg-1"], "subnets": ["subnet-1"]"#,
            names: ["shop", "shop-1.r.elb.amazonaws.com", "arn:aws:elasticloadbalancing:r:1:loadbalancer/app/shop/1"],
            shown: "load balancer shop"),
        CarrierResource(
            type: "aws_elb", attributes: #""name": "old", "security_groups": ["sg-1"], "subnets": ["subnet-1"]"#, names: ["old"],
            shown: "load balancer old"),
        CarrierResource(
            type: "aws_db_instance",
            attributes:
                #""identifier": "orders", "address": "orders.abc.r.rds.amazonaws.com", "vpc_security_group_ids": ["sg-1"]"#,
            names: ["orders", "ORDERS.abc.r.rds.amazonaws.com."], shown: "RDS orders"),
        CarrierResource(
            type: "aws_rds_cluster",
            attributes:
                #""cluster_identifier": "ledger", "endpoint": "ledger.cluster-abc.r.rds.amazonaws.com", "vpc_security_group_ids": ["sg-1"]"#,
            names: ["ledger", "ledger.cluster-abc.r.rds.amazonaws.com"], shown: "RDS ledger"),
        CarrierResource(
            type: "aws_elasticache_cluster", attributes: #""cluster_id": "sessions", "security_group_ids": ["sg-1"]"#,
            names: ["sessions"], shown: "ElastiCache sessions"),
        CarrierResource(
            type: "aws_elasticache_replication_group",
            attributes:
                #""replication_group_id": "carts", "primary_endpoint_address": "master.carts.abc.use1.cache.amazonaws.com", "security_group_ids": ["sg-1"]"#,
            names: ["carts", "master.carts.abc.use1.cache.amazonaws.com"], shown: "ElastiCache carts"),
        CarrierResource(
            type: "aws_lambda_function",
            attributes:
                #""function_name": "mailer", "vpc_config": [{"security_group_ids": ["sg-1"], "subnet_ids": ["subnet-1"], "vpc_id": "vpc-1"}]"#,
            names: ["mailer"], shown: "Lambda mailer"),
        CarrierResource(
            type: "aws_ecs_service",
            attributes: #""name": "api", "network_configuration": [{"security_groups": ["sg-1"], "subnets": ["subnet-1"]}]"#,
            names: ["api"], shown: "ECS task api"),
        CarrierResource(
            type: "aws_opensearch_domain",
            attributes:
                #""domain_name": "search", "vpc_options": [{"security_group_ids": ["sg-1"], "subnet_ids": ["subnet-1"]}]"#,
            names: ["search"], shown: "service search"),
        CarrierResource(
            type: "aws_redshift_cluster", attributes: #""cluster_identifier": "facts", "vpc_security_group_ids": ["sg-1"]"#,
            names: ["facts"], shown: "service facts"),
    ]

    /// A state with it, its group and its VPC.
    func state() -> String {
        func resource(_ type: String, _ attributes: String) -> String {
            #"{"mode": "managed", "type": "\#(type)", "name": "x", "instances": [{"attributes": {\#(attributes)}}]}"#
        }
        let all = [
            resource("aws_vpc", #""id": "vpc-1", "cidr_block": "10.0.0.0/16""#),
            resource("aws_subnet", #""id": "subnet-1", "vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24""#),
            resource(
                "aws_security_group",
                #""id": "sg-1", "name": "carried", "vpc_id": "vpc-1", "egress": [], "ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}]"#
            ), resource(type, #""id": "x", "# + attributes),
        ]
        return #"{"version": 4, "terraform_version": "1.12.0", "resources": [\#(all.joined(separator: ","))]}"#
    }
}

@Suite("What carries groups in a state")
struct TerraformOwnerTests {
    @Test("It is an end by its names, with its groups, and is shown as attached", arguments: CarrierResource.all)
    func ends(_ resource: CarrierResource) throws {
        let inventory = try Fixtures.read(text: resource.state(), name: "terraform.tfstate")
        let analyzer = Analyzer(inventory)
        for name in resource.names + [resource.shown] {
            let end = try analyzer.resolver.resolve(name)
            guard case .interfaces(let interfaces) = end.kind, let only = interfaces.first, interfaces.count == 1 else {
                Issue.record("\(name) is \(end.kind)")
                continue
            }
            #expect(inventory[only].groups.map { inventory[inventory[$0].id] } == ["sg-1"])
            #expect(inventory[inventory[only].vpc] == "vpc-1")
            #expect(analyzer.names.name(of: only) == resource.shown)
            #expect(!inventory[only].addressesAreKnown)
        }
        try Expected("internet -> \(resource.names[0]):443", .allowed).check(inventory)
        try Expected("internet -> \(resource.names[0]):22", .blocked).check(inventory)
    }

    @Test("A cluster's interfaces are its instances', and things of two kinds may bear one name")
    func clusters() throws {
        let inventory = try Fixtures.read(
            text: #"""
                {"version": 4, "terraform_version": "1.12.0", "resources": [
                  {"mode": "managed", "type": "aws_rds_cluster", "name": "a", "instances": [{"attributes":
                    {"id": "shop", "cluster_identifier": "shop", "vpc_security_group_ids": ["sg-db"]}}]},
                  {"mode": "managed", "type": "aws_rds_cluster_instance", "name": "a", "instances": [
                    {"attributes": {"id": "shop-0", "identifier": "shop-0", "cluster_identifier": "shop"}},
                    {"attributes": {"id": "shop-1", "identifier": "shop-1", "cluster_identifier": "shop"}}]},
                  {"mode": "managed", "type": "aws_lb", "name": "a", "instances": [{"attributes":
                    {"id": "x", "name": "front", "security_groups": ["sg-lb"]}}]},
                  {"mode": "managed", "type": "aws_lambda_function", "name": "a", "instances": [{"attributes":
                    {"id": "x", "function_name": "front", "vpc_config": [{"security_group_ids": ["sg-fn"], "subnet_ids": []}]}}]},
                  {"mode": "managed", "type": "aws_lambda_function", "name": "b", "instances": [{"attributes":
                    {"id": "y", "function_name": "outside", "vpc_config": []}}]}]}
                """#, name: "terraform.tfstate")
        let resolver = Analyzer(inventory).resolver
        func groups(_ name: String) throws -> [String] {
            guard case .interfaces(let interfaces) = try resolver.resolve(name).kind else { return [] }
            return interfaces.flatMap { inventory[$0].groups.map { inventory[inventory[$0].id] } }
        }
        #expect(try groups("shop-0") == ["sg-db"])
        #expect(try groups("load balancer front") == ["sg-lb"])
        #expect(try groups("Lambda front") == ["sg-fn"])
        #expect(throws: QuestionError.self) { try resolver.resolve("front") }
        #expect(throws: QuestionError.self) { try resolver.resolve("outside") }
        #expect(inventory.interfaces.count == 4)
    }

    @Test(
        "A plan's load balancer and function are ends before they are made, with groups that are not made either",
        arguments: ["shop", "mail"], [("443", .allowed), ("22", .blocked)] as [(String, Verdict)])
    func planned(name: String, port: (String, verdict: Verdict)) throws {
        let inventory = try Fixtures.read(
            text: #"""
                {"format_version": "1.2", "terraform_version": "1.12.0", "planned_values": {"root_module": {}}, "resource_changes": [
                  {"address": "aws_security_group.web", "mode": "managed", "type": "aws_security_group", "name": "web",
                   "change": {"actions": ["create"], "before": null, "after": {"name": "web", "egress": [],
                     "ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}]},
                     "after_unknown": {"id": true, "arn": true}}},
                  {"address": "aws_lb.shop", "mode": "managed", "type": "aws_lb", "name": "shop",
                   "change": {"actions": ["create"], "before": null, "after": {"name": "shop"},
                     "after_unknown": {"id": true, "arn": true, "dns_name": true, "security_groups": true, "subnets": true}}},
                  {"address": "aws_lambda_function.mail", "mode": "managed", "type": "aws_lambda_function", "name": "mail",
                   "change": {"actions": ["create"], "before": null, "after": {"function_name": "mail", "vpc_config": [{}]},
                     "after_unknown": {"id": true, "arn": true, "vpc_config": [{"security_group_ids": true, "subnet_ids": true}]}}}],
                 "configuration": {"root_module": {"resources": [
                  {"address": "aws_security_group.web", "mode": "managed", "type": "aws_security_group", "name": "web",
                   "expressions": {"ingress": {}}},
                  {"address": "aws_lb.shop", "mode": "managed", "type": "aws_lb", "name": "shop", "expressions":
                   {"name": {"constant_value": "shop"}, "security_groups": {"references": ["aws_security_group.web.id", "aws_security_group.web"]},
                    "subnets": {"references": ["var.subnets"]}}},
                  {"address": "aws_lambda_function.mail", "mode": "managed", "type": "aws_lambda_function", "name": "mail", "expressions":
                   {"vpc_config": [{"security_group_ids": {"references": ["aws_security_group.web.id", "aws_security_group.web"]},
                    "subnet_ids": {"references": ["var.subnets"]}}]}}]}}}
                """#, name: "plan.json")
        try Expected("internet -> \(name):\(port.0)", port.verdict).check(inventory)
    }
}

/// What a plan's resource carries when it names no groups.
struct WithoutGroups: Sendable, CustomTestStringConvertible {
    let type: String
    let after: String
    let unknown: String
    let end: String
    let verdict: Verdict

    var testDescription: String { "\(type) \(after)" }

    static let all: [WithoutGroups] = [
        WithoutGroups(
            type: "aws_instance", after: #""tags": {"Name": "box"}"#,
            unknown: #""id": true, "vpc_security_group_ids": true, "primary_network_interface_id": true"#, end: "box",
            verdict: .depends),
        WithoutGroups(
            type: "aws_network_interface", after: #""tags": {"Name": "box"}"#, unknown: #""id": true, "security_groups": true"#,
            end: "box", verdict: .depends),
        WithoutGroups(
            type: "aws_lb", after: #""name": "box", "load_balancer_type": "application""#,
            unknown: #""id": true, "security_groups": true"#, end: "box", verdict: .depends),
        WithoutGroups(
            type: "aws_lb", after: #""name": "box", "load_balancer_type": "network""#,
            unknown: #""id": true, "security_groups": true"#,
            end: "box", verdict: .allowed),
        WithoutGroups(
            type: "aws_db_instance", after: #""identifier": "box""#, unknown: #""id": true, "vpc_security_group_ids": true"#,
            end: "box", verdict: .depends),
    ]
}

@Suite("What names no groups")
struct WithoutGroupsTests {
    @Test("It carries its VPC's default group, never none, unless AWS says so", arguments: WithoutGroups.all)
    func planned(_ resource: WithoutGroups) throws {
        let inventory = try Fixtures.read(
            text: """
                {"format_version": "1.2", "terraform_version": "1.12.0", "planned_values": {"root_module": {}}, "resource_changes": [
                  {"address": "\(resource.type).a", "mode": "managed", "type": "\(resource.type)", "name": "a", "change":
                   {"actions": ["create"], "before": null, "after": {\(resource.after)}, "after_unknown": {\(resource.unknown)}}}],
                 "configuration": {"root_module": {"resources": [
                  {"address": "\(resource.type).a", "mode": "managed", "type": "\(resource.type)", "name": "a", "expressions": {}}]}}}
                """, name: "plan.json")
        let analyzer = Analyzer(inventory)
        let answer = try analyzer.answer("internet -> \(resource.end):443")
        let summary = AnswerText(answer, of: analyzer).summary
        #expect(answer.verdict == resource.verdict, "\(summary)")
        if resource.verdict == .depends { #expect(summary.contains("default group"), "\(summary)") }
    }

    @Test("Where the default group is described, it is that one")
    func known() throws {
        let inventory = try Fixtures.read(
            text: #"""
                {"format_version": "1.2", "terraform_version": "1.12.0", "planned_values": {"root_module": {}}, "resource_changes": [
                  {"address": "aws_default_security_group.d", "mode": "managed", "type": "aws_default_security_group", "name": "d",
                   "change": {"actions": ["no-op"], "before": null, "after": {"id": "sg-d", "name": "default", "vpc_id": "vpc-1",
                     "ingress": [], "egress": []}, "after_unknown": {}}},
                  {"address": "aws_subnet.s", "mode": "managed", "type": "aws_subnet", "name": "s",
                   "change": {"actions": ["no-op"], "before": null, "after": {"id": "subnet-1", "vpc_id": "vpc-1",
                     "cidr_block": "10.0.1.0/24"}, "after_unknown": {}}},
                  {"address": "aws_instance.a", "mode": "managed", "type": "aws_instance", "name": "a", "change": {"actions": ["create"],
                   "before": null, "after": {"subnet_id": "subnet-1", "tags": {"Name": "box"}},
                   "after_unknown": {"id": true, "vpc_security_group_ids": true}}}],
                 "configuration": {"root_module": {"resources": [{"address": "aws_instance.a", "mode": "managed", "type": "aws_instance",
                   "name": "a", "expressions": {"subnet_id": {"constant_value": "subnet-1"}}}]}}}
                """#, name: "plan.json")
        try Expected("internet -> box:443", .blocked).check(inventory)
    }
}
