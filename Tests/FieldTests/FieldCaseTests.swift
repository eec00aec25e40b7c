import Foundation
import Testing

/// Small inputs from the field that were answered wrongly once (Fixtures/README.md).
@Suite("Cases from the field")
struct FieldCaseTests {
    @Test(
        "A case is answered as its CASE.md and the design say", arguments: FieldCase.listings + FieldCase.files + FieldCase.forms)
    func answers(_ row: FieldCase) throws { try row.check() }

    @Test("A test that holds a case is there", arguments: FieldCase.elsewhere)
    func elsewhere(_ row: ElsewhereCase) throws {
        let file = try #require(row.file, "\(row.what): there is no \(row.suite)")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("func \(row.test)("), "\(row.what): \(row.suite) has no test \(row.test)")
    }

    @Test("Every case has a row, or names the test that holds it; nothing else is listed")
    func everyCase() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: FieldCase.folder.path).filter { $0 != "README.md" }
        let rows = (FieldCase.listings + FieldCase.files + FieldCase.forms).map(\.name)
        #expect(Set(rows + FieldCase.elsewhere.map(\.name)) == Set(folders))
    }
}

extension FieldCase {
    /// Forms of input that were not read.
    static let forms: [FieldCase] = [
        FieldCase("aws-config-item", "sgscope list -i config.json", 0, says: ["web sg-0aaa0000000000001"]),
        FieldCase("aws-config-item", "sgscope why -i config.json internet web 80", 0),
        FieldCase("aws-config-item", "sgscope why -i config.json internet web 443", 1),
        FieldCase("get-template-object", "sgscope list -i get-template.json", 0, says: ["Web"]),
        FieldCase("get-template-object", "sgscope why -i get-template.json internet Web 80", 0),
        FieldCase("get-template-object", "sgscope why -i get-template.json internet Web 22", 1),
        FieldCase("powershell-json", "sgscope list -i groups.json", 0, says: ["web sg-0aaa0000000000001"]),
        FieldCase(
            "powershell-json", "sgscope rules -i groups.json web", 0, says: ["tcp 80", "0.0.0.0/0", "ingress 1", "egress 1"]),
        FieldCase("powershell-json", "sgscope why -i groups.json web internet 443", 0),
    ]

    /// What needs a terminal, an `aws` command or a bare file descriptor.
    static let elsewhere: [ElsewhereCase] = [
        ElsewhereCase("paste-freezes", "a paste of 4 MB", "PastedRecordTests", "long"),
        ElsewhereCase("paste-freezes", "a paste of which the beginning is kept", "PasteTests", "huge"),
        ElsewhereCase("ctrl-backslash-stack-trace", "Ctrl-\\", "StreamsAndFilesTests", "quit"),
        ElsewhereCase("ctrl-backslash-stack-trace", "SIGQUIT", "TerminalProgramTests", "signals"),
        ElsewhereCase("flowlog-pkt-addresses", "a record with pkt-srcaddr", "PastedRecordTests", "packetAddresses"),
        ElsewhereCase("live-and-files-small", "Ctrl-S", "TerminalProgramTests", "halted"),
        ElsewhereCase(
            "live-and-files-small", "an aws command that says 3 MB of its failure", "StreamsAndFilesTests", "manyErrors"),
        ElsewhereCase("live-and-files-small", "capture to a symbolic link", "StreamsAndFilesTests", "link"),
        ElsewhereCase(
            "live-and-files-small", "capture where describe-security-groups answers nothing", "StreamsAndFilesTests",
            "withoutGroups"),
        ElsewhereCase("dash-as-output", "capture --output -", "StreamsAndFilesTests", "dash"),
    ]
}

/// A case that a test of another folder holds.
struct ElsewhereCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// What of the case.
    let what: String
    /// The suite, and the function in it.
    let suite: String
    let test: String

    init(_ name: String, _ what: String, _ suite: String, _ test: String) {
        (self.name, self.what, self.suite, self.test) = (name, what, suite, test)
    }

    /// The suite's file, in whichever folder below Tests it is; nil where there is none.
    var file: URL? {
        let tests = FieldCase.folder.deletingLastPathComponent().deletingLastPathComponent()
        let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
        while let file = files?.nextObject() as? URL {
            if file.lastPathComponent == "\(suite).swift" { return file }
        }
        return nil
    }

    var testDescription: String { "\(name): \(what)" }
}
