import CoreModel
import Reachability
import Words

/// Rules that let nothing through for want of somebody on the other side: of a rule there, of a carrier, of an entry in a list.
struct AuditHalves {
    private let analyzer: Analyzer
    private let carriers: AuditCarriers
    private let words: AuditHalfWords
    /// The group of each reference that nobody carries; nil for other references.
    private let empty: [GroupIndex?]

    init(analyzer: Analyzer, names: Names, carriers: AuditCarriers) {
        (self.analyzer, self.carriers) = (analyzer, carriers)
        let inventory = analyzer.inventory
        words = AuditHalfWords(inventory, names)
        empty = inventory.references.map { reference in
            guard !reference.isStale, reference.identity == .named, inventory.isSettled(reference.group),
                carriers[reference.group].kind == .nobody
            else { return nil }
            return reference.group
        }
    }

    private var inventory: Inventory { analyzer.inventory }

    /// Adds rules whose other half is missing, where it is told what carries what: a member may carry a group that has it.
    func addHalves(to findings: inout [AuditFinding]) {
        guard inventory.hasCompleteInterfaceListing else { return }
        let halves = analyzer.halfRules()
        findings.reserveCapacity(findings.count + halves.count)
        for half in halves {
            let group = inventory[half.rule].group
            let kinds = (own: carriers[group].kind, peer: carriers[half.peer].kind)
            // What nobody carries is found as such.
            if !kinds.own.isSomebody || !kinds.peer.isSomebody { continue }
            // What load balancers and endpoints are for, somebody waits for.
            let isWaitedFor = kinds.own.isWaitedFor || kinds.peer.isWaitedFor
            findings.append(
                AuditFinding(
                    kind: .halfRule, severity: isWaitedFor ? .medium : .low, .group(group), rules: [half.rule],
                    saying: .half(half, words)))
        }
    }

    /// Rules of a group for nobody: one finding a direction and peer.
    func nobody(_ group: GroupIndex) -> [AuditFinding] { Direction.allCases.flatMap { nobody(group, $0) } }

    private func nobody(_ group: GroupIndex, _ direction: Direction) -> [AuditFinding] {
        // No rule of a group that nobody carries does anything.
        if carriers[group].kind == .nobody { return [] }
        var rules: [[RuleIndex]] = []
        var numbers: [Peer: Int] = [:]
        for place in inventory.places(of: group, direction) {
            let peer = inventory.rules[place].peer
            guard isNobody(peer, of: group) else { continue }
            if let number = numbers[peer] {
                rules[number].append(RuleIndex(place))
            } else {
                numbers[peer] = rules.count
                rules.append([RuleIndex(place)])
            }
        }
        return rules.map { own in
            AuditFinding(kind: .nobodyLetIn, severity: .low, .group(group), rules: own, saying: .nobody(own, words))
        }
    }

    private func isNobody(_ peer: Peer, of group: GroupIndex) -> Bool {
        switch peer {
        case .group(let place): return empty[Int(place)].map { $0 != group } ?? false
        case .prefixList(let place):
            let list = inventory.prefixLists[Int(place)]
            return list.entries?.isEmpty == true && !list.isUnknown && !list.isLeftOut
        case .ipv4, .ipv6: return false
        }
    }
}

extension AuditCarriers.Kind {
    /// Whether something is known to carry it.
    fileprivate var isSomebody: Bool { self != .nobody && self != .unknown }

    fileprivate var isWaitedFor: Bool { self == .balancers || self == .endpoints }
}
