import CoreModel
import Events

/// An input as the command line names it: a file, a directory, or `-` for standard input; or what is in memory.
public enum InputArgument: Hashable, Sendable {
    case path(String)
    case standardInput
    /// Bytes that were read already, such as a snapshot of live AWS, and what messages call them.
    case memory(name: String, bytes: [UInt8])

    /// What `-i` was given.
    public init(_ text: String) { self = text == "-" ? .standardInput : .path(text) }

    /// The input as messages name it.
    public var name: String {
        switch self {
        case .path(let path): path
        case .standardInput: "standard input"
        case .memory(let name, _): name
        }
    }
}

/// What was read, and what belongs to it.
public struct Loaded: Sendable {
    /// The inventory.
    public let inventory: Inventory
    /// The notes that go with it: `sgscope.yaml` inside a directory input, else beside the first input, else in the working
    /// directory; nil where there is none.
    public let notesFile: String?
    /// The files that were read, in order.
    public let files: [String]
    /// Those of them that have two sides, of which one was read: plans and previews.
    public let plans: [String]
    /// What each input was taken for, those too that were passed over.
    public let taken: [InputTaken]
    /// The events that were read.
    public let events: EventRecords
    /// Older readings of what was read, where they were asked for.
    public let earlier: [DatedInventory]
    /// How many items of AWS Config tell no time, so that they are no earlier reading.
    public let undatedItems: Int
}
