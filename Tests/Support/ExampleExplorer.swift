import Example
import Explorer
import Notes
import NotesFile
import Reachability
import Readers
import Annotations
import CoreModel

/// The explorer on the example environment, and on inventories made up for a test.
public enum ExampleExplorer {
    /// The example as the program opens it without input.
    public static let model: ExplorerModel = {
        do {
            let inventory = try InputReader().read(documents: ExampleEnvironment.documents, label: "example")
            let notes = try NotesReader().read(ExampleEnvironment.notes.bytes, from: ExampleEnvironment.notes.name)
            return model(of: inventory, notes: notes, isExample: true)
        } catch {
            preconditionFailure("the example cannot be read: \(error)")
        }
    }()

    /// The explorer on an inventory, with its notes where there are some.
    public static func model(of inventory: Inventory, notes: Notes? = nil, isExample: Bool = false) -> ExplorerModel {
        let analyzer = Analyzer(inventory, names: Annotations(inventory, notes: notes).names)
        return ExplorerModel(inventory: inventory, analyzer: analyzer, notes: notes, isExample: isExample)
    }
}
