import CoreModel
import Support
import Testing

@testable import Reachability

/// Random ACLs and tables against the plainest reading of AWS's text, packet by packet.
@Suite("Random network ACLs and route tables")
struct NetworkOracleTests {
    /// An entry as a person reads it.
    private struct Line {
        var number: Int
        var isEgress: Bool
        var allows: Bool
        /// -1 for every protocol.
        var ipProtocol: Int
        var ports: ClosedRange<Int>
        var type: Int
        var code: Int
        var network: IPNetwork
    }

    /// One packet at the border of a subnet.
    private struct Packet {
        var isEgress: Bool
        var far: IPAddress
        var ipProtocol: Int
        var port: Int
        var type: Int
        var code: Int
    }

    /// The first line by number that fits decides; none denies.
    private static func allows(_ lines: [Line], _ packet: Packet) -> Bool {
        for line in lines.sorted(by: { $0.number < $1.number }) where line.isEgress == packet.isEgress {
            guard line.network.version == packet.far.version, line.network.contains(packet.far) else { continue }
            guard line.ipProtocol == -1 || line.ipProtocol == packet.ipProtocol else { continue }
            switch line.ipProtocol {
            case 6, 17: if !line.ports.contains(packet.port) { continue }
            case 1: if !fits(line, packet) { continue }
            case 58: if line.network.version == .v6, !fits(line, packet) { continue }
            default: break
            }
            return line.allows
        }
        return false
    }

    private static func fits(_ line: Line, _ packet: Packet) -> Bool {
        line.type == -1 || (line.type == packet.type && (line.code == -1 || line.code == packet.code))
    }

    private static let protocols = [-1, 6, 6, 17, 1, 58, 50]

    private static func network(_ random: inout SeededRandom) -> IPNetwork {
        let version: IPVersion = Int.random(in: 0..<4, using: &random) == 0 ? .v6 : .v4
        let base: UInt128 = version == .v4 ? 0x0A00_0000 : 0x2001_0DB8 << 96
        let length = version.bitWidth - Int.random(in: 0...5, using: &random)
        let wide = Int.random(in: 0..<4, using: &random) == 0
        let address = IPAddress(version, bits: base + UInt128(Int.random(in: 0..<32, using: &random)))
        return wide ? .everything(version) : IPNetwork(containing: address, prefixLength: length)
    }

    private static func line(_ number: Int, _ random: inout SeededRandom) -> Line {
        let first = Int.random(in: 0..<20, using: &random)
        return Line(
            number: number, isEgress: Bool.random(using: &random), allows: Bool.random(using: &random),
            ipProtocol: protocols[Int.random(in: 0..<protocols.count, using: &random)],
            ports: first...(first + Int.random(in: 0..<8, using: &random)), type: Int.random(in: -1..<3, using: &random),
            code: Int.random(in: -1..<2, using: &random), network: network(&random))
    }

    private static func entry(_ line: Line) throws -> NetworkACLEntry {
        let known = try #require(IPProtocol(number: line.ipProtocol))
        let traffic = try NetworkACLEntry.traffic(
            known, ports: (line.ports.lowerBound, line.ports.upperBound), icmp: (line.type, line.code), line.network.version)
        return NetworkACLEntry(
            number: line.number, line.isEgress ? .egress : .ingress, line.allows ? .allow : .deny, traffic, line.network)
    }

    @Test("Every packet of a range is decided as by itself, and a range passes or fails where all of it does", arguments: 1...40)
    func acls(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let lines = (0..<Int.random(in: 0...9, using: &random)).map { Self.line(($0 * 7919 + 10) % 1000, &random) }
        var acl = NetworkACL(id: .none)
        acl.entryKnowledge = [.complete, .complete]
        // As the builder leaves them: by number.
        acl.entries = try lines.sorted { $0.number < $1.number }.map(Self.entry)
        for _ in 0..<40 {
            let number = [6, 17, 1, 58, 50][Int.random(in: 0..<5, using: &random)]
            let block = Self.network(&random)
            let isEgress = Bool.random(using: &random)
            let known = try #require(IPProtocol(number: number))
            let first = Int.random(in: 0..<20, using: &random)
            let traffic =
                known.isICMP
                ? try Traffic(known, from: Int.random(in: 0..<3, using: &random)) : try Traffic(known, from: first, to: first + 4)
            // Of everything the beginning is asked, where the lines differ.
            let low =
                block.isEverything ? (block.version == .v4 ? UInt128(0x0A00_0000) : 0x2001_0DB8 << 96) : block.range.lowerBound
            let addresses = low...(block.isEverything ? low + 31 : block.range.upperBound)
            let judgement = acl.judge(
                isEgress ? .egress : .ingress, far: AddressSet(addresses), block.version, TrafficSet(traffic.points))
            var outcomes: Set<Outcome> = []
            var bits = addresses.lowerBound
            while bits <= addresses.upperBound {
                let points = traffic.points.prefix(number == 50 ? 1 : 12)
                for point in points {
                    let selector = Int(point & 0xFFFF)
                    let packet = Packet(
                        isEgress: isEgress, far: IPAddress(block.version, bits: bits), ipProtocol: number, port: selector,
                        type: selector >> 8, code: selector & 0xFF)
                    let wanted: Outcome = Self.allows(lines, packet) ? .pass : .fail
                    let piece = judgement.pieces.filter { $0.addresses.contains(bits) && $0.points.contains(point) }
                    if piece.map(\.outcome) != [wanted] { Issue.record("\(packet): \(piece)") }
                    outcomes.insert(wanted)
                }
                bits += 1
            }
            if traffic.points.count <= 12 || number == 50 {
                #expect(judgement.outcome == (outcomes.count == 1 ? outcomes.first : .depends))
            }
        }
    }

    @Test("The route taken is the one that the text names", arguments: 1...40)
    func routes(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed) &+ 1000)
        let vpc = try IPNetwork(parsing: "10.0.0.0/27")
        var table = RouteTable(id: .none)
        table.routeKnowledge = .complete
        table.routes = [Route(.network(vpc), RouteTarget(.local), origin: .createRouteTable, state: .active)]
        var used: Set<String> = []
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let network = Self.network(&random)
            let isPropagated = Bool.random(using: &random)
            guard used.insert("\(network) \(isPropagated)").inserted, network != vpc else { continue }
            let kinds: [RouteTarget.Kind] = [.natGateway, .networkInterface, .internetGateway, .virtualPrivateGateway]
            table.routes.append(
                Route(
                    .network(network), RouteTarget(kinds[Int.random(in: 0..<4, using: &random)]),
                    origin: isPropagated ? .propagation : .createRoute, state: .active))
        }
        for _ in 0..<200 {
            let version: IPVersion = Bool.random(using: &random) ? .v4 : .v6
            let base: UInt128 = version == .v4 ? 0x0A00_0000 : 0x2001_0DB8 << 96
            let address = IPAddress(version, bits: base + UInt128(Int.random(in: 0..<64, using: &random)))
            var fitting = table.routes.enumerated().filter { _, route in
                if case .network(let network) = route.destination { network.contains(address) } else { false }
            }
            // The local route is most preferred, even if propagated routes are more specific.
            if fitting.contains(where: { $0.element.target.kind == .local }) {
                fitting.removeAll { $0.element.origin.isPropagated }
            }
            func length(_ route: Route) -> Int {
                if case .network(let network) = route.destination { network.prefixLength } else { 0 }
            }
            let longest = fitting.map { length($0.element) }.max()
            let best = fitting.filter { length($0.element) == longest }
            // Of one length the written one.
            let winner = best.first { !$0.element.origin.isPropagated } ?? best.first
            let choice = table.choose(address, vpcBlocks: nil) { _ in .entries([]) }
            #expect(choice.certain == winner.map { .route($0.offset) } ?? RouteChoice.Possibility.none, "\(address)")
        }
    }
}
