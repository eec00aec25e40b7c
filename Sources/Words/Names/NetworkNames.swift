import CoreModel
import Reachability

/// What subnets, tables, ACLs, gateways, attachments, endpoints and other things of the network are called: by their Name tags, else by
/// their ids.
public struct NetworkNames: Sendable {
    let inventory: Inventory
    private let tags: Lazy<[TextID: TextID]>?
    /// Whether a thing whose name is longer than its id is called by the id.
    var prefersIDs = false

    /// Names for an inventory, each at the cost of a look at the things of its network.
    ///
    /// Where `areMany` are asked for, all things are looked at once, when the first name is asked for.
    public init(_ inventory: Inventory, areMany: Bool = false) {
        self.inventory = inventory
        tags = areMany ? Lazy { Self.tags(inventory) } : nil
    }

    /// What a thing of the network is called: its Name tag, of a load balancer the name in its ARN, else its id.
    public func name(_ id: TextID) -> String {
        let plain = inventory[id]
        let own = tag(id).map { inventory[$0] } ?? Self.balancerName(inARN: plain) ?? plain
        return prefersIDs && own.count > plain.count ? plain : own
    }

    /// The name with the id in brackets: "isolated (acl-1)"; the id alone where there is no name.
    public func nameAndID(_ id: TextID) -> String { tag(id).map { "\(inventory[$0]) (\(inventory[id]))" } ?? inventory[id] }

    /// An ACL's name; "default" for what a template's VPC comes with.
    public func name(_ acl: NetworkACLIndex) -> String {
        let own = inventory.topology[acl]
        return own.id.isNone && own.isDefault ? "default" : name(own.id)
    }

    /// A route table's name; "main" for what a template's VPC comes with.
    public func name(_ table: RouteTableIndex) -> String {
        let own = inventory.topology[table]
        return own.id.isNone && own.isMain ? "main" : name(own.id)
    }

    /// What a route leads to: "local", "nat-0".
    public func name(_ target: RouteTarget) -> String {
        switch target.kind {
        case .local: "local"
        case .none: "nothing"
        default: target.id.isNone ? "what the input leaves open" : name(target.id)
        }
    }

    /// Where a route leads from: a CIDR, or a prefix list's id.
    public func name(_ destination: Route.Destination) -> String {
        switch destination {
        case .network(let network): network.description
        case .prefixList(let id), .unknown(let id): inventory[id]
        }
    }

    /// A route in one text: "0.0.0.0/0 -> nat-0", "10.0.0.0/16 local".
    public func text(_ route: Route) -> String {
        route.target.kind == .local
            ? "\(name(route.destination)) local" : "\(name(route.destination)) -> \(name(route.target))"
    }

    /// An entry of a network ACL in one text: "out 100 allow tcp 5432 to 10.0.0.0/20".
    public func text(_ entry: NetworkACLEntry) -> String { EntryText.line(entry) }

    /// What a table of a transit gateway is called.
    public func name(_ table: TransitGatewayTableIndex) -> String { name(inventory.topology[table].id) }

    /// A route of a transit gateway's table in one text: "10.1.0.0/16 -> tgw-attach-2 (vpc-b)", "10.0.0.0/8 blackhole".
    public func text(_ route: TransitGatewayRoute, of gateway: TextID) -> String {
        if route.state == .blackhole { return "\(name(route.destination)) blackhole" }
        return "\(name(route.destination)) -> \(hops(of: route, gateway))"
    }

    /// The attachments that a route of a transit gateway's table leads to, of many the first two.
    public func hops(of route: TransitGatewayRoute, _ gateway: TextID) -> String {
        let hops = route.hops.prefix(2).map { attachment($0.attachment, of: gateway) }
        let more = route.hops.count > 2 ? " and \(route.hops.count - 2) more" : ""
        return (hops.isEmpty ? "an attachment" : hops.joined(separator: ", ")) + more
    }

    /// An attachment of a transit gateway with what is attached, where that is told: "tgw-attach-1 (vpc-b)".
    public func attachment(_ id: TextID, of gateway: TextID = .none) -> String {
        let all = inventory.topology.transitGatewayAttachments
        let own = all.first { $0.id == id && (gateway.isNone || $0.gateway == gateway) && !$0.resource.isNone }
        return own.map { "\(name(id)) (\(name($0.resource)))" } ?? name(id)
    }

    /// What an endpoint is for, as people call it: "S3", "ecr.api", the name of somebody's own service; nil where that is not told.
    public func service(ofEndpoint id: TextID) -> String? {
        guard let own = inventory.topology.endpoints.first(where: { $0.id == id }), !own.service.isNone else { return nil }
        let name = inventory[own.service]
        let parts = name.split(separator: ".")
        // com.amazonaws.REGION.SERVICE, of somebody's own com.amazonaws.vpce.REGION.vpce-svc-ID.
        guard parts.count > 3, parts[0] == "com", parts[1] == "amazonaws" else { return name }
        let service = parts.dropFirst(parts[2] == "vpce" ? 4 : 3).joined(separator: ".")
        return ["s3": "S3", "dynamodb": "DynamoDB"][service] ?? service
    }

    private func tag(_ id: TextID) -> TextID? {
        var found = tags?.value[id]
        if tags == nil {
            Self.things(inventory) { own, name in
                if own == id { found = name }
                return own == id
            }
        }
        return found.flatMap { $0.isNone ? nil : $0 }
    }

    /// The names of all things by their ids; see ``things(_:_:)``.
    private static func tags(_ inventory: Inventory) -> [TextID: TextID] {
        var tags: [TextID: TextID] = [:]
        things(inventory) { id, name in
            if tags[id] == nil { tags[id] = name }
            return false
        }
        return tags
    }

    /// Tells the id and the name of thing after thing until it is told to stop; of two with one id first what is nearer to the interfaces.
    private static func things(_ inventory: Inventory, _ isFound: (TextID, TextID) -> Bool) {
        let topology = inventory.topology
        _ =
            inventory.subnets.contains { isFound($0.id, $0.name) } || topology.networkACLs.contains { isFound($0.id, $0.name) }
            || topology.routeTables.contains { isFound($0.id, $0.name) }
            || topology.natGateways.contains { isFound($0.id, $0.name) }
            || topology.gateways.contains { isFound($0.id, $0.name) } || inventory.vpcs.contains { isFound($0.id, $0.name) }
            || inventory.interfaces.contains { isFound($0.id, $0.name) }
            || topology.peeringConnections.contains { isFound($0.id, $0.name) }
            || joins(topology, isFound)
            || topology.loadBalancers.contains { isFound($0.id, $0.name) }
            || topology.targetGroups.contains { isFound($0.id, $0.name) }
    }

    /// What lies between VPCs and beyond them.
    private static func joins(_ topology: Topology, _ isFound: (TextID, TextID) -> Bool) -> Bool {
        topology.transitGateways.contains { isFound($0.id, $0.name) }
            || topology.transitGatewayAttachments.contains { isFound($0.id, $0.name) }
            || topology.transitGatewayTables.contains { isFound($0.id, $0.name) }
            || topology.endpoints.contains { isFound($0.id, $0.name) }
            || topology.vpnConnections.contains { isFound($0.id, $0.name) }
            || topology.firewalls.contains { isFound($0.id, $0.name) }
            || topology.customerGateways.contains { isFound($0.id, $0.name) }
            || topology.directConnectGateways.contains { isFound($0.id, $0.name) }
    }

    /// The name in the ARN of a load balancer or a target group: `...:loadbalancer/app/NAME/ID`, `...:targetgroup/NAME/ID`; nil elsewhere.
    private static func balancerName(inARN id: String) -> String? {
        guard id.hasPrefix("arn:") else { return nil }
        let parts = id.split(separator: "/").map(String.init)
        guard let first = parts.first, parts.count > 2, first.hasSuffix(":loadbalancer") || first.hasSuffix(":targetgroup") else {
            return nil
        }
        return parts[parts.count - 2]
    }
}
