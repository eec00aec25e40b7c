import CoreModel

/// Reads `aws elbv2 describe-load-balancers` (`LoadBalancers[]`) and `aws elb describe-load-balancers` (`LoadBalancerDescriptions[]`).
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/elbv2/describe-load-balancers.html#output and
/// https://docs.aws.amazon.com/cli/latest/reference/elb/describe-load-balancers.html#output
enum AwsLoadBalancers {
    static func read(_ balancers: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in balancers {
            // An owner of interfaces alone: without its ARN nothing else is known to be of it.
            guard let arn = try value.text("LoadBalancerArn") else { continue }
            let word = try value.text("Type")?.string ?? ""
            var balancer = LoadBalancer(.init(word: word), id: collector.intern(arn))
            balancer.name = collector.intern(try value.text("LoadBalancerName"))
            balancer.vpc = collector.intern(try value.text("VpcId"))
            balancer.state = try collector.state(try value.member("State"), "Code")
            balancer.isInternal = try isInternal(value)
            for zone in try value.elements("AvailabilityZones") {
                let subnet = collector.intern(try zone.text("SubnetId"))
                if !subnet.isNone { balancer.subnets.append(subnet) }
            }
            balancer.groups = try groups(value, into: &collector)
            // Of one without groups the member is absent or empty.
            if balancer.groups == nil, [.network, .gateway].contains(balancer.kind) { balancer.groups = [] }
            collector.builder.add(balancer)
        }
    }

    static func read(
        classic balancers: JSONElements, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        for value in balancers {
            var balancer = LoadBalancer(.classic, id: collector.intern(try value.requiredText("LoadBalancerName")))
            balancer.name = balancer.id
            balancer.vpc = collector.intern(try value.text("VPCId"))
            balancer.scope = try scope(value, from: origin, into: &collector)
            balancer.isInternal = try isInternal(value)
            for subnet in try value.elements("Subnets") { balancer.subnets.append(try collector.intern(subnet)) }
            balancer.groups = try groups(value, into: &collector)
            for instance in try value.elements("Instances") {
                balancer.instances.append(collector.intern(try instance.requiredText("InstanceId")))
            }
            balancer.listenerKnowledge = value.has("ListenerDescriptions") ? .complete : .partial(.member)
            for description in try value.elements("ListenerDescriptions") {
                balancer.listeners.append(try listener(try description.required("Listener"), into: &collector))
            }
            collector.builder.add(balancer)
        }
    }

    private static func listener(_ value: JSONValue, into collector: inout Collector) throws(JSONFault) -> BalancerListener {
        let port = try AwsBalancing.port(value, "LoadBalancerPort")
        var listener = BalancerListener(id: collector.intern(port.map(String.init)))
        listener.port = port
        if let word = try value.text("Protocol") {
            listener.word = collector.intern(word)
            listener.transports = BalancerListener.transports(word.string)
        }
        if let port = try AwsBalancing.port(value, "InstancePort") { listener.actions = [.instances(port: port)] }
        listener.ruleKnowledge = .complete
        return listener
    }

    /// The account and region of a classic load balancer, whose name is its own there only.
    private static func scope(
        _ value: JSONValue, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Scope {
        var scope = collector.scope(of: origin)
        if scope.account.isNone, let owner = try value.member("SourceSecurityGroup")?.text("OwnerAlias"),
            Scopes.isAccount(owner.string)
        {
            scope.account = collector.intern(owner)
        }
        if scope.region.isNone {
            for zone in try value.elements("AvailabilityZones") where scope.region.isNone {
                scope.region = collector.intern(Scopes.region(ofZone: try zone.text().string))
            }
        }
        return scope
    }

    private static func isInternal(_ value: JSONValue) throws(JSONFault) -> Bool? {
        switch try value.text("Scheme") {
        case .some("internal"): true
        case .some("internet-facing"): false
        default: nil
        }
    }

    private static func groups(_ value: JSONValue, into collector: inout Collector) throws(JSONFault) -> [GroupIndex]? {
        guard let list = try value.member("SecurityGroups") else { return nil }
        var groups: [GroupIndex] = []
        for id in try list.elements() { groups.append(collector.builder.group(id: try collector.intern(id))) }
        return groups
    }
}
