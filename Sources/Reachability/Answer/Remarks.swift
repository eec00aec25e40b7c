import CoreModel

/// Finds what else to know of an answer, each where it applies and only there.
struct Remarks: Sendable {
    let analyzer: Analyzer
    let answer: Answer
    let judgement: Judgement

    private var inventory: Inventory { analyzer.inventory }
    private var question: Question { answer.question }
    private var verdict: Verdict { answer.verdict }

    func all() -> [Remark] {
        let hasPorts = question.port.ipProtocol(question.version).hasPorts
        var remarks: [Remark] = verdict == .allowed && hasPorts && answer.way == nil ? [.repliesAreLetBack] : []
        if question.source.finding != nil { remarks.append(.found(.egress)) }
        if question.destination.finding != nil { remarks.append(.found(.ingress)) }
        remarks += otherResolvers() + ownRules() + lackingFamily() + assumptions() + borders()
        if reachesMail { remarks.append(.mailIsBlocked) }
        if (judgement.sources + judgement.destinations).contains(where: \.isAskedByPublicAddress) {
            remarks.append(.askedByPublicAddress)
        }
        remarks += assumedNetwork() + clientPort()
        if let way = answer.way {
            remarks += JoinRemarks(index: analyzer.walker.value.index, answer: answer, way: way).all()
            remarks += BalancerRemarks(walker: analyzer.walker.value, answer: answer, way: way).all()
            remarks += answer.insteadOfRules.map(Remark.instead)
        }
        remarks.append(.lookedAt)
        if verdict == .blocked {
            remarks.append(isBlockedOnTheWayBack ? .packetArrives : .expectTimeout)
            if hasPorts, answer.groupsVerdict == .blocked { remarks.append(.trackedConnections) }
        }
        if verdict == .allowed, question.port.ipProtocol(question.version) == .tcp, service == nil {
            let interfaces = (judgement.sources + judgement.destinations).flatMap(\.interfaces)
            let subnets = Set(interfaces.map { inventory[$0].subnet }).subtracting([.none])
            remarks.append(.stillFailing(subnets: Array(subnets)))
        }
        return remarks
    }

    private var isBlockedOnTheWayBack: Bool {
        guard let way = answer.way, way.deciding.contains(where: { way.stages[$0].outcome == .fail }) else { return false }
        return way.deciding.allSatisfy { way.stages[$0].leg == .reply }
    }

    private var service: NotFiltered.Service? { judgement.pairs.first?.service }

    /// What a group's own rules alone would answer, where its members' other groups change it.
    private func ownRules() -> [Remark] {
        guard let crossing = judgement.crossing else { return [] }
        let ownEnds = EndSubjects(inventory: inventory, index: analyzer.index)
        return [(Direction.egress, question.source), (.ingress, question.destination)].compactMap { side, end in
            guard let group = end.kind.group, analyzer.index.kinds.carriedBySome[Int(group.number)].count > 1,
                let alone = ownEnds.alone(group, question.version)
            else { return nil }
            let asked = question.port.points(question.version)
            let others = side == .egress ? crossing.destinations : crossing.sources
            guard let other = analyzer.cross(side, [alone], others, asked, question.version, for: .verdict).verdict(),
                other != answer.groupsVerdict
            else {
                return nil
            }
            return .ownRules(of: group, side, other)
        }
    }

    /// What another connection of the same client comes to, where a port of its own was asked for.
    private func clientPort() -> [Remark] {
        guard let port = question.clientPort, answer.way != nil,
            let other = try? Question(
                from: question.source, to: question.destination, port: question.port, version: question.version)
        else { return [] }
        return [.clientPort(port, otherwise: analyzer.wholeVerdict(other))]
    }

    /// Only the VPC's own resolver is not filtered.
    private func otherResolvers() -> [Remark] {
        guard let service, !service.vpc.isNone else { return [] }
        return [.otherResolversAreFiltered]
    }

    /// An IPv6 rule helps nobody where no interface has an IPv6 address.
    private func lackingFamily() -> [Remark] {
        guard verdict == .blocked, let group = question.destination.kind.group else { return [] }
        let other = question.version.other
        let members = analyzer.index.members[Int(group.number)]
        let names = inventory.rules(of: group, .ingress).contains { inventory.network(of: inventory[$0].peer)?.version == other }
        guard names, !members.isEmpty,
            members.allSatisfy({ inventory[$0].addressesAreKnown && inventory[$0].privateRanges(other).isEmpty })
        else { return [] }
        return [.lackFamily(group, other, interfaces: members.count)]
    }

    private func assumptions() -> [Remark] {
        let ends = [(Direction.egress, judgement.sources), (.ingress, judgement.destinations)]
        return ends.compactMap { side, subjects -> Remark? in
            guard let subject = subjects.first(where: { $0.assumption != .none }) else { return nil }
            if subject.isUnseen, subjects.count > 1 { return .unlistedMembers(side) }
            if [.publicAddress, .unloadedList].contains(subject.assumption) { return nil }
            var lack: Remark.Lack = subject.interfaces.isEmpty ? .interface : .addresses
            let end = side == .egress ? question.source : question.destination
            if subject.isUnseen, let group = end.kind.group, !analyzer.index.members[Int(group.number)].isEmpty {
                lack = .member
            }
            return .assumed(side, lack, subject.assumption)
        }
    }

    /// What a template does not tell of a VPC that it makes, where the way passes it.
    private func assumedNetwork() -> [Remark] {
        guard let way = answer.way else { return [] }
        let topology = inventory.topology
        let passed = Set(way.stages.map(\.component))
        let table = topology.routeTables.contains { $0.isAssumed && passed.contains($0.id) }
        let acl = topology.networkACLs.contains { $0.isAssumed && passed.contains($0.id) }
        return table || acl ? [.assumedNetwork(table: table, acl: acl)] : []
    }

    /// VPC borders play no part in the verdict of this layer; where they would, it is said.
    private func borders() -> [Remark] {
        // The resolver of the source's own VPC: an address that another VPC may have too means none of that one's.
        if service != nil || answer.way?.layers.contains(.routes) == true { return [] }
        let from = Set(judgement.sources.map(\.vpc)).subtracting([.none])
        let to = Set(judgement.destinations.map(\.vpc)).subtracting([.none])
        guard let first = from.first, let second = to.first, from.count == 1, to.count == 1, first != second,
            // One that the input does not settle may be the other.
            !inventory.isUnknown(vpc: first), !inventory.isUnknown(vpc: second)
        else { return [] }
        return [.twoVpcs(first, second)]
    }

    private var reachesMail: Bool {
        question.port.points(question.version).contains(UInt32(IPProtocol.tcp.number) << 16 | 25) && verdict != .blocked
            && judgement.destinations.contains { if case .outside = $0.carrier { true } else { false } }
            && judgement.sources.contains { if case .groups = $0.carrier { true } else { false } }
    }
}
