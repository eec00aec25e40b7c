import Board

/// What the program is to do after an event, beside showing the next frame.
public enum Effect: Hashable, Sendable {
    /// Leave.
    case quit
    /// Stop as Ctrl-Z does.
    case suspend
    /// Send the whole screen anew.
    case repaint
    /// Work something out beside the event loop, and hand back ``Event/done(_:)``.
    case work(Work)
    /// Nothing is wanted of that work any more.
    case cancel(Work.Slot)
    /// Put a text into the clipboard of the terminal.
    case copy(String)
    /// Write a file, and say what became of it with ``Event/notice(_:)``.
    case write(FileToWrite)
    /// Write into the notes that a finding is accepted, and say what became of it with ``Event/accepted(_:)``, or a notice.
    case accept(Acceptance)
    /// Append a line to the board's file, and tell by ``Event/board(_:)``.
    case append(Pin)
    /// Read the inputs again, beside the event loop, and tell by ``Event/reading(_:)``.
    case reread
    /// Nothing is wanted of that reading any more.
    case cancelReading
    /// Have the terminal send what the mouse does, or no longer.
    case mouse(Bool)
}

extension ExplorerState {
    /// Has something done outside when the event is over: the one way out.
    mutating func emit(_ effect: Effect) { effects.append(effect) }
}
