import CoreModel
import Foundation
import Readers
import Support
import Testing

@testable import Explorer

@Suite("What the network stops is said at the arrows of the map")
struct MapNetworkTests {
    /// The explorer on one of the readers' networks.
    static func model(_ name: String) throws -> ExplorerModel {
        let folder = Places.inputs.appending(path: "network").appending(path: name)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let documents = try files.sorted { $0.path < $1.path }.map { ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0))) }
        return ExampleExplorer.model(of: try InputReader().read(documents: documents, label: name))
    }

    @Test("On the whole map and on parts of it, at every size, and not where everything passes")
    func arrows() throws {
        for (columns, rows, said) in [(80, 24, "✗ back, acl isolated"), (120, 40, "✗ back, acl isolated"), (40, 24, "✗")] {
            var story = Story(try Self.model("shop"), columns, rows)
            #expect(story.screen.contains("▼ 5432 \(said)"), "\(story.screen)")
            #expect(story.screen.contains("▼ 8080") && !story.screen.contains("8080 ✗"), "\(story.screen)")
            story.press("-")
            #expect(story.state.map.isNoted)
            #expect(story.screen.contains("▼ 5432 \(said)"), "\(story.screen)")
            story.press("<")
            #expect(story.state.map.isNoted && story.state.drawing.hops != nil)
        }
        #expect(Story(try Self.model("shop"), glyphs: .ascii).screen.contains("v 5432 NO back, acl isolated"))
    }

    @Test("It is worked out beside the keys, and the map is drawn without it until then")
    func beside() throws {
        let model = try Self.model("shop")
        let flows = try #require(Flows(model))
        var state = ExplorerState(model: model, size: .init(columns: 80, rows: 24))
        state.drawing.notes = .init()
        let scope = try #require(state.drawing.scope)
        let context = Work.Context(model: model, flows: flows)
        let work = Work(number: 99, task: .network(scope), context: context)
        guard case .network(let notes?, let of) = work.run().outcome else {
            Issue.record("no notes")
            return
        }
        #expect(of == scope)
        #expect(notes.areComplete(for: flows.graph(for: scope, review: nil)))
        // Where it is not wanted any more nothing comes of it.
        guard case .nothing = work.run(tell: { _ in false }).outcome else {
            Issue.record("it went on")
            return
        }
    }

    @Test("Without network layers nothing is asked, and nothing is said")
    func withoutLayers() {
        let world = World.inventory(groups: ["web", "db"], rules: [("0.0.0.0/0", "web", 443), ("web", "db", 5432)])
        let story = Story(ExampleExplorer.model(of: world))
        #expect(!story.state.map.isNoted)
        #expect(!story.state.executor.isRunning(.network))
        #expect(story.state.map.graph.graph.edges.allSatisfy { $0.notes.isEmpty })
    }
}
