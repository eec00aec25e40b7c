import SecurityGroups

/// Whether a hop between two groups is allowed for certain: on some traffic, or on all that is asked.
///
/// Two rules that each cover the whole other side and share traffic decide at once; where no rule of a side touches the other,
/// nothing can pass; only what is left is judged as a question.
struct HopTest: Sendable {
    let analyzer: Analyzer
    let index: ReachIndex
    /// What must be allowed; nil for any traffic at all.
    let asked: TrafficSet?

    func allows(_ from: GroupIndex, _ to: GroupIndex) -> Bool {
        let source = index.station(from)
        let destination = index.station(to)
        guard let sourceBounds = source.bounds, let destinationBounds = destination.bounds else { return false }
        var mayPass = false
        for place in analyzer.inventory[from].egress {
            let out = analyzer.inventory.rules[place]
            let outward = touch(out, to, destinationBounds)
            if outward == .nothing { continue }
            for other in analyzer.inventory[to].ingress {
                let into = analyzer.inventory.rules[other]
                guard into.traffic.points.overlaps(out.traffic.points) else { continue }
                let inward = touch(into, from, sourceBounds)
                if inward == .nothing { continue }
                if outward == .whole, inward == .whole, suffices(out.traffic.points.clamped(to: into.traffic.points)) {
                    return true
                }
                mayPass = true
            }
        }
        return mayPass && isAllowedByJudgement(from, to)
    }

    private func isAllowedByJudgement(_ from: GroupIndex, _ to: GroupIndex) -> Bool {
        let traffic = analyzer.certainTraffic(from: Endpoint(from), to: Endpoint(to), index.version)
        return asked.map { traffic.isSuperset(of: $0) } ?? !traffic.isEmpty
    }

    private func suffices(_ points: ClosedRange<UInt32>) -> Bool {
        guard let asked else { return true }
        return asked.intervals.allSatisfy { points.lowerBound <= $0.lowerBound && $0.upperBound <= points.upperBound }
    }

    private enum Touch {
        case nothing
        /// It may cover a part, or all of it together with others.
        case part
        case whole
    }

    /// How far a rule's peer covers a group.
    private func touch(_ rule: Rule, _ group: GroupIndex, _ bounds: (low: UInt128, high: UInt128)) -> Touch {
        if rule.isContested { return .nothing }
        switch rule.peer {
        case .ipv4(let bits, let length):
            guard index.version == .v4 else { return .nothing }
            if length == 0 { return .whole }
            let low = UInt128(bits)
            let high = UInt128(bits | (UInt32.max >> UInt32(length)))
            return touch(low, length == 32 ? low : high, bounds)
        case .ipv6(let place):
            let network = analyzer.inventory.ipv6Networks[Int(place)]
            guard index.version == .v6 else { return .nothing }
            return touch(network.range.lowerBound, network.range.upperBound, bounds)
        case .group(let place):
            let reference = analyzer.inventory.references[Int(place)]
            return reference.group == group && !reference.isStale ? .whole : .nothing
        case .prefixList(let place):
            return analyzer.inventory.prefixLists[Int(place)].entries == nil ? .nothing : .part
        }
    }

    private func touch(_ low: UInt128, _ high: UInt128, _ bounds: (low: UInt128, high: UInt128)) -> Touch {
        if low <= bounds.low, bounds.high <= high { return .whole }
        return high < bounds.low || bounds.high < low ? .nothing : .part
    }
}
