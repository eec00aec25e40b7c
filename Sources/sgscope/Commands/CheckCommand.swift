import ArgumentParser
import Documentation

/// `sgscope check`: the notes' documented flows against the rules.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "The notes held against the rules: documented flows, inbound and outbound, and what nobody documented.",
        discussion: """
            Documented flows are held against every layer that the input has, there and back: one that a network ACL or a route stops
            differs, and the code says what stops it. A flow that the groups settle and that only another layer leaves open is told,
            and is no difference unless --strict says so. Inbound, outbound and what nobody documented are those of the groups.

            A file of assertions of aws-network-preflight, given with --notes, is judged as sgscope board judges it.

            Exit status: 0 where notes and rules agree, 1 where they differ or agreement cannot be proved (a flow that depends, an end
            that is not here).
            """.flowing)

    @OptionGroup var files: InputFiles
    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions

    @Option(help: ArgumentHelp("text, json, junit or sarif", valueName: "format"))
    var format = CheckFormat.text

    @Flag(help: "Count as different what the groups settle and only another layer leaves open.")
    var strict = false

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var trial: TrialOptions

    func run() throws {
        if let file = input.notes, let board = try input.hidingWhatFails({ try BoardPlace.assertions(file, input) }) {
            try BoardRun(loading: board.loading, shown: shown, format: format, all: false).run(board.board)
            return
        }
        let loading = try files.load(input, trial)
        guard loading.notes != nil else {
            throw Failure.wrongUsage("there are no notes to check: give --notes FILE, or begin with sgscope notes init")
        }
        loading.sayWarnings()
        let own = scope.scope(isFull: true)
        if own.looksAtNetwork { loading.sayNetworkNotices() }
        let result = CheckResult(loading.analyzer, annotations: loading.annotations, scope: own, isStrict: strict)
        if format == .junit || format == .sarif { loading.sayTrial() }
        switch format {
        case .text:
            let output = shown.output(of: loading)
            output.lines(CheckReport(result).lines(width: output.width, ascii: output.isASCII))
        case .json: CheckJSON(loading: loading).write(result)
        case .junit: Output.write(CheckJUnit(result).text, to: 1)
        case .sarif: SarifLog(loading: loading).write(result)
        }
        if result.differences > 0 { throw ExitCode(1) }
    }
}

enum CheckFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, junit, sarif
}
