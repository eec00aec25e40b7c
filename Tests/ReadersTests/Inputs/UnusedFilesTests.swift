import Foundation
import Support
import Testing

@testable import CoreModel
@testable import Readers

@Suite("Files that are not used")
struct UnusedFilesTests {
    private static let groups = #"""
        {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "IpPermissions": [], "IpPermissionsEgress": []}]}
        """#

    private func read(_ files: [String: String]) throws -> Inventory {
        let scratch = try Scratch()
        try scratch.write("groups.json", Self.groups)
        for (name, text) in files { try scratch.write(name, text) }
        return try InputReader().read([.path(scratch.directory.path)]).inventory
    }

    @Test(
        "Each is named with why, one of another kind of name only as of no known kind",
        arguments: [
            (["notes.json": "no JSON"], ["notes.json is no JSON: not used"]),
            (["empty.json": ""], ["empty.json is empty: not used"]),
            (["a/cut.json": #"{"name": "x", "#], ["a/cut.json is no JSON: not used"]),
            (["package.json": "{}", "README.md": "# x"], ["README.md and package.json are of no known kind: not used"]),
            (
                ["main.tf": "", "x.json": "", "y.json": ""],
                ["x.json and y.json are empty: not used", "main.tf is of no known kind: not used"]
            ),
            (
                ["1.md": "a", "2.md": "a", "3.md": "a", "4.md": "a", "5.md": "a"],
                ["1.md, 2.md, 3.md and 2 more are of no known kind: not used"]
            ),
        ])
    func named(_ files: [String: String], _ sentences: [String]) throws {
        let inventory = try read(files)
        #expect(inventory.unusedFiles == sentences)
        #expect(inventory.notices == sentences)
    }

    @Test("A name with a control character is shown, not obeyed, and nothing is said where all is used")
    func quiet() throws {
        #expect(try read(["\u{1B}[2J.json": ""]).unusedFiles == ["\\u{1B}[2J.json is empty: not used"])
        #expect(try read([:]).unusedFiles.isEmpty)
    }

    @Test("Files are of when the oldest of them was changed; a snapshot, which tells its time, counts by that alone")
    func dates() throws {
        let scratch = try Scratch()
        func write(_ name: String, _ text: String, _ changed: Int) throws {
            let path = try scratch.write(name, text)
            let date = Date(timeIntervalSince1970: TimeInterval(changed))
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        }
        try write("a.json", Self.groups, 1_790_841_600)
        try write("b.json", Self.groups.replacing("sg-1", with: "sg-2"), 1_790_900_000)
        try write("README.md", "old, and not read", 1_000)
        let files = try InputReader().read([.path(scratch.directory.path)]).inventory
        #expect(files.date?.text == "2026-10-01T08:00:00Z")
        #expect(files.asOf == nil)
        let snapshot = #"""
            {"sgscope": "snapshot", "version": 1, "captured": "2026-10-02T09:14:15Z", "sources": [{"account": "123456789012",
            "region": "eu-west-1", "captured": "2026-10-02T09:14:15Z", "missing": [], "documents": [
            {"call": "ec2 describe-security-groups", "output": \#(Self.groups)}]}]}
            """#
        try write("snapshot.json", snapshot, 1_000)
        let alone = try InputReader().read([.path(scratch.path("snapshot.json"))]).inventory
        #expect(alone.date?.text == "2026-10-02T09:14:15Z")
        #expect(alone.filesOf == nil)
        let both = try InputReader().read([.path(scratch.path("snapshot.json")), .path(scratch.path("a.json"))]).inventory
        #expect(both.date?.text == "2026-10-01T08:00:00Z")
    }
}
