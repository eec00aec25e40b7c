import Explorer
import Frames
import Foundation
import Reachability
import Readers
import CoreModel

/// What questions are asked of: the example's groups and interfaces.
enum Example {
    static let analyzer = Analyzer(inventory)

    static let explorer: ExplorerState = {
        let model = ExplorerModel(inventory: inventory, analyzer: analyzer, notes: nil, isExample: false)
        return ExplorerState(model: model, size: ScreenSize(columns: 100, rows: 30))
    }()

    private static let inventory: Inventory = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../Resources").standardized
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.sorted()
            return try InputReader().read(
                documents: names.map { ($0, Array(try Data(contentsOf: folder.appending(path: $0)))) }, label: "example")
        } catch {
            Session.fail("the example: \(error)")
        }
    }()
}
