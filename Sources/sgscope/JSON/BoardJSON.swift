import Board
import Documentation
import Text
import Words

/// A judged board as one object.
struct BoardJSON {
    let loading: Loading

    func write(_ result: BoardResult) {
        let judged = result.judged
        let hides = loading.original != nil
        let value = JSONText.Value.object(
            loading.head + [
                ("as_of", .optional(loading.inventory.asOf)),
                ("board", hides ? .null : .optional(judged.board.file)),
                ("questions", .array(judged.rows.map { question($0, result) })),
                (
                    "unreadable",
                    .array(
                        judged.board.faults.map {
                            .object([("line", .number($0.line)), ("reason", hides ? .null : .string($0.reason))])
                        })
                ),
            ])
        Output.write(JSONText.compact(value) + "\n", to: 1)
    }

    private func question(_ row: PinJudgement, _ result: BoardResult) -> JSONText.Value {
        let hides = loading.original != nil
        let meant: JSONText.Value =
            switch row.pin.meant {
            case nil: .null
            case .verdict(let verdict): .string(verdict.rawValue)
            case .names(let names): hides ? .optional(result.words.meant(row.pin)) : .strings(names)
            }
        let isTold = row.standing == .otherwise || row.standing == .open
        return .object([
            ("line", .number(row.pin.line)), ("ask", .string(result.words.ask(row))), ("meant", meant),
            ("verdict", .optional(row.verdict?.rawValue)), ("was", .null), ("why", .optional(result.words.why(row.pin))),
            ("standing", .string(Self.word(row.standing))),
            ("layers", row.pin.onlyGroups ? .strings(["security-groups"]) : .null),
            ("can", result.words.reachers(row).map(JSONText.Value.strings) ?? .null),
            ("summary", isTold ? .string(result.sentence(row)) : .null),
        ])
    }

    private static func word(_ standing: PinJudgement.Standing) -> String {
        switch standing {
        case .asMeant: "as meant"
        case .otherwise: "not"
        case .open: "depends"
        case .notJudged: "not judged"
        }
    }
}
