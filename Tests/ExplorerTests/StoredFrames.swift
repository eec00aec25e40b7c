import Foundation
import Support
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
    static func check(_ screen: String, _ name: String, _ location: SourceLocation = #_sourceLocation) {
        do {
            let file = folder.appendingPathComponent("\(name).txt")
            if let difference = try StoredText.difference(of: screen, from: file) {
                Issue.record("\(difference)\n\(screen)", sourceLocation: location)
            }
        } catch {
            Issue.record("\(name) is not stored (\(error)); SGSCOPE_RECORD=1 swift test stores it", sourceLocation: location)
        }
    }
}
