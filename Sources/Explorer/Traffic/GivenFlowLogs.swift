import CoreModel
import FlowLogs
import Traffic

/// Flow logs that were given with the inputs: what they are called, and how they are read.
///
/// Reading is done outside, as work beside the event loop.
public struct GivenFlowLogs: Sendable {
    /// None.
    public static let none = GivenFlowLogs(paths: [], read: { _, _ in nil }, time: universalTime)

    /// As they were given; empty where none were.
    public let paths: [String]
    /// Reads them for an inventory; nil where that is not wanted any more, which `tell` says.
    let read: @Sendable (Inventory, _ tell: (Int, Int) -> Bool) -> FlowLogSet?
    /// Writes a point in time, given in seconds since 1970, also for records that are pasted.
    let time: @Sendable (Int) -> String

    /// "11-23 18:30" in UTC, for who knows no other zone.
    public static let universalTime: @Sendable (Int) -> String = { seconds in
        String(DataDate.text(ofSeconds: seconds).dropFirst(5).prefix(11)).replacing("T", with: " ")
    }

    /// Flow logs by their paths; `read` is called off the event loop, and again for each reading of the inputs.
    public init(
        paths: [String], read: @escaping @Sendable (Inventory, _ tell: (Int, Int) -> Bool) -> FlowLogSet?,
        time: @escaping @Sendable (Int) -> String
    ) {
        (self.paths, self.read, self.time) = (paths, read, time)
    }
}

/// Where the records come from that are held against the rules.
enum FlowLogSource: Hashable, Sendable {
    /// The logs that were given.
    case given
    /// Records that somebody pasted.
    case pasted(String)
    /// What was read of the given logs before, since nothing could be read again, for reasons that are a line each.
    case kept(TrafficPage, unread: [String])

    /// What they say; nil where that is not wanted any more.
    func page(for model: ExplorerModel, tell: (Int, Int) -> Bool) -> TrafficPage? {
        switch self {
        case .given: return model.logs.read(model.inventory, tell).map { TrafficPage($0, of: model) }
        case .kept(let page, let unread): return TrafficPage(page.list.log, of: model, unread: unread)
        case .pasted(let text):
            let reader = FlowLogReader(servicePorts: ServicePorts(namedBy: model.inventory))
            return TrafficPage(reader.read(Array(text.utf8), named: "the paste"), of: model)
        }
    }
}
