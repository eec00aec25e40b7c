import Foundation
import Readers
import CoreModel

/// The inputs that the tests read: the output of the real tools for the example system.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    /// The cases from the field stand with the tests that run the program on them.
    private static let fieldFolder = folder.deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "FieldTests/Fixtures")

    /// A file of Fixtures, or "field/CASE/FILE".
    private static func file(_ name: String) -> URL {
        name.hasPrefix("field/") ? fieldFolder.appending(path: name.dropFirst(6)) : folder.appending(path: name)
    }

    static func path(_ name: String) -> String { file(name).path }

    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: file(name))) }

    static func read(_ names: String...) throws -> Inventory { try read(names) }

    static func read(_ names: [String]) throws -> Inventory {
        try InputReader().read(names.map { .path(path($0)) }).inventory
    }

    /// Text as the only document.
    static func read(text: String, name: String = "input.json") throws -> Inventory { try read(documents: [(name, text)]) }

    /// Texts as documents of one input.
    static func read(documents: [(name: String, text: String)], label: String = "test") throws -> Inventory {
        try InputReader().read(documents: documents.map { ($0.name, Array($0.text.utf8)) }, label: label)
    }

    /// Texts as documents that are called by their numbers.
    static func read(numbered texts: [String]) throws -> Inventory {
        try read(documents: texts.enumerated().map { ("\($0).json", $1) })
    }

    /// What a snapshot holds.
    static func read(_ snapshot: Snapshot) throws -> Inventory {
        try InputReader().read([.memory(name: "snapshot.json", bytes: try snapshot.bytes())]).inventory
    }

    /// What a second parser makes of a file.
    static func json(_ name: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(try bytes(name)), options: [.fragmentsAllowed])
    }

    /// The message of the error that reading gives; nil when there is none.
    static func message(_ read: () throws -> Void) -> String? {
        do {
            try read()
            return nil
        } catch let error as ReadError {
            return error.message.replacing(folder.path + "/", with: "").replacing(fieldFolder.path, with: "field")
        } catch {
            return "\(error)"
        }
    }
}
