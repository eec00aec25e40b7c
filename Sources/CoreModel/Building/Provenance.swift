/// Where an inventory comes from, and what its reader should know of that.
struct Provenance: Sendable {
    var label: String
    var asOf: String?
    var filesOf: Int?
    var isPast = false
    var unusedFiles: [String] = []
    var unreadLayers: [String] = []
    var sources: [String] = []
    var notices: [String] = []
    var unknowns: [String] = []

    /// The same without what names the inputs.
    func redacted(_ standIns: StandIns) -> Provenance {
        var result = self
        result.label = "redacted"
        result.sources = sources.indices.map { "input \($0 + 1)" }
        result.unusedFiles = []
        result.notices = notices.isEmpty ? [] : ["what is to be known of the inputs names them: without --redact it is said"]
        result.unknowns = unknowns.map(standIns.text)
        return result
    }
}

extension Inventory {
    /// What was read, as the title and answers name it: "example", a file's name, a folder's.
    public var label: String { provenance.label }
    /// When the data was read from AWS, ISO 8601, where an input tells it.
    public var asOf: String? { provenance.asOf }
    /// When the oldest of the files that tell no such time was last changed, in seconds since 1970; nil where there is none.
    public var filesOf: Int? { provenance.filesOf }
    /// Whether it is as of an earlier time: what AWS says now tells nothing of what it leaves open.
    public var isPast: Bool { provenance.isPast }
    /// Files that were found and are not used, each in a sentence: "notes.json is no JSON: not used"; all of them are notices, too.
    public var unusedFiles: [String] { provenance.unusedFiles }
    /// Layers that the inputs hold and that no verdict looks at, such as "network ACLs".
    public var unreadLayers: [String] { provenance.unreadLayers }
    /// The inputs, in the order they were given.
    public var sources: [String] { provenance.sources }
    /// What the reader of an answer should know of the inputs: replaced rules, lists without a name, files skipped.
    public var notices: [String] { provenance.notices }
    /// What the inputs do not settle and rules rest on; see ``Rule/doubt``.
    var unknowns: [String] { provenance.unknowns }
}
