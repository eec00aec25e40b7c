import Foundation
import Support
import Testing

/// Questions in words on the command line, with the program as it is built.
@Suite("Questions in words on the command line")
struct AskedCommandTests {
    private static let three = ["ECS API SG", "ECS Realtime SG", "ECS Workers SG"]

    @Test("Each form is answered as its strict form is")
    func forms() throws {
        for (strict, forms) in Dictionary(grouping: AskedForm.whole, by: \.reading) {
            let meant = try ProgramRun(["why", "--format", "json", strict])
            #expect(meant.status <= 2, "\(strict): \(meant.errors)")
            for form in forms where form.text != strict {
                let run = try ProgramRun(["why", "--format", "json", form.text])
                #expect(run.status == meant.status, "\(form.text): \(run.errors)")
                // What was typed stands in it, too.
                let (own, other) = (Self.untyped(run), Self.untyped(meant))
                #expect(own == other, "\(form.text)")
            }
        }
    }

    private static func untyped(_ run: ProgramRun) -> String { run.output.replacing(/"asked": "[^"]*"/, with: "") }

    @Test(
        "What would have to be guessed is asked back, with questions that can be pasted",
        arguments: [
            (["ecs", "rds", "5432"], three.map { "'\($0) -> rds:5432'" }),
            (["alb -> ecs:3001"], three.map { "'alb -> \($0):3001'" }),
            (["can ecs:45678 reach rds:5432"], three.map { "'\($0):45678 -> rds:5432'" }),
            (["alb rds redis 5432"], ["'alb -> rds:5432'", "'alb -> redis:5432'", "'rds -> redis:5432'"]),
            (["alb rds posgres"], ["'alb -> rds:postgres'"]),
            (["alb rdss 5432"], ["'alb -> RDS SG:5432'", "'alb -> RDS chat-dev-rds-0:5432'"]),
            (
                ["api alb.example.com 443"],
                ["'api -> ALB SG:443'", "'api -> load balancer chat-dev-alb:443'", "'api -> internet:443'"]
            ),
            (["alb rds 80 90"], ["'alb -> rds:80'", "'alb -> rds:90'", "'alb -> rds:80,90'"]),
            (["fd00::5 fd00::8:443"], ["'fd00::5 -> [fd00::8]:443'", "'fd00::5 -> [fd00::8:443]:all'"]),
        ])
    func askedBack(words: [String], meant: [String]) throws {
        let run = try ProgramRun(["why"] + words)
        #expect(run.status == 64 && run.output.isEmpty)
        let lines = run.errors.split(separator: "\n").map(String.init)
        #expect(lines.first?.hasPrefix("sgscope: ") == true)
        #expect(lines.dropFirst().map { $0 } == meant.map { "  sgscope why \($0)" }, "\(run.errors)")
        // Each is one question.
        for question in meant {
            #expect(try ProgramRun(["why", question.filter { $0 != "'" }]).status <= 2, "\(question)")
        }
    }

    @Test("What behind a question is not understood ends with 64, and nothing is answered without it", arguments: ["why", "fix"])
    func leftOver(command: String) throws {
        for form in AskedForm.leftOver {
            let run = try ProgramRun([command, form.text])
            #expect(run.status == 64 && run.output.isEmpty, "\(form.text): \(run.output)")
            #expect(
                run.errors.hasPrefix("sgscope: not understood: \(form.reading). Behind a question may stand"), "\(run.errors)")
        }
        let who = try ProgramRun(["who", "rds", "5432", "with", "offf", "nat-9"])
        #expect(who.status == 64 && who.errors.contains("not understood: with offf nat-9"), "\(who.errors)")
        let typed = try ProgramRun(["why", "-"], input: "alb -> rds:5432 without nat-0 at 18:00\n")
        #expect(typed.status == 64 && typed.output.isEmpty, "\(typed.output)")
    }

    @Test(
        "A name that nothing has is cut short where it is very long, and its end is seen",
        arguments: [
            ["why", "NAME", "rds", "5432"], ["why", "alb -> NAME:5432"], ["who", "NAME", "5432"], ["fix", "NAME", "rds", "5432"],
        ])
    func longName(words: [String]) throws {
        let name = String(repeating: "x", count: 5000) + "-end"
        let run = try ProgramRun(words.map { $0.replacing("NAME", with: name) })
        #expect(run.status == 64 && run.errors.utf8.count < 1000, "\(run.errors)")
        #expect(run.errors.contains("nothing is called \"xxx") && run.errors.contains("-end\""), "\(run.errors)")
    }

    @Test("Several records are asked back as their flows")
    func records() throws {
        let records =
            "2 1 eni-1 10.0.0.219 10.0.10.158 48122 5432 6 4 240 1 2 REJECT OK\n2 1 eni-1 10.0.0.219 10.0.10.158 2 53 17 4 240 1 2 ACCEPT OK\n"
        let run = try ProgramRun(["why", "-"], input: records)
        #expect(run.status == 64)
        #expect(
            run.errors
                == "sgscope: 2 records of 2 flows: which of them? sgscope traffic - lists them all\n  sgscope why '10.0.0.219 -> 10.0.10.158:5432'   # 1 record, rejected\n"
                + "  sgscope why '10.0.0.219 -> 10.0.10.158:53/udp'   # 1 record\n")
    }

    @Test("A line that tells both ends is one whatever arrow it has, and a header above a record is no part of it")
    func lines() throws {
        let meant = try ProgramRun(["why", "10.0.11.24:51234 -> 10.0.10.158:5432"])
        let go = try ProgramRun(["why", "read tcp 10.0.11.24:51234->10.0.10.158:5432: i/o timeout"])
        #expect(go.status == meant.status && go.output == meant.output, "\(go.errors)")
        let header =
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
        let record = "2 123456789012 eni-1 10.0.11.24 10.0.10.158 51234 5432 6 4 240 1 2 REJECT OK"
        for text in [record, header + record] {
            let run = try ProgramRun(["why", text])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("record    the record says REJECT, the rules here allow it"), "\(run.output)")
        }
        #expect(try ProgramRun(["https://10.0.11.24:3001/health from alb"]).status == 0)
        #expect(try ProgramRun(["alb rds 5432", "--ascii"]).status == 1)
    }

    @Test("What is offered for other inputs names them, and nothing of a redacted one")
    func inputs() throws {
        let own = Places.inputs.appending(path: "terraform-inline/aws").path
        let run = try ProgramRun(["why", "-i", own, "ecs", "rds", "5432"])
        let line = run.errors.split(separator: "\n").first { $0.contains("'ecs-api -> rds:5432'") } ?? ""
        // The folder, not the files that rules were read from: interfaces and routes count.
        #expect(run.status == 64 && line == "  sgscope why -i \(own) 'ecs-api -> rds:5432'", "\(run.errors)")
        let hidden = try ProgramRun(["why", "-i", own, "--redact", "ecs", "rds", "5432"])
        #expect(hidden.status == 64 && !hidden.errors.contains("API"), "\(hidden.errors)")
    }
}
