import CoreModel

/// What the routes of a table do with a packet, or with its answer, that is looked up in it.
public struct PassedRoutes: Sendable {
    /// Whose table it is.
    public enum Table: Hashable, Sendable {
        /// A VPC's.
        case vpc(RouteTableIndex)
        /// A transit gateway's.
        case transit(TransitGatewayTableIndex)
    }

    /// What becomes of one route.
    public enum Fate: Hashable, Sendable {
        /// It is taken.
        case taken
        /// It is taken, and drops what takes it: its target is gone.
        case drops
        /// It is taken, and whether it carries anything is open.
        case takenOpenly
        /// It may be taken.
        case perhaps
        /// It fits and is not taken.
        case loses(RouteChoice.Loss)
    }

    /// The table.
    public let table: Table
    /// The packet or its answer.
    public let leg: Stage.Leg
    /// What is looked up.
    public let destination: IPAddress
    /// What comes of it.
    public let outcome: Outcome
    /// What may be taken, and what loses.
    public let choice: RouteChoice
    /// The route that drops, or of which that is open.
    private let stopping: (place: Int, fate: Fate)?

    fileprivate init(_ table: Table, _ stage: Stage, _ choice: RouteChoice, stopping: (place: Int, fate: Fate)? = nil) {
        (self.table, leg, destination, outcome) = (table, stage.leg, stage.destination, stage.outcome)
        (self.choice, self.stopping) = (choice, stopping)
    }

    /// What becomes of a route, by its place; nil where it does not hold the destination.
    public func fate(of route: Int) -> Fate? {
        if let stopping, stopping.place == route { return stopping.fate }
        if let loser = choice.losers.first(where: { $0.route == route }) { return .loses(loser.why) }
        guard choice.possible.contains(.route(route)) else { return nil }
        return choice.certain == nil ? .perhaps : .taken
    }

    /// The same for the local route of a block that the input does not list.
    public func fate(ofLocal block: IPNetwork) -> Fate? {
        if choice.certain == .local(block) { return .taken }
        return choice.possible.contains(.local(block)) ? .perhaps : nil
    }

    /// Why the route that is taken is: it is longer than others, or comes before others of its length; none where no other fits.
    public var reasons: [RouteChoice.Loss] { choice.losers.map(\.why).distinct() }
}

extension Analyzer {
    /// What the routes of the table do that a stage is looked up in; nil where it is looked up in none, or in none that is told.
    ///
    /// Complexity: linear in the routes.
    public func routes(of stage: Stage) -> PassedRoutes? {
        let (index, topology) = (walker.value.index, inventory.topology)
        func choice(_ table: RouteTableIndex) -> RouteChoice {
            let own = topology[table]
            return own.choose(stage.destination, vpcBlocks: index.blocks(ofVpc: own.vpc), list: index.list)
        }
        func choice(_ table: TransitGatewayTableIndex) -> RouteChoice {
            topology[table].choose(stage.destination, list: index.list)
        }
        switch stage.reason {
        case .route(let table, let choice): return PassedRoutes(.vpc(table), stage, choice)
        case .blackhole(let table, let route):
            return PassedRoutes(.vpc(table), stage, choice(table), stopping: (route, .drops))
        case .filtered(let table, let route), .disagreement(let table, let route, _):
            return PassedRoutes(.vpc(table), stage, choice(table), stopping: (route, .takenOpenly))
        case .transitRoute(let table, let choice): return PassedRoutes(.transit(table), stage, choice)
        case .transitBlackhole(let table, let route):
            return PassedRoutes(.transit(table), stage, choice(table), stopping: (route, .drops))
        case .severalAttachments(let table, let route):
            return PassedRoutes(.transit(table), stage, choice(table), stopping: (route, .takenOpenly))
        default: return nil
        }
    }
}
