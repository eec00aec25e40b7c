import CoreModel

/// Load balancers of a state with their listeners and rules, managed or looked up.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb
extension TerraformResources {
    /// `aws_lb`, `aws_alb` and `aws_elb`; the groups, subnets and VPC are those of what owns its interfaces.
    mutating func readBalancer(
        _ resource: TerraformResource, like owner: InterfaceOwner, into collector: inout Collector
    ) throws(JSONFault) {
        let values = resource.values
        if resource.type == .classicLoadBalancer {
            try readClassicBalancer(values, like: owner, into: &collector)
            return
        }
        var balancer = try self.balancer(values, .application, like: owner, into: &collector)
        switch try values.id("load_balancer_type") {
        case .none: break
        case .known(let word): balancer.kind = .init(word: word)
        case .open: balancer.kind = .unknown
        }
        // Application load balancers always do.
        if balancer.kind != .application {
            try readCrossing(values, "enable_cross_zone_load_balancing", of: &balancer)
        }
        if try values.choice("has_listeners", absent: false) == true { network.balancers.withListeners.insert(balancer.id) }
        network.balancers.balancers.append(.init(element: balancer, resource: resourceID))
    }

    /// A load balancer that a template makes, whose interface is told as a thing of its own.
    mutating func readBalancerOfTemplate(_ resource: TerraformResource, into collector: inout Collector) throws(JSONFault) {
        let values = resource.values
        var owner = InterfaceOwner(kind: .loadBalancer, name: try values.text("name")?.string ?? "")
        owner.vpc = try collector.known(values, "vpc_id")
        owner.subnets = try collector.knownIDs(values, "subnets")
        owner.groups = try groups(values, "security_groups", into: &collector)
        if case .known = try values.settled("security_groups"), case .known(let kind) = try values.id("load_balancer_type") {
            owner.carriesNoGroups = owner.groups.isEmpty && ["network", "gateway"].contains(kind)
        }
        try readBalancer(resource, like: owner, into: &collector)
    }

    private func balancer(
        _ values: JSONValue, _ kind: LoadBalancer.Kind, like owner: InterfaceOwner, into collector: inout Collector
    ) throws(JSONFault) -> LoadBalancer {
        let arn = try collector.known(values, "arn")
        var balancer = LoadBalancer(kind, id: arn.isNone ? collector.intern(try values.requiredText("id")) : arn)
        balancer.name = collector.builder.intern(owner.name)
        balancer.vpc = owner.vpc
        balancer.state = try collector.existence(values)
        balancer.subnets = owner.subnets
        balancer.groups = owner.groups.isEmpty && !owner.carriesNoGroups ? nil : owner.groups
        balancer.isInternal = try isInternal(values)
        return balancer
    }

    /// Whether a load balancer has private addresses alone; nil where that is not told, and for one that faces the internet by IPv6 alone.
    func isInternal(_ values: JSONValue) throws(JSONFault) -> Bool? {
        if case .known("dualstack-without-public-ipv4") = try values.id("ip_address_type") { return nil }
        return try values.choice("internal", absent: nil)
    }

    private func readCrossing(_ values: JSONValue, _ key: StaticString, of balancer: inout LoadBalancer) throws(JSONFault) {
        balancer.crossesZones = try values.choice(key, absent: nil)
        if case .unknown = try values.settled(key) { balancer.crossingIsOpen = true }
    }

    // MARK: Listeners and rules

    /// `aws_lb_listener`; one whose load balancer is left open may be any load balancer's.
    mutating func readListener(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let arn = try collector.known(values, "arn")
        var listener = BalancerListener(id: arn.isNone ? collector.intern(try values.requiredText("id")) : arn)
        let balancer = try values.id("load_balancer_arn").orOpen("the load balancer of a listener")
        guard case .known(let id) = balancer else {
            network.balancers.openListeners.insert(balancer.text)
            return
        }
        listener.port = try values.number("port")
        try readProtocol(values, "protocol", of: &listener, into: &collector)
        listener.actions = try actions(values, "default_action", isDefault: true, into: &collector)
        network.balancers.listeners.append(
            .init(
                element: .init(listener: listener, balancer: collector.builder.intern(id), doubt: try values.doubtName()),
                resource: resourceID))
    }

    private func readProtocol(
        _ values: JSONValue, _ key: StaticString, of listener: inout BalancerListener, into collector: inout Collector
    ) throws(JSONFault) {
        guard case .known(let word) = try values.id(key) else { return }
        listener.word = collector.builder.intern(word.uppercased())
        listener.transports = BalancerListener.transports(word)
    }

    /// `aws_lb_listener_rule`; one that may not be there, or whose listener is left open, tells nothing for certain.
    mutating func readListenerRule(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let listener = try values.id("listener_arn").orOpen("the listener of a rule")
        guard case .known(let id) = listener else {
            network.balancers.openRules.insert(listener.text)
            return
        }
        var actions = try actions(values, "action", isDefault: false, into: &collector)
        if let doubt = try values.doubtName() { actions = [.forward(collector.builder.intern(doubt), isDefault: false)] }
        let rule = BalancerFacts.Rule(
            listener: collector.builder.intern(id), priority: try values.number("priority") ?? Int.max, actions: actions)
        network.balancers.rules.append(.init(element: rule, resource: resourceID))
    }

    /// What actions do with a connection; one that is left open goes to a target group that is not in the input.
    private func actions(
        _ values: JSONValue, _ key: StaticString, isDefault: Bool, into collector: inout Collector
    ) throws(JSONFault) -> [BalancerAction] {
        var result: [BalancerAction] = []
        for block in try values.blocks(key) {
            guard case .known(let action) = block else {
                if case .open(let name) = block { result.append(.forward(collector.builder.intern(name), isDefault: isDefault)) }
                continue
            }
            switch try action.id("type") {
            case .known("redirect"), .known("fixed-response"): result.append(.answer(isDefault: isDefault))
            // Who asks is looked at first; another action follows.
            case .known(let word) where word != "forward": break
            case .open(let name): result.append(.forward(collector.builder.intern(name), isDefault: isDefault))
            case .known, .none:
                result += try receivers(action).map { .forward(collector.builder.intern($0), isDefault: isDefault) }
            }
        }
        return result.distinct()
    }

    /// The target groups that an action forwards to, or the names of what is unknown; a group of weight 0 beside others gets nothing.
    private func receivers(_ action: JSONValue) throws(JSONFault) -> [String] {
        var found: [String] = []
        switch try action.id("target_group_arn") {
        case .none: break
        case .known(let text), .open(let text): found.append(text)
        }
        for block in try action.blocks("forward") {
            guard case .known(let forward) = block else {
                if case .open(let name) = block { found.append(name) }
                continue
            }
            var weighted: [(group: String, weight: Int?)] = []
            for group in try forward.blocks("target_group") {
                switch group {
                case .open(let name): weighted.append((name, nil))
                case .known(let group):
                    let arn = try group.id("arn").orOpen("a target group of an action")
                    weighted.append((arn.text, try group.number("weight")))
                }
            }
            let isAnyWeighted = weighted.contains { $0.weight != 0 }
            found += weighted.filter { !isAnyWeighted || $0.weight != 0 }.map(\.group)
        }
        return found.distinct()
    }

    // MARK: Classic load balancers

    /// `aws_elb`: its listeners are blocks, and its instances those that AWS told last.
    private mutating func readClassicBalancer(
        _ values: JSONValue, like owner: InterfaceOwner, into collector: inout Collector
    ) throws(JSONFault) {
        let own = collector.intern(try values.requiredText("id"))
        var balancer = try self.balancer(values, .classic, like: owner, into: &collector)
        // A state knows it by its name, as everything that names it does; a template by its own id for it.
        balancer.id = values.has("has_parts") ? own : collector.builder.intern(owner.name)
        network.balancers.classicNames[own] = balancer.id
        if case .known(let text) = try values.id("arn"), let arn = BalancerArn(text) {
            balancer.scope = Scope(account: collector.builder.intern(arn.account), region: collector.builder.intern(arn.region))
        }
        try readCrossing(values, "cross_zone_load_balancing", of: &balancer)
        balancer.listenerKnowledge = .complete
        for (number, block) in try values.blocks("listener").enumerated() {
            switch block {
            case .open(let name): balancer.listenerKnowledge = .partial(.unsettled(collector.builder.intern(name)))
            case .known(let block):
                let port = try block.number("lb_port")
                var listener = BalancerListener(
                    id: collector.builder.intern(port.map(String.init) ?? "listener \(number + 1) of \(owner.name)"))
                listener.port = port
                try readProtocol(block, "lb_protocol", of: &listener, into: &collector)
                let target = try block.number("instance_port")
                listener.actions = [
                    target.map { .instances(port: $0) }
                        ?? .forward(
                            collector.builder.intern("the instances' port of \(owner.name)"), isDefault: true)
                ]
                listener.ruleKnowledge = .complete
                balancer.listeners.append(listener)
            }
        }
        // One without listeners there is not: its listeners are just not told.
        if balancer.listeners.isEmpty, balancer.listenerKnowledge.isComplete { balancer.listenerKnowledge = .absent }
        balancer.instances = try values.ids("instances").map { collector.builder.intern($0.text) }
        var areTold = true
        if case .absent = try values.settled("instances") { areTold = false }
        if !areTold || values.has("has_parts") {
            network.balancers.openInstances[own] = .init(element: (balancer.id, areTold), resource: resourceID)
        }
        collector.builder.add(balancer, by: resourceID)
    }

    /// `aws_elb_attachment`; one that may not be there is an instance that is not in the input.
    mutating func readClassicAttachment(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let id) = try values.id("elb") else { return }
        let instance = try values.id("instance").orOpen("an instance of \(id)")
        let told = try values.doubtName() ?? instance.text
        network.balancers.classicInstances.append(
            .init(element: (collector.builder.intern(id), collector.builder.intern(told)), resource: resourceID))
    }
}
