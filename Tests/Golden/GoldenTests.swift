import Foundation
import Support
import Testing

/// Whole commands against what they printed when they were last looked at.
///
/// A difference is meant or a fault: look at each, then store them anew in a commit that says why:
///
///     SGSCOPE_RECORD=1 swift test --filter GoldenTests
@Suite("Golden commands")
struct GoldenTests {
    @Test("Output and exit status are as stored", arguments: try GoldenSubject.all())
    func results(_ subject: GoldenSubject) throws {
        let text = try subject.results()
        #expect(!text.contains(GoldenSubject.repository.path), "a path of this machine")
        if let difference = try StoredText.difference(of: text, from: subject.file, heading: "$ ") {
            Issue.record("\(difference)")
        }
    }

    @Test(
        "There are 300 commands or more, no name of a subject twice, and no results without a subject",
        .disabled(if: StoredText.isRecorded, "the results are being written"))
    func table() throws {
        let subjects = try GoldenSubject.all()
        #expect(subjects.map(\.commands.count).reduce(0, +) >= 300)
        #expect(subjects.allSatisfy { !$0.commands.isEmpty })
        let files = try FileManager.default.contentsOfDirectory(atPath: GoldenSubject.storedFolder.path)
        #expect(files.sorted() == subjects.map { "\($0.name).txt" }.sorted())
    }
}
