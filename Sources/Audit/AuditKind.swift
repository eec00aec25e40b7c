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
    /// A rule names a group and lets nothing through, since the other side has no rule for it.
    case halfRule = "half-rule"
    /// A rule names a group that no interface carries, or a prefix list without entries.
    case nobodyLetIn = "nobody-let-in"
    /// Ports are written for a protocol that has none.
    case portsIgnored = "ports-ignored"
    /// A rule lets through more than the flows that people say are needed.
    case wider = "wider-than-needed"
    /// Flow logs hold nothing that a rule let through.
    case notSeen = "rule-not-seen"
    /// All that a rule let through by flow logs another one lets through too.
    case hidden = "rule-never-alone"
    /// Others decide over all that an entry of a network ACL matches, before it.
    case entryUnreached = "acl-entry-unreached"
    /// A network ACL lets something through and nothing of what answers it.
    case replyForgotten = "acl-reply-forgotten"
    /// A network ACL lets IPv4 through and no IPv6, though its subnets have IPv6 addresses.
    case ipv6Forgotten = "acl-ipv6-forgotten"
    /// A network ACL closes a subnet: nothing comes in, or nothing goes out.
    case subnetClosed = "subnet-closed"
    /// Network ACLs leave a rule without effect.
    case ruleCut = "rule-cut-by-acl"
    /// A rule names a group of another VPC, and nothing between them keeps groups.
    case referenceLost = "reference-lost"
    /// A route drops what it is for.
    case blackhole = "blackhole-route"
    /// Subnets of other zones send to a NAT gateway.
    case distantNat = "nat-in-other-zone"
    /// One VPC sends to another, and no answer gets back.
    case oneWayRoute = "one-way-route"
    /// No way needs a gateway.
    case unusedGateway = "unused-gateway"
    /// Subnets whose table leads to an internet gateway.
    case publicSubnet = "public-subnet"

    /// Whether only flow logs tell it.
    public var isOfFlowLogs: Bool { self == .notSeen || self == .hidden }

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
        case .halfRule: "Rule without its other half"
        case .nobodyLetIn: "Rule for nobody"
        case .portsIgnored: "Ports that mean nothing"
        case .wider: "Rule wider than what is needed"
        case .notSeen: "Rule that flow logs did not see used"
        case .hidden: "Rule that let nothing through alone"
        case .entryUnreached: "Network ACL entry never reached"
        case .replyForgotten: "Network ACL forgets the answer"
        case .ipv6Forgotten: "Network ACL forgets IPv6"
        case .subnetClosed: "Subnet closed by its network ACL"
        case .ruleCut: "Rule that a network ACL cuts"
        case .referenceLost: "Rule for a group that cannot be seen"
        case .blackhole: "Route to nowhere"
        case .distantNat: "NAT gateway for other zones"
        case .oneWayRoute: "Route without a way back"
        case .unusedGateway: "Gateway that nothing uses"
        case .publicSubnet: "Public subnet"
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
        case .halfRule: "Only one side allows it, so nothing passes: the other rule was forgotten, or this one is left over."
        case .portsIgnored: "The protocol has no ports, so all of it passes, whatever range stands beside it."
        case .wider: "Whoever breaks in may use whatever passes, and nobody would miss the rest."
        case .notSeen: "Nothing needed it in that time; what comes once a quarter, or in a failover, may still."
        case .hidden: "Beside a wider rule a narrow one protects nothing: it is the wider one that lets everything through."
        case .nobodyLetIn: "It does nothing now, and all that it says as soon as somebody carries the group or fills the list."
        case .entryUnreached:
            "Entries count by their number, and the first that matches decides: this one does nothing, whatever it says."
        case .replyForgotten:
            "Network ACLs keep no state: what answers is judged by the other direction, and goes to the port that the client chose."
        case .ipv6Forgotten: "An entry for 0.0.0.0/0 says nothing of IPv6, which the last entry denies."
        case .subnetClosed:
            "No connection with anything outside of the subnet comes to anything, whatever groups and routes say."
        case .ruleCut: "The rule says that it passes, and outside of the members' own subnets nothing of it does."
        case .referenceLost:
            "Groups are seen within a VPC, over a peering connection in one Region, and inbound over a transit gateway that keeps references."
        case .blackhole: "Its target is gone or does not work; packets are dropped, and no wider route takes over."
        case .distantNat: "When its zone fails these subnets lose the internet too, and every byte between zones is paid for."
        case .oneWayRoute: "A connection needs routes both ways; with one of them alone every attempt times out."
        case .unusedGateway: "A NAT gateway is paid by the hour; of any gateway the next one wonders what it is for."
        case .publicSubnet:
            "What has a public address there is on the internet as far as its groups and the network ACL let it."
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
        case .halfRule: "Add the missing rule on the other side, or remove this one: no flow changes."
        case .portsIgnored: "Write the protocol that is meant, such as tcp, or leave the ports out."
        case .wider:
            "Put what is needed in its place: no flow of the notes and no pin of the board closes. Traffic that nobody wrote down may."
        case .notSeen: "Try without it, look at a longer time, and remove it."
        case .hidden: "Remove the wider rule if the narrow one is what is meant, else the narrow one."
        case .nobodyLetIn: "Remove the rule, or attach the group, or fill the list."
        case .entryUnreached: "Remove it, or give it a number before the others."
        case .replyForgotten: "Let tcp or udp 1024-65535 through the other way, to the same network; or remove the entry."
        case .ipv6Forgotten: "Say for ::/0 what is said for 0.0.0.0/0, where IPv6 is meant to pass."
        case .subnetClosed: "Add entries for what is meant to pass, both ways, or use another network ACL."
        case .ruleCut: "Remove the rule, or add entries both ways to the network ACL."
        case .referenceLost:
            "Name the networks of the other side, or turn on security group referencing where a transit gateway lies between."
        case .blackhole: "Replace its target, or delete the route."
        case .distantNat: "A NAT gateway in each zone, or one that is regional."
        case .oneWayRoute: "Add the route back to every table of the other side that should answer, or delete this one."
        case .unusedGateway: "Delete it, or add the route that is missing."
        case .publicSubnet: "If one of them is not meant to be public, give it a table that leads to a NAT gateway."
        }
    }
}
