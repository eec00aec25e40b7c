import ArgumentParser
import Board
import Documentation
import Glibc

/// `sgscope board`: the pinned questions against what they are meant to be.
struct BoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board",
        abstract: "The pinned questions held against what they are meant to be.",
        discussion: """
            The board is a file, sgscope-board.yaml, one question a line in any form that why reads; P in the explorer appends one:

              - {ask: "internet -> alb:443", meant: allowed, why: "users come in here"}
              - {ask: "alb -> rds:5432", meant: blocked}
              - {ask: "api -> redis:6379", meant: allowed, only: [security-groups]}
              - {who: "redis:6379", meant: [ECS API SG, ECS Realtime SG]}
              - 203.0.113.9 -> alb:22

            meant is allowed, blocked or depends; of who the names of exactly those who can reach it in one step; left out, the question
            is shown and not judged. Every layer that the input has is asked, with only: [security-groups] the groups alone. A later line
            for the same question counts instead of an earlier one, and off: true takes it from the board. A line that cannot be read is
            named, and the others are judged.

            Without --board the file lies beside the notes, else beside the first input (in it, where that is a directory), else in the
            working directory; where no file could be made there, in the state folder of sgscope. A file of assertions of
            aws-network-preflight is judged likewise: each selector must find one interface or instance.

            In CI judge each snapshot by a run: sgscope board -i snapshots/today --format junit. There a question that is not as meant is a
            failure, one that depends an error, one that is not judged skipped.

            Exit status: 0 all as meant, 1 some are not (or name what is not in the input), 2 none is wrong but one depends, 64 no
            board, or a selector that finds none or several, 65 a line that cannot be read, where none is wrong.
            """.flowing)

    @OptionGroup var files: InputFiles

    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions
    @OptionGroup var trial: TrialOptions

    @Option(help: ArgumentHelp("The board, or a file of assertions of aws-network-preflight.", valueName: "file"))
    var board: String?

    @Flag(help: "Print those that hold too.")
    var all = false

    @Option(help: ArgumentHelp("text, json, junit or sarif", valueName: "format"))
    var format = CheckFormat.text

    func run() throws {
        let loading = try files.load(input, trial)
        let place = BoardPlace(input, loading, named: board, files: files.files)
        let read = try input.hidingWhatFails { try place.read() }
        guard let read else {
            throw Failure.wrongUsage("there is no board yet: P in the explorer pins a question, or write \(place.shownPath)")
        }
        try BoardRun(loading: loading, shown: shown, format: format, all: all).run(read)
    }
}

/// Judges a board that was read, and prints it.
struct BoardRun {
    let loading: Loading
    let shown: OutputOptions
    let format: CheckFormat
    let all: Bool

    /// Throws the exit status where it is not 0.
    func run(_ board: Board) throws {
        if board.pins.contains(where: { !$0.onlyGroups }) { loading.sayNetworkNotices() }
        let judging = BoardJudging(loading.analyzer, words: loading.original?.analyzer, asking: loading.asking)
        let result = BoardResult(board, by: judging, loading.analyzer, hidesText: loading.original != nil)
        if format == .junit || format == .sarif { loading.sayTrial() }
        switch format {
        case .text:
            let output = shown.output(of: loading)
            output.lines(BoardReport(result).lines(width: output.width, ascii: output.isASCII, all: all))
        case .json: BoardJSON(loading: loading).write(result)
        case .junit: Output.write(BoardJUnit(result).text, to: 1)
        case .sarif: SarifLog(loading: loading).write(result)
        }
        if result.status != 0 { throw ExitCode(result.status) }
    }
}
