import Annotations
import CoreModel
import Testing

@testable import Documentation
@testable import Notes
@testable import Reachability

/// Commands that ask much at once say of every flow what `why` says of it, over every layer.
@Suite("Commands over every layer agree with why")
struct SurveyTests {
    private static let ports = ["443", "80", "icmp/8", "all"].compactMap { try? PortQuery(parsing: $0) }
    private static let https = ports[0]

    /// What was asked and how often, with what did not agree.
    private struct Record {
        private var texts: [String] = []
        private(set) var counts: [String: Int] = [:]

        mutating func note(_ isRight: Bool, _ kind: String, _ text: @autoclosure () -> String) {
            counts[kind, default: 0] += 1
            if !isRight { texts.append(text()) }
        }

        func check(_ location: SourceLocation = #_sourceLocation) {
            if texts.isEmpty { return }
            Issue.record("\(texts.count) times\n\(texts.prefix(6).joined(separator: "\n"))", sourceLocation: location)
        }

        subscript(kind: String) -> Int { counts[kind] ?? 0 }
    }

    private static func text(_ question: Question, _ one: SurveyedNetworks.Case) -> String {
        let names = [question.source, question.destination].map { one.analyzer.describe($0) }.map { $0.id ?? $0.name }
        return "\(one.name): \(names[0]) -> \(names[1]) \(question.port.asked) over \(question.version.name)"
    }

    @Test("There are a hundred networks")
    func everyNetworkIsRead() { #expect(SurveyedNetworks.cases.count == 100) }

    @Test("A survey gives the verdict of each question, however many others were asked")
    func verdicts() {
        var record = Record()
        for (number, one) in SurveyedNetworks.cases.enumerated() {
            let (survey, plain) = (NetworkSurvey(one.analyzer), NetworkSurvey(one.analyzer, tellsDeciders: false))
            let (ends, port) = (one.ends, Self.ports[number % Self.ports.count])
            for (place, source) in ends.enumerated() {
                for destination in ends.dropFirst((number + place) % 3).enumerated().filter({ $0.offset % 8 == 0 }).map(\.element)
                {
                    guard let question = one.question(source, destination, port, number % 5 == 4 ? .v6 : .v4) else { continue }
                    let (told, own) = (survey.verdict(question), one.why(question))
                    record.note(
                        told.verdict == own, own.rawValue,
                        "\(Self.text(question, one)): \(told.verdict) \(told.code ?? ""), why says \(own)")
                    let alone = plain.verdict(question).verdict
                    record.note(
                        alone == own, "alone", "\(Self.text(question, one)): \(alone) without deciders, why says \(own)")
                }
            }
        }
        record.check()
        #expect(record["allowed"] > 80 && record["blocked"] > 300 && record["depends"] > 50, "\(record.counts)")
    }

    @Test("What one survey walked is there for the next one, which says the same, and is away meanwhile")
    func walkedBefore() {
        var record = Record()
        var kept = 0
        for one in SurveyedNetworks.cases.prefix(40) {
            let analyzer = Analyzer(one.inventory)
            let questions = one.inventory.loadedGroups.flatMap { group in
                [End.internet, .group(GroupIndex(0))].compactMap { one.question(.group(group), $0, Self.https, .v4) }
            }
            let first = asked(questions, NetworkSurvey(analyzer, tellsDeciders: false))
            let walked = analyzer.walked.take(isOneWay: false)
            if let walked {
                kept += walked.toInternet.count + walked.passing.count
                analyzer.walked.keep(walked, isOneWay: false)
            }
            let survey = NetworkSurvey(analyzer, tellsDeciders: false)
            record.note(analyzer.walked.take(isOneWay: false) == nil, "away", "\(one.name): another survey has it")
            let again = asked(questions.reversed(), survey).reversed()
            for (question, verdicts) in zip(questions, zip(first, again)) {
                let own = one.why(question)
                record.note(verdicts == (own, own), "asked", "\(Self.text(question, one)): \(verdicts), why says \(own)")
            }
        }
        record.check()
        #expect(kept > 100 && record["asked"] > 200, "\(kept) kept, \(record.counts)")
    }

    private func asked(_ questions: [Question], _ survey: NetworkSurvey) -> [Verdict] {
        questions.map { survey.verdict($0).verdict }
    }

    @Test("Who lists the groups and the internet by the verdict of why, and apart whom only the groups let through")
    func who() {
        var record = Record()
        for (number, one) in SurveyedNetworks.cases.enumerated() {
            let groups = one.inventory.loadedGroups
            let interfaces = one.inventory.interfaces.indices.map { End.interfaces([InterfaceIndex($0)]) }
            let ends = groups.map(End.group) + interfaces + one.ends.suffix(2)
            for destination in ends.enumerated().filter({ ($0.offset + number) % 12 == 0 }).map(\.element) {
                check(destination, one, Self.ports[number % 3], &record)
            }
        }
        record.check()
        #expect(record["allowed"] > 50 && record["blocked"] > 150 && record["depends"] > 15, "\(record.counts)")
        #expect(record["only groups"] > 25, "\(record.counts)")
    }

    private func check(_ destination: End, _ one: SurveyedNetworks.Case, _ port: PortQuery, _ record: inout Record) {
        let who = one.analyzer.who(reaches: Endpoint(destination), port: port, .everything)
        let direct = who.reachers.filter { $0.hops == 1 }
        let dependsFor = Set(who.besides.filter { $0.kind == .dependsFor }.map(\.end))
        for source in one.inventory.loadedGroups.map(End.group) + [.internet] {
            guard let question = one.question(source, destination, port, .v4) else { continue }
            let (own, groups) = (one.why(question), one.analyzer.verdict(question))
            let listed = direct.first { $0.group == source.group }
            let isBeside = source.group.map { dependsFor.contains(.group($0)) } ?? false
            let isRight =
                switch own {
                case .allowed: listed?.verdict == .allowed
                // What groups leave open of the internet is told as the networks that they name.
                case .depends: listed?.verdict == .depends || isBeside || source == .internet && groups != .allowed
                case .blocked: listed == nil && !isBeside
                }
            record.note(isRight, own.rawValue, "who: \(Self.text(question, one)): why says \(own), groups \(groups)")
            let isStopped = own == .blocked && (source == .internet ? groups == .allowed : groups != .blocked)
            let stopped = who.byGroupsOnly.first { $0.end == source }
            if isStopped { record.note(true, "only groups", "") }
            record.note(
                (stopped != nil) == isStopped && stopped?.groupsVerdict ?? groups == groups, "apart",
                "who: \(Self.text(question, one)) is \(stopped == nil ? "not " : "")told as by groups only")
            if let listed, listed.verdict == .depends, let count = listed.members {
                let members = one.analyzer.answer(question, .init(looksAtNetwork: true, isFull: false)).members
                let able = members.filter { $0.isSource && $0.verdict == .allowed }.reduce(0) { $0 + $1.interfaces.count }
                record.note(count.able == able, "counted", "who: \(Self.text(question, one)): \(count.able) of \(able)")
            }
        }
    }

    @Test("Whom an end reaches in one step is what why says of each group, and apart whom only the groups let it reach")
    func whom() {
        var record = Record()
        for (number, one) in SurveyedNetworks.cases.enumerated() {
            let interfaces = one.inventory.interfaces.indices.map { End.interfaces([InterfaceIndex($0)]) }
            let ends = one.inventory.loadedGroups.map(End.group) + interfaces + [.internet] + one.ends.suffix(2)
            let port = Self.ports[number % 3]
            for source in ends.enumerated().filter({ ($0.offset + number) % 12 == 0 }).map(\.element) {
                let whom = one.analyzer.whom(isReachedFrom: Endpoint(source), port: port, .everything)
                let direct = Dictionary(whom.reached.filter { $0.hops == 1 }.map { ($0.group, $0.verdict) }) { first, _ in first }
                for destination in one.inventory.loadedGroups.map(End.group) + [.internet] {
                    guard let question = one.question(source, destination, port, .v4) else { continue }
                    let (own, groups) = (one.why(question), one.analyzer.verdict(question))
                    record.note(
                        (direct[destination.group] ?? .blocked) == own, own.rawValue,
                        "whom: \(Self.text(question, one)): why says \(own), groups \(groups)")
                    let isStopped = whom.byGroupsOnly.contains { $0.end == destination && $0.groupsVerdict == groups }
                    record.note(
                        isStopped == (own == .blocked && groups != .blocked), isStopped ? "only groups" : "apart",
                        "whom: \(Self.text(question, one)) is \(isStopped ? "" : "not ")told as by groups only")
                }
            }
        }
        record.check()
        #expect(record["allowed"] > 50 && record["blocked"] > 150 && record["depends"] > 15, "\(record.counts)")
        #expect(record["only groups"] > 15, "\(record.counts)")
    }

    @Test("The network of a row of the matrix is what why says of its ends, with a code of it")
    func matrix() throws {
        var record = Record()
        for one in SurveyedNetworks.cases {
            var options = TrafficMatrix.Options()
            (options.scope, options.showsEgress) = (.everything, true)
            let plain = TrafficMatrix(one.analyzer, annotations: Annotations(one.inventory, notes: nil))
            let matrix = TrafficMatrix(one.analyzer, annotations: Annotations(one.inventory, notes: nil), options: options)
            #expect(plain.rows.allSatisfy { plain.network($0) == nil })
            for row in matrix.rows.enumerated().filter({ $0.offset % 3 == 0 }).map(\.element) {
                let sender = row.members.isEmpty ? row.source : .interfaces(row.members)
                let isOnlySix = row.rules.allSatisfy { one.inventory.network(of: one.inventory[$0].peer)?.version == .v6 }
                let port = PortQuery(row.traffic, asked: row.text)
                guard !isOnlySix, let question = one.question(sender, row.destination, port, .v4) else { continue }
                let answer = one.analyzer.answer(question, .init(looksAtNetwork: true, isFull: false))
                let network = matrix.network(row)
                record.note(network == nil || answer.way != nil, "row", "matrix: \(Self.text(question, one)) is looked at")
                guard let way = answer.way, let network else { continue }
                let isRight =
                    switch answer.groupsVerdict {
                    case .allowed: network.verdict == answer.verdict
                    case .depends:
                        network.verdict == .allowed
                            ? answer.verdict == .depends : network.verdict != .blocked || answer.verdict == .blocked
                    case .blocked: true
                    }
                record.note(
                    isRight, network.verdict.rawValue,
                    "matrix: \(Self.text(question, one)): \(network.verdict), why says \(answer.verdict), groups \(answer.groupsVerdict)"
                )
                guard answer.groupsVerdict == .allowed, let code = network.code else { continue }
                let codes = way.kinds.flatMap { $0.way.stages.compactMap(\.code) }
                // That a reference is lost is said of groups that do not let it through.
                let isLost = code == "SG_REFERENCES_NOT_PRESERVED" && codes.contains("ENI_SG_RULES_MISMATCH")
                record.note(
                    isLost || codes.contains { code.hasPrefix($0) }, "code",
                    "matrix: \(Self.text(question, one)): \(code) of \(codes)")
            }
        }
        record.check()
        #expect(record["allowed"] > 30 && record["blocked"] > 80 && record["depends"] > 30, "\(record.counts)")
    }

    @Test("A documented flow holds where why says so; what only the network leaves open is told")
    func documentedFlows() throws {
        var record = Record()
        let traffic = try DocumentedPorts("443")
        for (number, one) in SurveyedNetworks.cases.enumerated() {
            let annotations = Annotations(one.inventory, notes: nil)
            let ends = DocumentedEnds(annotations)
            let checks = [false, true].map { isStrict in
                FlowCheck(
                    analyzer: one.analyzer, annotations: annotations, ends: ends, scope: .everything, isStrict: isStrict)
            }
            let groups = one.inventory.loadedGroups
            for (place, source) in groups.enumerated() where place % 2 == 0 {
                let destination = groups[(place * 3 + number) % groups.count]
                guard let question = one.question(.group(source), .group(destination), Self.https, .v4) else { continue }
                let (own, byGroups) = (one.why(question), one.analyzer.verdict(question))
                var flow = DocumentedFlow(
                    isAllowed: true, source: .group(one.inventory[one.inventory[source].name]),
                    destination: .group(one.inventory[one.inventory[destination].name]))
                flow.traffic = traffic
                for (isStrict, check) in zip([false, true], checks) {
                    let finding = check.finding(flow)
                    guard finding.status != .unknown else { continue }
                    let isOpen = own == .depends && byGroups == .allowed
                    let isRight =
                        finding.effective == own && finding.answer?.verdict == own
                        && (finding.status == .holds) == (own == .allowed || finding.isLeftOpen)
                        && (!finding.isLeftOpen || isOpen && !isStrict)
                    record.note(
                        isRight, finding.isLeftOpen ? "left open" : own.rawValue,
                        "check: \(Self.text(question, one)): \(finding.status) \(finding.effective?.rawValue ?? ""), why says \(own)"
                    )
                }
            }
        }
        record.check()
        #expect(record["allowed"] > 25 && record["blocked"] > 50 && record["left open"] > 2, "\(record.counts)")
    }
}
