import Readers
import CoreModel
import Testing

@Suite("Flow logs, line by line")
struct RecordReaderTests {
    private static let record = "2 1 eni-1 10.0.1.5 10.0.2.6 40000 443 6 1 60 1 2 ACCEPT OK"

    @Test("A header counts for the lines behind it, JSON is read by name, and blank lines are nothing")
    func lines() throws {
        let reader = FlowLogRecordReader()
        var found: [String] = []
        let lines = [
            Self.record, "", "action dstaddr srcaddr dstport srcport protocol", "REJECT 10.0.0.2 10.0.0.1 22 50000 6",
            #"{"message": "ACCEPT 10.0.0.4 10.0.0.3 23 50000 6", "timestamp": 1}"#,
            #"{"srcaddr": "10.0.0.5", "dstaddr": "10.0.0.6", "dstport": 24, "srcport": "50000", "protocol": 6, "action": "ACCEPT"}"#,
        ]
        for (number, line) in lines.enumerated() {
            switch try reader.read(Array(line.utf8), number: number + 1, of: "log") {
            case .header(let format): found.append("header \(format.fields.count)")
            case .empty: found.append("empty")
            case .record(let record):
                let ends = [record.source, record.destination].map { $0?.description ?? "-" }
                found.append("\(ends[0]) -> \(ends[1]):\(record.destinationPort ?? 0)")
            }
        }
        #expect(
            found == [
                "10.0.1.5 -> 10.0.2.6:443", "empty", "header 6", "10.0.0.1 -> 10.0.0.2:22", "10.0.0.3 -> 10.0.0.4:23",
                "10.0.0.5 -> 10.0.0.6:24",
            ])
    }

    @Test(
        "A line that is none says where and why",
        arguments: [
            ("10.0.0.1 10.0.0.2 ACCEPT", "log: line 7: the order of its fields is not known"),
            ("{\"srcaddr\": \"x\"}", "log: line 7: srcaddr cannot be \"x\""),
            ("{", "log: line 7: the order of its fields is not known"),
        ])
    func errors(line: String, message: String) {
        let told = Fixtures.message { _ = try FlowLogRecordReader().read(Array(line.utf8), number: 7, of: "log") }
        #expect(told?.hasPrefix(message) == true, "\(told ?? "read")")
    }
}
