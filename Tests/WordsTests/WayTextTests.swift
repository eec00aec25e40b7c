import CoreModel
import Reachability
import Support
import Testing
import Words

/// What answers over every layer say beside their first sentence: remarks, what must hold, how to find it out.
@Suite("Words about a whole way")
struct WayTextTests {
    private static func words(
        _ question: [String], _ change: (inout NamedNetwork.Plan) throws -> Void = { _ in }, isOneWay: Bool = false,
        style: NamedNetwork.Style = .plain
    ) throws -> AnswerText {
        var plan = NamedNetwork.Plan()
        try change(&plan)
        let network = try NamedNetwork(style, plan)
        let analyzer = Analyzer(network.inventory)
        let ends = question.map { word in network.ids[word].map { network.inventory[$0] } ?? word }
        let asked = try analyzer.question(from: ends[0], to: ends[1], port: ends[2], version: .v4)
        return AnswerText(analyzer.answer(asked, AnswerScope(looksAtNetwork: true, isOneWay: isOneWay)), of: analyzer)
    }

    private static func closed(_ plan: inout NamedNetwork.Plan) throws {
        plan.entries = [NetworkACLEntry(number: 100, .ingress, .allow, .all, .everything(.v4))]
    }

    @Test("The address that the far side has to let in is the one that the internet sees")
    func translation() throws {
        let out = try Self.words(["eni 1", "203.0.113.9", "443"]).remarks
        #expect(out.contains("the far side must let in 198.51.100.30 (exit's), not 10.0.1.10"))
        let own = try Self.words(["eni 0", "203.0.113.9", "443"]).remarks
        #expect(own.contains("the far side must let in 198.51.100.10, not 10.0.0.10"))
        // Of what does not get out, and of what comes in, nothing is to be let in.
        for question in [["eni 2", "203.0.113.9", "443"], ["203.0.113.9", "eni 0", "443"], ["eni 0", "eni 1", "443"]] {
            #expect(try !Self.words(question).remarks.contains { $0.contains("must let in") }, "\(question)")
        }
    }

    @Test("Asked one way, what becomes of the answer is said to be left out, where something becomes of it")
    func oneWay() throws {
        let remark = "one way only: what becomes of the answer is shown and does not count"
        #expect(try Self.words(["eni 1", "eni 2", "443"], Self.closed, isOneWay: true).remarks.contains(remark))
        #expect(try !Self.words(["eni 1", "eni 2", "443"], Self.closed).remarks.contains(remark))
        #expect(try !Self.words(["eni 1", "eni 2", "443"], isOneWay: true).remarks.contains(remark))
    }

    @Test("What the groups alone say is said where it is something else")
    func groupsAlone() throws {
        let remark = "by the security groups alone, asked for these ends: allowed"
        #expect(try Self.words(["eni 1", "eni 2", "443"], Self.closed).remarks.contains(remark))
        #expect(try !Self.words(["eni 1", "eni 2", "443"]).remarks.contains { $0.hasPrefix("by the security groups alone") })
        let both = try Self.words(["eni 1", "eni 2", "443"]) {
            try Self.closed(&$0)
            $0.isClosed = true
        }
        #expect(!both.remarks.contains { $0.hasPrefix("by the security groups alone") })
    }

    @Test("What is not in the input is named in a condition, with the call that tells it")
    func missing() throws {
        let words = try Self.words(["eni 1", "eni 2", "443"]) { $0.lacksTable = true }
        #expect(words.conditions == ["if the route table of private sends 10.0.2.10 on; with only the local route: allowed"])
        let filter = "--filters Name=vpc-id,Values=\(NamedNetwork.id("vpc", 0))"
        #expect(
            words.findOut == ["aws ec2 describe-route-tables \(filter) > describe-route-tables.json, and read that file too (-i)"]
        )
        let edge = try Self.words(["eni 1", "203.0.113.9", "443"]) { $0.out = .peering }
        let peering = NamedNetwork.id("pcx", 0)
        #expect(edge.conditions == ["if peering \(peering) is active and leads to 203.0.113.9"])
        let call = "aws ec2 describe-vpc-peering-connections --filters Name=vpc-peering-connection-id,Values=\(peering)"
        #expect(edge.findOut == ["\(call) > describe-vpc-peering-connections.json, and read that file too (-i)"])
    }

    @Test("A sentence that counts where something is blocked names every place, or says how many more there are")
    func everyPlace() throws {
        var counted = 0
        for question in [["203.0.113.9", "eni 2", "443"], ["203.0.113.9", "eni 1", "443"], ["eni 1", "eni 2", "443"]] {
            let words = try Self.words(question) {
                try Self.closed(&$0)
                $0.isClosed = true
            }
            let summary = words.summary
            let lead = summary.prefix { $0 != ":" }.split(separator: " ")
            guard lead.first == "Blocked", let places = lead.last == "twice" ? 2 : lead.compactMap({ Int($0) }).first else {
                continue
            }
            counted += 1
            let named = summary.dropLast().split(separator: "; ")
            let last = named.last.map { $0.split(separator: " ") } ?? []
            let rest = last.count == 3 && last[2] == "more" ? Int(last[1]) ?? 0 : 0
            #expect(named.count - (rest > 0 ? 1 : 0) + rest == places, "\(summary)")
        }
        #expect(counted > 0)
    }

    @Test(
        "Remarks and conditions are one line each, whatever things are called",
        arguments: [
            ["eni 1", "203.0.113.9", "443"], ["eni 1", "eni 2", "443"], ["203.0.113.9", "eni 1", "443"],
        ])
    func lines(question: [String]) throws {
        for out in [NamedNetwork.Out.nat, .gone, .peering, .nothing] {
            let long = try Self.words(question, { $0.out = out }, style: .long)
            #expect(long.remarks.allSatisfy { !$0.contains("\n") && !$0.isEmpty })
            #expect(long.conditions.allSatisfy { !$0.contains("\n") && !$0.isEmpty })
        }
    }
}
