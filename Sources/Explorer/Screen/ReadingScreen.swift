import Diagram
import Frames

/// What is seen while the inputs are read for the first time.
public struct ReadingScreen: Sendable {
    /// What the reading is doing, in one line.
    public var doing: String

    /// Whether the reading was cancelled.
    public var isCancelled = false

    /// A screen.
    public init(doing: String) {
        self.doing = doing
    }

    /// What an event means while nothing else can be done.
    public enum Meaning: Hashable, Sendable {
        case leave
        /// Nothing is wanted of the reading any more.
        case cancel
        /// The inputs are to be read again.
        case again
    }

    /// What an event means; nil where it means nothing here.
    ///
    /// Esc cancels and never leaves.
    public func meaning(of event: TerminalEvent) -> Meaning? {
        switch event {
        case .key("q"): .leave
        case .key(.escape) where !isCancelled: .cancel
        case .key("r") where isCancelled, .key("R") where isCancelled, .key(.function(5)) where isCancelled,
            .key(.control("r")) where isCancelled:
            .again
        default: nil
        }
    }

    /// The frame for a size.
    public func frame(size: ScreenSize, glyphs: GlyphSet) -> Frame {
        var frame = Frame(size: size)
        guard size.rows > 0 else { return frame }
        frame.fill(Area(x: 0, y: 0, width: size.columns, height: 1), role: .bar)
        frame.put("sgscope", x: 1, y: 0, role: .bar, limit: size.columns)
        frame.put(isCancelled ? "cancelled: nothing is read" : doing, x: 1, y: min(2, size.rows - 1), limit: size.columns)
        if size.rows > 4 {
            frame.fill(Area(x: 0, y: size.rows - 1, width: size.columns, height: 1), role: .bar)
            frame.put(
                isCancelled ? "r read again  q quit" : "Esc cancel  q quit", x: 1, y: size.rows - 1, role: .bar,
                limit: size.columns)
        }
        return frame
    }
}
