import ArgumentParser
import Notes
import Readers
import Reachability
import Diff
import CoreModel
import Text
import Words

/// `sgscope diff`: rules and flows that differ between two inventories, or by a plan.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What differs between two inventories or by a plan: groups, rules, and the flows that open or close.",
        usage: """
            sgscope diff BEFORE AFTER
            sgscope diff BEFORE --live
            sgscope diff --plan FILE
            sgscope diff --with LINE|FILE
            sgscope diff --at TIME [TIME]
            sgscope diff BEFORE AFTER --as FORM
            """,
        discussion: """
            BEFORE and AFTER are anything that can be read: files, directories, snapshots, states. --plan FILE compares what stands
            before a Terraform plan or a Pulumi preview is applied with what will stand after it. Inputs given with -i are part of both
            sides (the interfaces of an account beside its plan). Flows are judged by the groups of both sides; what depends is said.
            Where another layer is looked at, what differs of the network is listed, and what opens or closes over all layers, as
            sgscope why judges it: by a route, an entry of an ACL, an attachment. --at T1 T2 compares what was read as of two times, by the
            events among the inputs; without T2 the later one is what was read. Exit status: 0 nothing differs, 1 something does.
            """.flowing)

    @OptionGroup var facts: FactOptions

    @OptionGroup var trial: TrialOptions

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Print what makes AFTER of BEFORE as aws, terraform, cloudformation, pulumi or line.", valueName: "form"))
    var form: ChangeForm?

    @Option(help: ArgumentHelp("A plan (terraform show -json), or a preview (pulumi preview --json).", valueName: "file"))
    var plan: String?

    @Argument(help: ArgumentHelp("BEFORE and AFTER, files or directories.", valueName: "file"))
    var files: [String] = []

    func validate() throws {
        if facts.input.at != nil {
            if files.count <= 1, plan == nil, !trial.isGiven, files.allSatisfy({ TypedTime.seconds($0) != nil }) { return }
            throw ValidationError("diff --at takes one or two times, and what is read with -i (\(TypedTime.forms))")
        }
        let wanted = plan != nil ? 0 : facts.input.isLive ? 1 : 2
        // What was read, and the same with changes.
        if trial.isGiven, files.isEmpty, plan == nil { return }
        if files.count != wanted || (plan != nil && facts.input.isLive) {
            throw ValidationError("diff compares BEFORE and AFTER, BEFORE and --live, or the two sides of one --plan FILE")
        }
        if files.count(where: { $0 == "-" }) > 1 || facts.input.input.contains("-") {
            throw ValidationError("standard input can be read once only; name a file")
        }
    }

    func run() throws {
        let sides = try read()
        let taken = sides.after.loading.trial.map { TakenAway(from: $0.base, to: sides.after.analyzer) }
        if let form {
            let edits = InventoryDiff.edits(from: sides.before.analyzer, to: sides.after.analyzer, without: taken)
            Output.write(form.text(edits.edits, sides.before.analyzer, exactly: true), to: 1)
            let what = form == .line ? "line" : "code"
            for text in edits.unsaid { StandardError.line("sgscope: note: no \(what) says: \(text)") }
            if !edits.edits.isEmpty || !edits.unsaid.isEmpty { throw ExitCode(1) }
            return
        }
        let diff = InventoryDiff(from: sides.before.analyzer, to: sides.after.analyzer, without: taken)
        switch facts.format {
        case .text:
            let output = facts.shown.output()
            if let trial = sides.after.loading.trial { output.line(trial.banner, .dim) }
            for side in [sides.before, sides.after] {
                for warning in side.loading.past?.warnings ?? [] {
                    let text = "\(side.loading.inventory.asOf ?? ""): \(warning)"
                    output.lines(StyledLine.wrapped(text, .dim, width: output.width))
                }
            }
            let report = DiffReport(diff, before: sides.before.title, after: sides.after.title)
            output.lines(report.lines(width: output.width, ascii: output.isASCII))
        case .json: DiffJSON(before: sides.before.loading, after: sides.after.loading).write(diff)
        }
        if !diff.isEmpty { throw ExitCode(1) }
    }

    private struct Side {
        var loading: Loading
        var words: String

        var analyzer: Analyzer { loading.analyzer }

        /// What it is, and of when.
        var title: String {
            let age = loading.inventory.date.map { DataAgeText($0, now: Clock.now) }
            return words + (age.map { $0.isTold ? ", \($0.unmarked)" : "" } ?? "")
        }
    }

    private func read() throws -> (before: Side, after: Side) {
        if let at = facts.input.at { return try readTimes(at, files.first) }
        if trial.isGiven {
            if facts.input.isRedacted { throw Failure.wrongUsage("--with names things as they are called: leave out --redact") }
            guard plan == nil, files.isEmpty else {
                var sides = try readSides()
                sides.after = Side(loading: try trial.laid(over: sides.after.loading), words: "\(sides.after.words), on trial")
                return sides
            }
            let loading = try facts.input.load()
            let tried = try trial.laid(over: loading)
            return (Side(loading: loading, words: loading.inventory.label), Side(loading: tried, words: tried.trial?.title ?? ""))
        }
        return try readSides()
    }

    /// What was read as of two times; without the second one as it was read.
    private func readTimes(_ first: String, _ last: String?) throws -> (before: Side, after: Side) {
        if facts.input.isRedacted { throw Failure.wrongUsage("diff --at cannot be shown with stand-ins: leave out --redact") }
        var plain = facts.input
        plain.at = nil
        let loading = try plain.load(readsEarlier: true)
        func side(_ text: String) throws -> Side {
            var input = facts.input
            input.at = text
            return Side(loading: try input.asOf(loading), words: loading.inventory.label)
        }
        return (try side(first), try last.map(side) ?? Side(loading: loading, words: loading.inventory.label))
    }

    private func readSides() throws -> (before: Side, after: Side) {
        func words(_ text: String, _ standIn: String) -> String { facts.input.isRedacted ? standIn : text }
        if let plan {
            let argument = try facts.input.twice(plan)
            let (before, after, readsPlan) = try facts.input.sides([argument], [argument], ofPlan: true)
            guard readsPlan else {
                let name = words(argument.name, "the input")
                throw Failure.wrongUsage("\(name) is no plan: sgscope diff BEFORE AFTER compares what stands in two files")
            }
            let name = words(argument.name, "the plan")
            return (
                Side(loading: before, words: "\(name), before it is applied"),
                Side(loading: after, words: "\(name), after it is applied")
            )
        }
        let last = try facts.input.isLive ? facts.input.liveArgument() : try facts.input.twice(files[1])
        let first = try facts.input.twice(files[0])
        let (before, after, _) = try facts.input.sides([first], [last])
        return (
            Side(loading: before, words: words(first.name, "input 1")), Side(loading: after, words: words(last.name, "input 2"))
        )
    }
}
