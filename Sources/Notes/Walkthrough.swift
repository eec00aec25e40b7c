/// One step of the walkthrough: what to light in the diagram, which questions to ask, what to read.
public struct WalkthroughStep: Sendable, Hashable {
    /// Its title.
    public var title: String
    /// The ends to light: titles of groups, `internet`.
    public var lights: [DocumentedEnd] = []
    /// The questions to ask, each "SOURCE -> DESTINATION:PORT".
    public var questions: [String] = []
    /// The text to read first.
    public var text: String?
    /// What else of the notes to show below the text, in this order.
    public var shows: [WalkthroughContent] = []
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// A step of which only the title is told.
    public init(title: String) { self.title = title }
}

/// A part of the notes that a step of the walkthrough shows, so that nothing is written twice.
public enum WalkthroughContent: Sendable, Hashable {
    /// The environment's purpose and reasons.
    case environment
    /// All notes of a group, by its title: what it protects, the documented columns, every reason.
    case group(String)
    /// The documented flows that are allowed.
    case allowedFlows
    /// The documented flows that are denied.
    case deniedFlows
    /// A table, by its title.
    case table(String)
    /// A decision, by its title.
    case decision(String)
    /// The practices.
    case practices
}
