import Foundation
import Reachability
import CoreModel
import Testing

@testable import Annotations

/// Whatever a command tells of flows, `why` says the same: there is one meaning of a group.
@Suite("Commands agree with why")
struct CommandsAgreeTests {
    /// What a command tells and `why` does not, or the other way round; the first few are told.
    private struct Record {
        private var texts: [String] = []
        private(set) var agreed = 0

        mutating func note(_ isRight: Bool, _ one: Case, _ text: @autoclosure () -> String) {
            if isRight { agreed += 1 } else { texts.append("seed \(one.seed)\n\(one.world.text)\n-- \(text())") }
        }

        /// Fails where they do not agree.
        func check(_ location: SourceLocation = #_sourceLocation) {
            if texts.isEmpty { return }
            Issue.record("\(texts.count) times\n\(texts.prefix(3).joined(separator: "\n\n"))", sourceLocation: location)
        }
    }

    /// A generated inventory with what `why` says of its groups.
    private struct Case {
        let seed: UInt64
        let world: AgreementWorld
        let asker: AgreementAsker
        let verdicts: [AgreementAsker.GroupQuestion: Verdict]
        /// What the commands tell, asked once.
        let matrix: [ToldFlow]
        let drawn: [ToldFlow]
        let oneSided: [ToldFlow]

        var lab: Lab { asker.lab }

        init(seed: UInt64, world: AgreementWorld) throws {
            (self.seed, self.world) = (seed, world)
            asker = AgreementAsker(lab: try Lab(world.text))
            verdicts = asker.verdicts(isWholly: seed.isMultiple(of: 3))
            matrix = CommandFlows.matrix(asker.lab)
            (drawn, oneSided) = CommandFlows.drawn(asker.lab)
        }
    }

    /// 300 worlds; others where SGSCOPE_SEED says with which they begin.
    private static let seeds: Range<UInt64> = {
        let first = ProcessInfo.processInfo.environment["SGSCOPE_SEED"].flatMap(UInt64.init) ?? 0
        return first..<first + 300
    }()

    private static let cases: [Case] = seeds.compactMap { seed in
        try? Case(seed: seed, world: AgreementWorld(seed: seed))
    }

    @Test("There are as many inventories as there are to be")
    func everyWorldIsRead() { #expect(Self.cases.count == Self.seeds.count) }

    @Test("Every row of the matrix and every line of the picture is confirmed by why of members of its peer and its group")
    func rowsAreConfirmed() {
        var (rows, lines) = (Record(), Record())
        for one in Self.cases {
            for flow in one.matrix {
                for traffic in flow.traffic {
                    rows.note(
                        one.asker.confirms(flow, traffic) == true, one, "matrix: \(Self.text(flow, one.lab)) on \(traffic.text)")
                }
            }
            for flow in one.drawn {
                for traffic in flow.traffic {
                    lines.note(
                        one.asker.confirms(flow, traffic) == true, one, "draw: \(Self.text(flow, one.lab)) on \(traffic.text)")
                }
            }
        }
        rows.check()
        lines.check()
        #expect(rows.agreed > 800)
        #expect(lines.agreed > 800)
    }

    @Test("What only one side allows, as it is drawn dotted, is blocked for every member of the peer")
    func oneSidedIsBlocked() {
        var record = Record()
        var unasked = 0
        for one in Self.cases {
            // A network's line is one-sided where the group has no address of the family: rules of the other family say more.
            for flow in one.oneSided where Self.isGroup(flow.source) {
                for traffic in flow.traffic {
                    guard let passes = one.asker.confirms(flow, traffic) else {
                        unasked += 1
                        continue
                    }
                    record.note(!passes, one, "one-sided: \(Self.text(flow, one.lab)) on \(traffic.text)")
                }
            }
        }
        record.check()
        #expect(record.agreed > 100)
        #expect(unasked * 20 < record.agreed, "\(unasked) of \(record.agreed) could not be asked")
    }

    private static func isGroup(_ end: ToldFlow.End) -> Bool { if case .group = end { true } else { false } }

    @Test("Where why allows one group to reach another, a row of the matrix and a line of the picture tell it")
    func verdictsHaveRows() {
        var (rows, lines) = (Record(), Record())
        for one in Self.cases {
            for (asked, verdict) in one.verdicts where verdict == .allowed {
                if one.asker.areOneInterface(.group(asked.source), .group(asked.destination)) { continue }
                let text = Self.text(asked, one.lab)
                rows.note(one.matrix.contains { one.asker.explains($0, asked) }, one, "matrix: \(text)")
                lines.note(one.drawn.contains { one.asker.explains($0, asked) }, one, "draw: \(text)")
            }
        }
        rows.check()
        lines.check()
        #expect(rows.agreed > 500 && lines.agreed > 500)
    }

    @Test("Who tells the groups of which why says allowed, and besides those of which it says depends")
    func whoAgrees() {
        var record = Record()
        var told = 0
        for one in Self.cases {
            for (place, group) in one.lab.inventory.loadedGroups.enumerated() {
                for version in one.seed.isMultiple(of: 3) ? IPVersion.allCases : [.v4] {
                    // Each group on some of the traffic: in the other inventories it is asked on the rest.
                    let probes = AgreementAsker.probes(version)
                    let traffic = probes[(place + Int(one.seed)) % probes.count]
                    let who = CommandFlows.who(one.lab, group, PortQuery([traffic], asked: ""), version)
                    let right = reaching(group, traffic, version, one)
                    let asked = "who \(Self.name(group, one.lab)) \(traffic.text) over \(version.name)"
                    record.note(who == right, one, "\(asked)\n   tells \(who)\n   why: \(right)")
                    if who != CommandFlows.Reaching() { told += 1 }
                }
            }
        }
        record.check()
        #expect(told > 200, "who must have somebody to tell")
    }

    /// What `who` is to tell, put together from what `why` says of every group and of the internet.
    private func reaching(
        _ group: GroupIndex, _ traffic: Traffic, _ version: IPVersion, _ one: Case
    ) -> CommandFlows.Reaching {
        var found = CommandFlows.Reaching()
        for source in one.lab.inventory.loadedGroups {
            let asked = AgreementAsker.GroupQuestion(source: source, destination: group, traffic: traffic, version: version)
            switch one.verdicts[asked] {
            case .allowed: found.groups.insert(one.lab.analyzer.names.name(of: source))
            case .depends: found.depending.insert(one.lab.analyzer.names.name(of: source))
            case .blocked, nil: break
            }
        }
        let ends = (Endpoint(.internet, asked: "internet"), Endpoint(.group(group), asked: ""))
        found.internetReaches = one.asker.why(ends.0, ends.1, [traffic], version) == .allowed
        return found
    }

    @Test("Every hop of a way round is allowed from every member to every member, and where why allows a chain there is a way")
    func pathsAgree() throws {
        var (hops, ways) = (Record(), Record())
        for one in Self.cases {
            let isOpen = one.verdicts.filter { asked, verdict in
                verdict == .allowed && asked.version == .v4 && asked.traffic.ipProtocol.hasPorts
            }
            let next = Dictionary(grouping: isOpen.keys, by: \.source).mapValues { Set($0.map(\.destination)) }
            let probes = AgreementAsker.probes(.v4)[1...3]
            for (asked, verdict) in one.verdicts where verdict == .blocked && asked.version == .v4 {
                if asked.source == asked.destination || !probes.contains(asked.traffic) { continue }
                let before = Self.reached(from: asked.source, next, without: asked.destination).filter { group in
                    let last = AgreementAsker.GroupQuestion(
                        source: group, destination: asked.destination, traffic: asked.traffic, version: .v4)
                    return one.verdicts[last] == .allowed
                }
                // Where there is none it costs much to find none: some of these are asked.
                if before.isEmpty, asked.traffic != probes.first || one.seed.isMultiple(of: 3) { continue }
                let path = CommandFlows.path(one.lab.analyzer.answer(try asked.question), one.lab.analyzer.names)
                for step in path {
                    hops.note(isAllowed(step, one.asker), one, "hop \(step.text) of \(path.map(\.text))")
                }
                if let last = path.last {
                    let isRight = last.port?.points(.v4).contains(asked.traffic.points.lowerBound) ?? false
                    hops.note(isRight && last.to == asked.destination, one, "the way ends with \(last.text)")
                }
                let text = "\(Self.text(asked, one.lab)): no way round, but from \(before.map { Self.name($0, one.lab) })"
                if !before.isEmpty { ways.note(!path.isEmpty, one, text) }
            }
        }
        hops.check()
        ways.check()
        #expect(hops.agreed > 40 && ways.agreed > 10)
    }

    /// The groups that are reached by hops that are allowed, without the first; not over the last, where a way ends.
    private static func reached(
        from start: GroupIndex, _ isOpen: [GroupIndex: Set<GroupIndex>], without last: GroupIndex
    ) -> Set<GroupIndex> {
        var found: Set<GroupIndex> = [start, last]
        var frontier = [start]
        while let next = frontier.popLast() {
            for group in isOpen[next] ?? [] where found.insert(group).inserted { frontier.append(group) }
        }
        return found.subtracting([start, last])
    }

    /// Whether a hop is allowed: its groups asked, and each of their members.
    private func isAllowed(_ step: CommandFlows.Step, _ asker: AgreementAsker) -> Bool {
        guard let from = step.from, let to = step.to, let port = step.port else { return false }
        func ends(_ group: GroupIndex) -> [(end: Endpoint, only: InterfaceIndex?)] {
            let members = asker.members(of: group)
            let only = members.count == 1 && !asker.hasUnseenMember(group) ? members.first : nil
            return [(Endpoint(.group(group), asked: ""), only)]
                + members.map { (Endpoint(.interfaces([$0]), asked: "\($0)"), $0) }
        }
        for (source, only) in ends(from) {
            for (destination, other) in ends(to) {
                // One interface cannot be asked to reach itself; two groups of one may be, which means a second one like it.
                let areGroups = source.kind == .group(from) && destination.kind == .group(to)
                if only != nil, only == other, !areGroups { continue }
                if asker.why(source, destination, port.traffic, .v4) != .allowed { return false }
            }
        }
        return true
    }

    @Test("Every flow that differs between two readings has the verdicts of why in both, and its members confirm it")
    func differencesAgree() throws {
        var record = Record()
        for one in Self.cases where one.seed.isMultiple(of: 2) {
            let later = try Lab(one.world.changed.text)
            let asker = AgreementAsker(lab: later)
            for (before, after) in CommandFlows.differing(one.lab, later) {
                for (reading, asker) in [(before, one.asker), (after, asker)] {
                    for (text, isRight) in Self.claims(of: reading, asker) {
                        record.note(isRight, one, "diff: \(text)\n-- later\n\(one.world.changed.text)")
                    }
                }
            }
        }
        record.check()
        #expect(record.agreed > 800)
    }

    /// What a flow of a comparison claims of one reading, and whether `why` says the same of it.
    private static func claims(of reading: CommandFlows.Reading, _ asker: AgreementAsker) -> [(text: String, isRight: Bool)] {
        guard let flow = reading.flow else {
            return [("a group that is not there is \(reading.verdict)", reading.verdict == .blocked)]
        }
        var found: [(text: String, isRight: Bool)] = []
        // Everything but a port is told protocol by protocol: some of these stand for all.
        for place in stride(from: 0, to: flow.traffic.count, by: max(1, flow.traffic.count / 8)) {
            let traffic = flow.traffic[place]
            let first = traffic.points.lowerBound
            // A family does not carry the ICMP of the other one.
            if flow.versions == [.v4], traffic.ipProtocol == .icmpv6 { continue }
            if flow.versions == [.v6], traffic.ipProtocol == .icmp { continue }
            guard let point = TrafficSet(first...first).traffic.first else { continue }
            let claim = "\(text(flow, asker.lab)) on \(point.text) is \(reading.verdict)"
            if reading.verdict != .blocked {
                found.append(("\(claim), no members confirm it", asker.confirms(flow, point) == true))
            }
            guard case .group(let source) = flow.source, case .group(let destination) = flow.destination else { continue }
            for version in flow.versions {
                let verdict = asker.why(source, destination, point, version)
                let said = "\(claim), over \(version.name) why says \(verdict.map(\.rawValue) ?? "nothing")"
                found.append((said, verdict == reading.verdict))
            }
        }
        return found
    }

    // MARK: Texts

    private static func name(_ group: GroupIndex, _ lab: Lab) -> String { lab.inventory[lab.inventory[group].id] }

    private static func text(_ asked: AgreementAsker.GroupQuestion, _ lab: Lab) -> String {
        "\(name(asked.source, lab)) -> \(name(asked.destination, lab)) on \(asked.traffic.text) over \(asked.version.name)"
    }

    private static func text(_ flow: ToldFlow, _ lab: Lab) -> String {
        "\(text(flow.source, lab)) -> \(text(flow.destination, lab))"
    }

    private static func text(_ end: ToldFlow.End, _ lab: Lab) -> String {
        switch end {
        case .group(let group): name(group, lab)
        case .internet: "internet"
        case .network(let network, let except): except.isEmpty ? "\(network)" : "\(network) without \(except)"
        case .prefixList(let place): lab.inventory[lab.inventory.prefixLists[place].id]
        }
    }
}
