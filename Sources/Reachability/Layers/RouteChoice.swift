import CoreModel

/// Which route of a table a packet takes.
///
/// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html and, for propagated routes,
/// https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
public struct RouteChoice: Hashable, Sendable {
    /// What the packet may take.
    public enum Possibility: Hashable, Sendable {
        /// A route, by its place in the table's `routes`.
        case route(Int)
        /// The local route of a block of the VPC, which the input does not list.
        case local(IPNetwork)
        /// None fits.
        case none
        /// A route that the input does not have.
        case unlisted
        /// What is at this address is never routed.
        case notRouted
    }

    /// Why there are several possibilities.
    public enum Opening: Hashable, Sendable {
        /// The entries of a prefix list, by its id, are not loaded.
        case prefixList(TextID)
        /// The input does not settle a route's destination, by its name.
        case destination(TextID)
        /// A route may not be there, by its place.
        case doubt(Int)
        /// Two lists, or two propagated routes, are of one length: AWS picks one, and then always the same.
        case sameLength(Int, Int)
        /// The table may have more routes.
        case lack(ListKnowledge)
        /// Which routes gateways propagate into the table is not told.
        case propagation
        /// Which blocks the VPC has is not told.
        case vpcBlocks
    }

    /// Why a route that fits is not taken.
    public enum Loss: Hashable, Sendable {
        /// The route taken has a longer prefix.
        case lessSpecific
        /// The route taken is as long, and of a kind that comes first.
        case lowerPriority
        /// A local route covers the destination: no propagated one counts, however specific.
        case propagatedWithinVpc
    }

    /// What it may take; one where it is certain.
    public internal(set) var possible: [Possibility]
    /// Why there are several.
    public internal(set) var openings: [Opening] = []
    /// The routes that fit and are not taken, by their places.
    public internal(set) var losers: [Loser] = []

    /// A route that fits and is not taken.
    public struct Loser: Hashable, Sendable {
        /// Its place in the table's `routes`.
        public let route: Int
        /// Why.
        public let why: Loss
    }

    /// The one possibility; nil where there are several.
    public var certain: Possibility? { possible.count == 1 ? possible.first : nil }
}

/// What is known of a prefix list that a route names.
public enum RoutedList: Hashable, Sendable {
    /// Its entries.
    case entries([IPNetwork])
    /// They are not loaded; AWS's own lists hold no private address, and none holds addresses of another family than its own.
    case unknown(isOfAWS: Bool, IPVersion?)
}

extension RouteTable {
    /// Which route a packet to an address takes.
    ///
    /// `blocks` are those of the table's VPC, nil where they are not told; `list` tells a prefix list by its id. Complexity: linear in the
    /// routes.
    public func choose(
        _ destination: IPAddress, vpcBlocks blocks: [IPNetwork]?, list: (TextID) -> RoutedList
    ) -> RouteChoice {
        if NeverRouted.contains(destination) { return RouteChoice(possible: [.notRouted]) }
        var selection = RouteSelection(destination)
        for (place, route) in routes.enumerated() { selection.take(route, at: place, list) }
        if listsImplicitRoutes {
            selection.takeLackingRoutes(blocks ?? [], of: self)
        } else {
            selection.takeLocalRoutes(blocks, of: self)
        }
        return selection.finished(self)
    }
}

/// Addresses that no route forwards, even where it covers them.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
enum NeverRouted {
    static func contains(_ address: IPAddress) -> Bool {
        reserved.contains { $0.contains(address) } && !lattice.contains { $0.contains(address) }
    }

    /// Those of a family.
    static func addresses(_ version: IPVersion) -> AddressSet {
        AddressSet(reserved, version: version).subtracting(AddressSet(lattice, version: version))
    }

    private static let reserved = networks("169.254.168.0/22", "fd00:ec2::/32")
    /// VPC Lattice's, where groups and ACLs judge.
    static let lattice = networks("169.254.171.0/24", "fd00:ec2:80::/64")

    private static func networks(_ texts: String...) -> [IPNetwork] { texts.compactMap { try? IPNetwork(parsing: $0) } }
}

/// The routes of a table that fit a destination, and which of them comes first.
private struct RouteSelection {
    /// A route that fits, or may: the longest prefix first, then local, written, prefix list, propagated.
    struct Candidate {
        var possibility: RouteChoice.Possibility
        /// Nil where it is not known.
        var length: Int?
        var rank: Int
        var isPropagated: Bool
        var target: RouteTarget
        /// Why it may not be there, or not fit; nil where it does.
        var opening: RouteChoice.Opening?

        var place: Int? { if case .route(let place) = possibility { place } else { nil } }
    }

    private let destination: IPAddress
    private var candidates: [Candidate] = []
    private var lacksBlocks = false

    init(_ destination: IPAddress) { self.destination = destination }

    mutating func take(_ route: Route, at place: Int, _ list: (TextID) -> RoutedList) {
        let doubt: RouteChoice.Opening? = route.doubt == .none ? nil : .doubt(place)
        // A local route whose target was replaced goes by its origin.
        let isLocal = route.target.kind == .local || route.origin == .createRouteTable
        func add(_ length: Int?, rank: Int, _ opening: RouteChoice.Opening?) {
            candidates.append(
                Candidate(
                    possibility: .route(place), length: length, rank: rank, isPropagated: route.origin.isPropagated,
                    target: route.target, opening: opening))
        }
        switch route.destination {
        case .network(let network):
            if network.contains(destination) {
                add(network.prefixLength, rank: isLocal ? 3 : route.origin.isPropagated ? 0 : 2, doubt)
            }
        case .prefixList(let id):
            switch list(id) {
            case .entries(let entries):
                let lengths = entries.filter { $0.contains(destination) }.map(\.prefixLength)
                if let longest = lengths.max() { add(longest, rank: 1, doubt) }
            case .unknown(let isOfAWS, let version):
                if let version, version != destination.version { return }
                if isOfAWS, !SpecialAddresses.publicAddresses(destination.version).contains(destination.bits) { return }
                add(nil, rank: 1, .prefixList(id))
            }
        case .unknown(let name): add(nil, rank: 2, .destination(name))
        }
    }

    /// The local routes of a table that lists none: one for each block of the VPC whose route is not written.
    mutating func takeLocalRoutes(_ blocks: [IPNetwork]?, of table: RouteTable) {
        guard let blocks else {
            lacksBlocks = true
            return
        }
        for block in blocks where block.contains(destination) {
            if table.routes.contains(where: { $0.destination == .network(block) && $0.doubt == .none }) { continue }
            candidates.append(
                Candidate(
                    possibility: .local(block), length: block.prefixLength, rank: 3, isPropagated: false,
                    target: RouteTarget(.local)))
        }
    }

    /// The local routes that a list of AWS's lacks: it is older than the block, or a part of what AWS told.
    mutating func takeLackingRoutes(_ blocks: [IPNetwork], of table: RouteTable) {
        for block in blocks where block.contains(destination) {
            if table.routes.contains(where: { $0.destination == .network(block) }) { continue }
            candidates.append(
                Candidate(
                    possibility: .local(block), length: block.prefixLength, rank: 3, isPropagated: false,
                    target: RouteTarget(.local), opening: .vpcBlocks))
        }
    }

    func finished(_ table: RouteTable) -> RouteChoice {
        let isWithinVpc = candidates.contains { $0.rank == 3 && $0.opening == nil }
        var choice = RouteChoice(possible: [])
        var fitting: [Candidate] = []
        for candidate in candidates {
            if isWithinVpc, candidate.isPropagated {
                if let place = candidate.place { choice.losers.append(.init(route: place, why: .propagatedWithinVpc)) }
            } else if isWithinVpc, case .prefixList = candidate.opening, !Self.mayBeWithinVpc(candidate.target) {
                continue
            } else {
                fitting.append(candidate)
            }
        }
        let certain = fitting.filter { $0.opening == nil }.sorted { Self.order($0) > Self.order($1) }
        let best = certain.first
        if let best { choice.possible.append(best.possibility) }
        for candidate in certain.dropFirst() {
            guard let best, let place = candidate.place else { continue }
            if Self.order(candidate) == Self.order(best) {
                if leadAlike(candidate, best, table) { continue }
                choice.possible.append(candidate.possibility)
                choice.openings.append(.sameLength(best.place ?? place, place))
            } else {
                choice.losers.append(.init(route: place, why: candidate.length == best.length ? .lowerPriority : .lessSpecific))
            }
        }
        for candidate in fitting {
            guard let opening = candidate.opening else { continue }
            // One of an unknown length may be the longest, but for an address of its own that is written.
            let length = candidate.length ?? destination.version.bitWidth
            if let best, (length, candidate.rank) < Self.order(best) { continue }
            choice.possible.append(candidate.possibility)
            choice.openings.append(opening)
        }
        addUnlisted(table, best, isWithinVpc, &choice)
        if best == nil { choice.possible.append(.none) }
        return choice
    }

    private func addUnlisted(_ table: RouteTable, _ best: Candidate?, _ isWithinVpc: Bool, _ choice: inout RouteChoice) {
        if !table.routeKnowledge.isComplete { choice.openings.append(.lack(table.routeKnowledge)) }
        if lacksBlocks { choice.openings.append(.vpcBlocks) }
        let hasPropagation = !table.listsImplicitRoutes && !table.propagatingGateways.isEmpty
        if hasPropagation, !isWithinVpc, best?.length != destination.version.bitWidth { choice.openings.append(.propagation) }
        let isOpen = choice.openings.contains { opening in
            switch opening {
            case .lack, .vpcBlocks, .propagation: true
            case .prefixList, .destination, .doubt, .sameLength: false
            }
        }
        if isOpen { choice.possible.append(.unlisted) }
    }

    /// Whether two routes are known to lead to the same: one without a target's id leads nobody knows where, and a blackhole nowhere.
    private func leadAlike(_ one: Candidate, _ other: Candidate, _ table: RouteTable) -> Bool {
        guard one.target == other.target else { return false }
        if one.target.kind == .local { return true }
        return !one.target.id.isNone && one.place.map { table.routes[$0].state } == other.place.map { table.routes[$0].state }
    }

    private static func order(_ candidate: Candidate) -> (Int, Int) { (candidate.length ?? 0, candidate.rank) }

    /// Within a VPC only these targets may have a route that is more specific than the local one.
    private static func mayBeWithinVpc(_ target: RouteTarget) -> Bool {
        switch target.kind {
        case .natGateway, .networkInterface, .instance, .vpcEndpoint, .localGateway, .unknown: true
        default: false
        }
    }
}
