import ArgumentParser
import Audit
import CoreModel
import Explorer
import FlowLogs
import Glibc
import Map
import Reachability
import Synchronization
import Text
import Traffic

/// Flow logs that tell what was seen of what a command prints: `--flows LOGS`.
struct FlowOptions: ParsableArguments {
    @Option(
        name: .customLong("flows"),
        help: ArgumentHelp(
            "VPC flow logs, a file or a folder, or what describe-flow-logs prints of them: what they hold of it is told too; repeatable.",
            valueName: "logs"))
    var logs: [String] = []

    var isGiven: Bool { !logs.isEmpty }

    /// Throws where they cannot go with other options.
    func check(_ input: InputOptions) throws {
        if isGiven, input.isRedacted {
            throw ValidationError("--flows names interfaces and addresses as they are: leave out --redact")
        }
        if logs.contains("-"), input.input.contains("-") {
            throw ValidationError("standard input is either the logs or the input; give the other one as a file")
        }
    }

    /// They as the explorer reads them, beside what it shows; throws where none of them is there.
    var given: GivenFlowLogs {
        get throws {
            let missing = logs.filter { $0 != "-" && access($0, F_OK) != 0 }
            if isGiven, missing.count == logs.count {
                for path in missing { StandardError.line("sgscope: \(FlowLogProblem(file: path, reason: .noSuchFile).message)") }
                throw ExitCode(66)
            }
            let (logs, once) = (self.logs, ReadOnce())
            return GivenFlowLogs(
                paths: logs,
                read: { inventory, tell in
                    func read() -> FlowLogSet? {
                        FlowLogReader(servicePorts: ServicePorts(namedBy: inventory)).read(logs, tell: tell)
                    }
                    // Standard input is read once.
                    return logs.contains("-") ? once.log(read) : read()
                }, time: Clock.dayAndTime)
        }
    }

    /// What they hold; nil where none are given.
    ///
    /// What could not be read is said; the command ends with it when it has printed the rest (``FlowLogSet/end()``).
    func list(_ loading: Loading) throws -> TrafficList? {
        guard isGiven else { return nil }
        return try LoggedTraffic(logs, for: loading).list
    }

    /// How much they hold of each line of a map, with the logs; nil where none are given.
    func weights(_ loading: Loading) throws -> (weights: MapWeights, log: FlowLogSet)? {
        try list(loading).map { list in
            let seen = SeenAtRules(list)
            return (MapWeights { seen.records($0) }, list.log)
        }
    }

    /// What they hold of a question; nil where none are given.
    func seen(_ question: Question, _ loading: Loading) throws -> SeenAnswer? {
        try list(loading).map { list in
            SeenAnswer(
                seen: SeenTraffic(question, in: list, loading.inventory), list: list, words: TrafficWords(loading.analyzer))
        }
    }

    /// Rules that the logs raise a doubt about; nil where none are given.
    func findings(_ loading: Loading) throws -> UseFindings? {
        try list(loading).map { UseFindings(list: $0, loading: loading) }
    }

    /// How much the rules of a group were used; nil where none are given.
    func uses(of group: GroupIndex, _ loading: Loading) throws -> GroupUses? {
        try list(loading).map { list in
            GroupUses(rules: list.rules.filter { loading.inventory[$0.rule].group == group }, list: list, loading: loading)
        }
    }
}

/// Logs that can be read only once.
private final class ReadOnce: Sendable {
    private let kept = Mutex<FlowLogSet?>(nil)

    func log(_ read: () -> FlowLogSet?) -> FlowLogSet? {
        if let known = kept.withLock({ $0 }) { return known }
        let log = read()
        kept.withLock { $0 = log }
        return log
    }
}

/// What flow logs hold of a question, below its answer.
struct SeenAnswer {
    let seen: SeenTraffic
    let list: TrafficList
    let words: TrafficWords

    func lines(width: Int) -> [StyledLine] {
        StyledLine.hanging(words.sentence(seen, list, time: Clock.dayAndTime), width: width)
    }

    /// A JSON object with `seen` as its last key.
    func added(to text: String) -> String {
        let value = JSONText.Value.object([
            ("accept", .number(Int(clamping: seen.accepted))), ("reject", .number(Int(clamping: seen.rejected))),
            ("unknown", .number(Int(clamping: seen.unknown))), ("reasons", .strings(seen.reasons.map(\.rawValue))),
            ("against", .bool(seen.against > 0)), ("last", .optional(seen.last.map(DataDate.text(ofSeconds:)))),
        ])
        return "\(text.dropLast()), \"seen\": \(JSONText.compact(value))}"
    }
}

/// How much the rules of a group were used, below them.
struct GroupUses {
    let rules: [RuleUse]
    let list: TrafficList
    let loading: Loading

    func lines(width: Int) -> [StyledLine] {
        TrafficReport(list, loading.analyzer, time: Clock.dayAndTime).lines(ofRules: rules, width: width)
    }

    /// A JSON object with `flows` as its last key.
    func added(to text: String) -> String {
        let json = TrafficJSON(loading: loading)
        return "\(text.dropLast()), \"flows\": \(JSONText.compact(.array(rules.map(json.rule))))}"
    }
}

/// Rules that flow logs raise a doubt about, below the findings of an audit: those that were not seen, and those that a wider one hides.
struct UseFindings {
    let list: TrafficList
    let loading: Loading

    private var notSeen: [RuleUse] { list.rules(.notSeen) }
    private var hidden: [RuleUse] { list.rules(.shared).filter { !$0.hiddenBy.isEmpty } }

    /// They as findings, with what they rest on.
    var told: [AuditUse] {
        let span = list.log.span.map { "in \(TrafficWords.duration($0.upperBound - $0.lowerBound)), " } ?? ""
        let basis = "\(span)\(list.coverage.logged) of \(list.coverage.interfaces) interfaces logged"
        return notSeen.map { AuditUse($0.rule, basis: basis) }
            + hidden.map { AuditUse($0.rule, hiddenBy: $0.hiddenBy, basis: basis) }
    }

    /// What the logs are, below the findings.
    func lines(width: Int) -> [StyledLine] {
        [StyledLine()] + TrafficReport(list, loading.analyzer, time: Clock.dayAndTime).headLines(width: width)
    }

    /// The rules as JSON: `{"rule", "use", "alone", "beside", "first", "last", "hidden_by"}`.
    var json: JSONText.Value {
        let json = TrafficJSON(loading: loading)
        return .array(
            (notSeen + hidden).map { use in
                guard case .object(let members) = json.rule(use) else { return .null }
                let ids = use.hiddenBy.map { loading.inventory[loading.inventory[$0].id] }
                return .object(members + [("hidden_by", .strings(ids))])
            })
    }
}
