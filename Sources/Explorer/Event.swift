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

/// What reaches the explorer from outside.
public enum Event: Hashable, Sendable {
    case key(Key)
    /// Text that was pasted (bracketed paste): text, never keys.
    case paste(String)
    /// The terminal has another size now.
    case resize(ScreenSize)
    /// The screen holds something that was not drawn by the program: draw it whole.
    case repaint
    /// Work that was ordered is done.
    case done(WorkResult)
}
