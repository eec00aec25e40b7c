import CoreModel
import Documentation
import Map
import Reachability
import Text
import Words

/// What `list` shows: whose an address is and who lets it in, what was found that is no group, then groups.
struct ListPage {
    let loading: Loading
    let finder: Finder
    /// The address that was looked for.
    let address: IPAddress?
    /// All that was found, groups too; nothing where everything is listed.
    let found: [Found]
    let groups: [Finder.Listed]
    /// Whether columns have to say something for a group to stand here.
    let isConditioned: Bool
    /// What the columns say of each group.
    private let facts: GroupFacts
    /// Columns that were asked for and stand in no other list.
    let told: [GroupColumn]

    private var inventory: Inventory { loading.inventory }
    private var words: FoundText { FoundText(finder, loading.annotations) }
    /// Whether what was found is shown by its kind alone: its texts are real.
    var isRedacted: Bool { loading.original != nil }

    /// - Parameter order: The column by which groups are sorted; nil for what was found best first.
    init(_ loading: Loading, _ finder: Finder, _ text: String, order: GroupOrder? = nil) {
        (self.loading, self.finder) = (loading, finder)
        let conditions = GroupConditions(text)
        let text = conditions.rest
        address = try? IPAddress(parsing: text)
        found = finder.found(text)
        let asked = conditions.columns + (order.map { [$0.column] } ?? [])
        let facts = Self.facts(loading, asked)
        let listed = finder.listed(text).filter { conditions.hold($0.group, facts) == true }
        groups = order?.sorted(listed, facts, group: \.group) ?? listed
        isConditioned = !conditions.isEmpty
        told = asked.filter { $0 == .open || $0 == .unused || $0 == .marked }.distinct()
        self.facts = facts
    }

    /// What the columns say, as far as they are asked for: the review costs more than the list.
    private static func facts(_ loading: Loading, _ columns: [GroupColumn]) -> GroupFacts {
        var facts = GroupFacts(loading.annotations)
        if columns.contains(.unused) { facts.unused = loading.inventory.unusedGroups }
        guard columns.contains(.marked) else { return facts }
        let whole = WholeMap(loading.analyzer)
        let review = ReviewMarks(loading.analyzer, annotations: loading.annotations, edges: whole.edges)
        facts.marked = Set(loading.inventory.loadedGroups.filter { review.sign(of: $0) != nil })
        return facts
    }

    var isEmpty: Bool { found.isEmpty && groups.isEmpty }

    /// What was found that has no line of its own among the groups, as far as it is shown.
    private static let shownThings = 12

    var lines: [StyledLine] {
        let above = address == nil ? things : ownership
        if groups.isEmpty, !above.isEmpty { return above }
        return above + table
    }

    // MARK: An address

    private var ownership: [StyledLine] {
        let letIn = groups.filter { $0.found?.field == .admission }
        let names = letIn.map { name($0.group) + ($0.outcome == .depends ? " (it depends)" : "") }
        let by = names.isEmpty ? "no group for certain" : names.joined(separator: ", ")
        return owners.map { StyledLine("is: \($0)") } + [StyledLine("let in by: \(by)")]
    }

    private var owners: [String] {
        let holders = found.filter { $0.rank == .exact }
        if holders.isEmpty {
            let around =
                found.first { $0.field == .holds }.map { isRedacted ? "" : "; \(words.name(of: $0.thing)) holds it" } ?? ""
            return ["of no interface in this data\(around)"]
        }
        return holders.map { one in
            guard case .interface(let index) = one.thing else { return isRedacted ? one.thing.word : words.name(of: one.thing) }
            let interface = inventory[index]
            let id = inventory[interface.id]
            let name = loading.annotations.names.name(of: index)
            let facts = [id, name == id ? nil : name, one.field == .delegatedPrefix && !isRedacted ? "prefix \(one.text)" : nil]
            let about = facts.compactMap { $0 }.joined(separator: ", ")
            let carried = interface.groups.map(self.name)
            if carried.isEmpty { return "an interface that carries no group (\(about))" }
            return "an interface of \(TextList.sentence(carried, limit: 5)) (\(about))"
        }
    }

    // MARK: What is no group

    private var things: [StyledLine] {
        let others = found.filter(hasOwnLine)
        let shown = others.prefix(Self.shownThings).map { one -> StyledLine in
            let what = isRedacted ? one.thing.word : words.line(one, on: nil)
            if case .component(let place) = one.thing, !isRedacted, !finder.isTold(one) {
                return StyledLine("found: \(what)\(self.place(of: finder.components[place]))")
            }
            let groups = finder.groups(of: one.thing)
            let names = groups.isEmpty ? "no group" : TextList.few(groups.map(name), limit: 5)
            return StyledLine("found: \(what): \(names)")
        }
        let rest = others.count - shown.count
        return shown + (rest > 0 ? [StyledLine("found: \(rest) more; --format json lists them")] : [])
    }

    /// Where a gateway or another part of the network is: ", in subnet a", ", of VPC shop".
    private func place(of component: FoundComponent) -> String {
        let names = NetworkNames(inventory)
        if !component.subnets.isEmpty {
            return ", in \(TextList.sentence(component.subnets.map { TerminalText.safe(names.name($0)) }, limit: 3))"
        }
        let vpcs = component.vpcs.map { TerminalText.safe(names.name($0)) }
        return vpcs.isEmpty ? "" : ", of VPC \(TextList.sentence(vpcs, limit: 3))"
    }

    /// Whether something is no group and is not said beside one.
    private func hasOwnLine(_ one: Found) -> Bool {
        switch one.thing {
        case .group, .internet: return false
        case .interface, .instance, .resource: return finder.groups(of: one.thing).isEmpty
        case .network, .prefixList, .vpc, .subnet, .component, .address, .account:
            return !finder.isTold(one) || finder.groups(of: one.thing).isEmpty
        }
    }

    // MARK: Groups

    private var table: [StyledLine] {
        let depends = groups.contains { $0.outcome == .depends } ? [""] : []
        let reasons = groups.map { one -> String in
            guard let found = one.found else { return "" }
            if !isRedacted { return words.reason(found, more: one.more) }
            if case .group = found.thing { return "" }
            return found.thing.word
        }
        let why = reasons.contains { !$0.isEmpty } ? ["found by"] : []
        let columns = self.columns
        let rows = zip(groups, reasons).map { one, reason in
            cells(one.group, columns) + depends.map { _ in one.outcome == .depends ? "it depends" : "" } + why.map { _ in reason }
        }
        // As wide as it needs: whoever searches a list wants each group on one line.
        return TextTable(columns: ["name", "id"] + columns.map(\.rawValue) + depends + why, rows: rows).lines(width: .max)
    }

    /// The columns behind name and id: account and region as far as there are several, then what was asked for.
    private var columns: [GroupColumn] {
        let places = facts.columns.filter { $0 == .account || $0 == .region }
        return [.inbound, .outbound, .interfaces, .vpc] + places + told
    }

    private func cells(_ group: GroupIndex, _ columns: [GroupColumn]) -> [String] {
        [name(group), inventory[inventory[group].id]] + columns.map { text($0, of: group) }
    }

    /// What a column says of a group.
    func text(_ column: GroupColumn, of group: GroupIndex) -> String { facts.text(column, of: group) }

    private func name(_ group: GroupIndex) -> String { loading.annotations.names.name(of: group) }
}
