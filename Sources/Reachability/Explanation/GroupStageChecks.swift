import CoreModel

/// Explains what the groups do at a stage of a way: with the addresses that are seen there.
struct GroupStageChecks {
    let analyzer: Analyzer
    let walker: Walker
    let question: Question
    let shown: WayKind
    /// Groups whose rules are named among equally near misses, by the side.
    let preferred: [Direction: GroupIndex]

    private var inventory: Inventory { analyzer.inventory }

    /// The check of a stage; nil where it is none of groups.
    func check(_ stage: Stage) -> Check? {
        guard case .groups(_, let bears) = stage.reason, let direction = stage.direction,
            let crossing = crossing(stage, bears: bears)
        else { return nil }
        let judgement = Judgement(crossing, lacking: [], inventory)
        let sides = SideChecks(
            analyzer: analyzer, question: question, sources: judgement.sources, destinations: judgement.destinations,
            pairs: judgement.pairs, preferred: preferred[direction])
        var check = sides.checks(direction).first
        // An appliance on the way is neither of the ends.
        if let interface = walker.index.interface(stage.component), farEnd(direction.other)?.interface != interface {
            check?.parts = [EndPart(kind: .interface(interface, groups: []))]
        }
        return check
    }

    /// What a stage's groups and who they see come to; nil where it is none of groups.
    func judgement(_ stage: Stage) -> Judgement? {
        guard case .groups(_, let bears) = stage.reason, let crossing = crossing(stage, bears: bears) else { return nil }
        return Judgement(crossing, lacking: [], inventory)
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
        guard let direction = stage.direction, let near = near(stage, direction) else { return nil }
        let address = direction == .ingress ? stage.source : stage.destination
        let far = walker.groups.subject(.init(address: address, sender: bears ? farEnd(direction) : nil))
        let asked = shown.traffic.reduce(TrafficSet()) { $0.union($1.points) }
        return direction == .egress
            ? analyzer.cross([near], [far], asked, question.version, mayBeSecond: true)
            : analyzer.cross([far], [near], asked, question.version, mayBeSecond: true)
    }

    /// Whose groups they are: an interface, or a member of a group that no input tells.
    private func near(_ stage: Stage, _ direction: Direction) -> Subject? {
        if let interface = walker.index.interface(stage.component) {
            let own = inventory[interface]
            return Subject(
                kind: .interfaces([interface], carrying: own.groups), addresses: AddressSet(own.privateRanges(question.version)),
                vpc: own.vpc)
        }
        guard let end = farEnd(direction.other), case .unseen = end else { return nil }
        return walker.groups.subject(.init(address: end.address, sender: end))
    }

    /// The end that is far for a direction.
    private func farEnd(_ direction: Direction) -> WayEnd? {
        (direction == .ingress ? shown.sources : shown.destinations).first?.end
    }
}
