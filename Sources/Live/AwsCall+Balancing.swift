extension AwsCall {
    /// Load balancers of both generations, and target groups.
    static let balancing: [AwsCall] = [loadBalancers, classics, targetGroups]

    private static func elbv2(_ operation: String, _ action: String, _ list: String, _ arguments: [String] = []) -> AwsCall {
        AwsCall(
            service: "elbv2", operation: operation, action: "elasticloadbalancing:\(action)", list: list, arguments: arguments)
    }

    private static let loadBalancers = elbv2("describe-load-balancers", "DescribeLoadBalancers", "LoadBalancers")
    private static let classics = AwsCall(
        service: "elb", operation: "describe-load-balancers", action: "elasticloadbalancing:DescribeLoadBalancers",
        list: "LoadBalancerDescriptions")
    private static let targetGroups = elbv2("describe-target-groups", "DescribeTargetGroups", "TargetGroups")

    /// The calls that are about one thing of an earlier answer.
    ///
    /// What identifies users to an application, and headers that a rule waits for, may be secrets: they are never asked for.
    private static let listeners = elbv2(
        "describe-listeners", "DescribeListeners", "Listeners",
        [
            "--query",
            "{Listeners: Listeners[].{\(kept("ListenerArn", "LoadBalancerArn", "Port", "Protocol")), "
                + "DefaultActions: DefaultActions[].{\(action)}}}",
        ])
    private static let rules = elbv2(
        "describe-rules", "DescribeRules", "Rules",
        ["--query", "{Rules: Rules[].{\(kept("RuleArn", "Priority", "IsDefault")), Actions: Actions[].{\(action)}}}"])
    private static let action = kept("Type", "TargetGroupArn", "ForwardConfig")
    private static let attributes = elbv2(
        "describe-load-balancer-attributes", "DescribeLoadBalancerAttributes", "Attributes")
    private static let classicAttributes = AwsCall(
        service: "elb", operation: "describe-load-balancer-attributes",
        action: "elasticloadbalancing:DescribeLoadBalancerAttributes", list: "LoadBalancerAttributes", isObject: true)
    private static let health = elbv2("describe-target-health", "DescribeTargetHealth", "TargetHealthDescriptions")
    private static let groupAttributes = elbv2(
        "describe-target-group-attributes", "DescribeTargetGroupAttributes", "Attributes")

    /// The calls that an answer about load balancers makes possible.
    func nextOfBalancing(after answer: (_ key: String?) -> [String]) -> [AwsCall] {
        func about(_ id: String, _ option: String, _ calls: [AwsCall]) -> [AwsCall] {
            calls.map { $0.about(id, [option, id] + $0.arguments) }
        }
        /// The ids with a word that each of them has; none where it is not told of each.
        func pairs(_ id: String, _ word: String) -> [(id: String, word: String?)] {
            let (ids, words) = (answer(id), answer(word))
            return ids.enumerated().map { ($1, ids.count == words.count ? words[$0] : nil) }
        }
        switch name {
        case Self.loadBalancers.name:
            // The others send across zones, or no zone decides what they do.
            return pairs("LoadBalancerArn", "Type").flatMap { balancer in
                let hasChoice = !["application", "gateway"].contains(balancer.word)
                return about(balancer.id, "--load-balancer-arn", [Self.listeners] + (hasChoice ? [Self.attributes] : []))
            }
        case Self.classics.name:
            return answer("LoadBalancerName").flatMap { about($0, "--load-balancer-name", [Self.classicAttributes]) }
        case Self.listeners.name:
            // The others have no rules beside the default action.
            return pairs("ListenerArn", "Protocol").filter { ["HTTP", "HTTPS", nil].contains($0.word) }
                .flatMap { about($0.id, "--listener-arn", [Self.rules]) }
        case Self.targetGroups.name:
            return pairs("TargetGroupArn", "TargetType").flatMap { group in
                about(group.id, "--target-group-arn", [Self.health] + (group.word == "lambda" ? [] : [Self.groupAttributes]))
            }
        default: return []
        }
    }
}
