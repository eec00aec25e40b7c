import Testing

@testable import Explorer

@Suite("Typing a line")
struct LineEditorTests {
    @Test("Keys edit as in a shell")
    func editing() {
        var line = LineEditor("alb -> rds:5432")
        _ = line.edit(.control("w"))
        #expect(line.text == "alb -> ")
        _ = line.edit(.control("a"))
        _ = line.edit("x")
        #expect(line.text == "xalb -> ")
        _ = line.edit(.delete)
        #expect(line.text == "xlb -> ")
        _ = line.edit(.control("k"))
        #expect(line.text == "x")
        _ = line.edit(.control("u"))
        #expect(line.isEmpty)
        let isTaken = line.edit(.up)
        #expect(!isTaken)
    }

    @Test("Pasted line ends become blanks, control characters are dropped, and a line has an end")
    func pasting() {
        var line = LineEditor()
        line.insert("a\nb\u{1b}c\u{7f}d")
        #expect(line.text == "a bcd")
        line.insert(String(repeating: "x", count: 10_000))
        #expect(line.characters.count == LineEditor.limit)
    }
}
