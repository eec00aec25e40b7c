import CoreModel

/// Whether the far side of a hop may let all members of a group through: most groups are turned down by one member of theirs, before
/// all of a hop is judged.
///
/// Complexity: linear in the rules of the far side's groups, once; then for each group in the groups that one member carries and in the
/// networks that those rules name.
struct FarSideTest: Sendable {
    private let analyzer: Analyzer
    private let version: IPVersion
    private let own: Set<InterfaceIndex>
    private var references: Set<GroupIndex> = []
    private var ranges: [ClosedRange<UInt128>] = []

    /// A test against the rules of a subject in a direction, for what is asked; nil where other things than its rules may decide.
    init?(_ subject: Subject, _ direction: Direction, _ asked: TrafficSet?, _ analyzer: Analyzer, _ version: IPVersion) {
        guard case .groups(let carried) = subject.carrier, !carried.isEmpty, !subject.isAskedByPublicAddress,
            !NotFiltered.mayBeService(subject, analyzer.index, version)
        else { return nil }
        (self.analyzer, self.version, own) = (analyzer, version, Set(subject.interfaces))
        let inventory = analyzer.inventory
        for place in carried.flatMap({ inventory.rules(of: $0, direction) }) {
            let rule = inventory[place]
            // What only some of the inputs have lets nothing through for certain.
            if rule.isContested || !(asked?.intersects(TrafficSet(rule.traffic.points)) ?? true) { continue }
            if let reference = inventory.reference(of: rule.peer) {
                references.insert(reference.group)
            } else {
                let networks = inventory.network(of: rule.peer).map { [$0] } ?? inventory.prefixList(of: rule.peer)?.entries ?? []
                ranges += networks.filter { $0.version == version }.map(\.range)
            }
        }
    }

    /// Never false where all of a group's members are let through for certain.
    func mayCover(_ group: GroupIndex) -> Bool {
        if analyzer.index.isUnseen[InventoryIndex.slot(version)][Int(group.number)] {
            return references.contains(group) || !ranges.isEmpty
        }
        // An interface is not asked to reach itself.
        guard let member = analyzer.index.members[Int(group.number)].first(where: { !own.contains($0) }) else { return true }
        let interface = analyzer.inventory[member]
        if interface.groups.contains(where: references.contains) { return true }
        guard let address = interface.privateAddresses(version).first else { return !ranges.isEmpty }
        return ranges.contains { $0.contains(address.bits) }
    }
}
