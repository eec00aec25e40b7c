import CoreModel
import Events
import Foundation
import Readers
import Support
import Testing

/// A log file that is larger than what is parsed at a time tells what its events tell one by one, packed or not.
@Suite("Large files of events")
struct LargeTrailTests {
    /// Events that take several parts of two megabytes; strings in them hold what could be taken for the end of a record, and one is
    /// larger than a part itself.
    private static let events: [String] = (0..<2_000).map { number in
        let noise =
            number == 700
            ? String(repeating: "x{}[]\\\"", count: 500_000) : String(repeating: "}, {\\\\\\\"[ ", count: number % 400)
        let port = 1000 + number
        let minute = number / 60 % 60
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return """
            {"eventVersion": "1.10", "userIdentity": {"type": "IAMUser", "userName": "ann"}, "userAgent": "aws-cli/2 \(noise)",
             "eventTime": "2026-11-\(two(1 + number / 3_600))T08:\(two(minute)):\(two(number % 60))Z", "eventSource": "ec2.amazonaws.com",
             "eventName": "AuthorizeSecurityGroupIngress", "awsRegion": "us-east-1", "sourceIPAddress": "203.0.113.7",
             "requestParameters": {"groupId": "sg-1", "ipPermissions": {"items": [{"ipProtocol": "tcp", "fromPort": \(port),
             "toPort": \(port), "groups": {}, "ipRanges": {"items": [{"cidrIp": "10.0.0.0/8", "description": "}]}"}]},
             "ipv6Ranges": {}, "prefixListIds": {}}]}}, "responseElements": {"_return": true}, "readOnly": false,
             "eventID": "00000000-0000-4000-8000-\(String(format: "%012d", number))", "recipientAccountId": "123456789012"}
            """
    }

    private static func read(_ path: String) throws -> EventRecords { try InputReader().read([.path(path)]).events }

    /// What is told of all of them, read one by one.
    private static func told() throws -> [RecordedEvent] {
        try events.flatMap { try Trail.records("{\"Records\": [\($0)]}").events }
    }

    @Test(
        "Every wrapping of a large file tells all events in their order",
        arguments: ["file", "lookup", "list", "rows", "twice", "packed"])
    func wrappings(_ form: String) throws {
        let scratch = try Scratch()
        let all = Self.events.joined(separator: ",\n")
        let text =
            switch form {
            case "file", "packed": "{\"Records\": [\(all)]}\n"
            case "list": "[\(all)]"
            case "rows": Self.events.map { $0.replacing("\n", with: " ") }.joined(separator: "\n")
            case "twice": "{\"Records\": [\(all)]}{\"Records\": [\(all)]}"
            default:
                "{\"Events\": ["
                    + Self.events.map {
                        let quoted = $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
                        return "{\"EventId\": \"x\", \"EventName\": \"y\", \"CloudTrailEvent\": \"\(quoted)\"}"
                    }.joined(separator: ",") + "]}"
            }
        var path = try scratch.write("events.json", text)
        if form == "packed" {
            #expect(try ProgramRun(line: "gzip -k events.json", in: scratch.directory).status == 0)
            path += ".gz"
        }
        let records = try Self.read(path)
        let told = try Self.told()
        #expect(records.events.count == told.count)
        #expect(records.events == told)
        #expect(records.oldest == told.first?.time)
    }

    @Test("A large file that ends in the middle is refused, packed too", arguments: [false, true])
    func cutOff(_ isPacked: Bool) throws {
        let scratch = try Scratch()
        let whole = "{\"Records\": [\(Self.events.joined(separator: ",\n"))]}\n"
        var path = try scratch.write("events.json", String(whole.prefix(whole.count / 2)))
        if isPacked {
            #expect(try ProgramRun(line: "gzip -k events.json", in: scratch.directory).status == 0)
            path += ".gz"
        }
        #expect(throws: ReadError.self) { try Self.read(path) }
    }
}
