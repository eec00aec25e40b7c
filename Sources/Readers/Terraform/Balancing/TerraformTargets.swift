import CoreModel

/// Target groups of a state and what is registered in them, managed or looked up.
///
/// What Auto Scaling, ECS and other services register is in no state.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group
extension TerraformResources {
    /// `aws_lb_target_group`.
    mutating func readTargetGroup(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let arn = try collector.known(values, "arn")
        var own = BalancerFacts.Group(
            group: TargetGroup(id: arn.isNone ? collector.intern(try values.requiredText("id")) : arn))
        own.group.name = try collector.known(values, "name")
        own.group.vpc = try collector.known(values, "vpc_id")
        own.group.word = try collector.known(values, "protocol")
        own.group.port = try values.number("port")
        switch try values.id("target_type") {
        case .none: own.group.kind = .instance
        case .known(let word): own.group.kind = .init(word: word)
        case .open: break
        }
        own.group.preservesClient = try values.choice("preserve_client_ip", absent: nil)
        switch try values.id("load_balancing_cross_zone_enabled") {
        case .known("true"): own.group.crossesZones = true
        case .known("false"): own.group.crossesZones = false
        default: break
        }
        own.isOpen = try values.doubtName() != nil
        for key in ["protocol", "target_type", "preserve_client_ip", "load_balancing_cross_zone_enabled"] as [StaticString] {
            if case .unknown = try values.settled(key) { own.isOpen = true }
        }
        network.balancers.groups.append(.init(element: own, resource: resourceID))
        // A template's targets stand in it.
        for block in try values.blocks("target") { try add(block, to: own.group.id, into: &collector) }
    }

    /// `aws_lb_target_group_attachment`; one whose group is left open may be any group's.
    mutating func readTargetAttachment(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let group = try values.id("target_group_arn").orOpen("the target group of a target")
        guard case .known(let id) = group else {
            network.balancers.openTargets.insert(group.text)
            return
        }
        try add(.known(values), to: collector.builder.intern(id), into: &collector)
    }

    /// Adds a target; one of which something is left open is one that is not in the input.
    private mutating func add(_ block: Block, to group: TextID, into collector: inout Collector) throws(JSONFault) {
        var target: BalancerTarget
        switch block {
        case .open(let name): target = BalancerTarget(collector.builder.intern(name))
        case .known(let values):
            let id = try values.id("target_id").orOpen("a target of \(collector.builder.text(group))")
            target = BalancerTarget(collector.builder.intern(id.text), port: try values.number("port"))
            target.zone = try collector.known(values, "availability_zone")
            if let doubt = try values.doubtName() { target.id = collector.builder.intern(doubt) }
            if case .unknown(let open) = try values.settled("port") { target.id = collector.builder.intern(open.name) }
        }
        network.balancers.targets.append(.init(element: .init(group: group, target: target), resource: resourceID))
    }

    /// What has a service register targets: `aws_autoscaling_group`, `aws_autoscaling_attachment`,
    /// `aws_autoscaling_traffic_source_attachment`, `aws_ecs_service`.
    mutating func readRegistration(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        for key in [
            "target_group_arns", "lb_target_group_arn", "alb_target_group_arn", "load_balancers", "load_balancer", "elb",
        ] as [StaticString] {
            network.balancers.registered.formUnion(try collector.knownIDs(values, key))
        }
        for (blocks, key) in [("load_balancer", "target_group_arn"), ("traffic_source", "identifier")]
            as [(StaticString, StaticString)]
        {
            for block in try values.blocks(blocks) {
                guard case .known(let block) = block else { continue }
                network.balancers.registered.formUnion(try collector.knownIDs(block, key))
            }
        }
    }
}
