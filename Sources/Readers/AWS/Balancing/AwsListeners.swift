import CoreModel

/// Reads `aws elbv2 describe-listeners`: `Listeners[]`.
///
/// A listing is asked of one load balancer, so that all of its listeners stand in it.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/elbv2/describe-listeners.html#output
enum AwsListeners {
    static func read(
        _ listeners: JSONElements, of root: JSONValue, isWhole: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        var balancers: [LoadBalancer] = []
        for value in listeners {
            let id = try balancer(of: value, into: &collector)
            let own = try listener(value, into: &collector)
            if let place = balancers.firstIndex(where: { $0.id == id }) {
                balancers[place].listeners.append(own)
            } else {
                var balancer = LoadBalancer(.unknown, id: id)
                balancer.listenerKnowledge = isWhole ? .complete : .partial(.page)
                balancer.listeners = [own]
                balancers.append(balancer)
            }
        }
        for balancer in balancers { collector.builder.add(balancer) }
        guard balancers.isEmpty,
            let subject = try collector.subject(
                of: root, "LoadBalancerArn", ("elbv2", "describe-listeners"), what: "the listeners", kind: "load balancer",
                from: origin)
        else { return }
        var empty = LoadBalancer(.unknown, id: subject.id)
        empty.listenerKnowledge = isWhole ? .complete : .partial(.page)
        collector.builder.add(empty, in: subject.file)
    }

    private static func balancer(of value: JSONValue, into collector: inout Collector) throws(JSONFault) -> TextID {
        if let id = try value.text("LoadBalancerArn") { return collector.intern(id) }
        if let arn = BalancerArn(try value.requiredText("ListenerArn").string)?.balancer { return collector.intern(arn.text) }
        return collector.intern(try value.requiredText("LoadBalancerArn"))
    }

    private static func listener(_ value: JSONValue, into collector: inout Collector) throws(JSONFault) -> BalancerListener {
        let id = try value.requiredText("ListenerArn")
        var listener = BalancerListener(id: collector.intern(id))
        listener.port = try AwsBalancing.port(value, "Port")
        let word = try value.text("Protocol")?.string ?? ""
        listener.word = collector.intern(word.isEmpty ? nil : word)
        listener.transports = BalancerListener.transports(word)
        let actions = try ListenerActions(value, "DefaultActions", isDefault: true, into: &collector)
        listener.actions = actions.all
        // Only an application load balancer's have rules beside the default action.
        let isApplications = ["", "HTTP", "HTTPS"].contains(word.uppercased())
        if value.has("DefaultActions"), !isApplications || BalancerArn(id.string)?.isNetworkOrGateway == true {
            listener.ruleKnowledge = actions.knowledge
        }
        return listener
    }
}

/// Reads `aws elbv2 describe-rules`: `Rules[]`, which name their listener in their ARNs.
///
/// Every listener has a default rule: a listing without it was cut.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/elbv2/describe-rules.html#output
enum AwsListenerRules {
    private struct Told {
        var balancer: TextID
        var listener: BalancerListener
        var last: [BalancerAction] = []
        var hasDefault = false
        var open: ListKnowledge?
    }

    static func read(
        _ rules: JSONElements, isWhole: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        var all: [Told] = []
        for value in rules {
            let (balancer, id) = try listener(of: value, into: &collector)
            let place = all.firstIndex { $0.listener.id == id } ?? all.count
            if place == all.count { all.append(Told(balancer: balancer, listener: BalancerListener(id: id))) }
            let (flag, priority) = (try value.member("IsDefault")?.boolean(), try value.text("Priority"))
            let isDefault = flag ?? priority.map { "default" ~= $0 } ?? false
            let actions = try ListenerActions(value, "Actions", isDefault: isDefault, into: &collector)
            if isDefault {
                all[place].last += actions.all
                all[place].hasDefault = true
            } else {
                all[place].listener.actions += actions.all.filter { !all[place].listener.actions.contains($0) }
            }
            if actions.knowledge != .complete { all[place].open = actions.knowledge }
        }
        for var told in all {
            told.listener.actions += told.last
            told.listener.ruleKnowledge = told.open ?? (isWhole && told.hasDefault ? .complete : .partial(.page))
            var balancer = LoadBalancer(.unknown, id: told.balancer)
            balancer.listeners = [told.listener]
            collector.builder.add(balancer)
        }
    }

    private static func listener(
        of value: JSONValue, into collector: inout Collector
    ) throws(JSONFault) -> (balancer: TextID, listener: TextID) {
        let id = try value.required("RuleArn")
        guard let arn = BalancerArn(try id.text().string), let balancer = arn.balancer, let listener = arn.listener else {
            throw id.fault(.badValue("is \"\(try id.text().string)\", not the ARN of a listener's rule"))
        }
        return (collector.intern(balancer.text), collector.intern(listener.text))
    }
}

/// What a listener or one of its rules does with a connection.
private struct ListenerActions {
    private(set) var all: [BalancerAction] = []
    /// Whether all of it is known.
    private(set) var knowledge = ListKnowledge.complete

    init(_ value: JSONValue, _ key: StaticString, isDefault: Bool, into collector: inout Collector) throws(JSONFault) {
        for action in try value.elements(key) {
            let word = try action.requiredText("Type").string
            switch word.lowercased() {
            case "forward":
                for group in try Self.groups(action, into: &collector) { add(.forward(group, isDefault: isDefault)) }
            case "redirect", "fixed-response": add(.answer(isDefault: isDefault))
            // They come before another action, and end nothing.
            case "authenticate-oidc", "authenticate-cognito", "jwt-validation": break
            default: knowledge = .partial(.unsettled(collector.builder.intern("an action of the type \(word)")))
            }
        }
    }

    private mutating func add(_ action: BalancerAction) { if !all.contains(action) { all.append(action) } }

    /// The groups that an action forwards to: one of weight 0 gets nothing while another has weight.
    private static func groups(_ action: JSONValue, into collector: inout Collector) throws(JSONFault) -> [TextID] {
        var weighted: [(id: TextID, weight: Int)] = []
        if let forward = try action.member("ForwardConfig") {
            for group in try forward.elements("TargetGroups") {
                let weight = try group.member("Weight")?.integer() ?? 1
                weighted.append((collector.intern(try group.requiredText("TargetGroupArn")), weight))
            }
        }
        if weighted.isEmpty, let id = try action.text("TargetGroupArn") { return [collector.intern(id)] }
        let loaded = weighted.filter { $0.weight > 0 }
        return (loaded.isEmpty ? weighted : loaded).map(\.id)
    }
}
