import CNCurses
import Frames

/// Puts frames on the screen; curses sends what differs.
final class Painter {
    private struct Look {
        var attributes: Int32
        var pair: Int16
    }

    private let looks: [Look]
    private let cellText: CellText
    private var shown: (frame: Frame, size: ScreenSize)?
    private var scalars: [Unicode.Scalar] = []
    private var characters: [wchar_t] = []

    /// Prepares the looks of all roles for the open terminal.
    init(isUTF8: Bool, wantsColor: Bool) {
        cellText = CellText(isUTF8: isUTF8)
        let isColored = wantsColor && cn_start_colors() >= 8
        if isColored {
            for color in PaletteColor.allCases { cn_define_color(color.rawValue, color.rawValue) }
        }
        let available = RoleAppearance.Attributes(rawValue: cn_attributes())
        looks = (0...(Role.allCases.map { Int($0.rawValue) }.max() ?? 0)).map { value in
            let role = UInt8(exactly: value).flatMap(Role.init(rawValue:)) ?? .plain
            let appearance = RoleAppearance(role, colored: isColored)
            return Look(
                attributes: appearance.attributes.intersection(available).rawValue, pair: appearance.color?.rawValue ?? 0)
        }
    }

    /// Everything is to be sent with the next frame.
    func forget() {
        shown = nil
        cn_forget_contents()
    }

    /// Shows a frame on a screen of a size.
    func draw(_ frame: Frame, on size: ScreenSize) {
        let columns = min(frame.size.columns, size.columns)
        let rows = min(frame.size.rows, size.rows)
        let before = shown.flatMap { $0.size == size && $0.frame.size == frame.size ? $0.frame : nil }
        if before == nil { cn_erase() }
        for row in 0..<rows {
            let start = row * frame.size.columns
            let cells = frame.cells[start..<(start + columns)]
            if let before, before.cells[start..<(start + columns)] == cells { continue }
            draw(cells, row: row)
        }
        if let cursor = frame.cursor, (0..<columns).contains(cursor.column), (0..<rows).contains(cursor.row) {
            cn_show_cursor(Int32(cursor.row), Int32(cursor.column))
        } else {
            cn_hide_cursor()
        }
        cn_update()
        shown = (frame, size)
    }

    private func draw(_ cells: ArraySlice<FrameCell>, row: Int) {
        var column = 0
        while column < cells.count {
            let cell = cells[cells.startIndex + column]
            let isWide = column + 1 < cells.count && cells[cells.startIndex + column + 1].text.isEmpty && !cell.text.isEmpty
            let columns = isWide ? 2 : 1
            let taken = cellText.fitted(cell.text, columns: columns, into: &scalars)
            put(look: looks[Int(cell.role.rawValue)], row: row, column: column)
            if taken < columns {
                scalars = [" "]
                put(look: looks[Int(cell.role.rawValue)], row: row, column: column + 1)
            }
            column += columns
        }
    }

    private func put(look: Look, row: Int, column: Int) {
        characters.removeAll(keepingCapacity: true)
        for scalar in scalars { characters.append(wchar_t(scalar.value)) }
        cn_put(Int32(row), Int32(column), characters, characters.count, look.attributes, look.pair)
    }
}
