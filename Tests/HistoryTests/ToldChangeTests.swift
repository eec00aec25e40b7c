import CoreModel
import Events
import History
import Reachability
import Support
import Testing
import Text
import Words

/// What is said of changes and of earlier times, and what takes changes back.
@Suite("What is told of changes")
struct ToldChangeTests {
    private static let rds = "sg-e9ec91ed1f04d6569"

    private static func permission(_ ports: String, _ peer: String) -> String {
        "{\"items\": [{\(ports), \"groups\": {}, \(peer), \"ipv6Ranges\": {}, \"prefixListIds\": {}}]}"
    }

    private static let all = permission(
        "\"ipProtocol\": \"-1\"", "\"ipRanges\": {\"items\": [{\"cidrIp\": \"0.0.0.0/0\"}]}")

    /// A group that came, and went with a rule; between them what a case adds.
    private static func deleted(_ between: (Trail) -> Trail) -> Trail {
        let ssh = permission(
            "\"ipProtocol\": \"tcp\", \"fromPort\": 22, \"toPort\": 22",
            "\"ipRanges\": {\"items\": [{\"cidrIp\": \"10.0.0.0/8\"}]}")
        let made = Trail()
            .adding(
                "CreateSecurityGroup", "{\"groupName\": \"tmp\", \"groupDescription\": \"d\", \"vpcId\": \"vpc-1\"}",
                answer: "{\"_return\": true, \"groupId\": \"sg-tmp\"}", at: 10
            )
            .adding("AuthorizeSecurityGroupIngress", "{\"groupId\": \"sg-tmp\", \"ipPermissions\": \(ssh)}", at: 20)
        return between(made).adding("DeleteSecurityGroup", "{\"groupId\": \"sg-tmp\"}", at: 40)
    }

    @Test(
        "A deleted group comes back with the rules that it had, where it was, and with no words that nobody wrote",
        arguments: [true, false])
    func restoredGroup(_ hasEgress: Bool) throws {
        let timeLine = try Self.deleted { trail in
            hasEgress
                ? trail
                : trail.adding("RevokeSecurityGroupEgress", "{\"groupId\": \"sg-tmp\", \"ipPermissions\": \(Self.all)}", at: 30)
        }.timeLine()
        let change = try #require(timeLine.changes.last)
        let text = TakingBack(timeLine.inventory, Names(timeLine.inventory)).text(change) { _ in "then" }
        let commands = text.split(separator: "\n").filter { $0.hasPrefix("aws ") }
        let verbs = commands.map { String($0.split(separator: " ")[2]) }
        // AWS gives a new group a rule that lets all out.
        let revoking = hasEgress ? [] : ["revoke-security-group-egress"]
        let wanted: [String] = ["create-security-group"] + revoking + ["authorize-security-group-ingress"]
        #expect(verbs == wanted, "\(text)")
        #expect(commands.allSatisfy { $0.contains(" --region us-east-1 ") }, "\(text)")
        #expect(!text.contains("Description="))
    }

    @Test("The edit that turned an answer is told first")
    func turningEdit() throws {
        let web = "vpc v 10.0.0.0/16\ngroup sg-1=web v\n out all - 0.0.0.0/0\n"
        let old = try World.inventory(web + "group sg-2=db v\n in tcp 5432 sg-1")
        let now = try World.inventory(web + " in tcp 443 0.0.0.0/0\ngroup sg-2=db v")
        let reading = DatedInventory(time: Trail.time(0), source: .snapshot, old, isWhole: true)
        let timeLine = TimeLine(now, EventRecords(), earlier: [reading])
        #expect(timeLine.changes.last?.edits.first?.component == "sg-1")
        let analyzer = Analyzer(now)
        let answer = try analyzer.answer("web -> db:5432")
        let turning = try #require(timeLine.turning(of: answer, by: analyzer, .everything))
        let sentence = TurningText(turning, ChangeText(now, analyzer.names)).sentence { _ in "then" }
        #expect(sentence.hasPrefix("since then: somebody removed db in tcp 5432 from web and 1 more; "), "\(sentence)")
        let line = try #require(timeLine.verdicts(of: answer, by: analyzer))
        #expect(line.points.last?.change.edits.first?.component == "sg-2")
    }

    @Test("A time after all that was read is told to be one", arguments: [(50, true), (100, false), (200, false)])
    func afterRecords(_ now: Int, _ isAfter: Bool) throws {
        let whole = "{\"groupId\": \"\(Self.rds)\", \"ipPermissions\": \(Self.all)}"
        let timeLine = try Trail().adding("RevokeSecurityGroupIngress", whole, at: 10).timeLine()
        let text = PastText(timeLine.past(at: Trail.time(100)), now: Trail.time(now))
        #expect(text.back == (isAfter ? "after what was read" : "no change since"))
        #expect(text.warnings.contains { $0.hasPrefix("nothing is known of that time") } == isAfter)
    }

    @Test("As of an earlier time no call of today is said to tell what was")
    func findOut() throws {
        let revoke = """
            {"groupId": "\(Self.rds)", "ipPermissions": {}, "securityGroupRuleIds": {"items": [{"securityGroupRuleId": "sgr-unknown"}]}}
            """
        let timeLine = try Trail().adding("RevokeSecurityGroupIngress", revoke, at: 10).timeLine()
        let past = Analyzer(timeLine.past(at: Trail.time(9)).inventory)
        let words = AnswerText(try past.answer("alb -> rds:5432"), of: past)
        #expect(words.answer.verdict == .depends)
        #expect(words.findOut.count == 1 && words.findOut.allSatisfy { !$0.contains("aws ") }, "\(words.findOut)")
    }

    @Test("What an interface carries is said once, and what it carried is one thing")
    func attachments() throws {
        let inventory = try Trail.example()
        let interface = try #require(
            inventory.interfaces.first { own in own.groups.contains { inventory[inventory[$0].id] == Self.rds } })
        let id = inventory[interface.id]
        let request = "{\"networkInterfaceId\": \"\(id)\", \"groupSet\": {\"items\": [{\"groupId\": \"\(Self.rds)\"}]}}"
        let timeLine = try Trail().adding("ModifyNetworkInterfaceAttribute", request, at: 10).timeLine(inventory)
        let words = ChangeText(inventory, Names(inventory))
        let sentence = words.sentence(try #require(timeLine.changes.first))
        #expect(sentence.hasPrefix("ann changed what ") && sentence.hasSuffix(" carries: ? -> rds"), "\(sentence)")
        let past = timeLine.past(at: Trail.time(9)).inventory
        #expect(past.groups.contains { past[$0.name] == "what \(id) carried then" || past[$0.id] == "what \(id) carried then" })
    }

    @Test("Every line of a history keeps to the width")
    func width() throws {
        let whole = "{\"groupId\": \"\(Self.rds)\", \"ipPermissions\": \(Self.all)}"
        let timeLine = try Trail().adding("RevokeSecurityGroupIngress", whole, at: 10).timeLine()
        let report = HistoryReport(timeLine, Names(timeLine.inventory)) { _ in "2026-11-20 08:00:10" }
        let title = "ECS task chat-dev-api-1 (eni-1e659ae277f50a294), which has a long name"
        let lines = report.lines(timeLine.changes, of: title, width: 80)
        #expect(lines.count > 3 && lines.allSatisfy { $0.text.count <= 80 })
    }
}
