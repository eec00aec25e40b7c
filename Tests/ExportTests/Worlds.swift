import CoreModel
import Example
import Foundation
import Readers

@testable import Export

/// What is exported in the tests.
enum Worlds {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    /// The built-in example.
    static func example() throws -> Inventory {
        try InputReader().read(documents: ExampleEnvironment.documents, label: "example")
    }

    /// One made up, with what is hard to write: Fixtures/hard.
    static func hard() throws -> Inventory {
        let folder = fixtures.appending(path: "hard")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let documents = try files.map { name in (name: name, bytes: [UInt8](try Data(contentsOf: folder.appending(path: name)))) }
        return try InputReader().read(documents: documents, label: "hard")
    }

    /// A text as an input.
    static func read(_ text: String, _ name: String) throws -> Inventory {
        try InputReader().read(documents: [(name: name, bytes: Array(text.utf8))], label: name)
    }

    /// The file that a text is stored in.
    static func stored(_ name: String) -> URL { fixtures.appending(path: "stored/\(name)") }

    /// An inventory's groups in a form.
    static func export(
        _ inventory: Inventory, _ form: ExportForm, withImports: Bool = true, only: [String]? = nil
    ) -> ExportedText {
        let groups = only.map { $0.compactMap { inventory.group(id: $0) } }
        return GroupExport(inventory, Names(inventory), only: groups).written(as: form, withImports: withImports)
    }
}

/// The groups of an inventory as lines that do not rest on ids, to compare what was read from two forms.
struct Flat: Equatable {
    let lines: Set<String>

    init(_ inventory: Inventory, except leftOut: Set<String> = []) {
        var lines: Set<String> = []
        func name(_ group: GroupIndex) -> String {
            let own = inventory[group]
            return own.knowledge == .absent || leftOut.contains(inventory[own.name])
                ? inventory[own.id] : "\(inventory[own.name]) in \(inventory[own.vpc])"
        }
        for group in inventory.loadedGroups where !leftOut.contains(inventory[inventory[group].name]) {
            let own = inventory[group]
            let tags = own.tags.map { "\(inventory[$0.key])=\(inventory[$0.value])" }.sorted()
            lines.insert("group \(name(group)): \(inventory[own.description]) \(tags)")
            for direction in Direction.allCases {
                for rule in inventory.rules(of: group, direction).map({ inventory[$0] }) {
                    let peer = inventory.reference(of: rule.peer).map { name($0.group) } ?? inventory.text(of: rule.peer)
                    lines.insert(
                        "\(name(group)) \(direction.name) \(rule.traffic.text) \(peer) \(inventory[rule.description])")
                }
            }
        }
        self.lines = lines
    }
}
