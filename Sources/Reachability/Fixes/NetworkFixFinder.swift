import CoreModel

/// Finds the smallest changes of the network after which no network ACL, route, gateway or Block Public Access stops what was asked.
///
/// They are proved: the same ways are walked again on the changed inventory, and what stops them further on is taken into account, until
/// none of these layers stops any of them. What groups drop is not looked at.
struct NetworkFixFinder: Sendable {
    /// How often a way may meet something further on that stops it.
    private static let rounds = 4

    private let walker: Walker
    private let far: FarNetworks
    /// Whether the packet alone counts, and not what answers it.
    private let isOneWay: Bool

    /// A finder for a question from one end to another; one way, where nothing has to come back.
    init(_ walker: Walker, from source: End, to destination: End, isOneWay: Bool = false) {
        self.walker = walker
        self.isOneWay = isOneWay
        far = FarNetworks(source: source, destination: destination)
    }

    /// The changes that keep any of some ways from failing for certain outside the groups, or why there are none; neither where none fails.
    ///
    /// A change that stops another of these ways is not given. Complexity: the walks of the ways, at most five times, and for each of
    /// these times what an inventory has of subnets, tables and interfaces.
    func fixes(_ entries: [Ways.Entry]) -> (fixes: [NetworkFix], none: NoNetworkFix?) {
        let asked = TrafficSet(entries.flatMap(\.traffic.points.intervals))
        let isEverything = asked.intervals == [Traffic.allPoints]
        let original = walker.index.inventory
        var found: [NetworkFix] = []
        var changed = walker
        var entries = entries
        for _ in 0..<Self.rounds {
            let failing = entries.filter { fails($0.way) }
            if failing.isEmpty { return (withoutNeedless(found, entries), nil) }
            let search = NetworkFixSearch(
                walker: changed, original: original, far: far, isEverything: isEverything, isOneWay: isOneWay)
            switch search.fixes(failing) {
            case .failure(let reason): return ([], reason)
            case .success(let new):
                let before = found
                for fix in new { take(fix, into: &found) }
                if found == before { return ([], stillFails(failing)) }
            }
            changed = walker.applying(found)
            entries = entries.map { walked($0, changed) }
            if let round = entries.lazy.flatMap(\.way.stages).first(where: \.goesRound) {
                return ([], .stillFails(round))
            }
        }
        let failing = entries.filter { fails($0.way) }
        return failing.isEmpty ? (withoutNeedless(found, entries), nil) : ([], stillFails(failing))
    }

    /// A later change of the same thing counts.
    private func take(_ fix: NetworkFix, into found: inout [NetworkFix]) {
        let same = found.firstIndex { known in
            switch (known, fix) {
            case (.exclusion(let one, _, _), .exclusion(let other, _, _)): one == other
            case (.route(let one, let destination, _, _), .route(let other, let toOther, _, _)):
                one == other && destination == toOther
            case (.transitRoute(let one, let destination, _, _), .transitRoute(let other, let toOther, _, _)):
                one == other && destination == toOther
            default: known == fix
            }
        }
        guard let same else {
            found.append(fix)
            return
        }
        switch (found[same], fix) {
        // What lets both ways through lets one way through too.
        case (.exclusion(_, .bidirectional, _), .exclusion): break
        case (.route(_, _, _, let replaced), .route(let table, let destination, let target, _)):
            found[same] = .route(table, destination: destination, target: target, replaces: replaced)
        case (.transitRoute(_, _, _, let replaced), .transitRoute(let table, let destination, let attachment, _)):
            found[same] = .transitRoute(table, destination: destination, attachment, replaces: replaced)
        default: found[same] = fix
        }
    }

    private func stillFails(_ failing: [Ways.Entry]) -> NoNetworkFix {
        .stillFails(failing.lazy.flatMap(\.way.stages).first { $0.failsInNetwork(isOneWay: isOneWay) })
    }

    private func fails(_ way: Way) -> Bool { way.stages.contains { $0.failsInNetwork(isOneWay: isOneWay) } }

    private func walked(_ entry: Ways.Entry, _ walker: Walker) -> Ways.Entry {
        var entry = entry
        entry.way = walker.way(from: entry.source.end, to: entry.destination.end, entry.traffic, isOneWay: isOneWay)
        return entry
    }

    /// Drops every change without which the others do it too: one way may lead elsewhere since another change was made.
    private func withoutNeedless(_ fixes: [NetworkFix], _ entries: [Ways.Entry]) -> [NetworkFix] {
        // Entries alone are none of each other's doing, but for one that covers another.
        let areEntries = fixes.allSatisfy { $0.kind == .entry }
        if fixes.count < 2 || areEntries && !hasCovered(fixes) { return fixes }
        var kept = fixes
        for fix in fixes where kept.count > 1 {
            let rest = kept.filter { $0 != fix }
            let changed = walker.applying(rest)
            if !entries.contains(where: { fails(walked($0, changed).way) }) { kept = rest }
        }
        return kept
    }

    private func hasCovered(_ fixes: [NetworkFix]) -> Bool {
        fixes.contains { one in
            guard case .entry(let acl, let entry, _, _) = one else { return false }
            return fixes.contains { other in
                guard other != one, case .entry(acl, let wider, _, _) = other else { return false }
                return wider.direction == entry.direction && wider.network.contains(entry.network)
            }
        }
    }
}

extension Walker {
    /// A walker of the same inventory after some changes.
    func applying(_ fixes: [NetworkFix]) -> Walker {
        let inventory = index.inventory
        let edited = inventory.applying(fixes.compactMap { $0.edit(in: inventory) })
        let moves = fixes.contains { ![.entry, .route, .removal, .check].contains($0.kind) }
        if !moves { return Walker(self, after: edited) }
        // What a subnet or a VPC tells of itself may have changed, and where a public address is.
        let isKept =
            !fixes.contains { $0.kind == .address } && edited.subnets == inventory.subnets && edited.vpcs == inventory.vpcs
        if isKept { return Walker(edited, groups.index) }
        let own = groups.index
        return Walker(edited, InventoryIndex(edited).without(subnets: own.off, in: edited).without(membersOf: own.gone))
    }
}

extension Stage {
    /// Whether a packet went through so many transit gateways that nothing says whether it ever gets out of them.
    fileprivate var goesRound: Bool { kind == .tgw && reason == .edge(.transitGateway) }

    /// Whether it stops what comes, and is not an interface's groups; `isOneWay`: on the packet's way.
    func failsInNetwork(isOneWay: Bool = false) -> Bool { outcome == .fail && kind != .group && (leg == .packet || !isOneWay) }
}
