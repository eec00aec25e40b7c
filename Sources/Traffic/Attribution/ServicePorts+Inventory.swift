import CoreModel
import FlowLogs
import Reachability

extension ServicePorts {
    /// Ports that rules of an inventory name, and those of services that the program knows: where flags tell nothing, the side that has
    /// one of them answers.
    public init(namedBy inventory: Inventory) {
        self.init()
        for name in ServiceNames.all {
            if let port = ServiceNames.traffic(named: name).flatMap({ UInt16(exactly: $0.port) }) { insert(port) }
        }
        for rule in inventory.rules where rule.traffic.ipProtocol.hasPorts {
            guard let low = UInt16(exactly: rule.traffic.from), let high = UInt16(exactly: rule.traffic.to), low <= high else {
                continue
            }
            insert(low...high)
        }
    }
}
