import CoreModel
import Support
import Testing

@testable import Reachability

/// The search that settles groups by class, by name and by network, against one that judges every pair of groups.
@Suite("Searching over groups")
struct ReachSearchTests {
    @Test("Who reaches a group, and whom it reaches, is what judging every pair says", arguments: 0..<240)
    func agrees(seed: Int) throws {
        let (spec, _) = OracleInventories.make(seed: UInt64(900_000 + seed))
        let inventory = spec.inventory()
        let analyzer = Analyzer(inventory)
        for version in IPVersion.allCases {
            let plain = PlainSearch(analyzer: analyzer, version: version)
            for group in inventory.loadedGroups {
                let back = analyzer.reachers(of: group, version: version).filter { $0.group != nil }
                #expect(Set(back) == plain.search(from: group, isBackward: true), "to \(group) over \(version)")
                let forth = analyzer.reached(from: group, version: version).filter { $0.group != nil }
                #expect(Set(forth) == plain.search(from: group, isBackward: false), "from \(group) over \(version)")
            }
        }
    }

    @Test("Who reaches a group at once on some traffic, and whom it reaches, is what judging every pair says", arguments: 0..<80)
    func agreesOnTraffic(seed: Int) {
        let (spec, _) = OracleInventories.make(seed: UInt64(960_000 + seed))
        let inventory = spec.inventory()
        let analyzer = Analyzer(inventory)
        let traffic = inventory.rules.map(\.traffic).filter(\.ipProtocol.hasPorts).prefix(4)
        for version in IPVersion.allCases {
            let finder = EntryFinder(analyzer: analyzer, version: version)
            for asked in traffic.map({ TrafficSet($0.points) }) {
                func isAllowed(_ from: GroupIndex, _ to: GroupIndex) -> Bool {
                    analyzer.certainTraffic(from: Endpoint(from), to: Endpoint(to), version, within: asked).isSuperset(of: asked)
                }
                for group in inventory.loadedGroups {
                    let others = inventory.loadedGroups.filter { $0 != group }
                    let back = finder.reaching(Endpoint(group), asked)
                    #expect(Set(back) == Set(others.filter { isAllowed($0, group) }), "to \(group) over \(version)")
                    let forth = finder.reached(from: Endpoint(group), asked)
                    #expect(Set(forth) == Set(others.filter { isAllowed(group, $0) }), "from \(group) over \(version)")
                }
            }
        }
    }

    /// `a -> b:443` depends: a member of b that no listing tells may be anywhere in the VPC, also between the two networks.
    @Test("Networks that hold the members that are told, and both ends of where another may be, do not lead to a group")
    func partsOfPlace() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group a v
              out tcp 443 10.0.0.0/24
              out tcp 443 10.0.255.0/24
            group b v
              in tcp 443 0.0.0.0/0
            interface eni-1 v b 10.0.0.5
            """)
        let a = try #require(world.inventory.group(id: "a"))
        let b = try #require(world.inventory.group(id: "b"))
        let port = try PortQuery(parsing: "443")
        #expect(try world.answer("a -> b:443").verdict == .depends)
        #expect(!world.analyzer.reachers(of: b, port: port).contains { $0.group == a })
        #expect(!world.analyzer.reached(from: a).contains { $0.group == b })
    }

    @Test("Who names an address is the same rule by rule as by the index that is made for more of them", arguments: 0..<60)
    func entries(seed: Int) {
        let (spec, _) = OracleInventories.make(seed: UInt64(950_000 + seed))
        let inventory = spec.inventory()
        for version in IPVersion.allCases {
            let networks = inventory.rules.compactMap { inventory.network(of: $0.peer) }.filter { $0.version == version }
            let addresses = Set(networks.flatMap { [$0.range.lowerBound, $0.range.upperBound] } + [0, version.largest])
            let indexed = EntryLookup(inventory, version)
            for _ in 0..<20 { _ = indexed.groups(.ingress, naming: 0) }
            for direction in Direction.allCases {
                for address in addresses {
                    let few = EntryLookup(inventory, version).groups(direction, naming: address)
                    #expect(Set(few) == Set(indexed.groups(direction, naming: address)))
                }
            }
        }
    }

    private struct PlainSearch {
        let groups: [GroupIndex]
        /// Which group may reach which, each pair judged once.
        private var reachable: [GroupIndex: Set<GroupIndex>] = [:]

        init(analyzer: Analyzer, version: IPVersion) {
            groups = Array(analyzer.inventory.loadedGroups)
            for from in groups {
                reachable[from] = Set(
                    groups.filter { to in
                        let traffic = analyzer.certainTraffic(from: Endpoint(from), to: Endpoint(to), version)
                        return !traffic.inFamily(version).isEmpty
                    })
            }
        }

        private func isAllowed(_ from: GroupIndex, _ to: GroupIndex) -> Bool { reachable[from]?.contains(to) ?? false }

        func search(from start: GroupIndex, isBackward: Bool) -> Set<Reach> {
            var distance: [GroupIndex: Int] = [start: 0]
            var frontier = [start]
            var hops = 0
            while !frontier.isEmpty {
                hops += 1
                let last = frontier
                frontier = groups.filter { group in
                    distance[group] == nil
                        && last.contains { isBackward ? isAllowed(group, $0) : isAllowed($0, group) }
                }
                for group in frontier { distance[group] = hops }
            }
            var found = Set(distance.filter { $0.value > 0 }.map { Reach(group: $0.key, hops: $0.value) })
            // Who reaches a group is asked of its members too.
            if isBackward, isAllowed(start, start) { found.insert(Reach(group: start, hops: 1)) }
            return found
        }
    }
}
