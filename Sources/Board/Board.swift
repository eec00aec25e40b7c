/// The questions that are pinned, as the board's file tells them.
///
/// The file is only ever appended to, so a later line takes the place of an earlier one for the same question: with what is meant now, or with
/// `off: true` for a question that is pinned no more. A question keeps its place for as long as it is on the board.
public struct Board: Hashable, Sendable {
    /// The file, as it was named; empty where there is none.
    public var file = ""
    /// The pins that count, in the order in which their questions came.
    public private(set) var pins: [Pin] = []
    /// Lines that cannot be read, in the order of the file.
    public private(set) var faults: [LineFault] = []
    /// Why no line can be appended to the file; nil where it can.
    public var sealed: Seal?

    /// A board without pins, as it is where there is no file.
    public init() {}

    /// A line that cannot be read.
    public struct LineFault: Hashable, Sendable {
        /// The line, from 1.
        public var line: Int
        /// What is wrong, in one sentence without its end.
        public var reason: String

        /// A line of the file, from 1, with what is wrong with it.
        public init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    /// Why no line can be appended to a file.
    public enum Seal: Hashable, Sendable {
        /// It is no list of one question a line.
        case noList
        /// It is of another program.
        case assertions
    }

    /// Takes a line of the file, which counts for its question from now on.
    public mutating func take(_ pin: Pin) {
        let place = pins.firstIndex { $0.isSameQuestion(as: pin) }
        switch (place, pin.isOff) {
        case (let place?, true): pins.remove(at: place)
        case (let place?, false): pins[place] = pin
        case (nil, true): break
        case (nil, false): pins.append(pin)
        }
    }

    /// Notes a line that cannot be read.
    public mutating func note(_ fault: LineFault) { faults.append(fault) }

    /// Whether there is nothing on it.
    public var isEmpty: Bool { pins.isEmpty && faults.isEmpty }

    /// The name of its file, without the folders.
    public var fileName: String { file.split(separator: "/").last.map(String.init) ?? BoardFile.name }
}

/// What the board's file is called, and what it begins with.
public enum BoardFile {
    /// Its name beside the notes.
    public static let name = "sgscope-board.yaml"

    /// The lines that a new file begins with.
    public static let header = """
        # Pinned questions, one a line, in any form that sgscope why reads. meant: allowed, blocked or depends; left out: shown, not judged.
        # only: [security-groups] asks the groups alone; {who: "END:PORT", meant: [NAMES]} pins exactly who can reach it; why: anything.
        # Lines are appended and never rewritten: a later line for the same question counts instead of the earlier one, off: true ends it.
        # Two people's pins merge in git without conflict with this line in .gitattributes:  sgscope-board.yaml merge=union

        """
}
