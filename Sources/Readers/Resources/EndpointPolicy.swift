/// The policy of a VPC endpoint, of which only matters whether it lets everything through.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
enum EndpointPolicy {
    /// Whether a policy document lets less through than everything: a statement denies, or none allows everybody every action on
    /// everything.
    static func restricts(_ document: Tree) -> Bool {
        let statements = document["Statement"].map { statement in
            if case .list(let all) = statement { all } else { [statement] }
        }
        guard let statements else { return true }
        if statements.contains(where: { $0["Effect"]?.string != "Allow" }) { return true }
        return !statements.contains { statement in
            statement["Condition"] == nil && isEverybody(statement["Principal"]) && isAll(statement["Action"])
                && isAll(statement["Resource"])
        }
    }

    private static func isEverybody(_ principal: Tree?) -> Bool { isAll(principal) || isAll(principal?["AWS"]) }

    private static func isAll(_ value: Tree?) -> Bool {
        value?.string == "*" || value?.elements.contains { $0.string == "*" } ?? false
    }
}
