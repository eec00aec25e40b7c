import CoreModel
import FlowLogs
import Foundation
import Readers
import Reachability
import Testing
import Traffic

/// Generated logs held against what they were generated from: what is not told is unknown, and never wrong.
@Suite struct GeneratedTruthTests {
    /// What the generator says of a distinct flow; its names.
    struct Truth: Decodable {
        var interface: String
        var srcaddr: String
        var dstaddr: String
        var pkt_srcaddr: String
        var pkt_dstaddr: String
        var `protocol`: Int
        var port: Int?
        var port_in: String?
        var action: String
        var role: String
        var rules: [String]
        var reason: String?
        var acl: String?
        var acl_rule: Int?
        var group_rule_is_gone: String?
    }

    struct Usage: Decodable {
        var rule: String
        var lines: UInt64
        var lines_alone: UInt64
        var first: Int?
        var last: Int?
    }

    struct Key: Hashable {
        var interface: String
        var ends: [IPAddress]
        var ipProtocol: Int
        var port: Int?
        var isToService: Bool?
        var action: String
    }

    /// A generated set: its inventory, its logs of one format attributed, and the truth about each of their flows.
    struct Generated {
        let folder: String
        let inventory: Inventory
        let list: TrafficList
        let isCustom: Bool

        init(_ name: String, _ format: String) throws {
            folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)").path()
            inventory = try InputReader().read([.path(folder + "/inventory")]).inventory
            isCustom = format == "custom"
            var ports = ServicePorts()
            for rule in inventory.rules where rule.traffic.ipProtocol.hasPorts {
                ports.insert(UInt16(rule.traffic.from)...UInt16(rule.traffic.to))
            }
            let log = FlowLogReader(servicePorts: ports).read([folder + "/" + format])
            list = TrafficList(log, Analyzer(inventory))
        }

        func lines<Line: Decodable>(_ file: String, _ type: Line.Type) throws -> [Line] {
            try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(separator: "\n")
                .map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
        }

        func truth() throws -> [Key: [Truth]] {
            Dictionary(grouping: try lines("answers.jsonl", Truth.self)) { one in
                let texts = isCustom ? [one.pkt_srcaddr, one.pkt_dstaddr] : [one.srcaddr, one.dstaddr]
                return Key(
                    interface: one.interface, ends: texts.compactMap { try? IPAddress(parsing: $0) }, ipProtocol: one.protocol,
                    port: one.port, isToService: one.port_in.map { $0 == "dstport" }, action: one.action)
            }
        }

        func key(_ flow: AttributedFlow) -> Key {
            let isTo = flow.flow.service.map { $0.side == .destination }
            return Key(
                interface: flow.flow.interface ?? "", ends: [flow.flow.source, flow.flow.destination].compactMap { $0 },
                ipProtocol: Int(flow.flow.ipProtocol?.number ?? -1), port: flow.flow.service.map { Int($0.port) },
                isToService: isTo,
                action: flow.flow.action.rawValue)
        }

        func id(_ rule: RuleIndex) -> String { inventory[inventory[rule].id] }
    }

    static let sets = [("inline", "custom"), ("inline", "v2"), ("rules", "custom"), ("rules", "v2")]

    @Test(arguments: sets)
    func `roles, rules and reasons are those of the generator, or unknown`(_ name: String, _ format: String) throws {
        let set = try Generated(name, format)
        let truth = try set.truth()
        #expect(set.list.flows.count == truth.count)
        for flow in set.list.flows {
            let own = try #require(truth[set.key(flow)], "\(flow.flow)")
            if set.isCustom { #expect(flow.role != .unknown || flow.flow.service == nil, "\(flow.flow)") }
            if flow.role != .unknown { #expect(Set(own.map(\.role)) == [flow.role.rawValue], "\(flow.flow)") }
            if flow.role == .request, flow.reason?.isGroup != true {
                let gone = Set(own.compactMap(\.group_rule_is_gone))
                #expect(Set(flow.rules.map(set.id)) == Set(own.flatMap(\.rules)).subtracting(gone), "\(flow.flow)")
            }
            if set.isCustom { #expect(flow.reason != .unknown, "\(flow.flow)") }
            guard let reason = flow.reason, reason != .unknown else { continue }
            #expect(Set(own.map(\.reason)) == [reason.rawValue], "\(flow.flow)")
            if let acl = flow.acl, reason.isACL {
                #expect(set.inventory[set.inventory.topology[acl.acl].id] == own[0].acl)
                let number = own[0].acl_rule.map { $0 == NetworkACLEntry.lastNumber ? "*" : String($0) }
                #expect(acl.number(in: set.inventory) == number, "\(flow.flow)")
            }
        }
    }

    @Test(arguments: ["inline", "rules"])
    func `what was let through by a rule that is gone is against the rules`(_ name: String) throws {
        let set = try Generated(name, "custom")
        let truth = try set.truth()
        let gone = set.list.flows.filter { flow in
            (truth[set.key(flow)] ?? []).contains { $0.group_rule_is_gone != nil && $0.rules.isEmpty && $0.role == "request" }
        }
        #expect(!gone.isEmpty)
        for flow in gone { #expect(flow.contradiction == .noRule) }
    }

    @Test(arguments: ["inline", "rules"])
    func `rules were used as the generator counted them`(_ name: String) throws {
        let set = try Generated(name, "custom")
        let usage = try set.lines("rule-usage.jsonl", Usage.self)
        let uses = Dictionary(set.list.rules.map { (set.id($0.rule), $0) }) { first, _ in first }
        for truth in usage {
            let use = try #require(uses[truth.rule])
            #expect(use.records == truth.lines && use.alone == truth.lines_alone, "\(truth)")
            #expect(use.first == truth.first && use.last == truth.last, "\(truth)")
            if truth.lines == 0 { #expect([.notSeen, .cannotSay].contains(use.use)) }
        }
    }
}
