import Board
import Frames

/// What reaches the explorer from outside.
public indirect enum Event: Hashable, Sendable {
    case key(Key)
    /// Text that was pasted (bracketed paste): text, never keys.
    case paste(String)
    /// The terminal has another size now.
    case resize(ScreenSize)
    /// The screen holds something that was not drawn by the program: draw it whole.
    case repaint
    /// The first screen is shown: what may take long can begin.
    case begun
    /// What became of reading the inputs again.
    case reading(ReadingResult)
    /// What became of a line for the board's file.
    case board(BoardEvent)
    /// Something to say in one line.
    case notice(String)
    /// A finding was accepted in the notes, which are to be read again: where, in one line.
    case accepted(String)
    /// Whether the terminal took the copy is not known: it is printed when the program ends.
    case copyUncertain
    /// Keys that came faster than anybody types: most likely a paste of a terminal that does not mark them.
    case burst([Key])
    /// What time it is, in seconds since 1970.
    case time(Int)
    /// The mouse did something.
    case mouse(Mouse)
    /// How far work is that was ordered.
    case progress(WorkProgress)
    /// Work that was ordered is done.
    case done(WorkResult)
}

/// What became of a line for the board's file.
public enum BoardEvent: Hashable, Sendable {
    /// It was written, and the file was read again.
    case written(Pin, BoardSource)
    /// Why it was not written.
    case failed(String)
}

extension Event {
    /// What the terminal tells, as the explorer takes it.
    public init(_ event: TerminalEvent) {
        switch event {
        case .key(let key): self = .key(key)
        case .paste(let text): self = .paste(text)
        case .resize(let size): self = .resize(size)
        case .repaint: self = .repaint
        case .mouse(let mouse): self = .mouse(mouse)
        case .burst(let keys): self = .burst(keys)
        }
    }
}
