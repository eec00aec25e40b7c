import CoreModel

extension TransitGatewayTable {
    /// Which route of a transit gateway's table a packet to an address takes.
    ///
    /// The longest prefix first; of equal ones what somebody wrote, then a prefix list, then what is propagated, by what propagates it.
    /// `list` tells a prefix list by its id. Complexity: linear in the routes.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
    func choose(_ destination: IPAddress, list: (TextID) -> RoutedList) -> RouteChoice {
        var candidates: [Candidate] = []
        for (place, route) in routes.enumerated() {
            let doubt: RouteChoice.Opening? = route.doubt == .none ? nil : .doubt(place)
            switch route.destination {
            case .network(let network):
                guard network.contains(destination) else { continue }
                candidates.append(
                    Candidate(place: place, length: network.prefixLength, rank: Self.rank(route), opening: doubt))
            case .prefixList(let id):
                switch list(id) {
                case .entries(let entries):
                    guard let longest = entries.filter({ $0.contains(destination) }).map(\.prefixLength).max() else { continue }
                    candidates.append(Candidate(place: place, length: longest, rank: Self.listRank, opening: doubt))
                case .unknown(let isOfAWS, let version):
                    if let version, version != destination.version { continue }
                    if isOfAWS, !SpecialAddresses.publicAddresses(destination.version).contains(destination.bits) { continue }
                    candidates.append(Candidate(place: place, length: nil, rank: Self.listRank, opening: .prefixList(id)))
                }
            case .unknown(let name):
                candidates.append(Candidate(place: place, length: nil, rank: Self.listRank + 1, opening: .destination(name)))
            }
        }
        return choice(candidates, destination.version)
    }

    /// A route that fits, or may.
    private struct Candidate {
        var place: Int
        /// Nil where it is not known.
        var length: Int?
        var rank: Int
        var opening: RouteChoice.Opening?

        var order: (Int, Int) { (length ?? 0, rank) }
    }

    private static let listRank = 20

    /// What comes first of two of one length: the higher.
    private static func rank(_ route: TransitGatewayRoute) -> Int {
        if !route.prefixList.isNone { return listRank }
        guard route.origin == .propagated else { return listRank + 1 }
        return switch route.hops.first?.kind {
        case .vpc?: 9
        case .directConnectGateway?: 8
        case .connect?: 7
        case .vpn?: 6
        case .vpnConcentrator?: 5
        case .clientVpn?, .networkFunction?, .unknown?, nil: 4
        case .peering?: 3
        }
    }

    /// Whether two routes are known to lead to the same: one without an attachment leads nobody knows where.
    private func leadAlike(_ one: TransitGatewayRoute, _ other: TransitGatewayRoute) -> Bool {
        !one.hops.isEmpty && one.hops == other.hops && one.state == other.state
    }

    private func choice(_ candidates: [Candidate], _ version: IPVersion) -> RouteChoice {
        var choice = RouteChoice(possible: [])
        let certain = candidates.filter { $0.opening == nil }.sorted { $0.order > $1.order }
        let best = certain.first
        if let best { choice.possible.append(.route(best.place)) }
        for candidate in certain.dropFirst() {
            guard let best else { continue }
            if candidate.order == best.order {
                if leadAlike(routes[candidate.place], routes[best.place]) { continue }
                choice.possible.append(.route(candidate.place))
                choice.openings.append(.sameLength(best.place, candidate.place))
            } else {
                let isAsLong = candidate.length == best.length
                choice.losers.append(.init(route: candidate.place, why: isAsLong ? .lowerPriority : .lessSpecific))
            }
        }
        for candidate in candidates {
            guard let opening = candidate.opening else { continue }
            let length = candidate.length ?? version.bitWidth
            if let best, (length, candidate.rank) < best.order { continue }
            choice.possible.append(.route(candidate.place))
            choice.openings.append(opening)
        }
        let isHost = best?.length == version.bitWidth
        if !routeKnowledge.isComplete, !isHost {
            choice.openings.append(.lack(routeKnowledge))
        } else if !listsPropagatedRoutes, !isHost {
            choice.openings.append(.propagation)
        }
        if choice.openings.contains(where: { $0 == .propagation || $0 == .lack(routeKnowledge) }) {
            choice.possible.append(.unlisted)
        }
        if best == nil {
            if mayHaveMore, choice.possible.isEmpty { choice.openings.append(.lack(.partial(.owner))) }
            choice.possible.append(mayHaveMore ? .unlisted : .none)
            choice.possible = choice.possible.distinct()
        }
        return choice
    }
}
