import CoreModel
import Events

/// What the format readers write into: the inventory that grows, and what can only be said when all inputs are read.
struct Collector {
    var builder: InventoryBuilder
    private var documents = 0
    /// The templates, which are read together at the end.
    var templates = TemplateSet()
    /// The items of AWS Config, of which the newest of each resource is read at the end.
    var configItems = ConfigInventory()
    /// The resources of Cloud Control, which are read together at the end.
    var cloudControl = CloudControlSet()
    /// The parameters that templates have.
    var usedParameters: Set<String> = []
    /// The files that have two sides, of which one is read: plans and previews.
    var plans: [String] = []
    /// The events that documents tell.
    var events = EventRecords()
    /// What the documents of the input at hand were taken for.
    private var taken: [InputKind] = []
    /// The rules whose CIDRs AWS keeps in another form, the first of them by name, and how many there are.
    var amended: [String] = []
    var amendedCount = 0
    /// What may have public addresses that the document at hand does not tell.
    var publicHolders = PublicHolders()
    /// Groups that are listed by name, without rules: where nothing else lists them, they stand there and their rules are not known.
    var namedGroups: [(group: Group, listing: Listing)] = []
    /// How what leaves a choice is read.
    let options: ReadingOptions

    init(label: String, options: ReadingOptions = ReadingOptions()) {
        self.options = options
        builder = InventoryBuilder(label: label)
    }

    /// Notes what a document was taken for.
    mutating func took(_ kind: InputKind) { taken.append(kind) }

    /// Whether all documents since then are records of what happened, which say nothing of how old anything is.
    var tookRecordsAlone: Bool { !taken.isEmpty && taken.allSatisfy { $0 == .events } }

    /// What the documents since the last call were taken for.
    mutating func takeTaken() -> InputTaken {
        defer { taken = [] }
        return InputTaken(taken)
    }

    /// A number for a state or a template: each is a source of its own.
    mutating func nextDocument() -> Int {
        documents += 1
        return documents
    }

    /// Keeps a text; an absent one is none.
    mutating func intern(_ text: String?) -> TextID { text.map { builder.intern($0) } ?? .none }

    /// Keeps a text; an absent one is none.
    @inline(__always)
    mutating func intern(_ text: JSONText?) -> TextID {
        guard let text else { return .none }
        return builder.intern(text.bytes)
    }

    /// Keeps the text of a member; an absent or null one is none.
    @inline(__always)
    mutating func intern(_ value: JSONValue?) throws(JSONFault) -> TextID {
        guard let value, !value.isNull else { return .none }
        return builder.intern(try value.text().bytes)
    }

    /// What was read; nothing is left here, so that none of it is held twice.
    mutating func finish() throws(ReadError) -> Inventory {
        let items = configItems
        configItems = ConfigInventory()
        try items.read(into: &self)
        let resources = cloudControl
        cloudControl = CloudControlSet()
        try resources.read(into: &self)
        try templates.read(into: &self)
        let unused = options.parameters.keys.filter { !usedParameters.contains($0) && !$0.hasPrefix("AWS::") }.sorted()
        if !unused.isEmpty { builder.note("no template has the parameter \(unused.joined(separator: ", "))") }
        if let amendment { builder.note(amendment) }
        publicHolders.settle(in: &builder)
        // Behind all others, so that they replace nothing.
        for (group, listing) in namedGroups { builder.beginGroup(group, in: listing) }
        var own = InventoryBuilder(label: "")
        swap(&own, &builder)
        return (consume own).finish()
    }
}

/// Where a document comes from.
struct Origin {
    /// The input as messages name it.
    let file: String
    /// The argument of the command line that it came with, from 0.
    let argument: Int
    /// Whether it was found in a directory, not named.
    var isFound = false
    /// The account and the region that the documents are of, where folders, keys or a snapshot say so.
    var account: String?
    var region: String?
    /// The call that a document answers, and what it was about where the answer does not say, where a snapshot tells.
    var call: String?
    var subject: String?
    /// The tool that keeps what the document describes, where it is a tool's.
    var manager: Manager?

    /// The list that groups and rules of it are in.
    func listing(_ kind: Listing.Kind, document: Int? = nil) -> Listing {
        Listing(kind: kind, argument: argument, file: file, document: document, manager: manager)
    }

    var name: String { file.split(separator: "/").last.map(String.init) ?? file }
}
