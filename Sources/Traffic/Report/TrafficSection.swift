import Text

/// What is told of one row of traffic, or of one rule: its sentences, whatever the width that they are laid out for.
public struct TrafficItem: Sendable {
    /// What it is of.
    public enum Subject: Sendable {
        case row(TrafficRow)
        case rule(RuleUse)
    }

    /// What it is of.
    public var subject: Subject
    /// What stands before the title.
    var lead = "   "
    /// "workers -> rds:5433", "ALB SG  in  tcp 443 from 0.0.0.0/0".
    public var title: String
    /// Why, or what else is known of it; empty where there is nothing.
    public var remark = ""
    /// Whether count and time stand at its end.
    var isCounted = true
    /// How many records.
    public var count: UInt64 = 0
    /// When it was seen last, in seconds since 1970.
    public var last: Int?
    var tone = Tone.plain
}

/// A part of a list under one heading.
public struct TrafficSection: Sendable {
    /// Which part; nil for what else is told.
    public var part: TrafficReport.Part?
    /// The heading.
    public var heading: String
    /// Whether columns of counts and times stand below it.
    var hasColumns: Bool
    /// What can be pointed at.
    public var items: [TrafficItem] = []
    /// Sentences below the items.
    var texts: [String] = []
    /// How many more items there are.
    var more = 0

    init(_ part: TrafficReport.Part?, _ heading: String, hasColumns: Bool = true) {
        (self.part, self.heading, self.hasColumns) = (part, heading, hasColumns)
    }

    /// The section with the items that a text is in, whatever their case; nil where there are none.
    public func filtered(by text: String) -> TrafficSection? {
        let wanted = text.lowercased()
        var section = self
        section.items = items.filter { "\($0.title) \($0.remark)".lowercased().contains(wanted) }
        (section.texts, section.more) = ([], 0)
        return section.items.isEmpty ? nil : section
    }
}
