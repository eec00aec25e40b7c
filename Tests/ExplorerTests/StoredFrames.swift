import Foundation
import Testing

/// Frames as stored text, one file each in Fixtures.
///
/// With SGSCOPE_RECORD=1 in the environment the tests write the frames anew instead of comparing:
///
///     SGSCOPE_RECORD=1 swift test --filter ExplorerTests
///
/// Look at every difference in version control before it is committed: these files are what people see.
enum StoredFrames {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    /// Compares a screen with the stored one, or stores it.
    static func check(_ screen: String, _ name: String) {
        let file = folder.appendingPathComponent("\(name).txt")
        if let value = ProcessInfo.processInfo.environment["SGSCOPE_RECORD"] {
            guard value == "1" else {
                Issue.record("SGSCOPE_RECORD stores only as 1, not as \(value)")
                return
            }
            if (try? String(contentsOf: file, encoding: .utf8)) != screen {
                Issue.record("\(name) was stored anew: look at it, then run without SGSCOPE_RECORD")
            }
            do { try screen.write(to: file, atomically: true, encoding: .utf8) } catch {
                Issue.record("\(name) cannot be stored: \(error)")
            }
            return
        }
        guard let stored = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("\(name) is not stored; SGSCOPE_RECORD=1 swift test stores it")
            return
        }
        if stored == screen { return }
        let before = stored.split(separator: "\n", omittingEmptySubsequences: false)
        let now = screen.split(separator: "\n", omittingEmptySubsequences: false)
        let differing = (0..<max(before.count, now.count)).filter { row in
            (row < before.count ? before[row] : "") != (row < now.count ? now[row] : "")
        }
        let shown = differing.prefix(12).map { row in
            "\(row + 1)\n  - \(row < before.count ? before[row] : "")\n  + \(row < now.count ? now[row] : "")"
        }
        Issue.record("\(name) differs from the stored frame in \(differing.count) rows:\n\(shown.joined(separator: "\n"))")
    }
}
