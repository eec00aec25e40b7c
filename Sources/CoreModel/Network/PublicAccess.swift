/// Which traffic of internet gateways and egress-only internet gateways VPC Block Public Access stops.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
public enum GatewayBlockMode: UInt8, Hashable, Sendable {
    case off
    /// What comes in, and what goes out by an internet gateway from a public address of its own.
    case ingress
    /// Both ways.
    case bidirectional
    /// A word that this version does not know.
    case unknown

    /// The mode of AWS's word, in whichever case.
    public init(word: String) {
        switch word.lowercased() {
        case "off": self = .off
        case "block-ingress": self = .ingress
        case "block-bidirectional": self = .bidirectional
        default: self = .unknown
        }
    }

    /// AWS's word.
    public var word: String {
        switch self {
        case .off: "off"
        case .ingress: "block-ingress"
        case .bidirectional: "block-bidirectional"
        case .unknown: "unknown"
        }
    }
}

/// VPC Block Public Access of one account in one region.
public struct PublicAccessBlock: Hashable, Sendable {
    /// The account and the region.
    public var scope: Scope
    /// What is blocked.
    public var mode: GatewayBlockMode
    /// Whether it is being changed, so that either mode may hold.
    public var isChanging: Bool

    /// Makes one.
    public init(scope: Scope, mode: GatewayBlockMode, isChanging: Bool = false) {
        self.scope = scope
        self.mode = mode
        self.isChanging = isChanging
    }
}

/// A VPC or a subnet that is excluded from Block Public Access.
public struct PublicAccessExclusion: Hashable, Sendable {
    /// What is let through.
    public enum Mode: UInt8, Hashable, Sendable {
        case bidirectional, egress
        /// A word that this version does not know.
        case unknown

        /// AWS's word.
        public var word: String {
            switch self {
            case .bidirectional: "allow-bidirectional"
            case .egress: "allow-egress"
            case .unknown: "unknown"
            }
        }
    }

    /// Whether it holds.
    public enum State: UInt8, Hashable, Sendable {
        case effective
        /// It was deleted or disabled, or never came to be.
        case gone
        /// It is being made, changed or deleted.
        case changing
    }

    /// `vpcbpa-exclude-...`.
    public var id: TextID
    /// The VPC or the subnet.
    public var resource: TextID
    /// What is let through.
    public var mode: Mode
    /// Whether it holds.
    public var state: State

    /// Makes one.
    public init(id: TextID, resource: TextID, mode: Mode, state: State) {
        self.id = id
        self.resource = resource
        self.mode = mode
        self.state = state
    }

    /// The mode of AWS's word, in whichever case.
    public static func mode(word: String) -> Mode {
        switch word.lowercased() {
        case "allow-bidirectional": .bidirectional
        case "allow-egress": .egress
        default: .unknown
        }
    }

    /// The state of AWS's word, such as `create-complete`; nothing told is taken for a state that holds, as of a template.
    public static func state(word: String) -> State {
        let word = word.lowercased()
        if word.isEmpty { return .effective }
        if word.hasSuffix("-in-progress") { return .changing }
        if word == "create-failed" || word.hasPrefix("delete") || word.hasPrefix("disable") { return .gone }
        // After a failed change either mode may hold.
        return word.hasSuffix("-complete") ? .effective : .changing
    }
}
