import CoreModel
import Reachability

/// Why a line is no change that can be tried; nothing is changed then.
public enum TrialFault: Error, Hashable, Sendable {
    /// What a line is to have, and has not.
    public enum Part: Hashable, Sendable {
        case verb, group, direction, ports, preposition, peer, acl, number, action, network, table, destination, target, carrier,
            thing
        case change, vpc, attachment
    }

    /// It says nothing.
    case empty
    /// It begins with a word that is none of these changes.
    case unknownVerb(String)
    /// A part is missing or is no such thing: what stands in its place, "" where nothing does.
    case lacks(Part, String)
    /// An end, or the ports, mean nothing or several things.
    case asking(QuestionError)
    /// An end that is no group where only one can stand.
    case noGroup(String)
    /// An end that a rule cannot name: an instance, an interface; the groups that it carries and its addresses, which can be named.
    case noPeer(String, instead: [String])
    /// Nothing of a kind is called so; what is there, or close.
    case noThing(Part, String, close: [String])
    /// Several things are called so, with their ids.
    case severalThings(String, candidates: [String])
    /// No rule of the group is meant; the group's rules of that direction as lines.
    case noRule(of: String, candidates: [String])
    /// Several rules are meant.
    case severalRules([String])
    /// The rule stands already.
    case standsAlready(String)
    /// No entry has the number; the ACL's entries of that direction.
    case noEntry(acl: String, candidates: [String])
    /// The table has no such route that somebody wrote; those that it has.
    case noRoute(table: String, candidates: [String])
    /// The carrier carries the group already, or does not carry it.
    case carries(String, group: String, already: Bool)
    /// Carriers have no other group than this one, which is to be taken off.
    case lastGroup([String], group: String)
    /// A word stands behind the words in quotes, where nothing can stand any more.
    case stray(String)
    /// A group or another thing cannot be gone, and why.
    case cannotGo(String, Reason)
    /// An earlier change of the same trial took it away.
    case isOff(String)
    /// A gateway of a kind is attached to a VPC, that one or another.
    case attachedAlready(gateway: String, vpc: String)
    /// A VPC has another gateway of the kind.
    case hasGateway(vpc: String, gateway: String, kind: String)
    /// A peering connection does not wait to be accepted: the word for its state.
    case notWaiting(peering: String, state: String)
    /// A group is of another VPC than the interface that is to carry it.
    case groupOfOtherVpc(group: String, vpc: String, carrier: String, of: String)
    /// An interface is of what takes no groups: the word for it.
    case takesNoGroups(String, of: String)
    /// A subnet is of another VPC than the attachment that is to get it.
    case subnetOfOtherVpc(subnet: String, vpc: String, attachment: String)
    /// An attachment is of another transit gateway than the table.
    case tableOfOtherGateway(attachment: String, table: String, gateway: String)
    /// An attachment has a table already: the one that is meant, or another.
    case associatedAlready(attachment: String, with: String, isThere: Bool)
    /// A table has the routes of an attachment already.
    case propagatesAlready(attachment: String, to: String)
    /// An attachment has a subnet already, that one or another of its zone.
    case hasSubnetOfZone(attachment: String, subnet: String)
    /// AWS made an interface for something: the word for it and what it is called, nil where no input tells which it is.
    case madeByAws(String, of: String, called: String?)
    /// Something that AWS made interfaces for, with the word for it, has a public address.
    case holdsAddress(String, String, address: String)
    /// An address is none that can be associated: no public IPv4 address, or none of the account's Elastic ones, all of which are listed.
    case notElastic(String, isPublic: Bool)
    /// AWS gave an address to an interface by itself.
    case automaticAddress(String, of: String)
    /// An interface has not the private address that a public one is to be associated with; those that it has.
    case notItsAddress(String, address: String, has: [String])
    /// A table takes no such route, and why.
    case noSuchRoute(String, RouteRefusal)

    /// Why AWS takes a route into no table, or not into this one.
    ///
    /// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html,
    /// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html and
    /// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html
    public enum RouteRefusal: Hashable, Sendable {
        /// The target is of another VPC than the table.
        case targetOfOtherVpc(target: String, vpc: String, table: String)
        /// The peering connection has two other VPCs than the table's, or the transit gateway is not attached to that.
        case notJoined(target: String, table: String)
        /// The destination is a part of a block of the VPC, and no subnet's whole CIDR.
        case noSubnet(IPNetwork)
        /// The destination is of the VPC, and the target is none of those that such a route can have.
        case targetWithinVpc
        /// The target carries the other family alone.
        case family(target: String, IPVersion)
        /// The gateway is attached to no VPC.
        case notAttached(target: String)
        /// The table routes what comes in by a gateway: its routes are for no prefix list.
        case edgeList(gateway: String)
        /// The same, and no block of the VPC holds the destination.
        case edgeDestination(gateway: String)
        /// The same, and the target is none of those that such a table can have.
        case edgeTarget(gateway: String)
        /// No table has a route to such an endpoint: it is called by its addresses, or comes with routes of its own.
        case endpoint(target: String, comesWithRoutes: Bool)
        /// A Gateway Load Balancer endpoint is led to for CIDRs, not for a prefix list.
        case endpointList(target: String)
        /// The target is gone or comes to nothing: its state.
        case ended(target: String, state: String)
        /// The destination is in a block that AWS keeps for its services.
        case reserved(IPNetwork)
    }

    /// Why something cannot be gone.
    public enum Reason: Hashable, Sendable {
        /// A VPC's main table is never deleted.
        case mainTable
        /// A regional NAT gateway routes by it.
        case tableOfNatGateway(String)
        /// AWS made the interface for something, which alone can be taken away: the word for it and what it is called, nil where no input tells
        /// which it is.
        case requesterManaged(of: String, called: String?)
        /// Which interfaces go with it is not known: the word for it.
        case unknownInterfaces(of: String)
        /// Which packets a VPN connection carries is not known, as its gateway sends over any of those that it has.
        case unknownVpnRoutes(gateway: String?)
        /// The route comes with its VPC.
        case localRoute
        /// What comes with a VPC or is only filtered by, and what of it can be changed instead.
        case noDrill(String, Parts)
    }

    /// What a thing consists of that can be changed while it stays.
    public enum Parts: Hashable, Sendable {
        case none, entries, routes
    }

    /// The candidates that are listed below the sentence, each a line that can be typed, or a name.
    public var candidates: [String] {
        switch self {
        case .noThing(_, _, let close): close
        case .severalThings(_, let all), .noRule(_, let all), .severalRules(let all), .noEntry(_, let all), .noRoute(_, let all):
            all
        case .noPeer(_, let instead): instead
        case .asking(.unknownEnd(_, let close)): close
        case .asking(.ambiguousEnd(_, let candidates)): candidates.map { $0.id ?? $0.name }
        default: []
        }
    }
}
