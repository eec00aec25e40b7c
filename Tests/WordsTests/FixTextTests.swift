import Support
import Testing
import Words

@Suite("Fixes in words")
struct FixTextTests {
    private static let text = """
        vpc v 10.0.0.0/16
        vpc w 10.1.0.0/16
        group alb v
          out tcp 3001 api
        group api v
          in tcp 3001 alb
          out all - 0.0.0.0/0
        group far w
          out all - 0.0.0.0/0
        interface eni-1 v api 10.0.0.4
        interface eni-3 v alb 10.0.0.5
        interface eni-2 w far 10.1.0.4
        complete
        """

    @Test(
        "The smallest rules, on every side that blocks",
        arguments: [
            ("alb -> api:8080", ["alb: egress tcp 8080 to api", "api: ingress tcp 8080 from alb"]),
            ("api -> alb:22", ["alb: ingress tcp 22 from api"]),
            ("203.0.113.9 -> api:ping", ["api: ingress icmp 8/0 from 203.0.113.9/32"]),
            ("internet -> api:443", ["api: ingress tcp 443 from 0.0.0.0/0"]),
            ("far -> api:22", ["api: ingress tcp 22 from 10.1.0.4/32"]),
            ("10.9.0.0/16 -> api:80,81", ["api: ingress tcp 80-81 from 10.9.0.0/16"]),
        ])
    func smallest(question: String, expected: [String]) throws {
        #expect(try Self.fixes(question).map(\.line) == expected)
    }

    private static func fixes(_ question: String) throws -> [FixText] {
        let words = try World(text).words(question)
        return words.answer.fixes.map(words.fix)
    }

    @Test("What opens a group to the internet says so, and nothing else does")
    func warned() throws {
        #expect(try Self.fixes("internet -> api:443").map(\.warning) == ["opens it to the internet"])
        #expect(try Self.fixes("far -> api:22").map(\.warning) == [nil])
    }

    @Test("Where no rule turns it for certain, that is said instead")
    func none() throws {
        let world = try World("group b v\n  in tcp 1 sg-gone\n  in tcp 2 0.0.0.0/0")
        let words = try world.words("sg-gone -> b:9")
        #expect(words.answer.fixes.isEmpty)
        #expect(words.noFix?.contains("its own rules are not in the input") == true)
    }

    @Test("Commands are quoted for a shell, and undone by their twin")
    func commands() throws {
        let fix = try #require(try Self.fixes("api -> alb:22").first)
        #expect(
            fix.aws == "aws ec2 authorize-security-group-ingress --group-id alb --ip-permissions "
                + "'IpProtocol=tcp,FromPort=22,ToPort=22,UserIdGroupPairs=[{GroupId=api,Description=\"tcp 22 from api\"}]'")
        #expect(
            fix.undo == "aws ec2 revoke-security-group-ingress --group-id alb --ip-permissions "
                + "'IpProtocol=tcp,FromPort=22,ToPort=22,UserIdGroupPairs=[{GroupId=api}]'")
        #expect(
            fix.terraform == """
                resource "aws_vpc_security_group_ingress_rule" "alb_tcp_22_api" {
                  security_group_id            = "alb"
                  description                  = "tcp 22 from api"
                  ip_protocol                  = "tcp"
                  from_port                    = 22
                  to_port                      = 22
                  referenced_security_group_id = "api"
                }
                """)
    }

    @Test(
        "A name that is hostile to a shell or to Terraform stays text",
        arguments: ["a'b", "$(reboot)", "`x`", "a\"b", "a;b", "${x}", "%{x}", "a\\"])
    func hostile(name: String) throws {
        let world = try World("group \(name) v\n  out all - 0.0.0.0/0\ngroup b v")
        let words = try world.words("\(name) -> b:1")
        let fix = words.fix(try #require(words.answer.fixes.first))
        #expect(!fix.aws.contains("$(") || fix.aws.contains("'"))
        let outside = fix.aws.split(separator: "'", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }
            .map(\.element)
        #expect(outside.allSatisfy { !$0.contains("$") && !$0.contains("`") && !$0.contains(";") })
        // In Terraform nothing ends a text before its line, and no template begins in it.
        for line in fix.terraform.split(separator: "\n") {
            let plain = line.replacing("\\\\", with: "").replacing("\\\"", with: "")
            #expect(plain.count { $0 == "\"" }.isMultiple(of: 2), "\(line)")
            #expect(!line.replacing("$${", with: "").contains("${") && !line.replacing("%%{", with: "").contains("%{"), "\(line)")
        }
    }

    @Test(
        "A name stands in a Terraform description as it is; only what begins a template is written twice",
        arguments: [("api", "api"), ("a$b", "a$b"), ("a${b}", "a$${b}"), ("$$", "$$"), ("a{b}", "a{b}")])
    func described(name: String, text: String) throws {
        let world = try World("group \(name) v\n  out all - 0.0.0.0/0\ngroup b v")
        let words = try world.words("\(name) -> b:1")
        let fix = words.fix(try #require(words.answer.fixes.first))
        let description = fix.terraform.split(separator: "\n").first { $0.contains("description") }
        #expect(description?.contains(text) == true, "\(fix.terraform)")
        #expect(description?.replacing(text, with: "").contains { "${}".contains($0) } == false)
    }
}
