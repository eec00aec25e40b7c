import CoreModel
import FlowLogs
import Foundation
import Support
import Testing

@Suite("Every wrapping of the same records")
struct WrappingTests {
    private static let records = [
        "2 123456789012 eni-1 10.0.1.5 10.0.2.6 40000 443 6 10 1000 1795000000 1795000050 ACCEPT OK",
        "2 123456789012 eni-1 10.0.2.6 10.0.1.5 443 40000 6 8 9000 1795000000 1795000050 ACCEPT OK",
        "2 123456789012 eni-1 203.0.113.9 10.0.1.5 51515 22 6 1 40 1795000010 1795000020 REJECT OK",
        "2 123456789012 eni-2 - - - - - - - 1795000000 1795000060 - NODATA",
        "2 123456789012 eni-2 2001:db8::1 2001:0db8:0:0:0:0:0:2 0 0 58 4 416 1795000001 1795000009 ACCEPT OK",
    ]
    private static let expected = [
        "eni-1 10.0.1.5 > 10.0.2.6:443 tcp ACCEPT x1", "eni-1 10.0.2.6:443 > 10.0.1.5 tcp ACCEPT x1",
        "eni-1 203.0.113.9 > 10.0.1.5:22 tcp REJECT x1", "eni-2 2001:db8::1 > 2001:db8::2:- icmpv6 ACCEPT x1",
    ]

    private static var text: String { records.joined(separator: "\n") + "\n" }
    private static var headed: String { Logs.defaultHeader + "\n" + text }

    private static var events: [[String: Any]] {
        records.enumerated().map { ["id": "\($0)", "timestamp": 1_795_000_000_000 + $0, "message": $1] }
    }

    private static var subscription: [String: Any] {
        [
            "messageType": "DATA_MESSAGE", "owner": "123456789012", "logGroup": "flow", "logStream": "eni-1-all",
            "subscriptionFilters": ["all"], "logEvents": events,
        ]
    }

    private static let control =
        #"{"messageType":"CONTROL_MESSAGE","logEvents":[{"id":"","timestamp":1,"message":"CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}"#

    private static let names = [
        "version", "accountId", "interfaceId", "srcAddr", "dstAddr", "srcPort", "dstPort", "protocol", "packets", "bytes",
        "startTime", "endTime", "action", "logStatus",
    ]

    private static func values(_ record: String) -> [(String, String)] {
        Array(zip(names, record.split(separator: " ").map(String.init))).filter { $0.1 != "-" }
    }

    static let wrappings = [
        "plain", "headed", "crlf", "no last line end", "gz", "gz of two members", "gz within gz", "tail", "filter-log-events",
        "events of one line", "get-query-results", "fields by name", "console csv", "csv by name", "csv of an open quote",
        "subscription", "subscriptions without separator", "subscription gz", "firehose lines", "firehose records", "lambda",
        "kinesis", "base64 lines", "objects by name", "athena rows", "events with escapes",
        "list of lines", "lists of times, streams and lines", "texts one a line", "mark of UTF-8", "mark of each of several",
        "mark without header", "mark before JSON", "mark in gz", "mark before CSV by name", "UTF-16", "UTF-16, the other order",
        "UTF-16 of JSON", "UTF-16 of lines without header",
    ]

    private static func wide(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit -> [UInt8] in
            let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
            return isBigEndian ? bytes.reversed() : bytes
        }
    }

    private static func bytes(_ wrapping: String) throws -> [UInt8] {
        let text = text
        func cells(_ record: String) -> [String] { record.split(separator: " ").map { $0 == "-" ? "" : String($0) } }
        let result: String
        switch wrapping {
        case "plain": result = text
        case "headed": result = headed
        case "crlf": result = headed.split(separator: "\n").map { $0 + "\r\n" }.joined()
        case "no last line end": result = String(headed.dropLast())
        case "gz": return Logs.gzip(headed)
        case "gz of two members":
            return Logs.gzip(String(headed.prefix(300))) + Logs.gzip(String(headed.dropFirst(300))) + [0, 0, 0]
        case "gz within gz": return Logs.gzip(Logs.gzip(headed))
        case "tail": result = records.map { "2026-11-20T08:00:00+00:00 eni-1-all \($0)\n" }.joined()
        case "filter-log-events": result = try Logs.json(["events": events, "searchedLogStreams": [] as [String]])
        case "events of one line": result = try events.map { try Logs.json($0) + "\n" }.joined()
        case "get-query-results":
            result = try Logs.json([
                "status": "Complete",
                "results": records.map {
                    [["field": "@timestamp", "value": "2026-11-20 08:00:00.000"], ["field": "@message", "value": $0]]
                },
            ])
        case "fields by name":
            result = try Logs.json(["results": records.map { values($0).map { ["field": $0, "value": $1] } }])
        case "console csv":
            result = "@timestamp,@message\r\n" + records.map { "2026-11-20 08:00:00.000,\"\($0)\"\r\n" }.joined()
        case "csv by name":
            result =
                "version,account_id,interface_id,sourceaddress,destinationaddress,sourceport,destinationport,protocol,numpackets,"
                + "numbytes,starttime,endtime,action,log_status\n"
                + records.map { "\"" + cells($0).joined(separator: "\",\"") + "\"\n" }.joined()
        case "csv of an open quote": result = "@timestamp,@message\n" + records.map { "x,\"\($0)\n\"\n" }.joined()
        case "subscription": result = try control + Logs.json(subscription)
        case "subscriptions without separator":
            result = try events.map { try Logs.json(["messageType": "DATA_MESSAGE", "logEvents": [$0]]) }.joined()
        case "subscription gz":
            return try events.flatMap { Logs.gzip(try Logs.json(["messageType": "DATA_MESSAGE", "logEvents": [$0]])) }
        case "firehose lines": result = try records.map { try Logs.json(["message": $0]) + "\n" }.joined()
        case "firehose records":
            let data = Logs.base64(Logs.gzip(try Logs.json(subscription)))
            result = try Logs.json(["requestId": "1", "timestamp": 1, "records": [["data": data]]])
        case "lambda":
            result = try Logs.json(["awslogs": ["data": Logs.base64(Logs.gzip(try Logs.json(subscription)))]])
        case "kinesis":
            result = try Logs.json([
                "Records": try events.map { event in
                    let packed = Logs.gzip(try Logs.json(["messageType": "DATA_MESSAGE", "logEvents": [event]]))
                    return ["kinesis": ["partitionKey": "1", "data": Logs.base64(packed)]]
                }
            ])
        case "base64 lines": result = Logs.base64(Logs.gzip(headed)) + "\n"
        case "objects by name":
            result = try Logs.json(records.map { Dictionary(uniqueKeysWithValues: values($0)) as [String: Any] })
        case "list of lines": result = try Logs.json(records)
        case "lists of times, streams and lines":
            result = try Logs.json(records.map { [1_795_000_000_000, "eni-1-all", $0] as [Any] })
        case "texts one a line": result = records.map { "\"\($0)\"\n" }.joined()
        case "mark of UTF-8": result = "\u{FEFF}" + headed
        case "mark of each of several":
            result = [records.prefix(2), records.dropFirst(2)].map { part -> String in
                let lines: [String] = [Logs.defaultHeader] + part
                return "\u{FEFF}\(lines.joined(separator: "\r\n"))\r\n"
            }.joined()
        case "mark without header": result = "\u{FEFF}" + text
        case "mark before JSON": result = try "\u{FEFF}" + Logs.json(["events": events])
        case "mark in gz": return Logs.gzip("\u{FEFF}" + headed)
        case "mark before CSV by name":
            result =
                "\u{FEFF}" + names.joined(separator: ",") + "\n"
                + records.map { cells($0).joined(separator: ",") + "\n" }.joined()
        case "UTF-16": return wide(headed.replacing("\n", with: "\r\n"))
        case "UTF-16, the other order": return wide(headed, isBigEndian: true)
        case "UTF-16 of JSON": return wide(try Logs.json(["events": events]))
        case "UTF-16 of lines without header": return wide(text)
        case "athena rows":
            let header = Logs.defaultHeader.split(separator: " ").map { ["VarCharValue": $0.replacing("-", with: "_")] }
            let rows = records.map { cells($0).map { $0.isEmpty ? [:] : ["VarCharValue": $0] } }
            result = try Logs.json(["ResultSet": ["Rows": ([header] + rows).map { ["Data": $0] }]])
        default:
            result = try Logs.json(["events": events]).replacing("eni-1", with: "eni\\u002d1").replacing(
                "\"2 1", with: "\"\\u0032\\t1")
        }
        return Array(result.utf8)
    }

    @Test(arguments: wrappings)
    func `the same flows come out`(wrapping: String) throws {
        let set = Logs.read(try Self.bytes(wrapping))
        #expect(set.messages == [])
        #expect(set.lines == Self.expected)
        #expect(set.noData == 1 && set.interfaces["eni-2"]?.noData == 1)
        #expect(set.span == 1_795_000_000...1_795_000_060)
        #expect(set.interfaces["eni-1"]?.account == "123456789012")
        #expect(set.flows.first { $0.service?.port == 22 }?.counts.bytes == 40)
    }

    @Test(arguments: wrappings)
    func `the same flows come out where the bytes come one by one from a pipe's pieces`(wrapping: String) throws {
        // Pieces end anywhere: within a line, a text, a member of gzip.
        let bytes = try Self.bytes(wrapping)
        let folder = try Scratch()
        let path = folder.path("pipe")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        _ = FileManager.default.createFile(atPath: folder.path("data"), contents: Data(bytes))
        process.arguments = ["-c", "mkfifo \"$0\"; dd bs=97 if=\"$1\" of=\"$0\" 2>/dev/null", path, folder.path("data")]
        try process.run()
        while !FileManager.default.fileExists(atPath: path) { usleep(1000) }
        let set = FlowLogReader().read([path])
        process.waitUntilExit()
        #expect(set.lines == Self.expected && set.messages == [])
    }

    @Test(arguments: [
        "filter-log-events.json", "get-query-results.json", "get-query-results.fields.json", "logs-insights-results.csv",
    ])
    func `what was generated for CloudWatch is what its records are as text`(file: String) throws {
        let text = Logs.read(try Logs.messages().joined(separator: "\n"))
        let set = FlowLogReader().read([Logs.path("web/cloudwatch/\(file)")])
        #expect(set.messages == [] && text.flows.count > 20)
        #expect(set.lines == text.lines)
        #expect(set.span == text.span && set.noData == text.noData && set.skipData == text.skipData)
    }
}
