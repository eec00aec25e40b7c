/// A decision that was taken, and what it costs.
public struct Decision: Sendable, Hashable {
    /// Its title: "No bastion host, no VPN".
    public var title: String
    /// What was chosen.
    public var choice: String?
    /// Why.
    public var reasoning: [ReasonPoint] = []
    /// What else was considered, and why it was not taken.
    public var alternative: String?
    /// What the choice costs.
    public var tradeOff: String?
    /// What else to know.
    public var remark: String?
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// A decision of which only the title is told.
    public init(title: String) { self.title = title }
}

/// A practice that is followed.
public struct Practice: Sendable, Hashable {
    /// Its title: "Least privilege".
    public var title: String
    /// What it means here.
    public var text: String
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// Makes a practice.
    public init(title: String, text: String, location: NotesLocation? = nil) {
        self.title = title
        self.text = text
        self.location = location
    }
}

/// A table of details: a title, columns, rows of as many cells.
public struct UsageTable: Sendable, Hashable {
    /// Its title: "Redis usage".
    public var title: String
    /// The title of the group it is about, where it is about one.
    public var group: String?
    /// The columns' headings.
    public var columns: [String]
    /// The rows; each has a cell for every column.
    public var rows: [[String]]
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// Makes a table.
    public init(title: String, group: String? = nil, columns: [String], rows: [[String]], location: NotesLocation? = nil) {
        self.title = title
        self.group = group
        self.columns = columns
        self.rows = rows
        self.location = location
    }
}
