import Foundation
import Support
import Testing

/// `history`, `--at` and what answers say of changes, as the built program prints them.
@Suite("History of the program")
struct HistoryCommandTests {
    /// A small account with an event that took the rule away that let the API into the database.
    private struct Account {
        let scratch: Scratch

        init() throws {
            scratch = try Scratch()
            func group(_ id: String, _ name: String, _ rules: String) -> String {
                """
                {"GroupId": "\(id)", "GroupName": "\(name)", "Description": "the \(name)", "OwnerId": "123456789012", "VpcId": "vpc-1",
                 "IpPermissions": [\(rules)], "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}
                """
            }
            try scratch.write(
                "groups.json", "{\"SecurityGroups\": [\(group("sg-0a", "api", "")), \(group("sg-0b", "rds", ""))]}")
            let permission = """
                {"items": [{"ipProtocol": "tcp", "fromPort": 5432, "toPort": 5432, "groups": {"items": [{"groupId": "sg-0a"}]},
                 "ipRanges": {}, "ipv6Ranges": {}, "prefixListIds": {}}]}
                """
            func event(_ id: String, _ name: String, _ time: String, _ who: String) -> String {
                """
                {"eventVersion": "1.10", "userIdentity": {"type": "IAMUser", "userName": "\(who)", "accountId": "123456789012"},
                 "eventTime": "\(time)", "eventSource": "ec2.amazonaws.com", "eventName": "\(name)", "awsRegion": "us-east-1",
                 "sourceIPAddress": "203.0.113.7", "userAgent": "aws-cli/2.27.0",
                 "requestParameters": {"groupId": "sg-0b", "ipPermissions": \(permission)}, "responseElements": {"_return": true},
                 "eventID": "00000000-0000-4000-9000-00000000000\(id)", "readOnly": false, "recipientAccountId": "123456789012"}
                """
            }
            let events = [
                event("1", "AuthorizeSecurityGroupIngress", "2026-11-20T08:00:00Z", "ann"),
                event("2", "RevokeSecurityGroupIngress", "2026-11-23T18:41:07Z", "oncall-bob"),
            ]
            try scratch.write("events.json", "{\"Records\": [\(events.joined(separator: ","))]}")
        }

        /// Runs it at 2026-11-23 18:52 UTC.
        func run(_ words: [String], zone: String = "UTC") throws -> ProgramRun {
            let quoted = words.map { "'\($0)'" }.joined(separator: " ")
            return try ProgramRun(
                line: "sgscope \(quoted) -i groups.json -i events.json", in: scratch.directory,
                environment: ["SOURCE_DATE_EPOCH": "1795459920", "TZ": zone])
        }
    }

    @Test(
        "A typed time is by the clock on the wall unless it says its zone",
        arguments: [
            ("11-23 18:40", "UTC", "2026-11-23 18:40:00"), ("yesterday 18:00", "UTC", "2026-11-22 18:00:00"),
            ("yesterday 18:00", "Europe/Berlin", "2026-11-22 18:00:00"), ("7d", "UTC", "2026-11-16 18:52:00"),
            ("12h", "UTC", "2026-11-23 06:52:00"), ("18:40", "UTC", "2026-11-23 18:40:00"),
            ("19:00", "UTC", "2026-11-22 19:00:00"),
            ("2026-11-23T18:40:00Z", "Europe/Berlin", "2026-11-23 19:40:00"),
            ("11-23 18:40Z", "Europe/Berlin", "2026-11-23 19:40:00"),
            ("11-24 10:00", "UTC", "2025-11-24 10:00:00"), ("monday 08:00", "UTC", "2026-11-23 08:00:00"),
            ("tuesday 08:00", "UTC", "2026-11-17 08:00:00"), ("10-24 10:00", "America/New_York", "2026-10-24 10:00:00"),
            ("2 hours ago", "UTC", "2026-11-23 16:52:00"),
        ])
    func typedTimes(_ text: String, _ zone: String, _ shown: String) throws {
        let run = try Account().run(["why", "api", "rds", "5432", "--at", text], zone: zone)
        #expect(run.output.contains("as of \(shown), "), "\(run.output)\(run.errors)")
    }

    @Test(
        "What is no time is wrong usage, and no answer of now",
        arguments: [
            ["why", "api", "rds", "5432", "--at", "soon"], ["why", "api -> rds:5432 at lunch"], ["history", "--since", "soon"],
            ["why", "api -> rds:5432 at 7d", "--at", "8d"],
        ])
    func noTime(_ words: [String]) throws {
        let run = try Account().run(words)
        #expect(run.status == 64 && run.output.isEmpty)
        #expect(run.errors.contains("time"))
    }

    @Test("A question that says its time is asked of then, as with --at", arguments: ["text", "words", "as of", "who", "fix"])
    func timeInWords(_ form: String) throws {
        let account = try Account()
        switch form {
        case "who":
            let (own, option) = (
                try account.run(["who", "rds", "5432", "at", "11-23", "18:40"]),
                try account.run(["who", "rds", "5432", "--at", "11-23 18:40"])
            )
            #expect(own.output == option.output && own.output.contains("api"))
        case "fix":
            #expect(try account.run(["fix", "api -> rds:5432 at 11-23 18:40"]).output.contains("as of 2026-11-23 18:40:00"))
        default:
            let words =
                form == "text"
                ? ["why", "api -> rds:5432 at 11-23 18:40"]
                : form == "words"
                    ? ["why", "api", "rds", "5432", "at", "11-23", "18:40"] : ["why", "api -> rds:5432 as of yesterday 18:00"]
            let run = try account.run(words)
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            #expect(run.output.contains("Allowed"))
            let option = try account.run([
                "why", "api", "rds", "5432", "--at", form == "as of" ? "yesterday 18:00" : "11-23 18:40",
            ])
            #expect(run.output == option.output)
        }
    }

    @Test(
        "A time is taken wherever the shell parts the words",
        arguments: [
            ["why", "api", "rds", "5432 at 11-23 18:40"], ["why", "api -> rds:5432", "at 11-23 18:40"],
            ["why", "api -> rds:5432", "at", "11-23 18:40"], ["why", "api", "rds", "5432 as of 11-23 18:40"],
        ])
    func timeInParts(_ words: [String]) throws {
        let account = try Account()
        let option = try account.run(["why", "api", "rds", "5432", "--at", "11-23 18:40"])
        let run = try account.run(words)
        #expect(run.status == 0 && run.output == option.output, "\(run.output)\(run.errors)")
    }

    @Test("A time after all that was read is answered with what was read, and said to be one", arguments: ["text", "json"])
    func future(_ form: String) throws {
        let run = try Account().run(["why", "api", "rds", "5432", "--at", "2099-01-01T00:00:00Z", "--format", form])
        #expect(run.status == 1, "\(run.errors)")
        let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("as of 2099-01-01 00:00:00, after what was read"))
        #expect(words.contains("nothing is known of that time, which lies after all that was read: what is shown is what was"))
        #expect(!words.contains("no change since"))
    }

    @Test("What stands above an answer of an earlier time keeps to 80 columns")
    func width() throws {
        let run = try Account().run(["rules", "rds", "--at", "11-19 00:00"])
        #expect(run.output.contains("no event, item or snapshot is as old as that"), "\(run.output)\(run.errors)")
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(run.output)")
    }

    @Test("A blocked answer says since when")
    func since() throws {
        let run = try Account().run(["why", "api", "rds", "5432"])
        #expect(run.status == 1)
        #expect(run.output.contains("since 11-23 18:41: oncall-bob removed rds in tcp 5432 from api; allowed before"))
    }

    @Test(
        "With --redact no name, address or person of the account is told, and the same changed",
        arguments: ["text", "json", "undo"])
    func redacted(_ form: String) throws {
        let account = try Account()
        let options = form == "json" ? ["--format", "json"] : form == "undo" ? ["--undo", "2026-11-23T18:41:07Z"] : []
        let plain = try account.run(["history"] + options)
        let run = try account.run(["history", "--redact"] + options)
        #expect(run.status == 0, "\(run.errors)")
        for secret in ["oncall-bob", "ann", "203.0.113.7", "sg-0a", "sg-0b", "\"rds\"", "00000000-0000-4000", "123456789012"] {
            #expect(!run.output.contains(secret), "\(secret) in \(run.output)")
        }
        #expect(plain.output.split(separator: "\n").count == run.output.split(separator: "\n").count)
        if form == "text" {
            #expect(run.output.contains("caller") && run.output.contains("AuthorizeSecurityGroupIngress"))
            let named = try account.run(["history", "rds", "--redact"])
            #expect(named.status == 0 && named.output.contains("2 changes of"))
            #expect(!named.output.contains("oncall-bob"))
        }
    }

    @Test("With --redact an answer tells since when too, and of an earlier time it tells no more")
    func redactedAnswers() throws {
        let account = try Account()
        let run = try account.run(["why", "api", "rds", "5432", "--redact"])
        #expect(run.status == 1 && run.output.contains("since 11-23 18:41: caller"))
        let past = try account.run(["why", "api", "rds", "5432", "--redact", "--at", "11-23 18:40"])
        #expect(past.status == 0 && past.output.contains("as of 2026-11-23 18:40:00, 1 change back"))
        for secret in ["oncall-bob", "ann ", "sg-0a"] { #expect(!(run.output + past.output).contains(secret)) }
    }

    @Test("Config items without a time of their capture are no history, and that is said")
    func undatedItems() throws {
        let scratch = try Scratch()
        try scratch.write(
            "config.json",
            """
            {"fileVersion": "1.0", "configurationItems": [{"configurationItemStatus": "OK", "awsAccountId": "111122223333",
             "awsRegion": "eu-west-1", "resourceType": "AWS::EC2::SecurityGroup", "resourceId": "sg-0aaa0000000000001",
             "configuration": {"description": "web", "groupName": "web", "groupId": "sg-0aaa0000000000001", "vpcId": "vpc-1",
             "ownerId": "111122223333", "ipPermissions": [], "ipPermissionsEgress": []}}]}
            """)
        let run = try ProgramRun(line: "sgscope history -i config.json", in: scratch.directory)
        #expect(run.status == 0)
        let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("configurationItemCaptureTime"))
    }
}
