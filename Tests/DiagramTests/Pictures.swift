import Diagram

/// What the tests light.
enum Pictures {
    /// The load balancer cannot reach the database: through the API it could.
    static var path: Highlight {
        var highlight = Highlight()
        highlight.edges = [1, 3]
        highlight.nodes = [1: .passes, 2: .onTheWay, 4: .fails]
        highlight.extraLines = [1: "✓ 5432 to RDS SG", 4: "✗ 5432 from ALB SG"]
        return highlight
    }
}
