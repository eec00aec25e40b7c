import Support
import Testing

/// Questions that say with what they are asked, with the program as it is built.
@Suite("Questions with changes on the command line")
struct TriedQuestionCommandTests {
    @Test(
        "A question with a change is asked as with --with",
        arguments: [
            ["why", "api -> internet:443 with off nat-0"], ["why", "api", "->", "internet:443", "with", "off", "nat-0"],
            ["why", "api -> internet:443", "with", "off nat-0"], ["why", "can api reach internet on 443 with off nat-0?"],
        ])
    func tried(arguments: [String]) throws {
        let meant = try ProgramRun(["why", "api -> internet:443", "--with", "off nat-0"])
        let run = try ProgramRun(arguments)
        #expect(meant.status == 1 && run.status == 1, "\(run.errors)")
        #expect(run.output.contains("with 1 change on trial") && !run.errors.contains("not used"))
    }

    @Test(
        "A change that cannot be tried, or is not read there, ends with 64: it is never dropped",
        arguments: [
            (["why", "api -> internet:443 with off nowhere"], "", "no group, gateway"),
            (["why", "workers -> chat-dev-rds-0:5432 with off chat-dev-rds-0"], "", "is gone with the changes on trial"),
            (["why", "workers", "chat-dev-rds-0", "5432", "--with", "off chat-dev-rds-0"], "", "is gone with the changes"),
            (["why", "api -> internet:443 with"], "", "a change is missing behind with"),
            (["why", "-"], "api -> internet:443 with off nat-0\n", "here --with takes it"),
            (["fix", "workers -> internet:443 with - chat-dev-rds-0 carries rds"], "", "AWS lets no interface go without one"),
            (["trial", "--with", "- route private 10.0.0.0/16", "--as", "aws"], "", "AWS never deletes it"),
        ])
    func refused(arguments: [String], input: String, says: String) throws {
        let run = try ProgramRun(arguments, input: input)
        #expect(run.status == 64 && run.output.isEmpty, "\(run.output)")
        #expect(run.errors.contains(says), "\(run.errors)")
    }

    @Test func `who and fix read a change as well, and under --redact the drill has a stand-in`() throws {
        #expect(try ProgramRun(["who", "redis:6379 with off us-east-1b"]).output.contains("1 change on trial"))
        #expect(try ProgramRun(["fix", "workers -> internet:443 with off nat-0"]).output.contains("1 change on trial"))
        let hidden = try ProgramRun(["trial", "--redact", "--with", "off chat-dev-alb"]).output
        #expect(hidden.contains(" 1  off ") && !hidden.contains("a change") && !hidden.contains("chat-dev"))
    }
}
