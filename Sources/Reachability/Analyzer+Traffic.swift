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
}
