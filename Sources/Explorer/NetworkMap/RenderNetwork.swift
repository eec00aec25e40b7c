import Map
import Text

extension Screen {
    /// Draws what there is to say of what is chosen on the network map; false while the map of groups is shown, or a group is opened.
    mutating func drawNetworkDetails(_ area: Area) -> Bool {
        guard let view = state.network, let selected = view.selected, state.focus != .details else { return false }
        let details = NetworkDetails(selected, of: view.vpc, in: view.map, width: area.width - 2)
        drawBar("\(pointer) \(details.title)", right: details.note, area: area)
        let room = area.height - 1
        for (row, line) in details.lines.prefix(room).enumerated() {
            let isCut = row == room - 1 && details.lines.count > room
            let shown = isCut ? StyledLine("+\(details.lines.count - room + 1) more: Enter", .dim) : line
            frame.put(shown, x: area.x + 1, y: area.y + 1 + row, limit: area.x + area.width)
        }
        return true
    }
}
