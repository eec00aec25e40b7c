/// A route table of a transit gateway.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-routing-overview
public struct TransitGatewayTable: Hashable, Sendable {
    /// `tgw-rtb-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// The transit gateway that it is of.
    public var gateway: TextID = .none
    /// Its state.
    public var state = ResourceState()
    /// The attachments that are associated with it: what comes in by them is looked up here.
    public var associations: [TransitGatewayAssociation] = []
    /// How much of the associations is known.
    public var associationKnowledge = ListKnowledge.absent
    /// The attachments that propagate their routes to it.
    public var propagations: [TextID] = []
    /// How much of the propagations is known.
    public var propagationKnowledge = ListKnowledge.absent
    /// Its routes, as the inputs list them.
    public var routes: [TransitGatewayRoute] = []
    /// How much of its routes is known: of what somebody wrote where ``listsPropagatedRoutes`` is false.
    public var routeKnowledge = ListKnowledge.absent
    /// Whether propagated routes are among ``routes``; states, templates and searches for static routes have what somebody wrote alone.
    public var listsPropagatedRoutes = false
    /// Whether other states, templates or people may have given it routes beside those: what it has is there, and what it lacks may be.
    public var mayHaveMore = false

    /// A table of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    /// Fills in what another input knows; a later list of all routes, associations or propagations takes the place of an earlier one.
    mutating func merge(_ other: TransitGatewayTable) {
        name.fill(other.name)
        gateway.fill(other.gateway)
        if !other.state.text.isNone || other.state.works != nil { state = other.state }
        if other.associationKnowledge.isComplete { associations = [] }
        associations.take(later: other.associations)
        if other.propagationKnowledge.isComplete { propagations = [] }
        propagations.take(other.propagations)
        associationKnowledge = associationKnowledge.merged(other.associationKnowledge)
        propagationKnowledge = propagationKnowledge.merged(other.propagationKnowledge)
        mergeRoutes(of: other)
    }

    private mutating func mergeRoutes(of other: TransitGatewayTable) {
        if other.routeKnowledge == .absent, other.routes.isEmpty { return }
        if other.routeKnowledge == .complete, other.listsPropagatedRoutes || !listsPropagatedRoutes, routeKnowledge.isOfOwner {
            routes = other.routes
            listsPropagatedRoutes = other.listsPropagatedRoutes
            mayHaveMore = other.mayHaveMore
        } else if routeKnowledge == .complete, listsPropagatedRoutes {
            // AWS lists all of them: what a state adds may have been made since.
            for var route in other.routes where !routes.contains(where: { $0.hasIdentity(of: route) }) {
                route.doubt = .copies
                routes.append(route)
            }
            return
        } else if routes.isEmpty {
            routes = other.routes
            listsPropagatedRoutes = other.listsPropagatedRoutes
        } else {
            for route in other.routes {
                guard let place = routes.firstIndex(where: { $0.hasIdentity(of: route) }) else {
                    routes.append(route)
                    continue
                }
                let told = Set(route.hops.map(\.attachment))
                if routes[place].hops.isEmpty {
                    routes[place].hops = route.hops
                } else if !told.isEmpty, told != Set(routes[place].hops.map(\.attachment)) {
                    routes[place].doubt = .copies
                }
                if routes[place].state == .unknown { routes[place].state = route.state }
            }
            mayHaveMore = mayHaveMore || other.mayHaveMore
            listsPropagatedRoutes = listsPropagatedRoutes || other.listsPropagatedRoutes
        }
        routeKnowledge = routeKnowledge.merged(other.routeKnowledge)
    }
}

/// An attachment that a table of a transit gateway is associated with.
public struct TransitGatewayAssociation: Hashable, Sendable {
    /// The attachment.
    public var attachment: TextID
    /// The association's state: `associated` counts.
    public var state: ResourceState

    /// Makes one.
    public init(_ attachment: TextID, _ state: ResourceState) {
        self.attachment = attachment
        self.state = state
    }
}

extension [TransitGatewayAssociation] {
    /// Adds what it does not have yet; of an association that it has the later state counts.
    mutating func take(later others: [TransitGatewayAssociation]) {
        if isEmpty {
            self = others
            return
        }
        for other in others {
            if let place = firstIndex(where: { $0.attachment == other.attachment }) {
                self[place] = other
            } else {
                append(other)
            }
        }
    }
}

/// One route of a transit gateway's table.
public struct TransitGatewayRoute: Hashable, Sendable {
    /// How it came into the table.
    public enum Origin: UInt8, Hashable, Sendable {
        /// Somebody wrote it, or a reference to a prefix list did.
        case written
        /// An attachment propagates it.
        case propagated
    }

    /// One attachment that it leads to.
    public struct Hop: Hashable, Sendable {
        /// The attachment.
        public var attachment: TextID
        /// What is attached.
        public var kind: TransitGatewayAttachment.Kind
        /// Its id.
        public var resource: TextID

        /// Makes one.
        public init(attachment: TextID, kind: TransitGatewayAttachment.Kind = .unknown, resource: TextID = .none) {
            self.attachment = attachment
            self.kind = kind
            self.resource = resource
        }
    }

    /// What a packet's destination must lie in.
    public var destination: Route.Destination
    /// How it came into the table.
    public var origin: Origin
    /// What the table says of it: a blackhole drops.
    public var state: Route.State
    /// Where its packets go: one attachment, several of equal cost, or none of a blackhole.
    public var hops: [Hop]
    /// The list that a route of one of its entries comes of (`PrefixListId`); none for most.
    public var prefixList: TextID
    /// Why what rests on it depends.
    public var doubt: Doubt

    /// Makes a route.
    public init(
        _ destination: Route.Destination, origin: Origin, state: Route.State = .unknown, hops: [Hop] = [],
        prefixList: TextID = .none, doubt: Doubt = .none
    ) {
        self.destination = destination
        self.origin = origin
        self.state = state
        self.hops = hops
        self.prefixList = prefixList
        self.doubt = doubt
    }

    func hasIdentity(of other: TransitGatewayRoute) -> Bool { destination == other.destination && origin == other.origin }
}
