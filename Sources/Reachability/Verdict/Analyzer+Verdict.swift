import CoreModel

extension Analyzer {
    /// The verdict alone, without its explanation.
    public func verdict(_ question: Question) -> Verdict {
        guard case .success(let (crossing, lacking)) = cross(question, for: .verdict) else { return .blocked }
        return Judgement.verdict(crossing, lacking)
    }

    func judge(_ question: Question) -> Judgement {
        switch cross(question) {
        case .success(let (crossing, lacking)): Judgement(crossing, lacking: lacking, inventory)
        case .failure(let missing): Judgement(endsWithoutAddress: missing.directions)
        }
    }

    /// The ends that have no address of the family asked.
    struct MissingAddresses: Error {
        var directions: [Direction]
    }

    /// Every subject of the source with every subject of the destination, and the interfaces without an address of the family.
    ///
    /// `within` is what is judged where that is less than what the question asks.
    func cross(
        _ question: Question, _ within: TrafficSet? = nil, for use: Crossing.Use = .everything
    ) -> Result<(Crossing, [InterfaceIndex]), MissingAddresses> {
        let ends = EndSubjects(inventory: inventory, index: index)
        // Nobody has the address of an end that is gone.
        func subjects(_ end: Endpoint) -> Subjects {
            isGone(end.kind) ? .noAddress : ends.subjects(of: end, question.version)
        }
        let (source, destination) = (subjects(question.source), subjects(question.destination))
        guard case .some(let sources, let from) = source, case .some(let destinations, let to) = destination else {
            return .failure(
                MissingAddresses(
                    directions: (source == .noAddress ? [.egress] : []) + (destination == .noAddress ? [.ingress] : [])))
        }
        // A member without an address of the family is somebody else to ask.
        let isGroup = (question.source.isGroup || question.destination.isGroup) && from.isEmpty && to.isEmpty
        let crossing = cross(
            sources, destinations, within ?? question.port.points(question.version), question.version, mayBeSecond: isGroup,
            for: use)
        return .success((crossing, from + to))
    }

    /// The same for subjects.
    ///
    /// `mayBeSecond` says that an end is a group: its only member then means a second one like it, where the other end is that member.
    func cross(
        _ sources: [Subject], _ destinations: [Subject], _ asked: TrafficSet, _ version: IPVersion, mayBeSecond: Bool,
        for use: Crossing.Use = .everything
    ) -> Crossing {
        let judge = PairJudge(
            inventory: inventory, index: index, asked: asked, version: version,
            haveSecond: mayBeSecond && sources.count == 1 && destinations.count == 1)
        return Crossing(sources, destinations, judge, for: use)
    }

    /// The same for the subjects of one side and those of the other end, of which one is a group or may be its member.
    func cross(
        _ side: Direction, _ own: [Subject], _ others: [Subject], _ asked: TrafficSet, _ version: IPVersion,
        for use: Crossing.Use = .everything
    ) -> Crossing {
        side == .egress
            ? cross(own, others, asked, version, mayBeSecond: true, for: use)
            : cross(others, own, asked, version, mayBeSecond: true, for: use)
    }

    /// The traffic that is allowed for certain between two ends, for every combination of their addresses.
    func certainTraffic(
        from source: Endpoint, to destination: Endpoint, _ version: IPVersion,
        within asked: TrafficSet = TrafficSet(Traffic.allPoints)
    ) -> TrafficSet {
        guard let question = try? Question(from: source, to: destination, port: .all, version: version),
            case .success(let (crossing, lacking)) = cross(question, asked, for: .certainTraffic), lacking.isEmpty
        else { return TrafficSet() }
        return crossing.certainTraffic()
    }
}

extension Endpoint {
    var isGroup: Bool { if case .group = kind { true } else { false } }
}

extension Pair {
    /// The traffic that passes both sides whatever the unknown facts are.
    var certainTraffic: TrafficSet {
        let out = TrafficSet(
            egress.pieces.filter { $0.coverage.certain.isSuperset(of: seenDestination.addresses) }.map(\.points))
        let into = TrafficSet(ingress.pieces.filter { $0.coverage.certain.isSuperset(of: seenSource.addresses) }.map(\.points))
        return out.intersection(into)
    }
}
