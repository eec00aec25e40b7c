import Foundation
import Testing

/// `Sources/README.md` is where people look first: whatever it names is there.
@Suite("The map of the sources")
struct SourceMapTests {
    private static let root = Places.tests.deletingLastPathComponent()

    private static func page() throws -> String {
        try String(contentsOf: root.appending(path: "Sources/README.md"), encoding: .utf8)
    }

    /// Its paragraphs and the rows of its tables, each as the texts between its backticks; whole code blocks are left out.
    private static func passages() throws -> [[String]] {
        let prose = every(other: 0, in: try page(), "```").joined()
        let passages = prose.components(separatedBy: "\n\n").flatMap { paragraph in
            paragraph.hasPrefix("|") ? paragraph.components(separatedBy: "\n") : [paragraph]
        }
        return passages.map { every(other: 1, in: $0, "`") }
    }

    /// Every other part of a text, from the first (0) or the second (1) on.
    private static func every(other first: Int, in text: String, _ mark: String) -> [String] {
        text.components(separatedBy: mark).enumerated().filter { $0.offset % 2 == first }.map(\.element)
    }

    /// What a folder holds; nil where there is no such folder.
    private static func contents(_ path: String) -> [String]? {
        try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: path).path)
    }

    private static var rooms: [String] { (contents("Sources") ?? []).filter { $0 != "README.md" } }

    /// The Swift files below a folder: where each is, and its name without the ending.
    private static func swiftFiles(below folder: String) -> [(folder: String, name: String)] {
        (contents(folder) ?? []).filter { !$0.hasPrefix(".") }.flatMap { entry in
            entry.hasSuffix(".swift")
                ? [(folder: folder, name: String(entry.dropLast(".swift".count)))] : swiftFiles(below: "\(folder)/\(entry)")
        }
    }

    /// A path of the page as one of the repository.
    private static func path(_ text: String) -> String {
        text.hasPrefix("Tests/") || text.hasPrefix("Sources/") ? text : "Sources/\(text)"
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

    /// The folder that a text names, or that the file is in which it names; nil of a text that is neither a room nor a path.
    private static func folder(_ text: String) -> String? {
        guard !text.contains(" "), text.contains("/") || rooms.contains(text) else { return nil }
        let path = path(text)
        return contents(path) != nil ? path : path.split(separator: "/").dropLast().joined(separator: "/")
    }

    private static func isCapitalized(_ text: String) -> Bool { text.first?.isUppercase == true }

    @Test("Every path on it is a file or a folder")
    func paths() throws {
        let rooms = Self.rooms
        let paths = try Self.passages().joined().filter { text in
            guard let first = text.split(separator: "/").first, text.contains("/"), !text.contains(" ") else { return false }
            return first == "Tests" || first == "Sources" || rooms.contains(String(first)) || Self.isCapitalized(text)
        }
        #expect(paths.count > 100)
        for path in paths { #expect(Self.exists(Self.path(path)), "\(path)") }
    }

    @Test("Every other name on it is a file's, or stands in a source")
    func names() throws {
        let sources = Self.swiftFiles(below: "Sources")
        let names = Set((sources + Self.swiftFiles(below: "Tests")).map(\.name))
        let words = try sources.reduce(into: Set<Substring>()) { words, source in
            let file = Self.root.appending(path: "\(source.folder)/\(source.name).swift")
            words.formUnion(try String(contentsOf: file, encoding: .utf8).split { !$0.isLetter && $0 != "+" })
        }
        let quoted = try Self.passages().joined().filter { text in
            Self.isCapitalized(text) && text.wholeMatch(of: /[A-Za-z+]+/) != nil
        }
        #expect(quoted.count > 50)
        for name in Set(quoted) where !names.contains(name) && !words.contains(name[...]) {
            #expect(Self.exists("Sources/\(name)") || Self.exists(name), "\(name)")
        }
    }

    @Test("A file without a folder is in the one named before it; a test, or where none is named, is the only file of its name")
    func filesWithoutFolder() throws {
        let files = Self.swiftFiles(below: "Sources") + Self.swiftFiles(below: "Tests")
        let folders = Dictionary(grouping: files, by: \.name).mapValues { $0.map(\.folder).sorted() }
        var seen = 0
        for passage in try Self.passages() {
            var before: String?
            for text in passage {
                if let folder = Self.folder(text) {
                    before = folder
                    continue
                }
                // With or without a member; what stands beside the rooms has its ending.
                let name = String(text.prefix { $0.isLetter || $0.isNumber || $0 == "+" })
                guard Self.isCapitalized(name), name == text || text.hasPrefix("\(name)."), !Self.exists(text),
                    let homes = folders[name]
                else { continue }
                seen += 1
                if let before, !name.hasSuffix("Tests") {
                    #expect(homes.contains(before), "\(name) stands behind \(before), and is in \(homes)")
                } else {
                    #expect(homes.count == 1, "\(name) is in \(homes)")
                }
            }
        }
        #expect(seen > 100)
    }

    @Test("Every room is on it")
    func rooms() throws {
        let rows = try Self.page().split(separator: "\n").filter { $0.hasPrefix("| ") }
        let table = rows.compactMap { $0.split(separator: "|").first }
        let named = table.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
        for room in Self.rooms { #expect(named.contains(room), "\(room)") }
    }
}
