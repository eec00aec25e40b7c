import Documentation
import Map
import Frames

/// The list of all groups, filtered by what is typed.
struct GroupList: Sendable {
    var filter = LineEditor()
    /// The groups that the filter lets stand, in the order of the list.
    var hits: [Finder.Listed] = []
    /// What the words of the filter find, before its conditions, by title or by how well it was found.
    var found: [Finder.Listed] = []
    var scroll = ExplorerState.Scroll()
    /// The column by which it is sorted; nil for what was found best first, else by title.
    var order: GroupOrder?
    /// The filter that `hits` were found with.
    var searched: String?
    /// Whether the next hits are those of fresh data: the cursor stays on the selection.
    var keepsSelection = false
}

extension ExplorerState {
    /// Opens the list, or goes back to the map.
    mutating func toggleList() {
        isZoomed = false
        if list != nil, focus == .list {
            list = nil
            set(focus: .map)
        } else {
            if list == nil { openList() }
            set(focus: .list)
        }
    }

    /// Opens the list with everything in it, on the selection.
    mutating func openList() {
        var groups = GroupList()
        groups.order = side.listOrder
        list = groups
        filterList()
    }

    /// Lets the filter be typed.
    mutating func startFiltering() {
        if list == nil { openList() }
        set(focus: .list)
        prompt = .filter
    }

    /// Does what an editing key does to the filter.
    mutating func editFilter(_ key: Key) {
        guard var list else { return }
        if list.filter.edit(key) {
            self.list = list
            filterList()
        } else {
            list.scroll = Scroll()
        }
    }

    mutating func insertIntoFilter(_ text: String) {
        list?.filter.insert(text)
        filterList()
    }

    /// Ends the filter: everything is listed.
    mutating func dropFilter() {
        prompt = nil
        list?.filter.replace(with: "")
        filterList()
    }

    /// Finds what the filter names.
    mutating func filterList() {
        guard let list, list.filter.text != list.searched else { return }
        self.list?.searched = list.filter.text
        let words = GroupConditions(list.filter.text).rest
        if list.searched.map({ GroupConditions($0).rest }) == words { arrangeList() } else { order(.groups(words)) }
    }

    /// Takes what the words of the filter find.
    mutating func take(hits: [Finder.Listed], for text: String) {
        guard let filter = list?.filter.text, GroupConditions(filter).rest == text else { return }
        list?.found = hits
        arrangeList()
    }

    /// What the columns say of each group.
    var listFacts: GroupFacts {
        var facts = model.groupFacts
        facts.marked = review.map { review in Set(model.inventory.loadedGroups.filter { review.sign(of: $0) != nil }) }
        facts.unused = model.unusedGroups
        return facts
    }

    /// Lists what was found as far as the conditions hold, in the order of the column.
    private mutating func arrangeList() {
        guard let list else { return }
        let text = list.filter.text
        let conditions = GroupConditions(text)
        let asked = conditions.columns + (list.order.map { [$0.column] } ?? [])
        needColumns(asked)
        var hits = list.found
        if !asked.isEmpty {
            let facts = listFacts
            hits = hits.filter { conditions.hold($0.group, facts) == true }
            if let order = list.order { hits = order.sorted(hits, facts, group: \.group) }
        }
        self.list?.hits = hits
        let keepsSelection = self.list?.keepsSelection ?? false
        self.list?.keepsSelection = false
        let chosen = text.isEmpty || keepsSelection ? hits.firstIndex { $0.group == selection?.group } : nil
        let top = chosen != nil && keepsSelection ? self.list?.scroll.top : nil
        self.list?.scroll = Scroll(cursor: chosen ?? 0, top: top ?? max(0, (chosen ?? 0) - 3))
        if chosen == nil { selectListed() }
    }

    /// Has worked out what the columns need.
    private mutating func needColumns(_ columns: [GroupColumn]) {
        if columns.contains(.unused), model.unusedGroups == nil { message = GroupFacts.unusedIsUnknown }
        guard columns.contains(.marked), review == nil else { return }
        if needFlows() { order(.review) }
        message = "working out which groups are marked ..."
    }

    /// Lists anew what depends on the review, now that it is known.
    mutating func relist() {
        guard let list else { return }
        let columns = GroupConditions(list.filter.text).columns + (list.order.map { [$0.column] } ?? [])
        if columns.contains(.marked) { arrangeList() }
    }

    /// Sorts the list by the column before or after the one that it is sorted by.
    mutating func sortList(by step: Int) {
        let columns = [nil] + model.groupFacts.columns.filter { $0 != .name }.map { Optional($0) }
        let now = columns.firstIndex(of: list?.order?.column) ?? 0
        sortList(columns[(now + step + columns.count) % columns.count].map { GroupOrder($0) })
    }

    /// Sorts the list by a column, "in", or "-in" for the other way round; by title again for "name" or nothing.
    mutating func sortList(by word: String) {
        guard word.isEmpty || GroupOrder(word: word) != nil else {
            let words = model.groupFacts.columns.map(\.rawValue).joined(separator: ", ")
            message = "sort takes \(words), with - before it for the other way round"
            return
        }
        let order = GroupOrder(word: word)
        sortList(order == GroupOrder(.name) ? nil : order)
    }

    private mutating func sortList(_ order: GroupOrder?) {
        if list == nil { openList() }
        set(focus: .list)
        list?.order = order
        side.listOrder = order
        message = order.map { "sorted by \($0.column.rawValue)\($0.isTurned ? ", the other way round" : "")" } ?? "sorted by name"
        arrangeList()
    }

    /// Lists only what is marked, open or unused, one after the other, then all.
    mutating func filterByMark() {
        if list == nil { openList() }
        set(focus: .list)
        let now = list?.filter.text ?? ""
        let marks: [GroupColumn] = [.marked, .open, .unused]
        let words = now.split(separator: " ").map(String.init)
        let place = marks.firstIndex { words.contains("is:\($0.rawValue)") }
        let rest = words.filter { word in !marks.contains { "is:\($0.rawValue)" == word } }
        let next = place.map { $0 + 1 < marks.count ? marks[$0 + 1] : nil } ?? marks.first
        list?.filter.replace(with: (rest + (next.map { ["is:\($0.rawValue)"] } ?? [])).joined(separator: " "))
        message = next.map(Self.markWords) ?? "all groups"
        filterList()
    }

    private static func markWords(_ column: GroupColumn) -> String {
        switch column {
        case .marked: "those that differ from the notes or have grave findings; F again: open"
        case .open: "those of which a rule lets the internet in; F again: unused"
        default: "those that nothing uses or names; F again: all"
        }
    }

    mutating func moveInList(to line: Int) {
        guard let list, !list.hits.isEmpty else { return }
        self.list?.scroll.cursor = min(max(0, line), list.hits.count - 1)
        selectListed()
    }

    private mutating func selectListed() {
        guard let list, list.hits.indices.contains(list.scroll.cursor) else { return }
        show(.group(list.hits[list.scroll.cursor].group))
    }

    mutating func enterListed() {
        prompt = nil
        guard let list, list.hits.indices.contains(list.scroll.cursor) else {
            message = "nothing is listed; Esc takes the filter away"
            return
        }
        visit(.group(list.hits[list.scroll.cursor].group))
        openDetails()
    }
}
