import CoreModel

/// Of very many subjects those that are shown: one for all that are judged alike by like rules, with everybody's addresses.
struct ShownSubjects {
    private let crossing: Crossing
    private let inventory: Inventory

    init(_ crossing: Crossing, _ inventory: Inventory) {
        self.crossing = crossing
        self.inventory = inventory
    }

    /// What subjects must have in common to be shown as one.
    private struct Likeness: Hashable {
        var verdict: Verdict?
        var outcome: Outcome
        var carrier: Int
        var isAskedByPublicAddress: Bool
        var isUnseen: Bool
        var effects: Set<Effect>
    }

    private struct Effect: Hashable {
        var points: ClosedRange<UInt32>
        var peer: Peer
    }

    /// The places of the subjects that stand for others of their end, and what each stands for.
    func representatives(_ direction: Direction) -> (places: [Int], subjects: [Subject]) {
        let verdicts = crossing.verdicts(direction)
        let byRules = representatives(direction, verdicts, areByRules: true)
        // Too many to read: those with the same verdict stand together, whatever their rules are.
        return byRules.places.count <= Self.limit ? byRules : representatives(direction, verdicts, areByRules: false)
    }

    private static let limit = 16

    private func representatives(
        _ direction: Direction, _ verdicts: [Verdict?], areByRules: Bool
    ) -> (places: [Int], subjects: [Subject]) {
        let subjects = direction == .egress ? crossing.sources : crossing.destinations
        var shown: [Likeness: Int] = [:]
        var places: [Int] = []
        var members: [[Int]] = []
        var effects: [[GroupIndex]: Set<Effect>] = [:]
        for (place, subject) in subjects.enumerated() {
            let outcome = outcome(direction, place)
            var own = Likeness(
                verdict: verdicts[place], outcome: outcome, carrier: 0, isAskedByPublicAddress: subject.isAskedByPublicAddress,
                isUnseen: subject.isUnseen, effects: [])
            switch subject.carrier {
            case .outside(let mayCarry): own.carrier = mayCarry ? 1 : 2
            case .unknown: own.carrier = 3
            case .groups(let groups):
                own.carrier = groups.isEmpty ? 4 : 5
                // Where nothing is let through, no rule tells them apart.
                if outcome != .fail, areByRules {
                    let known = effects[groups] ?? self.effects(of: groups, direction)
                    effects[groups] = known
                    own.effects = known
                }
            }
            if let known = shown[own] {
                members[known].append(place)
            } else {
                shown[own] = places.count
                places.append(place)
                members.append([place])
            }
        }
        let merged = zip(places, members).map { place, members in
            var subject = subjects[place]
            if members.count > 1 {
                subject.shownFor = members.count
                subject.addresses = AddressSet(members.flatMap { subjects[$0].addresses.intervals })
                subject.keep(members.flatMap { subjects[$0].interfaces })
            }
            return subject
        }
        return (places, merged)
    }

    private func outcome(_ direction: Direction, _ place: Int) -> Outcome {
        if crossing.isByPublicAddress { return .depends }
        let side = direction == .egress ? crossing.egress[place] : crossing.ingress[place]
        if side.isClosed { return .fail }
        return side.everything.isFull ? .pass : .depends
    }

    /// What the rules of groups let through of the traffic asked, whoever has them.
    private func effects(of groups: [GroupIndex], _ direction: Direction) -> Set<Effect> {
        var effects = Set<Effect>()
        for group in groups {
            for place in inventory[group].rules(direction) {
                let rule = inventory.rules[place]
                for interval in crossing.judge.asked.intervals where interval.overlaps(rule.traffic.points) {
                    effects.insert(Effect(points: interval.clamped(to: rule.traffic.points), peer: rule.peer))
                }
            }
        }
        return effects
    }
}
