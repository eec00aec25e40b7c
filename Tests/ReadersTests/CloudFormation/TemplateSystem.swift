import CoreModel
import Testing

/// Templates that are read together, and questions to them.
struct System: CustomTestStringConvertible, Sendable {
    var name: String
    var documents: [(name: String, text: String)]
    var questions: [Expected]

    init(_ name: String, _ documents: [(name: String, text: String)], _ questions: [Expected]) {
        self.name = name
        self.documents = documents
        self.questions = questions
    }

    var testDescription: String { name }

    func read() throws -> Inventory { try Fixtures.read(documents: documents, label: name) }
}
