/// A key as the user means it, whatever bytes the terminal sent.
public enum Key: Hashable, Sendable {
    /// A printable character.
    case character(Character)
    /// A letter held with Ctrl, lower case.
    case control(Character)
    case up, down, left, right
    case enter, escape, tab, backTab
    case backspace, delete
    case home, end, pageUp, pageDown
    /// A function key, 1 to 12.
    case function(Int)
}

/// What the mouse did, where on the screen; the first column and row are 0.
public struct Mouse: Hashable, Sendable {
    /// What it did.
    public enum Action: Hashable, Sendable { case click, wheelUp, wheelDown }

    /// What it did.
    public var action: Action
    /// The column it pointed at.
    public var column: Int
    /// The row it pointed at.
    public var row: Int

    /// Makes one.
    public init(_ action: Action, column: Int, row: Int) {
        self.action = action
        self.column = column
        self.row = row
    }
}

/// What a terminal tells.
public enum TerminalEvent: Hashable, Sendable {
    case key(Key)
    /// Text that was pasted (bracketed paste): text, never keys.
    case paste(String)
    /// The terminal has another size now.
    case resize(ScreenSize)
    /// The screen holds something that was not drawn by the program: draw it whole.
    case repaint
    /// The mouse did something.
    case mouse(Mouse)
    /// Keys that came faster than anybody types, a text most likely: what a terminal pastes that does not mark it.
    case burst([Key])
}
