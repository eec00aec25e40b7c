import CoreModel
import FlowLogs
import Foundation
import Support
import Testing

@Suite("Formats of flow logs")
struct FormatTests {
    @Test(
        arguments: [
            (
                "a field that nobody knows yet is passed over",
                "srcaddr dstaddr made-up srcport dstport protocol action\n10.0.0.1 10.0.0.2 x 40000 443 6 ACCEPT",
                "- 10.0.0.1 > 10.0.0.2:443 tcp ACCEPT x1"
            ),
            (
                "the packets' own addresses are those that rules see",
                "interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr srcport dstport protocol action\n"
                    + "eni-1 10.0.0.9 10.0.0.2 10.7.0.1 10.0.0.22 40000 443 6 ACCEPT",
                "eni-1 10.7.0.1 > 10.0.0.22:443 tcp ACCEPT x1"
            ),
            (
                "what is written as a LogFormat is a header",
                "${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${action}\n10.0.0.1 10.0.0.2 40000 443 6 REJECT",
                "- 10.0.0.1 > 10.0.0.2:443 tcp REJECT x1"
            ),
            (
                "a header in the middle counts for what follows it",
                "srcaddr dstaddr srcport dstport protocol action\n10.0.0.1 10.0.0.2 40000 443 6 ACCEPT\n"
                    + "action protocol dstport srcport dstaddr srcaddr\nACCEPT 6 443 40001 10.0.0.2 10.0.0.1",
                "- 10.0.0.1 > 10.0.0.2:443 tcp ACCEPT x2"
            ),
            (
                "a protocol without ports has none, though the record tells 0",
                "srcaddr dstaddr srcport dstport protocol action\n10.0.0.1 10.0.0.2 0 0 50 ACCEPT",
                "- 10.0.0.1 > 10.0.0.2:- esp ACCEPT x1"
            ),
            (
                "fields of version 11 without a header, in the order of AWS's table",
                "11 1 eni-1 10.0.0.1 10.0.0.2 40000 443 6 1 60 1 2 ACCEPT OK vpc-1 subnet-1 i-1 2 IPv4 10.0.0.1 10.0.0.2 us-east-1 "
                    + "use1-az1 - - - - ingress - - - - - - - - - - - - - 1 my%2Dapp - - - - - - - - - - -",
                "eni-1 10.0.0.1 > 10.0.0.2:443 tcp ACCEPT x1"
            ),
        ])
    func `records are read by the names of their fields`(case name: String, text: String, line: String) {
        let set = Logs.read(text)
        #expect(set.messages == [] && set.lines == [line], "\(name)")
    }

    @Test func `an order that nobody knows is read where it is given, or described`() {
        let line = "ACCEPT 443 40000 10.0.0.2 10.0.0.1 6\n"
        #expect(Logs.read(line).flows.isEmpty)
        let format = FlowLogFormat(header: "${action} ${dstport} ${srcport} ${dstaddr} ${srcaddr} ${protocol}")
        #expect(Logs.read(line, format: format).lines == ["- 10.0.0.1 > 10.0.0.2:443 tcp ACCEPT x1"])
        let described =
            #"{"FlowLogs": [{"FlowLogId": "fl-1", "LogFormat": "${action} ${dstport} ${srcport} ${dstaddr} ${srcaddr} ${protocol}"}]}"#
        let both = Logs.read(described + #"{"events": [{"message": "ACCEPT 443 40000 10.0.0.2 10.0.0.1 6"}]}"#)
        #expect(both.lines == ["- 10.0.0.1 > 10.0.0.2:443 tcp ACCEPT x1"])
    }

    @Test func `two formats in one stream without headers are told apart by their width`() {
        let set = Logs.read(
            """
            2 1 eni-1 10.0.0.1 10.0.0.2 40000 443 6 1 60 1 2 ACCEPT OK
            3 1 eni-1 10.0.0.1 10.0.0.2 40001 443 6 1 60 1 2 ACCEPT OK vpc-1 subnet-1 i-1 2 IPv4 10.0.0.1 10.0.0.2
            2 1 eni-1 10.0.0.1 10.0.0.2 40002 443 6 1 60 1 2 ACCEPT OK
            """)
        #expect(set.messages == [] && set.records == 3)
        #expect(set.formats.map(\.records) == [2, 1])
    }

    @Test(
        arguments: [
            "version resource-type tgw-id srcaddr dstaddr srcport dstport protocol packets-lost-no-route log-status\n"
                + "6 TransitGateway tgw-1 10.0.0.1 10.1.0.1 40000 443 6 3 OK\n",
            "6 TransitGateway 1 tgw-1 tgw-attach-1 1 1 vpc-1 vpc-2 subnet-1 subnet-2 eni-1 eni-2 use1-az1 use1-az2 tgw-attach-2 10.0.0.1 "
                + "10.1.0.1 40000 443 6 9 900 1 2 OK IPv4 3 0 0 0 2 us-east-1 ingress - -\n",
            #"{"events": [{"message": "6 TransitGateway 1 tgw-1 tgw-attach-1 1 1 vpc-1 vpc-2 subnet-1 subnet-2 eni-1 eni-2 a b tgw-attach-2 10.0.0.1 10.1.0.1 40000 443 6 9 900 1 2 OK IPv4 3 0 0 0 2 us-east-1 ingress - -"}]}"#,
        ])
    func `records of a transit gateway are counted, and are no flows`(text: String) {
        let set = Logs.read(text)
        #expect(set.messages == [] && set.flows.isEmpty && set.records == 0)
        #expect(set.transitGateway.records == 1 && set.transitGateway.files == 1 && set.transitGateway.lostNoRoute == 3)
    }

    private static let describedOrder = "action dstaddr srcaddr interface-id dstport srcport protocol log-status"

    private static var description: String {
        let format = describedOrder.split(separator: " ").map { "${\($0)}" }.joined(separator: " ")
        return """
            {"FlowLogs": [{"FlowLogId": "fl-1", "FlowLogStatus": "ACTIVE", "ResourceId": "vpc-1", "TrafficType": "ALL",
              "DeliverLogsStatus": "SUCCESS", "LogFormat": "\(format)"}]}
            """
    }

    @Test(arguments: ["z.json", "a.json", "z.json.gz", "z.utf16.json"])
    func `descriptions tell the order of fields of every log, wherever they are given`(name: String) throws {
        let scratch = try Scratch()
        try scratch.write("m.log", "ACCEPT 10.0.0.2 10.0.0.1 eni-1 443 40000 6 OK\n")
        let bytes: [UInt8] =
            switch name {
            case _ where name.hasSuffix("gz"): Logs.gzip(Self.description)
            case _ where name.contains("utf16"):
                ("\u{FEFF}" + Self.description).utf16.flatMap {
                    [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
                }
            default: Array(Self.description.utf8)
            }
        _ = FileManager.default.createFile(atPath: scratch.path(name), contents: Data(bytes))
        let (log, description) = (scratch.path("m.log"), scratch.path(name))
        for paths in [[log, description], [description, log], [scratch.directory.path]] {
            let set = FlowLogReader().read(paths)
            #expect(set.messages == [] && set.lines == ["eni-1 10.0.0.1 > 10.0.0.2:443 tcp ACCEPT x1"], "\(paths)")
            let known = set.described.map { [$0.resource, $0.trafficType?.rawValue, $0.status, $0.delivery] }
            #expect(known == [["vpc-1", "ALL", "ACTIVE", "SUCCESS"]])
        }
    }

    @Test func `what was logged is read of describe-flow-logs`() throws {
        let set = Logs.read(
            """
            {"FlowLogs": [{"CreationTime": "2026-01-02T03:04:05Z", "DeliverLogsErrorMessage": "Access error", "DeliverLogsStatus": "FAILED",
              "FlowLogId": "fl-1", "FlowLogStatus": "ACTIVE", "ResourceId": "vpc-1", "TrafficType": "REJECT", "LogDestinationType": "s3",
              "LogDestination": "arn:aws:s3:::logs", "LogFormat": "${version}", "MaxAggregationInterval": 60,
              "DestinationOptions": {"FileFormat": "plain-text"}, "Tags": [{"Key": "Name", "Value": "x"}]}]}
            """)
        let log = try #require(set.described.first)
        #expect(set.described.count == 1 && set.messages == [] && set.flows.isEmpty)
        #expect([log.id, log.resource, log.delivery, log.deliveryError] == ["fl-1", "vpc-1", "FAILED", "Access error"])
        #expect(log.trafficType == .reject && log.interval == 60 && log.destination == "arn:aws:s3:::logs")
    }

    @Test func `where nothing is logged, describe-flow-logs says so and that is no fault`() {
        let set = Logs.read(#"{"FlowLogs": []}"#)
        #expect(set.messages == [] && set.described.isEmpty && set.records == 0)
    }

    @Test func `without log-status an interval without traffic is told by what it lacks`() {
        let set = Logs.read("interface-id srcaddr dstaddr action\neni-1 - - -\neni-1 10.0.0.1 10.0.0.2 ACCEPT\n")
        #expect(set.noData == 1 && set.records == 1 && set.messages == [])
    }
}
