import CoreModel

/// Writes the PORTs that ask for some traffic: the inverse of ``PortQuery/init(parsing:)``, and the only writer of them.
public enum PortText {
    /// The fewest PORTs that together ask for all of it and nothing else, tcp first: "80,443", "53/udp", "icmp/8/0", "proto/50", "all".
    ///
    /// One PORT has one protocol, so that traffic of several takes several.
    public static func texts(_ traffic: [Traffic]) -> [String] {
        if traffic.contains(.all) { return ["all"] }
        let byProtocol = Dictionary(grouping: traffic, by: \.ipProtocol)
        return byProtocol.keys.sorted(by: comesFirst).flatMap { ipProtocol -> [String] in
            let own = (byProtocol[ipProtocol] ?? []).sorted { ($0.from, $0.to) < ($1.from, $1.to) }
            guard ipProtocol.hasPorts, own.count > 1 else { return own.map(text) }
            let selectors = own.compactMap(\.selectorText)
            // One that has no selector is every port, and holds the others.
            return [selectors.count < own.count ? "\(ipProtocol)" : text(selectors.joined(separator: ","), ipProtocol)]
        }
    }

    /// The PORT that asks for what one rule lets through.
    public static func text(_ traffic: Traffic) -> String {
        if traffic.ipProtocol == .all { return "all" }
        guard let selector = traffic.selectorText else {
            let isNamed = traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP
            return isNamed ? "\(traffic.ipProtocol)" : "proto/\(traffic.ipProtocol.number)"
        }
        return traffic.ipProtocol.isICMP ? "\(traffic.ipProtocol)/\(selector)" : text(selector, traffic.ipProtocol)
    }

    /// The PORT that asks for what a flow-log record is about; nil where the record does not tell it.
    ///
    /// A record of ICMP has no type.
    public static func text(_ record: FlowLogRecord) -> String? {
        guard let ipProtocol = record.ipProtocol else { return nil }
        guard ipProtocol.hasPorts else { return (try? Traffic(ipProtocol)).map(text) }
        let port = record.isReply ? record.sourcePort : record.destinationPort
        return port.map { text("\($0)", ipProtocol) }
    }

    /// Ports of a protocol; tcp goes without saying.
    private static func text(_ selector: String, _ ipProtocol: IPProtocol) -> String {
        ipProtocol == .tcp ? selector : "\(selector)/\(ipProtocol)"
    }

    private static func comesFirst(_ left: IPProtocol, _ right: IPProtocol) -> Bool {
        (left == .tcp ? 0 : 1, left.number) < (right == .tcp ? 0 : 1, right.number)
    }
}
