import CoreModel

/// What the network map draws of one VPC: its subnets in rows by their tables, and the gateways that they leave by.
public struct VpcNetwork: Sendable {
    /// The VPC.
    public let id: TextID
    /// What it is called.
    public let name: String
    /// Its blocks, as far as they are told.
    public let networks: [IPNetwork]
    /// Whether its route tables are looked at: where they are not, no tier of it is known.
    public let readsTables: Bool
    /// The zones that its subnets are in, by name; an empty name last, for those of which none is told.
    public internal(set) var zones: [String] = []
    /// Subnets that leave alike, from the internet downwards.
    public internal(set) var rows: [SubnetRow] = []
    /// The gateways that rows leave by, or that are attached to it.
    public internal(set) var gateways: [NetworkGateway] = []
    /// Its endpoints.
    public internal(set) var endpoints = 0
    /// Interfaces that carry groups, and stand in no subnet that the input tells.
    public internal(set) var unplaced = 0

    /// Every subnet, row by row.
    public var subnets: [SubnetBox] { rows.flatMap(\.subnets) }

    /// The place of a gateway; nil where the map has none of that target.
    public func gateway(_ target: RouteTarget) -> Int? { gateways.firstIndex { $0.target.id == target.id } }

    /// The subnet of an id; nil where it is none of this VPC's.
    public func subnet(_ id: TextID) -> SubnetBox? { subnets.first { $0.id == id } }
}

/// Subnets of one VPC with one table and one ACL, which therefore leave alike.
public struct SubnetRow: Sendable {
    /// What their table does.
    public let routes: SubnetRoutes
    /// Their table; nil where it is not told.
    public let table: RouteTableIndex?
    /// Their ACL; nil where it is not told.
    public let acl: NetworkACLIndex?
    /// The subnets, by zone and address.
    public internal(set) var subnets: [SubnetBox] = []

    /// How far they stand from the internet.
    public var tier: SubnetTier { routes.tier }
    /// The interfaces that carry groups.
    public var interfaces: Int { subnets.reduce(0) { $0 + $1.interfaces } }
}

/// A subnet with the groups in it.
public struct SubnetBox: Sendable {
    /// The subnet.
    public let id: TextID
    /// What it is called: nothing else of the VPC is called so.
    public internal(set) var title: String
    /// Its blocks.
    public let networks: [IPNetwork]
    /// Its zone; empty where it is not told.
    public let zone: String
    /// The groups that interfaces in it carry, in the order of their addresses.
    public internal(set) var groups: [Resident] = []
    /// Interfaces in it that carry a group.
    public internal(set) var interfaces = 0
    /// Interfaces in it that carry none, but for those of gateways and endpoints.
    public internal(set) var withoutGroups = 0

    /// A group in a subnet.
    public struct Resident: Sendable {
        /// The group.
        public let group: GroupIndex
        /// What it is called.
        public let name: String
        /// Its interfaces in the subnet.
        public internal(set) var interfaces: [InterfaceIndex]
    }
}

/// Something by which packets leave the subnets of a VPC.
public struct NetworkGateway: Sendable {
    /// What a route to it names.
    public let target: RouteTarget
    /// What it is called, with the word for its kind: "nat nat-0".
    public internal(set) var title: String
    /// Where it leads.
    public internal(set) var onward = Onward.notFollowed
    /// The subnet that it stands in; none for what stands in none, or where that is not told.
    public internal(set) var subnet: TextID = .none
    /// The rows whose way out it is.
    public internal(set) var ways: [Int] = []
    /// The rows with routes to some networks over it.
    public internal(set) var joins: [Int] = []
    /// Gateways whose way leads over it, by their places.
    public internal(set) var feeders: [Int] = []
    /// The subnets in other zones whose way out it is, of one that stands in one zone.
    public internal(set) var distant: [TextID] = []

    /// Whether any route leads to it.
    public var isUsed: Bool { !ways.isEmpty || !joins.isEmpty || !feeders.isEmpty }

    /// Where what goes over a gateway comes to.
    public enum Onward: Hashable, Sendable {
        /// The internet.
        case internet
        /// Another gateway of the VPC, by its place.
        case gateway(Int)
        /// Other VPCs, by their ids.
        case vpcs([TextID])
        /// What is beyond AWS, as it is called: VPN connections, Direct Connect gateways.
        case beyond([String])
        /// Nothing: its own subnet's table has no way out for it.
        case nowhere
        /// What it does is not in AWS's data, or the input does not tell it.
        case notFollowed
    }
}
