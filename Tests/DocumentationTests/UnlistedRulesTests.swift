import Notes
import Reachability
import Readers
import CoreModel
import Testing

@testable import Audit
@testable import Diff
@testable import Annotations
@testable import Documentation

/// Reports on a list of rules that tells one direction, or some rules, alone.
@Suite("Reports of part of the rules")
struct UnlistedRulesTests {
    private static let ingress = #"""
        {"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-web", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
         "CidrIpv4": "0.0.0.0/0"},
        {"SecurityGroupRuleId": "sgr-2", "GroupId": "sg-db", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432,
         "ReferencedGroupInfo": {"GroupId": "sg-web"}}
        """#
    private static let egress = #"""
        {"SecurityGroupRuleId": "sgr-3", "GroupId": "sg-web", "IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"},
        {"SecurityGroupRuleId": "sgr-4", "GroupId": "sg-db", "IsEgress": true, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
         "CidrIpv4": "0.0.0.0/0"}
        """#

    private static func lab(_ rules: String..., notes: String? = nil) throws -> Lab {
        let text = #"{"SecurityGroupRules": [\#(rules.joined(separator: ","))]}"#
        let inventory = try InputReader().read(documents: [("rules.json", Array(text.utf8))], label: "test")
        return Lab(inventory, notes: try notes.map(Lab.notes))
    }

    @Test("The matrix says whose ingress rules it does not know; of nobody it says that nothing gets in")
    func matrix() throws {
        let lab = try Self.lab(Self.egress)
        let report = MatrixReport(
            TrafficMatrix(lab.analyzer, annotations: lab.annotations), deniedBy: lab.analyzer)
        let lines = [
            "No rule that is in the input permits any flow.", "",
            "Not known: ingress rules of sg-db and sg-web are not in the input.",
        ]
        #expect(report.lines(width: 100).map(\.text) == lines)
        #expect(report.markdown.contains("Not known: ingress rules of"))
        #expect(!report.markdown.contains("no inbound rules"))
        // Of what is listed in both directions it says as ever what is denied.
        let whole = try Self.lab(Self.ingress, Self.egress)
        let told = MatrixReport(TrafficMatrix(whole.analyzer, annotations: whole.annotations), deniedBy: whole.analyzer)
        #expect(!told.lines(width: 100).contains { $0.text.contains("Not known") })
    }

    @Test("A row whose source's egress rules are not listed depends")
    func rows() throws {
        let lab = try Self.lab(Self.ingress)
        let rows = TrafficMatrix(lab.analyzer, annotations: lab.annotations).rows
        #expect(rows.map(\.verdict) == [.allowed, .depends])
    }

    @Test("The audit says what it has not looked at")
    func audit() throws {
        func lacking(_ lab: Lab) -> [String] {
            AuditResult(lab.analyzer, annotations: lab.annotations).notLookedAt.filter { $0.contains("rules of") }
        }
        #expect(lacking(try Self.lab(Self.ingress)) == ["egress rules of sg-db and sg-web are not in the input"])
        #expect(lacking(try Self.lab(Self.egress)) == ["ingress rules of sg-db and sg-web are not in the input"])
        #expect(lacking(try Self.lab(Self.ingress, Self.egress)).isEmpty)
    }

    @Test("What is documented of a direction that is not listed depends; it never has \"no rule for\" it")
    func check() throws {
        let notes = """
            groups:
              - title: Web
                match: {id: sg-web}
                outbound:
                  - {to: Database, ports: 5432}
              - title: Database
                match: {id: sg-db}
                inbound:
                  - {from: Web, ports: 5432}
                outbound: []
            """
        let lab = try Self.lab(Self.ingress, notes: notes)
        let columns = ColumnCheck(annotations: lab.annotations, ends: DocumentedEnds(lab.annotations))
        #expect(columns.findings(.egress).map(\.status) == [.depends, .depends])
        #expect(columns.findings(.egress).allSatisfy { $0.missing.isEmpty })
        #expect(columns.findings(.ingress).map(\.status) == [.holds])
        let words = CheckWords(lab.annotations).differences(columns.findings(.egress)[0])
        #expect(words == "its egress rules are not in the input, which lists ingress rules only")
    }

    @Test("Between a list of one direction and one of both, no rule came or went in the other")
    func differences() throws {
        let (one, both) = (try Self.lab(Self.ingress), try Self.lab(Self.ingress, Self.egress))
        for (before, after) in [(one, both), (both, one)] {
            #expect(RuleChanges(from: before.analyzer, to: after.analyzer).isEmpty)
            let diff = InventoryDiff(from: before.analyzer, to: after.analyzer)
            #expect(diff.groups.isEmpty, "\(diff.groups)")
        }
        let other = try Self.lab(Self.ingress.replacing("5432", with: "5433"))
        #expect(RuleChanges(from: both.analyzer, to: other.analyzer).count == 2)
    }
}
