import Text
import Frames

extension Frame {
    /// Writes text from a column on, made safe, as far as `limit`; returns the column behind it.
    @discardableResult
    mutating func put(_ text: String, x: Int, y: Int, role: Role = .plain, limit: Int) -> Int {
        var x = x
        let limit = min(limit, size.columns)
        for cluster in TerminalText.safe(text) {
            let width = TerminalText.clusterWidth(cluster)
            if width == 0 { continue }
            if x + width > limit {
                if x < limit { set(FrameCell(text: " ", role: role), x: x, y: y) }
                return limit
            }
            set(FrameCell(text: String(cluster), role: role), x: x, y: y)
            if width == 2 { setTail(role: role, x: x + 1, y: y) }
            x += width
        }
        return x
    }

    /// Writes a styled line; on a selected line one role stands for all tones.
    @discardableResult
    mutating func put(_ line: StyledLine, x: Int, y: Int, role: Role? = nil, limit: Int) -> Int {
        line.spans.reduce(x) { put($1.text, x: $0, y: y, role: role ?? Role($1.tone), limit: limit) }
    }

    /// Writes text that ends where `limit` is, where there is room for it behind `after`; says whether there was.
    @discardableResult
    mutating func putRight(_ text: String, after: Int, y: Int, role: Role = .plain, limit: Int) -> Bool {
        let start = limit - TerminalText.width(TerminalText.safe(text))
        guard !text.isEmpty, start >= after else { return false }
        put(text, x: start, y: y, role: role, limit: limit)
        return true
    }

    /// Blanks in a role, such as a bar.
    mutating func fill(_ area: Area, role: Role = .plain) {
        for y in area.y..<max(area.y, area.y + area.height) {
            for x in area.x..<max(area.x, area.x + area.width) { set(FrameCell(text: " ", role: role), x: x, y: y) }
        }
    }

    /// Sets a cell; the other half of a wide character that is cut becomes a blank.
    mutating func set(_ cell: FrameCell, x: Int, y: Int) {
        guard x >= 0, x < size.columns, y >= 0, y < size.rows else { return }
        let place = y * size.columns + x
        if cells[place].text.isEmpty, x > 0 { cells[place - 1].text = " " }
        if x + 1 < size.columns, cells[place + 1].text.isEmpty { cells[place + 1].text = " " }
        cells[place] = cell
    }

    private mutating func setTail(role: Role, x: Int, y: Int) {
        guard x >= 0, x < size.columns, y >= 0, y < size.rows else { return }
        let place = y * size.columns + x
        if x + 1 < size.columns, cells[place + 1].text.isEmpty { cells[place + 1].text = " " }
        cells[place] = FrameCell(text: "", role: role)
    }
}

extension Role {
    init(_ tone: Tone) {
        switch tone {
        case .plain: self = .plain
        case .strong: self = .strong
        case .dim: self = .dim
        case .pass: self = .allowed
        case .fail: self = .blocked
        case .depends: self = .depends
        case .differs: self = .differs
        }
    }
}
