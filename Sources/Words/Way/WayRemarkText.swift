import Reachability
import CoreModel
import Text

/// What else to know of the whole way.
extension WayText {
    /// Sentences, each where it applies: what an address becomes, what was not looked at, what the groups alone would say.
    var remarks: [String] { translation + clientPorts + groupsAlone + unlooked + oneWay }

    /// The one address that the far side has to let in.
    private var translation: [String] {
        guard way.verdict != .blocked, let igw = way.stages.first(where: { $0.kind == .igw && $0.leg == .packet }),
            way.shown?.sources.first?.end.isOutside == false, igw.source.version == .v4,
            let own = way.stages.first?.source
        else { return [] }
        let nat = topology.natGateways.first { nat in nat.addresses.contains { $0.privateAddress == igw.source } }
        if let nat, let shown = nat.addresses.first(where: { $0.privateAddress == igw.source })?.publicAddress {
            return ["the far side must let in \(shown) (\(network.name(nat.id))'s), not \(own)"]
        }
        let shown = inventory.interfaces.lazy.flatMap(\.publicAssociations).first { $0.privateAddress == igw.source }
        return shown.map { ["the far side must let in \($0.publicAddress), not \(own)"] } ?? []
    }

    /// Answers to a client of another system, or of another setting, would not all come back.
    private var clientPorts: [String] {
        guard let client = way.assumedClient, way.verdict == .allowed else { return [] }
        let system = client == .windows ? "Windows" : "Linux"
        let (first, last) = (client.ports.lowerBound, client.ports.upperBound)
        return ["assumes the default client ports of \(system), \(first)-\(last): an ACL stops answers to others"]
    }

    /// The routes that fit and lose against the one that was taken, of the tables of a way that does not get through: "table private:
    /// 10.1.1.0/24 -> tgw-1 wins over 10.1.0.0/16 -> pcx-1 (longer)".
    public var losingRoutes: [String] {
        guard way.verdict != .allowed else { return [] }
        return way.stages.compactMap { stage -> String? in
            guard case .route(let table, let choice) = stage.reason, case .route(let won)? = choice.certain else { return nil }
            let own = topology[table]
            // That everything else is shorter than a local route goes without saying.
            guard own.routes[won].target.kind != .local else { return nil }
            let losers = choice.losers.filter { own.routes[$0.route].target != own.routes[won].target }
            guard !losers.isEmpty else { return nil }
            let list = losers.map { "\(network.text(own.routes[$0.route])) (\($0.why.text))" }
            return "table \(network.name(table)): \(network.text(own.routes[won])) wins over \(TextList.sentence(list))"
        }.distinct()
    }

    /// Where the groups alone, asked for the ends themselves, answer otherwise.
    private var groupsAlone: [String] {
        let own = words.answer.groupsVerdict
        guard own != words.answer.verdict else { return [] }
        return ["by the security groups alone, asked for these ends: \(own.rawValue)"]
    }

    /// Layers that are not looked at in a VPC of the ends.
    private var unlooked: [String] {
        let byVpc = Dictionary(grouping: way.unseenLayers, by: \.vpc)
        return byVpc.keys.sorted { inventory[$0] < inventory[$1] }.map { vpc in
            let layers = TextList.sentence((byVpc[vpc] ?? []).map(\.layer.name), and: "or")
            return "not looked at in \(words.names.name(ofVpc: vpc)): \(layers), which are not in the input"
        }
    }

    private var oneWay: [String] {
        guard way.isOneWay, way.stages.contains(where: { $0.leg == .reply && $0.outcome != .pass }) else { return [] }
        return ["one way only: what becomes of the answer is shown and does not count"]
    }

    /// "security groups, network ACLs and route tables; not what runs on the hosts".
    var lookedAt: String {
        let looked = way.layers.map(\.name)
        let unread = inventory.unreadLayers.filter { !looked.contains($0) }
        let rest = unread.isEmpty ? "" : "; \(TextList.sentence(unread)) are in the input, not looked at"
        return "looked at: \(TextList.sentence(way.layers.map(\.name), limit: 6))\(rest); not what runs on the hosts"
    }

    /// What a timeout may still mean where the network has been looked at.
    func stillFailing(_ port: String) -> String? {
        guard way.layers.contains(.routes), way.layers.contains(.networkACLs), way.unseenLayers.isEmpty else { return nil }
        let age = inventory.asOf.map { ", or data older than a change (read \($0))" } ?? ", or data older than a change"
        return "still failing? \"refused\": it arrived, and nothing listens on \(port); a timeout: the host's own firewall\(age)"
    }
}

extension WayText {
    /// What else the same thing stops: "5 flows: ECS API SG -> Redis SG: 6379; ..."; nil where nothing is known to be.
    public var alsoHit: String? {
        guard let hit = way.alsoHit, !hit.flows.isEmpty else { return nil }
        let texts = hit.flows.map { flow in
            "\(words.names.name(of: flow.from)) -> \(words.names.name(of: flow.to)): \(TrafficText.shortLabel(flow.traffic))"
        }
        let count = TextCount.of(hit.flows.count + hit.more, "flow")
        let more = hit.more + max(0, texts.count - 4)
        return "\(count): \(texts.prefix(4).joined(separator: "; "))\(more > 0 ? "; \(more) more" : "")"
    }

    /// What decides where it is no group, in the fewest words: "acl isolated, on the way back"; nil where groups decide.
    public var decider: String? {
        guard !words.answer.isGroupsOwn, let place = way.deciding.first(where: { way.stages[$0].kind != .group }) else {
            return nil
        }
        let stage = way.stages[place]
        let name = self.name(stage, place)
        return "\(stage.kind.rawValue) \(name)\(stage.leg == .reply ? ", on the way back" : "")"
    }

    /// The codes of what decides.
    public var codes: [String] { way.deciding.compactMap(way.code).distinct() }

    /// The nearest entry of an ACL that has none for it: the entry and the field that differs; nil where groups or others decide.
    public var nearestEntry: (line: String, failed: [FailedField])? {
        guard let place = way.deciding.first(where: { way.misses[$0] != nil }), let miss = way.misses[place] else { return nil }
        return (text(topology[miss.acl].entries[miss.entry]), miss.failed)
    }

    /// An entry as AWS reads it: "out 100 allow tcp 5432 to 10.0.0.0/20".
    public func text(_ entry: NetworkACLEntry) -> String {
        let (way, preposition) = entry.direction == .ingress ? ("in", "from") : ("out", "to")
        let number = entry.number.map(String.init) ?? "?"
        let action = entry.action.map { $0 == .allow ? "allow" : "deny" } ?? "?"
        let network = entry.network?.description ?? "some addresses"
        return "\(way) \(number) \(action) \(entry.traffic?.text ?? "some traffic") \(preposition) \(network)"
    }

    /// The kinds of members whose ways differ from the one that is shown: verdict and who.
    public var otherKinds: [(verdict: Verdict, who: String)] {
        let differ = [
            Direction.egress: Set(way.kinds.map(\.sources)).count > 1, .ingress: Set(way.kinds.map(\.destinations)).count > 1,
        ]
        return way.kinds.map { kind in
            let texts = [(Direction.egress, kind.sources), (.ingress, kind.destinations)].compactMap { side, members -> String? in
                let addresses = members.prefix(3).map { "\($0.end.address)" }
                let count = members.reduce(0) { $0 + $1.count }
                guard differ[side] == true, words.ends.end(side).kind.network?.isAddress != true, let first = addresses.first
                else { return nil }
                let more = count > addresses.count ? " and \(count - addresses.count) more" : ""
                let list = addresses.count == 1 ? first : addresses.joined(separator: ", ")
                return "\(side == .egress ? "from" : "to") \(list)\(more)"
            }
            let traffic =
                way.kinds.contains { $0.traffic != kind.traffic }
                ? " on \(TrafficText.shortLabel(kind.traffic.reduce(TrafficSet()) { $0.union($1.points) }.traffic))" : ""
            return (kind.verdict, texts.joined(separator: " ") + traffic)
        }
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
