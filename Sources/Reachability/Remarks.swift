import SecurityGroups
import Text

/// What else to know of an answer, each where it applies and only there.
struct Remarks: Sendable {
    let analyzer: Analyzer
    let question: Question
    let judgement: Judgement
    let verdict: Verdict

    private var inventory: Inventory { analyzer.inventory }
    private var ends: EndText { EndText(analyzer: analyzer, question: question) }

    func all() -> [String] {
        var remarks: [String] = []
        if verdict == .allowed, question.port.ipProtocol(question.version).hasPorts {
            remarks.append("replies are let back without a rule")
        }
        remarks += [question.source, question.destination].compactMap(\.remark)
        remarks +=
            otherResolvers() + ownRules() + lackingFamily() + assumptions() + borders() + mail() + publicAddress() + looked()
        if verdict == .blocked { remarks += blockedRemarks() }
        if verdict == .allowed, question.port.ipProtocol(question.version) == .tcp, judgement.pairs.first?.service == nil {
            remarks.append(stillFailing())
        }
        return remarks
    }

    private func blockedRemarks() -> [String] {
        let drops = "expect a timeout, not \"connection refused\": groups drop in silence"
        guard question.port.ipProtocol(question.version).hasPorts else { return [drops] }
        return [drops, "works all the same? connections opened before a rule was removed live on: they are tracked"]
    }

    /// What a group's own rules alone would answer, where its members' other groups change it.
    private func ownRules() -> [String] {
        guard let crossing = judgement.crossing else { return [] }
        let ownEnds = EndSubjects(inventory: inventory, index: analyzer.index)
        return [(Direction.egress, question.source), (.ingress, question.destination)].compactMap { side, end in
            guard case .group(let group) = end.kind, analyzer.index.kinds.carriedBySome[Int(group.number)].count > 1,
                let alone = ownEnds.alone(group, question.version)
            else { return nil }
            let asked = question.port.points(question.version)
            let others = side == .egress ? crossing.destinations : crossing.sources
            guard let other = analyzer.cross(side, [alone], others, asked, question.version).verdict(), other != verdict else {
                return nil
            }
            let name = analyzer.names.name(of: group)
            let why = inventory[group].rules(side).isEmpty ? ", it has no \(side.name) rule" : ""
            return "by \(name)'s own rules alone: \(other.rawValue)\(other == .blocked ? why : "")"
        }
    }

    /// Only the VPC's own resolver is not filtered.
    private func otherResolvers() -> [String] {
        guard let service = judgement.pairs.first?.service, !service.vpc.isNone else { return [] }
        return ["any other resolver is filtered: its port 53 is judged by the rules"]
    }

    /// An IPv6 rule helps nobody where no interface has an IPv6 address.
    private func lackingFamily() -> [String] {
        guard verdict == .blocked, case .group(let group) = question.destination.kind else { return [] }
        let other = question.version.other
        let members = analyzer.index.members[Int(group.number)]
        let names = inventory.rules(of: group, .ingress).contains { inventory.network(of: inventory[$0].peer)?.version == other }
        guard names, !members.isEmpty,
            members.allSatisfy({ inventory[$0].addressesAreKnown && inventory[$0].privateRanges(other).isEmpty })
        else { return [] }
        let counts = ["", "the only interface", "neither interface"]
        let who = members.count < counts.count ? counts[members.count] : "none of the interfaces"
        let has = members.count == 1 ? "has no" : "has an"
        let name = analyzer.names.name(of: group)
        return ["\(who) of \(name) \(has) \(other.name) address, so its \(other.name) rules let nobody in"]
    }

    private func assumptions() -> [String] {
        var sentences: [String] = []
        for (end, subjects) in [(question.source, judgement.sources), (question.destination, judgement.destinations)] {
            guard let subject = subjects.first(where: { $0.assumption != .none }) else { continue }
            let name = ends.name(of: end)
            if subject.isUnseen, subjects.count > 1 {
                sentences.append(
                    "not every interface is listed: one that carries \(name) and nothing else counts as a member too")
                continue
            }
            let isLoaded = !subject.interfaces.isEmpty
            var lacks = isLoaded ? "addresses of \(name) are not loaded" : "no interface of \(name) is loaded"
            if subject.isUnseen, case .group(let group) = end.kind, !analyzer.index.members[Int(group.number)].isEmpty {
                lacks = "\(name) may have a member that the input does not list"
            }
            switch subject.assumption {
            case .none, .publicAddress, .unloadedList: continue
            case .subnet: sentences.append("\(lacks): it is taken to be anywhere in its subnet")
            case .subnets: sentences.append("\(lacks): it is taken to be anywhere in its VPC's subnets")
            case .vpc: sentences.append("\(lacks): it is taken to be anywhere in its VPC")
            case .openBlock:
                let family = question.version.name
                sentences.append(
                    "\(lacks), nor is the \(family) block of its VPC told: it is taken to have some \(family) address")
            case .privateAddress:
                sentences.append(
                    isLoaded
                        ? "neither addresses nor the VPC of \(name) are loaded: assumed at some private address (RFC 1918)"
                        : "neither an interface nor the VPC of \(name) is loaded: assumed at some private address (RFC 1918)")
            }
        }
        return sentences
    }

    /// VPC borders play no part in the verdict of this layer; where they would, it is said.
    private func borders() -> [String] {
        // The resolver of the source's own VPC: an address that another VPC may have too means none of that one's.
        if judgement.pairs.first?.service != nil { return [] }
        let from = Set(judgement.sources.map(\.vpc)).subtracting([.none])
        let to = Set(judgement.destinations.map(\.vpc)).subtracting([.none])
        guard let first = from.first, let second = to.first, from.count == 1, to.count == 1, first != second,
            // One that the input does not settle may be the other.
            !inventory.isUnknown(vpc: first), !inventory.isUnknown(vpc: second)
        else { return [] }
        return [
            "two VPCs, \(analyzer.names.name(ofVpc: first)) and \(analyzer.names.name(ofVpc: second)): "
                + "a peering or transit gateway with routes must join them"
        ]
    }

    private func mail() -> [String] {
        guard question.port.points(question.version).contains(UInt32(IPProtocol.tcp.number) << 16 | 25), verdict != .blocked,
            reachesOutside
        else { return [] }
        return ["EC2 blocks outbound tcp 25 by default, whatever the rules say"]
    }

    private var reachesOutside: Bool {
        judgement.destinations.contains { if case .outside = $0.carrier { true } else { false } }
            && judgement.sources.contains { if case .groups = $0.carrier { true } else { false } }
    }

    private func publicAddress() -> [String] {
        (judgement.sources + judgement.destinations).contains { $0.isAskedByPublicAddress }
            ? ["asked by a public address: rules that name groups do not count, they match private addresses alone"] : []
    }

    /// Which layers were looked at, and which were given but not read.
    private func looked() -> [String] {
        if inventory.unreadLayers.isEmpty { return ["looked at: security groups alone, not routes, not network ACLs"] }
        let layers = TextList.sentence(inventory.unreadLayers)
        let verb = inventory.unreadLayers.count > 1 || layers.hasSuffix("s") ? "are" : "is"
        return ["looked at: security groups alone; \(layers) \(verb) in the input, not looked at"]
    }

    private func stillFailing() -> String {
        let port = question.port.ports(question.version) ?? "it"
        let places = subnetNames()
        let whose = places.isEmpty ? "" : " of \(TextList.sentence(places, limit: 4))"
        return "still failing? \"refused\": it arrived, and nothing listens on \(port); "
            + "a timeout: routes and network ACLs\(whose), or the host"
    }

    private func subnetNames() -> [String] {
        let interfaces = (judgement.sources + judgement.destinations).flatMap(\.interfaces)
        let ids = Set(interfaces.map { inventory[$0].subnet }).subtracting([.none])
        return ids.map { id in
            let name = inventory.subnets.first { $0.id == id }?.name ?? .none
            return inventory[name.isNone ? id : name]
        }.sorted()
    }
}
