import Diagram
import Foundation
import Support
import Testing

/// Stored pictures, and what the tests light in them.
enum Pictures {
    /// Compares with a stored picture; `SGSCOPE_RECORD=1` stores it anew.
    static func expect(_ text: String, as name: String, _ location: SourceLocation = #_sourceLocation) throws {
        let file = Fixture.url("pictures/\(name)")
        if let difference = try StoredText.difference(of: text, from: file) {
            Issue.record("\(difference)\n\(text)", sourceLocation: location)
        }
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
