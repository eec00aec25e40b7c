/// What people wrote about an environment: titles, reasons, documented flows, decisions, the walkthrough.
///
/// Read from a notes file (`sgscope.yaml`). Nothing here was checked against rules: it says what is meant, not what is.
public struct Notes: Sendable, Hashable {
    /// The file they were read from, as it was named; empty where there is none.
    public var file = ""
    /// The environment as a whole.
    public var environment = EnvironmentNotes()
    /// The groups, in the order of the file; no two share a title (case ignored).
    public var groups: [GroupNotes] = []
    /// Documented flows, allowed and denied, in the order of the file.
    public var flows: [DocumentedFlow] = []
    /// Tables of details, such as what each service does with the cache.
    public var tables: [UsageTable] = []
    /// Decisions that were taken.
    public var decisions: [Decision] = []
    /// Practices that are followed.
    public var practices: [Practice] = []
    /// The walkthrough, first step to last; empty where nobody wrote one.
    public var walkthrough: [WalkthroughStep] = []
    /// Findings of the audit that are accepted, each with its reason.
    public var exceptions: [AuditException] = []

    /// No notes.
    public init() {}

    /// The flows that are documented as allowed.
    public var allowedFlows: [DocumentedFlow] { flows.filter { $0.isAllowed } }

    /// The flows that are documented as denied.
    public var deniedFlows: [DocumentedFlow] { flows.filter { !$0.isAllowed } }
}

/// What people wrote about an environment as a whole.
public struct EnvironmentNotes: Sendable, Hashable {
    /// Its name on screen: "chat-dev".
    public var title: String?
    /// What the groups together are for.
    public var purpose: String?
    /// Where the groups are defined: a path or an address.
    public var source: String?
    /// Why it is as it is.
    public var reasons: [Reason]

    /// Makes notes of an environment.
    public init(title: String? = nil, purpose: String? = nil, source: String? = nil, reasons: [Reason] = []) {
        self.title = title
        self.purpose = purpose
        self.source = source
        self.reasons = reasons
    }
}

/// A line and a column of the notes file, both from 1; columns count Unicode scalars.
public struct NotesLocation: Sendable, Hashable, Comparable {
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int

    /// Makes a location.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// From top to bottom.
    public static func < (left: NotesLocation, right: NotesLocation) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
