import Foundation
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
            (["why", "api", "rds", "5432", "--with", "off chat-dev-rds-0"], "", "RDS SG is gone with the changes on trial"),
            (["why", "api -> 10.0.10.158:5432 with off chat-dev-rds-0"], "", "10.0.10.158 is gone with the changes on trial"),
            (["why", "10.0.10.158", "redis", "6379", "--with", "off chat-dev-rds-0"], "", "10.0.10.158 is gone"),
            (["why", "who reaches rds on 5432", "--with", "off chat-dev-rds-0"], "", "RDS SG is gone with the changes"),
            (["who", "rds", "5432", "--with", "off chat-dev-rds-0"], "", "RDS SG is gone with the changes on trial"),
            (["who", "chat-dev-rds-0", "5432", "--with", "off chat-dev-rds-0"], "", "chat-dev-rds-0 is gone with the changes"),
            (["who", "10.0.10.158", "5432", "--with", "off chat-dev-rds-0"], "", "10.0.10.158 is gone with the changes"),
            (["fix", "alb", "rds", "5432", "--with", "off chat-dev-rds-0"], "", "RDS SG is gone with the changes on trial"),
            (["why", "can workers reach chat-dev-rds-0 on 5432", "--with", "off chat-dev-rds-0"], "", "chat-dev-rds-0 is gone"),
            (["why", "--redact", "workers", "chat-dev-rds-0", "5432", "--with", "off chat-dev-rds-0"], "", isGone),
            (["why", "--redact", "workers -> chat-dev-rds-0:5432", "--with", "off chat-dev-rds-0"], "", isGone),
            (["why", "--redact", "can workers reach chat-dev-rds-0 on 5432", "--with", "off chat-dev-rds-0"], "", isGone),
            (["why", "--redact", "10.0.10.158 -> redis:6379", "--with", "off chat-dev-rds-0"], "", isGone),
            (["who", "--redact", "chat-dev-rds-0", "5432", "--with", "off chat-dev-rds-0"], "", isGone),
            (["why", "api -> internet:443 before"], "", "asks without the changes on trial"),
            (["why", "api", "internet", "443 before"], "", "asks without the changes on trial"),
            (["why", "api -> internet:443 with off nat-0 before"], "", "leave one of them out"),
            (["why", "api -> internet:443 before with off nat-0"], "", "leave one of them out"),
            (["why", "api", "internet", "443 with off nat-0 before"], "", "leave one of them out"),
            (["why", "api -> internet:443 with off nat-0 before", "--with", "off alb"], "", "leave one of them out"),
            (["trial", "--with", "off nat-0", "--ask", "api -> internet:443 with off alb"], "", "give it with --with"),
            (["trial", "--with", "off nat-0", "--ask", "api -> internet:443 before"], "", "leave it out here"),
            (["trial", "--with", "off nat-0", "--ask", "api -> rds:5432 with offf alb"], "", "understood: with offf alb"),
            (["trial", "--with", "off nat-0", "--ask", "api -> internet:443 at 18:00"], "", "give it with --at"),
            (["fix", "--batch", "-"], "api -> internet:443 with off nat-0 = blocked\n", "give it with --with"),
            (["why", "api -> internet:443 with"], "", "a change is missing behind with"),
            (["why", "-"], "api -> internet:443 with off nat-0\n", "here --with takes it"),
            (["fix", "workers -> internet:443 with - chat-dev-rds-0 carries rds"], "", "AWS lets no interface go without one"),
            (["trial", "--with", "- route private 10.0.0.0/16", "--as", "aws"], "", "AWS never deletes it"),
        ])
    func refused(arguments: [String], input: String, says: String) throws {
        let run = try ProgramRun(arguments, input: input)
        #expect(run.status == 64 && run.output.isEmpty, "\(run.output)")
        #expect(run.errors.contains(says), "\(run.errors)")
        if arguments.contains("--redact") {
            #expect(!run.errors.contains("chat-dev") && !run.errors.contains("10.0.10.158"), "\(run.errors)")
        }
    }

    private static let isGone = "is gone with the changes on trial"

    @Test("Behind a question with changes, before asks without them", arguments: ["why", "who"])
    func before(command: String) throws {
        let question = command == "why" ? "api -> internet:443" : "redis:6379"
        let meant = try ProgramRun([command, question])
        for words in [["\(question) before"], [question, "before"]]
            + (command == "why" ? [["api", "internet", "443 before"]] : [])
        {
            let run = try ProgramRun([command] + words + ["--with", "off nat-0"])
            #expect(run.output == meant.output && run.status == meant.status, "\(words): \(run.errors)")
        }
    }

    @Test(
        "What is said behind one question is refused where several are asked, and never dropped",
        arguments: ["with off nat-0", "before", "at 18:00"])
    func behind(words: String) throws {
        let line = "{\"source\": \"api\", \"destination\": \"internet\", \"port\": \"443 \(words)\"}\n"
        for change in [[], ["--with", "off alb"]] {
            let batch = try ProgramRun(["why", "--batch", "-"] + change, input: line)
            #expect(batch.status == 65 && batch.output.contains("leave it out here"), "\(batch.output)")
        }
        let scratch = try Scratch()
        let board = try scratch.write(
            "board.yaml",
            """
            - {ask: "api -> internet:443 \(words)", meant: allowed}
            - {ask: "can api reach internet on 443 \(words)", meant: allowed}
            - {who: "rds:5432 \(words)", meant: [api]}

            """)
        let run = try ProgramRun(["board", "--all", "--board", board])
        let said = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(run.status == 1 && said.components(separatedBy: "leave it out here").count == 4, "\(run.output)")
    }

    @Test(
        "What is gone on trial is said so on each line of a batch and each pin of a board, and nothing of it is allowed",
        arguments: ["rds", "chat-dev-rds-0", "10.0.10.158"])
    func gone(end: String) throws {
        let change = ["--with", "off chat-dev-rds-0"]
        let line = "{\"source\": \"api\", \"destination\": \"\(end)\", \"port\": \"5432\"}\n"
        let batch = try ProgramRun(["why", "--batch", "-"] + change, input: line)
        #expect(
            batch.status == 65 && batch.output.contains("is gone with the changes on trial"), "\(batch.output)\(batch.errors)")
        let trial = try ProgramRun(["trial", "--ask", "api -> \(end):5432"] + change)
        #expect(trial.status == 1 && trial.output.contains("an end is gone"), "\(trial.output)")

        let scratch = try Scratch()
        for (meant, status) in [("allowed", Int32(1)), ("depends", 1), ("blocked", 0)] {
            let board = try scratch.write("board.yaml", "- {ask: \"api -> \(end):5432\", meant: \(meant)}\n")
            let run = try ProgramRun(["board", "--all", "--board", board] + change)
            #expect(run.status == status, "\(meant): \(run.output)")
            #expect(meant == "blocked" || run.output.contains("is gone with the changes on trial"), "\(run.output)")
            #expect(!run.output.contains("Allowed"), "\(run.output)")
        }
        let board = try scratch.write("board.yaml", "- {who: \"\(end):5432\", meant: [api]}\n")
        #expect(try ProgramRun(["board", "--board", board] + change).status == 1)
    }

    @Test func `who and fix read a change as well, and under --redact the drill has a stand-in`() throws {
        #expect(try ProgramRun(["who", "redis:6379 with off us-east-1a"]).output.contains("1 change on trial"))
        #expect(try ProgramRun(["fix", "workers -> internet:443 with off nat-0"]).output.contains("1 change on trial"))
        let hidden = try ProgramRun(["trial", "--redact", "--with", "off chat-dev-alb"]).output
        #expect(hidden.contains(" 1  off ") && !hidden.contains("a change") && !hidden.contains("chat-dev"))
    }
}
