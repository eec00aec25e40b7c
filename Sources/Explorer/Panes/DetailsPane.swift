import CoreModel
import Reachability

/// The pane of the selection.
struct DetailsPane: Sendable {
    /// The row that the cursor is to go to as soon as it is written.
    enum Row: Hashable, Sendable {
        /// The first that leads somewhere.
        case leading
        case rule(RuleIndex)
        /// The first at which something is decided on the page of a hop, what fails before what depends.
        case deciding
    }

    /// What it tells of instead of the selection.
    enum Page: Hashable, Sendable {
        /// The hop of the answer that was gone to.
        case hop
        /// What is chosen on the network map.
        case item
    }

    /// Whether it is open where it does not stand beside the map anyway.
    var isOpen = false
    /// Whether it, not the answer, is seen where only one of the two is.
    var isInFront = false
    var scroll = ExplorerState.Scroll()
    var lines = PaneLines()
    var wanted: Row?
    var page: Page?

    /// Begins at the top: something else is selected.
    mutating func restart() {
        scroll = ExplorerState.Scroll()
        wanted = nil
    }

    /// Goes to the row that is wanted, and keeps the cursor within the lines.
    mutating func settle(height: Int) {
        if let wanted, let request = lines.request, request.wantsRows {
            switch wanted {
            case .leading:
                if let first = lines.rows.firstIndex(where: \.leads) { scroll.cursor = first }
            case .deciding:
                let outcomes: [Outcome] = [.fail, .depends, .pass]
                let line = outcomes.compactMap { outcome in lines.rows.firstIndex { $0.decides == outcome } }.first ?? 0
                scroll = ExplorerState.Scroll(cursor: line, top: line < height ? 0 : max(0, line - 2))
            case .rule(let rule):
                if let line = lines.rows.firstIndex(where: { $0.rule == rule }) {
                    scroll = ExplorerState.Scroll(cursor: line, top: max(0, line - 2))
                }
            }
            self.wanted = nil
        }
        scroll = scroll.clamped(lines: lines.rows.count, height: height)
    }
}
