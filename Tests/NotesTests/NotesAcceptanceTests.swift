import Notes
import NotesFile
import Testing

@Suite("A finding is accepted by a line in the notes")
struct NotesAcceptanceTests {
    private static let line = "- {finding: open-egress, group: web, reason: \"so it is: #1\"}"

    /// Notes before, and where the line stands in them afterwards.
    private static let files: [(name: String, before: String, after: String)] = [
        ("no exceptions", "environment:\n  title: shop\n", "environment:\n  title: shop\n\naudit:\n  exceptions:\n    LINE\n"),
        ("no line end", "environment: {title: shop}", "environment: {title: shop}\n\naudit:\n  exceptions:\n    LINE\n"),
        (
            "others", "audit:\n  exceptions:\n    - finding: open-web-port\n      reason: shop\nflows:\n  denied: []\n",
            "audit:\n  exceptions:\n    LINE\n    - finding: open-web-port\n      reason: shop\nflows:\n  denied: []\n"
        ),
        (
            "a list without indent, and comments",
            "# ours\naudit: # tidy\n  exceptions:\n  # old ones\n  - {finding: open-web-port, reason: shop}\n",
            "# ours\naudit: # tidy\n  exceptions:\n  LINE\n  # old ones\n  - {finding: open-web-port, reason: shop}\n"
        ),
        (
            "a blank line between", "audit:\n\n  exceptions:\n\n      - {finding: unused-group, reason: x}\n",
            "audit:\n\n  exceptions:\n      LINE\n\n      - {finding: unused-group, reason: x}\n"
        ),
        (
            "lines that end as Windows has them",
            "environment:\r\n  title: shop\r\naudit:\r\n  exceptions:\r\n    - {finding: unused-group, reason: x}\r\n",
            "environment:\r\n  title: shop\r\naudit:\r\n  exceptions:\r\n    LINE\r\n    - {finding: unused-group, reason: x}\r\n"
        ),
    ]

    @Test("Nothing else changes, wherever the exceptions stand", arguments: files.indices)
    func inserted(place: Int) throws {
        let file = Self.files[place]
        let bytes = try NotesAcceptance(line: Self.line).inserted(into: Array(file.before.utf8), file: "n.yaml")
        #expect(String(decoding: bytes, as: UTF8.self) == file.after.replacing("LINE", with: Self.line), "\(file.name)")
        let exceptions = try NotesReader().read(bytes, from: "n.yaml").exceptions
        #expect(exceptions.contains { $0.finding == "open-egress" && $0.reason == "so it is: #1" })
    }

    @Test(
        "A file into which no line fits is left alone, and why is said",
        arguments: [
            ("{\"audit\": {\"exceptions\": []}}", NotesAcceptance.Fault.unfit), ("audit: {exceptions: []}\n", .unfit),
            ("audit:\n  exceptions: [{finding: unused-group, reason: x}]\n", .unfit),
        ])
    func unfit(text: String, fault: NotesAcceptance.Fault) {
        #expect(throws: fault) { try NotesAcceptance(line: Self.line).inserted(into: Array(text.utf8), file: "n.yaml") }
    }

    @Test("What is no notes file takes no line")
    func unreadable() {
        #expect(throws: NotesAcceptance.Fault.self) {
            try NotesAcceptance(line: Self.line).inserted(into: Array("gruops: []\n".utf8), file: "n.yaml")
        }
    }

    @Test("A line that is no exception, or breaks out of its place, is not written")
    func hostile() {
        for line in [
            "- {finding: no-such-finding-key, reasons: x}", "- {finding: open-egress, reason: x}\nflows: {denied: []}", "words",
        ] {
            #expect(throws: NotesAcceptance.Fault.self) {
                try NotesAcceptance(line: line).inserted(into: Array("environment: {title: shop}\n".utf8), file: "n.yaml")
            }
        }
    }
}
