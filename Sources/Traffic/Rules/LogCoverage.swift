import CoreModel
import FlowLogs

/// How much of an inventory logs tell about: what everything that is said of them rests on.
public struct LogCoverage: Hashable, Sendable {
    /// Interfaces of the inventory.
    public let interfaces: Int
    /// Those of them that are in a log, be it to say that there was no traffic.
    public let logged: Int
    /// Those that are in no log, by id.
    public let notLogged: [String]
    /// Interfaces of logs that the inventory does not have, by id: their groups are not known.
    public let notLoaded: [String]
    /// Records of interfaces that are not loaded.
    public let recordsNotLoaded: UInt64
    /// Interfaces whose records are there more than once, from several flow logs.
    public let loggedTwice: [String]
    /// Records that say there was no traffic.
    public let noData: UInt64
    /// Records that say records were lost.
    public let skipData: UInt64
    /// Whether some log holds what was let through; a use of a rule cannot be seen in others.
    public let holdsAccepts: Bool
    /// Whether some log holds what was rejected.
    public let holdsRejects: Bool
    /// Fields that would tell more and that not every record has, by AWS's names.
    public let missingFields: [String]

    /// The coverage of an inventory by a log.
    public init(_ log: FlowLogSet, _ inventory: Inventory) {
        let loaded = inventory.interfaces.map { inventory[$0.id] }
        let known = Set(loaded)
        interfaces = loaded.count
        let reach = LogReach(log)
        notLogged = inventory.interfaces.filter { reach.reach($0, of: inventory) == .notLogged }.map { inventory[$0.id] }.sorted()
        logged = interfaces - notLogged.count
        let foreign = log.interfaces.values.filter { !known.contains($0.id) }
        notLoaded = foreign.map(\.id).sorted()
        recordsNotLoaded = foreign.reduce(0) { $0 + $1.records }
        loggedTwice = log.interfaces.values.filter { $0.flowLogs.count > 1 }.map(\.id).sorted()
        (noData, skipData) = (log.noData, log.skipData)
        holdsAccepts = LogReach.holdsAccepts(log)
        holdsRejects = log.flows.contains { $0.action == .reject } || log.described.contains { $0.trafficType != .accept }
        let has = log.fieldsEverywhere
        missingFields =
            log.records == 0 ? [] : Self.telling.filter { !has.contains($0) }.map(\.name)
    }

    /// What tells direction, role, the packets' own addresses and why something was rejected.
    private static let telling: [FlowLogField] = [.direction, .flags, .packetSource, .packetDestination, .rejectReason]
}
