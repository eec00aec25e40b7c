/// A Site-to-Site VPN connection: where AWS ends and somebody else's router begins.
///
/// Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
public struct VpnConnection: Hashable, Sendable {
    /// `vpn-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// What it ends at: a virtual private gateway or a transit gateway, else a VPN concentrator or a Cloud WAN core network.
    public var gateway: TextID = .none
    /// The customer gateway at its other end.
    public var customerGateway: TextID = .none
    /// Its state.
    public var state = ResourceState()
    /// Whether it has the routes that somebody wrote alone, and none that the other end announces; nil where it is not told.
    public var isStatic: Bool?
    /// The networks of the other end that were written.
    public var networks: [IPNetwork] = []
    /// Whether each of its tunnels was up when the input was read; empty where it is not told.
    public var tunnels: [Bool] = []

    /// A connection of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    /// Fills in what another input knows; state and tunnels are those of the later one.
    mutating func merge(_ other: VpnConnection) {
        name.fill(other.name)
        gateway.fill(other.gateway)
        customerGateway.fill(other.customerGateway)
        if !other.state.text.isNone || other.state.works != nil { state = other.state }
        isStatic = other.isStatic ?? isStatic
        networks.take(other.networks)
        if !other.tunnels.isEmpty { tunnels = other.tunnels }
    }
}

/// A customer gateway: what AWS knows of the router at the other end of a VPN connection.
public struct CustomerGateway: Hashable, Sendable {
    /// `cgw-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// The router's address, as it is written; none where it is not told.
    public var address: TextID = .none

    /// A customer gateway of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    mutating func merge(_ other: CustomerGateway) {
        name.fill(other.name)
        address.fill(other.address)
    }
}

/// A Direct Connect gateway with what it is associated with: another edge of AWS.
public struct DirectConnectGateway: Hashable, Sendable {
    /// Its id.
    public var id: TextID
    /// Its name.
    public var name: TextID = .none
    /// The virtual private gateways and transit gateways that it is associated with, with the associations' states.
    public var associations: [TransitGatewayAssociation] = []

    /// A Direct Connect gateway of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    mutating func merge(_ other: DirectConnectGateway) {
        name.fill(other.name)
        associations.take(later: other.associations)
    }
}
