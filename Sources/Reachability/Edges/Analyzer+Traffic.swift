import CoreModel

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
        guard case .success(let (crossing, _)) = cross(question) else { return TrafficSet() }
        return crossing.possibleTraffic()
    }

    /// What of a question's traffic is allowed for certain, and what is allowed or depends; the rest is blocked.
    ///
    /// On each stretch of traffic that no rule divides, this says what ``verdict(_:)`` says of the stretch.
    public func passing(_ question: Question) -> (certain: TrafficSet, possible: TrafficSet) {
        guard case .success(let (crossing, lacking)) = cross(question) else { return (TrafficSet(), TrafficSet()) }
        return (lacking.isEmpty ? crossing.certainTraffic() : TrafficSet(), crossing.possibleTraffic())
    }
}
