import ArgumentParser
import CoreModel
import Reachability
import Text
import Traffic

/// Flow logs that tell what was seen of what a command prints: `--flows LOGS`.
struct FlowOptions: ParsableArguments {
    @Option(
        name: .customLong("flows"),
        help: ArgumentHelp("VPC flow logs, a file or a folder: what they hold of it is told too; repeatable.", valueName: "logs"))
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

    /// What they hold; nil where none are given.
    func list(_ loading: Loading) throws -> TrafficList? {
        guard isGiven else { return nil }
        let read = try LoggedTraffic(logs, for: loading)
        if read.status != 0 { throw ExitCode(read.status) }
        return read.list
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

    func lines(width: Int) -> [StyledLine] {
        let report = TrafficReport(list, loading.analyzer, time: Clock.dayAndTime)
        let seen = notSeen.isEmpty ? [] : report.lines(ofRules: notSeen, title: "rules that were not seen", width: width)
        let title = "rules that let nothing through alone"
        let behind = hidden.isEmpty ? [] : report.lines(ofRules: hidden, title: title, width: width)
        // The head stands above the first of the two alone.
        let head = report.headLines(width: width).count
        return seen + (seen.isEmpty ? behind : Array(behind.dropFirst(head)))
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
