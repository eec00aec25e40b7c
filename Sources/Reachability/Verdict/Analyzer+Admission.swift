import CoreModel

extension Analyzer {
    /// What the ingress rules of a group do with an end on a port, whatever the end's own egress rules say.
    ///
    /// The port nil asks for any traffic at all: pass where some is let in for certain. Complexity: a look at the group's rules; where
    /// one of them may decide, half of a verdict.
    public func admission(of source: Endpoint, into group: GroupIndex, on port: PortQuery?) -> Outcome {
        guard let question = try? Question(from: source, to: Endpoint(group), port: port ?? .all) else { return .fail }
        guard mayAdmit(question, group) else { return .fail }
        let ends = EndSubjects(inventory: inventory, index: index)
        guard case .some(let sources, let lacking) = ends.subjects(of: source, question.version),
            let own = ends.alone(group, question.version)
        else { return .fail }
        let crossing = cross(sources, [own], question.port.points(question.version), question.version, mayBeSecond: true)
        let outcomes = sources.indices.compactMap { crossing.pair($0, 0) }.map { pair -> Outcome in
            if port != nil { return pair.outcome(.ingress) }
            let addresses = pair.seenSource.addresses
            if pair.ingress.pieces.contains(where: { $0.coverage.certain.isSuperset(of: addresses) }) { return .pass }
            return pair.ingress.pieces.contains { !$0.coverage.possible.isEmpty } ? .depends : .fail
        }
        if outcomes.allSatisfy({ $0 == .fail }) { return .fail }
        return outcomes.allSatisfy { $0 == .pass } && lacking.isEmpty ? .pass : .depends
    }

    /// Whether a group has an ingress rule, for whomever, that some traffic of a port comes in by.
    public func hasIngress(_ group: GroupIndex, on port: PortQuery) -> Bool {
        let asked = IPVersion.allCases.map { port.points($0) }
        return inventory.rules(of: group, .ingress).contains { place in
            let points = TrafficSet(inventory[place].traffic.points)
            return asked.contains { $0.intersects(points) }
        }
    }

    /// Whether any ingress rule could hold the source, so that it is worth a judgement.
    private func mayAdmit(_ question: Question, _ group: GroupIndex) -> Bool {
        let asked = question.port.points(question.version)
        return inventory.rules(of: group, .ingress).contains { place in
            let rule = inventory[place]
            if case .network(let source) = question.source.kind, let network = inventory.network(of: rule.peer) {
                let isApart = network.version != source.version || !(network.contains(source) || source.contains(network))
                if isApart { return false }
            }
            return asked.intersects(TrafficSet(rule.traffic.points))
        }
    }
}
