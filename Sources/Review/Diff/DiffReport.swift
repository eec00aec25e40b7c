import Reachability
import CoreModel
import Text
import Words

/// A comparison of two readings as lines for a terminal: what differs, then what opens and closes because of it.
public struct DiffReport: Sendable {
    private let diff: InventoryDiff
    private let names: DiffNames
    private let labels: (before: String, after: String)

    /// Things of a kind that are listed; JSON has them all.
    private static let listed = 40

    /// A report; the labels say what was read, and of when.
    public init(_ diff: InventoryDiff, before: String, after: String) {
        self.diff = diff
        names = DiffNames(before: diff.before, after: diff.after)
        labels = (before, after)
    }

    /// The lines, for a width in columns.
    public func lines(width: Int, ascii: Bool) -> [StyledLine] {
        var lines = [StyledLine("before  \(labels.before)", .dim), StyledLine("after   \(labels.after)", .dim)]
        if !diff.groups.isEmpty { lines += [StyledLine(), StyledLine("Groups and rules", .strong)] }
        for change in diff.groups.prefix(Self.listed) { lines += group(change, width) }
        lines += more(diff.groups.count)
        if !diff.lists.isEmpty { lines += [StyledLine(), StyledLine("Prefix lists", .strong)] }
        for change in diff.lists.prefix(Self.listed) { lines += list(change, width) }
        lines += more(diff.lists.count)
        if !diff.interfaces.isEmpty { lines += [StyledLine(), StyledLine("Attachments", .strong)] }
        for change in diff.interfaces.prefix(Self.listed) { lines += interface(change, width) }
        lines += more(diff.interfaces.count)
        let found = FlowRows(diff.flows).rows
        // What is certain first: where not all are listed, it is what counts.
        let rows = found.filter { $0.isCertain } + found.filter { !$0.isCertain }
        if !rows.isEmpty { lines += [StyledLine(), StyledLine("Flows", .strong)] }
        for row in rows.prefix(Self.listed) { lines += flow(row, width, ascii) }
        lines += more(rows.count)
        if diff.isLimited {
            let text = "So much differs that flows between groups were compared only where rules name them."
            lines += TextWrap.lines(text, width: width).map { StyledLine($0, .depends) }
        }
        return lines + [StyledLine()] + TextWrap.lines(summary, width: width).map { StyledLine($0, .strong) }
    }

    private func more(_ count: Int, indent: String = "  ") -> [StyledLine] {
        StyledLine.unlisted(count, beyond: Self.listed, indent: indent)
    }

    // MARK: What differs

    private func group(_ change: InventoryDiff.GroupChange, _ width: Int) -> [StyledLine] {
        let name = names.name(change.group)
        let id = names.id(change.group)
        var words = change.kind == .changed ? "" : "  \(change.kind.rawValue)"
        if change.kind == .changed, isReplaced(change.group) { words = "  made anew" }
        var lines = [
            StyledLine([
                StyledSpan("  \(mark(change.kind)) "), StyledSpan(TerminalText.safe(name), .strong),
                StyledSpan(name == id ? "" : "  \(TerminalText.safe(id))", .dim), StyledSpan(words),
            ])
        ]
        for attribute in change.attributes {
            lines += hanging(
                .changed, "\(attribute.attribute.rawValue) \"\(attribute.before)\", now \"\(attribute.after)\"", width)
        }
        for rule in change.rules.prefix(Self.listed) { lines += self.rule(rule, width) }
        return lines + more(change.rules.count, indent: "      ")
    }

    /// Whether a group that AWS knows will be another one with another id.
    private func isReplaced(_ pair: GroupPair) -> Bool {
        guard let old = pair.before, let new = pair.after else { return false }
        let (was, now) = (diff.before.inventory, diff.after.inventory)
        let id = was[was[old].id]
        return id.hasPrefix("sg-") && now[now[new].id] != id
    }

    private func rule(_ change: InventoryDiff.RuleChange, _ width: Int) -> [StyledLine] {
        func text(_ analyzer: Analyzer, _ place: RuleIndex) -> String {
            let rule = analyzer.inventory[place]
            let doubt =
                rule.isContested ? "   (\(analyzer.inventory.reason(of: rule.doubt) ?? "copies disagree"): not settled)" : ""
            return "\(rule.direction.name) \(RuleText(analyzer.inventory, analyzer.names).line(place))\(doubt)"
        }
        func quote(_ analyzer: Analyzer, _ place: RuleIndex) -> String {
            RuleText(analyzer.inventory, analyzer.names).quote(place)
        }
        func quoted(_ analyzer: Analyzer, _ place: RuleIndex) -> String {
            let words = quote(analyzer, place)
            return words.isEmpty ? "" : "   \"\(words)\""
        }
        switch (change.before, change.after) {
        case (let old?, let new?):
            let (was, now) = (text(diff.before, old), text(diff.after, new))
            if change.isDescription {
                let words = "\(now)   description \"\(quote(diff.before, old))\", now \"\(quote(diff.after, new))\""
                return hanging(.changed, words, width)
            }
            return hanging(.removed, "\(was)\(quoted(diff.before, old))", width)
                + hanging(.added, "\(now)\(quoted(diff.after, new))", width)
        case (nil, let new?): return hanging(.added, "\(text(diff.after, new))\(quoted(diff.after, new))", width)
        case (let old?, nil): return hanging(.removed, "\(text(diff.before, old))\(quoted(diff.before, old))", width)
        case (nil, nil): return []
        }
    }

    private func list(_ change: InventoryDiff.ListChange, _ width: Int) -> [StyledLine] {
        let title = change.name.isEmpty ? change.id : "\(change.name)  \(change.id)"
        let entries = change.removed.map { (InventoryDiff.Kind.removed, "\($0)") } + change.added.map { (.added, "\($0)") }
        return [StyledLine("  ~ \(TerminalText.safe(title))")]
            + entries.prefix(Self.listed).flatMap { hanging($0.0, $0.1, width) }
            + more(entries.count, indent: "      ")
    }

    private func interface(_ change: InventoryDiff.InterfaceChange, _ width: Int) -> [StyledLine] {
        let inventory = diff.after.inventory
        let place = inventory.interfaces.firstIndex { inventory[$0.id] == change.id }
        let name = place.map { diff.after.names.name(of: InterfaceIndex($0)) } ?? change.id
        let groups =
            change.removed.map { (InventoryDiff.Kind.removed, names.name($0)) } + change.added.map { (.added, names.name($0)) }
        let title = name == change.id ? change.id : "\(name)  \(change.id)"
        return [StyledLine("  ~ \(TerminalText.safe(title))")] + groups.flatMap { hanging($0.0, $0.1, width) }
    }

    private func mark(_ kind: InventoryDiff.Kind) -> String {
        switch kind {
        case .added: "+"
        case .removed: "-"
        case .changed: "~"
        }
    }

    private func hanging(_ kind: InventoryDiff.Kind, _ told: String, _ width: Int) -> [StyledLine] {
        let text = "\(mark(kind)) \(told)"
        let tone: Tone =
            switch kind {
            case .added: .pass
            case .removed: .fail
            case .changed: .differs
            }
        return StyledLine.hanging(behind: [.blank(6)], text, tone, rest: .plain, hang: 2, width: width)
    }

    // MARK: Flows

    private func flow(_ row: FlowRows.Row, _ width: Int, _ ascii: Bool) -> [StyledLine] {
        guard let first = row.flows.first else { return [] }
        let arrow = ascii ? "->" : "→"
        var text =
            "\(ends(row.flows.map(\.source))) \(arrow) \(ends(row.flows.map(\.destination))): \(first.label)\(family(first))"
        if first.before == .depends { text += "   (it depended before)" }
        let tone: Tone = first.after == .allowed ? .fail : first.after == .blocked ? .pass : .depends
        let lead = StyledSpan(TerminalText.padded("  \(first.kind.rawValue)", to: 13), tone)
        let lines = StyledLine.hanging(behind: [lead], text, width: width)
        guard first.after == .depends, let condition = FlowConditions(diff).conditions(first).first else { return lines }
        return lines + StyledLine.hanging(condition, .dim, indent: 13, hang: 0, width: width)
    }

    private func ends(_ ends: [FlowChange.Part]) -> String {
        let distinct = ends.distinct()
        // Hosts that are not groups first: they are what a reader looks for.
        let texts = (distinct.filter { !$0.isGroup } + distinct.filter(\.isGroup)).map(names.text)
        return TextList.few(texts, limit: 6)
    }

    /// Said where a flow is of IPv6; of a CIDR one sees it.
    private func family(_ flow: FlowChange) -> String {
        let isShown = [flow.source, flow.destination].contains { end in
            end.end.network.map { !$0.isEverything } ?? false
        }
        return isShown || flow.versions == [.v4] ? "" : flow.versions == [.v6] ? " over IPv6" : " over IPv4 and IPv6"
    }

    private var summary: String {
        if diff.isEmpty { return "Nothing differs." }
        var parts: [String] = []
        for kind in [InventoryDiff.Kind.added, .removed, .changed] {
            let groups = diff.groups.count { $0.kind == kind }
            if groups > 0 { parts.append("\(TextCount.of(groups, "group")) \(kind.rawValue)") }
        }
        for kind in [InventoryDiff.Kind.added, .removed, .changed] {
            let rules = diff.groups.reduce(0) { $0 + $1.rules.count { $0.kind == kind } }
            if rules > 0 { parts.append("\(TextCount.of(rules, "rule")) \(kind.rawValue)") }
        }
        if !diff.lists.isEmpty { parts.append("\(TextCount.of(diff.lists.count, "prefix list")) changed") }
        if !diff.interfaces.isEmpty { parts.append("\(TextCount.of(diff.interfaces.count, "attachment")) changed") }
        var flows: [String] = []
        for kind in FlowChange.Kind.allCases {
            let number = diff.flows.count { $0.kind == kind }
            guard number > 0 else { continue }
            let verb = number == 1 ? kind.rawValue : kind.plural
            flows.append("\(TextCount.of(number, "flow")) \(verb)")
        }
        let effect = flows.isEmpty ? "No flow opens or closes by it." : flows.joined(separator: ", ") + "."
        return parts.isEmpty ? effect : parts.joined(separator: ", ") + ". " + effect
    }
}

extension FlowChange.Kind {
    /// "open", of "opens".
    fileprivate var plural: String {
        switch self {
        case .opens: "open"
        case .closes: "close"
        case .mayOpen, .mayClose: rawValue
        }
    }
}

extension FlowChange.Part {
    fileprivate var isGroup: Bool { end.group != nil }
}
