import CoreModel

extension NetworkFix {
    /// A change of the network as a fix, so that it has a fix's words and commands; nil where its things are not in the inventory, and for
    /// what no fix is: an entry that goes, a drill.
    public init?(_ edit: NetworkEdit, in inventory: Inventory) {
        let topology = inventory.topology
        func id(_ text: String) -> TextID? { inventory.texts.find(text) }
        func table(_ text: String) -> RouteTableIndex? {
            id(text).flatMap { id in topology.routeTables.firstIndex { $0.id == id } }.map(RouteTableIndex.init)
        }
        func transitTable(_ text: String) -> TransitGatewayTableIndex? {
            id(text).flatMap { id in topology.transitGatewayTables.firstIndex { $0.id == id } }.map(TransitGatewayTableIndex.init)
        }
        func attachment(_ own: EditedAttachment) -> TransitGatewayAttachmentIndex? {
            topology.transitGatewayAttachments.firstIndex { inventory[$0.id] == own.id && inventory[$0.gateway] == own.gateway }
                .map(TransitGatewayAttachmentIndex.init)
        }
        func interface(_ text: String) -> InterfaceIndex? {
            id(text).flatMap { id in inventory.interfaces.firstIndex { $0.id == id } }.map(InterfaceIndex.init)
        }
        func destination(_ own: EditedRoute.Destination) -> Route.Destination? {
            switch own {
            case .network(let network): .network(network)
            case .prefixList(let list): id(list).map { .prefixList($0) }
            }
        }
        func target(_ own: EditedTarget) -> RouteTarget? {
            own.id.isEmpty ? RouteTarget(own.kind) : id(own.id).map { RouteTarget(own.kind, $0) }
        }
        let found: NetworkFix?
        switch edit {
        case .addEntry(let entry):
            let place = topology.networkACLs.firstIndex { inventory[$0.id] == entry.acl }
            found = place.map { .entry(NetworkACLIndex($0), entry, overrides: nil, clients: nil) }
        case .addRoute(let route):
            guard let table = table(route.table), let to = destination(route.destination), let target = target(route.target)
            else { return nil }
            found = .route(table, destination: to, target: target, replaces: nil)
        case .changeRoute(let route, let new):
            guard let table = table(route.table), let to = destination(route.destination), let now = target(new),
                let was = target(route.target)
            else { return nil }
            found = .route(table, destination: to, target: now, replaces: was)
        case .removeRoute(let route):
            guard let table = table(route.table), let to = destination(route.destination), let was = target(route.target) else {
                return nil
            }
            found = .removal(table, destination: to, target: was, next: RouteTarget(.none))
        case .exclude(let resource, let mode):
            found = id(resource).map { resource in
                // AWS lists one that was deleted for some time, which nobody modifies.
                let known = topology.accessExclusions.first { $0.resource == resource && $0.state != .gone }
                return .exclusion(of: resource, mode, replaces: known)
            }
        case .attachGateway(let gateway, let vpc):
            guard let gateway = id(gateway), let vpc = id(vpc) else { return nil }
            found = .attach(gateway: gateway, vpc: vpc)
        case .disableSourceDestinationCheck(let own): found = interface(own).map { .checkOff(interface: $0) }
        case .associate(let own):
            guard let place = interface(own.interface) else { return nil }
            let known = topology.publicAddresses.first { $0.address == own.address }?.allocation ?? .none
            // An allocation of another reading is none of this inventory's.
            let allocation = own.allocation.isEmpty ? known : id(own.allocation) ?? known
            found = .address(own.address, allocation: allocation, interface: place, privateAddress: own.privateAddress)
        case .acceptPeering(let peering): found = id(peering).map { .acceptance(peering: $0) }
        case .associateAttachment(let own, let table):
            guard let attachment = attachment(own), let table = transitTable(table) else { return nil }
            found = .association(attachment, table)
        case .propagate(let own, let table):
            guard let attachment = attachment(own), let table = transitTable(table) else { return nil }
            found = .propagation(attachment, table)
        case .addTransitRoute(let route):
            guard let table = transitTable(route.table), let to = destination(route.destination), let attached = route.attachment,
                let attachment = attachment(EditedAttachment(attached, gateway: inventory[topology[table].gateway]))
            else { return nil }
            let known = topology[table].routes.first { $0.origin == .written && $0.destination == to }
            found = .transitRoute(table, destination: to, attachment, replaces: known)
        case .removeTransitRoute(let route):
            guard let table = transitTable(route.table), let to = destination(route.destination),
                let known = topology[table].routes.first(where: { $0.origin == .written && $0.destination == to })
            else { return nil }
            found = .transitRemoval(table, known)
        case .addSubnet(let subnet, let own):
            guard let attachment = attachment(own), let subnet = id(subnet) else { return nil }
            found = .attachmentSubnet(attachment, subnet: subnet)
        case .keepReferencesAcross(let gateway): found = id(gateway).map { .references(gateway: $0) }
        case .keepReferences(let own): found = attachment(own).map { .attachmentReferences($0) }
        case .crossZones(let own): found = id(own).map { .crossZone(of: $0) }
        case .removeEntry, .off: found = nil
        }
        guard let found else { return nil }
        self = found
    }
}
