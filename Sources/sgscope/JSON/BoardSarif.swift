import Board
import Documentation
import Notes

extension SarifLog {
    /// Writes what of a board is not as meant, at its lines in the board's file.
    func write(_ result: BoardResult) {
        let hides = loading.original != nil
        let file = hides ? nil : result.judged.board.file
        var results = result.judged.rows.compactMap { row -> Result? in
            guard row.standing == .otherwise || row.standing == .open else { return nil }
            return Result(
                rule: row.standing == .open ? "pinned-question-depends" : "pinned-question",
                level: row.standing == .open ? "warning" : "error", message: result.message(row), file: file,
                location: NotesLocation(line: row.pin.line, column: 1), fingerprint: result.words.question(row))
        }
        results += result.judged.board.faults.map { fault in
            Result(
                rule: "board-line", level: "error", message: hides ? "this line cannot be read" : fault.reason, file: file,
                location: NotesLocation(line: fault.line, column: 1), fingerprint: "\(fault.line)")
        }
        write(rules: Self.boardRules, results: results)
    }

    private static let boardRules = [
        Rule(
            id: "pinned-question", text: "A pinned question is not what it is meant to be",
            help: "Change what blocks or lets it through, or what is meant on the board.", level: "error"),
        Rule(
            id: "pinned-question-depends", text: "Whether a pinned question is as meant depends on something",
            help: "Read in what is missing; sgscope why says what.", level: "warning"),
        Rule(
            id: "board-line", text: "A line of the board cannot be read",
            help: "Write one question a line, as the board's first lines say.", level: "error"),
    ]
}
