/// A public IPv4 address with the private one that it stands for beyond the internet gateway.
public struct PublicAssociation: Hashable, Sendable {
    /// The address within the VPC.
    public var privateAddress: IPAddress
    /// The address on the internet.
    public var publicAddress: IPAddress

    /// Makes one.
    public init(_ privateAddress: IPAddress, _ publicAddress: IPAddress) {
        self.privateAddress = privateAddress
        self.publicAddress = publicAddress
    }
}

/// An address that describe-addresses lists.
public struct PublicAddress: Hashable, Sendable {
    /// The address.
    public var address: IPAddress
    /// `eipalloc-...`.
    public var allocation: TextID = .none
    /// The interface it is associated with; none where it is free.
    public var interface: TextID = .none
    /// The private address that it stands for.
    public var privateAddress: IPAddress?

    /// An address that is associated with nothing.
    public init(_ address: IPAddress) {
        self.address = address
    }

    /// Fills in what another listing knows; what a later one says of its association counts, none included.
    mutating func merge(_ other: PublicAddress) {
        allocation.fill(other.allocation)
        (interface, privateAddress) = (other.interface, other.privateAddress)
    }
}
