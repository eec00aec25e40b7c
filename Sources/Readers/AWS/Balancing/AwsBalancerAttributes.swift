import CoreModel

/// Reads `aws elbv2 describe-load-balancer-attributes` and `describe-target-group-attributes`, `Attributes[]` both, and
/// `aws elb describe-load-balancer-attributes`, `LoadBalancerAttributes`; none of them says what it is of.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/elbv2/describe-load-balancer-attributes.html#output,
/// https://docs.aws.amazon.com/cli/latest/reference/elbv2/describe-target-group-attributes.html#output and
/// https://docs.aws.amazon.com/cli/latest/reference/elb/describe-load-balancer-attributes.html#output
enum AwsBalancerAttributes {
    private enum Holder: CaseIterable {
        case balancer, group

        var operation: String {
            switch self {
            case .balancer: "describe-load-balancer-attributes"
            case .group: "describe-target-group-attributes"
            }
        }

        /// How a sentence calls it.
        var name: String {
            switch self {
            case .balancer: "load balancer"
            case .group: "target group"
            }
        }

        /// The member that a wrapping has for it.
        var member: StaticString {
            switch self {
            case .balancer: "LoadBalancerArn"
            case .group: "TargetGroupArn"
            }
        }

        /// Attributes that every one of these has, and none of the others.
        var keys: [String] {
            switch self {
            case .balancer: ["deletion_protection.enabled"]
            case .group: ["deregistration_delay.timeout_seconds", "lambda.multi_value_headers.enabled"]
            }
        }
    }

    /// Reads a list; false when it is of something else.
    static func read(
        _ attributes: JSONElements, of root: JSONValue, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        guard !attributes.isEmpty, attributes.allSatisfy({ $0.has("Key") }) else { return false }
        var told: [String: JSONValue] = [:]
        for attribute in attributes {
            if let value = try attribute.member("Value") { told[try attribute.requiredText("Key").string] = value }
        }
        guard let holder = Holder.allCases.first(where: { isOf($0, told, root, origin) }) else { return false }
        guard
            let subject = try collector.subject(
                of: root, holder.member, ("elbv2", holder.operation), what: "the attributes", kind: holder.name, from: origin)
        else { return true }
        let crossesZones = try flag(told["load_balancing.cross_zone.enabled"], or: "use_load_balancer_configuration")
        switch holder {
        case .balancer:
            var balancer = LoadBalancer(.unknown, id: subject.id)
            balancer.crossesZones = crossesZones
            collector.builder.add(balancer, in: subject.file)
        case .group:
            var group = TargetGroup(id: subject.id)
            group.crossesZones = crossesZones
            group.preservesClient = try flag(told["preserve_client_ip.enabled"])
            collector.builder.add(group, in: subject.file)
        }
        return true
    }

    private static func isOf(
        _ holder: Holder, _ told: [String: JSONValue], _ root: JSONValue, _ origin: Origin
    ) -> Bool {
        root.has(holder.member) || origin.answers("elbv2", holder.operation) || holder.keys.contains { told[$0] != nil }
    }

    /// Reads those of a classic load balancer; false when they are something else.
    static func read(
        classic attributes: JSONValue, of root: JSONValue, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        guard let crossing = try attributes.member("CrossZoneLoadBalancing") else { return false }
        guard
            let subject = try collector.subject(
                of: root, "LoadBalancerName", ("elb", Holder.balancer.operation), what: "the attributes",
                kind: "classic load balancer", from: origin)
        else { return true }
        var balancer = LoadBalancer(.classic, id: subject.id)
        balancer.scope = collector.scope(of: origin)
        balancer.crossesZones = try crossing.member("Enabled")?.boolean()
        collector.builder.add(balancer, in: subject.file)
        return true
    }

    /// What an attribute says; nil where it is absent, or where it is the word that leaves it to something else.
    private static func flag(_ value: JSONValue?, or other: String? = nil) throws(JSONFault) -> Bool? {
        guard let value else { return nil }
        let word = try value.text().string
        switch word.lowercased() {
        case "true": return true
        case "false": return false
        case other: return nil
        default: throw value.fault(.badValue("is \"\(word)\", expected true or false"))
        }
    }
}
