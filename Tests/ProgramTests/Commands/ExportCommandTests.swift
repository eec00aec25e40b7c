import Foundation
import Support
import Testing

/// `sgscope export` as a command: what it takes, where its words go.
@Suite("Export, the command")
struct ExportCommandTests {
    @Test(
        "What is no form, no group, or no use is wrong usage and says why",
        arguments: [
            (["export"], "--format"), (["export", "--format", "arm"], "arm"),
            (["export", "--format", "terraform", "--resources-to-import"], "--format cloudformation"),
            (["export", "--format", "cloudformation", "--resources-to-import", "--no-import"], "--no-import"),
            (["export", "--format", "terraform", "nosuchgroup"], "nosuchgroup"),
        ])
    func wrongUsage(_ arguments: [String], _ words: String) throws {
        let run = try ProgramRun(arguments)
        #expect(run.status == 64 && run.output.isEmpty && run.errors.contains(words), "\(run.errors)")
    }

    @Test(
        "Code alone stands on standard output, and begins with what it rests on",
        arguments: ["terraform", "cloudformation", "pulumi"])
    func output(_ form: String) throws {
        let run = try ProgramRun(["export", "--format", form, "rds", "alb"])
        let comment = form == "pulumi" ? "//" : "#"
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("\(comment) Example environment (give -i FILE or --live)\n"), "\(run.output.prefix(200))")
        #expect(run.output.contains("chat-dev-rds-sg") && run.output.contains("chat-dev-alb-sg"))
        #expect(!run.output.contains("\"chat-dev-redis-sg\""))
    }

    @Test("What cannot be code is said on standard error, and the exit status is 0 all the same")
    func notes() throws {
        let groups = """
            {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "default", "Description": "d", "VpcId": "vpc-1",
              "IpPermissions": [], "IpPermissionsEgress": []}]}
            """
        let run = try ProgramRun(["export", "--format", "terraform", "-i", "-"], input: groups)
        #expect(run.status == 0)
        #expect(run.errors.contains("sgscope: note: left out, a default group, which AWS makes: default (sg-1)"), "\(run.errors)")
        let nothing = try ProgramRun(["export", "--format", "cloudformation", "-i", "-"], input: "{\"SecurityGroups\": []}")
        #expect(nothing.status == 0 && nothing.output.contains("Resources: {}"))
        #expect(nothing.errors.contains("no security groups"), "\(nothing.errors)")
    }

    @Test("What is tried is written too: a rule that --with adds has no id, and no import")
    func trial() throws {
        let run = try ProgramRun(["export", "--format", "terraform", "rds", "--with", "+ rds in 5432 from alb"])
        #expect(run.status == 0 && run.output.contains("tcp/5432 sg-"), "\(run.errors)")
        #expect(run.errors.contains("no import: 1 of 5 rules has no id in the input"), "\(run.errors)")
    }
}
