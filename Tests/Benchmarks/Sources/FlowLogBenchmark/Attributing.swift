import CoreModel
import FlowLogs
import Foundation
import Measuring
import Reachability
import Readers
import Traffic

/// What it costs to hold the result of a query against an inventory, and whether rules that were used are called unused.
///
/// Both on a generated system of the tests, whose truth lies beside its logs.
struct Attributing {
    private let folder: String
    private let analyzer: Analyzer

    init(folder: String) throws {
        self.folder = folder
        analyzer = Analyzer(try InputReader().read([.path(folder + "/inventory")]).inventory)
    }

    private func list(_ format: String) -> TrafficList {
        let ports = ServicePorts(namedBy: analyzer.inventory)
        return TrafficList(FlowLogReader(servicePorts: ports).read(["\(folder)/\(format)"]), analyzer)
    }

    /// A result of so many rows as a query gives it, CSV: the flows of the log, those of the internet again and again from other addresses.
    func result(rows count: Int) -> [UInt8] {
        let flows = list("custom").log.flows.filter { $0.service != nil }
        var text = "interface_id,src,dst,protocol,flow_direction,action,dstport,srcport,flags,"
        text += "records,packets,bytes,first_seen,last_seen\n"
        var rows = 0
        var round = 0
        while rows < count {
            for flow in flows where rows < count {
                guard let source = other(flow.source, round), let destination = other(flow.destination, round),
                    round == 0 || source != flow.source || destination != flow.destination, let service = flow.service
                else { continue }
                let counts = flow.counts
                let ports = service.side == .destination ? "\(service.port)," : ",\(service.port)"
                let fields = [
                    flow.interface ?? "", source.description, destination.description, "\(flow.ipProtocol?.number ?? 0)",
                    flow.direction == .egress ? "egress" : "ingress", flow.action == .accept ? "ACCEPT" : "REJECT", ports,
                    "\(counts.flags ?? 0)", "\(counts.records)", "\(counts.packets)", "\(counts.bytes)", "\(counts.first ?? 0)",
                    "\(counts.last ?? 0)",
                ]
                text += fields.joined(separator: ",") + "\n"
                rows += 1
            }
            round += 1
        }
        return Array(text.utf8)
    }

    /// A public address that no round has twice; every other address as it is.
    private func other(_ address: IPAddress?, _ round: Int) -> IPAddress? {
        guard let address, address.version == .v4, round > 0,
            SpecialAddresses.publicAddresses(.v4).contains(address.bits)
        else { return address }
        let last = address.description.split(separator: ".").last ?? "1"
        return try? IPAddress(parsing: "203.\(round / 200).\(round % 200 + 1).\(last)")
    }

    /// What a result costs in milliseconds, each the best of some runs.
    struct Cost {
        var rows = 0
        var reading = Double.infinity
        var attributing = Double.infinity
    }

    /// What it costs to read a result of so many rows, and to hold it against the rules.
    func cost(rows count: Int, runs: Int) -> Cost {
        let bytes = result(rows: count)
        var cost = Cost()
        func milliseconds(since start: ContinuousClock.Instant) -> Double {
            let took = (ContinuousClock.now - start).components
            return Double(took.seconds) * 1e3 + Double(took.attoseconds) / 1e15
        }
        for _ in 0..<runs {
            let start = ContinuousClock.now
            let log = FlowLogReader(servicePorts: ServicePorts(namedBy: analyzer.inventory)).read(bytes, named: "result.csv")
            cost.reading = min(cost.reading, milliseconds(since: start))
            let middle = ContinuousClock.now
            cost.rows = TrafficList(log, analyzer).flows.count
            cost.attributing = min(cost.attributing, milliseconds(since: middle))
        }
        return cost
    }

    /// Rules that were used by the truth, and how many of these are called not seen.
    func unused(_ format: String) throws -> (used: Int, wrong: Int) {
        struct Usage: Decodable {
            var rule: String
            var lines: Int
        }
        let text = try String(contentsOfFile: folder + "/rule-usage.jsonl", encoding: .utf8)
        let truth = try text.split(separator: "\n").map { try JSONDecoder().decode(Usage.self, from: Data($0.utf8)) }
        let used = Set(truth.filter { $0.lines > 0 }.map(\.rule))
        let unused = list(format).rules(.notSeen).map { analyzer.inventory[analyzer.inventory[$0.rule].id] }
        return (used.count, unused.count { used.contains($0) })
    }
}
