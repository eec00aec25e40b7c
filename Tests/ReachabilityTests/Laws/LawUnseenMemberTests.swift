import Reachability
import CoreModel
import Testing

/// With an incomplete interface listing an unseen interface counts as one more member.
@Suite("Laws: a member that no listing tells")
struct LawUnseenMemberTests {
    /// An unseen member has this group and no other, anywhere in its VPC: so has an interface that a plan makes.
    @Test("Where a listing is incomplete, a group has one member more than the same listing called complete has")
    func countsOneMore() {
        var record = LawRecord()
        for seed in UInt64(3_200_000)..<3_200_120 {
            let (spec, networks) = OracleInventories.make(seed: seed)
            if spec.isCompleteListing { continue }
            let law = LawCase(spec)
            let ghosted = [IPVersion.v4: LawCase(Self.ghosted(law, .v4)), .v6: LawCase(Self.ghosted(law, .v6))]
            for written in Self.questions(seed, spec, networks, 40) {
                guard let version = written.question(of: law.inventory)?.version, let other = ghosted[version] else { continue }
                record.hold(seed, spec) { judge in
                    guard let given = law.verdict(written, judge), let right = other.verdict(written, judge) else { return nil }
                    if given == right { return (given, nil) }
                    return (given, "\(written) is \(given), with the unseen members loaded \(right)")
                }
            }
        }
        record.check()
        #expect(record.least() > 200, "each verdict must be met")
    }

    @Test("What is certain of every member, one that no listing tells among them, is certain of those that it tells")
    func knowsMore() {
        var record = LawRecord()
        var opened: [Verdict: Int] = [:]
        for seed in UInt64(3_300_000)..<3_300_080 {
            var (spec, networks) = OracleInventories.make(seed: seed)
            (spec.isCompleteListing, spec.listedVpcs) = (false, [])
            let without = LawCase(spec)
            spec.isCompleteListing = true
            let with = LawCase(spec)
            for written in Self.questions(seed, spec, networks, 40) {
                // With a second one that stands in another question is asked.
                let ends = (with.only(written.source, of: written), with.only(written.destination, of: written))
                if ends.0 != nil, ends.0 == ends.1 { continue }
                record.hold(seed, spec) { judge in
                    guard let open = without.verdict(written, judge), let told = with.verdict(written, judge) else { return nil }
                    opened[open, default: 0] += 1
                    if open == .depends || open == told { return (told, nil) }
                    return (told, "\(written) is \(told), with an incomplete listing \(open)")
                }
            }
        }
        record.check()
        #expect(record.least() > 200, "each verdict must be met")
        #expect(Verdict.allCases.allSatisfy { opened[$0, default: 0] > 0 }, "so must each without the listing: \(opened)")
    }

    /// Questions between groups, interfaces and the internet: what addresses are depends on the listing, too.
    private static func questions(
        _ seed: UInt64, _ spec: OracleSpec, _ networks: [IPNetwork], _ count: Int
    ) -> [OracleQuestion] {
        var maker = OracleQuestions(seed: seed, spec, networks: networks)
        let asked = (0..<(count * 5)).map { _ in maker.next().question }
        return asked.filter { written in
            let ends = [written.source, written.destination]
            let isPlain = ends.allSatisfy { end in
                switch end {
                case .group, .interfaces, .internet: true
                case .network, .prefixList: false
                }
            }
            return isPlain && ends.contains { if case .group = $0 { true } else { false } }
        }
    }

    /// The same with a complete listing that holds the unseen members, at addresses that are not told.
    ///
    /// Where a VPC is known to have no address of the family there is none beside others.
    private static func ghosted(_ law: LawCase, _ version: IPVersion) -> OracleSpec {
        var spec = law.spec
        (spec.isCompleteListing, spec.listedVpcs) = (true, [])
        for group in law.inventory.groups where !group.isCopy {
            let id = law.inventory[group.id]
            let vpc = law.inventory[group.vpc]
            let hasMembers = !law.members(of: id).isEmpty
            if hasMembers, law.inventory.listsAllInterfaces(ofVpc: group.vpc) { continue }
            let subnets = spec.subnets.filter { $0.vpc == vpc }.flatMap(\.blocks)
            let blocks = subnets.isEmpty ? spec.vpcs.filter { $0.id == vpc }.flatMap(\.blocks) : subnets
            if hasMembers, !blocks.isEmpty, !blocks.contains(where: { $0.version == version }) { continue }
            spec.interfaces.append(
                OracleSpec.Interface(
                    id: "eni-unseen-\(id)", vpc: vpc, addresses: [], groups: [id], addressesAreKnown: false))
        }
        return spec
    }
}
