import CoreModel
import Documentation
import Reachability
import Text

/// What is between named networks and groups, as JSON.
struct BetweenJSON {
    let loading: Loading

    /// `{"inventory", "between": [{"source", "destination", "protocol", "ports", "verdict", "network", "carried_by"}]}`.
    func text(_ between: BetweenNetworks) -> String {
        JSONText.compact(
            .object(
                loading.head + [
                    ("between", .array(between.rows.map(row)))
                ])) + "\n"
    }

    private func row(_ row: BetweenRow) -> JSONText.Value {
        let network = JSONText.Value.object([
            ("id", .string(row.network.network.description)), ("name", .string(row.network.name)),
        ])
        let group = JSONText.Value.group(row.group, loading)
        return .object([
            ("source", row.isInbound ? network : group), ("destination", row.isInbound ? group : network),
            ("protocol", .string(row.ipProtocol)), ("ports", .optional(row.ports)), ("verdict", .string(row.verdict.rawValue)),
            ("network", MatrixJSON.network(row.whole)),
            (
                "carried_by",
                .array(
                    row.carriers.map {
                        .object([("kind", .string($0.kind.rawValue)), ("id", .string(loading.inventory[$0.id]))])
                    })
            ),
        ])
    }
}
