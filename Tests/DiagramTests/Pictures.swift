import Diagram
import Foundation
import Testing

/// Stored pictures, and what the tests light in them.
enum Pictures {
    /// Compares with a stored picture; `SGSCOPE_RECORD=1` stores it anew.
    static func expect(_ text: String, as name: String) throws {
        let url = Fixture.url("pictures/\(name)")
        if let value = ProcessInfo.processInfo.environment["SGSCOPE_RECORD"] {
            try #require(value == "1", "SGSCOPE_RECORD stores only as 1, not as \(value)")
            let isNew = (try? String(contentsOf: url, encoding: .utf8)) != text
            if isNew { Issue.record("\(name) was stored anew: look at it, then run without SGSCOPE_RECORD") }
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let stored = try String(contentsOf: url, encoding: .utf8)
        #expect(text == stored, "\(name) is now\n\(text)and was\n\(stored)")
    }

    /// The load balancer cannot reach the database: through the API it could.
    static var path: Highlight {
        var highlight = Highlight()
        highlight.edges = [1, 3]
        highlight.nodes = [1: .passes, 2: .onTheWay, 4: .fails]
        highlight.extraLines = [1: "✓ 5432 to RDS SG", 4: "✗ 5432 from ALB SG"]
        return highlight
    }
}
