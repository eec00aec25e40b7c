import Foundation
import Readers
import Support
import Testing

private let text = #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": []}]}"#

@Suite("Inputs packed by gzip")
struct GzipTests {
    /// What `gzip` makes of a text.
    private static func packed(_ text: String) throws -> [UInt8] {
        let scratch = try Scratch()
        try scratch.write("x", text)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "gzip \"$0\"", scratch.path("x")]
        try process.run()
        process.waitUntilExit()
        return Array(try Data(contentsOf: URL(filePath: scratch.path("x.gz"))))
    }

    private static func outcome(_ bytes: [UInt8]) -> String? {
        Fixtures.message { _ = try InputReader().read(documents: [("x", bytes)], label: "x") }
    }

    @Test("Several members are one text, and what follows the last is passed over")
    func members() throws {
        let half = text.index(text.startIndex, offsetBy: 40)
        let bytes = try Self.packed(String(text[..<half])) + Self.packed(String(text[half...]))
        for tail in [[], [0, 0, 0], Array("x".utf8)] as [[UInt8]] {
            #expect(try InputReader().read(documents: [("x", bytes + tail)], label: "x").loadedGroups.count == 1)
        }
    }

    @Test("What is cut off or damaged anywhere is one line, never half an inventory")
    func damaged() throws {
        let bytes = try Self.packed(text)
        for end in 2..<bytes.count {
            #expect(
                Self.outcome(Array(bytes[..<end])) == "x: was packed by gzip and ends in the middle; fetch it again",
                "cut at \(end)")
        }
        for place in [2, 12, bytes.count / 2, bytes.count - 8, bytes.count - 1] {
            var copy = bytes
            copy[place] ^= 0xFF
            #expect(Self.outcome(copy)?.hasPrefix("x: ") == true, "changed at \(place)")
        }
    }

    @Test("A file that grows without end is refused before it fills the memory")
    func bomb() throws {
        let million = try Self.packed(String(repeating: " ", count: 1 << 20))
        let message = Self.outcome((0..<300).flatMap { _ in million })
        #expect(message == "x: was packed by gzip and grows more than 200 times; unpack it yourself if it is meant so")
    }

    @Test("In a folder a damaged one is an error, and one of something else is named")
    func folder() throws {
        let scratch = try Scratch()
        try scratch.write("a.json", text)
        try Data(try Self.packed("hello")).write(to: URL(filePath: scratch.path("notes.gz")))
        let inventory = try InputReader().read([.path(scratch.directory.path)]).inventory
        #expect(inventory.notices == ["notes.gz is no JSON: not used"])
        try Data(try Self.packed(text).dropLast(5)).write(to: URL(filePath: scratch.path("b.json.gz")))
        let message = Fixtures.message { _ = try InputReader().read([.path(scratch.directory.path)]) }
        #expect(message?.hasSuffix("b.json.gz: was packed by gzip and ends in the middle; fetch it again") == true)
    }
}
