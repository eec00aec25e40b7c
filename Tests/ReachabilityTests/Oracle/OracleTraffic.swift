import Reachability
import CoreModel

/// One protocol with one port, or one ICMP type and code.
struct OracleTraffic: Hashable {
    var number: Int16
    /// Port, or ICMP type; 0 where the protocol has neither.
    var port: Int32 = 0
    /// ICMP code.
    var code: Int32 = 0

    /// Whether what a rule says covers it.
    func isCovered(by rule: Traffic) -> Bool {
        if rule.ipProtocol.number == -1 { return true }
        guard rule.ipProtocol.number == number else { return false }
        switch number {
        case 6, 17: return rule.from <= port && port <= rule.to
        case 1, 58: return rule.from == -1 || (rule.from == port && (rule.to == -1 || rule.to == code))
        default: return true
        }
    }
}

/// The concrete points that a question asks for: where any rule begins or ends, one beyond, and the ports that are not filtered.
struct OracleTrafficPoints {
    private var ports: [Int16: Set<Int32>] = [6: [], 17: []]
    private var types: Set<Int32> = [0, 3, 8, 128]
    private var codes: Set<Int32> = [0]
    private var numbers: Set<Int16> = [1, 6, 17, 58]

    init(_ inventory: Inventory) {
        for traffic in inventory.rules.map(\.traffic) {
            let number = traffic.ipProtocol.number
            if number >= 0 { numbers.insert(number) }
            if number == 6 || number == 17 {
                ports[number, default: []].formUnion([traffic.from, traffic.to + 1])
            } else if number == 1 || number == 58 {
                types.insert(traffic.from)
                codes.insert(traffic.to)
            }
        }
        for service in OracleAddresses.services {
            for number in service.protocols { ports[number, default: []].formUnion([service.port, service.port + 1]) }
        }
        numbers.insert(Self.unused(numbers))
        types = types.filter { $0 >= 0 }
        codes = codes.filter { $0 >= 0 }
        types.insert(Self.unused(types))
        codes.insert(Self.unused(codes))
    }

    /// The points of a question.
    func points(_ query: PortQuery, _ version: IPVersion) -> [OracleTraffic] {
        if query.isPing { return [OracleTraffic(number: version == .v4 ? 1 : 58, port: version == .v4 ? 8 : 128, code: 0)] }
        var found: [OracleTraffic] = []
        for asked in query.traffic {
            let number = asked.ipProtocol.number
            for one in number == -1 ? numbers.sorted() : [number] {
                found += points(of: one, number == -1 ? nil : asked)
            }
        }
        return found
    }

    private func points(of number: Int16, _ asked: Traffic?) -> [OracleTraffic] {
        switch number {
        case 6, 17:
            let low = asked?.from ?? 0
            let high = asked?.to ?? 65535
            let inside = ports[number, default: []].filter { low <= $0 && $0 <= high }
            return inside.union([low]).sorted().map { OracleTraffic(number: number, port: $0) }
        case 1, 58:
            let type = asked.flatMap { $0.from < 0 ? nil : $0.from }
            let code = asked.flatMap { $0.from < 0 || $0.to < 0 ? nil : $0.to }
            return (type.map { [$0] } ?? types.sorted()).flatMap { type in
                (code.map { [$0] } ?? codes.sorted()).map { OracleTraffic(number: number, port: type, code: $0) }
            }
        default: return [OracleTraffic(number: number)]
        }
    }

    private static func unused<Number: FixedWidthInteger>(_ used: Set<Number>) -> Number {
        var candidate: Number = 99
        while used.contains(candidate) { candidate += 1 }
        return candidate
    }
}
