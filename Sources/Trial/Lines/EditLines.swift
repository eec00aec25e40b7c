import CoreModel
import Reachability
import Words

/// Edits as lines of a file that is read back, each of the inventory with the lines before it, and what of them no line says.
public struct EditLines: Sendable {
    /// A row of the file.
    public enum Row: Hashable, Sendable {
        /// A line that reads back as an edit.
        case line(String)
        /// What no line says, in words: a group that comes or goes, what is of one that comes, what a reader of lines takes for another change.
        case unsaid(String)
    }

    /// The rows, an edit each, or what AWS sets for several interfaces at once; none for what changes nothing.
    public let rows: [Row]

    /// Writes edits of an inventory.
    ///
    /// Complexity: each edit is read back, at the cost of a line of a trial.
    public init(_ edits: [Edit], for analyzer: Analyzer) {
        var trial = Trial(analyzer)
        var rows: [Row] = []
        // What was left out is there for the words of what rests on it.
        var left: [Edit] = []
        let all = Set(edits)
        for edit in edits where !trial.inventory.isMade(edit) {
            if let text = TrialLineWriter(trial.analyzer).text(edit), trial.add(text, reading: edit, among: all) {
                // What AWS sets for several at once is said of what they are of.
                let line = trial.changes.last?.line
                rows.append(.line(line.map { $0.edits.count > 1 ? $0.text : text } ?? text))
                continue
            }
            let writer = TrialLineWriter(left.isEmpty ? trial.analyzer : trial.analyzer.applying(left))
            rows.append(.unsaid(writer.text(edit) ?? edit.name))
            left.append(edit)
        }
        self.rows = rows
    }

    /// The file: what no line says is a comment in it.
    public var text: String {
        rows.map { row -> String in
            switch row {
            case .line(let text): "\(text)\n"
            case .unsaid(let text): "# no line says: \(CodeText.oneLine(text))\n"
            }
        }.joined()
    }

    /// What no line says.
    public var unsaid: [String] {
        rows.compactMap { row -> String? in if case .unsaid(let text) = row { CodeText.oneLine(text) } else { nil } }
    }
}

extension Trial {
    /// Adds the line of an edit; false, and nothing is added, where it is refused or comes to something else than it and others of all.
    fileprivate mutating func add(_ line: String, reading edit: Edit, among all: Set<Edit>) -> Bool {
        let before = self
        do throws(TrialFault) { try add(line) } catch { return false }
        let read = changes.last?.line.edits ?? []
        if read.contains(edit) && all.isSuperset(of: read) || read.count == 1 && inventory.isMade(edit) { return true }
        self = before
        return false
    }
}
