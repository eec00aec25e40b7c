import ArgumentParser
import CoreModel
import Documentation
import Reachability
import Text
import Trial
import Words

/// `sgscope fix`: the fewest changes after which questions come to what they are meant to.
struct FixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "The fewest changes that let a flow through, or make every question of a file as it is meant; as code too.",
        usage: """
            sgscope fix SOURCE DESTINATION PORT [--as FORM]
            sgscope fix "SOURCE -> DESTINATION:PORT"
            sgscope fix --batch FILE|- [--as FORM]
            sgscope fix --board [FILE] [--as FORM]
            """,
        discussion: """
            What is given is proved: every question is asked again with the changes laid over what was read, over every layer that the input
            has. Rules are no wider than the ends and ports of a question; no change is given that makes another question of the file
            otherwise than it is meant, and where there are no such changes it says why.

            --batch reads a question a line, as why --batch takes it or as "SOURCE -> DESTINATION:PORT", with what it is meant to be: the
            key "meant" in JSON, allowed or blocked, or = allowed, = blocked behind the text; allowed where it is left out.

            --board without a file takes the board of the input: sgscope-board.yaml beside the notes or the input, where board and the explorer
            find it.

            --as prints code alone: aws commands, Terraform, CloudFormation, Pulumi (TypeScript), or lines for --with. --undo prints what
            takes it all back, as aws commands or in the form of --as.

            Exit status: 0 the changes are there, or none is needed; 1 there are none.
            """.flowing)

    @OptionGroup var facts: FactOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var trial: TrialOptions

    @Flag(name: .customLong("ipv6"), help: "Ask about IPv6 where the ends have both families.")
    var isIPv6 = false

    @Option(name: .customLong("as"), help: ArgumentHelp("aws, terraform, cloudformation, pulumi or line.", valueName: "form"))
    var form: ChangeForm?

    @Flag(help: "Print what takes the changes back: aws commands, or the form of --as.")
    var undo = false

    @Option(help: ArgumentHelp("Questions with what each is meant to be, one a line; - for standard input.", valueName: "file"))
    var batch: String?

    @Option(
        help: ArgumentHelp(
            "A board, the input's own without a file: its pins that are meant to be allowed or blocked.", valueName: "file"))
    var board: String?

    @Argument(help: ArgumentHelp("SOURCE DESTINATION PORT, or one text \"SOURCE -> DESTINATION:PORT\".", valueName: "question"))
    var words: [String] = []

    func validate() throws {
        if batch != nil, board != nil { throw ValidationError("--batch and --board are two files of questions; give one") }
        if let file = batch ?? board, let word = words.first(where: { !InputPath.isWritten($0) }) {
            throw ValidationError("the questions are those of \(file); leave out \(word)")
        }
        if batch == nil, board == nil, words.isEmpty {
            throw ValidationError("fix needs SOURCE DESTINATION PORT, for example: sgscope fix alb rds 5432")
        }
    }

    func run() throws {
        var (input, trial, asked) = (facts.input, self.trial, words)
        if batch == nil, board == nil { try input.takeTime(from: &asked, andChangesInto: &trial) }
        let (loading, words) = try input.load(among: asked, trial)
        let own = scope.scope(isFull: false)
        let wanted = try questions(loading, words)
        if own.looksAtNetwork { loading.sayNetworkNotices() }
        let report = FixSetReport(wanted, loading, own)
        do throws(NoFixSet) {
            let found = try loading.analyzer.fixes(wanted, own)
            try show(found, report, loading)
        } catch {
            switch facts.format {
            case .text:
                let lines = report.none(error)
                if form == nil, !undo {
                    let output = facts.shown.output(of: loading)
                    output.lines(lines.flatMap { StyledLine.wrapped($0, width: output.width) })
                } else {
                    for line in lines { StandardError.line("sgscope: \(line)") }
                }
            case .json: Output.write(report.json(error) + "\n", to: 1)
            }
            throw ExitCode(1)
        }
    }

    private func show(_ found: FixSet, _ report: FixSetReport, _ loading: Loading) throws(NoFixSet) {
        if form != nil || undo {
            let code = report.code(found, form, isUndo: undo)
            Output.write(found.edits.isEmpty ? "" : code, to: 1)
            if found.edits.isEmpty { StandardError.line("sgscope: \(report.sentence(found))") }
            return
        }
        switch facts.format {
        case .text:
            let output = facts.shown.output(of: loading)
            output.lines(report.lines(found, width: output.width, ascii: output.isASCII))
        case .json: Output.write(report.json(found) + "\n", to: 1)
        }
    }

    // MARK: Questions

    private func questions(_ loading: Loading, _ words: [String]) throws -> [MeantQuestion] {
        if let batch { return try MeantQuestions(loading: loading, isIPv6: isIPv6).read(batch) }
        if let board { return try MeantQuestions(loading: loading, isIPv6: isIPv6).pinned(board, facts.input) }
        if words.isEmpty { throw Failure.wrongUsage("fix needs SOURCE DESTINATION PORT beside its input") }
        let version: IPVersion? = isIPv6 ? .v6 : nil
        if words.count == 3, !words.contains(where: { $0.contains("->") }) {
            return [
                MeantQuestion(try loading.flow(from: words[0], to: words[1], port: words[2], version: version), meant: .allowed)
            ]
        }
        let text = words.count == 1 ? words[0] : words.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
        guard let question = try loading.asked(text, version: version).flow else {
            throw Failure.wrongUsage("fix takes one flow, for example: sgscope fix alb rds 5432")
        }
        return [MeantQuestion(question, meant: .allowed)]
    }
}

/// The forms in which changes are written.
enum ChangeForm: String, CaseIterable, ExpressibleByArgument {
    case aws, terraform, cloudformation, pulumi, line

    /// Edits of an inventory in the form; what no line says is a comment among lines, and told on standard error.
    ///
    /// Exactly: with the descriptions that rules have, and none where they have none; else code says what such a rule is for.
    func text(_ edits: [Edit], _ analyzer: Analyzer, exactly: Bool = false) -> String {
        guard let form = CodeForm(rawValue: rawValue) else {
            let lines = EditLines(edits, for: analyzer)
            for text in lines.unsaid { StandardError.line("sgscope: note: no line says: \(text)") }
            return lines.text
        }
        let code = ChangeCode(analyzer.inventory, analyzer.names)
        return exactly ? code.text(exactly: edits, as: form) : code.text(edits, as: form)
    }

    /// What takes edits of an inventory back once they are made, in the form; likewise.
    func undo(_ edits: [Edit], _ analyzer: Analyzer) -> String {
        if let form = CodeForm(rawValue: rawValue) {
            return ChangeCode(analyzer.inventory, analyzer.names).undo(edits, as: form)
        }
        guard let back = analyzer.inventory.undoing(edits) else {
            StandardError.line("sgscope: note: no lines take all of it back")
            return "# no lines take all of it back\n"
        }
        return text(back, analyzer.applying(edits))
    }
}
