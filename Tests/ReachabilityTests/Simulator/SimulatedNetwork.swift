import CoreModel

/// A small network in plain values, for the simulator: VPCs with what carries and filters packets in them and between them.
///
/// Nothing of it is the walk's: it is rendered as text for the reader of sketches, and read here by the simulator alone.
struct SimulatedNetwork {
    /// An address of either family.
    struct Address: Hashable {
        var isIPv6: Bool
        var bits: UInt128
    }

    /// A CIDR.
    struct Block: Hashable {
        var base: Address
        var length: Int

        func contains(_ address: Address) -> Bool {
            let width = address.isIPv6 ? 128 : 32
            return base.isIPv6 == address.isIPv6
                && (length == 0 || base.bits >> (width - length) == address.bits >> (width - length))
        }
    }

    /// The VPC of networks that have one.
    static let one = "v"

    struct Vpc {
        var name: String
        var account = "1"
        var region = "eu-west-1"
        var blocks: [Block]
        /// Its internet gateway.
        var gateway = "igw-1"
    }

    struct Subnet {
        var name: String
        var vpc = SimulatedNetwork.one
        var zone = ""
        var blocks: [Block]
        /// Whether more than its id is in the input.
        var isLoaded = true
    }

    struct Route {
        enum Destination: Hashable {
            case block(Block)
            case list(String)
        }

        var destination: Destination
        /// `local`, or an id whose beginning tells what it is.
        var target: String
        var isPropagated = false
        var isBlackhole = false
        var isUnsettled = false
    }

    struct Table {
        var name: String
        var vpc = SimulatedNetwork.one
        /// `main`, subnets, gateways; `written` where it is as a state has it, without local routes and without states of targets.
        var uses: [String]
        var routes: [Route]

        var isWritten: Bool { uses.contains("written") }
    }

    struct Entry {
        var number: Int
        var isEgress: Bool
        var allows: Bool
        /// -1 for every protocol.
        var ipProtocol: Int
        var ports: ClosedRange<Int>
        /// -1 for every type or code.
        var type: Int
        var code: Int
        var block: Block
    }

    struct ACL {
        var name: String
        var vpc = SimulatedNetwork.one
        /// `default`, subnets.
        var uses: [String]
        var entries: [Entry]
    }

    struct Rule {
        enum Peer {
            case block(Block)
            case group(String)
        }

        var isEgress: Bool
        var ipProtocol: Int
        var ports: ClosedRange<Int>
        var peer: Peer
    }

    struct Group {
        var name: String
        var rules: [Rule]
    }

    struct Interface {
        enum Check: String { case on, off, untold }
        enum Platform: String { case linux, windows, untold }

        var name: String
        var subnet: String
        /// Private addresses, each with its public one.
        var addresses: [(own: Address, shown: Address?)]
        var groups: [String]
        /// AWS's word for its type, of those that stand for something else than a host.
        var type: String?
        var check = Check.untold
        var platform = Platform.untold
    }

    struct Nat {
        var name: String
        /// Nil for a regional one, which has a table instead.
        var subnet: String?
        var table: String?
        var vpc = SimulatedNetwork.one
        var addresses: [Address]
        /// Nil for a private one.
        var shown: Address?
        var state = "available"
    }

    /// What is known of the internet gateway `igw-1`; those of other VPCs are attached.
    enum InternetGateway { case attached, detached, unlisted }

    var vpcs: [Vpc] = []
    var subnets: [Subnet] = []
    var tables: [Table] = []
    var acls: [ACL] = []
    var groups: [Group] = []
    var interfaces: [Interface] = []
    var nats: [Nat] = []
    /// Without entries they are not loaded.
    var lists: [(name: String, entries: [Block]?)] = []
    var gateway = InternetGateway.attached
    /// Block Public Access; nil where it is not loaded.
    var blockMode: String?
    var exclusions: [(resource: String, mode: String)] = []
    var hasFirewall = false
    var peerings: [Peering] = []
    var transitGateways: [TransitGateway] = []
    var attachments: [Attachment] = []
    var transitTables: [TransitTable] = []
    /// Virtual private gateways with the VPCs that they are attached to.
    var privateGateways: [(name: String, vpc: String?)] = []
    var endpoints: [Endpoint] = []
    var balancers: [Balancer] = []
    var targetGroups: [TargetGroup] = []
    /// Kinds of things of which no listing, or a part of one, is loaded.
    var unlisted: Set<String> = []
    var partly: Set<String> = []
}

extension SimulatedNetwork.Address {
    /// An address that the test itself writes; one that cannot be read is zero.
    init(_ text: String) {
        let address = try? IPAddress(parsing: text)
        self.init(isIPv6: address?.version == .v6, bits: address?.bits ?? 0)
    }

    var text: String { IPAddress(isIPv6 ? .v6 : .v4, bits: bits).description }

    /// Whether it is one of those that the internet routes.
    var isPublic: Bool {
        if isIPv6 { return SimulatedNetwork.Block("2000::/3").contains(self) }
        return !["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].contains {
            SimulatedNetwork.Block($0).contains(self)
        }
    }

    var isShared: Bool { SimulatedNetwork.Block("100.64.0.0/10").contains(self) }
}

extension SimulatedNetwork.Block {
    init(_ text: String) {
        let parts = text.split(separator: "/").map(String.init)
        self.init(base: SimulatedNetwork.Address(parts[0]), length: Int(parts[1]) ?? 0)
    }

    var text: String { "\(base.text)/\(length)" }
}
