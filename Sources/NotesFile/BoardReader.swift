import Board
import Notes
import Reachability
import Text

/// Reads the board's file: YAML or JSON, one question a line.
///
/// A line that cannot be read is named with what is wrong, and all others count: a board is merged by machines and typed by people.
public struct BoardReader: Sendable {
    /// Makes a reader.
    public init() {}

    /// Reads the bytes of a file; the name is for errors.
    ///
    /// Throws where no line of the file can be read: it is no text, too large, or no board.
    public func read(_ bytes: [UInt8], from file: String) throws(NotesError) -> Board {
        var board = Board()
        board.file = file
        do {
            // A mark of the byte order begins no line.
            try read(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes, into: &board)
        } catch  where error.problem == .empty {
            return board
        } catch {
            throw NotesError(error.problem, at: error.location, file: file)
        }
        return board
    }

    private func read(_ bytes: [UInt8], into board: inout Board) throws(NotesError) {
        let root: NotesNode
        do {
            root = try NotesDocument.tree(bytes)
        } catch {
            guard error.location != nil, take(entriesOf: bytes, into: &board) else { throw error }
            return
        }
        guard case .list(let nodes) = root.content else {
            throw root.wrongType("the board", "a list, one question a line")
        }
        let lines = Lines(bytes)
        if !nodes.allSatisfy({ lines.beginsEntry($0.location.line) }) { board.sealed = .noList }
        for node in nodes { take(node, line: node.location.line, into: &board) }
    }

    private func take(_ node: NotesNode, line: Int, into board: inout Board) {
        do throws(NotesError) { board.take(try Pin(node, line: line)) } catch {
            board.note(Board.LineFault(line: line, reason: error.message))
        }
    }

    /// Reads each entry of a file by itself whose whole is no YAML; false where it has no entries.
    private func take(entriesOf bytes: [UInt8], into board: inout Board) -> Bool {
        let lines = Lines(bytes)
        let entries = lines.entries
        guard entries.contains(where: \.isEntry) else { return false }
        for entry in entries {
            guard entry.isEntry else {
                board.note(Board.LineFault(line: entry.line, reason: "this line is no question: it begins with \"- \""))
                continue
            }
            do throws(NotesError) {
                let root = try NotesDocument.tree(Array(entry.bytes))
                guard case .list(let nodes) = root.content else { throw root.wrongType("a line of the board", "a question") }
                for node in nodes { take(node, line: entry.line + node.location.line - 1, into: &board) }
            } catch {
                // What is cut off is only noticed behind the entry.
                let offset = min((error.location?.line ?? 1) - 1, entry.lineCount - 1)
                board.note(Board.LineFault(line: entry.line + offset, reason: error.message))
            }
        }
        return true
    }

    /// The lines of a file.
    fileprivate struct Lines {
        let lines: [ArraySlice<UInt8>]

        init(_ bytes: [UInt8]) { lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) }

        struct Entry {
            var line: Int
            var isEntry: Bool
            var bytes: ArraySlice<UInt8>
        }

        func beginsEntry(_ number: Int) -> Bool {
            lines.indices.contains(number - 1) && lines[number - 1].starts(with: "- ".utf8)
        }

        /// From each line that begins an entry up to the next, and every other line that is neither blank nor a comment.
        var entries: [Entry] {
            var result: [Entry] = []
            for (place, line) in lines.enumerated() {
                if beginsEntry(place + 1) {
                    result.append(Entry(line: place + 1, isEntry: true, bytes: line))
                } else if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) || line.first == UInt8(ascii: "#") {
                    continue
                } else if line.first == 0x20, let last = result.last, last.isEntry, last.line + last.lineCount == place + 1 {
                    result[result.count - 1].bytes += [UInt8(ascii: "\n")] + line
                } else {
                    result.append(Entry(line: place + 1, isEntry: false, bytes: line))
                }
            }
            return result
        }
    }
}

extension BoardReader.Lines.Entry {
    fileprivate var lineCount: Int { bytes.count { $0 == UInt8(ascii: "\n") } + 1 }
}

extension Pin {
    fileprivate init(_ node: NotesNode, line: Int) throws(NotesError) {
        if case .text = node.content {
            self.init(ask: try node.text("a question"), line: line)
            return
        }
        let fields = try node.mapping("a line of the board", "ask", "who", "meant", "only", "why", "off")
        let ask = try fields.text("ask")
        let who = try fields.text("who")
        if ask != nil, who != nil {
            throw NotesError(.badValue(of: "a line of the board", why: "it has ask and who; keep one"), at: node.location)
        }
        if let who {
            self.init(ask: "who \(who)", line: line)
        } else {
            self.init(ask: try fields.requiredText("ask"), line: line)
        }
        if let node = fields["meant"] { meant = try Meant(node) }
        why = try fields.text("why")
        if let node = fields["off"] {
            let text = try node.text("'off' of a line of the board")
            guard ["true", "false"].contains(text) else {
                throw NotesError(.notOneOf(text, what: "'off'", choices: ["true", "false"]), at: node.location)
            }
            isOff = text == "true"
        }
        for node in fields.listOrOne("only") {
            let layer = try node.text("'only' of a line of the board")
            guard layer == Layer.securityGroups.rawValue else {
                throw NotesError(.notOneOf(layer, what: "'only'", choices: [Layer.securityGroups.rawValue]), at: node.location)
            }
            onlyGroups = true
        }
    }
}

extension Pin.Meant {
    fileprivate init(_ node: NotesNode) throws(NotesError) {
        if case .list(let nodes) = node.content {
            self = .names(try nodes.map { (node) throws(NotesError) in try node.text("a name in 'meant'") })
            return
        }
        let text = try node.text("'meant' of a line of the board").lowercased()
        guard let verdict = Verdict(rawValue: text) else {
            throw NotesError(
                .notOneOf(text, what: "'meant'", choices: Verdict.allCases.map(\.rawValue) + ["[NAME, ...] of who"]),
                at: node.location)
        }
        self = .verdict(verdict)
    }
}
