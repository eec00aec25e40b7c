/// What was typed before, for a line that is being typed: up and down go through it and come back to the line of one's own.
struct LineHistory: Sendable {
    /// The index of the line that stands there, from the latest; nil for the line of one's own.
    private var index: Int?
    private var draft = ""

    /// Puts an earlier (1) or a later (-1) line into the editor; false where there is none.
    mutating func recall(by step: Int, from lines: [String], into editor: inout LineEditor) -> Bool {
        let next = (index ?? -1) + step
        guard next >= -1, next < lines.count else { return false }
        if index == nil { draft = editor.text }
        index = next == -1 ? nil : next
        editor.replace(with: next == -1 ? draft : lines[lines.count - 1 - next])
        return true
    }

    /// Makes the line that stands there one's own, as it is when something is typed.
    mutating func leave() { index = nil }
}
