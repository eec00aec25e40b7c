/// The parts of an ARN of Elastic Load Balancing.
///
///     arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/front/50dc6c495c0c9188
///     arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2
///     arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee
///     arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067
///     arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/old
///
/// The last one is a classic load balancer's.
///
/// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
public struct BalancerArn: Hashable, Sendable {
    /// What an ARN is of.
    public enum Kind: String, Hashable, Sendable {
        case balancer = "loadbalancer"
        case listener
        case rule = "listener-rule"
        case targetGroup = "targetgroup"
    }

    /// What it is of.
    public let kind: Kind
    /// The region that it names.
    public let region: String
    /// The account that it names.
    public let account: String
    private let partition: String
    private let path: [String]

    /// The parts of a text; nil where it is no such ARN.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "elasticloadbalancing" else { return nil }
        let resource = parts[5].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard resource.count > 1, let kind = Kind(rawValue: resource[0]) else { return nil }
        self.init(kind, parts[1], region: parts[3], account: parts[4], path: Array(resource.dropFirst()))
    }

    private init(_ kind: Kind, _ partition: String, region: String, account: String, path: [String]) {
        self.kind = kind
        self.partition = partition
        self.region = region
        self.account = account
        self.path = path
    }

    /// The ARN.
    public var text: String {
        "arn:\(partition):elasticloadbalancing:\(region):\(account):\(kind.rawValue)/\(path.joined(separator: "/"))"
    }

    /// The name of the load balancer or the target group.
    public var name: String { isTyped ? path[1] : path[0] }

    /// What tells the thing from others of its name: the last part; nil of a classic load balancer's.
    public var number: String? { path.count > (isTyped ? 2 : 1) ? path.last : nil }

    /// What the interfaces of the load balancer are called: `app/front/50dc6c495c0c9188`, of a classic one its name.
    public var interfaceName: String { path.prefix(isTyped ? 3 : 1).joined(separator: "/") }

    /// Whether it is of a network or a gateway load balancer, or of what belongs to one.
    public var isNetworkOrGateway: Bool { isTyped && path[0] != "app" }

    /// The load balancer that a listener or a rule is of; nil of anything else.
    public var balancer: BalancerArn? { parent(.balancer, length: 3) }

    /// The listener that a rule is of; nil of anything else.
    public var listener: BalancerArn? { kind == .rule ? parent(.listener, length: 4) : nil }

    private func parent(_ kind: Kind, length: Int) -> BalancerArn? {
        guard [.listener, .rule].contains(self.kind), path.count > length else { return nil }
        return BalancerArn(kind, partition, region: region, account: account, path: Array(path.prefix(length)))
    }

    /// Whether the path begins with the load balancer's type.
    private var isTyped: Bool { kind != .targetGroup && path.count > 1 && Self.types.contains(path[0]) }

    private static let types = ["app", "net", "gwy"]

    // MARK: Redaction

    /// What of it names somebody's things: the account, names and numbers.
    var secrets: (account: String, name: String, numbers: [String]) {
        (account, name, Array(path.dropFirst(isTyped ? 2 : 1)))
    }

    /// The ARN of the same shape with other texts for what names somebody's things.
    func replacing(_ standIn: (String) -> String) -> String {
        let own = path.enumerated().map { place, part in place == 0 && isTyped ? part : standIn(part) }
        return BalancerArn(kind, partition, region: region, account: standIn(account), path: own).text
    }
}
