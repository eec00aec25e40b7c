import Text

extension FlowLogProblem: CustomStringConvertible {
    /// One line: which file, where, what is wrong, what to do, and what was read all the same.
    public var message: String { "\(Self.visible(file)): \(clause)\(rest)" }

    /// The same as ``message``.
    public var description: String { message }

    private var rest: String {
        switch recordsRead {
        case 0: ""
        case 1: " (1 record of it was read)"
        default: " (\(recordsRead) records of it were read)"
        }
    }

    private var clause: String {
        switch reason {
        case .noSuchFile: "no such file or directory; check the path"
        case .mayNotBeOpened(let reason): "cannot be opened (\(reason)); check its permissions"
        case .isNoFile(let what): "is \(what), not a file; give a file, a directory, or - for standard input"
        case .readFailed(let reason): "cannot be read (\(reason)); try again"
        case .empty: "is empty; the command that wrote it probably failed, run it again"
        case .cutOff: "the gzip data ends in the middle; it was cut off, fetch it again"
        case .damaged(let reason): "the gzip data is damaged (\(Self.visible(reason))); fetch it again"
        case .tooLong(let line, let limit): "line \(line) is longer than \(limit) bytes, no record is; what follows was not read"
        case .notText: "is not text; give flow logs as text, gzip or JSON"
        case .notALog(let beginning):
            "is no flow log, it begins with \"\(Self.visible(beginning))\"; give its header line with it, or \(Self.order)"
        case .parquet: "is Parquet; query it instead (sgscope traffic --sql duckdb prints how), and give what comes out"
        case .badJSON(let line): "line \(line) is not JSON; fetch it again"
        case .cutJSON: "the JSON ends in the middle; it was cut off, fetch it again"
        case .unknownJSON: "is JSON, but has no records of flow logs; give the output of aws logs, or of a query"
        case .tooDeep: "is packed within packed data too often; unpack it first"
        case .missingFields(let names):
            "its format has no \(TextList.sentence(names.map(Self.visible), and: "or")), so rules cannot be held against it; log more fields"
        case .badLines(let count, let total, let first, let why):
            "\(count) of \(total) \(total == 1 ? "line" : "lines") \(count == 1 ? "is no record" : "are no records"), first line \(first): \(Self.text(why))"
        case .standardInputTwice: "can be read only once; give - once"
        }
    }

    private static func text(_ fault: LineFault) -> String {
        switch fault {
        case .wrongCount(let expected, let found): "it has \(found) values, its format has \(expected)"
        case .badValue(let field, let value): "\(visible(field)) cannot be \"\(visible(value))\""
        case .unknownOrder: "the order of its fields is not known; give the header line with it, or \(order)"
        }
    }

    /// What tells the order of fields where the log does not.
    private static let order = "the output of aws ec2 describe-flow-logs beside it; traffic takes --log-format, too"

    private static func visible(_ text: String) -> String { TerminalText.safe(text) }
}
