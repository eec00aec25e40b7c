extension TrafficSet {
    /// The fewest rules' worth of traffic that make up these points of it.
    ///
    /// A stretch of ICMP that is neither a type nor one code of it comes out as several entries.
    public var traffic: [Traffic] {
        if intervals == [Traffic.allPoints] { return [.all] }
        return intervals.flatMap { interval -> [Traffic] in
            (interval.lowerBound >> 16...interval.upperBound >> 16).flatMap { number -> [Traffic] in
                guard let ipProtocol = IPProtocol(number: Int(number)) else { return [] }
                let low = max(interval.lowerBound, number << 16) & 0xFFFF
                let high = min(interval.upperBound, number << 16 | 0xFFFF) & 0xFFFF
                return Self.pieces(ipProtocol, low, high)
            }
        }
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
}

extension [Traffic] {
    /// The same without what other entries hold already, ascending.
    public var normalised: [Traffic] { TrafficSet(map(\.points)).traffic }

    /// Traffic by its protocol, in the order of first appearance; never an empty part.
    public var byProtocol: [[Traffic]] {
        var order: [IPProtocol] = []
        for one in self where !order.contains(one.ipProtocol) { order.append(one.ipProtocol) }
        return order.map { wanted in filter { $0.ipProtocol == wanted } }
    }
}
