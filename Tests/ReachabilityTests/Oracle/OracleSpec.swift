import Reachability
import CoreModel

/// An inventory as a test writes it down: what the generator makes, what shrinking takes apart, what a person reads.
struct OracleSpec {
    struct Network: Hashable {
        var id: String
        /// The VPC of a subnet.
        var vpc = ""
        var blocks: [IPNetwork]
    }

    struct Group: Hashable {
        var id: String
        var vpc: String
        var rules: [Rule]
        /// Whether other rules may exist that no input lists.
        var isPartial = false
        /// The rules of a second listing of the same id that differs.
        var copy: [Rule]?
    }

    struct Rule: Hashable {
        var direction: Direction
        var number: Int
        var from: Int?
        var to: Int?
        var peer: Peer
    }

    enum Peer: Hashable {
        case network(IPNetwork)
        case group(String, peering: String = "", isStale: Bool = false)
        case prefixList(String)
    }

    struct Interface: Hashable {
        var id: String
        var vpc: String
        var subnet = ""
        var addresses: [IPAddress]
        var prefixes: [IPNetwork] = []
        var publicAddresses: [IPAddress] = []
        var groups: [String]
        var addressesAreKnown = true
    }

    struct PrefixList: Hashable {
        var id: String
        var entries: [IPNetwork]?
        var version: IPVersion?
    }

    var vpcs: [Network] = []
    var subnets: [Network] = []
    var groups: [Group] = []
    var interfaces: [Interface] = []
    var prefixLists: [PrefixList] = []
    var isCompleteListing = false
    /// The VPCs whose interfaces are listed completely while those of the others are not; each is in an account of its own.
    var listedVpcs: [String] = []

    /// The inventory, made the way that readers make one; with an open network each VPC has an ACL that lets everything through.
    func inventory(hasOpenNetwork: Bool = false) -> Inventory {
        var builder = InventoryBuilder(label: "generated")
        for network in vpcs {
            var vpc = Vpc(id: builder.intern(network.id))
            vpc.networks = network.blocks
            vpc.owner = owner(of: network.id, &builder)
            builder.add(vpc)
        }
        for network in subnets {
            var subnet = Subnet(id: builder.intern(network.id))
            subnet.vpc = builder.intern(network.vpc)
            subnet.networks = network.blocks
            builder.add(subnet)
        }
        for group in groups { add(group, to: &builder) }
        for listed in interfaces {
            var interface = NetworkInterface(id: builder.intern(listed.id))
            interface.vpc = builder.intern(listed.vpc)
            interface.subnet = builder.intern(listed.subnet)
            interface.privateAddresses = listed.addresses
            interface.delegatedPrefixes = listed.prefixes
            interface.publicAddresses = listed.publicAddresses
            interface.addressesAreKnown = listed.addressesAreKnown
            interface.groups = listed.groups.map { builder.group(id: builder.intern($0)) }
            builder.add(interface)
        }
        for listed in prefixLists {
            var list = CoreModel.PrefixList(id: builder.intern(listed.id))
            list.entries = listed.entries
            list.version = listed.version
            builder.add(list)
        }
        if isCompleteListing { builder.noteCompleteInterfaceListing() }
        if hasOpenNetwork { addOpenACLs(&builder) }
        for id in listedVpcs { builder.noteCompleteInterfaceListing(of: Scope(account: owner(of: id, &builder))) }
        return builder.finish()
    }

    /// A network ACL for each VPC that anything is of, which lets everything of both families through.
    private func addOpenACLs(_ builder: inout InventoryBuilder) {
        let named = vpcs.map(\.id) + subnets.map(\.vpc) + interfaces.map(\.vpc) + groups.map(\.vpc)
        for vpc in Set(named).subtracting([""]).sorted() {
            var acl = NetworkACL(id: builder.intern("acl of \(vpc)"))
            acl.vpc = builder.intern(vpc)
            acl.owner = owner(of: vpc, &builder)
            acl.isDefault = true
            (acl.entryKnowledge, acl.associationKnowledge) = ([.complete, .complete], .complete)
            for version in IPVersion.allCases {
                for direction in Direction.allCases {
                    acl.entries.append(
                        NetworkACLEntry(
                            number: version == .v4 ? 100 : 101, direction, .allow, .all, IPNetwork.everything(version)))
                }
            }
            builder.add(acl, in: Listing(kind: .groups, argument: 0, file: "open"))
        }
    }

    /// The account of a VPC; none where accounts tell nothing apart.
    private func owner(of vpc: String, _ builder: inout InventoryBuilder) -> TextID {
        listedVpcs.isEmpty || vpc.isEmpty ? .none : builder.intern("account of \(vpc)")
    }

    private func add(_ group: Group, to builder: inout InventoryBuilder) {
        let id = builder.intern(group.id)
        var described = CoreModel.Group(id: id)
        described.name = builder.intern("name of \(group.id)")
        described.vpc = builder.intern(group.vpc)
        described.owner = owner(of: group.vpc, &builder)
        if group.isPartial {
            builder.describe(described)
            let listing = Listing(kind: .ruleResources, argument: 0, file: "rules.tfstate", document: 1)
            for rule in group.rules { builder.addRule(rule.rule(&builder), toGroup: id, in: listing) }
            return
        }
        let listing = Listing(kind: .groups, argument: 0, file: "groups.json")
        for rules in [group.rules] + (group.copy.map { [$0] } ?? []) {
            builder.beginGroup(described, in: listing)
            for rule in rules { builder.addRule(rule.rule(&builder)) }
        }
    }
}

extension OracleSpec.Rule {
    func rule(_ builder: inout InventoryBuilder) -> Rule {
        let traffic = IPProtocol(number: number).flatMap { try? Traffic($0, from: from, to: to) }
        guard let traffic else { preconditionFailure("protocol \(number) from \(from ?? -1) to \(to ?? -1)") }
        let named: Peer
        switch peer {
        case .network(let network): named = builder.peer(network)
        case .prefixList(let id): named = builder.peer(prefixList: builder.intern(id))
        case .group(let id, let peering, let isStale):
            let group = builder.group(id: builder.intern(id))
            let status = builder.intern(peering)
            named = builder.peer(GroupReference(group: group, peeringStatus: status, isStale: isStale))
        }
        return Rule(direction: direction, traffic: traffic, peer: named)
    }
}

/// A question in the words of an ``OracleSpec``.
struct OracleQuestion: Hashable {
    enum End: Hashable {
        case group(String)
        case interfaces([String])
        case network(IPNetwork)
        case internet
        case prefixList(String)
    }

    var source: End
    var destination: End
    /// A PORT as the command line takes it.
    var port: String
    var version: IPVersion?

    /// The question for the engine; nil where it cannot be asked.
    func question(of inventory: Inventory) -> Question? {
        guard let from = endpoint(source, inventory), let to = endpoint(destination, inventory),
            let query = try? PortQuery(parsing: port)
        else { return nil }
        return try? Question(from: from, to: to, port: query, version: version)
    }

    private func endpoint(_ end: End, _ inventory: Inventory) -> Endpoint? {
        switch end {
        case .group(let id): return inventory.group(id: id).map { Endpoint(.group($0), asked: id) }
        case .internet: return Endpoint(.internet, asked: "internet")
        case .network(let network):
            let isOne = network.prefixLength == network.version.bitWidth
            return Endpoint(.network(network), asked: isOne ? "\(network.address)" : "\(network)")
        case .interfaces(let ids):
            let places = ids.compactMap { id in inventory.interfaces.firstIndex { inventory[$0.id] == id } }
            guard places.count == ids.count, !ids.isEmpty else { return nil }
            return Endpoint(.interfaces(places.map(InterfaceIndex.init)), asked: ids.joined(separator: "+"))
        case .prefixList(let id):
            return inventory.prefixLists.firstIndex { inventory[$0.id] == id }.map { Endpoint(.prefixList($0), asked: id) }
        }
    }
}
