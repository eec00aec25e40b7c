import CoreModel
import FlowLogs

/// Of which interfaces logs hold what: as their records tell, and as `describe-flow-logs` does.
struct LogReach {
    /// What logs hold of an interface.
    enum Reach {
        /// It is in no log.
        case notLogged
        /// Nothing but what was rejected: a use of a rule cannot be seen.
        case rejectsOnly
        case logged
    }

    private let log: FlowLogSet
    private let holdsAccepts: Bool
    /// Which records the flow logs of an interface, a subnet or a VPC hold, by its id.
    private let described: [String: Set<DescribedFlowLog.TrafficType>]

    init(_ log: FlowLogSet) {
        self.log = log
        holdsAccepts = Self.holdsAccepts(log)
        var described: [String: Set<DescribedFlowLog.TrafficType>] = [:]
        for own in log.described where own.status ?? "ACTIVE" == "ACTIVE" && own.delivery != "FAILED" {
            if let resource = own.resource, let type = own.trafficType { described[resource, default: []].insert(type) }
        }
        self.described = described
    }

    /// What logs hold of an interface of an inventory.
    ///
    /// One that is logged has records, be it to say that there was no traffic; a description alone is no proof that its log was given.
    func reach(_ interface: NetworkInterface, of inventory: Inventory) -> Reach {
        let id = inventory[interface.id]
        guard let own = log.interfaces[id] else { return .notLogged }
        if own.accepted > 0 { return .logged }
        guard holdsAccepts else { return .rejectsOnly }
        let places = [id, inventory[interface.subnet], inventory[interface.vpc]]
        let types = places.reduce(into: Set<DescribedFlowLog.TrafficType>()) { $0.formUnion(described[$1] ?? []) }
        return types == [.reject] ? .rejectsOnly : .logged
    }

    /// Whether the records hold what was let through, as far as they hold any traffic.
    static func holdsAccepts(_ log: FlowLogSet) -> Bool {
        log.flows.isEmpty || log.flows.contains { $0.action == .accept }
    }
}
