import Foundation
import Support
import Testing

/// One command of a case in Fixtures, and what has to be so when it is run in that case's folder.
///
/// Each folder's CASE.md says what was printed when the case was found, what is right and why.
struct FieldCase: Sendable, CustomTestStringConvertible {
    /// The folder in Fixtures.
    let name: String
    /// A line of a POSIX shell, in which `sgscope` is the built program.
    let line: String
    let status: Int32
    /// What standard output or standard error must hold; spaces, line ends and capitals do not count.
    var says: [String] = []
    /// What neither may hold.
    var never: [String] = []
    /// Whether it is known to fail still; a row that is right all the same fails until the mark is taken away.
    var fails = false

    init(_ name: String, _ line: String, _ status: Int32, says: [String] = [], never: [String] = [], fails: Bool = false) {
        (self.name, self.line, self.status, self.says, self.never, self.fails) = (name, line, status, says, never, fails)
    }

    var testDescription: String { "\(name): \(line)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    /// Runs the line in a copy of the folder, since some lines write files, and holds the result against the row.
    func check() throws {
        let copy = FileManager.default.temporaryDirectory.appending(path: "field-" + UUID().uuidString.prefix(8))
        try FileManager.default.copyItem(at: Self.folder.appending(path: name), to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        let run = try ProgramRun(line: line, in: copy)
        let text = run.output + run.errors
        let plain = Self.plain(text)
        if fails {
            withKnownIssue("\(testDescription) is known to fail") { expect(run.status, text, plain) }
        } else {
            expect(run.status, text, plain)
        }
    }

    private func expect(_ ended: Int32, _ text: String, _ plain: String) {
        #expect(ended == status, "\(text)")
        for wanted in says { #expect(plain.contains(Self.plain(wanted)), "\(wanted) is not said:\n\(text)") }
        for unwanted in never { #expect(!plain.contains(Self.plain(unwanted)), "\(unwanted) is said:\n\(text)") }
    }

    /// A text in small letters with one space for each run of spaces and line ends.
    private static func plain(_ text: String) -> String {
        text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    }
}
