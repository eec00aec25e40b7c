import ArgumentParser
import Glibc
import Reachability
import Documentation
import CoreModel
import History
import Text

/// `sgscope why`: the question.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Can SOURCE reach DESTINATION on PORT, and if not, why not?",
        usage: """
            sgscope why SOURCE DESTINATION PORT
            sgscope why "SOURCE -> DESTINATION:PORT"
            sgscope why WORD ... | -
            sgscope why --batch FILE|-
            """,
        discussion: """
            The packet's way and its answer's are judged: what the source's groups let out, what the destination's groups let in, and,
            where the input has them, network ACLs, route tables, gateways and Block Public Access. Exit status: 0 allowed, 1
            blocked, 2 depends (on something that is said), 64 an end or a port that means nothing.

            More words, or one text, are read as people write them: "can alb reach rds on 5432", "rds:5432 from alb", a line of a log;
            - reads them from standard input. A time stands last: "api -> rds:5432 at yesterday 18:00" is asked as with --at; so does a
            change: "api -> rds:5432 with off nat-0" is asked as with --with. How they were read is said on standard error, and what would
            have to be guessed ends with
            64 and the questions that it may be, ready to be pasted. Three arguments are always an end, an end and a port.

            Behind the source the client's port may stand, 10.0.11.24:45678: network ACLs are then asked for answers to that port alone.

            --layers security-groups asks the groups alone, and the exit status is theirs. --one-way shows what becomes of the
            answer, and does not count it.

            --assert VERDICT turns it into a test: exit status 0 where the verdict is as said, 1 where it is decided otherwise, 2 where it
            depends and is not meant to; with --batch the same over all lines, 65 where none is wrong and some gave an error.

            --with tries a change before it is asked, such as --with "+ rds ingress 5432 from alb": the answer and the exit status are those
            on trial, and the verdict without it stands below. sgscope trial says what else such a change comes to.

            --flows LOGS tells what VPC flow logs hold of it: "seen: 1 440 REJECT".

            --batch reads one JSON object a line, {"source", "destination", "protocol", "port"}, and answers with one object a
            line in the same order, with {"error"} for a line that is none, also for an empty one; it exits with 0, or with 65
            when some line gave an error. With --full each object has also_hit and proved fixes of every layer.
            """.flowing)

    @OptionGroup var facts: FactOptions

    @Flag(name: .customLong("ipv6"), help: "Ask about IPv6 where the ends have both families.")
    var isIPv6 = false

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var trial: TrialOptions

    @OptionGroup var traffic: FlowOptions

    @Flag(help: "With --batch: work out what else is hit, and the fixes of every layer.")
    var full = false

    @Flag(help: "Print the fix as Terraform and its undoing too.")
    var verbose = false

    @Option(help: ArgumentHelp("An earlier reading: its verdict too, and the rules that came or went since.", valueName: "file"))
    var before: String?

    @Option(
        name: .customLong("assert"),
        help: ArgumentHelp(
            "What is meant, allowed, blocked or depends: exit 0 as said, 1 decided otherwise, 2 depends.", valueName: "verdict"))
    var meant: MeantVerdict?

    @Option(help: ArgumentHelp("Questions to answer, one JSON object a line; - for standard input.", valueName: "file"))
    var batch: String?

    @Argument(help: ArgumentHelp("SOURCE DESTINATION PORT, or one text \"SOURCE -> DESTINATION:PORT\".", valueName: "question"))
    var words: [String] = []

    func validate() throws {
        if batch != nil {
            if traffic.isGiven { throw ValidationError("--flows is for one question; sgscope traffic tells of all") }
            if before != nil { throw ValidationError("--before is for one question; --batch prints one verdict a line") }
            if !words.isEmpty { throw ValidationError("--batch takes its questions from the file; leave out \(words[0])") }
            return
        }
        try traffic.check(facts.input)
        guard !words.isEmpty else {
            throw ValidationError("why needs SOURCE DESTINATION PORT, for example: sgscope why internet alb 443")
        }
        if before != nil, facts.format == .json { throw ValidationError("--before is told as text; leave out --format json") }
        if full { throw ValidationError("--full is for --batch; one question is always answered in full") }
    }

    func run() throws {
        let redaction = facts.input.isRedacted ? Redaction() : nil
        var (input, trial, asked) = (facts.input, self.trial, words)
        if batch == nil { try input.takeTime(from: &asked, andChangesInto: &trial) }
        let (loading, words) = try input.load(among: asked, trial, redaction: redaction, readsEarlier: batch == nil)
        if let batch {
            let own = scope.scope(isFull: full)
            if own.looksAtNetwork { loading.sayNetworkNotices() }
            let result = try BatchRun(loading: loading, isIPv6: isIPv6, scope: own).run(batch)
            if let meant, let status = meant.status(of: result.verdicts) { throw ExitCode(status) }
            if result.errors > 0 { throw ExitCode(65) }
            return
        }
        let question: Question
        var record: FlowLogRecord?
        switch try self.asked(loading, words) {
        case .flow(let flow): question = flow
        case .record(let flow, let own): (question, record) = (flow, own)
        case .who(let end, let port):
            guard meant == nil else { throw Failure.wrongUsage("--assert is for a flow; sgscope board holds who against names") }
            try WhoAnswer(end, port, version: isIPv6 ? .v6 : nil).show(loading, facts, scope)
            return
        case .reaches(let end, let port):
            guard port == nil, let group = end.kind.group else {
                WhomAnswer(end, port, version: isIPv6 ? .v6 : nil).show(loading, facts, scope)
                return
            }
            if facts.format == .json {
                Output.write(GroupJSON(loading: loading).text(group) + "\n", to: 1)
                return
            }
            let output = facts.shown.output(of: loading)
            let report = GroupReport(group, annotations: loading.annotations, analyzer: loading.analyzer)
            output.lines([StyledLine(report.title, .strong)] + report.reachLines(width: output.width))
            return
        }
        let answer = loading.analyzer.answer(question, scope.scope(isFull: true))
        if answer.way != nil { loading.sayNetworkNotices() }
        let seen = try traffic.seen(question, loading)
        if facts.format == .json {
            let turning = loading.turning(answer, scope.scope(isFull: false))
            let text = AnswerJSON(loading: loading).text(answer, before: before(answer, loading), turning: turning)
            Output.write((seen.map { $0.added(to: text) } ?? text) + "\n", to: 1)
        } else {
            let output = facts.shown.output(of: loading)
            let earlier = try before.map { path in
                let reading = try facts.input.earlier(path, than: loading, redaction: redaction)
                return EarlierAnswer(answer, of: loading.analyzer, earlier: reading, scope.scope(isFull: true))
            }
            let read = loading.trial.map { trial in
                EarlierAnswer(
                    answer, of: loading.analyzer, earlier: EarlierReading(withoutTrial: trial.base), scope.scope(isFull: true))
            }
            var report = AnswerReport(answer, annotations: loading.annotations, earlier: earlier ?? read)
            report.record = record.flatMap { record in
                loading.analyzer.comparison(of: record, with: answer)?.sentence(
                    dataOf: loading.inventory.date, recorded: record.end ?? record.start)
            }
            output.lines(report.lines(width: output.width, ascii: output.isASCII))
            if let seen { output.lines(seen.lines(width: output.width)) }
            let fixes = FixReport(answer, of: loading.analyzer)
            if !fixes.isEmpty { output.lines(fixes.lines(verbose: verbose)) }
            if let turning = loading.turning(answer, scope.scope(isFull: false)) {
                let text = TurningText(turning, ChangeText(loading.inventory, loading.annotations.names)).sentence(
                    Clock.dayAndTime)
                output.lines(StyledLine.hanging(text, .strong, width: output.width))
            }
        }
        try seen?.list.log.end()
        if let meant {
            if let status = meant.status(of: [answer.verdict]) { throw ExitCode(status) }
            return
        }
        if answer.verdict != .allowed { throw ExitCode(answer.verdict == .blocked ? 1 : 2) }
    }

    /// The verdict without the trial; nil where there is none, or what was asked is not there without it.
    private func before(_ answer: Answer, _ loading: Loading) -> Verdict? {
        guard let base = loading.trial?.base else { return nil }
        let question = loading.analyzer.question(answer.question, after: base.inventory)
        return question.map { base.answer($0, scope.scope(isFull: false)).verdict }
    }

    private func asked(_ loading: Loading, _ words: [String]) throws -> Asked {
        if words.isEmpty { throw Failure.wrongUsage("why needs SOURCE DESTINATION PORT beside its input") }
        let version: IPVersion? = isIPv6 ? .v6 : nil
        if words.count == 3, !words.contains(where: Self.isArrow) {
            return .flow(try loading.flow(from: words[0], to: words[1], port: words[2], version: version))
        }
        if words == ["-"] { return try loading.asked(StandardInput.text(limit: 65_536), version: version) }
        // What was one word of the shell stays one name.
        let text = words.count == 1 ? words[0] : words.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
        return try loading.asked(text, version: version)
    }

    private static func isArrow(_ word: String) -> Bool { ["->", "=>", "→", ">", "<-", "←", "to", "from"].contains(word) }
}
