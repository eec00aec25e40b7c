import Foundation
import PseudoTerminal
import Testing

/// What the program reads from and writes to, where that is not a plain file.
@Suite("Streams and files", .serialized)
struct StreamsAndFilesTests {
    /// Runs a line of a shell in a folder of its own.
    private func shell(_ line: String, _ scratch: Scratch, environment: [String: String] = [:]) throws -> ProgramRun {
        try ProgramRun(line: line, in: scratch.directory, environment: environment)
    }

    private static let groups = """
        "ec2 describe-security-groups") echo '{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": []}]}' ;;
        """
    private static let rules = """
        "ec2 describe-security-group-rules") echo '{"SecurityGroupRules": [{"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-1", "IsEgress": false, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]}' ;;
        """

    @Test("A dash as output is standard output, and no file called so appears")
    func dash() throws {
        let scratch = try Scratch()
        let notes = try shell("sgscope notes init --output -", scratch)
        #expect(notes.status == 0 && notes.output.hasPrefix("# Notes for sgscope"))
        let environment = try AwsWorld.environment(scratch, cases: Self.groups)
        let snapshot = try shell(
            "sgscope capture --region us-east-1 --output - | sgscope list -i -", scratch, environment: environment)
        #expect(snapshot.status == 0 && snapshot.output.contains("sg-1"), "\(snapshot)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("-")))
    }

    @Test(
        "Where nothing can be written the exit status is 74, not that of a bug",
        arguments: ["list", "why internet alb 443", "draw"])
    func full(command: String) throws {
        let run = try shell("sgscope \(command) > /dev/full", try Scratch())
        #expect(run.status == 74, "\(run)")
        #expect(run.errors.contains("standard output cannot be written"))
    }

    @Test(
        "A batch that cannot be read says so",
        arguments: [
            ("sgscope why --batch - <&-", 65, "standard input: cannot be read"),
            ("sgscope why --batch .", 65, "cannot be read"),
            ("sgscope why --batch none", 66, "no such file"),
        ])
    func batch(script: String, status: Int32, words: String) throws {
        let run = try shell(script, try Scratch())
        #expect(run.status == status, "\(run)")
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test("One line in is one line out, also for an empty one and for one that contradicts itself")
    func lines() throws {
        let questions = """
            {"source": "internet", "destination": "alb", "port": 443}

            {"source": "internet", "destination": "alb", "port": "443/udp", "protocol": "tcp"}
            {"source": "fd00::1", "destination": "alb", "port": 443, "ip_version": 4}
            {"source": "internet", "destination": "alb", "port": 443}
            """
        let run = try ProgramRun(["why", "--batch", "-"], input: questions + "\n")
        #expect(run.status == 65)
        let objects = try run.objects
        #expect(objects.map { $0["error"] == nil } == [true, false, false, false, true], "\(run.output)")
    }

    @Test("A link as output stays a link, and what it leads to is written")
    func link() throws {
        let scratch = try Scratch()
        let environment = try AwsWorld.environment(scratch, cases: Self.groups)
        for target in ["target.json", "new.json"] {
            if target == "target.json" { try "old".write(toFile: scratch.path(target), atomically: true, encoding: .utf8) }
            try FileManager.default.createSymbolicLink(atPath: scratch.path("to-" + target), withDestinationPath: target)
            let run = try shell(
                "sgscope capture --region us-east-1 --output to-\(target)", scratch, environment: environment)
            #expect(run.status == 0, "\(run)")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("to-" + target)) == target)
            #expect(try String(contentsOfFile: scratch.path(target), encoding: .utf8).contains("sg-1"))
        }
    }

    @Test("A snapshot without its groups takes the place of nothing")
    func withoutGroups() throws {
        let scratch = try Scratch()
        try "old".write(toFile: scratch.path("out.json"), atomically: true, encoding: .utf8)
        let environment = try AwsWorld.environment(
            scratch,
            cases: Self.rules
                + "\n\"ec2 describe-security-groups\") echo 'An error occurred (UnauthorizedOperation)' >&2; exit 254 ;;")
        let run = try shell("sgscope capture --region us-east-1 --output out.json", scratch, environment: environment)
        #expect(run.status == 69, "\(run)")
        #expect(run.errors.contains("out.json is not written: no security groups could be read"), "\(run.errors)")
        #expect(try String(contentsOfFile: scratch.path("out.json"), encoding: .utf8) == "old")
    }

    @Test("However much an aws command says of its failure, what it says first is told")
    func manyErrors() throws {
        let scratch = try Scratch()
        let words = "Unable to locate credentials. You can configure credentials by running \"aws login\"."
        let environment = try AwsWorld.environment(
            scratch, cases: "*) echo '\(words)' >&2; head -c 3000000 /dev/zero | tr '\\0' x >&2; exit 254 ;;")
        let run = try shell("sgscope list --live --region us-east-1", scratch, environment: environment)
        #expect(run.status == 69)
        #expect(run.errors.contains("no credentials"), "\(run.errors.prefix(400))")
    }

    @Test(
        "Ctrl-\\ ends it as a signal does, without a report, also where Swift would write one",
        arguments: [[], ["list", "-i", "-"], ["why", "--batch", "-"]])
    func quit(arguments: [String]) throws {
        let session = try PtySession(
            environment: ["SWIFT_BACKTRACE": "enable=yes,interactive=no"], command: [BuiltProgram.path] + arguments)
        if arguments.isEmpty {
            _ = try session.output(until: "EXAMPLE")
        } else {
            // It waits for its input, and shows nothing by which that could be told.
            Thread.sleep(forTimeInterval: 2)
        }
        session.send("\u{1C}")
        let last = String(decoding: session.outputToEnd(), as: UTF8.self)
        #expect(session.end() == .signal(SIGQUIT))
        #expect(!last.contains("Thread 0") && !last.contains("rashed"), "\(last.prefix(600))")
    }

    @Test(
        "A packed file is told to be unpacked",
        arguments: [([0x28, 0xB5, 0x2F, 0xFD], "zstd"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz")]
            as [([UInt8], String)])
    func packed(bytes: [UInt8], tool: String) throws {
        let scratch = try Scratch()
        try Data(bytes + [UInt8](repeating: 7, count: 100)).write(to: URL(filePath: scratch.path("groups.json.packed")))
        let run = try ProgramRun(["list", "-i", scratch.path("groups.json.packed")])
        #expect(run.status == 65)
        #expect(run.errors.contains("is packed by \(tool); unpack it first"), "\(run.errors)")
    }
}
