import CoreModel
import FlowLogs
import Foundation
import Testing

@Suite("Generated logs against the truth about them")
struct GeneratedLogTests {
    /// The counts of a distinct flow.
    struct Counts: Equatable, CustomStringConvertible {
        var lines = 0
        var packets = 0
        var bytes = 0
        var first = Int.max
        var last = Int.min

        mutating func add(_ lines: Int, _ packets: Int, _ bytes: Int, _ first: Int, _ last: Int) {
            self.lines += lines
            self.packets += packets
            self.bytes += bytes
            self.first = min(self.first, first)
            self.last = max(self.last, last)
        }

        var description: String { "\(lines) lines, \(packets) packets, \(bytes) bytes, \(first) to \(last)" }
    }

    @Test(arguments: ["web", "rules"], ["v2", "custom"])
    func `every flow has the lines, packets, bytes and times that were made`(system: String, folder: String) throws {
        let set = FlowLogReader().read([Logs.path("\(system)/\(folder)")])
        #expect(set.messages == [])
        let isCustom = folder == "custom"
        var truth: [String: Counts] = [:]
        for line in try Logs.text("\(system)/answers.jsonl").split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            func text(_ name: String) -> String { object[name].map { "\($0)" } ?? "" }
            func number(_ name: String) -> Int { object[name] as? Int ?? -1 }
            let ends = [
                text("srcaddr"), text("dstaddr"), isCustom ? text("pkt_srcaddr") : "", isCustom ? text("pkt_dstaddr") : "",
            ]
            let port = object["port"] is Int ? "\(text("port")) \(text("port_in"))" : "-"
            let key = ([text("interface")] + ends + [text("protocol"), port, text("action"), isCustom ? text("direction") : ""])
                .joined(separator: "|")
            truth[key, default: Counts()].add(
                number("lines"), number("packets"), number("bytes"), number("first"), number("last"))
        }
        var found: [String: Counts] = [:]
        for flow in set.flows {
            let ends = [flow.shownSource, flow.shownDestination, flow.packetSource, flow.packetDestination]
            let port = flow.service.map { "\($0.port) \($0.side == .source ? "srcport" : "dstport")" } ?? "-"
            let key =
                ([flow.interface ?? ""] + ends.map { $0?.description ?? "" }
                + ["\(flow.ipProtocol?.number ?? -1)", port, flow.action.rawValue, flow.direction?.name ?? ""])
                .joined(separator: "|")
            let counts = flow.counts
            found[key, default: Counts()].add(
                Int(counts.records), Int(counts.packets), Int(counts.bytes), counts.first ?? .max, counts.last ?? .min)
        }
        #expect(truth.count > 150)
        #expect(Set(found.keys).symmetricDifference(truth.keys).sorted() == [])
        for (key, counts) in truth where found[key] != counts {
            Issue.record("\(key): \(found[key].map(\.description) ?? "nothing"), made \(counts)")
        }
    }

    @Test func `intervals without data are counted for each interface, and are no flows`() throws {
        let summary =
            try JSONSerialization.jsonObject(with: Data(Logs.text("web/summary.json").utf8)) as? [String: Any] ?? [:]
        let without = summary["without_data"] as? [String: Int] ?? [:]
        let set = FlowLogReader().read([Logs.path("web/v2")])
        #expect(Int(set.noData) == without["NODATA"] ?? 0)
        #expect(Int(set.skipData) == without["SKIPDATA"] ?? 0)
        #expect(set.interfaces.values.reduce(0) { $0 + $1.noData } == set.noData)
        #expect(set.interfaces.values.reduce(0) { $0 + $1.skipData } == set.skipData)
        #expect(Int(set.records + set.noData + set.skipData) == summary["lines"] as? Int)
        #expect(set.files == 4)
        #expect(set.pairing == .all)
    }

    @Test func `two formats in a folder are each read by their own header, and who is logged twice is known`() throws {
        let both = FlowLogReader().read([Logs.path("web/v2"), Logs.path("web/custom")])
        let one = FlowLogReader().read([Logs.path("web/custom")])
        #expect(both.messages == [])
        #expect(both.formats.map(\.fields.count) == [14, 30])
        #expect(both.records == 2 * one.records)
        #expect(!both.fieldsEverywhere.contains(.direction) && both.fieldsSomewhere.contains(.direction))
        #expect(one.fieldsEverywhere.isSuperset(of: [.direction, .flags, .packetSource, .rejectReason]))
        #expect(both.interfaces.values.allSatisfy { $0.flowLogs == ["fl-0000000000000002a", "fl-000000000000c0510"] })
        #expect(one.interfaces.values.allSatisfy { $0.vpc != nil && $0.subnet != nil && $0.account == "123456789012" })
    }

    @Test func `the same file given twice is read once`() throws {
        let folder = Logs.path("web/v2")
        let once = FlowLogReader().read([folder])
        let twice = FlowLogReader().read([folder, folder])
        #expect(twice.records == once.records && twice.passedOver == 4)
    }

    @Test func `flags tell the role for sure, and most requests have their reply`() throws {
        let set = FlowLogReader().read([Logs.path("web/custom")])
        let requests = set.flows.filter { $0.role == .request && $0.action == .accept && $0.ipProtocol == .tcp }
        let certain = requests.filter { $0.roleEvidence == .flags }
        #expect(requests.count > 100 && certain.count * 10 > requests.count * 9)
        #expect(requests.filter { $0.counts.paired == $0.counts.records }.count * 10 > requests.count * 8)
        let rejected = set.flows.filter { $0.action == .reject && $0.role == .request }
        #expect(!rejected.isEmpty && rejected.allSatisfy { $0.counts.paired == 0 })
    }
}
