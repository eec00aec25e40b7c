import CoreModel
import Reachability

/// A change as it is typed in one line, with what it does to the inventory that it was read for.
public struct TrialLine: Sendable, Hashable {
    /// The line that reads back as this change.
    public let text: String
    /// What it does, in order.
    public let edits: [Edit]
    /// What is gone, where it is a drill.
    public let drill: Drill?

    /// What a drill takes away.
    public enum Drill: Hashable, Sendable {
        /// A group, by its id.
        case group(String)
        /// An availability zone, by its name.
        case zone(String)
        /// A subnet, by its id.
        case subnet(String)
        /// A gateway, a peering, a table or an endpoint, by its id.
        case component(String)
        /// Interfaces, by their ids.
        case interfaces([String])
    }

    /// A change that is known as edits.
    init(text: String, edits: [Edit], drill: Drill? = nil) {
        self.text = text
        self.edits = edits
        self.drill = drill
    }

    /// Reads a line as a change of an inventory.
    ///
    /// Throws ``TrialFault``, whose message lists what may be meant. Complexity: linear in what it may name.
    public init(parsing line: String, for analyzer: Analyzer) throws(TrialFault) {
        self = try TrialLineReader(analyzer).line(line)
    }

    /// Reads a line as a change of an inventory that drills took some things from, by their ids: none of them is edited or comes back.
    init(parsing line: String, for analyzer: Analyzer, without gone: Set<String>) throws(TrialFault) {
        let reader = TrialLineReader(analyzer, without: gone)
        let line = try reader.line(line)
        if let id = line.thing(among: gone) { throw .isOff(reader.called(id)) }
        self = line
    }

    /// Whether a text is to be read as a change and not as the name of a file: it begins with a sign, or with a verb that something
    /// follows.
    public static func looksLikeOne(_ text: String) -> Bool {
        guard let first = TrialToken.tokens(of: text).first, !first.isQuoted else { return false }
        // A lone - is standard input.
        let hasSign =
            TrialWords.signs.contains(String(first.text.prefix(1))) && TrialToken.tokens(of: text) != [TrialToken(text: "-")]
        return hasSign || first.isOne(of: TrialWords.verbs) && TrialToken.tokens(of: text).count > 1
    }

    /// A name as a line has it: in quotes where a word of it would be taken for another part.
    public static func named(_ name: String) -> String { TrialLineWriter.plain(name) }

    /// Words in quotes, as a line has the description of a rule.
    public static func quoted(_ words: String) -> String { TrialToken.quoted(words) }

    /// Writes edits of an inventory as lines; an edit that no line says, of a group that comes or goes, is left out.
    public static func lines(of edits: [Edit], for analyzer: Analyzer) -> [TrialLine] {
        let writer = TrialLineWriter(analyzer)
        return edits.compactMap { edit in writer.text(edit).map { TrialLine(text: $0, edits: [edit]) } }
    }
}
