/// By what boxes of a map are put together into one.
public enum MapFold: Hashable, Sendable {
    /// The VPC that a group was made in.
    case vpc
    /// The account that owns a group.
    case account
    /// The region of a group.
    case region
    /// How many steps a group is from the internet, along the flows.
    case tier
    /// The value of a tag.
    case tag(String)
    /// The first word of a group's name.
    case prefix
    /// Networks and prefix lists that all have the same flows.
    case peers
    /// Groups that all have the same flows.
    case alike
    /// What is left where there are more folds than can be drawn.
    case rest

    /// Reads what the command line and the explorer's prompt take: `vpc`, `account`, `region`, `tier`, `tag:KEY`, `prefix`; nil for anything else.
    public init?(parsing text: String) {
        switch text.lowercased() {
        case "vpc": self = .vpc
        case "account": self = .account
        case "region": self = .region
        case "tier": self = .tier
        case "prefix": self = .prefix
        case let lower where lower.hasPrefix("tag:") && text.count > 4: self = .tag(String(text.dropFirst(4)))
        default: return nil
        }
    }

    /// What ``init(parsing:)`` takes for it, for messages.
    public static let choices = "vpc, account, region, tier, tag:KEY or prefix"
}
