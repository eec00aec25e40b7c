import Reachability
import CoreModel

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

    /// As ``label(_:)``, but with tcp said: "tcp 80, 443", "everything".
    public static func sentence(_ traffic: [Traffic]) -> String {
        if traffic.contains(where: { $0.ipProtocol == .all }) { return "everything" }
        let ofTCP = traffic.filter { $0.ipProtocol == .tcp }
        let isSaid = ofTCP.isEmpty || ofTCP.contains { $0.selectorText == nil }
        return isSaid ? label(traffic) : "tcp \(label(traffic))"
    }
}

extension Edge {
    /// "80, 443", "udp 53", "all"; tcp goes without saying.
    public var label: String { TrafficText.label(traffic) }
}

extension Hop {
    /// What stands on the arrow: "80,443", "80,443, udp 53", "all".
    public var label: String {
        let own = protocols
        return (own.filter { $0.ipProtocol == .tcp } + own.filter { $0.ipProtocol != .tcp }).map { ipProtocol, ports in
            guard let ports else { return ipProtocol == .tcp ? "all tcp" : "\(ipProtocol)" }
            return ipProtocol == .tcp ? ports : "\(ipProtocol) \(ports)"
        }.joined(separator: ", ")
    }

    /// Each protocol of it with its own ports: tcp with "80,443"; nil where every port, or type, is allowed.
    public var protocols: [(ipProtocol: IPProtocol, ports: String?)] {
        traffic.byProtocol.map { own in
            let selectors = own.compactMap(\.selectorText)
            let isWhole = selectors.count < own.count || selectors.isEmpty
            return (own[0].ipProtocol, isWhole ? nil : selectors.joined(separator: ","))
        }
    }
}
