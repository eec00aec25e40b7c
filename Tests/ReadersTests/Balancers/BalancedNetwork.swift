import CoreModel

@testable import Readers

/// Load balancers with what they listen on and send to as lines, to compare whole results; "?" is what is not told.
struct BalancedNetwork {
    private let inventory: Inventory

    static func of(_ inventory: Inventory) -> [String] {
        let lines = BalancedNetwork(inventory: inventory)
        return inventory.topology.loadBalancers.flatMap(lines.balancer) + inventory.topology.targetGroups.map(lines.group)
    }

    /// The lines that begin so.
    static func of(_ inventory: Inventory, beginning start: String) -> [String] {
        of(inventory).filter { $0.hasPrefix(start) }
    }

    private func text(_ text: TextID) -> String { text.isNone ? "?" : inventory[text] }

    private func texts(_ all: [TextID]) -> String { "[" + all.map(text).joined(separator: " ") + "]" }

    private func option(_ value: Bool?, _ name: String) -> String { value.map { $0 ? " \(name)" : " no \(name)" } ?? "" }

    private func knowledge(_ knowledge: ListKnowledge, _ name: String) -> String {
        switch knowledge {
        case .complete: "all \(name)"
        case .absent: "no \(name)"
        case .partial(.owner): "some \(name)"
        case .partial(.unsettled(let reason)): "\(name) open: \(inventory[reason])"
        case .partial(let lack): "\(name) open: \(lack)"
        }
    }

    private func balancer(_ one: LoadBalancer) -> [String] {
        let groups = one.groups.map { " groups " + texts($0.map { inventory[$0].id }) } ?? ""
        let scheme = one.isInternal.map { $0 ? " internal" : " public" } ?? ""
        let crossing = option(one.crossesZones, "crossing") + (one.crossingIsOpen ? " crossing?" : "")
        let state = one.state.text.isNone ? "" : " perhaps: \(inventory[one.state.text])"
        let instances = one.instances.isEmpty ? "" : " to \(texts(one.instances))"
        return [
            "\(text(one.id)) \(one.kind) \(text(one.name)) in \(text(one.vpc)) \(texts(one.subnets))\(groups)\(scheme)\(crossing)"
                + "\(state)\(instances), \(knowledge(one.listenerKnowledge, "listeners"))"
        ] + one.listeners.map { "\(text(one.id)) \(listener($0))" }
    }

    private func listener(_ one: BalancerListener) -> String {
        let transports = one.transports.map(\.description).joined(separator: "+")
        let actions = one.actions.map { action in
            switch action {
            case .forward(let group, let isDefault): text(group) + (isDefault ? "" : " by a rule")
            case .answer(let isDefault): "an answer" + (isDefault ? "" : " by a rule")
            case .instances(let port): "port \(port)"
            }
        }
        return "\(one.port.map(String.init) ?? "?") \(transports.isEmpty ? "?" : transports) \(text(one.word)) > "
            + "\(actions.joined(separator: ", ")); \(knowledge(one.ruleKnowledge, "rules"))"
    }

    private func group(_ one: TargetGroup) -> String {
        let targets = one.targets.map { target in
            text(target.id) + (target.port.map { ":\($0)" } ?? "") + (target.zone.isNone ? "" : " in \(text(target.zone))")
        }
        return "\(text(one.id)) \(one.kind) \(text(one.word)) \(one.port.map(String.init) ?? "?") in \(text(one.vpc))"
            + option(one.preservesClient, "client") + option(one.crossesZones, "crossing")
            + ": \(targets.joined(separator: ", ")); \(knowledge(one.targetKnowledge, "targets"))"
    }
}

/// Load balancers as a Terraform state has them.
enum SketchedBalancers {
    static let arn = "arn:aws:elasticloadbalancing:eu-west-1:111111111111"
    static let vpc: [SketchedResources.Resource] = [
        ("aws_vpc", #""id": "vpc-1", "cidr_block": "10.0.0.0/16""#),
        ("aws_subnet", #""id": "subnet-a", "vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24""#),
        ("aws_subnet", #""id": "subnet-b", "vpc_id": "vpc-1", "cidr_block": "10.0.2.0/24""#),
        ("aws_security_group", #""id": "sg-lb", "name": "lb", "vpc_id": "vpc-1", "ingress": [], "egress": []"#),
    ]
    static let front = "\(arn):loadbalancer/app/front/1"
    static let listener = "\(arn):listener/app/front/1/2"
    static let app = "\(arn):targetgroup/app/3"
    static let api = "\(arn):targetgroup/api/4"

    /// An application load balancer.
    static let balancer: SketchedResources.Resource = (
        "aws_lb",
        #""id": "\#(front)", "arn": "\#(front)", "name": "front", "load_balancer_type": "application", "internal": false, "enable_cross_zone_load_balancing": false, "security_groups": ["sg-lb"], "subnets": ["subnet-a", "subnet-b"], "subnet_mapping": [{"subnet_id": "subnet-a", "private_ipv4_address": ""}, {"subnet_id": "subnet-b", "private_ipv4_address": ""}], "vpc_id": "vpc-1""#
    )

    static func listener(_ id: String = listener, of balancer: String = front, port: Int = 443, to group: String = app)
        -> SketchedResources.Resource
    {
        (
            "aws_lb_listener",
            #""id": "\#(id)", "arn": "\#(id)", "load_balancer_arn": "\#(balancer)", "port": \#(port), "protocol": "HTTPS", "default_action": [{"type": "authenticate-oidc", "order": 1, "target_group_arn": "", "forward": []}, {"type": "forward", "order": 2, "target_group_arn": "\#(group)", "forward": []}]"#
        )
    }

    static let rule: SketchedResources.Resource = (
        "aws_lb_listener_rule",
        #""id": "r", "listener_arn": "\#(listener)", "priority": 10, "action": [{"type": "forward", "target_group_arn": "", "forward": [{"target_group": [{"arn": "\#(api)", "weight": 5}, {"arn": "\#(app)", "weight": 0}]}]}]"#
    )
    static let group: SketchedResources.Resource = (
        "aws_lb_target_group",
        #""id": "\#(app)", "arn": "\#(app)", "name": "app", "port": 8080, "protocol": "HTTP", "target_type": "instance", "vpc_id": "vpc-1", "preserve_client_ip": null, "load_balancing_cross_zone_enabled": "use_load_balancer_configuration""#
    )

    static func target(_ id: String, in group: String = app, port: String = "null") -> SketchedResources.Resource {
        (
            "aws_lb_target_group_attachment",
            #""id": "a-\#(id)", "target_group_arn": "\#(group)", "target_id": "\#(id)", "port": \#(port), "availability_zone": null"#
        )
    }
}
