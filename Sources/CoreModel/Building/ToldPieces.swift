/// What inputs tell of the things of one kind, piece by piece in their order, until it is settled what each of them is.
struct ToldPieces<Element: Mergeable & Sendable>: Sendable {
    /// One piece, and the resource of a state that tells it; none for what AWS lists.
    private struct Piece: Sendable {
        var element: Element
        var resource: TextID
        var subject: FileSubject?
    }

    private var pieces: [Piece] = []

    /// Adds what an input tells of one of them; `subject` where only the file's name says of which.
    mutating func add(_ element: Element, by resource: TextID, _ subject: FileSubject? = nil) {
        pieces.append(Piece(element: element, resource: resource, subject: subject))
    }

    /// What is told of them by what names them itself.
    var elements: [Element] { pieces.filter { $0.subject == nil }.map(\.element) }

    /// Puts other elements in the place of the pieces' own; nil takes the piece out.
    mutating func replace(_ other: (Element, FileSubject?) -> Element?) {
        pieces = pieces.compactMap { piece in
            other(piece.element, piece.subject).map { Piece(element: $0, resource: piece.resource) }
        }
    }

    /// Forgets what resources told.
    mutating func forget(_ resources: Set<TextID>) { pieces.removeAll { resources.contains($0.resource) } }

    /// The things, in the order of first appearance; `merge` fills in what a later piece tells.
    ///
    /// Complexity: linear in the pieces.
    func merged<Key: Hashable>(by key: (Element) -> Key, _ merge: (inout Element, Element) -> Void) -> [Element] {
        var places: [Key: Int] = [:]
        var result: [Element] = []
        for piece in pieces {
            let own = key(piece.element)
            if let place = places[own] {
                merge(&result[place], piece.element)
            } else {
                places[own] = result.count
                result.append(piece.element)
            }
        }
        return result
    }

    /// The things by their ids.
    func merged() -> [Element] { merged(by: \.id) { $0.merge($1) } }
}

extension PeeringConnection: Mergeable {}
extension TransitGateway: Mergeable {}
extension TransitGatewayAttachment: Mergeable {}
extension TransitGatewayTable: Mergeable {}
extension VpnConnection: Mergeable {}
extension CustomerGateway: Mergeable {}
extension DirectConnectGateway: Mergeable {}
extension VpcEndpoint: Mergeable {}
extension NetworkFirewall: Mergeable {}
extension LoadBalancer: Mergeable {}
extension TargetGroup: Mergeable {}

/// What inputs tell of what joins VPCs to each other and to the rest of the world.
struct JoiningPieces: Sendable {
    var peeringConnections = ToldPieces<PeeringConnection>()
    var transitGateways = ToldPieces<TransitGateway>()
    var attachments = ToldPieces<TransitGatewayAttachment>()
    var tables = ToldPieces<TransitGatewayTable>()
    var vpnConnections = ToldPieces<VpnConnection>()
    var customerGateways = ToldPieces<CustomerGateway>()
    var directConnectGateways = ToldPieces<DirectConnectGateway>()
    var endpoints = ToldPieces<VpcEndpoint>()
    var firewalls = ToldPieces<NetworkFirewall>()
    var loadBalancers = ToldPieces<LoadBalancer>()
    var targetGroups = ToldPieces<TargetGroup>()

    /// Forgets what resources of states told.
    mutating func forget(_ resources: Set<TextID>) {
        peeringConnections.forget(resources)
        transitGateways.forget(resources)
        attachments.forget(resources)
        tables.forget(resources)
        vpnConnections.forget(resources)
        customerGateways.forget(resources)
        directConnectGateways.forget(resources)
        endpoints.forget(resources)
        firewalls.forget(resources)
        loadBalancers.forget(resources)
        targetGroups.forget(resources)
    }
}

extension InventoryBuilder {
    /// Adds a peering connection, or what a further input tells of it.
    ///
    /// Here and below `resource` is the id of the resource of a state that tells it, none for what AWS lists: what it tells is forgotten
    /// with it, see ``forget(resources:)``.
    public mutating func add(_ connection: PeeringConnection, by resource: TextID = .none) {
        topology.joining.peeringConnections.add(connection, by: resource)
    }

    /// Adds a transit gateway, or what a further input tells of it.
    public mutating func add(_ gateway: TransitGateway, by resource: TextID = .none) {
        topology.joining.transitGateways.add(gateway, by: resource)
    }

    /// Adds an attachment of a transit gateway, or what a further input tells of it.
    public mutating func add(_ attachment: TransitGatewayAttachment, by resource: TextID = .none) {
        topology.joining.attachments.add(attachment, by: resource)
    }

    /// Adds a route table of a transit gateway, or what a further input tells of it.
    public mutating func add(_ table: TransitGatewayTable, by resource: TextID = .none) {
        topology.joining.tables.add(table, by: resource)
    }

    /// Adds a VPN connection, or what a further input tells of it.
    public mutating func add(_ connection: VpnConnection, by resource: TextID = .none) {
        topology.joining.vpnConnections.add(connection, by: resource)
    }

    /// Adds a customer gateway, or what a further input tells of it.
    public mutating func add(_ gateway: CustomerGateway, by resource: TextID = .none) {
        topology.joining.customerGateways.add(gateway, by: resource)
    }

    /// Adds a Direct Connect gateway, or what a further input tells of it.
    public mutating func add(_ gateway: DirectConnectGateway, by resource: TextID = .none) {
        topology.joining.directConnectGateways.add(gateway, by: resource)
    }

    /// Adds a VPC endpoint, or what a further input tells of it.
    public mutating func add(_ endpoint: VpcEndpoint, by resource: TextID = .none) {
        topology.joining.endpoints.add(endpoint, by: resource)
    }

    /// Adds a firewall, or what a further input tells of it.
    public mutating func add(_ firewall: NetworkFirewall, by resource: TextID = .none) {
        topology.joining.firewalls.add(firewall, by: resource)
    }

    /// Settles what each thing is that joins VPCs to each other and to the rest of the world.
    mutating func settleJoining() {
        let told = topology.joining
        inventory.topology.peeringConnections = told.peeringConnections.merged(by: \.id) { known, other in
            var other = other
            // One that was accepted never waits for it again: whoever says so knew it before.
            if known.state.works == true, inventory.waitsToBeAccepted(other.state) { other.state = known.state }
            known.merge(other)
        }
        inventory.topology.transitGateways = told.transitGateways.merged()
        inventory.topology.transitGatewayAttachments =
            told.attachments.merged(by: \.identity) { $0.merge($1) }
        inventory.topology.transitGatewayTables = told.tables.merged()
        inventory.topology.vpnConnections = told.vpnConnections.merged()
        inventory.topology.customerGateways = told.customerGateways.merged()
        inventory.topology.directConnectGateways = told.directConnectGateways.merged()
        inventory.topology.endpoints = told.endpoints.merged()
        inventory.topology.firewalls = told.firewalls.merged()
        settleBalancers(told)
    }
}
