import SecurityGroups

/// Finds the shortest chain of allowed flows that ends with what was asked, and who reaches whom in how many steps.
///
/// Breadth first over groups, backwards from the destination; a hop is allowed for certain, never depends. Of several shortest
/// chains the one whose groups come first by name, then by id.
struct PathFinder: Sendable {
    let analyzer: Analyzer
    let version: IPVersion

    /// The groups between source and destination with the traffic of every hop; nil when there is no way.
    func path(_ question: Question) -> [Hop]? {
        let asked = question.port.points(version)
        let steps = stepsTo(question.destination, asked: asked, until: question.source)
        guard let first = steps.firstHops(from: question.source, self) else { return nil }
        var chain = [first]
        while let last = chain.last, let distance = steps.distance[last], distance > 1 {
            let next = steps.groups(at: distance - 1).filter { !hop(.group(last), .group($0)).isEmpty }
            guard let chosen = byName(next).first else { return nil }
            chain.append(chosen)
        }
        return hops(question, chain, asked)
    }

    /// Why there is no way: nobody takes the last hop, or nobody leads to those who do.
    func noWay(_ question: Question) -> String {
        let ends = EndText(analyzer: analyzer, question: question)
        let asked = question.port.text(version)
        let destination = ends.name(of: question.destination)
        let last = stepsTo(question.destination, asked: question.port.points(version), furthest: 1)
        if !last.distance.isEmpty {
            return "no chain of groups leads from \(ends.name(of: question.source)) to \(destination) on \(asked)"
        }
        return "no group reaches \(destination) on \(asked)"
    }

    /// How many hops each group is from a destination, on the traffic asked in the last hop.
    func stepsTo(_ destination: Endpoint, asked: TrafficSet, until source: Endpoint? = nil, furthest: Int = .max) -> Steps {
        var steps = Steps()
        let groups = candidates
        var frontier = groups.filter { group in
            if case .group(group) = destination.kind { return false }
            return analyzer.certainTraffic(from: .init(group), to: destination, version).isSuperset(of: asked)
        }
        var distance = 1
        while !frontier.isEmpty {
            for group in frontier { steps.distance[group] = distance }
            if let source, steps.firstHops(from: source, self) != nil { return steps }
            distance += 1
            if distance > furthest { return steps }
            frontier = groups.filter { group in
                guard steps.distance[group] == nil, destination.kind != .group(group) else { return false }
                return frontier.contains { !hop(.group(group), .group($0)).isEmpty }
            }
        }
        return steps
    }

    /// The groups that something can pass through: those that an input describes.
    private var candidates: [GroupIndex] { analyzer.inventory.loadedGroups }

    /// The traffic that is allowed on a hop.
    func hop(_ from: Endpoint.Kind, _ to: Endpoint.Kind) -> TrafficSet {
        analyzer.certainTraffic(from: Endpoint(from, asked: ""), to: Endpoint(to, asked: ""), version)
    }

    func byName(_ groups: [GroupIndex]) -> [GroupIndex] {
        let key = { (group: GroupIndex) in
            (analyzer.names.name(of: group), analyzer.inventory[analyzer.inventory[group].id])
        }
        return groups.sorted { key($0) < key($1) }
    }

    private func hops(_ question: Question, _ chain: [GroupIndex], _ asked: TrafficSet) -> [Hop] {
        let ends = EndText(analyzer: analyzer, question: question)
        let between = chain.map { group in
            HopEnd(group: group, id: analyzer.inventory[analyzer.inventory[group].id], name: analyzer.names.name(of: group))
        }
        let all = [ends.hopEnd(question.source)] + between + [ends.hopEnd(question.destination)]
        let kinds = [question.source.kind] + chain.map(Endpoint.Kind.group) + [question.destination.kind]
        return (1..<all.count).map { place in
            let traffic = place == all.count - 1 ? asked : hop(kinds[place - 1], kinds[place])
            return Hop(from: all[place - 1], to: all[place], traffic: traffic)
        }
    }
}

/// Distances in hops.
struct Steps: Sendable {
    var distance: [GroupIndex: Int] = [:]

    func groups(at wanted: Int) -> [GroupIndex] {
        distance.filter { $0.value == wanted }.map(\.key)
    }

    /// The first group of the shortest ways from a source; nil when none of those found so far is reached.
    func firstHops(from source: Endpoint, _ finder: PathFinder) -> GroupIndex? {
        for wanted in Set(distance.values).sorted() {
            let reached = groups(at: wanted).filter { group in
                source.kind != .group(group) && !finder.hop(source.kind, .group(group)).isEmpty
            }
            if let first = finder.byName(reached).first { return first }
        }
        return nil
    }
}

extension Endpoint {
    /// A group as an end.
    init(_ group: GroupIndex) { self.init(.group(group), asked: "") }
}

extension EndText {
    func hopEnd(_ end: Endpoint) -> HopEnd {
        if case .group(let group) = end.kind { return HopEnd(group: group, id: id(of: end) ?? end.asked, name: name(of: end)) }
        return HopEnd(group: nil, id: id(of: end) ?? end.asked, name: name(of: end))
    }
}

extension Hop {
    /// A hop with its traffic; several protocols are written as one text.
    init(from: HopEnd, to: HopEnd, traffic points: TrafficSet) {
        let traffic = TrafficText.traffic(points)
        let protocols = Set(traffic.map(\.ipProtocol))
        let only = protocols.count == 1 ? protocols.first : nil
        let selectors = traffic.compactMap(\.selectorText)
        self.init(
            from: from, to: to, ipProtocol: only?.description ?? TrafficText.label(traffic),
            ports: only != nil && selectors.count == traffic.count && !selectors.isEmpty
                ? selectors.joined(separator: ",") : nil)
    }
}
