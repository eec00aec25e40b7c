import SecurityGroups

extension Analyzer {
    /// What of a question's traffic passes for certain, for every combination of its ends' addresses.
    public func certainTraffic(of question: Question) -> TrafficSet {
        certainTraffic(from: question.source, to: question.destination, question.version)
            .intersection(question.port.points(question.version))
    }

    /// What of a question's traffic may pass, for some combination of its ends' addresses.
    ///
    /// What is asked and not in it is blocked for certain.
    public func possibleTraffic(of question: Question) -> TrafficSet {
        judge(question).pairs.reduce(into: TrafficSet()) { $0 = $0.union($1.possibleTraffic) }
    }

    /// What of a question's traffic is allowed for certain, and what is allowed or depends; the rest is blocked.
    ///
    /// On each stretch of traffic that no rule divides, this says what ``verdict(_:)`` says of the stretch.
    public func passing(_ question: Question) -> (certain: TrafficSet, possible: TrafficSet) {
        let judgement = judge(question)
        guard judgement.endsWithoutAddress.isEmpty, let first = judgement.pairs.first else { return (TrafficSet(), TrafficSet()) }
        let pairJudge = PairJudge(
            inventory: inventory, index: index, asked: question.port.points(question.version), version: question.version)
        let possible = judgement.pairs.reduce(TrafficSet()) { $0.union(pairJudge.possibleTraffic($1)) }
        if !judgement.lacking.isEmpty { return (TrafficSet(), possible) }
        return (judgement.pairs.reduce(first.certainTraffic) { $0.intersection($1.certainTraffic) }, possible)
    }
}
