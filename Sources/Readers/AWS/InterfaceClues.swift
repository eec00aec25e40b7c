import CoreModel

/// What an interface tells of the thing that it belongs to.
///
/// AWS has no field for that: the services write it into the description, each in its own way.
///
/// Sources: https://repost.aws/knowledge-center/vpc-find-owner-unknown-ip-addresses and
/// https://repost.aws/knowledge-center/eni-find-associated-resource
struct InterfaceClues {
    var description: String
    /// `InterfaceType`: "interface", "lambda", "nat_gateway", "network_load_balancer", "vpc_endpoint", ...
    var type: String
    /// `RequesterId`: an account or the name of a service, such as "amazon-elb".
    var requester: String
    var isOfInstance: Bool
    /// Whether a service made it.
    var isManaged: Bool

    /// The kind of thing and its name; no name where the clues have none.
    var owner: (kind: Attachment.Kind, name: String?) {
        if isOfInstance { return (.instance, nil) }
        return byDescription ?? byType ?? byRequester ?? (isManaged ? .other : .unknown, nil)
    }

    private var byDescription: (Attachment.Kind, String?)? {
        if let rest = rest(after: "ELB ") { return (.loadBalancer, Self.loadBalancer(rest)) }
        if description == "RDSNetworkInterface" { return (.database, nil) }
        if let rest = rest(after: "Network interface for DBProxy ") { return (.database, Self.firstWord(rest)) }
        if let rest = rest(after: "ElastiCache ") ?? rest(after: "ElastiCache+") { return (.cache, Self.firstWord(rest)) }
        if let rest = rest(after: "AWS Lambda VPC ENI-") { return (.function, Self.withoutUUID(rest)) }
        if description.hasPrefix("AWS Lambda VPC ENI") { return (.function, nil) }
        if description.hasPrefix("arn:aws"), description.contains(":ecs:"), description.contains(":attachment/") {
            return (.task, nil)
        }
        if let rest = rest(after: "Interface for NAT Gateway ") { return (.natGateway, Self.firstWord(rest)) }
        if let rest = rest(after: "VPC Endpoint Interface ") { return (.endpoint, Self.firstWord(rest)) }
        if let rest = rest(after: "EFS mount target for ") { return (.other, Self.firstWord(rest)) }
        if let rest = rest(after: "Network Interface for Transit Gateway Attachment ") { return (.other, Self.firstWord(rest)) }
        if let rest = rest(after: "Amazon EKS ") ?? rest(after: "ES ") { return (.other, Self.firstWord(rest)) }
        let services = ["RedshiftNetworkInterface", "DMSNetworkInterface", "DAX ", "Amazon MSK ", "CodeBuild"]
        return services.contains { description.hasPrefix($0) } ? (.other, nil) : nil
    }

    private var byType: (Attachment.Kind, String?)? {
        switch type {
        case "lambda": (.function, nil)
        case "nat_gateway": (.natGateway, nil)
        case "load_balancer", "network_load_balancer", "gateway_load_balancer": (.loadBalancer, nil)
        case "vpc_endpoint", "gateway_load_balancer_endpoint": (.endpoint, nil)
        case "", "interface", "efa", "efa-only", "trunk", "branch": nil
        default: (.other, nil)
        }
    }

    private var byRequester: (Attachment.Kind, String?)? {
        switch requester {
        case "amazon-elb": (.loadBalancer, nil)
        case "amazon-rds": (.database, nil)
        case "amazon-elasticache": (.cache, nil)
        default: nil
        }
    }

    private func rest(after prefix: String) -> Substring? {
        description.hasPrefix(prefix) ? description.dropFirst(prefix.count) : nil
    }

    /// "app/NAME/hash", "net/NAME/hash", "gwy/NAME/hash", or the name of a classic one.
    private static func loadBalancer(_ text: Substring) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count >= 2, ["app", "net", "gwy"].contains(parts[0]) { return parts[1].isEmpty ? nil : String(parts[1]) }
        return firstWord(text)
    }

    private static func firstWord(_ text: Substring) -> String? {
        text.split(separator: " ").first.map(String.init)
    }

    /// "NAME-5b1a7f10-0000-4000-8000-0123456789ab" without its last five parts.
    private static func withoutUUID(_ text: Substring) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count > 5, parts.suffix(5).map(\.count) == [8, 4, 4, 4, 12],
            parts.suffix(5).allSatisfy({ $0.allSatisfy(\.isHexDigit) })
        else { return text.isEmpty ? nil : String(text) }
        return parts.dropLast(5).joined(separator: "-")
    }
}

extension Collector {
    /// What an interface belongs to; its Name tag stands in where the clues have no name.
    mutating func attachment(_ clues: InterfaceClues, nameTag: TextID) -> Attachment {
        let owner = clues.owner
        if let name = owner.name { return Attachment(kind: owner.kind, name: builder.intern(name)) }
        return Attachment(kind: owner.kind, name: owner.kind == .unknown || owner.kind == .instance ? .none : nameTag)
    }
}
