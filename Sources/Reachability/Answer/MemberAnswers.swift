import CoreModel

/// Members of a group asked about that carry the same groups and have the same verdict.
public struct MemberAnswer: Hashable, Sendable {
    /// The interfaces, the first of them first; never none.
    public internal(set) var interfaces: [InterfaceIndex]
    /// The group asked that they are members of.
    public internal(set) var group: GroupIndex
    /// Whether the group is the source of the question.
    public internal(set) var isSource: Bool
    /// The groups that they carry beside that.
    public internal(set) var also: [GroupIndex]
    /// The verdict of each of them with everything that the other end is.
    public internal(set) var verdict: Verdict
    /// Why they differ from others: they have no address of the family asked.
    public internal(set) var lacksFamily = false
}

/// A member of a group asked about that no input tells, with that group alone.
public struct UnseenAnswer: Hashable, Sendable {
    /// The group.
    public internal(set) var group: GroupIndex
    /// Whether it is the source of the question.
    public internal(set) var isSource: Bool
    /// Its verdict.
    public internal(set) var verdict: Verdict
}

/// Splits the verdict of a question between groups into those of their members.
///
/// Complexity: a look at each distinct set of groups; where addresses tell members of one set apart, at each of them.
struct MemberAnswers: Sendable {
    let analyzer: Analyzer
    let question: Question
    let crossing: Crossing
    let lacking: [InterfaceIndex]

    private var inventory: Inventory { analyzer.inventory }

    private var groupEnds: [(Direction, GroupIndex)] {
        [(Direction.egress, question.source), (.ingress, question.destination)].compactMap { side, end in
            end.kind.group.map { (side, $0) }
        }
    }

    /// The members of each side, sources before destinations: a row for each distinct set and verdict, and those that no input tells, where
    /// they are some of several.
    func answers(_ sides: [Direction] = [.egress, .ingress]) -> (listed: [MemberAnswer], unseen: [UnseenAnswer]) {
        var listed: [MemberAnswer] = []
        var unseen: [UnseenAnswer] = []
        for (side, group) in groupEnds where sides.contains(side) {
            let verdicts = crossing.verdicts(side)
            listed += rows(side, group, verdicts)
            let own = subjects(side)
            unseen += own.indices.filter { own[$0].isUnseen && own.count > 1 }.compactMap { place in
                verdicts[place].map { UnseenAnswer(group: group, isSource: side == .egress, verdict: $0) }
            }
        }
        return (listed, unseen)
    }

    /// The rows with the verdicts of every layer: members of one row may differ by where they are.
    func whole(_ rows: [MemberAnswer], _ way: WayAnswer) -> [MemberAnswer] {
        var result: [MemberAnswer] = []
        for row in rows {
            var parts: [Verdict: [InterfaceIndex]] = [:]
            for interface in row.interfaces {
                var verdict = way.verdict(of: interface, isSource: row.isSource) ?? row.verdict
                // What the groups say of all addresses counts, where they see these.
                if !way.isTranslated { verdict = verdict.worse(row.verdict) }
                parts[verdict, default: []].append(interface)
            }
            for verdict in [Verdict.allowed, .depends, .blocked] {
                guard let interfaces = parts[verdict] else { continue }
                var part = row
                (part.interfaces, part.verdict) = (interfaces, verdict)
                result.append(part)
            }
        }
        return result
    }

    /// Those that no input tells, with the verdicts of every layer: these let them through as they do those that are told.
    func whole(_ unseen: [UnseenAnswer], _ way: WayAnswer) -> [UnseenAnswer] {
        unseen.map { one in
            var one = one
            let verdicts = Set(way.networkVerdicts.map { one.verdict.worse($0) })
            if let first = verdicts.first { one.verdict = verdicts.count == 1 ? first : .depends }
            return one
        }
    }

    private func rows(_ side: Direction, _ group: GroupIndex, _ verdicts: [Verdict?]) -> [MemberAnswer] {
        var rows: [MemberAnswer] = []
        func add(_ interfaces: [InterfaceIndex], _ verdict: Verdict, lacksFamily: Bool = false) {
            guard let first = interfaces.first else { return }
            let also = analyzer.index.kinds.all[Int(analyzer.index.kinds.ofInterface[Int(first.number)])].groups
                .filter { $0 != group }
            let known = rows.firstIndex { $0.also == also && $0.verdict == verdict && $0.lacksFamily == lacksFamily }
            if let known {
                rows[known].interfaces += interfaces
            } else {
                rows.append(
                    MemberAnswer(
                        interfaces: interfaces, group: group, isSource: side == .egress, also: also, verdict: verdict,
                        lacksFamily: lacksFamily))
            }
        }
        for (place, subject) in subjects(side).enumerated() where !subject.interfaces.isEmpty {
            guard let verdict = verdicts[place] else { continue }
            if verdict == .depends, subject.interfaces.count > 1 {
                for (interface, own) in separately(subject, side) { add([interface], own) }
            } else {
                add(subject.interfaces, verdict)
            }
        }
        let own = Set(analyzer.index.members[Int(group.number)])
        for interface in lacking where own.contains(interface) { add([interface], .blocked, lacksFamily: true) }
        return rows
    }

    private func subjects(_ side: Direction) -> [Subject] { side == .egress ? crossing.sources : crossing.destinations }

    /// Each interface of a subject by itself, with its verdict.
    private func separately(_ subject: Subject, _ side: Direction) -> [(InterfaceIndex, Verdict)] {
        let ends = EndSubjects(inventory: inventory, index: analyzer.index)
        let ones = subject.interfaces.compactMap { place -> Subject? in
            var one = ends.subject(of: place, question.version)
            one?.vpc = subject.vpc
            return one
        }
        let asked = question.port.points(question.version)
        let others = side == .egress ? crossing.destinations : crossing.sources
        let verdicts = analyzer.cross(side, ones, others, asked, question.version).verdicts(side)
        return ones.indices.compactMap { place in
            guard let interface = ones[place].soleInterface, let verdict = verdicts[place] else { return nil }
            return (interface, verdict)
        }
    }
}
