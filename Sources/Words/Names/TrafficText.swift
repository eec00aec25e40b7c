import Reachability
import CoreModel

/// Writes sets of traffic the way arrows and lists show them.
public enum TrafficText {
    /// "80, 443", "udp 53, 123", "icmp 8/0", "all"; tcp goes without saying and comes first, ports ascend.
    ///
    /// All of tcp is "all tcp", and among whole protocols alone "tcp": "tcp, icmp, udp".
    public static func label(_ traffic: [Traffic]) -> String {
        if traffic.contains(where: { $0.ipProtocol == .all }) { return "all" }
        let ascending = ascending(traffic)
        let isOfWhole = ascending.allSatisfy { $0.selectorText == nil } && ascending.contains { $0.ipProtocol != .tcp }
        return ascending.map(\.ipProtocol).distinct().map { ipProtocol in
            let selectors = ascending.filter { $0.ipProtocol == ipProtocol }.map(\.selectorText)
            if selectors.contains(nil) { return ipProtocol == .tcp && !isOfWhole ? "all tcp" : "\(ipProtocol)" }
            let list = selectors.compactMap { $0 }.joined(separator: ", ")
            return ipProtocol == .tcp ? list : "\(ipProtocol) \(list)"
        }.joined(separator: ", ")
    }

    /// The label, of many ranges the first few and how many more: `"22, 80, 443, 8080 and 9 more"`; a line between folds may have hundreds.
    public static func shortLabel(_ traffic: [Traffic]) -> String {
        guard traffic.count > 6 else { return label(traffic) }
        return "\(label(Array(ascending(traffic).prefix(4)))) and \(traffic.count - 4) more"
    }

    private static func ascending(_ traffic: [Traffic]) -> [Traffic] {
        func key(_ one: Traffic) -> (Int, Int16, Int32, Int32) {
            (one.ipProtocol == .tcp ? 0 : 1, one.ipProtocol.number, one.from, one.to)
        }
        return traffic.sorted { key($0) < key($1) }
    }

    /// With the usual name of an ICMP type: "tcp 5432", "icmp 8/0 echo request", "all".
    public static func named(_ traffic: Traffic) -> String {
        ICMPNames.name(of: traffic).map { "\(traffic.text) \($0)" } ?? traffic.text
    }

    /// As ``label(_:)``, but with tcp said: "tcp 80, 443", "everything".
    public static func sentence(_ traffic: [Traffic]) -> String {
        if traffic.contains(where: { $0.ipProtocol == .all }) { return "everything" }
        let ofTCP = traffic.filter { $0.ipProtocol == .tcp }
        let isSaid = ofTCP.isEmpty || ofTCP.contains { $0.selectorText == nil }
        return isSaid ? label(traffic) : "tcp \(label(traffic))"
    }

    /// As ``sentence(_:)``, but everything is "all", as one rule says it.
    static func text(_ traffic: [Traffic]) -> String {
        if traffic.count == 1 { return traffic[0].text }
        return traffic.contains { $0.ipProtocol == .all } ? label(traffic) : sentence(traffic)
    }

    /// A part of some traffic: as itself, or as all of it "but" the rest where that is shorter.
    public static func text(_ part: TrafficSet, of whole: TrafficSet) -> String {
        let rest = whole.subtracting(part).traffic
        let own = part.traffic
        guard !rest.isEmpty, own.count > rest.count, own.count > 4 else { return text(own) }
        return "\(text(whole.traffic)) but \(text(rest))"
    }

    /// Traffic in words, however scattered it is: what is left of everything is said as "all but".
    public static func text(scattered traffic: [Traffic]) -> String {
        traffic.count > 8 ? text(TrafficSet(traffic.map(\.points)), of: TrafficSet(Traffic.allPoints)) : text(traffic)
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
        let isOfWhole = own.count > 1 && own.allSatisfy { $0.ports == nil }
        return (own.filter { $0.ipProtocol == .tcp } + own.filter { $0.ipProtocol != .tcp }).map { ipProtocol, ports in
            guard let ports else { return ipProtocol == .tcp && !isOfWhole ? "all tcp" : "\(ipProtocol)" }
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
