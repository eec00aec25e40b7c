import CoreModel

/// Traffic that security groups do not filter: Amazon DNS, instance metadata, time, ECS task metadata, Windows activation.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html ("Security groups can't block traffic to or
/// from ..."); addresses from the guides of each service.
public enum NotFiltered {
    /// A service that is reached whatever the rules say.
    public struct Service: Hashable, Sendable {
        /// What it is.
        public let kind: Kind
        /// Where it is.
        public let address: IPAddress
        /// On which points of traffic it is not filtered.
        public let points: TrafficSet
        /// The VPC whose resolver it is; none for addresses that every VPC has.
        public let vpc: TextID
    }

    /// What is reached whatever the rules say.
    public enum Kind: Hashable, Sendable {
        case resolver
        case instanceMetadata
        case time
        case taskMetadata
        case windowsActivation
    }

    /// The services at fixed addresses.
    static let fixed: [Service] = {
        let rows: [(Kind, String, [(IPProtocol, Int)])] = [
            (.resolver, "169.254.169.253", [(.tcp, 53), (.udp, 53)]),
            (.resolver, "fd00:ec2::253", [(.tcp, 53), (.udp, 53)]),
            (.instanceMetadata, "169.254.169.254", [(.tcp, 80)]),
            (.instanceMetadata, "fd00:ec2::254", [(.tcp, 80)]),
            (.time, "169.254.169.123", [(.udp, 123)]),
            (.time, "fd00:ec2::123", [(.udp, 123)]),
            (.taskMetadata, "169.254.170.2", [(.tcp, 80)]),
            (.windowsActivation, "169.254.169.250", [(.tcp, 1688)]),
            (.windowsActivation, "169.254.169.251", [(.tcp, 1688)]),
        ]
        return rows.compactMap { kind, address, ports in
            guard let address = try? IPAddress(parsing: address) else { return nil }
            return Service(kind: kind, address: address, points: points(ports), vpc: .none)
        }
    }()

    /// The resolver of a VPC: the base of its primary IPv4 block plus two.
    static func resolver(of vpc: Vpc) -> Service? {
        resolverAddress(of: vpc).map {
            Service(kind: .resolver, address: $0, points: points([(.tcp, 53), (.udp, 53)]), vpc: vpc.id)
        }
    }

    /// Where the resolver of a VPC is; nil where no IPv4 block of it is told.
    static func resolverAddress(of vpc: Vpc) -> IPAddress? {
        vpc.networks.first { $0.version == .v4 }.map { IPAddress(.v4, bits: $0.address.bits + 2) }
    }

    /// The service that a subject is for a source in a VPC; nil when it is none.
    static func service(at destination: Subject, from source: Subject, _ index: InventoryIndex, _ version: IPVersion) -> Service?
    {
        guard destination.addresses.intervals.count == 1, let only = destination.addresses.intervals.first,
            only.lowerBound == only.upperBound
        else { return nil }
        let address = IPAddress(version, bits: only.lowerBound)
        if let known = fixed.first(where: { $0.address == address }) { return known }
        guard let resolver = index.vpc(source.vpc).flatMap(resolver), resolver.address == address else { return nil }
        return resolver
    }

    /// Whether a subject may be a service for some source.
    static func mayBeService(_ subject: Subject, _ index: InventoryIndex, _ version: IPVersion) -> Bool {
        guard subject.interfaces.isEmpty || subject.interfaces.count == 1, subject.addresses.intervals.count == 1,
            let only = subject.addresses.intervals.first, only.lowerBound == only.upperBound
        else { return false }
        let address = IPAddress(version, bits: only.lowerBound)
        return fixed.contains { $0.address == address } || index.resolvers.contains(address)
    }

    private static func points(_ ports: [(IPProtocol, Int)]) -> TrafficSet {
        TrafficSet(ports.compactMap { try? Traffic($0.0, from: $0.1, to: $0.1).points })
    }
}
