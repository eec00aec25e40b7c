import SecurityGroups

/// Writes sets of traffic the way arrows and lists show them.
public enum TrafficText {
    /// "80, 443", "udp 53, 123", "icmp 8/0", "all"; tcp goes without saying and comes first, ports ascend.
    public static func label(_ traffic: [Traffic]) -> String {
        if traffic.contains(where: { $0.ipProtocol == .all }) { return "all" }
        let byProtocol = Dictionary(grouping: traffic, by: \.ipProtocol)
        let order: (IPProtocol, IPProtocol) -> Bool = { left, right in
            (left == .tcp ? 0 : 1, left.number) < (right == .tcp ? 0 : 1, right.number)
        }
        return byProtocol.keys.sorted(by: order).map { ipProtocol in
            let selectors = (byProtocol[ipProtocol] ?? []).sorted { ($0.from, $0.to) < ($1.from, $1.to) }.map(\.selectorText)
            if selectors.contains(nil) { return ipProtocol == .tcp ? "all tcp" : "\(ipProtocol)" }
            let list = selectors.compactMap { $0 }.joined(separator: ", ")
            return ipProtocol == .tcp ? list : "\(ipProtocol) \(list)"
        }.joined(separator: ", ")
    }

    /// The fewest rules' worth of traffic that make up a set of points.
    ///
    /// A stretch of ICMP that is neither a type nor one code of it comes out as several entries.
    public static func traffic(_ points: TrafficSet) -> [Traffic] {
        if points.intervals == [Traffic.allPoints] { return [.all] }
        return points.intervals.flatMap { interval -> [Traffic] in
            (interval.lowerBound >> 16...interval.upperBound >> 16).flatMap { number -> [Traffic] in
                guard let ipProtocol = IPProtocol(number: Int(number)) else { return [] }
                let low = max(interval.lowerBound, number << 16) & 0xFFFF
                let high = min(interval.upperBound, number << 16 | 0xFFFF) & 0xFFFF
                return pieces(ipProtocol, low, high)
            }
        }
    }

    /// Traffic without what other entries hold already, ascending.
    static func normalised(_ traffic: [Traffic]) -> [Traffic] {
        self.traffic(TrafficSet(traffic.map(\.points)))
    }

    private static func pieces(_ ipProtocol: IPProtocol, _ low: UInt32, _ high: UInt32) -> [Traffic] {
        if ipProtocol.hasPorts { return [try? Traffic(ipProtocol, from: Int(low), to: Int(high))].compactMap { $0 } }
        guard ipProtocol.isICMP, !(low == 0 && high == 0xFFFF) else { return [try? Traffic(ipProtocol)].compactMap { $0 } }
        return (low >> 8...high >> 8).flatMap { type -> [Traffic] in
            let first = max(low, type << 8) & 0xFF
            let last = min(high, type << 8 | 0xFF) & 0xFF
            if first == 0, last == 0xFF { return [try? Traffic(ipProtocol, from: Int(type))].compactMap { $0 } }
            return (first...last).compactMap { try? Traffic(ipProtocol, from: Int(type), to: Int($0)) }
        }
    }

    /// Traffic by its protocol, in the order of first appearance; never an empty part.
    public static func byProtocol(_ traffic: [Traffic]) -> [[Traffic]] {
        var order: [IPProtocol] = []
        for one in traffic where !order.contains(one.ipProtocol) { order.append(one.ipProtocol) }
        return order.map { wanted in traffic.filter { $0.ipProtocol == wanted } }
    }
}
