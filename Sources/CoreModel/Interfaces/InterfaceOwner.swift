/// A load balancer, database, cache, function or task with the groups that its interfaces carry.
///
/// AWS does not say which interfaces are its own; see ``InventoryBuilder/add(_:)-(InterfaceOwner)``.
public struct InterfaceOwner: Sendable {
    var kind: Attachment.Kind
    /// What people call it.
    public var name: String
    /// Its DNS names and ARN, which name it exactly.
    public var exactNames: [String] = []
    /// The groups that each of its interfaces carries.
    public var groups: [GroupIndex] = []
    /// Whether it is known to carry none, as a network load balancer may.
    public var carriesNoGroups = false
    /// Its VPC, where told.
    public var vpc: TextID = .none
    /// The subnets that its interfaces may be in; none where not told.
    public var subnets: [TextID] = []
    /// Its interfaces by id, where told.
    public var interfaces: [TextID] = []
    /// The private addresses of its interfaces, where all of them are told.
    public var addresses: [IPAddress] = []
    /// Whether its interfaces have private addresses alone, as an internal load balancer's do.
    public var isPrivate = false
    /// What AWS writes into the description of its interfaces, where that tells it from others of its name; empty where it does not.
    public var description = ""
    /// Whether others of the list are its parts, as a cluster's databases are: it names interfaces and never owns them alone.
    public var isCluster = false

    /// What sets the groups of a database's interfaces; nil of anything else, and where it is not told.
    public var database: DatabaseSetter?

    /// Makes an owner.
    public init(kind: Attachment.Kind, name: String) {
        self.kind = kind
        self.name = name
    }
}

extension InventoryBuilder {
    /// Adds what owns interfaces; which ones is settled when everything is read.
    ///
    /// Its own are those it names by id or address, else those of its kind that carry exactly its groups in its subnets. Where these may
    /// be another's too, its name stands for all of them, and none of them gets its name.
    public mutating func add(_ owner: InterfaceOwner) { owners.append(owner) }

    /// Gives interfaces the names of what they belong to; an owner without any, where interfaces are not listed, becomes one.
    mutating func nameInterfaces() {
        var names: [String: Set<InterfaceIndex>] = [:]
        var ownerNames: [String: Set<InterfaceIndex>] = [:]
        var byKind: [Attachment.Kind: [Int]] = [:]
        for (place, interface) in inventory.interfaces.enumerated() {
            byKind[interface.attachment.kind, default: []].append(place)
        }
        var candidates: [[Int]] = []
        var claims: [Int: Int] = [:]
        for owner in owners {
            let own = (byKind[owner.kind] ?? []).filter { mayBelong($0, to: owner) }
            let named = byID(owner)
            candidates.append(named.isEmpty ? own : named)
            if !owner.isCluster { for place in candidates[candidates.count - 1] { claims[place, default: 0] += 1 } }
        }
        var setters: [InterfaceIndex: Set<DatabaseSetter>] = [:]
        for (owner, own) in zip(owners, candidates) {
            var places = own
            let isKnown = !owner.groups.isEmpty || owner.carriesNoGroups
            if places.isEmpty, !owner.isCluster, isKnown, interfaceListings.isEmpty { places = [interface(of: owner)] }
            for place in places {
                if let database = owner.database { setters[InterfaceIndex(place), default: []].insert(database) }
                ownerNames[owner.name, default: []].insert(InterfaceIndex(place))
                for name in owner.exactNames { names[Self.exact(name), default: []].insert(InterfaceIndex(place)) }
                if claims[place, default: 1] == 1, !owner.isCluster, inventory.interfaces[place].attachment.name.isNone {
                    inventory.interfaces[place].attachment = Attachment(kind: owner.kind, name: intern(owner.name))
                }
            }
        }
        for (name, id) in dnsNames {
            if let place = interfaceIndex(id) { names[Self.exact(name), default: []].insert(InterfaceIndex(place)) }
        }
        for (setter, id) in databaseSetters {
            if let place = interfaceIndex(id) { setters[InterfaceIndex(place), default: []].insert(setter) }
        }
        inventory.databaseSetters = setters
        inventory.exactNames = names.mapValues { $0.sorted() }
        inventory.ownerNames = ownerNames.sorted { $0.key < $1.key }.map { (name: $0.key, interfaces: $0.value.sorted()) }
    }

    private func byID(_ owner: InterfaceOwner) -> [Int] {
        let named = owner.interfaces.compactMap { interfaceIndex($0) }
        if !named.isEmpty || owner.addresses.isEmpty { return named }
        return inventory.interfaces.indices.filter { place in
            let interface = inventory.interfaces[place]
            return (owner.vpc.isNone || interface.vpc.isNone || interface.vpc == owner.vpc)
                && owner.addresses.contains(where: interface.hasPrivateAddress)
        }
    }

    private func mayBelong(_ place: Int, to owner: InterfaceOwner) -> Bool {
        let interface = inventory.interfaces[place]
        let name = inventory.texts[interface.attachment.name]
        // Functions with the same groups and subnets share interfaces, which are called after one of them. A Name tag is somebody's own.
        let isTag = interface.attachment.name == interface.name
        let isElsewhere = !owner.vpc.isNone && !interface.vpc.isNone && owner.vpc != interface.vpc
        if owner.kind != .function, !owner.isCluster, !name.isEmpty, !isTag {
            return isName(name, of: owner) && !isElsewhere && isDescribed(interface, by: owner)
        }
        guard !owner.groups.isEmpty, Set(interface.groups) == Set(owner.groups), !isElsewhere else { return false }
        return owner.subnets.isEmpty || interface.subnet.isNone || owner.subnets.contains(interface.subnet)
    }

    /// Whether an interface's description may be that of an owner's: load balancers of different kinds may bear one name.
    private func isDescribed(_ interface: NetworkInterface, by owner: InterfaceOwner) -> Bool {
        let own = inventory.texts[interface.description]
        return owner.description.isEmpty || !own.hasPrefix("ELB ") || own == owner.description
    }

    /// Whether an interface's name is its owner's: the nodes of a cache are numbered, `carts-001`, `carts-0001-002`.
    private func isName(_ name: String, of owner: InterfaceOwner) -> Bool {
        let (name, whole) = (name.lowercased(), owner.name.lowercased())
        if name == whole { return true }
        guard owner.kind == .cache, name.hasPrefix(whole + "-") else { return false }
        return name.dropFirst(whole.count + 1).allSatisfy { $0.isNumber || $0 == "-" }
    }

    /// An interface that stands for an owner's, whose addresses are not known.
    private mutating func interface(of owner: InterfaceOwner) -> Int {
        // Things of different kinds may bear one name: each is an interface of its own.
        var interface = NetworkInterface(id: intern("\(owner.kind.word) \(owner.name)"))
        interface.groups = owner.groups
        interface.vpc = owner.vpc
        if owner.subnets.count == 1 { interface.subnet = owner.subnets[0] } else { interface.possibleSubnets = owner.subnets }
        interface.privateAddresses = owner.addresses
        interface.addressesAreKnown = !owner.addresses.isEmpty
        interface.publicAddressesAreKnown = owner.isPrivate
        interface.attachment = Attachment(kind: owner.kind, name: intern(owner.name))
        add(interface)
        return interfaceIndex(interface.id) ?? inventory.interfaces.count - 1
    }

    /// A DNS name or ARN as it is looked up: case and a last dot mean nothing.
    static func exact(_ name: String) -> String { (name.hasSuffix(".") ? String(name.dropLast()) : name).lowercased() }
}

extension Inventory {
    /// The interfaces that a DNS name or an ARN stands for; case and a last dot mean nothing.
    public func interfaces(calledExactly name: String) -> [InterfaceIndex] { exactNames[InventoryBuilder.exact(name)] ?? [] }

    /// Every DNS name and ARN that stands for interfaces, in lower case, by name.
    public var interfacesByExactName: [(name: String, interfaces: [InterfaceIndex])] {
        exactNames.sorted { $0.key < $1.key }.map { (name: $0.key, interfaces: $0.value) }
    }
}
