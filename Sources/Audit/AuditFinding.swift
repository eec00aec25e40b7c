import Notes
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

    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The kinds of findings, each with why it matters and the remedy.
public enum AuditKind: String, Sendable, Hashable, CaseIterable {
    /// The internet may come in on every protocol and port.
    case openEverything = "open-everything"
    /// The internet may come in on a port of remote administration.
    case openAdmin = "open-admin-port"
    /// The internet may come in on the port of a database, cache, queue or search engine.
    case openDatabase = "open-database-port"
    /// The internet may come in on some other port than those of web servers.
    case openPort = "open-port"
    /// The internet may come in on the ports of web servers.
    case openWeb = "open-web-port"
    /// A public network that is large, though not all of the internet, may come in.
    case openWide = "open-wide-network"
    /// Everything may go out to everywhere.
    case openEgress = "open-egress"
    /// A VPC's default group lets something through.
    case defaultGroup = "default-group-rules"
    /// The console's launch wizard made the group.
    case launchWizard = "launch-wizard-group"
    /// Other rules of the group let through all that the rule does.
    case contained = "contained-rule"
    /// A rule names a group that is gone, so that it covers nothing.
    case stale = "stale-reference"
    /// No interface carries the group and no rule names it.
    case unused = "unused-group"
    /// A rule, or the group, has no description that says what it is for.
    case undescribed = "missing-description"
    /// The group is near or above the quota of rules.
    case ruleQuota = "rule-quota"
    /// An interface is near or above the quota of groups, or of their rules together.
    case interfaceQuota = "interface-quota"

    /// What it says, in a few words.
    public var title: String {
        switch self {
        case .openEverything: "Open to the internet on every port"
        case .openAdmin: "Administration port open to the internet"
        case .openDatabase: "Database port open to the internet"
        case .openPort: "Port open to the internet"
        case .openWeb: "Web port open to the internet"
        case .openWide: "Open to a large public network"
        case .openEgress: "Egress wide open"
        case .defaultGroup: "Default group lets something through"
        case .launchWizard: "Group made by the launch wizard"
        case .contained: "Rule contained in others"
        case .stale: "Stale reference"
        case .unused: "Group that nothing uses"
        case .undescribed: "Missing description"
        case .ruleQuota: "Near the quota of rules"
        case .interfaceQuota: "Near the quota of an interface"
        }
    }

    /// Why it matters.
    public var reason: String {
        switch self {
        case .openEverything: "Whatever listens on a member, now or later, is within reach of everybody."
        case .openAdmin: "Login ports are scanned all day long; one weak password or one flaw is enough."
        case .openDatabase: "Data stores are not built to face the internet; many answer without a password."
        case .openPort: "Everybody can reach what listens there; make sure that it is meant to be public."
        case .openWeb: "Usual for what is meant to be public; check that this group is."
        case .openWide: "So many addresses belong to many strangers."
        case .openEgress: "Malware on a member can call home and carry data out on any port."
        case .defaultGroup: "Whatever is started without a group gets this one, and its rules unasked."
        case .launchWizard: "Its rules were clicked together for one instance and seldom looked at again."
        case .contained: "It changes nothing: whoever removes it to close a way finds the way still open."
        case .stale: "It covers nothing now, and misleads whoever reads the rules."
        case .unused: "It is attached to nothing and named by nothing; the next user inherits rules that nobody checks."
        case .undescribed: "Nobody can tell whether it may be removed."
        case .ruleQuota: "At the quota the next change fails, often in the middle of an incident."
        case .interfaceQuota: "At the quota no further group can be attached, nor the rules of these grow."
        }
    }

    /// What to do.
    public var remedy: String {
        switch self {
        case .openEverything, .openPort: "Name the ports and the groups or networks that need them."
        case .openAdmin: "Use Session Manager or a VPN, or name the office's networks."
        case .openDatabase: "Name the groups that use it."
        case .openWeb: "If it is not meant to be public, name the load balancer's group instead."
        case .openWide: "Name the networks that are known, or a prefix list of them."
        case .openEgress: "Name what members call: groups, prefix lists, ports; or accept it with a reason in the notes."
        case .defaultGroup: "Remove its rules, and give every workload a group of its own."
        case .launchWizard: "Replace it by a group that is named for its purpose."
        case .contained: "Remove it: the flows stay the same."
        case .stale: "Remove the rule."
        case .unused: "Delete the group."
        case .undescribed: "Say in the description who needs it and why."
        case .ruleQuota: "Merge rules, use a prefix list, or have the quota raised."
        case .interfaceQuota: "Merge groups, or have the quota raised."
        }
    }
}

/// Something that is wrong with rules or groups.
public struct AuditFinding: Sendable, Hashable {
    /// What kind.
    public var kind: AuditKind
    /// How bad.
    public var severity: Severity
    /// The group; for an interface's quota its first.
    public var group: GroupIndex
    /// The rules that cause it.
    public var rules: [RuleIndex]
    /// What it is here: "tcp 22 from 0.0.0.0/0".
    public var text: String
    /// More of it: the services behind the ports, the rules that contain it.
    public var note: String?
    /// The reason in the notes why it is accepted; nil where it is not.
    public var accepted: String?
}
