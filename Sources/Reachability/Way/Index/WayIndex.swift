import CoreModel

/// What a walk looks up in an inventory, built once.
///
/// A class, since every layer of every walk holds it.
/// Complexity: linear in subnets, tables with their routes, ACLs, gateways and interfaces; entries are not touched.
final class WayIndex: Sendable {
    /// What a look-up comes to.
    enum Found<Element> {
        case one(Element)
        /// The input does not tell it, or tells several.
        case unknown
    }

    let inventory: Inventory
    private let inventoryIndex: InventoryIndex
    let found: Lookups
    /// What joins VPCs with each other and with networks beyond AWS.
    let transit: TransitIndex
    /// Load balancers and what they send to.
    let balancers: BalancerIndex
    private let regions: Lazy<[TextID: TextID]>

    /// What is looked up, by id.
    struct Lookups {
        var tablesBySubnet: [TextID: [RouteTableIndex]] = [:]
        var tablesByGateway: [TextID: [RouteTableIndex]] = [:]
        var tablesByID: [TextID: RouteTableIndex] = [:]
        var mainTables: [TextID: [RouteTableIndex]] = [:]
        var openTables: Set<TextID> = []
        var aclsBySubnet: [TextID: [NetworkACLIndex]] = [:]
        var defaultACLs: [TextID: [NetworkACLIndex]] = [:]
        var openACLs: Set<TextID> = []
        var gateways: [TextID: GatewayIndex] = [:]
        var natGateways: [TextID: NatGatewayIndex] = [:]
        var lists: [TextID: Int] = [:]
        var internetGateways: [TextID: [Gateway]] = [:]
        var instances: [TextID: Int] = [:]
        var interfaces: [TextID: InterfaceIndex] = [:]
        var interfacesByInstance: [TextID: [InterfaceIndex]] = [:]
        /// The targets of active routes, by VPC, and the VPCs of which one leads to an internet gateway.
        var activeTargets: [TextID: Set<TextID>] = [:]
        var activeInternetRoutes: Set<TextID> = []
        var publicHolders: Set<PublicHolder> = []
        var natAddresses: [NatPlace: TextID] = [:]
        var natPublicAddresses: [IPAddress: TextID] = [:]
        /// Private addresses that a listing of public ones names, of interfaces that are not loaded.
        var unlistedPublicHolders: Set<IPAddress> = []
        /// The VPCs of subnets that are not loaded, as what stands in them tells.
        var vpcsOfUnloadedSubnets: [TextID: TextID] = [:]
        var looked: [TextID: Looked] = [:]
    }

    /// What of a VPC is looked at, and how much of it listings tell.
    struct Looked {
        var routes = false
        var acls = false
        var access = false
        var hasPartOfTables = false
        var hasPartOfACLs = false
        var listsSubnets = false
        var listsInternetGateways = false
        var listsEgressOnlyGateways = false
        var listsExclusions = false
        var listsPeerings = false
        var listsEndpoints = false
    }

    /// An address of a NAT gateway within its VPC.
    struct NatPlace: Hashable {
        var vpc: TextID
        var address: IPAddress
    }

    /// An interface's private address that a listing of addresses names.
    struct PublicHolder: Hashable {
        var interface: TextID
        var address: IPAddress
    }

    init(_ inventory: Inventory, _ inventoryIndex: InventoryIndex) {
        self.inventory = inventory
        self.inventoryIndex = inventoryIndex
        var found = Lookups()
        func note(vpc: TextID, ofSubnet subnet: TextID) {
            if vpc.isNone || subnet.isNone || inventoryIndex.subnet(subnet) != nil { return }
            found.vpcsOfUnloadedSubnets[subnet] = vpc
        }
        let topology = inventory.topology
        for (place, table) in topology.routeTables.enumerated() {
            let index = RouteTableIndex(place)
            found.tablesByID[table.id] = index
            for subnet in table.subnets { found.tablesBySubnet[subnet, default: []].append(index) }
            for gateway in table.gateways { found.tablesByGateway[gateway, default: []].append(index) }
            if table.isMain { found.mainTables[table.vpc, default: []].append(index) }
            if case .partial = table.associationKnowledge { found.openTables.insert(table.vpc) }
            for route in table.routes where route.state == .active {
                found.activeTargets[table.vpc, default: []].insert(route.target.id)
                if route.target.kind == .internetGateway { found.activeInternetRoutes.insert(table.vpc) }
            }
        }
        for (place, acl) in topology.networkACLs.enumerated() {
            let index = NetworkACLIndex(place)
            for subnet in acl.subnets { found.aclsBySubnet[subnet, default: []].append(index) }
            if acl.isDefault { found.defaultACLs[acl.vpc, default: []].append(index) }
            if case .partial = acl.associationKnowledge { found.openACLs.insert(acl.vpc) }
        }
        for (place, gateway) in topology.gateways.enumerated() {
            found.gateways[gateway.id] = GatewayIndex(place)
            guard gateway.kind == .internet else { continue }
            for attachment in gateway.attachments ?? [] where attachment.state.works != false && !attachment.vpc.isNone {
                found.internetGateways[attachment.vpc, default: []].append(gateway)
            }
        }
        for (place, instance) in inventory.instances.enumerated() { found.instances[instance.id] = place }
        for (place, interface) in inventory.interfaces.enumerated() {
            found.interfaces[interface.id] = InterfaceIndex(place)
            note(vpc: interface.vpc, ofSubnet: interface.subnet)
            if interface.instance.isNone { continue }
            found.interfacesByInstance[interface.instance, default: []].append(InterfaceIndex(place))
        }
        for address in topology.publicAddresses {
            guard let own = address.privateAddress, !address.interface.isNone else { continue }
            if found.interfaces[address.interface] == nil { found.unlistedPublicHolders.insert(own) }
            found.publicHolders.insert(PublicHolder(interface: address.interface, address: own))
        }
        for (place, gateway) in topology.natGateways.enumerated() {
            found.natGateways[gateway.id] = NatGatewayIndex(place)
            note(vpc: gateway.vpc, ofSubnet: gateway.subnet)
            let vpc = gateway.vpc.isNone ? inventoryIndex.subnet(gateway.subnet)?.vpc ?? .none : gateway.vpc
            for address in gateway.addresses.compactMap(\.publicAddress) where gateway.state.works != false {
                found.natPublicAddresses[address] = gateway.id
            }
            for address in gateway.addresses.compactMap(\.privateAddress) where !vpc.isNone {
                found.natAddresses[NatPlace(vpc: vpc, address: address)] = gateway.id
            }
        }
        for attachment in topology.transitGatewayAttachments where attachment.kind == .vpc {
            for subnet in attachment.subnets ?? [] { note(vpc: attachment.resource, ofSubnet: subnet) }
        }
        for endpoint in topology.endpoints { for subnet in endpoint.subnets { note(vpc: endpoint.vpc, ofSubnet: subnet) } }
        for (place, list) in inventory.prefixLists.enumerated() { found.lists[list.id] = place }
        let all = Set(inventory.vpcs.map(\.id) + inventory.interfaces.map(\.vpc) + inventory.subnets.map(\.vpc)).subtracting([
            .none
        ])
        for vpc in all {
            found.looked[vpc] = Looked(
                routes: inventory.looksAtRoutes(ofVpc: vpc), acls: inventory.looksAtACLs(ofVpc: vpc),
                access: inventory.looksAtPublicAccess(ofVpc: vpc),
                hasPartOfTables: inventory.coverage(of: .routeTables, inVpc: vpc) == .partial,
                hasPartOfACLs: inventory.coverage(of: .networkACLs, inVpc: vpc) == .partial,
                listsSubnets: inventory.coverage(of: .subnets, inVpc: vpc) == .complete,
                listsInternetGateways: inventory.coverage(of: .internetGateways, inVpc: vpc) == .complete,
                listsEgressOnlyGateways: inventory.coverage(of: .egressOnlyInternetGateways, inVpc: vpc) == .complete,
                listsExclusions: inventory.coverage(of: .publicAccessExclusions, inVpc: vpc) == .complete,
                listsPeerings: inventory.coverage(of: .peeringConnections, inVpc: vpc) == .complete,
                listsEndpoints: inventory.coverage(of: .endpoints, inVpc: vpc) == .complete)
        }
        self.found = found
        transit = TransitIndex(inventory)
        balancers = BalancerIndex(inventory)
        regions = Lazy {
            Dictionary(all.map { ($0, inventory.scope(ofVpc: $0).region) }) { first, _ in first }
        }
    }

    /// The index of an inventory that differs in rules, routes, entries of ACLs, checks of interfaces and the groups that these carry
    /// alone: no look-up changes.
    ///
    /// What an active route proved of its target stays proved.
    init(_ other: WayIndex, after inventory: Inventory, _ inventoryIndex: InventoryIndex) {
        self.inventory = inventory
        self.inventoryIndex = inventoryIndex
        (found, transit, regions) = (other.found, other.transit, other.regions)
        balancers = other.balancers
    }

    // MARK: Where things are

    /// The VPC of a subnet, loaded or not; nil where nothing tells it.
    func vpc(ofSubnet id: TextID) -> TextID? {
        guard let subnet = subnet(id) else { return found.vpcsOfUnloadedSubnets[id] }
        return subnet.vpc.isNone ? nil : subnet.vpc
    }

    func subnet(_ id: TextID) -> Subnet? { inventoryIndex.subnet(id) }

    /// The subnet of an end; nil where it is outside, or where it is not told.
    func subnet(of end: WayEnd) -> TextID? {
        switch end {
        case .interface(let interface, let address):
            let own = inventory[interface]
            if !own.subnet.isNone { return own.subnet }
            return own.possibleSubnets.first { id in subnet(id)?.networks.contains { $0.contains(address) } ?? false }
        case .host(_, let subnet), .unseen(_, _, let subnet): return subnet
        case .outside: return nil
        }
    }

    /// The VPC of an end; nil where it is outside, or where it is not told.
    func vpc(of end: WayEnd) -> TextID? {
        switch end {
        case .interface(let interface, _):
            let own = inventory[interface]
            return own.vpc.isNone ? vpc(ofSubnet: own.subnet.isNone ? own.possibleSubnets.first ?? .none : own.subnet) : own.vpc
        case .host(_, let own), .unseen(_, _, let own): return vpc(ofSubnet: own)
        case .outside: return nil
        }
    }

    /// A loaded VPC.
    func vpc(_ id: TextID) -> Vpc? { inventoryIndex.vpc(id) }

    /// What an interface is, in AWS's word.
    func type(of interface: InterfaceIndex) -> String { inventory[inventory[interface].type] }

    func interface(_ id: TextID) -> InterfaceIndex? { found.interfaces[id] }

    /// The interfaces that a route leads to: one by its id, or those of an instance; none for everything else.
    func interfaces(of target: RouteTarget) -> [InterfaceIndex] {
        switch target.kind {
        case .instance: found.interfacesByInstance[target.id] ?? []
        case .networkInterface: [found.interfaces[target.id]].compactMap { $0 }
        default: []
        }
    }

    /// The NAT gateway that has an address in the VPC of a subnet.
    func natGateway(at address: IPAddress, inVpcOf own: TextID) -> TextID? {
        guard let vpc = subnet(own)?.vpc, !vpc.isNone else { return nil }
        return found.natAddresses[NatPlace(vpc: vpc, address: address)]
    }

    /// The NAT gateway that has a public address.
    func natGateway(publicAddress address: IPAddress) -> TextID? { found.natPublicAddresses[address] }

    /// The VPC whose network is looked at and that has an address in a block of its own; nil where there is none, or several.
    func vpc(holding address: IPAddress) -> TextID? {
        if !inventoryIndex.vpcAddresses[InventoryIndex.slot(address.version)].contains(address.bits) { return nil }
        let all = inventory.vpcs.filter { vpc in vpc.networks.contains { $0.contains(address) } }
        return all.count == 1 && looksAtNetwork(all[0].id) ? all[0].id : nil
    }

    /// The VPC that an end stands in, or that something with its address does.
    func vpc(around end: WayEnd) -> TextID? {
        if let own = vpc(of: end) { return own }
        guard end.isOutside else { return nil }
        return vpc(holding: end.address)
            ?? natGateway(publicAddress: end.address).flatMap { natGateway($0) }
            .flatMap { $0.vpc.isNone ? vpc(ofSubnet: $0.subnet) : $0.vpc }
    }

    /// The loaded VPCs that have an address in a block of theirs and of which not every interface is listed: any group of theirs may be
    /// at the address.
    func unlistedVpcs(holding address: IPAddress) -> [TextID] {
        if !inventoryIndex.vpcAddresses[InventoryIndex.slot(address.version)].contains(address.bits) { return [] }
        return inventory.vpcs.filter { vpc in
            vpc.networks.contains { $0.contains(address) } && !inventory.listsAllInterfaces(ofVpc: vpc.id)
        }.map(\.id)
    }

    /// Whether an address lies in a block of a VPC.
    func holds(_ address: IPAddress, vpc id: TextID) -> Bool { vpc(id)?.networks.contains { $0.contains(address) } ?? false }

    /// Whether every subnet of a VPC is listed: an address of its blocks that none holds is nobody's.
    func listsSubnets(ofVpc vpc: TextID) -> Bool { found.looked[vpc]?.listsSubnets ?? false }

    /// Whether every gateway of a kind of a VPC is listed.
    func lists(_ kind: Gateway.Kind, ofVpc vpc: TextID) -> Bool {
        guard let looked = found.looked[vpc] else { return false }
        return kind == .internet ? looked.listsInternetGateways : looked.listsEgressOnlyGateways
    }

    /// What of a VPC a firewall stands before: a subnet, or all of it; nil where none is known to stand there.
    func inspected(_ own: TextID?, _ id: TextID) -> TextID? {
        if let own, subnet(own)?.hasFirewall ?? false { return own }
        return vpc(id)?.hasFirewall ?? false ? id : nil
    }

    func looksAtRoutes(_ vpc: TextID) -> Bool { found.looked[vpc]?.routes ?? false }
    func looksAtACLs(_ vpc: TextID) -> Bool { found.looked[vpc]?.acls ?? false }
    /// Whether route tables or network ACLs of some VPC are looked at: what is in no VPC that is told may be in that one.
    var looksAtSomeNetwork: Bool { found.looked.values.contains { $0.routes || $0.acls } }
    /// Whether route tables or network ACLs of a VPC are looked at.
    func looksAtNetwork(_ vpc: TextID) -> Bool { looksAtRoutes(vpc) || looksAtACLs(vpc) }

    /// Whether every exclusion from Block Public Access of a VPC is listed.
    func listsExclusions(ofVpc vpc: TextID) -> Bool { found.looked[vpc]?.listsExclusions ?? false }

    /// Whether every peering connection, or every endpoint, of a VPC is listed.
    func listsPeerings(ofVpc vpc: TextID) -> Bool { found.looked[vpc]?.listsPeerings ?? false }
    func listsEndpoints(ofVpc vpc: TextID) -> Bool { found.looked[vpc]?.listsEndpoints ?? false }

    func looksAtPublicAccess(_ vpc: TextID) -> Bool { found.looked[vpc]?.access ?? false }

    /// Whether something of a VPC is in the input beside its id.
    func isLoaded(_ vpc: TextID) -> Bool { found.looked[vpc] != nil }

    /// The region of a VPC; none where nothing tells it.
    func region(ofVpc vpc: TextID) -> TextID { regions.value[vpc] ?? .none }

    /// The blocks of a VPC; nil where they are not all told.
    func blocks(ofVpc id: TextID) -> [IPNetwork]? {
        guard let vpc = vpc(id), !vpc.networks.isEmpty, vpc.openFamilies.isEmpty else { return nil }
        return vpc.networks
    }

    /// Whether an address of IPv6 is one that the internet knows.
    func isPublicIPv6(_ address: IPAddress, inVpc id: TextID) -> Bool {
        SpecialAddresses.publicAddresses(.v6).contains(address.bits)
            && !(vpc(id)?.privateBlocks.contains { $0.contains(address) } ?? false)
    }

    // MARK: Tables and ACLs

    /// The route table of a subnet: its own, else its VPC's main one.
    func table(ofSubnet subnet: TextID, _ vpc: TextID) -> Found<RouteTableIndex> {
        if let own = found.tablesBySubnet[subnet] { return own.count == 1 ? .one(own[0]) : .unknown }
        // One that is not in the input may be associated with it.
        if found.openTables.contains(vpc) || found.looked[vpc]?.hasPartOfTables ?? false { return .unknown }
        guard !vpc.isNone, let main = found.mainTables[vpc], main.count == 1 else { return .unknown }
        return .one(main[0])
    }

    /// The network ACL of a subnet: its own, else its VPC's default one.
    func acl(ofSubnet subnet: TextID, _ vpc: TextID) -> Found<NetworkACLIndex> {
        if let own = found.aclsBySubnet[subnet] { return own.count == 1 ? .one(own[0]) : .unknown }
        if found.openACLs.contains(vpc) || found.looked[vpc]?.hasPartOfACLs ?? false { return .unknown }
        guard !vpc.isNone, let own = found.defaultACLs[vpc], own.count == 1 else { return .unknown }
        return .one(own[0])
    }

    /// The table that routes what a gateway brings into its VPC; none where none is associated with it.
    func edgeTable(of gateway: TextID, _ vpc: TextID) -> Found<RouteTableIndex?> {
        if let own = found.tablesByGateway[gateway] { return own.count == 1 ? .one(own[0]) : .unknown }
        // One that is not in the input may be associated with it.
        return found.openTables.contains(vpc) || found.looked[vpc]?.hasPartOfTables ?? false ? .unknown : .one(nil)
    }

    func table(_ id: TextID) -> RouteTableIndex? { found.tablesByID[id] }

    // MARK: Gateways

    func gateway(_ id: TextID) -> Gateway? { found.gateways[id].map { inventory.topology[$0] } }

    func natGateway(_ id: TextID) -> NatGateway? { found.natGateways[id].map { inventory.topology[$0] } }

    /// The internet gateways that are attached to a VPC, as gateways' listings and states tell.
    func internetGateways(ofVpc vpc: TextID) -> [Gateway] { found.internetGateways[vpc] ?? [] }

    /// Whether an active route of a VPC leads to a target: AWS says so only of one that works.
    func hasActiveRoute(to target: TextID, inVpc vpc: TextID) -> Bool { found.activeTargets[vpc]?.contains(target) ?? false }

    /// Whether an active route of a VPC leads to some internet gateway: one is attached to it, whatever listings of gateways tell.
    func hasActiveInternetRoute(inVpc vpc: TextID) -> Bool { found.activeInternetRoutes.contains(vpc) }

    /// What is known of a prefix list.
    func list(_ id: TextID) -> RoutedList {
        let isOfAWS = inventory[id].hasPrefix("com.amazonaws.")
        guard let place = found.lists[id] else { return .unknown(isOfAWS: isOfAWS, nil) }
        let list = inventory.prefixLists[place]
        if let entries = list.entries { return .entries(entries) }
        return .unknown(isOfAWS: isOfAWS || inventory[list.name].hasPrefix("com.amazonaws."), list.version)
    }
}
