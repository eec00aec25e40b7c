import CoreModel

/// A source subject and a destination subject with both sides judged.
struct Pair: Sendable {
    var source: Int
    var destination: Int
    /// The two subjects as the other side sees them.
    var seenSource: Subject
    var seenDestination: Subject
    /// Whether rules that name groups count; they do not where an end was asked by a public address.
    var countsReferences: Bool
    var egress: Side
    var ingress: Side
    /// The service that is reached whatever the rules say, where that decides the whole question.
    var service: NotFiltered.Service?
    /// The service that part of what is asked reaches whatever the rules say.
    var partService: NotFiltered.Service?
    var verdict: Verdict

    /// One side of it.
    func side(_ direction: Direction) -> Side { direction == .egress ? egress : ingress }

    /// The subject that a side looks at.
    func peer(_ direction: Direction) -> Subject { direction == .egress ? seenDestination : seenSource }

    /// The subject whose side it is.
    func subject(_ direction: Direction) -> Int { direction == .egress ? source : destination }

    /// What a side does with everything that is asked.
    func outcome(_ direction: Direction) -> Outcome {
        let side = side(direction)
        if side.passes(peer(direction)) { return .pass }
        return side.fails ? .fail : .depends
    }
}

extension [Pair] {
    /// The service that part of what is asked reaches whatever the rules say, where all of them do.
    var firstPartService: NotFiltered.Service? { allSatisfy { $0.partService != nil } ? first?.partService : nil }
}

/// Judges pairs of subjects: both sides always, then what passes both.
struct PairJudge: Sendable {
    let inventory: Inventory
    let index: InventoryIndex
    let asked: TrafficSet
    let version: IPVersion
    /// Whether a group asked about means a second interface like its only member: where nothing else would be left to ask.
    var haveSecond = false

    /// One source with one destination; nil where an interface would meet itself alone.
    func pair(_ sources: [Subject], _ source: Int, _ destinations: [Subject], _ destination: Int) -> Pair? {
        guard let (from, there) = apart(sources[source], destinations[destination]) else { return nil }
        let service = NotFiltered.service(at: there, from: from, index, version)
        var to = there
        // The resolver of the source's own VPC belongs to no interface.
        if let service, !service.vpc.isNone, !from.isAskedByPublicAddress { to.kind = .hosts(mayCarryAbsentGroup: false) }
        let countsReferences = !from.isAskedByPublicAddress && !to.isAskedByPublicAddress
        let seenSource = countsReferences ? from : asSeenFromOutside(from)
        let seenDestination = countsReferences ? to : asSeenFromOutside(to)
        let exempt = service?.points.intersection(asked) ?? TrafficSet()
        let filtered = asked.subtracting(exempt)
        var egress = side(.egress, of: from, towards: seenDestination, filtered, countsReferences: countsReferences)
        var ingress = side(.ingress, of: to, towards: seenSource, filtered, countsReferences: countsReferences)
        egress.open(exempt, towards: seenDestination)
        ingress.open(exempt, towards: seenSource)
        let isDecided = filtered.isEmpty
        let verdict = judge(egress, ingress, seenSource, seenDestination)
        return Pair(
            source: source, destination: destination, seenSource: seenSource, seenDestination: seenDestination,
            countsReferences: countsReferences, egress: egress, ingress: ingress, service: isDecided ? service : nil,
            partService: isDecided || exempt.isEmpty ? nil : service, verdict: verdict)
    }

    private func side(
        _ direction: Direction, of subject: Subject, towards peer: Subject, _ filtered: TrafficSet, countsReferences: Bool
    ) -> Side {
        var table = SideTable(
            direction, towards: [peer], inventory, PeerCoverage(inventory: inventory, index: index, version: version),
            asked: filtered, countsReferences: countsReferences)
        return Side(
            basis: Side.Basis(subject.carrier),
            pieces: table.side(of: subject).stretches.map {
                Side.Piece(points: $0.points, coverage: $0.row.coverage(of: 0, peer))
            })
    }

    /// The two subjects without what an interface would ask itself; nil when nothing is left.
    private func apart(_ source: Subject, _ destination: Subject) -> (Subject, Subject)? {
        if source.isSameInterface(as: destination) { return haveSecond ? (source, destination) : nil }
        let from = destination.soleInterface.map { without($0, source) } ?? source
        let to = source.soleInterface.map { without($0, destination) } ?? destination
        return (from, to)
    }

    /// A subject of several interfaces without one of them.
    private func without(_ one: InterfaceIndex, _ subject: Subject) -> Subject {
        guard subject.interfaces.count > 1, subject.interfaces.contains(one) else { return subject }
        var result = subject
        result.keep(subject.interfaces.filter { $0 != one })
        let ends = EndSubjects(inventory: inventory, index: index)
        let rest = result.interfaces.flatMap { interface in
            let isKnown = subject.isAskedByPublicAddress || inventory[interface].addressesAreKnown(version)
            let known = addresses(of: interface, subject)
            return isKnown ? known : ends.subject(of: interface, version)?.addresses.intervals ?? known
        }
        result.addresses = subject.addresses.intersection(AddressSet(rest))
        if result.interfaces.allSatisfy({ inventory[$0].addressesAreKnown(version) }) { result.assumption = .none }
        return result
    }

    private func addresses(of interface: InterfaceIndex, _ subject: Subject) -> [ClosedRange<UInt128>] {
        guard subject.isAskedByPublicAddress else { return inventory[interface].privateRanges(version) }
        return inventory[interface].publicAddresses.filter { $0.version == version }.map { $0.bits...$0.bits }
    }

    /// A subject by the address that the other end sees when the flow goes by public addresses.
    private func asSeenFromOutside(_ subject: Subject) -> Subject {
        var seen = subject
        if subject.isAskedByPublicAddress { return seen }
        if case .outside(mayCarryAbsentGroup: false) = subject.carrier { return seen }
        let known = subject.interfaces.map { inventory[$0].publicAddresses.filter { $0.version == version } }
        if !known.isEmpty, known.allSatisfy({ !$0.isEmpty }) {
            seen.addresses = AddressSet(known.joined().map { $0.bits...$0.bits })
        } else {
            seen.addresses = AddressSet(IPNetwork.everything(version).range)
            seen.assumption = .publicAddress
            seen.prefixList = nil
        }
        return seen
    }

    private func judge(_ egress: Side, _ ingress: Side, _ source: Subject, _ destination: Subject) -> Verdict {
        if egress.passes(destination), ingress.passes(source) { return .allowed }
        return somethingPasses(egress, ingress, source, destination) ? .depends : .blocked
    }

    /// Whether some point of traffic may pass both sides.
    private func somethingPasses(_ egress: Side, _ ingress: Side, _ source: Subject, _ destination: Subject) -> Bool {
        var place = 0
        for piece in egress.pieces where !piece.coverage.possible.isEmpty {
            while place < ingress.pieces.count, ingress.pieces[place].points.upperBound < piece.points.lowerBound { place += 1 }
            var other = place
            while other < ingress.pieces.count, ingress.pieces[other].points.lowerBound <= piece.points.upperBound {
                let sources = ingress.pieces[other].coverage.possible
                if meets(sources, piece.coverage.possible, source, destination) { return true }
                other += 1
            }
        }
        return false
    }

    /// The traffic on which a pair is allowed or depends.
    func possibleTraffic(_ pair: Pair) -> TrafficSet {
        var passing: [ClosedRange<UInt32>] = []
        for out in pair.egress.pieces where !out.coverage.possible.isEmpty {
            for into in pair.ingress.pieces where into.points.overlaps(out.points) {
                if meets(into.coverage.possible, out.coverage.possible, pair.seenSource, pair.seenDestination) {
                    passing.append(into.points.clamped(to: out.points))
                }
            }
        }
        return TrafficSet(passing).union(pair.certainTraffic)
    }

    /// Whether these addresses hold a source and a destination that are not one and the same interface.
    private func meets(_ sources: AddressSet, _ destinations: AddressSet, _ from: Subject, _ to: Subject) -> Bool {
        if sources.isEmpty || destinations.isEmpty { return false }
        if haveSecond, from.isSameInterface(as: to) { return true }
        guard let source = soleHolder(of: sources, from), let destination = soleHolder(of: destinations, to) else { return true }
        return source != destination
    }

    /// The one interface of a subject that has all of some addresses; nil when several have them or somebody else may.
    private func soleHolder(of wanted: AddressSet, _ subject: Subject) -> InterfaceIndex? {
        let holders = subject.interfaces.filter { interface in
            AddressSet(addresses(of: interface, subject)).intersects(wanted)
        }
        guard holders.count == 1, let only = holders.first, inventory[only].addressesAreKnown(version),
            AddressSet(addresses(of: only, subject)).isSuperset(of: wanted)
        else { return nil }
        return only
    }
}

extension Side {
    /// Lets traffic through that is not filtered, keeping the pieces in order.
    fileprivate mutating func open(_ exempt: TrafficSet, towards peer: Subject) {
        if exempt.isEmpty { return }
        pieces += exempt.intervals.map { Piece(points: $0, coverage: .everything(of: peer)) }
        pieces.sort { $0.points.lowerBound < $1.points.lowerBound }
    }
}
