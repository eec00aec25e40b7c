import CoreModel
import FlowLogs
import Reachability
import Testing
import Traffic

/// What flow logs hold of a question, and what of the lines of a map.
@Suite struct SeenTrafficTests {
    private static let world = """
        vpc v 10.0.0.0/16
        subnet a v 10.0.0.0/24
        group app v
          in tcp 443 0.0.0.0/0
          in tcp 443 10.0.0.0/16
          out tcp 5432 db
        group db v
          in tcp 5432 app
          in tcp 5433 10.0.0.0/16
        interface eni-1 v app 10.0.0.10 subnet=a
        interface eni-2 v app 10.0.0.11 subnet=a
        interface eni-3 v db 10.0.0.20 subnet=a
        complete
        """

    private static func seen(_ ends: (String, String, String), in logs: Logs) throws -> SeenTraffic {
        let question = try logs.analyzer.question(from: ends.0, to: ends.1, port: ends.2)
        return SeenTraffic(question, in: logs.list, logs.analyzer.inventory)
    }

    @Test func `what both ends saw counts once, of every member that is asked about, and replies for nothing`() throws {
        let logs = try Logs(
            Self.world,
            """
            eni-1 10.0.0.10:40000 > 10.0.0.20:5432 tcp ACCEPT x7 SYN egress
            eni-3 10.0.0.10:40000 > 10.0.0.20:5432 tcp ACCEPT x7 SYN ingress
            eni-3 10.0.0.20:5432 > 10.0.0.10:40000 tcp ACCEPT x9 SYN-ACK egress
            eni-2 10.0.0.11:40000 > 10.0.0.20:5432 tcp ACCEPT x2 SYN egress
            """)
        #expect(try Self.seen(("app", "db", "5432"), in: logs).accepted == 9)
        #expect(try Self.seen(("10.0.0.10", "db", "5432"), in: logs).accepted == 7)
        #expect(try Self.seen(("10.0.0.0/24", "10.0.0.20", "all"), in: logs).accepted == 9)
        let other = try Self.seen(("db", "app", "5432"), in: logs)
        #expect(other.isNothing && other.last == nil)
        #expect(try Self.seen(("app", "db", "5433"), in: logs).isNothing)
        #expect(try Self.seen(("app", "db", "5432/udp"), in: logs).isNothing)
        #expect(try Self.seen(("app", "db", "5432"), in: logs).last == 600)
    }

    @Test func `rejects have their reasons, and what the data says otherwise of is counted`() throws {
        let logs = try Logs(
            Self.world,
            """
            eni-3 10.0.0.10:40000 > 10.0.0.20:6000 tcp REJECT x5 SYN ingress
            eni-3 10.0.0.11:40000 > 10.0.0.20:6000 tcp ACCEPT x3 SYN ingress
            """)
        let seen = try Self.seen(("app", "db", "6000"), in: logs)
        #expect(seen.rejected == 5 && seen.accepted == 3 && seen.against == 3)
        #expect(seen.reasons == [.groupIngress])
        let text = TrafficWords(logs.analyzer).sentence(seen, logs.list) { _ in "then" }
        for part in ["3 ACCEPT", "5 REJECT (sg-ingress)", "3 records against the rules"] {
            #expect(text.contains(part), "\(text)")
        }
        let nothing = try Self.seen(("db", "app", "443"), in: logs)
        #expect(TrafficWords(logs.analyzer).sentence(nothing, logs.list) { _ in "then" }.hasPrefix("not seen"))
    }

    @Test func `the internet is every public address that no interface has`() throws {
        let logs = try Logs(
            Self.world,
            """
            eni-1 198.51.100.7:40000 > 10.0.0.10:443 tcp ACCEPT x4 SYN
            eni-1 10.0.0.11:40000 > 10.0.0.10:443 tcp ACCEPT x2 SYN
            """)
        #expect(try Self.seen(("internet", "app", "443"), in: logs).accepted == 4)
        #expect(try Self.seen(("10.0.0.0/16", "app", "443"), in: logs).accepted == 2)
    }

    @Test func `of several rules a record counts once, 0 is only what was not seen for certain, and nil is what cannot be told`()
        throws
    {
        let log = """
            eni-1 198.51.100.7:40000 > 10.0.0.10:443 tcp ACCEPT x4 SYN
            eni-1 10.0.0.11:40000 > 10.0.0.10:443 tcp ACCEPT x2 SYN
            """
        let logs = try Logs(Self.world, log)
        let rules = logs.list.rules.map(\.rule)
        let seen = SeenAtRules(logs.list)
        #expect(logs.uses == ["used 4+2", "shared 0+2", "not-seen 0+0", "not-seen 0+0", "not-seen 0+0"])
        #expect(seen.records([rules[0]]) == 6)
        #expect(seen.records([rules[0], rules[1]]) == 6)
        #expect(seen.records([rules[3]]) == 0)
        #expect(seen.records([rules[3], rules[0]]) == 6)
        let half = SeenAtRules(try Logs(Self.world, log, unlogged: ["eni-3"]).list)
        #expect(half.records([rules[3]]) == nil)
        #expect(half.records([rules[0]]) == 6)
    }

    @Test func `a filter keeps the headings of what it finds, and finds titles and reasons whatever their case`() throws {
        let logs = try Logs(
            Self.world,
            """
            eni-3 10.0.0.10:40000 > 10.0.0.20:6000 tcp REJECT x5 SYN ingress
            eni-1 198.51.100.7:40000 > 10.0.0.10:443 tcp ACCEPT x4 SYN
            """)
        let report = TrafficReport(logs.list, logs.analyzer) { _ in "then" }
        let sections = report.sections()
        let found = sections.compactMap { $0.filtered(by: "APP -> db") }
        #expect(found.map(\.part) == [.rejected])
        #expect(found.first?.items.map(\.title) == ["app -> db:6000"])
        #expect(sections.compactMap { $0.filtered(by: "nothing has this") }.isEmpty)
        // Items are numbered through all sections, in the order of the lines.
        let items = report.rows(of: sections, width: 80).compactMap(\.item)
        #expect(items == items.sorted() && Set(items) == Set(0..<sections.flatMap(\.items).count))
    }
}
