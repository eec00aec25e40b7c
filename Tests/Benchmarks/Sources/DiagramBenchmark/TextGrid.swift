import CoreModel
import Text

/// A picture as rows of scalars, each as wide as the widest; a wide character takes two columns.
struct TextGrid {
    let width: Int
    let height: Int
    private var cells: [UInt32]

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.map { line in
            line.unicodeScalars.flatMap { scalar in
                scalar.value > 0x2FF && TerminalText.clusterWidth(Character(scalar)) == 2 ? [scalar.value, 0] : [scalar.value]
            }
        }
        width = rows.map(\.count).max() ?? 0
        height = rows.count
        cells = []
        cells.reserveCapacity(width * height)
        for row in rows {
            cells += row
            cells += Array(repeating: 32, count: width - row.count)
        }
    }

    /// The scalar at a place, a blank outside.
    subscript(x: Int, y: Int) -> Unicode.Scalar {
        guard x >= 0, x < width, y >= 0, y < height else { return " " }
        return Unicode.Scalar(cells[y * width + x]) ?? " "
    }

    /// The text of some columns of a row.
    func text(_ columns: Range<Int>, _ y: Int) -> String {
        var result = String.UnicodeScalarView()
        for x in columns where self[x, y].value != 0 { result.append(self[x, y]) }
        return String(result)
    }
}
