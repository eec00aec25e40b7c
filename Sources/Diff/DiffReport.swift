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
        lines += section("Groups and rules", diff.groups) { group($0, width) }
        lines += section("Prefix lists", diff.lists) { list($0, width) }
        lines += section("Attachments", diff.interfaces) { interface($0, width) }
        lines += section("Network", diff.network) { network($0, width) }
        lines += flows(diff.flows, diff.comparesWays ? "Flows, by the groups" : "Flows", width, ascii)
        if diff.isLimited {
            let text = "So much differs that flows between groups were compared only where rules name them."
            lines += StyledLine.wrapped(text, .depends, width: width)
        }
        if diff.comparesWays { lines += ways(width, ascii) }
        return lines + [StyledLine()] + StyledLine.wrapped(summary, .strong, width: width)
    }

    private func flows(_ flows: [FlowChange], _ title: String, _ width: Int, _ ascii: Bool) -> [StyledLine] {
        let found = FlowRows(flows).rows
        // What is certain first: where not all are listed, it is what counts.
        let rows = found.filter { $0.isCertain } + found.filter { !$0.isCertain }
        return section(title, rows) { flow($0, width, ascii) }
    }

    /// What opens and closes over all layers, as far as it is not what the groups say; and what was not compared.
    private func ways(_ width: Int, _ ascii: Bool) -> [StyledLine] {
        let flows = Set(diff.flows.map(\.effect))
        var lines = self.flows(
            (diff.ways + diff.memberWays).filter { !flows.contains($0.effect) }, "Over all layers, other than by the groups",
            width, ascii)
        lines += self.flows(
            diff.flowsInVain, "By the groups alone: over all layers nothing changes, or something else", width, ascii)
        if lines.isEmpty, !diff.ways.isEmpty { lines.append(StyledLine("  Over all layers the same opens and closes.", .dim)) }
        let limited = diff.areWaysLimited ? ["So much differs that not every way was compared that may be another."] : []
        let vpcs = TextList.few(diff.uncompared, limit: 6)
        let left =
            diff.uncompared.isEmpty ? [] : ["Ways of \(vpcs) are not compared: a layer is in one of the two readings alone."]
        return lines + (limited + left).flatMap { StyledLine.wrapped($0, .depends, width: width) }
    }

    private func section<Item>(_ title: String, _ items: [Item], _ lines: (Item) -> [StyledLine]) -> [StyledLine] {
        if items.isEmpty { return [] }
        return [StyledLine(), StyledLine(title, .strong)] + items.prefix(Self.listed).flatMap(lines) + more(items.count)
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
        let was = change.before.map { text(diff.before, $0) }
        let now = change.after.map { text(diff.after, $0) }
        if change.isDescription, let was, let now {
            return hanging(.changed, "\(now.rule)   description \"\(was.quote)\", now \"\(now.quote)\"", width)
        }
        return [(InventoryDiff.Kind.removed, was), (.added, now)].flatMap { kind, said in
            said.map { hanging(kind, "\($0.rule)\($0.quote.isEmpty ? "" : "   \"\($0.quote)\"")", width) } ?? []
        }
    }

    private func text(_ analyzer: Analyzer, _ place: RuleIndex) -> (rule: String, quote: String) {
        let (rule, words) = (analyzer.inventory[place], RuleText(analyzer.inventory, analyzer.names))
        let reason = rule.isContested ? analyzer.inventory.reason(of: rule.doubt) ?? "copies disagree" : nil
        let doubt = reason.map { "   (\($0): not settled)" } ?? ""
        return ("\(rule.direction.name) \(words.line(place))\(doubt)", words.quote(place))
    }

    private func list(_ change: InventoryDiff.ListChange, _ width: Int) -> [StyledLine] {
        let title = change.name.isEmpty ? change.id : "\(change.name)  \(change.id)"
        let entries = change.removed.map { (InventoryDiff.Kind.removed, "\($0)") } + change.added.map { (.added, "\($0)") }
        return [StyledLine("  ~ \(TerminalText.safe(title))")]
            + entries.prefix(Self.listed).flatMap { hanging($0.0, $0.1, width) }
            + more(entries.count, indent: "      ")
    }

    private func interface(_ change: InventoryDiff.InterfaceChange, _ width: Int) -> [StyledLine] {
        let reading = change.kind == .removed ? diff.before : diff.after
        let inventory = reading.inventory
        let place = inventory.interfaces.firstIndex { inventory[$0.id] == change.id }
        let name = place.map { reading.names.name(of: InterfaceIndex($0)) } ?? change.id
        let groups =
            change.removed.map { (InventoryDiff.Kind.removed, names.name($0)) } + change.added.map { (.added, names.name($0)) }
        let title = name == change.id ? change.id : "\(name)  \(change.id)"
        let words = change.kind == .changed ? "" : "  \(change.kind.rawValue)"
        return [StyledLine("  \(mark(change.kind)) \(TerminalText.safe(title))\(words)")]
            + groups.flatMap { hanging($0.0, $0.1, width) }
    }

    /// "~ route-table private  rtb-1" with what it has and had.
    private func network(_ change: InventoryDiff.NetworkChange, _ width: Int) -> [StyledLine] {
        let name = change.name == change.id ? change.id : "\(change.name)  \(change.id)"
        let words = change.kind == .changed ? "" : "  \(change.kind.rawValue)"
        let parts = change.removed.map { (InventoryDiff.Kind.removed, $0) } + change.added.map { (.added, $0) }
        let title = StyledLine([
            StyledSpan("  \(mark(change.kind)) "), StyledSpan("\(change.thing.rawValue) ", .dim),
            StyledSpan(TerminalText.safe(name), .strong),
            StyledSpan(words),
        ])
        return [title] + parts.prefix(Self.listed).flatMap { hanging($0.0, $0.1, width) } + more(parts.count, indent: "      ")
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
        let tone: Tone = kind == .added ? .pass : kind == .removed ? .fail : .differs
        return StyledLine.hanging(behind: [.blank(6)], text, tone, rest: .plain, hang: 2, width: width)
    }

    // MARK: Flows

    private func flow(_ row: FlowRows.Row, _ width: Int, _ ascii: Bool) -> [StyledLine] {
        guard let first = row.flows.first else { return [] }
        let arrow = ascii ? "->" : "→"
        var text =
            "\(ends(row.flows.map(\.source))) \(arrow) \(ends(row.flows.map(\.destination))): \(first.label)\(family(first))"
        if let remark = first.remark { text += "   \(remark)" }
        // What opens is what one is warned of.
        let tone: Tone = first.after == .allowed ? .fail : first.after == .blocked ? .pass : .depends
        let lead = StyledSpan(TerminalText.padded("  \(first.kind.rawValue)", to: 13), tone)
        let lines = StyledLine.hanging(behind: [lead], text, width: width)
        let conditions = FlowConditions(diff)
        if row.isWay, let why = conditions.decider(first) {
            return lines + StyledLine.hanging(why, .dim, indent: 13, hang: 0, width: width)
        }
        guard first.after == .depends, let condition = conditions.conditions(first).first else { return lines }
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
        let kinds = [InventoryDiff.Kind.added, .removed, .changed]
        func counted(_ noun: String, _ count: (InventoryDiff.Kind) -> Int) -> [String] {
            kinds.filter { count($0) > 0 }.map { "\(TextCount.of(count($0), noun)) \($0.rawValue)" }
        }
        var parts = counted("group") { kind in diff.groups.count { $0.kind == kind } }
        parts += counted("rule") { kind in diff.groups.reduce(0) { $0 + $1.rules.count { $0.kind == kind } } }
        if !diff.lists.isEmpty { parts.append("\(TextCount.of(diff.lists.count, "prefix list")) changed") }
        let taken = diff.interfaces.count { $0.kind == .removed }
        if taken > 0 { parts.append("\(TextCount.of(taken, "interface")) removed") }
        let attachments = diff.interfaces.count - taken
        if attachments > 0 { parts.append("\(TextCount.of(attachments, "attachment")) changed") }
        if !diff.network.isEmpty {
            parts.append(
                "\(TextCount.of(diff.network.count, "thing")) of the network differ\(diff.network.count == 1 ? "s" : "")")
        }
        func counted(_ flows: [FlowChange], _ noun: String) -> [String] {
            FlowChange.Kind.allCases.compactMap { kind -> String? in
                let number = flows.count { $0.kind == kind }
                return number == 0 ? nil : "\(TextCount.of(number, noun)) \(number == 1 ? kind.rawValue : kind.plural)"
            }
        }
        let flows = counted(diff.flows, "flow") + counted(diff.ways + diff.memberWays, "way")
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
