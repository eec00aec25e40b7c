import Map
import Text

extension ExplorerState {
    /// What there is to say of what is chosen on the network map, and where it stands; nil while the map of groups is shown, or a
    /// group is opened.
    private var networkDetails: (details: NetworkDetails, area: Area)? {
        guard let area = plan.strip ?? plan.details, !area.isEmpty else { return nil }
        return networkDetails(width: area.width).map { ($0, area) }
    }

    fileprivate func networkDetails(width: Int) -> NetworkDetails? {
        guard let view = network, let selected = view.selected, focus != .details, shownPage == nil else { return nil }
        return NetworkDetails(selected, of: view.vpc, in: view.map, width: width - 2)
    }

    /// Whether its pane is as high as it gets, so that J, and no longer Enter, shows more of it.
    var readsNetwork: Bool { isWide }

    /// Whether it is longer than its pane.
    var hasMoreOfNetwork: Bool {
        networkDetails.map { $0.details.lines.count > $0.area.height - 1 } ?? false
    }

    /// Moves it by what is seen of it.
    mutating func scrollNetworkDetails(pages: Int) {
        guard let area = plan.strip ?? plan.details else { return }
        scrollNetworkDetails(lines: pages * max(1, area.height - 2))
    }

    /// Moves it by lines.
    mutating func scrollNetworkDetails(lines: Int) { network?.detailsTop += lines }

    /// Keeps it within its pane.
    mutating func clampNetworkDetails() {
        guard let top = network?.detailsTop, top != 0 else { return }
        let most = networkDetails.map { $0.details.lines.count - $0.area.height + 1 } ?? 0
        network?.detailsTop = min(max(0, top), max(0, most))
    }
}

extension Screen {
    /// Draws what there is to say of what is chosen on the network map; false while the map of groups is shown, or a group is opened.
    mutating func drawNetworkDetails(_ area: Area) -> Bool {
        guard let view = state.network, let details = state.networkDetails(width: area.width) else { return false }
        drawBar("\(pointer) \(details.title)", right: details.note, area: area)
        let room = area.height - 1
        let lines = details.lines.dropFirst(view.detailsTop)
        let key = state.readsNetwork ? "J" : "Enter"
        for (row, line) in lines.prefix(room).enumerated() {
            let isCut = row == room - 1 && lines.count > room
            let shown = isCut ? StyledLine("+\(lines.count - room + 1) more: \(key)", .dim) : line
            frame.put(shown, x: area.x + 1, y: area.y + 1 + row, limit: area.x + area.width)
        }
        return true
    }
}
