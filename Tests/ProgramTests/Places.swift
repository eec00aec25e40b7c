import Foundation
import Support
import Testing

// Named in every file of these tests.
typealias ProgramRun = Support.ProgramRun
typealias BuiltProgram = Support.BuiltProgram
typealias Scratch = Support.Scratch

/// Files of the repository that tests of the program read.
enum Places {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let inputs = tests.appending(path: "ReadersTests/Fixtures")
    static let notes = tests.deletingLastPathComponent().appending(path: "Resources/sgscope.yaml")
    static let stored = tests.appending(path: "ProgramTests/Fixtures")

    /// Compares with a stored text; with SGSCOPE_RECORD=1 it is written anew instead.
    static func expect(_ text: String, as name: String, _ location: SourceLocation = #_sourceLocation) throws {
        if let difference = try StoredText.difference(of: text, from: stored.appending(path: name)) {
            Issue.record("\(difference)", sourceLocation: location)
        }
    }
}
