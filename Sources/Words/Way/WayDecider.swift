import Reachability
import CoreModel
import Text

/// What decides over a way: the thing, the codes, the entry and the routes that came closest.
extension WayText {
    /// What decides where it is no group, in the fewest words: "back, acl isolated", "table private"; nil where groups decide.
    public var decider: String? {
        guard !words.answer.isGroupsOwn, let place = way.deciding.first(where: { way.stages[$0].kind != .group }) else {
            return nil
        }
        let stage = way.stages[place]
        let name = self.name(stage, place)
        return "\(stage.leg == .reply ? "back, " : "")\(stage.kind.rawValue) \(name)"
    }

    /// The codes of what decides.
    public var codes: [String] { way.deciding.compactMap(way.code).distinct() }

    /// The nearest entry of an ACL that has none for it: the entry and the field that differs; nil where groups or others decide.
    public var nearestEntry: (line: String, failed: [FailedField])? {
        guard let place = way.deciding.first(where: { way.misses[$0] != nil }), let miss = way.misses[place] else { return nil }
        return (EntryText.line(topology[miss.acl].entries[miss.entry]), miss.failed)
    }

    /// The routes that fit and lose against the one that was taken, of the tables of a way that does not get through: "table private:
    /// 10.1.1.0/24 -> tgw-1 wins over 10.1.0.0/16 -> pcx-1, which is shorter".
    public var losingRoutes: [String] {
        guard way.verdict != .allowed else { return [] }
        return way.stages.compactMap { stage -> String? in
            if case .transitRoute(let table, let choice) = stage.reason { return losing(table, choice) }
            guard case .route(let table, let choice) = stage.reason, case .route(let won)? = choice.certain else { return nil }
            let own = topology[table]
            // That everything else is shorter than a local route goes without saying.
            guard own.routes[won].target.kind != .local else { return nil }
            let losers = choice.losers.filter { own.routes[$0.route].target != own.routes[won].target }
            guard !losers.isEmpty else { return nil }
            let list = losers.map { "\(network.text(own.routes[$0.route])), which is \($0.why.text)" }
            return "table \(network.name(table)): \(network.text(own.routes[won])) wins over \(TextList.sentence(list))"
        }.distinct()
    }

    private func losing(_ table: TransitGatewayTableIndex, _ choice: RouteChoice) -> String? {
        guard case .route(let won)? = choice.certain else { return nil }
        let own = topology[table]
        let losers = choice.losers.filter { own.routes[$0.route].hops != own.routes[won].hops }
        guard !losers.isEmpty else { return nil }
        let list = losers.map { "\(network.text(own.routes[$0.route], of: own.gateway)), which is \($0.why.text)" }
        let wins = "\(network.text(own.routes[won], of: own.gateway)) wins over \(TextList.sentence(list))"
        return "table \(network.name(table)): \(wins)"
    }
}

extension RouteChoice.Loss {
    /// Why a route is not taken.
    var text: String {
        switch self {
        case .lessSpecific: "shorter"
        case .lowerPriority: "as long, of a kind that comes later"
        case .propagatedWithinVpc: "propagated, within the VPC"
        }
    }
}
