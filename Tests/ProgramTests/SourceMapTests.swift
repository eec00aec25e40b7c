import Foundation
import Testing

/// `Sources/README.md` is where people look first: whatever it names is there.
@Suite("The map of the sources")
struct SourceMapTests {
    private static let root = Places.tests.deletingLastPathComponent()

    /// The texts between backticks, without those of whole code blocks.
    private static func quoted() throws -> [String] {
        let page = try String(contentsOf: root.appending(path: "Sources/README.md"), encoding: .utf8)
        return every(other: 0, in: page, "```").flatMap { every(other: 1, in: $0, "`") }
    }

    /// Every other part of a text, from the first (0) or the second (1) on.
    private static func every(other first: Int, in text: String, _ mark: String) -> [String] {
        text.components(separatedBy: mark).enumerated().filter { $0.offset % 2 == first }.map(\.element)
    }

    /// Whether it is the path of a folder, or of a file whose ending may go unsaid, with or without a member (`Reduce.reduce`).
    private static func exists(_ path: String) -> Bool {
        let file = root.appending(path: path)
        if FileManager.default.fileExists(atPath: file.path) { return true }
        let folder = file.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let wanted = [file, file.deletingPathExtension()].map(\.lastPathComponent)
        return wanted.contains { name in ["swift", "c", "cpp", "h"].contains { names.contains("\(name).\($0)") } }
    }

    private static func isCapitalized(_ text: String) -> Bool { text.first?.isUppercase == true }

    @Test("Every path on it is a file or a folder")
    func paths() throws {
        let rooms = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        let paths = try Self.quoted().filter { text in
            guard let first = text.split(separator: "/").first, text.contains("/"), !text.contains(" ") else { return false }
            return first == "Tests" || first == "Sources" || rooms.contains(String(first)) || Self.isCapitalized(text)
        }
        #expect(paths.count > 100)
        for path in paths {
            let isBelowRoot = path.hasPrefix("Tests/") || path.hasPrefix("Sources/")
            #expect(Self.exists(isBelowRoot ? path : "Sources/\(path)"), "\(path)")
        }
    }

    @Test("Every other name on it is a file's, or stands in a source")
    func names() throws {
        let files = FileManager.default.enumerator(at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        let sources = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
        let names = Set(sources.map { $0.deletingPathExtension().lastPathComponent })
        let words = try sources.reduce(into: Set<Substring>()) { words, source in
            words.formUnion(try String(contentsOf: source, encoding: .utf8).split { !$0.isLetter && $0 != "+" })
        }
        let quoted = try Self.quoted().filter { Self.isCapitalized($0) && $0.wholeMatch(of: /[A-Za-z+]+/) != nil }
        #expect(quoted.count > 50)
        for name in Set(quoted) where !names.contains(name) && !words.contains(name[...]) {
            #expect(Self.exists("Sources/\(name)") || Self.exists(name), "\(name)")
        }
    }

    @Test("Every room is on it")
    func rooms() throws {
        let page = try String(contentsOf: Self.root.appending(path: "Sources/README.md"), encoding: .utf8)
        let table = page.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { $0.split(separator: "|").first }
        let named = table.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
        for room in try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        where room != "README.md" {
            #expect(named.contains(room), "\(room)")
        }
    }
}
