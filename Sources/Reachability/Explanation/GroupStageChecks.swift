import CoreModel

/// Explains what the groups do at a stage of a way: with the addresses that are seen there.
struct GroupStageChecks {
    let analyzer: Analyzer
    let walker: Walker
    let question: Question
    let shown: WayKind

    private var inventory: Inventory { analyzer.inventory }

    /// The check of a stage; nil where it is none of groups.
    func check(_ stage: Stage) -> Check? {
        guard case .groups(_, let bears) = stage.reason, let direction = stage.direction,
            let crossing = crossing(stage, bears: bears)
        else { return nil }
        let judgement = Judgement(crossing, lacking: [], inventory)
        let sides = SideChecks(
            analyzer: analyzer, question: question, sources: judgement.sources, destinations: judgement.destinations,
            pairs: judgement.pairs, preferred: nil)
        return sides.checks(direction).first
    }

    /// Whether a stage that fails would let it through if the far end were seen with its groups.
    func isLostReference(_ stage: Stage) -> Bool {
        guard stage.outcome == .fail, case .groups(_, farEndBearsGroups: false) = stage.reason, let direction = stage.direction,
            farEnd(direction)?.interface != nil, let crossing = crossing(stage, bears: true)
        else { return false }
        return Judgement(crossing, lacking: [], inventory).pairs.allSatisfy { $0.outcome(direction) == .pass }
    }

    /// The interface whose groups they are against who is seen at the far end.
    private func crossing(_ stage: Stage, bears: Bool) -> Crossing? {
        guard let direction = stage.direction, let interface = walker.index.interface(stage.component) else { return nil }
        let own = inventory[interface]
        var near = Subject(
            kind: .interfaces([interface], carrying: own.groups), addresses: AddressSet(own.privateRanges(question.version)))
        near.vpc = own.vpc
        let address = direction == .ingress ? stage.source : stage.destination
        let far = walker.groups.subject(.init(address: address, sender: bears ? farEnd(direction) : nil))
        let asked = shown.traffic.reduce(TrafficSet()) { $0.union($1.points) }
        return direction == .egress
            ? analyzer.cross([near], [far], asked, question.version, mayBeSecond: true)
            : analyzer.cross([far], [near], asked, question.version, mayBeSecond: true)
    }

    /// The end that is far for a direction.
    private func farEnd(_ direction: Direction) -> WayEnd? {
        (direction == .ingress ? shown.sources : shown.destinations).first?.end
    }
}
