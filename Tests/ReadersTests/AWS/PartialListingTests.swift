import Foundation
import Reachability
import Readers
import CoreModel
import Support
import Testing
import Words

/// What a listing does not tell: rules of one direction, what permissions are for, further pages.
@Suite("Part of a listing is not the whole")
struct PartialListingTests {
    private static func rule(_ id: Int, _ group: String, _ isEgress: Bool, _ port: Int, _ peer: String) -> String {
        #"{"SecurityGroupRuleId": "sgr-\#(id)", "GroupId": "\#(group)", "GroupOwnerId": "111122223333", "IsEgress": \#(isEgress), "#
            + #""IpProtocol": "tcp", "FromPort": \#(port), "ToPort": \#(port), \#(peer)}"#
    }

    private static func named(_ group: String) -> String { #""ReferencedGroupInfo": {"GroupId": "\#(group)"}"# }

    private static func list(_ rules: [String], _ more: String = "") -> String {
        #"{\#(more)"SecurityGroupRules": [\#(rules.joined(separator: ", "))]}"#
    }

    private static let ingress = [
        rule(1, "sg-web", false, 443, #""CidrIpv4": "0.0.0.0/0""#), rule(2, "sg-db", false, 5432, named("sg-web")),
    ]
    private static let egress = [
        rule(3, "sg-web", true, 5432, named("sg-db")), rule(4, "sg-db", true, 443, #""CidrIpv4": "0.0.0.0/0""#),
    ]

    /// describe-security-groups of web and db, with permissions of web.
    private static func groups(
        _ ingress: String, egress: String = #"[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]"#
    ) -> String {
        #"""
        {"SecurityGroups": [{"GroupId": "sg-web", "GroupName": "web", "VpcId": "vpc-1", "IpPermissions": \#(ingress),
          "IpPermissionsEgress": \#(egress)},
         {"GroupId": "sg-db", "GroupName": "db", "VpcId": "vpc-1", "IpPermissionsEgress": [],
          "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": "sg-web"}]}]}]}
        """#
    }

    /// Documents as files of their own, each an argument.
    private static func read(_ documents: [String]) throws -> Inventory {
        let inputs = documents.enumerated().map { InputArgument.memory(name: "\($0).json", bytes: Array($1.utf8)) }
        return try InputReader().read(inputs).inventory
    }

    struct Case: CustomStringConvertible, Sendable {
        var what: String
        var documents: [String]
        var question: String
        var verdict: Verdict
        /// What the sentence, or why there is no fix, names.
        var named = ""

        var description: String { "\(what): \(question)" }

        init(_ what: String, _ documents: [String], _ question: String, _ verdict: Verdict, _ named: String = "") {
            (self.what, self.documents, self.question) = (what, documents, question)
            (self.verdict, self.named) = (verdict, named)
        }
    }

    private static let noEgress = "its egress rules are not in the input, which lists ingress rules only"
    private static let noIngress = "its ingress rules are not in the input, which lists egress rules only"
    private static let noSources = "sources that are not in the input"
    private static let cutSources = groups(#"[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}]"#)
    private static let emptySources = groups(
        #"[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [], "Ipv6Ranges": [], "UserIdGroupPairs": null}]"#)
    private static let unreadSources = groups(
        #"[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ipv4Ranges": [{"cidrIp": "0.0.0.0/0"}], "IpRanges": [{"CidrIp": "192.0.2.0/24"}]}]"#
    )
    private static let cutDestinations = groups("[]", egress: #"[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}]"#)

    static let cases = [
        Case("ingress rules only", [list(ingress)], "sg-web -> sg-db:5432", .depends, noEgress),
        Case("ingress rules only", [list(ingress)], "internet -> sg-web:443", .allowed),
        Case("ingress rules only", [list(ingress)], "internet -> sg-web:22", .blocked),
        Case(
            "ingress rules only, without a frame", ["[\(ingress.joined(separator: ","))]"], "sg-web -> sg-db:5432", .depends,
            noEgress),
        Case("ingress rules only", [list(ingress)], "sg-web -> sg-db:22", .blocked, noEgress),
        // Who takes the list out of its frame may have taken some of it: a search for open rules is a list of rules too.
        Case("a list without its frame", ["[\(ingress.joined(separator: ","))]"], "internet -> sg-web:443", .allowed),
        Case(
            "a list without its frame", ["[\(ingress.joined(separator: ","))]"], "internet -> sg-web:22", .depends,
            "perhaps not all of its ingress rules"),
        Case("a list without its frame", [groups("[]"), "[\(ingress.joined(separator: ","))]"], "internet -> web:22", .blocked),
        Case("egress rules only", [list(egress)], "sg-web -> sg-db:5432", .depends, noIngress),
        Case("egress rules only", [list(egress)], "sg-db -> internet:443", .allowed),
        Case("egress rules only", [list(egress)], "sg-db -> internet:80", .blocked),
        Case("rules of both directions", [list(ingress + egress)], "sg-web -> sg-db:5432", .allowed),
        Case("rules of both directions", [list(ingress + egress)], "sg-web -> internet:443", .blocked),
        Case("each direction in a file", [list(ingress), list(egress)], "sg-web -> sg-db:5432", .allowed),
        Case("each direction in a file", [list(egress), list(ingress)], "sg-web -> sg-db:5432", .allowed),
        Case("each direction in a file", [list(egress), list(ingress)], "sg-web -> internet:443", .blocked),
        Case("groups, then ingress rules", [groups("[]"), list(ingress)], "sg-web -> internet:80", .allowed),
        Case("groups, then ingress rules", [groups("[]"), list(ingress)], "sg-db -> internet:80", .blocked),
        // A later list takes the place of what it tells, and of nothing else.
        Case("all rules, then ingress rules", [list(ingress + egress), list([ingress[0]])], "sg-web -> sg-db:5432", .allowed),
        Case(
            "all rules, then other ingress rules",
            [list(ingress + egress), list([rule(9, "sg-db", false, 6379, named("sg-web"))])],
            "sg-web -> sg-db:5432", .blocked),
        Case(
            "one page of several", [list(ingress + egress, #""NextToken": "x", "#)], "sg-web -> internet:443", .depends,
            "perhaps not all of its egress rules"),
        Case("one page of several", [list(ingress + egress, #""NextToken": "x", "#)], "sg-web -> sg-db:5432", .allowed),
        Case(
            "what authorize answers", [list([ingress[1]], #""Return": true, "#)], "internet -> sg-db:5432", .depends,
            "perhaps not all of its ingress rules"),
        Case(
            "what authorize answers", [list([ingress[1]], #""Return": true, "#)], "sg-db -> internet:443", .depends,
            "its egress rules"),
        Case(
            "groups, then what authorize answers", [groups("[]"), list([ingress[0]], #""Return": true, "#)],
            "internet -> web:443", .allowed),
        Case(
            "groups, then what authorize answers", [groups("[]"), list([ingress[0]], #""Return": true, "#)], "internet -> db:443",
            .blocked),
        Case("sources cut", [cutSources], "internet -> web:443", .depends, noSources),
        Case("sources cut", [cutSources], "db -> web:443", .blocked, noSources),
        Case("sources cut", [cutSources], "internet -> web:22", .blocked),
        Case("sources cut, over IPv6", [cutSources], "[2001:db8::1] -> web:443", .depends, noSources),
        Case("sources empty", [emptySources], "internet -> web:443", .depends, noSources),
        Case("sources under an unread name", [unreadSources], "internet -> web:443", .depends, noSources),
        Case("sources under an unread name", [unreadSources], "192.0.2.7 -> web:443", .allowed),
        Case("destinations cut", [cutDestinations], "web -> internet:443", .depends, "destinations that are not in the input"),
        Case("destinations cut", [cutDestinations], "web -> internet:80", .blocked),
    ]

    @Test("What is missing depends and is named; what is there decides", arguments: cases)
    func verdicts(_ wanted: Case) throws {
        let analyzer = Analyzer(try Self.read(wanted.documents))
        let answer = try analyzer.answer(wanted.question)
        let words = AnswerText(answer, of: analyzer)
        #expect(answer.verdict == wanted.verdict, "\(words.summary)")
        if wanted.verdict == .depends { #expect(answer.fixes.isEmpty) }
        guard !wanted.named.isEmpty else { return }
        let told = [words.summary, words.noFix ?? ""] + answer.checks.map(words.line) + words.conditions
        #expect(told.contains { $0.contains(wanted.named) }, "\(told)")
        #expect(answer.fixes.isEmpty)
        #expect(
            !told.contains { $0.contains("no egress rules") || $0.contains("no ingress rules") || $0.contains("no rules at all") }
                || wanted.question.hasPrefix("db"))
    }

    @Test("How much of a group's rules is known is told for each direction")
    func knowledge() throws {
        func known(_ text: String) throws -> [GroupKnowledge] {
            let inventory = try Self.read([text])
            let group = inventory[try #require(inventory.group(id: "sg-web"))]
            return [group.knowledge(.ingress), group.knowledge(.egress), group.knowledge]
        }
        #expect(try known(Self.list(Self.ingress)) == [.complete, .absent, .partial])
        #expect(try known(Self.list(Self.egress)) == [.absent, .complete, .partial])
        #expect(try known(Self.list(Self.ingress + Self.egress)) == [.complete, .complete, .complete])
        #expect(try known("[\(Self.ingress.joined(separator: ","))]") == [.partial, .absent, .partial])
        #expect(try known(Self.list(Self.ingress, #""Return": true, "#)) == [.partial, .partial, .partial])
        #expect(try known(Self.groups("[]")) == [.complete, .complete, .complete])
    }

    @Test(
        "A redacted snapshot of it tells as much and no more",
        arguments: [
            ([list(ingress)], "sg-1", GroupKnowledge.complete, GroupKnowledge.absent),
            ([list(egress)], "sg-1", .absent, .complete), ([list(ingress + egress)], "sg-1", .complete, .complete),
            ([list(ingress + egress, #""NextToken": "x", "#)], "sg-1", .partial, .partial),
            ([cutSources], "sg-1", .complete, .complete),
        ])
    func redacted(_ documents: [String], _ id: String, _ ingress: GroupKnowledge, _ egress: GroupKnowledge) throws {
        let snapshot = Snapshot(sources: [
            Snapshot.Source(
                captured: "2026-11-20T09:14:15Z",
                documents: documents.map { Snapshot.Document(call: "ec2 describe-security-group-rules", output: Array($0.utf8)) })
        ])
        let plain = try Fixtures.read(snapshot)
        let hidden = try Fixtures.read(snapshot.redacted())
        #expect(plain.loadedRuleCount == hidden.loadedRuleCount && plain.loadedRuleCount > 0)
        let group = hidden[try #require(hidden.group(id: id))]
        #expect(group.ingressKnowledge == ingress)
        #expect(group.egressKnowledge == egress)
        func leftOut(_ inventory: Inventory) -> Int {
            inventory.rules.count { inventory.prefixList(of: $0.peer)?.isLeftOut == true }
        }
        #expect(leftOut(plain) == leftOut(hidden))
    }
}
