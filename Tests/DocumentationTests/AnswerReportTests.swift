import Example
import Foundation
import Notes
import NotesFile
import Reachability
import Readers
import CoreModel
import Support
import Testing
import Text
import Words

@testable import Annotations
@testable import Documentation

/// Answers as people read them, on the example and on the same system with its rules as resources.
@Suite("Answers in words")
struct AnswerReportTests {
    private struct Asked {
        let annotations: Annotations
        let analyzer: Analyzer

        init(_ inventory: Inventory) throws {
            let notes = ExampleEnvironment.notes
            annotations = Annotations(inventory, notes: try NotesReader().read(notes.bytes, from: notes.name))
            analyzer = Analyzer(inventory, names: annotations.names)
        }

        func answer(_ text: String) throws -> Answer { try analyzer.answer(text) }

        func words(_ text: String) throws -> AnswerText { AnswerText(try answer(text), of: analyzer) }

        func report(_ text: String, width: Int = 80, ascii: Bool = false) throws -> String {
            AnswerReport(try answer(text), annotations: annotations).text(width: width, ascii: ascii)
        }
    }

    private static func example() throws -> Asked {
        try Asked(InputReader().read(documents: ExampleEnvironment.documents, label: "example"))
    }

    private static func rules() throws -> Asked {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.appending(path: "ReadersTests/Fixtures/terraform-rules/aws")
        return try Asked(InputReader().read([InputArgument(folder.path)]).inventory)
    }

    @Test(
        "The sentence, word for word",
        arguments: [
            (
                "api -> rds:5432",
                "Allowed: ECS API SG lets everything out to 0.0.0.0/0, and RDS SG lets tcp 5432 in from ECS API SG."
            ),
            ("alb -> api:3002", "Blocked: ECS API SG lets ALB SG in on tcp 3001; you asked tcp 3002."),
            (
                "alb -> rds:5432",
                "Blocked: RDS SG lets tcp 5432 in only from ECS API SG, ECS Realtime SG and ECS Workers SG; ALB SG is none of them."
            ),
            ("internet -> workers:all", "Blocked: ECS Workers SG has no ingress rules."),
        ])
    func sentence(question: String, expected: String) throws {
        #expect(try Self.example().words(question).summary == expected)
    }

    @Test(
        "The sentence where rules are resources, word for word",
        arguments: [
            (
                "alb -> api:8080",
                "Blocked on both sides: ALB SG lets only tcp 3001 out to ECS API SG, and ECS API SG lets only tcp 3001 in from ALB SG; "
                    + "you asked tcp 8080."
            ),
            (
                "10.200.0.0/14 -> rds:5432",
                "Depends on the address: RDS SG lets tcp 5432 in from 10.200.0.0/15, which is half of 10.200.0.0/14; no rule lets in "
                    + "the other half, 10.202.0.0/15."
            ),
            (
                "203.0.113.9 -> alb:ping",
                "Blocked: the only ICMP that ALB SG lets in is type 3 code 4 (fragmentation needed); ping is type 8 code 0 "
                    + "(echo request)."
            ),
            (
                "rds -> 10.20.0.2:53/udp",
                "Allowed: 10.20.0.2 is the DNS resolver of RDS SG's own VPC, which security groups do not filter; that RDS SG has no "
                    + "egress rules does not matter."
            ),
            (
                "ops -> rds:5432",
                "Allowed: ops with ECS Workers SG lets tcp 5432 out to RDS SG, and RDS SG lets tcp 5432 in from ECS Workers SG."
            ),
            (
                "203.0.113.9 -> alb:80",
                "Blocked: ALB SG lets tcp 80 in only from com.amazonaws.global.cloudfront.origin-facing (pl-ed1f31ea1980d44e3); "
                    + "203.0.113.9 is in none of its 10 entries."
            ),
        ])
    func sentenceWithResources(question: String, expected: String) throws {
        let summary = try Self.rules().words(question).summary
        #expect(summary == expected)
        #expect(summary.count <= 160)
    }

    @Test("The report shows both sides, what came closest, what the notes say, the way round and the fix")
    func report() throws {
        #expect(
            try Self.example().report("alb -> rds:5432") == """
                ✗ Blocked: RDS SG lets tcp 5432 in only from ECS API SG, ECS Realtime SG and ECS
                  Workers SG; ALB SG is none of them.
                ✓ egress   ALB SG  all to 0.0.0.0/0   "Allow all outbound"
                ✗ ingress  RDS SG  no rule names ALB SG   ENI_SG_RULES_MISMATCH:source
                  nearest          tcp 5432 from ECS API SG   source differs
                  notes     denied on purpose: "ALB doesn't need database"
                  way round not directly; through ECS API SG: ALB SG -3001-> ECS API SG -5432->
                            RDS SG (ECS API SG would have to open the second connection itself)
                  fix       RDS SG: ingress tcp 5432 from ALB SG   (against the notes)
                  managed   RDS SG by terraform (tag): its next run undoes a change by hand
                  looked at: security groups alone; route tables and network ACLs are in the
                  input, not looked at
                  expect a timeout, not "connection refused": groups drop in silence
                  works all the same? connections opened before a rule was removed live on: they
                  are tracked
                  why       ALB SG all to 0.0.0.0/0: The ALB forwards to ECS tasks in any subnet
                            and must reach its targets for health checks.

                """)
    }

    @Test("In ASCII the outcomes are words, and nothing else is lost")
    func ascii() throws {
        let report = try Self.example().report("alb -> rds:5432", ascii: true)
        #expect(report.hasPrefix("NO Blocked: RDS SG"))
        #expect(report.contains("ok egress   ALB SG"))
        #expect(report.contains("NO ingress  RDS SG"))
    }

    @Test("No line is wider than asked, and a protocol is never parted from its port", arguments: [40, 60, 80, 100, 140])
    func widths(width: Int) throws {
        for question in ["alb -> rds:5432", "api -> rds:5432", "internet -> rds:22", "10.0.0.0/8 -> redis:6379"] {
            let lines = try Self.example().report(question, width: width).split(separator: "\n")
            for line in lines {
                let words = line.split(separator: " ").count
                #expect(TerminalText.width(String(line)) <= width || words <= 4, "\(line)")
                #expect(!line.hasSuffix(" tcp"))
            }
        }
    }

    @Test("A rule that contradicts the notes is said to")
    func differs() throws {
        let asked = try Self.rules()
        // The page denies API to Realtime; here they talk on 9000 to 9010.
        let report = try asked.report("api -> realtime:9005")
        #expect(report.hasPrefix("✓ Allowed"))
        let words = report.split { $0.isWhitespace }.joined(separator: " ")
        #expect(words.contains("the rules differ from the notes here"))
    }

    @Test(
        "Terraform text follows the style of the state",
        arguments: [
            ("terraform-inline/terraform.tfstate", "ingress {"),
            ("terraform-rules/terraform.tfstate", "resource \"aws_vpc_security_group_ingress_rule\""),
        ])
    func style(state: String, beginning: String) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "ReadersTests/Fixtures").appending(path: state)
        let asked = try Asked(InputReader().read([InputArgument(file.path)]).inventory)
        let words = try asked.words("alb -> redis:6379")
        let fix = words.fix(try #require(words.answer.fixes.last))
        #expect(fix.terraform.contains(beginning), "\(fix.terraform)")
    }
}
