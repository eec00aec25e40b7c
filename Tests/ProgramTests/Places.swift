import Foundation
import Support

// Named in every file of these tests.
typealias ProgramRun = Support.ProgramRun
typealias BuiltProgram = Support.BuiltProgram

/// Files of the repository that tests of the program read.
enum Places {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let inputs = tests.appending(path: "ReadersTests/Fixtures")
    static let notes = tests.deletingLastPathComponent().appending(path: "Resources/sgscope.yaml")
    static let stored = tests.appending(path: "ProgramTests/Fixtures")

    /// Compares with a stored text; with SGSCOPE_RECORD=1 it is written anew instead.
    static func stored(_ name: String, _ text: String) throws -> String {
        try StoredText.contents(of: stored.appending(path: name), recording: text)
    }
}
