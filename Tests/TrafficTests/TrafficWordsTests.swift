import Reachability
import Support
import Testing
import Traffic

/// What lists of traffic say of a row, below it.
@Suite("Reasons below rows of traffic")
struct TrafficWordsTests {
    private static let world = """
        vpc v 10.0.0.0/16
        subnet a v 10.0.0.0/24
        group app v
          out tcp 0-65535 0.0.0.0/0
        group db v
          in tcp 5432 app
        interface eni-1 v app 10.0.0.10 subnet=a
        interface eni-3 v db 10.0.0.20 subnet=a
        complete
        """

    private static func remarks(_ flow: String, turning: KnownTurning.Finding? = nil) throws -> [String] {
        let logs = try Logs(world, flow)
        let report = TrafficReport(logs.list, logs.analyzer, turning: turning) { "\($0) s" }
        return report.sections(parts: [.against, .rejected]).flatMap { $0.items.map(\.remark) }
    }

    @Test(
        "A port that differs from an open one by one slip is asked about, whatever the slip",
        arguments: [
            ("5433", true), ("4532", true), ("543", true), ("55432", true), ("5342", true), ("6379", false), ("3306", false),
            ("54", false),
        ])
    func slip(_ port: String, _ isMeant: Bool) throws {
        let remark = try #require(try Self.remarks("eni-3 10.0.0.10:60000 > 10.0.0.20:\(port) tcp REJECT x2 SYN ingress").first)
        #expect(remark.hasSuffix(": meant 5432?") == isMeant, "\(remark)")
    }

    @Test func `how often one address tries is told from the fifth time on, as the average that it is`() throws {
        let few = try Self.remarks("eni-3 10.0.0.10:60000 > 10.0.0.20:6000 tcp REJECT x4 SYN ingress")
        #expect(!few.joined().contains("average"))
        let many = try Self.remarks("eni-3 10.0.0.10:60000 > 10.0.0.20:6000 tcp REJECT x6 SYN ingress")
        #expect(many.first?.hasSuffix(". 10.0.0.10 every 2 minutes on average") == true, "\(many)")
    }

    @Test func `what a change explains is told by that change, where it came after the record and the answer was the record's`()
        throws
    {
        let flow = "eni-3 10.0.0.10:60000 > 10.0.0.20:6000 tcp ACCEPT x4 SYN ingress"
        func turning(_ time: Int, _ before: Verdict) throws -> String {
            let remarks = try Self.remarks(flow) { _ in
                KnownTurning(time: time, before: before, sentence: "since then: somebody removed it; \(before) before")
            }
            return try #require(remarks.first)
        }
        #expect(try turning(700, .allowed) == "blocked since then: somebody removed it; allowed before")
        #expect(
            try turning(500, .allowed)
                == "blocked since then: somebody removed it; allowed before. What came later can be of connections that were open then"
        )
        let older = try turning(0, .allowed)
        #expect(older.contains("was taken away since"))
        #expect(try turning(700, .depends) == older)
        #expect(try Self.remarks(flow) == [older])
    }
}
