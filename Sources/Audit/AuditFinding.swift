import CoreModel

/// How bad a finding is.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case info
    case low
    case medium
    case high
    case critical

    /// By harm.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    var rank: Int {
        switch self {
        case .info: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        case .critical: 4
        }
    }

    /// The next one that is less bad.
    var lower: Severity { Self.allCases[max(0, rank - 1)] }
}

/// Something that is wrong with rules, with groups or with the network.
///
/// There may be hundreds of thousands, most of them of one rule, so it is small and most have no memory of their own.
public struct AuditFinding: Sendable, Hashable {
    /// What kind.
    public var kind: AuditKind
    /// How bad.
    public var severity: Severity
    /// What it is about.
    public var subject: Subject
    /// The rule that causes it, where it is a single one.
    private var rule: RuleIndex?
    /// What is said of it.
    private var words: AuditText
    /// What most findings have not: at most one.
    private var particulars: [Particulars] = []

    private struct Particulars: Hashable, Sendable {
        /// The rules that cause it, where it is not a single one.
        var rules: [RuleIndex] = []
        var part: Part?
        var accepted: String?
    }

    /// The rules that cause it.
    public var rules: [RuleIndex] {
        get { rule.map { [$0] } ?? particulars.first?.rules ?? [] }
        set {
            let isOne = newValue.count == 1
            rule = isOne ? newValue[0] : nil
            if !isOne || !particulars.isEmpty { setApart { $0.rules = isOne ? [] : newValue } }
        }
    }

    /// The entry or the route of its component that causes it; nil where none does.
    public var part: Part? { particulars.first?.part }

    /// The reason in the notes why it is accepted; nil where it is not.
    public var accepted: String? {
        get { particulars.first?.accepted }
        set { setApart { $0.accepted = newValue } }
    }

    private mutating func setApart(_ change: (inout Particulars) -> Void) {
        var own = particulars.first ?? Particulars()
        change(&own)
        particulars = own == Particulars() ? [] : [own]
    }

    /// What it is here: "tcp 22 from 0.0.0.0/0"; of some kinds made when it is asked for.
    public var text: String {
        get { words.text }
        set { words = .said(newValue, note: words.note) }
    }

    /// More of it: the services behind the ports, the rules that contain it; of some kinds made when it is asked for.
    public var note: String? {
        get { words.note }
        set { words = .said(words.text, note: newValue) }
    }

    /// What a finding is about.
    public enum Subject: Hashable, Sendable {
        /// A group; for an interface's quota its first.
        case group(GroupIndex)
        /// A thing of the network, by its id.
        case component(ComponentType, TextID)
    }

    /// What a thing of the network is, in AWS's word.
    public enum ComponentType: String, Hashable, Sendable {
        case subnet
        case networkACL = "network-acl"
        case routeTable = "route-table"
        case internetGateway = "internet-gateway"
        case egressOnlyInternetGateway = "egress-only-internet-gateway"
        case natGateway = "nat-gateway"
        case vpnGateway = "vpn-gateway"
        case peeringConnection = "vpc-peering-connection"
        case transitGateway = "transit-gateway"
        case transitGatewayTable = "transit-gateway-route-table"
    }

    /// One line of a list that a component has.
    public enum Part: Hashable, Sendable {
        /// An entry of a network ACL.
        case entry(Direction, Int)
        /// A route, by its destination: a CIDR or a prefix list's id.
        case route(String)

        /// It as notes write it: "in 100", "10.0.0.0/8".
        public var text: String {
            switch self {
            case .entry(let direction, let number): "\(direction == .ingress ? "in" : "out") \(number)"
            case .route(let destination): destination
            }
        }
    }

    /// A finding about a group.
    init(
        kind: AuditKind, severity: Severity, group: GroupIndex, rules: [RuleIndex], text: String, note: String? = nil
    ) {
        self.init(kind: kind, severity: severity, .group(group), rules: rules, text: text, note: note)
    }

    /// A finding about anything.
    init(
        kind: AuditKind, severity: Severity, _ subject: Subject, rules: [RuleIndex] = [], part: Part? = nil, text: String,
        note: String? = nil
    ) {
        self.init(kind: kind, severity: severity, subject, rules: rules, part: part, saying: .said(text, note: note))
    }

    /// A finding of which something is said.
    init(
        kind: AuditKind, severity: Severity, _ subject: Subject, rules: [RuleIndex], part: Part? = nil, saying words: AuditText
    ) {
        (self.kind, self.severity, self.subject, self.words) = (kind, severity, subject, words)
        self.rules = rules
        if part != nil { setApart { $0.part = part } }
    }

    /// The group that it is about; nil where it is about the network.
    public var group: GroupIndex? { if case .group(let group) = subject { group } else { nil } }
}
