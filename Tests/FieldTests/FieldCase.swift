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

    init(_ name: String, _ line: String, _ status: Int32, says: [String] = [], never: [String] = []) {
        (self.name, self.line, self.status, self.says, self.never) = (name, line, status, says, never)
    }

    var testDescription: String { "\(name): \(line)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    /// Runs the line in a copy of the folder, since some lines write files, and holds the result against the row.
    func check() throws {
        let copy = try Scratch(copying: Self.folder.appending(path: name))
        let run = try ProgramRun(line: line, in: copy.directory)
        let text = run.output + run.errors
        let plain = Self.plain(text)
        #expect(run.status == status, "\(text)")
        for wanted in says { #expect(plain.contains(Self.plain(wanted)), "\(wanted) is not said:\n\(text)") }
        for unwanted in never { #expect(!plain.contains(Self.plain(unwanted)), "\(unwanted) is said:\n\(text)") }
    }

    /// A text in small letters with one space for each run of spaces and line ends.
    private static func plain(_ text: String) -> String {
        text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    }
}
