import Testing

@testable import CoreModel

/// A record as a log has it, with what it says of a connection.
struct RecordLine: Sendable, CustomTestStringConvertible {
    let form: String
    let text: String
    /// Source, destination, protocol, and the ports as the record has them.
    let flow: String
    var action: FlowLogRecord.Action? = .accept
    var isReply = false
    var role = FlowLogRecord.Role.unknown

    var testDescription: String { form }

    static let all: [RecordLine] = [
        RecordLine(
            form: "default format",
            text: "2 123456789010 eni-1 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK",
            flow: "172.31.16.139 172.31.16.21 tcp 20641 22"),
        RecordLine(
            form: "default format, ICMP",
            text: "2 123456789010 eni-1 203.0.113.12 172.31.16.139 0 0 1 4 336 1432917027 1432917142 ACCEPT OK",
            flow: "203.0.113.12 172.31.16.139 icmp 0 0"),
        RecordLine(
            form: "default format, IPv6",
            text:
                "2 123456789010 eni-1 2001:db8:1234:a100:8d6e:3477:df66:f105 2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 6 54 8855 1477913708 1477913820 REJECT OK",
            flow: "2001:db8:1234:a100:8d6e:3477:df66:f105 2001:db8:1234:a102:3304:8879:34cf:4071 tcp 34892 22", action: .reject),
        RecordLine(
            form: "version 3, packet addresses before the protocol",
            text:
                "3 vpc-1 subnet-1 i-1 eni-2 111122223333 IPv4 198.51.100.9 10.0.2.20 51234 5432 198.51.100.9 10.0.2.20 6 568 8 1700000000 1700000060 REJECT 2 OK",
            flow: "198.51.100.9 10.0.2.20 tcp 51234 5432", action: .reject, role: .request),
        RecordLine(
            form: "version 3, the answer by its flags",
            text:
                "3 vpc-1 subnet-1 i-1 eni-2 111122223333 IPv4 10.0.0.62 52.213.180.42 5001 43416 10.0.0.62 52.213.180.42 6 376 7 1566848875 1566848933 ACCEPT 18 OK",
            flow: "10.0.0.62 52.213.180.42 tcp 5001 43416", isReply: true, role: .reply),
        RecordLine(
            form: "version 3, a transit gateway's: the packet's own address",
            text:
                "3 eni-3 123456789010 vpc-1 subnet-1 - 10.40.1.175 10.40.2.236 39812 80 6 3 IPv4 10.20.33.164 10.40.2.236 ACCEPT OK",
            flow: "10.20.33.164 10.40.2.236 tcp 39812 80", role: .request),
        RecordLine(
            form: "version 5, AWS's example",
            text:
                "5 52.95.128.179 10.0.0.71 80 34210 6 1616729292 1616729349 IPv4 14 15044 123456789012 vpc-1 subnet-1 i-1 eni-1 ap-southeast-2 apse2-az3 - - ACCEPT 19 52.95.128.179 10.0.0.71 S3 - - ingress OK",
            flow: "52.95.128.179 10.0.0.71 tcp 80 34210", isReply: true, role: .reply),
        RecordLine(
            form: "version 5, every field",
            text:
                "5 123456789012 eni-1 10.0.1.5 10.0.2.6 40000 443 6 1 60 1 2 ACCEPT OK vpc-1 subnet-1 i-1 2 IPv4 10.0.1.5 10.0.2.6 eu-west-1 euw1-az1 - - - - egress 1",
            flow: "10.0.1.5 10.0.2.6 tcp 40000 443", role: .request),
        RecordLine(
            form: "version 11, every field",
            text:
                "11 123456789012 eni-1 10.0.1.5 10.0.2.6 40000 443 17 1 60 1 2 REJECT OK vpc-1 subnet-1 i-1 - IPv4 10.0.1.5 10.0.2.6 eu-west-1 euw1-az1 - - - - egress 1 - - - - - - - - - - BPA - 0 my%2Dapp - - - - - - - - - - -",
            flow: "10.0.1.5 10.0.2.6 udp 40000 443", action: .reject),
        RecordLine(
            form: "behind a time and a stream, as the command line tails",
            text:
                "2026-11-23T18:40:02.000Z eni-1-all 2 123456789012 eni-1 10.0.11.24 8.8.8.8 40001 53 17 1 60 1 2 REJECT OK",
            flow: "10.0.11.24 8.8.8.8 udp 40001 53", action: .reject),
        RecordLine(
            form: "an order of its own, by its header",
            text: """
                dstport dstaddr action srcaddr protocol srcport brand-new-field
                5432 10.0.2.20 REJECT 10.0.1.5 6 51234 17
                """, flow: "10.0.1.5 10.0.2.20 tcp 51234 5432", action: .reject),
        RecordLine(
            form: "the same by a LogFormat",
            text: """
                ${dstport} ${dstaddr} ${action} ${srcaddr} ${protocol} ${srcport}
                5432 10.0.2.20 REJECT 10.0.1.5 6 51234
                """, flow: "10.0.1.5 10.0.2.20 tcp 51234 5432", action: .reject),
        RecordLine(
            form: "CSV with a table's names",
            text: """
                "account_id","sourceaddress","destinationaddress","sourceport","destinationport","protocol","action"
                "0123","10.0.1.5","10.0.2.20","51234","5432","6","ACCEPT"
                """, flow: "10.0.1.5 10.0.2.20 tcp 51234 5432"),
        RecordLine(
            form: "JSON by name",
            text:
                #"{"version": 2, "srcAddr": "10.0.1.5", "dstAddr": "10.0.2.20", "srcPort": 51234, "dstPort": "5432", "protocol": 6, "action": "REJECT", "logStatus": "OK", "nextHopAzId": null}"#,
            flow: "10.0.1.5 10.0.2.20 tcp 51234 5432", action: .reject),
        RecordLine(
            form: "what Logs Insights answers",
            text:
                #"[{"field":"srcAddr","value":"10.0.1.5"},{"field":"dstAddr","value":"10.0.2.20"},{"field":"dstPort","value":"443"},{"field":"srcPort","value":"1"},{"field":"protocol","value":"6"},{"field":"action","value":"ACCEPT"}]"#,
            flow: "10.0.1.5 10.0.2.20 tcp 1 443"),
        RecordLine(
            form: "a record within JSON",
            text:
                #"{"message":"2 123456789010 eni-1 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK"}"#,
            flow: "172.31.16.139 172.31.16.21 tcp 20641 22"),
        RecordLine(
            form: "a reply by its ports",
            text: "2 1 eni-1 10.0.10.158 10.0.11.24 5432 48122 6 20 4249 1418530010 1418530070 ACCEPT OK",
            flow: "10.0.10.158 10.0.11.24 tcp 5432 48122", isReply: true),
        RecordLine(
            form: "rejected packets are taken as they stand",
            text: "2 1 eni-1 10.0.10.158 10.0.11.24 5432 48122 6 20 4249 1418530010 1418530070 REJECT OK",
            flow: "10.0.10.158 10.0.11.24 tcp 5432 48122", action: .reject),
    ]
}

@Suite("Records of flow logs")
struct FlowLogTests {
    @Test("A record is read by its header, the known orders or its names", arguments: RecordLine.all)
    func read(_ line: RecordLine) throws {
        guard case .record(let record) = FlowLogText.first(in: line.text) else {
            Issue.record("no record: \(String(describing: FlowLogText.first(in: line.text)))")
            return
        }
        let ends = [record.source, record.destination].map { $0.map(\.description) ?? "-" }
        let ports = [record.sourcePort, record.destinationPort].map { $0.map { "\($0)" } ?? "-" }
        let flow = ends + [record.ipProtocol?.description ?? "-"] + ports
        #expect(flow.joined(separator: " ") == line.flow)
        #expect(record.action == line.action)
        #expect(record.isReply == line.isReply)
        #expect(record.role == line.role)
    }

    @Test(
        "Without traffic there are no ends",
        arguments: [
            ("2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - NODATA", FlowLogRecord.Status.noData),
            ("2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - SKIPDATA", .skipData),
        ])
    func empty(text: String, status: FlowLogRecord.Status) throws {
        let record = try FlowLogFormat.record(withoutHeader: text)
        #expect(record.status == status)
        #expect(record.source == nil && record.action == nil)
    }

    @Test(
        "An order that is not known is not guessed",
        arguments: [
            "2 eni-1 10.0.0.1 10.0.0.2 6 568 8 REJECT OK", "10.0.0.1 10.0.0.2 443 51234 6 ACCEPT",
            "2 1 eni-1 5432 48122 10.0.10.158 10.0.11.24 6 20 4249 1 2 REJECT OK",
        ])
    func unknownOrder(text: String) throws {
        #expect(throws: FlowLogError.unknownOrder) { try FlowLogFormat.record(withoutHeader: text) }
        guard case .unordered = FlowLogText.first(in: text) else {
            Issue.record("taken for something else")
            return
        }
    }

    @Test(
        "What is no record is none",
        arguments: [
            "", "dial tcp 10.0.10.158:5432: i/o timeout", "{\"a\": 1}", "the server said REJECT to 10.0.0.1 and 10.0.0.2",
            "\"\":\"\"",
        ])
    func none(text: String) {
        #expect(FlowLogText.first(in: text) == nil)
    }

    @Test(
        "A line that its header does not fit is no record, and the error says why",
        arguments: [
            ("10.0.0.1", FlowLogError.wrongCount(expected: 2, found: 1)),
            ("10.0.0.1 x", FlowLogError.badValue(name: "dstaddr", value: "x")),
        ])
    func misfit(line: String, error: FlowLogError) throws {
        let format = try #require(FlowLogFormat(header: "srcaddr dstaddr"))
        #expect(throws: error) { try format.record(line) }
    }
}
