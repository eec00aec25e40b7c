import SecurityGroups

/// The two ends of a question split into subjects and judged.
struct Judgement: Sendable {
    var sources: [Subject]
    var destinations: [Subject]
    var pairs: [Pair]
    /// The direction of the end that has no address of the family asked.
    var endsWithoutAddress: [Direction]
    /// Interfaces of an end of several that have no address of the family asked: each is blocked for itself.
    var lacking: [InterfaceIndex] = []

    var verdict: Verdict {
        if !endsWithoutAddress.isEmpty || pairs.isEmpty { return .blocked }
        if !lacking.isEmpty { return pairs.allSatisfy { $0.verdict == .blocked } ? .blocked : .depends }
        if pairs.allSatisfy({ $0.verdict == .allowed }) { return .allowed }
        return pairs.allSatisfy { $0.verdict == .blocked } ? .blocked : .depends
    }
}

extension Analyzer {
    /// The verdict alone, without its explanation.
    public func verdict(_ question: Question) -> Verdict { judge(question).verdict }

    func judge(_ question: Question) -> Judgement {
        let ends = EndSubjects(inventory: inventory, index: index)
        let source = ends.subjects(of: question.source, question.version)
        let destination = ends.subjects(of: question.destination, question.version)
        guard case .some(let sources, let from) = source, case .some(let destinations, let to) = destination else {
            let lacking: [Direction] = (source == .noAddress ? [.egress] : []) + (destination == .noAddress ? [.ingress] : [])
            return Judgement(sources: [], destinations: [], pairs: [], endsWithoutAddress: lacking)
        }
        let judge = PairJudge(
            inventory: inventory, index: index, asked: question.port.points(question.version), version: question.version)
        return Judgement(
            sources: sources, destinations: destinations, pairs: judge.pairs(sources, destinations), endsWithoutAddress: [],
            lacking: from + to)
    }

    /// The traffic that is allowed for certain between two ends, for every combination of their addresses.
    func certainTraffic(from source: Endpoint, to destination: Endpoint, _ version: IPVersion) -> TrafficSet {
        guard let question = try? Question(from: source, to: destination, port: .all, version: version) else {
            return TrafficSet()
        }
        let ends = EndSubjects(inventory: inventory, index: index)
        guard case .some(let sources, lacking: []) = ends.subjects(of: question.source, version),
            case .some(let destinations, lacking: []) = ends.subjects(of: question.destination, version)
        else { return TrafficSet() }
        return certainTraffic(sources, destinations, version)
    }

    /// The same for ends that are split into subjects already; it ends as soon as nothing is left.
    func certainTraffic(_ sources: [Subject], _ destinations: [Subject], _ version: IPVersion) -> TrafficSet {
        let judge = PairJudge(inventory: inventory, index: index, asked: TrafficSet(Traffic.allPoints), version: version)
        var traffic: TrafficSet?
        for source in sources.indices {
            for destination in destinations.indices {
                guard let pair = judge.pair(sources, source, destinations, destination) else { continue }
                traffic = traffic.map { $0.intersection(pair.certainTraffic) } ?? pair.certainTraffic
                if traffic?.isEmpty == true { return TrafficSet() }
            }
        }
        return traffic ?? TrafficSet()
    }
}

extension Pair {
    /// The traffic that passes both sides whatever the unknown facts are.
    var certainTraffic: TrafficSet {
        let out = TrafficSet(
            egress.pieces.filter { $0.coverage.certain.isSuperset(of: seenDestination.addresses) }.map(\.points))
        let into = TrafficSet(ingress.pieces.filter { $0.coverage.certain.isSuperset(of: seenSource.addresses) }.map(\.points))
        return out.intersection(into)
    }

    /// The traffic that may pass both sides.
    var possibleTraffic: TrafficSet {
        let out = TrafficSet(egress.pieces.filter { !$0.coverage.possible.isEmpty }.map(\.points))
        return out.intersection(TrafficSet(ingress.pieces.filter { !$0.coverage.possible.isEmpty }.map(\.points)))
    }
}
