import Foundation

/// Texts that tests compare with, in files beside the tests.
public enum StoredText {
    /// Whether they are written anew instead: where SGSCOPE_RECORD is 1, and by no other value.
    public static var isRecorded: Bool { ProcessInfo.processInfo.environment["SGSCOPE_RECORD"] == "1" }

    /// A screen without its first line, where that is the title and not the head of the help.
    public static func withoutTitle(_ screen: String) -> String {
        if screen.hasPrefix(" the keys that are valid now") { return screen }
        return screen.firstIndex(of: "\n").map { String(screen[screen.index(after: $0)...]) } ?? ""
    }

    /// How `text` differs from what a file has, nil where it does not; it is written into the file where texts are recorded.
    ///
    /// Each difference stands below the line above it that begins with `heading`. Throws where there is no such file.
    public static func difference(of text: String, from file: URL, heading: String = "\u{0}") throws -> String? {
        if isRecorded {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let stored = try String(contentsOf: file, encoding: .utf8)
        // Not ==, which takes texts for equal that differ in bytes.
        if stored.utf8.elementsEqual(text.utf8) { return nil }
        let differing = difference(stored, text, heading: heading)
        return "\(file.lastPathComponent) differs:\n" + (differing.isEmpty ? "(in bytes alone)" : differing)
    }

    /// The lines that differ, those of `stored` behind a minus and those of `text` behind a plus, below the line that begins with
    /// `heading`; at most `limit`.
    private static func difference(_ stored: String, _ text: String, heading: String, limit: Int = 60) -> String {
        let (before, after) = (lines(stored), lines(text))
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var shown: [String] = []
        var (row, other) = (0, 0)
        var title: Substring?
        while row < before.count || other < after.count {
            if removed.contains(row) || inserted.contains(other) {
                if let above = title { shown.append(String(above)) }
                title = nil
                if removed.contains(row) {
                    shown.append("- \(before[row])")
                    row += 1
                } else {
                    shown.append("+ \(after[other])")
                    other += 1
                }
            } else {
                if after[other].hasPrefix(heading) { title = after[other] }
                (row, other) = (row + 1, other + 1)
            }
        }
        let more = shown.count > limit ? "\n(\(shown.count - limit) more lines)" : ""
        return shown.prefix(limit).joined(separator: "\n") + more
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }
}
