import ArgumentParser
import CoreModel
import FlowLogs
import Text
import Traffic

/// `sgscope traffic`: flow logs held against the rules.
struct TrafficCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "traffic",
        abstract: "VPC flow logs held against the rules: what contradicts them, what was rejected and why, what was never seen.",
        usage: """
            sgscope traffic LOGS ... -i INPUT
            sgscope traffic --sql duckdb|athena [--table TABLE]
            aws logs filter-log-events ... | sgscope traffic - -i INPUT
            """,
        discussion: """
            LOGS are files and folders of flow logs, or - for standard input: text with or without a header, packed or not, and what
            CloudWatch, Athena and DuckDB give. The output of aws ec2 describe-flow-logs among them tells what is logged, and the order of
            fields of logs without a header. --sql prints the query that makes of very many records, or of Parquet, a table that is
            read instead of them; it is for AWS's default format where --log-format names no other.

            A record names no rule. Each request counts for every rule of its interface that lets it through, alone or beside others;
            replies count for none. What is rejected is told with what rejected it: a security group, with the rule that comes nearest, or
            a network ACL with its entry. A record of which it is not known whether it asks or answers is counted apart, and a rule that
            it may have used is never called not seen. Nor is one that flow logs cannot show: DNS to the resolver, metadata, time.

            "Against the rules" are records that the data says otherwise of: let through where no rule lets them through now, or rejected
            where nothing rejects them. The data or the records are then older than a change.

            --with replays the logs over a change, such as --with "- rds ingress 5432 from api": which flows it would have cut, and which
            it would have let through.

            Exit status: 0, 1 where something is against the rules (with --with: where something would have been cut), 64 wrong usage,
            65 logs that cannot be read, 66 none of that name.
            """.flowing)

    @OptionGroup var facts: FactOptions
    @OptionGroup var trial: TrialOptions

    @Flag(help: "List all that is against the rules, and nothing else.")
    var against = false

    @Flag(help: "List all that was rejected, and nothing else.")
    var rejected = false

    @Flag(help: "List all rules that were not seen used, and nothing else.")
    var unused = false

    @Option(help: ArgumentHelp("Print the query for logs that lie in tables: duckdb or athena.", valueName: "engine"))
    var sql: FlowLogQuery?

    @Option(help: ArgumentHelp("With --sql, the table that the logs lie in, as the engine calls it.", valueName: "table"))
    var table: String?

    @Option(
        help: ArgumentHelp(
            "The order of fields of records without a header, or of the table of --sql where it is not AWS's default: the flow log's LogFormat, ${version} ${account-id} ...",
            valueName: "fields"))
    var logFormat: String?

    @Argument(help: ArgumentHelp("Flow logs: files, folders, or - for standard input.", valueName: "logs"))
    var logs: [String] = []

    func validate() throws {
        if let logFormat, FlowLogFormat(header: logFormat) == nil {
            throw ValidationError(
                "--log-format takes the names of fields, ${version} ${account-id} ...; \"\(logFormat)\" has none")
        }
        if let table {
            guard sql != nil else { throw ValidationError("--table says where the logs of --sql lie") }
            let isName = table.allSatisfy { $0.isLetter || $0.isNumber || "_.-\"$".contains($0) } && !table.contains("--")
            guard isName, !table.isEmpty else {
                throw ValidationError("--table takes a name such as logs.vpc_flow_logs, not \"\(table)\"")
            }
        }
        if sql != nil {
            guard logs.isEmpty else {
                throw ValidationError(
                    "--sql prints a query and reads no logs: leave \(logs[0]) out; --table says where they lie, and --log-format which fields they have"
                )
            }
            return
        }
        guard !logs.isEmpty else {
            throw ValidationError("traffic needs flow logs, for example: sgscope traffic vpcflowlogs/ -i groups.json")
        }
        if facts.input.isRedacted {
            throw ValidationError("flow logs name interfaces and addresses as they are: leave out --redact")
        }
        if facts.input.input.contains("-"), logs.contains("-") {
            throw ValidationError("standard input is either the logs or the input; give the other one as a file")
        }
    }

    func run() throws {
        let format = logFormat.flatMap(FlowLogFormat.init(header:))
        if let sql {
            Output.write(sql.text(table: table, format: format), to: 1)
            return
        }
        let loading = try facts.input.load()
        let tried = trial.isGiven ? try trial.trial(over: loading) : nil
        loading.sayNetworkNotices()
        let read = try LoggedTraffic(logs, format: format, for: loading)
        let list = read.list
        let replay = tried.map { TrafficReplay(list, of: loading.analyzer, changed: $0.analyzer) }
        switch facts.format {
        case .json: TrafficJSON(loading: loading).write(list, replay)
        case .text:
            let output = facts.shown.output(of: loading)
            let report = TrafficReport(list, loading.analyzer, turning: loading.knownTurning, time: Clock.dayAndTime)
            if let replay, let title = tried?.title {
                output.lines(report.lines(of: replay, title: title, width: output.width))
            } else {
                output.lines(report.lines(width: output.width, parts: parts))
            }
        }
        if list.log.records == 1 {
            StandardError.line("sgscope: note: it is one record; sgscope why - asks its question, and says what stops it")
        }
        try list.log.end()
        if replay.map({ !$0.cut.isEmpty }) ?? list.isAgainst { throw ExitCode(1) }
    }

    private var parts: Set<TrafficReport.Part> {
        var parts: Set<TrafficReport.Part> = []
        if against { parts.insert(.against) }
        if rejected { parts.insert(.rejected) }
        if unused { parts.insert(.notSeen) }
        return parts
    }
}

extension FlowLogQuery: ExpressibleByArgument {}
