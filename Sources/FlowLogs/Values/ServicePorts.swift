/// Ports that services are known to have: those that rules name, and those of a table.
///
/// Where flags do not tell who opened a connection, a port of these is taken for the service's. 65536 bits.
public struct ServicePorts: Hashable, Sendable {
    private var words: [UInt64]

    /// A set of ports.
    public init(_ ports: some Sequence<UInt16> = []) {
        words = Array(repeating: 0, count: 1024)
        for port in ports { insert(port) }
    }

    /// Adds a port.
    public mutating func insert(_ port: UInt16) { words[Int(port >> 6)] |= 1 << UInt64(port & 63) }

    /// Adds all ports of a range; a wide range says nothing about which port is a service's, so those of more than 64 are left out.
    public mutating func insert(_ ports: ClosedRange<UInt16>) {
        if ports.count <= 64 { for port in ports { insert(port) } }
    }

    /// Whether a port is one of them.
    public func contains(_ port: UInt16) -> Bool { words[Int(port >> 6)] & 1 << UInt64(port & 63) != 0 }
}
