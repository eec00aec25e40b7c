import Reachability
import CoreModel

extension PortQuery {
    /// Whether it is of several protocols, as what opens or closes may be; what is typed has one.
    var isMixed: Bool { traffic.contains { $0.ipProtocol != ipProtocol } }

    /// "tcp 5432", "tcp 80, 443", "icmp 8/0", "everything"; of several protocols each with its own: "tcp 3389, proto 0".
    public func text(_ version: IPVersion) -> String {
        if isPing { return version == .v6 ? "icmpv6 128/0" : "icmp 8/0" }
        if ipProtocol == .all { return "everything" }
        if isMixed { return TrafficText.text(scattered: traffic) }
        let selectors = traffic.compactMap(\.selectorText)
        if selectors.isEmpty { return ipProtocol.hasPorts || ipProtocol.isICMP ? "all \(ipProtocol)" : "\(ipProtocol)" }
        return "\(ipProtocol) \(selectors.joined(separator: ", "))"
    }

    /// The same with tcp left unsaid before ports: "5432".
    public func shortText(_ version: IPVersion) -> String {
        if isMixed { return TrafficText.label(traffic) }
        let selectors = traffic.compactMap(\.selectorText)
        return ipProtocol == .tcp && !selectors.isEmpty ? selectors.joined(separator: ", ") : text(version)
    }

    /// What stands in JSON: "5432", "0-65535", "80,443", "8/0", or nil where there are no ports.
    public func ports(_ version: IPVersion) -> String? {
        if isPing { return version == .v6 ? "128/0" : "8/0" }
        if ipProtocol.hasPorts { return traffic.map { $0.selectorText ?? "0-65535" }.joined(separator: ",") }
        let selectors = traffic.compactMap(\.selectorText)
        return selectors.isEmpty ? nil : selectors.joined(separator: ",")
    }
}
