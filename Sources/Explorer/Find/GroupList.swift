import Documentation
import Map
import Frames

/// The list of all groups, filtered by what is typed.
struct GroupList: Sendable {
    var filter = LineEditor()
    /// The groups that the filter lets stand, by title.
    var hits: [Finder.Listed] = []
    var scroll = ExplorerState.Scroll()
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
        list = GroupList()
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
        order(.groups(list.filter.text))
    }

    mutating func take(hits: [Finder.Listed], for text: String) {
        guard list?.filter.text == text else { return }
        list?.hits = hits
        let keepsSelection = list?.keepsSelection ?? false
        list?.keepsSelection = false
        let chosen = text.isEmpty || keepsSelection ? hits.firstIndex { $0.group == selection?.group } : nil
        let top = chosen != nil && keepsSelection ? list?.scroll.top : nil
        list?.scroll = Scroll(cursor: chosen ?? 0, top: top ?? max(0, (chosen ?? 0) - 3))
        if chosen == nil { selectListed() }
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
