import CoreModel
import Diff
import Documentation
import Reachability
import Text
import Words

/// What a trial comes to as rows: the changes, then what turns, opens, closes, who is cut off, and what else to know.
public struct TrialReport: Sendable {
    let effect: TrialEffect
    private let names: DiffNames

    /// What a row is about.
    public enum Part: Sendable, Hashable {
        case answers
        /// Flows that turn so; nil where none does.
        case flows(FlowChange.Kind?)
        /// What only the groups would do.
        case groups
        case worn, named, notKnown, gone, cutOff
        /// Documented flows; whether they would be otherwise than documented.
        case notes(areAgainst: Bool)
        case audit, quota, managed, board

        /// The word in front of the part's first row: "opens", "cut off".
        public var label: String {
            switch self {
            case .answers: "answers"
            case .flows(let kind): kind?.rawValue ?? "flows"
            case .groups: "groups"
            case .worn: "worn"
            case .named: "named"
            case .notKnown: "not known"
            case .gone: "gone"
            case .cutOff: "cut off"
            case .notes: "notes"
            case .audit: "audit"
            case .quota: "quota"
            case .managed: "managed"
            case .board: "board"
            }
        }
    }

    /// A row: what it is about, its text and the tone of the text.
    public struct Row: Sendable, Hashable {
        /// What it is about; nil in a row that goes on.
        public var part: Part?
        /// The sentence or the list, without its label.
        public var text: String
        /// What the text means, by which a medium gives it a look.
        public var tone = Tone.plain

        /// A row about a part of the report; without one it goes on with the row above.
        public init(_ part: Part?, text: String, tone: Tone = .plain) {
            (self.part, self.text, self.tone) = (part, text, tone)
        }

        /// "opens"; empty in a row that goes on.
        public var label: String { part?.label ?? "" }
    }

    /// What begins the row of answers of which none is another one.
    public static let noneTurns = "none turns"

    /// Flows of a kind that are listed; JSON has them all.
    private static let listed = 12

    /// A report of an effect.
    public init(_ effect: TrialEffect) {
        self.effect = effect
        names = DiffNames(before: effect.trial.base, after: effect.trial.analyzer)
    }

    /// The lines, for a width in columns.
    public func lines(width: Int, ascii: Bool) -> [StyledLine] {
        changes(width)
            + rows(ascii: ascii).flatMap { row in
                let lead = StyledSpan(TerminalText.padded(" \(row.label)", to: 11), .dim)
                return StyledLine.hanging(behind: [lead], row.text, row.tone, rest: row.tone, width: width)
            }
    }

    private func changes(_ width: Int) -> [StyledLine] {
        effect.trial.changes.enumerated().flatMap { place, change in
            let lead = StyledSpan(TerminalText.padded(" \(place + 1)", to: 4), .dim)
            let off = change.isOn ? "" : "   (off)"
            return StyledLine.hanging(
                behind: [lead], change.line.text + off, change.isOn ? .strong : .dim, rest: change.isOn ? .strong : .dim,
                width: width)
        }
    }

    /// The rows below the changes; those that say nothing are left out, but for what opens and closes.
    public func rows(ascii: Bool) -> [Row] {
        answers(ascii) + flows() + drills() + goneInterfaces() + cutOff() + notes() + audit() + quotas() + managed()
    }

    // MARK: Answers and flows

    private func answers(_ ascii: Bool) -> [Row] {
        if effect.answers.isEmpty { return [] }
        let marks = ReportMarks(ascii: ascii)
        let turned = effect.answers.filter(\.isTurned)
        let stay = effect.answers.count - turned.count
        var rows = turned.map { answer in
            let now = answer.after.map(marks.mark) ?? (ascii ? "gone" : "∅")
            let arrow = ascii ? "->" : "→"
            return Row(
                .answers, text: "\(marks.mark(answer.before))\(arrow)\(now) \(text(answer.question))\(gone(answer))",
                tone: .differs)
        }
        if stay > 0 {
            let text =
                turned.isEmpty
                ? "\(Self.noneTurns), of \(TextCount.of(stay, "question"))" : "the other \(stay) stay\(stay == 1 ? "s" : "")"
            rows.append(Row(.answers, text: text, tone: .dim))
        }
        return Self.together(rows)
    }

    private func gone(_ answer: TurnedAnswer) -> String { answer.after == nil ? "   (an end is gone)" : "" }

    private func text(_ question: Question) -> String {
        let analyzer = effect.trial.base
        let ends = [question.source, question.destination].map { analyzer.names.name(of: $0) }
        return "\(ends[0]) -> \(QuestionText.bracketed(ends[1])):\(question.port.asked)"
    }

    /// The flows that open and close: over every layer where any is looked at, and apart from these what only the groups would do.
    private func flows() -> [Row] {
        let diff = effect.diff
        let counted = diff.comparesWays ? effect.ways : effect.flows
        var rows = FlowChange.Kind.allCases.flatMap { kind in flows(counted.filter { $0.kind == kind }, kind) }
        if rows.isEmpty { rows.append(Row(.flows(nil), text: "none opens or closes", tone: .dim)) }
        if diff.comparesWays {
            // The internet is what somebody wants to see first, then CIDRs.
            let vain = diff.flowsInVain.filter(isThere)
            if !vain.isEmpty {
                let text = sentence((0...2).flatMap { rank in vain.filter { Self.rank($0) == rank } }, limit: 6)
                rows.append(
                    Row(.groups, text: "by the groups alone, over all layers not or otherwise: \(text)", tone: .dim))
            }
        }
        if diff.isLimited || diff.areWaysLimited {
            rows.append(Row(nil, text: "so much differs that not every flow was compared", tone: .depends))
        }
        return Self.together(rows)
    }

    /// Whether neither end is a group that nobody carries any more: who is gone is said apart.
    private func isThere(_ flow: FlowChange) -> Bool {
        let inventory = effect.trial.base.inventory
        return ![flow.source, flow.destination].contains { part in
            part.end.group.flatMap { inventory.group(id: $0) }.map(effect.gone.contains) ?? false
        }
    }

    private static func rank(_ flow: FlowChange) -> Int {
        let networks = [flow.source, flow.destination].compactMap(\.end.network)
        return networks.contains(where: \.isEverything) ? 0 : networks.isEmpty ? 2 : 1
    }

    private func flows(_ flows: [FlowChange], _ kind: FlowChange.Kind) -> [Row] {
        if flows.isEmpty { return [] }
        let tone: Tone = flows[0].after == .allowed ? .fail : flows[0].after == .blocked ? .pass : .depends
        // Where not all sources are listed, whoever is outside is.
        let sources = Set(flows.map(\.source)).count
        let ranked = sources > Self.listed ? (0...2).flatMap { rank in flows.filter { Self.rank($0) == rank } } : flows
        let lines = bySource(ranked)
        let more =
            lines.count > Self.listed
            ? [Row(.flows(kind), text: "and \(lines.count - Self.listed) more sources", tone: .dim)] : []
        return lines.prefix(Self.listed).map { Row(.flows(kind), text: $0, tone: tone) } + more
    }

    /// "ECS API SG -> RDS SG: 5432, Redis SG: 6379", a line a source.
    private func bySource(_ flows: [FlowChange]) -> [String] {
        let texts = flows.map { flow in
            let remark = flow.remark.map { " \($0)" } ?? ""
            return (names.text(flow.source), "\(names.text(flow.destination)): \(label(flow))\(family(flow))\(remark)")
        }
        return texts.map(\.0).distinct().map { source in
            let own = texts.filter { $0.0 == source }.map(\.1).distinct()
            return "\(source) -> \(TextList.few(own, limit: 8))"
        }
    }

    /// What a flow carries; of very many ranges the first few, and how many more there are.
    private func label(_ flow: FlowChange) -> String {
        let label = flow.label
        return label.count > 80 ? TrafficText.shortLabel(flow.traffic) : label
    }

    private func sentence(_ flows: [FlowChange], limit: Int) -> String {
        TextList.few(bySource(flows), limit: limit, separator: "; ")
    }

    /// Said where a flow is of IPv6; of a CIDR one sees it.
    private func family(_ flow: FlowChange) -> String {
        let isShown = [flow.source, flow.destination].contains { $0.end.network.map { !$0.isEverything } ?? false }
        return isShown || flow.versions == [.v4] ? "" : flow.versions == [.v6] ? " over IPv6" : ""
    }

    // MARK: Who, and what was meant

    /// "2 interfaces: eni-0a of app, eni-0b of app and base".
    private func goneInterfaces() -> [Row] {
        if effect.goneInterfaces.isEmpty { return [] }
        let analyzer = effect.trial.base
        let inventory = analyzer.inventory
        let texts = effect.goneInterfaces.map { interface in
            let groups = inventory[interface].groups.distinct().map { analyzer.names.name(of: $0) }
            let carried = groups.isEmpty ? "" : " of \(groups.joined(separator: " and "))"
            return "\(inventory[inventory[interface].id])\(carried)"
        }
        let count = TextCount.of(texts.count, "interface")
        return [Row(.gone, text: "\(count): \(TextList.few(texts, limit: 6))", tone: .fail)]
    }

    private func cutOff() -> [Row] {
        let analyzer = effect.trial.base
        var rows = effect.cutOff.map { one in
            let seen = one.isOfSeenAlone ? ", as far as the input lists them" : ""
            return Row(
                .cutOff, text: "\(analyzer.names.name(of: one.group)), \(carriers(of: one))\(seen): \(one.kind.sentence)",
                tone: .fail)
        }
        if effect.isCutOffLimited {
            rows.append(
                Row(.cutOff, text: "so much closes that not every interface was asked: others may be as well", tone: .depends))
        }
        return Self.together(rows)
    }

    /// "3 interfaces, 2 of them left", "1 of 3 interfaces (eni-0a)", "at least 36 of 82 interfaces (eni-0a, eni-0b and 34 more)".
    private func carriers(of one: CutOff) -> String {
        if one.interfaces == 0 { return "nobody carries it yet" }
        let count = TextCount.of(one.interfaces, "interface")
        if let members = one.members {
            let inventory = effect.trial.base.inventory
            let ids = members.map { inventory[inventory[$0].id] }
            return "\(one.areAllAsked ? "" : "at least ")\(members.count) of \(count) (\(TextList.few(ids, limit: 3)))"
        }
        return one.left > 0 && one.left < one.interfaces ? "\(count), \(one.left) of them left" : count
    }

    private func notes() -> [Row] {
        guard let notes = effect.notes else { return [] }
        var rows: [Row] = []
        let denied = notes.against.filter { !$0.flow.isAllowed }
        let allowed = notes.against.filter(\.flow.isAllowed)
        if !denied.isEmpty {
            rows.append(
                Row(
                    .notes(areAgainst: true), text: "! \(counted(denied, "denied flow")) would pass: \(listed(denied))",
                    tone: .fail))
        }
        if !allowed.isEmpty {
            rows.append(
                Row(
                    .notes(areAgainst: true), text: "! \(counted(allowed, "documented flow")) would not pass: \(listed(allowed))",
                    tone: .fail))
        }
        if !notes.mended.isEmpty {
            rows.append(
                Row(
                    .notes(areAgainst: false),
                    text: "\(counted(notes.mended, "flow")) would be as documented again: \(listed(notes.mended))", tone: .pass))
        }
        if rows.isEmpty { rows.append(Row(.notes(areAgainst: false), text: "every documented flow stays as it is", tone: .dim)) }
        return Self.together(rows)
    }

    private func counted(_ flows: [NotesEffect.Flow], _ noun: String) -> String { TextCount.of(flows.count, noun) }

    private func listed(_ flows: [NotesEffect.Flow]) -> String {
        TextList.few(
            flows.map { own in
                let why = own.flow.why.map { " (\($0))" } ?? ""
                return "\(own.flow.source) -> \(own.flow.destination): \(own.flow.traffic)\(why)"
            }, limit: 4, separator: "; ")
    }

    private func audit() -> [Row] {
        func row(_ findings: [AuditEffect.Finding], _ word: String, _ tone: Tone) -> [Row] {
            if findings.isEmpty { return [] }
            let texts = findings.map { "\($0.kind.rawValue) of \($0.name) (\($0.severity.rawValue))" }
            return [
                Row(
                    .audit, text: "\(TextCount.of(findings.count, "finding")) \(word): \(TextList.few(texts, limit: 4))",
                    tone: tone)
            ]
        }
        let rows = row(effect.audit.new, "more", .fail) + row(effect.audit.gone, "less", .pass)
        return rows.isEmpty ? [Row(.audit, text: "nothing new", tone: .dim)] : Self.together(rows)
    }

    private func quotas() -> [Row] {
        let (inventory, called) = (effect.trial.inventory, effect.trial.analyzer.names)
        let network = NetworkNames(inventory)
        // Interfaces of one thing bear its name, and their groups are set at once.
        return Self.together(
            effect.quotas.map { quota in
                let text =
                    switch quota.place {
                    case .rules(let group, let direction, let version):
                        "\(called.name(of: group)) then has \(quota.used) of \(quota.limit) \(direction.column) \(version.name) rules"
                    case .groups(let interface):
                        "\(called.name(of: interface)) then carries \(quota.used) of \(quota.limit) groups"
                    case .entries(let acl, let direction):
                        "ACL \(network.name(acl)) then has \(quota.used) of \(quota.limit) \(direction.column) entries"
                    case .routes(let table): "table \(network.name(table)) then has \(quota.used) of \(quota.limit) routes"
                    }
                return Row(
                    .quota, text: text + (quota.isOver ? ": AWS refuses it unless the quota was raised" : ""),
                    tone: quota.isOver ? .fail : .plain)
            }.distinct())
    }

    private func managed() -> [Row] {
        if effect.managed.isEmpty { return [] }
        let byTool = Dictionary(grouping: effect.managed, by: \.manager.text).sorted { $0.key < $1.key }
        return Self.together(
            byTool.map { tool, changes in
                let places = changes.map { "\($0.change + 1)" }.joined(separator: ", ")
                let word = changes.count == 1 ? "change \(places) is" : "changes \(places) are"
                return Row(
                    .managed,
                    text: "\(word) of what \(tool) keeps: its next run undoes \(changes.count == 1 ? "it" : "them") "
                        + "unless its files say the same",
                    tone: .depends)
            })
    }

    /// A label stands once, above those that follow.
    static func together(_ rows: [Row]) -> [Row] {
        rows.enumerated().map { place, row in
            let isRepeated = place > 0 && rows[place - 1].label == row.label
            return isRepeated ? Row(nil, text: row.text, tone: row.tone) : row
        }
    }
}

extension CutOff.Kind {
    /// What it means.
    var sentence: String {
        switch self {
        case .gone: "nobody is left"
        case .out: "nothing may go out any more"
        case .into: "nobody comes in any more"
        case .outToInternet: "no way out to the internet any more"
        case .intoFromInternet: "nobody from the internet comes in any more"
        }
    }
}
