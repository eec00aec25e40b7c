import Foundation
import Testing

/// Small inputs from the field that were answered wrongly once (Fixtures/README.md).
@Suite("Cases from the field")
struct FieldCaseTests {
    @Test("A case is answered as its CASE.md and the design say", arguments: FieldCase.listings + FieldCase.files)
    func answers(_ row: FieldCase) throws { try row.check() }

    @Test(
        "A case that waits is answered as its CASE.md says",
        .disabled("aws-config-item, get-template-object and powershell-json wait for the issue about inventories"),
        arguments: FieldCase.waiting)
    func waits(_ row: FieldCase) throws { try row.check() }

    @Test("Every case has a row, waits by name, or names the suite that holds it; nothing else is listed")
    func everyCase() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: FieldCase.folder.path).filter { $0 != "README.md" }
        let rows = (FieldCase.listings + FieldCase.files + FieldCase.waiting).map(\.name)
        #expect(Set(rows + FieldCase.elsewhere.map(\.name)) == Set(folders))
    }
}

extension FieldCase {
    /// Forms of input that are not read yet.
    static let waiting: [FieldCase] = [
        FieldCase("aws-config-item", "sgscope list -i config.json", 0, says: ["web"]),
        FieldCase("get-template-object", "sgscope list -i get-template.json", 0, says: ["Web"]),
        FieldCase("powershell-json", "sgscope list -i groups.json", 0, says: ["web"]),
    ]

    /// What needs a terminal or an `aws` command, and the suite that holds it.
    static let elsewhere: [(name: String, what: String, suite: String)] = [
        ("paste-freezes", "a paste of 1 MB into the map and into the question", "ExplorerProgramTests"),
        ("ctrl-backslash-stack-trace", "Ctrl-\\ and SIGQUIT", "TerminalProgramTests"),
        ("flowlog-pkt-addresses", "a pasted record with pkt-srcaddr and pkt-dstaddr", "ExplorerProgramTests"),
        ("live-and-files-small", "Ctrl-S", "TerminalProgramTests"),
        ("live-and-files-small", "an aws command that prints more than 1 MB on standard error", "AwsCommandTests"),
        ("live-and-files-small", "capture to a symbolic link", "AwsCommandTests"),
        ("live-and-files-small", "capture where describe-security-groups answers nothing", "AwsCommandTests"),
        ("dash-as-output", "capture --output -", "AwsCommandTests"),
    ]
}
