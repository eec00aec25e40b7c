import CoreModel
import FlowLogs
import Reachability
import Text
import Traffic

/// Flow logs held against the rules, as JSON, for `traffic --format json`.
struct TrafficJSON {
    let loading: Loading

    private var inventory: Inventory { loading.inventory }

    /// Writes `{"inventory", "span", "records", "unknown", "coverage", "rules", "flows"}` in one line.
    ///
    /// A replay adds `"replay": {"cut", "doubtful", "opened"}`, each {flows, records}.
    func write(_ list: TrafficList, _ replay: TrafficReplay? = nil) {
        var head: [(String, JSONText.Value)] =
            loading.head + [
                ("span", span(list.log.span)), ("records", number(list.log.records)), ("unknown", number(list.unknownRecords)),
                ("coverage", coverage(list.coverage)),
            ]
        if let replay {
            let parts = [("cut", replay.cut), ("doubtful", replay.doubtful), ("opened", replay.opened)]
            head.append(("replay", .object(parts.map { ($0.0, exchanges($0.1)) })))
        }
        var pieces = JSONPieces(String(JSONText.compact(.object(head)).dropLast()) + ", \"rules\": [")
        let rules = AnswerJSON(loading: loading)
        pieces.add(list.rules) { rule($0, rules) }
        pieces.add("], \"flows\": [")
        pieces.add(list.flows, flow)
        pieces.end("]}\n")
    }

    private func exchanges(_ exchanges: [TrafficReplay.Exchange]) -> JSONText.Value {
        .object([("flows", .number(exchanges.count)), ("records", number(TrafficReplay.records(exchanges)))])
    }

    private func span(_ span: ClosedRange<Int>?) -> JSONText.Value {
        guard let span else { return .null }
        return .object([("first", time(span.lowerBound)), ("last", time(span.upperBound))])
    }

    private func coverage(_ coverage: LogCoverage) -> JSONText.Value {
        .object([
            ("interfaces", .number(coverage.interfaces)), ("logged", .number(coverage.logged)),
            ("not_logged", .strings(coverage.notLogged)), ("not_loaded", .strings(coverage.notLoaded)),
            ("logged_twice", .strings(coverage.loggedTwice)), ("no_data", number(coverage.noData)),
            ("skip_data", number(coverage.skipData)), ("accepts", .bool(coverage.holdsAccepts)),
            ("rejects", .bool(coverage.holdsRejects)), ("missing_fields", .strings(coverage.missingFields)),
        ])
    }

    /// A rule with how much it was used.
    func rule(_ use: RuleUse) -> JSONText.Value { rule(use, AnswerJSON(loading: loading)) }

    private func rule(_ use: RuleUse, _ rules: AnswerJSON) -> JSONText.Value {
        .object([
            ("rule", rules.rule(use.rule)), ("use", .string(use.use.rawValue)), ("alone", number(use.alone)),
            ("beside", number(use.beside)), ("first", time(use.first)), ("last", time(use.last)),
        ])
    }

    private func flow(_ attributed: AttributedFlow) -> JSONText.Value {
        let flow = attributed.flow
        let port = attributed.port ?? flow.service?.port
        let acl = attributed.acl.map { inventory[inventory.topology[$0.acl].id] }
        return .object([
            ("interface", .optional(flow.interface)), ("source", .optional(flow.source?.description)),
            ("destination", .optional(flow.destination?.description)), ("protocol", ipProtocol(flow.ipProtocol)),
            ("port", port.map { .number(Int($0)) } ?? .null), ("direction", .optional(attributed.direction?.name)),
            ("action", .string(flow.action.rawValue)), ("role", .string(attributed.role.rawValue)),
            ("records", number(flow.counts.records)), ("packets", number(flow.counts.packets)),
            ("bytes", number(flow.counts.bytes)), ("first", time(flow.counts.first)), ("last", time(flow.counts.last)),
            ("rules", .strings(attributed.rules.map { inventory[inventory[$0].id] }.filter { !$0.isEmpty })),
            ("reason", .optional(attributed.reason?.rawValue)), ("against", .bool(attributed.contradiction != nil)),
            ("acl", .optional(acl)), ("acl_rule", .optional(attributed.acl.flatMap { $0.number(in: inventory) })),
        ])
    }

    /// A name, of protocols that few know by one a number.
    private func ipProtocol(_ ipProtocol: IPProtocol?) -> JSONText.Value {
        guard let ipProtocol else { return .null }
        return ipProtocol.hasPorts || ipProtocol.isICMP ? .string(ipProtocol.description) : .number(Int(ipProtocol.number))
    }

    private func number(_ count: UInt64) -> JSONText.Value { .number(Int(clamping: count)) }

    private func time(_ seconds: Int?) -> JSONText.Value { .optional(seconds.map(DataDate.text(ofSeconds:))) }
}
