import Text

extension ReadError: CustomStringConvertible {
    /// One line: which input, where, what is wrong, what to do.
    public var message: String {
        "\(VisibleText.line(file)): \(placeText)\(clause)"
    }

    /// The same as ``message``.
    public var description: String { message }

    private var placeText: String {
        switch place {
        case .path(let path, nil): VisibleText.line(path) + " "
        case .path(let path, let document?): "document \(document), \(VisibleText.line(path)) "
        case .line(let line): "line \(line): "
        case .pathInLine(let path, let line): "line \(line), \(VisibleText.line(path)) "
        case nil: ""
        }
    }

    private var clause: String {
        switch problem {
        case .noSuchFile: "no such file or directory; check the path"
        case .mayNotBeOpened(let reason): "cannot be opened (\(reason)); check its permissions"
        case .isNoFile(let what): "is \(what), not a file; give a file, a directory, or - for standard input"
        case .readFailed(let reason): "cannot be read (\(reason)); try again"
        case .empty: "is empty; the command that wrote it probably failed, run it again"
        case .packed(let tool): "is packed by \(tool); unpack it first, or by a pipe: \(tool) -dc FILE | sgscope -i -"
        case .damaged(let tool): "was packed by \(tool) and is damaged; fetch it again"
        case .multiplies(let tool):
            "was packed by \(tool) and grows more than 200 times; unpack it yourself if it is meant so"
        case .cutOffPacked: "was packed by gzip and ends in the middle; fetch it again"
        case .notText: "is not text; give \(Self.expected)"
        case .badYAML(let what): "\(VisibleText.line(what)), so it is not YAML; write the file again"
        case .notJSON(let beginning): "is not JSON, it begins with \"\(VisibleText.line(beginning))\"; give \(Self.expected)"
        case .badJSON(let what): "\(what), so it is not JSON; write the file again"
        case .cutOff: "the JSON ends in the middle; it was cut off, fetch it again"
        case .tooLarge: "is larger than 4 GB; split it, for example by region"
        case .growing: "grows while it is read; try again when it is written"
        case .noMemory: "does not fit into memory; split it, for example by region"
        case .unknownKind: "can be read, but is of no kind that is known; give \(Self.expected)"
        case .notReadYet(let what, let instead): "is \(what), which cannot be read yet; \(instead)"
        case .ofLogs: "describes flow logs, and is read with them: sgscope traffic LOGS \(VisibleText.line(file)) -i INPUT"
        case .missing: place?.isPath == true ? "is missing; give the whole output, not a --query of it" : "is missing"
        case .notAnObject: "is not a JSON object, such as {\"source\": ..., \"destination\": ...}"
        case .wrongKind(let found, let expected): "is \(found), expected \(expected)"
        case .badValue(let clause): VisibleText.line(clause)
        case .noInventory(let files): "no inventory in it (\(Self.count(files))); give \(Self.expected)"
        case .standardInputTwice: "can be read only once; give - once"
        }
    }

    private static let expected = "AWS CLI output, a Terraform state or plan, a CloudFormation template or a Pulumi stack"

    private static func count(_ files: Int) -> String {
        switch files {
        case 0: "it has no files"
        case 1: "1 file, of no known kind"
        default: "\(files) files, none of a known kind"
        }
    }
}

/// Makes text that came from outside fit for one line of a terminal.
enum VisibleText {
    /// Control characters and what reorders text are written as `\u{1B}`, so that they are seen and have no effect.
    static func line(_ text: String) -> String {
        EscapedText.replacing(in: text) { scalar in
            mustBeShown(scalar) ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : nil
        }
    }

    private static func mustBeShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }
}
