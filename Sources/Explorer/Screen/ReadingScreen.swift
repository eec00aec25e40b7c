import Diagram
import Frames

/// What is seen while the inputs are read for the first time.
public struct ReadingScreen: Sendable {
    /// What the reading is doing, in one line.
    public var doing: String

    /// A screen.
    public init(doing: String) {
        self.doing = doing
    }

    /// Whether an event ends the program: nothing else can be done yet.
    public func isLeave(_ event: TerminalEvent) -> Bool {
        event == .key(.escape) || event == .key("q")
    }

    /// The frame for a size.
    public func frame(size: ScreenSize, glyphs: GlyphSet) -> Frame {
        var frame = Frame(size: size)
        guard size.rows > 0 else { return frame }
        frame.fill(Area(x: 0, y: 0, width: size.columns, height: 1), role: .bar)
        frame.put("sgscope", x: 1, y: 0, role: .bar, limit: size.columns)
        frame.put(doing, x: 1, y: min(2, size.rows - 1), limit: size.columns)
        if size.rows > 4 {
            frame.fill(Area(x: 0, y: size.rows - 1, width: size.columns, height: 1), role: .bar)
            frame.put("Esc cancel", x: 1, y: size.rows - 1, role: .bar, limit: size.columns)
        }
        return frame
    }
}
