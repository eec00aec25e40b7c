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
        let tests = FieldCase.folder.deletingLastPathComponent().deletingLastPathComponent()
        let file = try String(contentsOf: tests.appending(path: row.file), encoding: .utf8)
        #expect(file.contains("func \(row.test)("), "\(row.what): \(row.file) has no test \(row.test)")
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
        ElsewhereCase("paste-freezes", "a paste of 4 MB", "ExplorerTests/PastedRecordTests.swift", "long"),
        ElsewhereCase("paste-freezes", "a paste of which the beginning is kept", "TerminalTests/PasteTests.swift", "huge"),
        ElsewhereCase("ctrl-backslash-stack-trace", "Ctrl-\\", "ProgramTests/StreamsAndFilesTests.swift", "quit"),
        ElsewhereCase("ctrl-backslash-stack-trace", "SIGQUIT", "ProgramTests/TerminalProgramTests.swift", "signals"),
        ElsewhereCase(
            "flowlog-pkt-addresses", "a record with pkt-srcaddr", "ExplorerTests/PastedRecordTests.swift", "packetAddresses"),
        ElsewhereCase("live-and-files-small", "Ctrl-S", "ProgramTests/TerminalProgramTests.swift", "halted"),
        ElsewhereCase(
            "live-and-files-small", "an aws command that says 3 MB of its failure", "ProgramTests/StreamsAndFilesTests.swift",
            "manyErrors"),
        ElsewhereCase(
            "live-and-files-small", "capture to a symbolic link", "ProgramTests/StreamsAndFilesTests.swift", "link"),
        ElsewhereCase(
            "live-and-files-small", "capture where describe-security-groups answers nothing",
            "ProgramTests/StreamsAndFilesTests.swift", "withoutGroups"),
        ElsewhereCase("dash-as-output", "capture --output -", "ProgramTests/StreamsAndFilesTests.swift", "dash"),
    ]
}

/// A case that a test of another folder holds.
struct ElsewhereCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// What of the case.
    let what: String
    /// The file below Tests, and the function in it.
    let file: String
    let test: String

    init(_ name: String, _ what: String, _ file: String, _ test: String) {
        (self.name, self.what, self.file, self.test) = (name, what, file, test)
    }

    var testDescription: String { "\(name): \(what)" }
}
