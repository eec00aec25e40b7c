import Frames

/// The borders of the boxes on a screen, by its characters: where a line leaves a box, no lines meet.
struct FrameBoxes {
    /// The cells of borders, row by row.
    private(set) var cells: Set<Int> = []

    private static let corners: (topLeft: Set<String>, topRight: Set<String>, bottomLeft: Set<String>, bottomRight: Set<String>) =
        (
            ["┌", "╔", "╭", "┏"], ["┐", "╗", "╮", "┓"], ["└", "╚", "╰", "┗"], ["┘", "╝", "╯", "┛"]
        )
    private static let across = Set("─═┄━┬┴╤╧╥╨╦╩┯┷".map(String.init))
    private static let down = Set("│║┆┃(){}<>".map(String.init))

    init(_ frame: Frame) {
        let (columns, rows) = (frame.size.columns, frame.size.rows)
        for y in 0..<rows {
            for x in 0..<columns where Self.corners.topLeft.contains(frame[x, y].text) {
                guard let (right, bottom) = Self.opposite(x, y, in: frame) else { continue }
                for column in x...right { cells.formUnion([y * columns + column, bottom * columns + column]) }
                for row in y...bottom { cells.formUnion([row * columns + x, row * columns + right]) }
            }
        }
    }

    /// The corner opposite of one at the top left; nil where no closed border begins there.
    private static func opposite(_ x: Int, _ y: Int, in frame: Frame) -> (right: Int, bottom: Int)? {
        var right = x + 1
        while right < frame.size.columns, across.contains(frame[right, y].text) { right += 1 }
        var bottom = y + 1
        guard right < frame.size.columns, corners.topRight.contains(frame[right, y].text) else { return nil }
        while bottom < frame.size.rows, down.contains(frame[x, bottom].text), down.contains(frame[right, bottom].text) {
            bottom += 1
        }
        guard bottom < frame.size.rows, corners.bottomLeft.contains(frame[x, bottom].text),
            corners.bottomRight.contains(frame[right, bottom].text),
            ((x + 1)..<right).allSatisfy({ across.contains(frame[$0, bottom].text) })
        else { return nil }
        return (right, bottom)
    }
}
