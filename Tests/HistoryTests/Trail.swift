import CoreModel
import Events
import Example
import History
import Readers

/// Events as CloudTrail writes them, made for a test, and what they come to over an inventory.
struct Trail {
    private(set) var events: [String] = []

    /// An event of a second of 2026-11-20, 08:00 and `at` seconds, with its request and its answer as JSON.
    func adding(
        _ name: String, _ request: String, answer: String = "{\"_return\": true}", at second: Int = 0, id: String? = nil,
        source: String = "ec2.amazonaws.com", readOnly: Bool = false, more: String = ""
    ) -> Trail {
        var result = self
        let number = result.events.count + 1
        let own = id ?? "00000000-0000-4000-9000-\(String(repeating: "0", count: 12 - "\(number)".count))\(number)"
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let time = "2026-11-20T08:\(two(second / 60)):\(two(second % 60))Z"
        result.events.append(
            """
            {"eventVersion": "1.10", "userIdentity": {"type": "IAMUser", "userName": "ann", "accountId": "123456789012"},
             "eventTime": "\(time)", "eventSource": "\(source)", "eventName": "\(name)", "awsRegion": "us-east-1",
             "sourceIPAddress": "203.0.113.7", "userAgent": "aws-cli/2.27.0 md/x", "requestParameters": \(request),
             "responseElements": \(answer), "eventID": "\(own)", "readOnly": \(readOnly), "recipientAccountId": "123456789012"\(more)}
            """)
        return result
    }

    /// A log file of them.
    var file: String { "{\"Records\": [\(events.joined(separator: ",\n"))]}" }

    /// What was read of a text of events.
    static func records(_ text: String) throws -> EventRecords {
        try InputReader().read([.memory(name: "events.json", bytes: Array(text.utf8))]).events
    }

    static func example() throws -> Inventory {
        try InputReader().read(documents: ExampleEnvironment.documents, label: "example")
    }

    /// The time line of them over an inventory, the example unless one is given.
    func timeLine(_ inventory: Inventory? = nil) throws -> TimeLine {
        try TimeLine(inventory ?? Self.example(), Self.records(file))
    }

    /// The edits in words, oldest first.
    func lines(_ inventory: Inventory? = nil) throws -> [String] {
        let timeLine = try timeLine(inventory)
        let words = ChangeText(timeLine.inventory, Names(timeLine.inventory))
        return timeLine.changes.flatMap(\.edits).map(words.line)
    }

    /// Seconds since 1970 of 08:00 and some seconds on the day of the events.
    static func time(_ second: Int) -> Int { (EventTime.seconds("2026-11-20T08:00:00Z") ?? 0) + second }
}
