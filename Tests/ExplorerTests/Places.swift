import Foundation

/// Files beside those of these tests that they read.
enum Places {
    /// The folder of all tests.
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    /// What the readers' tests read.
    static let inputs = tests.appending(path: "ReadersTests/Fixtures")
}
