import Annotations
import Notes
import Reachability
import CoreModel
import Text
import Words

/// What there is to say of a group: its rules, what carries it, who names it, and why it is as it is.
///
/// The explorer's pane and `sgscope rules` show the same lines. Nothing is cut: what does not fit a line goes on in the next.
public struct GroupReport: Sendable {
    let group: GroupIndex
    let annotations: Annotations
    let references: GroupReferences
    /// Works out who reaches whom; nil where that is left out.
    let analyzer: Analyzer?

    var inventory: Inventory { annotations.inventory }
    var names: Names { annotations.names }
    var notes: GroupNotes? { annotations.notes(of: group) }
    var words: GroupText { GroupText(group, inventory, names, analyzer) }

    /// A report of a group.
    ///
    /// `references` is made here when it is not given; whoever writes many reports makes it once. With an analyzer the report also
    /// tells who reaches the group and whom it reaches, in how many steps: that costs a question for each pair of groups.
    public init(
        _ group: GroupIndex, annotations: Annotations, references: GroupReferences? = nil, analyzer: Analyzer? = nil
    ) {
        self.group = group
        self.annotations = annotations
        self.analyzer = analyzer
        self.references = references ?? GroupReferences(annotations.inventory)
    }

    /// "RDS SG  sg-e9ec91ed1f04d6569  chat-dev-rds-sg": what it is called, its id, its whole name, each once.
    public var title: String { titleParts.joined(separator: "  ") }

    /// "RDS SG  sg-e9ec91ed1f04d6569".
    public var shortTitle: String { titleParts.prefix(2).joined(separator: "  ") }

    /// As much of the title as fits into some columns: all of it, name and id, or the name alone.
    public func title(width: Int) -> String {
        [title, shortTitle].first { TerminalText.width($0) <= width } ?? titleParts.first ?? ""
    }

    private var titleParts: [String] {
        let parts = [names.name(of: group), inventory[inventory[group].id], inventory[inventory[group].name]]
        return parts.filter { !$0.isEmpty }.distinct().map(TerminalText.safe)
    }

    /// The lines below the title, for a width in columns, each with what it leads to; what `titled` does not say comes first.
    public func rows(width: Int, titled: String? = nil) -> [ReportRow] {
        var writer = ReportWriter(width: width)
        if let titled, titled != title {
            let unsaid = titled == shortTitle ? titleParts.dropFirst(2) : titleParts.dropFirst()
            writer.head([.init([.init(unsaid.joined(separator: "  "), .dim)])])
        }
        writer.head(head)
        writer.write([rules(.ingress), rules(.egress)])
        for section in reach + [attached, namedBy, about, why] { writer.write([section]) }
        return writer.rows
    }

    /// The lines below the title, for a width in columns.
    public func lines(width: Int) -> [StyledLine] { rows(width: width).map(\.line) }

    /// Who reaches the group and whom it reaches, in how many steps, for a width in columns; nothing without an analyzer.
    public func reachLines(width: Int) -> [StyledLine] {
        var writer = ReportWriter(width: width)
        for section in reach { writer.write([section]) }
        return writer.rows.map(\.line)
    }

    /// Both directions in one line each, with the number of rules that found no room.
    public func summary(width: Int) -> [StyledLine] {
        Direction.allCases.map { direction in
            let label = TerminalText.padded(direction.name, to: 9)
            let room = max(8, width - TerminalText.width(label))
            return StyledLine([StyledSpan(label, .strong), StyledSpan(oneLine(direction, room: room))])
        }
    }

    private var head: [ReportSection.Row] {
        var rows: [ReportSection.Row] = []
        if let protects = notes?.protects { rows.append(.init([.init("protects \(protects)", .plain)])) }
        let description = inventory[inventory[group].description]
        if !description.isEmpty { rows.append(.init([.init(description, .dim)])) }
        return rows
    }
}

/// One line of a report, with what it leads to.
public struct ReportRow: Sendable, Hashable {
    /// The line.
    public var line: StyledLine
    /// The rule that it is about, where it is about one.
    public var rule: RuleIndex?
    /// What it leads to, where it leads somewhere.
    public var target: End?
    /// What of an answer it leads to, on the page of a hop.
    public var stop: AnswerStop?
    /// What is decided here of what passes, on the page of a hop.
    public var decides: Outcome?
    /// The entry of an ACL, or the route, that it is about.
    public var element: Element?

    /// What of the network one row is about.
    public enum Element: Sendable, Hashable {
        /// An entry, by its place in its ACL.
        case entry(NetworkACLIndex, Int)
        /// A route, by its place in its table.
        case route(RouteTableIndex, Int)
    }

    /// Makes one.
    public init(
        line: StyledLine, rule: RuleIndex? = nil, target: End? = nil, stop: AnswerStop? = nil, decides: Outcome? = nil,
        element: Element? = nil
    ) {
        self.line = line
        self.rule = rule
        self.target = target
        self.stop = stop
        self.decides = decides
        self.element = element
    }

    /// Whether it leads somewhere.
    public var leads: Bool { target != nil || stop != nil }

    /// Rows of a text over a width, made safe.
    public static func wrapped(_ text: String, _ tone: Tone = .plain, width: Int) -> [ReportRow] {
        StyledLine.wrapped(TerminalText.safe(text), tone, width: width).map { ReportRow(line: $0) }
    }
}
