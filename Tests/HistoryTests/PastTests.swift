import CoreModel
import Events
import History
import Reachability
import Support
import Testing

/// The example as of earlier times: what was open, what is not known, what did not exist.
@Suite("As of an earlier time")
struct PastTests {
    private static let rds = "sg-e9ec91ed1f04d6569"
    private static let alb = "sg-d04e9420348ae5fda"

    private static func permission(_ port: Int, _ peer: String = alb) -> String {
        """
        {"items": [{"ipProtocol": "tcp", "fromPort": \(port), "toPort": \(port), "groups": {"items": [{"groupId": "\(peer)"}]},
         "ipRanges": {}, "ipv6Ranges": {}, "prefixListIds": {}}]}
        """
    }

    private static func authorize(_ port: Int) -> String {
        "{\"groupId\": \"\(rds)\", \"ipPermissions\": \(permission(port))}"
    }

    private static func made(_ id: String, _ port: Int) -> String {
        """
        {"_return": true, "securityGroupRuleSet": {"items": [{"groupId": "\(rds)", "securityGroupRuleId": "\(id)", "isEgress": false,
         "ipProtocol": "tcp", "fromPort": \(port), "toPort": \(port), "referencedGroupId": "\(alb)"}]}}
        """
    }

    private static func revoke(id: String) -> String {
        """
        {"groupId": "\(rds)", "ipPermissions": {}, "securityGroupRuleIds": {"items": [{"securityGroupRuleId": "\(id)"}]}}
        """
    }

    private static let ghost = Trail()
        .adding("AuthorizeSecurityGroupIngress", authorize(5432), answer: made("sgr-ghost", 5432), at: 10)
        .adding("RevokeSecurityGroupIngress", revoke(id: "sgr-ghost"), at: 20)

    private static func verdict(_ timeLine: TimeLine, at second: Int, _ question: String = "alb -> rds:5432") throws -> Verdict {
        let analyzer = Analyzer(timeLine.past(at: Trail.time(second)).inventory)
        return analyzer.wholeVerdict(try analyzer.question(question))
    }

    @Test("A rule that was opened and revoked lets through from its second on, until the one of its end")
    func ghostRule() throws {
        let timeLine = try Self.ghost.timeLine()
        #expect(timeLine.changes.flatMap(\.edits).count == 2)
        let verdicts = try [9, 10, 19, 20].map { try Self.verdict(timeLine, at: $0) }
        #expect(verdicts == [.blocked, .allowed, .allowed, .blocked])
        #expect(timeLine.past(at: Trail.time(9)).isBeforeRecords)
        #expect(!timeLine.past(at: Trail.time(10)).isBeforeRecords)
        let past = timeLine.past(at: Trail.time(15)).inventory
        #expect(past.rules.contains { past[$0.id] == "sgr-ghost" })
    }

    @Test func `a call that changes descriptions is of a description, whatever is known of the rule before`() throws {
        let timeLine = try Trail().adding("UpdateSecurityGroupRuleDescriptionsIngress", Self.authorize(5432), at: 10).timeLine()
        #expect(timeLine.changes.flatMap(\.edits).map(\.isOfDescription) == [true])
    }

    @Test("An answer says which change made it what it is")
    func turning() throws {
        let timeLine = try Self.ghost.timeLine()
        let analyzer = Analyzer(timeLine.inventory)
        let turning = try #require(timeLine.turning(of: try analyzer.answer("alb -> rds:5432"), by: analyzer, .everything))
        #expect(turning.before == .allowed)
        #expect(turning.change.event == "RevokeSecurityGroupIngress" && turning.change.who == "ann")
        #expect(timeLine.turning(of: try analyzer.answer("api -> rds:5432"), by: analyzer, .everything) == nil)
    }

    @Test("Where nothing tells what a rule was, an answer that rests on it depends")
    func unknownRule() throws {
        let trail = Trail().adding("RevokeSecurityGroupIngress", Self.revoke(id: "sgr-unknown"), at: 10)
        let timeLine = try trail.timeLine()
        #expect(try Self.verdict(timeLine, at: 9) == .depends)
        #expect(try Self.verdict(timeLine, at: 9, "api -> rds:5432") == .allowed)
        #expect(try Self.verdict(timeLine, at: 10) == .blocked)
    }

    @Test("Where nothing tells what an entry was before it was replaced, an answer that rests on it depends")
    func unknownEntry() throws {
        let inventory = try Trail.example()
        let acl = inventory.topology.networkACLs[0]
        let request = """
            {"networkAclId": "\(inventory[acl.id])", "ruleNumber": 100, "egress": true, "aclProtocol": "-1", "ruleAction": "allow",
             "cidrBlock": "0.0.0.0/0"}
            """
        let timeLine = try Trail().adding("ReplaceNetworkAclEntry", request, at: 10).timeLine(inventory)
        let past = timeLine.past(at: Trail.time(9)).inventory
        let entry = try #require(past.topology.networkACLs[0].entries.first { $0.number == 100 && $0.direction == .egress })
        #expect(entry.action == nil && entry.traffic == nil)
        #expect(try Self.verdict(timeLine, at: 9, "api -> rds:5432") == .depends)
        #expect(try Self.verdict(timeLine, at: 10, "api -> rds:5432") == .allowed)
    }

    @Test("What a replaced entry, a route and a changed rule were comes from an earlier event")
    func earlierEvents() throws {
        func entry(_ action: String) -> String {
            """
            {"networkAclId": "acl-1", "ruleNumber": 90, "egress": false, "aclProtocol": "6", "ruleAction": "\(action)",
             "cidrBlock": "10.0.0.0/8", "portRange": {"from": 22, "to": 22}}
            """
        }
        func route(_ target: String) -> String {
            "{\"routeTableId\": \"rtb-1\", \"destinationCidrBlock\": \"0.0.0.0/0\", \"natGatewayId\": \"\(target)\"}"
        }
        let modify = """
            {"ModifySecurityGroupRulesRequest": {"GroupId": "\(Self.rds)", "SecurityGroupRule": {"SecurityGroupRuleId": "sgr-1",
             "SecurityGroupRule": {"IpProtocol": "tcp", "FromPort": 5433, "ToPort": 5433, "CidrIpv4": "10.1.2.3/16"}}}}
            """
        let lines = try Trail()
            .adding("CreateNetworkAclEntry", entry("allow"), at: 1).adding("ReplaceNetworkAclEntry", entry("deny"), at: 2)
            .adding("DeleteNetworkAclEntry", "{\"networkAclId\": \"acl-1\", \"ruleNumber\": 90, \"egress\": false}", at: 3)
            .adding("CreateRoute", route("nat-1"), at: 4).adding("ReplaceRoute", route("nat-2"), at: 5)
            .adding("AuthorizeSecurityGroupIngress", Self.authorize(5432), answer: Self.made("sgr-1", 5432), at: 6)
            .adding("ModifySecurityGroupRules", modify, at: 7)
            .lines()
        #expect(lines[1] == "~ acl-1 in 90 allow tcp 22 from 10.0.0.0/8 -> deny tcp 22 from 10.0.0.0/8")
        #expect(lines[2] == "- acl-1 in 90 deny tcp 22 from 10.0.0.0/8")
        #expect(lines[4] == "~ rtb-1 0.0.0.0/0 -> nat-1 -> nat-2")
        #expect(lines[6].hasPrefix("~ rds in tcp 5432 from alb -> tcp 5433 from 10.1.0.0/16"))
    }

    @Test("Revoke and authorize of one rule in one second leave it, in whichever order they are told", arguments: [false, true])
    func oneSecond(_ revokesFirst: Bool) throws {
        let whole = "{\"groupId\": \"\(Self.rds)\", \"ipPermissions\": \(Self.permission(5432, "sg-1ba11cc5f489fc05f"))}"
        let names = ["RevokeSecurityGroupIngress", "AuthorizeSecurityGroupIngress"]
        let ordered = revokesFirst ? names : names.reversed()
        let timeLine = try Trail().adding(ordered[0], whole, at: 10).adding(ordered[1], whole, at: 10).timeLine()
        #expect(timeLine.changes.map(\.event) == names)
        #expect(try Self.verdict(timeLine, at: 11, "realtime -> rds:5432") == .allowed)
        #expect(try Self.verdict(timeLine, at: 9, "realtime -> rds:5432") == .allowed)
    }

    @Test("A rule that an event brought and that is not there, though no event took it, is a doubt")
    func silentRemoval() throws {
        let timeLine = try Trail()
            .adding("AuthorizeSecurityGroupIngress", Self.authorize(5432), answer: Self.made("sgr-1", 5432), at: 10).timeLine()
        #expect(try Self.verdict(timeLine, at: 9) == .blocked)
        #expect(try Self.verdict(timeLine, at: 20) == .depends)
        // The reason is part of sentences: "... decides", "(...: not settled)".
        let past = timeLine.past(at: Trail.time(20)).inventory
        let reasons = past.rules.compactMap { past.reason(of: $0.doubt) }
        #expect(reasons == ["an unrecorded removal of a rule that an event brought"])
    }

    @Test("A group did not exist before it was made, and exists with its rules before it was deleted")
    func groups() throws {
        let made = "{\"_return\": true, \"groupId\": \"sg-gone\"}"
        let timeLine = try Trail()
            .adding("CreateSecurityGroup", "{\"groupName\": \"gone\", \"groupDescription\": \"d\"}", answer: made, at: 10)
            .adding(
                "AuthorizeSecurityGroupIngress", "{\"groupId\": \"sg-gone\", \"ipPermissions\": \(Self.permission(22))}", at: 20
            )
            .adding("DeleteSecurityGroup", "{\"groupId\": \"sg-gone\"}", at: 30).timeLine()
        #expect(timeLine.past(at: Trail.time(9)).absent["sg-gone"]?.event == "CreateSecurityGroup")
        #expect(timeLine.past(at: Trail.time(30)).absent["sg-gone"]?.event == "DeleteSecurityGroup")
        let past = timeLine.past(at: Trail.time(25))
        #expect(past.absent.isEmpty)
        let group = try #require(past.inventory.group(id: "sg-gone"))
        #expect(past.inventory[group].knowledge == .complete)
        #expect(past.inventory.rules(of: group, .ingress).count == 1 && past.inventory.rules(of: group, .egress).count == 1)
        #expect(timeLine.changes(of: "sg-gone").count == 3)
    }

    @Test("What takes a change back is what was before, and nothing where that is not known")
    func undoing() throws {
        let timeLine = try Self.ghost.adding("RevokeSecurityGroupIngress", Self.revoke(id: "sgr-unknown"), at: 30).timeLine()
        let undoings = timeLine.changes.map(\.undoing)
        #expect(undoings.map(\.edits.count) == [1, 1, 0] && undoings[2].unknown.count == 1)
        guard case .remove(let rule)? = undoings[0].edits.first, case .add(let back)? = undoings[1].edits.first else {
            Issue.record("\(undoings)")
            return
        }
        #expect(rule.identity == back.identity)
    }
}

/// Which tables and ACLs subnets use, as calls change it.
@Suite("What serves a subnet")
struct SubnetUseTests {
    private static let trail = Trail()
        .adding(
            "AssociateRouteTable", "{\"routeTableId\": \"rtb-1\", \"subnetId\": \"subnet-1\"}",
            answer: "{\"associationId\": \"rtbassoc-1\"}", at: 1
        )
        .adding(
            "ReplaceRouteTableAssociation", "{\"associationId\": \"rtbassoc-1\", \"routeTableId\": \"rtb-2\"}",
            answer: "{\"newAssociationId\": \"rtbassoc-2\"}", at: 2
        )
        .adding("DisassociateRouteTable", "{\"associationId\": \"rtbassoc-2\"}", at: 3)
        .adding(
            "ReplaceNetworkAclAssociation", "{\"associationId\": \"aclassoc-1\", \"networkAclId\": \"acl-1\"}",
            answer: "{\"newAssociationId\": \"aclassoc-2\"}", at: 4
        )
        .adding(
            "ReplaceNetworkAclAssociation", "{\"associationId\": \"aclassoc-2\", \"networkAclId\": \"acl-2\"}",
            answer: "{\"newAssociationId\": \"aclassoc-3\"}", at: 5)

    @Test func `a later call knows from an earlier one what served, and of which subnet`() throws {
        #expect(
            try Self.trail.lines() == [
                "~ subnet-1 uses route table the main one -> rtb-1", "~ subnet-1 uses route table rtb-1 -> rtb-2",
                "~ subnet-1 uses route table rtb-2 -> the main one", "~ the subnet of aclassoc-1 uses network ACL ? -> acl-1",
                "~ the subnet of aclassoc-2 uses network ACL acl-1 -> acl-2",
            ])
        let timeLine = try Self.trail.timeLine()
        #expect(timeLine.other == 0)
        #expect(timeLine.changes(of: "rtb-2").count == 2 && timeLine.changes(of: "subnet-1").count == 3)
        #expect(timeLine.changes(of: "acl-1").count == 2)
    }

    @Test func `what is known of it is taken back by a command, and what is not by a comment`() throws {
        let timeLine = try Self.trail.timeLine()
        let back = TakingBack(timeLine.inventory, Names(timeLine.inventory))
        let texts = timeLine.changes.map { change in
            back.text(change, clock: { "\($0)" }).split(separator: "\n").dropFirst().joined(separator: "\n")
        }
        let region = "--region us-east-1"
        #expect(
            texts == [
                "aws ec2 disassociate-route-table \(region) --association-id rtbassoc-1",
                "aws ec2 replace-route-table-association \(region) --association-id rtbassoc-2 --route-table-id rtb-1",
                "aws ec2 associate-route-table \(region) --route-table-id rtb-2 --subnet-id subnet-1",
                "# nothing takes this back, since no record tells what was before: ~ the subnet of aclassoc-1 uses network ACL ? -> acl-1",
                "aws ec2 replace-network-acl-association \(region) --association-id aclassoc-3 --network-acl-id acl-1",
            ])
    }
}

/// What came to life is not taken back by a line that is pasted with others.
@Suite("Undoing what was made")
struct UndoingMadeTests {
    private static let groups = "\"groupSet\": {\"items\": [{\"groupId\": \"sg-1\"}]}"

    private static func launched(_ instance: String) -> String { "{\"instancesSet\": {\"items\": [{\(instance), \(groups)}]}}" }

    @Test(
        "An instance and an interface are deleted by a comment alone",
        arguments: [
            (
                "RunInstances", launched("\"instanceId\": \"i-new\""),
                "what is on the instance is lost with it: aws ec2 terminate-instances --region us-east-1 --instance-ids i-new"
            ),
            (
                "RunInstances",
                launched("\"networkInterfaceSet\": {\"items\": [{\"networkInterfaceId\": \"eni-new\"}]}"),
                "aws ec2 terminate-instances with the id of the instance of eni-new"
            ),
            (
                "CreateNetworkInterface", "{\"networkInterface\": {\"networkInterfaceId\": \"eni-new\", \(groups)}}",
                "aws ec2 delete-network-interface --region us-east-1 --network-interface-id eni-new"
            ),
        ])
    func made(event: String, answer: String, says: String) throws {
        let timeLine = try Trail().adding(event, "{}", answer: answer).timeLine()
        let change = try #require(timeLine.changes.first)
        let text = TakingBack(timeLine.inventory, Names(timeLine.inventory)).text(change, clock: { "\($0)" })
        #expect(text.contains(says), "\(text)")
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") }, "\(text)")
    }
}

/// Readings of earlier times beside events.
@Suite("Dated readings")
struct ReadingTests {
    private static func world(_ rules: String) throws -> Inventory {
        try World.inventory("vpc v 10.0.0.0/16\ngroup sg-1=web v\n\(rules)\ngroup sg-2=db v\n in tcp 22 sg-1")
    }

    private static func lines(_ timeLine: TimeLine) -> [String] {
        let words = ChangeText(timeLine.inventory, Names(timeLine.inventory))
        return timeLine.changes.flatMap { change in change.edits.map { "\(change.source.rawValue) \(words.line($0))" } }
    }

    @Test("What differs between two readings is a change of the later one, unless an event tells it")
    func differences() throws {
        let old = try Self.world(" in tcp 80 0.0.0.0/0\n in tcp 22 10.0.0.0/8 words")
        let new = try Self.world(" in tcp 443 0.0.0.0/0\n in tcp 22 10.0.0.0/8 others")
        let readings = [DatedInventory(time: Trail.time(0), source: .snapshot, old, isWhole: true)]
        let timeLine = TimeLine(new, EventRecords(), earlier: readings)
        #expect(
            Self.lines(timeLine) == [
                "snapshot ~ web in tcp 22 from 10.0.0.0/8, description \"words\" -> \"others\"",
                "snapshot - web in tcp 80 from 0.0.0.0/0", "snapshot + web in tcp 443 from 0.0.0.0/0",
            ])
        let request = """
            {"groupId": "sg-1", "ipPermissions": {"items": [{"ipProtocol": "tcp", "fromPort": 80, "toPort": 80, "groups": {},
             "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]}, "ipv6Ranges": {}, "prefixListIds": {}}]}}
            """
        let records = try Trail.records(Trail().adding("RevokeSecurityGroupIngress", request, at: 5).file)
        let both = TimeLine(new, records, earlier: readings)
        #expect(Self.lines(both).first == "cloudtrail - web in tcp 80 from 0.0.0.0/0")
        #expect(Self.lines(both).count == 3)
        #expect(both.knownSince == Trail.time(0))
        let past = both.past(at: Trail.time(4)).inventory
        #expect(past.loadedRuleCount == old.loadedRuleCount)
    }
}
