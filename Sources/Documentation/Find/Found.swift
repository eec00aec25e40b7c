import CoreModel
import Reachability

/// Something that was found by a text: what it is, by which of its fields, and how well it fits.
public struct Found: Hashable, Sendable {
    /// What was found.
    public let thing: FoundThing
    /// What of it holds the text.
    public let field: FoundField
    /// How well it fits: the smaller, the better.
    public let rank: FoundRank
    /// What the field says, as the input has it; of a port and of an end that is let in what was asked.
    public let text: String
    /// Whether it is let in for certain, where that was asked.
    public let outcome: Outcome?

    init(_ thing: FoundThing, _ field: FoundField, _ rank: FoundRank, _ text: String, outcome: Outcome? = nil) {
        (self.thing, self.field, self.rank, self.text, self.outcome) = (thing, field, rank, text, outcome)
    }
}

/// What can be found.
public enum FoundThing: Hashable, Sendable {
    /// A group, loaded or only named by rules.
    case group(GroupIndex)
    /// Every public address.
    case internet
    /// A network that rules name.
    case network(IPNetwork)
    /// A prefix list, by its place.
    case prefixList(Int)
    /// An interface.
    case interface(InterfaceIndex)
    /// An instance, by its place.
    case instance(Int)
    /// What interfaces belong to, by its place in ``Finder/resources``.
    case resource(Int)
    /// A VPC, by its place.
    case vpc(Int)
    /// A subnet, by its place.
    case subnet(Int)
    /// A route table, an ACL, a gateway or other part of the network, by its place in ``Finder/components``.
    case component(Int)
    /// A public address that no interface has.
    case address(IPAddress)
    /// An account.
    case account(TextID)

    /// Whether groups are attached to it.
    public var isCarrier: Bool { if case .group = self { false } else { !isContainer } }

    /// Whether it holds groups, rather than being carried by something or carrying them itself.
    var isContainer: Bool {
        switch self {
        case .network, .prefixList, .vpc, .subnet, .component, .account, .address, .internet: true
        case .group, .interface, .instance, .resource: false
        }
    }
}

/// By what something was found.
public enum FoundField: UInt8, Hashable, Sendable {
    /// Its id.
    case id
    /// Its title, name or Name tag.
    case name
    /// Another tag.
    case tag
    /// Its description.
    case description
    /// An address of its own.
    case address
    /// A prefix that is delegated to it, and holds the address asked for.
    case delegatedPrefix
    /// A DNS name or an ARN.
    case exactName
    /// A CIDR of its own.
    case network
    /// It lies in the CIDR asked for.
    case within
    /// It holds the address asked for, which no interface has.
    case holds
    /// Its rules let in the port asked for.
    case port
    /// It lets in the end asked for.
    case admission
    /// The description of one of its rules.
    case rule
    /// What the notes say of it.
    case note

    /// The word of a program for it.
    public var word: String {
        switch self {
        case .id: "id"
        case .name: "name"
        case .tag: "tag"
        case .description: "description"
        case .address: "address"
        case .delegatedPrefix: "delegated_prefix"
        case .exactName: "dns_name"
        case .network: "cidr"
        case .within: "within"
        case .holds: "holds"
        case .port: "port"
        case .admission: "lets_in"
        case .rule: "rule"
        case .note: "notes"
        }
    }
}

/// How well something fits what was looked for, the best first.
public enum FoundRank: UInt8, Hashable, Sendable, Comparable {
    /// It is called so, or is it.
    case exact
    /// It begins so.
    case prefix
    /// A word of it begins so.
    case word
    /// It holds it.
    case part
    /// Its name is nearly so.
    case fuzzy
    /// A word of its rules or of the notes.
    case words

    /// The word of a program for it.
    public var word: String {
        switch self {
        case .exact: "exact"
        case .prefix: "prefix"
        case .word: "word"
        case .part: "part"
        case .fuzzy: "fuzzy"
        case .words: "words"
        }
    }

    /// The best first.
    public static func < (left: FoundRank, right: FoundRank) -> Bool { left.rawValue < right.rawValue }
}

/// A load balancer, database, task or other thing that interfaces belong to.
public struct FoundResource: Sendable {
    /// What it is.
    public let kind: Attachment.Kind
    /// What it is called.
    public let name: String
    /// Its interfaces.
    public internal(set) var interfaces: [InterfaceIndex]
}

/// A part of the network that packets pass, as it is found.
public struct FoundComponent: Sendable {
    /// What it is.
    public enum Kind: Sendable {
        case routeTable, networkACL, internetGateway, egressOnlyGateway, virtualPrivateGateway, natGateway, peering,
            transitGateway
        case transitGatewayAttachment, transitGatewayTable, vpn, customerGateway, directConnectGateway, endpoint, firewall
        case loadBalancer, targetGroup

        /// What it is called on screen.
        public var word: String {
            switch self {
            case .routeTable: "route table"
            case .networkACL: "network ACL"
            case .internetGateway: "internet gateway"
            case .egressOnlyGateway: "egress-only internet gateway"
            case .virtualPrivateGateway: "virtual private gateway"
            case .natGateway: "NAT gateway"
            case .peering: "peering connection"
            case .transitGateway: "transit gateway"
            case .transitGatewayAttachment: "attachment"
            case .transitGatewayTable: "transit gateway table"
            case .vpn: "VPN connection"
            case .customerGateway: "customer gateway"
            case .directConnectGateway: "Direct Connect gateway"
            case .endpoint: "VPC endpoint"
            case .firewall: "firewall"
            case .loadBalancer: "load balancer"
            case .targetGroup: "target group"
            }
        }
    }

    /// What it is.
    public let kind: Kind
    /// Its id.
    public let id: TextID
    /// Its Name tag.
    public let name: TextID
    /// The VPCs that it is in, or joins.
    public var vpcs: [TextID] = []
    /// The subnets that it stands in, or that are told to be its own.
    public var subnets: [TextID] = []
    /// Its interfaces by id.
    public var interfaces: [TextID] = []

    init(_ kind: Kind, _ id: TextID, _ name: TextID) { (self.kind, self.id, self.name) = (kind, id, name) }
}
