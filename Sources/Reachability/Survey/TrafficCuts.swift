import CoreModel

/// Where things that filter divide traffic, in order.
struct TrafficCuts {
    private var points: Set<UInt32> = []

    var sorted: [UInt32] { points.sorted() }

    private mutating func add(_ traffic: ClosedRange<UInt32>) {
        points.insert(traffic.lowerBound)
        if traffic.upperBound < UInt32.max { points.insert(traffic.upperBound + 1) }
    }

    /// Where entries of network ACLs and listeners do.
    static func network(_ topology: Topology) -> [UInt32] {
        var cuts = TrafficCuts()
        for entry in topology.networkACLs.flatMap(\.entries) { if let traffic = entry.traffic { cuts.add(traffic.points) } }
        for listener in topology.loadBalancers.flatMap(\.listeners) {
            for transport in listener.transports {
                guard let port = listener.port, let traffic = try? Traffic(transport, from: port, to: port) else { continue }
                cuts.add(traffic.points)
            }
        }
        return cuts.sorted
    }

    /// Where rules of groups do.
    static func rules(_ inventory: Inventory) -> [UInt32] {
        var cuts = TrafficCuts()
        for group in inventory.loadedGroups {
            for direction in Direction.allCases {
                for rule in inventory.rules(of: group, direction) { cuts.add(inventory[rule].traffic.points) }
            }
        }
        return cuts.sorted
    }
}
