import CoreModel

extension NetworkSurvey {
    /// What of a question's traffic every layer allows for certain, and what they allow or make depend; the rest is blocked.
    ///
    /// On each stretch that nothing divides this says what ``verdict(_:)`` says of it. What the network does is asked for each stretch that
    /// entries of network ACLs or listeners bound, what the groups do once; only where the two cannot be put together is each stretch asked
    /// by itself, those that rules bound too. Where `stretches` are too many, traffic is asked whole, and depends where parts of it differ.
    public func passing(_ question: Question, stretches limit: Int = 64) -> (certain: TrafficSet, possible: TrafficSet) {
        guard looksAtNetwork else { return analyzer.passing(question) }
        var search = PassingSearch(survey: self, question: question, limit: limit)
        search.take(Self.stretches(question.port.points(question.version), networkCuts, limit)[...])
        return (search.certain, search.possible)
    }

    private struct PassingSearch {
        let survey: NetworkSurvey
        let question: Question
        let limit: Int
        var certain = TrafficSet()
        var possible = TrafficSet()
        /// What the groups let through, once that is asked for.
        var groups: (certain: TrafficSet, possible: TrafficSet)?

        /// Takes in what passes of stretches: of all of them at once where one verdict is that of each, else one by one, or half by half
        /// where it is not known that parts of them differ.
        ///
        /// What no entry divides may be divided by a rule: then `isByRules` says that these stretches are what rules bound.
        mutating func take(_ stretches: ArraySlice<TrafficSet>, isByRules: Bool = false) {
            guard let last = stretches.last else { return }
            let traffic = stretches.dropLast().reduce(last) { $0.union($1) }
            guard let own = question.asking(traffic) else {
                // Not of this family, or a part of it is not.
                if stretches.count > 1 { halves(stretches, isByRules) }
                return
            }
            switch survey.network(of: own) {
            case .all(let verdict) where verdict != .depends || stretches.count == 1:
                let ofGroups = groups ?? survey.analyzer.passing(question)
                groups = ofGroups
                take(verdict, certain: ofGroups.certain.intersection(traffic), possible: ofGroups.possible.intersection(traffic))
            case .all: each(of: stretches, isByRules)
            case .parts where stretches.count > 1: each(of: stretches, isByRules)
            case .mixed, .parts:
                // What the network and the groups do cannot be put together: all of it is asked.
                let verdict = survey.verdict(own).verdict
                if verdict != .depends {
                    take(verdict, certain: traffic, possible: traffic)
                } else if stretches.count > 1 {
                    halves(stretches, isByRules)
                } else {
                    let parts = isByRules ? [] : NetworkSurvey.stretches(traffic, survey.ruleCuts, limit)
                    if parts.count > 1 { take(parts[...], isByRules: true) } else { possible = possible.union(traffic) }
                }
            }
        }

        private mutating func each(of stretches: ArraySlice<TrafficSet>, _ isByRules: Bool) {
            for one in stretches { take([one], isByRules: isByRules) }
        }

        private mutating func halves(_ stretches: ArraySlice<TrafficSet>, _ isByRules: Bool) {
            let middle = stretches.startIndex + stretches.count / 2
            take(stretches[..<middle], isByRules: isByRules)
            take(stretches[middle...], isByRules: isByRules)
        }

        private mutating func take(_ verdict: Verdict, certain sure: TrafficSet, possible open: TrafficSet) {
            if verdict == .allowed { certain = certain.union(sure) }
            if verdict != .blocked { possible = possible.union(open) }
        }
    }

    /// What the other layers do with whatever groups let through.
    fileprivate enum Network {
        /// One thing, wherever the packet goes.
        case all(Verdict)
        /// This and that, by the ends' members or by the traffic.
        case parts
        /// What groups see is not what is asked.
        case mixed
    }

    fileprivate func network(of question: Question) -> Network {
        guard let passages = passages(question) else { return .mixed }
        if !passages.isLookedAt { return .all(.allowed) }
        if passages.isTranslated || passages.isServed || passages.hasPairsBeyond && passages.verdicts != [.allowed] {
            return .mixed
        }
        guard let verdict = passages.verdict else { return .mixed }
        return passages.verdicts.count > 1 ? .parts : .all(verdict)
    }

    /// Traffic cut at some points, and where what needs an answer ends; not cut at the points where that would be too many stretches.
    fileprivate static func stretches(_ traffic: TrafficSet, _ cuts: [UInt32], _ limit: Int) -> [TrafficSet] {
        var stretches: [TrafficSet] = []
        for interval in traffic.intervals {
            var start = interval.lowerBound
            for cut in cuts where cut > interval.lowerBound && cut <= interval.upperBound {
                stretches.append(TrafficSet(start...(cut - 1)))
                start = cut
                if stretches.count > limit { return WayTraffic.pieces(traffic).map(\.points) }
            }
            stretches.append(TrafficSet(start...interval.upperBound))
        }
        return stretches.flatMap { WayTraffic.pieces($0).map(\.points) }
    }
}
