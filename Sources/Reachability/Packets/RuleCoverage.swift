import CoreModel

/// Every rule of an interface that lets a packet through, not the one that decides: what holds records of traffic against rules asks so.
///
/// A class, since it remembers whom it looked up; of one thread.
public final class RuleCoverage {
    /// What an interface's rules of one direction do with some traffic of one far address.
    public struct Covering: Hashable, Sendable {
        /// What stands between the interface and the far address.
        public enum Filter: Hashable, Sendable {
            /// Rules.
            case rules
            /// Nothing: the interface carries no group.
            case noGroups
            /// Nothing: no group filters what answers there.
            case service
        }

        /// What filters.
        public let filter: Filter
        /// Rules that cover all of it whatever the unknown facts are, ascending.
        public let certain: [RuleIndex]
        /// Rules that cover some of it, or if the unknown facts are the right ones, ascending.
        public let perhaps: [RuleIndex]
        /// Whether a group of the interface may have rules that no input tells.
        public let mayHaveMore: Bool

        /// Whether it is let through: depends where only rules of ``perhaps``, or rules that are not told, may cover it.
        public var outcome: Outcome {
            if filter != .rules || !certain.isEmpty { return .pass }
            return perhaps.isEmpty && !mayHaveMore ? .fail : .depends
        }
    }

    private struct Key: Hashable {
        var kind: UInt32
        var direction: Direction
        var points: ClosedRange<UInt32>
        /// The far address, or all that the rules of the interface do not tell apart.
        var far: AddressPlaces.Place
    }

    /// Somebody at a far address, as rules see him.
    private struct Far {
        var subject: Subject
        /// Whether rules that name groups count.
        var countsReferences: Bool
    }

    private let analyzer: Analyzer
    private var found: [Key: Covering] = [:]
    private var subjects: [IPAddress: [Subject]] = [:]
    private var rules: [UInt32: [[RuleIndex]]] = [:]
    /// What the networks that the rules of interfaces with the same groups name tell apart.
    private var stretches: [UInt32: AddressStretches] = [:]

    /// One over an analyzer's inventory.
    public init(_ analyzer: Analyzer) { self.analyzer = analyzer }

    private var inventory: Inventory { analyzer.inventory }

    /// The rules of an interface that cover some traffic (points of ``Traffic``) from or to a far address.
    ///
    /// Complexity: a look at each rule of the interface; once for what is asked again, for interfaces with the same groups, and for public
    /// addresses that their rules do not tell apart.
    public func covering(
        _ points: ClosedRange<UInt32>, at interface: InterfaceIndex, _ direction: Direction, far: IPAddress
    ) -> Covering {
        let kind = analyzer.index.kinds.ofInterface[Int(interface.number)]
        let own = analyzer.index.kinds.all[Int(kind)]
        let key = Key(kind: kind, direction: direction, points: points, far: place(of: far, seenFrom: kind, own))
        if let known = found[key] { return known }
        let covering = judge(key, far, own)
        found[key] = covering
        return covering
    }

    private func place(of address: IPAddress, seenFrom kind: UInt32, _ own: MemberKind) -> AddressPlaces.Place {
        guard SpecialAddresses.publicAddresses(address.version).contains(address.bits), analyzer.index.isOutside(address) else {
            return .itself(address)
        }
        if let known = stretches[kind] { return .stretch(known.stretch(of: address)) }
        let networks = own.groups.flatMap(inventory.ruleNetworks)
        let all = AddressStretches { Borders.cuts(networks, $0) }
        stretches[kind] = all
        return .stretch(all.stretch(of: address))
    }

    private func judge(_ key: Key, _ far: IPAddress, _ own: MemberKind) -> Covering {
        func open(_ filter: Covering.Filter) -> Covering {
            Covering(filter: filter, certain: [], perhaps: [], mayHaveMore: false)
        }
        if own.groups.isEmpty { return open(.noGroups) }
        if isService(key, far, own) { return open(.service) }
        let fars = fars(far, seenFrom: own.vpc)
        let coverage = PeerCoverage(inventory: inventory, index: analyzer.index, version: far.version)
        var certain: [RuleIndex] = []
        var perhaps: [RuleIndex] = []
        for place in rules(of: key.kind, own, key.direction) {
            let rule = inventory[place]
            let points = rule.traffic.points
            guard points.overlaps(key.points) else { continue }
            var outcome = self.outcome(rule, far, fars, coverage)
            if outcome == .pass, points.lowerBound > key.points.lowerBound || points.upperBound < key.points.upperBound {
                outcome = .depends
            }
            switch outcome {
            case .pass: certain.append(place)
            case .depends: perhaps.append(place)
            case .fail: break
            }
        }
        let mayHaveMore = own.groups.contains { inventory[$0].knowledge(key.direction) != .complete }
        return Covering(filter: .rules, certain: certain, perhaps: perhaps, mayHaveMore: mayHaveMore)
    }

    private func rules(of kind: UInt32, _ own: MemberKind, _ direction: Direction) -> [RuleIndex] {
        if let known = rules[kind] { return known[Int(direction.rawValue)] }
        let all = Direction.allCases.map { direction in own.groups.flatMap { inventory.rules(of: $0, direction) }.sorted() }
        rules[kind] = all
        return all[Int(direction.rawValue)]
    }

    /// How far a rule's peer covers whoever is at the far address.
    private func outcome(_ rule: Rule, _ address: IPAddress, _ fars: [Far], _ coverage: PeerCoverage) -> Outcome {
        switch rule.peer {
        case .ipv4(let bits, let length):
            guard address.version == .v4, Peer.range(ipv4: bits, prefixLength: length).contains(address.bits) else {
                return .fail
            }
            return rule.isContested ? .depends : .pass
        case .ipv6(let place):
            guard inventory.ipv6Networks[Int(place)].contains(address) else { return .fail }
            return rule.isContested ? .depends : .pass
        case .group, .prefixList:
            let covered = fars.map { coverage.coverage(of: rule, over: $0.subject, countsReferences: true) }
            if covered.allSatisfy({ $0.possible.isEmpty }) { return .fail }
            let isReference = inventory.reference(of: rule.peer) != nil
            if isReference, fars.allSatisfy({ $0.subject.isAskedByPublicAddress }) { return .fail }
            let isCertain = zip(covered, fars).allSatisfy { covered, far in
                covered.certain.isSuperset(of: far.subject.addresses) && (far.countsReferences || !isReference)
            }
            return isCertain ? .pass : .depends
        }
    }

    /// Who may be at an address, as an interface in a VPC sees it: whoever has it there, else whoever has it anywhere.
    ///
    /// Whether rules that name groups match across VPCs depends on what joins these, which is not looked at here.
    private func fars(_ address: IPAddress, seenFrom vpc: TextID) -> [Far] {
        let all = subjects(at: address)
        let near = all.filter { $0.vpc == vpc && !vpc.isNone }
        return (near.isEmpty ? all : near).map { subject in
            let isAcross = !subject.interfaces.isEmpty && subject.vpc != vpc && !subject.vpc.isNone && !vpc.isNone
            return Far(subject: subject, countsReferences: !isAcross && !subject.isAskedByPublicAddress)
        }
    }

    private func subjects(at address: IPAddress) -> [Subject] {
        if let known = subjects[address] { return known }
        let ends = EndSubjects(inventory: inventory, index: analyzer.index)
        var own: [Subject] = []
        if case .some(let all, _) = ends.subjects(of: Endpoint(.network(.single(address))), address.version) { own = all }
        subjects[address] = own
        return own
    }

    /// Whether it is what answers whatever the rules say, as far as it goes there.
    private func isService(_ key: Key, _ far: IPAddress, _ own: MemberKind) -> Bool {
        guard key.direction == .egress else { return false }
        let resolver = analyzer.index.vpc(own.vpc).flatMap(NotFiltered.resolver)
        return (NotFiltered.fixed + [resolver].compactMap { $0 }).contains { service in
            service.address == far && service.points.isSuperset(of: TrafficSet(key.points))
        }
    }
}
