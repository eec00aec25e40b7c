import FlowLogs
import Testing
import Traffic

/// How much rules were used, and when that cannot be said.
@Suite struct RuleUseTests {
    static let world = """
        vpc v 10.0.0.0/16
        subnet a v 10.0.0.0/24
        group app v
          in tcp 443 0.0.0.0/0
          in tcp 443 10.0.0.0/16
          in tcp 22 10.0.0.0/16
          out udp 53 10.0.0.2/32
          out tcp 5432 far
        interface eni-1 v app 10.0.0.10 subnet=a
        interface eni-2 v app 10.0.0.11 subnet=a
        complete
        """

    @Test func `a request counts for every rule that lets it through, alone or beside others`() throws {
        let logs = try Logs(
            Self.world,
            """
            eni-1 198.51.100.7:40000 > 10.0.0.10:443 tcp ACCEPT x7 SYN
            eni-1 10.0.0.10:443 > 198.51.100.7:40000 tcp ACCEPT x7 SYN-ACK
            eni-1 10.0.0.11:40000 > 10.0.0.10:443 tcp ACCEPT x5 SYN
            """)
        // DNS to the resolver is never logged, and the other group is not loaded.
        #expect(logs.uses == ["used 7+5", "shared 0+5", "not-seen 0+0", "cannot-say 0+0", "cannot-say 0+0"])
        #expect(logs.list.rules[1].hiddenBy == [logs.list.rules[0].rule])
        #expect(logs.list.rules[0].fars == 2)
        #expect(logs.list.rules[3].doubts == [.neverLogged])
        #expect(logs.list.rules[4].doubts == [.peerNotLoaded])
    }

    private static func described(_ resource: String, _ type: DescribedFlowLog.TrafficType) -> DescribedFlowLog {
        var described = DescribedFlowLog(id: "fl-1")
        (described.resource, described.trafficType, described.status) = (resource, type, "ACTIVE")
        return described
    }

    @Test func `nothing is called not seen where logs cannot show it`() throws {
        let one = "eni-1 198.51.100.7:40000 > 10.0.0.10:443 tcp ACCEPT SYN"
        let ssh = { (logs: Logs) in (logs.list.rules[2].use, logs.list.rules[2].doubts) }
        #expect(ssh(try Logs(Self.world, one)) == (.notSeen, []))
        #expect(ssh(try Logs(Self.world, one, unlogged: ["eni-2"])) == (.cannotSay, [.notLogged(1, of: 2)]))
        #expect(ssh(try Logs(Self.world, one, skipData: 1)) == (.cannotSay, [.lostRecords(2)]))
        let rejects = "eni-1 198.51.100.7:40000 > 10.0.0.10:25 tcp REJECT SYN"
        #expect(ssh(try Logs(Self.world, rejects)) == (.cannotSay, [.rejectsOnly(2, of: 2)]))
        func held(_ change: (inout FlowLogSet) -> Void) throws -> (RuleUse.Use, [RuleUse.Doubt]) {
            let logs = try Logs(Self.world, one)
            var log = logs.log
            change(&log)
            let rule = TrafficList(log, logs.analyzer).rules[2]
            return (rule.use, rule.doubts)
        }
        #expect(try held { $0.problems = [FlowLogProblem(file: "a.gz", reason: .cutOff)] } == (.cannotSay, [.unreadLogs(1)]))
        #expect(try held { $0.described = [Self.described("eni-2", .reject)] } == (.cannotSay, [.rejectsOnly(1, of: 2)]))
        #expect(try held { $0.described = [Self.described("eni-2", .reject), Self.described("v", .all)] } == (.notSeen, []))
        let gone = { (log: inout FlowLogSet) in log.interfaces["eni-2"] = nil }
        #expect(try held(gone) == (.cannotSay, [.notLogged(1, of: 2)]))
        // A description is no proof that the log was given.
        let described = { (log: inout FlowLogSet) in log.described = [Self.described("a", .accept)] }
        #expect(
            try held { log in
                gone(&log)
                described(&log)
            } == (.cannotSay, [.notLogged(1, of: 2)]))
        let rejectsAlone = try Logs(Self.world, rejects)
        var log = rejectsAlone.log
        described(&log)
        #expect(TrafficList(log, rejectsAlone.analyzer).rules[2].doubts == [.rejectsOnly(2, of: 2)])
        let open = "eni-1 10.0.0.77:22 > 10.0.0.10:22 tcp ACCEPT x3"
        #expect(ssh(try Logs(Self.world.replacing("complete", with: ""), one)).0 == .cannotSay)
        #expect(try Logs(Self.world, open).list.rules[2].use != .notSeen)
    }

    @Test func `a replay tells what a change would have cut, each exchange once`() throws {
        let logs = try Logs(
            """
            vpc v 10.0.0.0/16
            subnet a v 10.0.0.0/24
            group app v
              in tcp 5432 10.0.0.10/32
              out tcp 5432 10.0.0.0/16
            interface eni-1 v app 10.0.0.10 subnet=a
            interface eni-2 v app 10.0.0.11 subnet=a
            complete
            """,
            """
            eni-1 10.0.0.10:40000 > 10.0.0.11:5432 tcp ACCEPT x4 SYN
            eni-2 10.0.0.10:40000 > 10.0.0.11:5432 tcp ACCEPT x4 SYN
            eni-2 10.0.0.77:40000 > 10.0.0.11:5432 tcp REJECT x2 SYN
            """)
        func replay(_ change: (String, String)) throws -> TrafficReplay {
            let changed = try Logs(
                """
                vpc v 10.0.0.0/16
                subnet a v 10.0.0.0/24
                group app v
                  \(change.0)
                  \(change.1)
                interface eni-1 v app 10.0.0.10 subnet=a
                interface eni-2 v app 10.0.0.11 subnet=a
                complete
                """, "")
            return TrafficReplay(logs.list, of: logs.analyzer, changed: changed.analyzer)
        }
        let narrowed = try replay(("in tcp 5432 10.0.0.12/32", "out tcp 5432 10.0.0.0/16"))
        #expect(narrowed.cut.map(\.records) == [4])
        #expect(narrowed.opened.isEmpty)
        let closed = try replay(("in tcp 5432 10.0.0.10/32", "out tcp 443 10.0.0.0/16"))
        #expect(closed.cut.map(\.records) == [4])
        let widened = try replay(("in tcp 5432 10.0.0.0/16", "out tcp 5432 10.0.0.0/16"))
        #expect(widened.cut.isEmpty)
        #expect(widened.opened.map(\.records) == [2])
    }
}
