import CoreModel
import FlowLogs
import Testing

@Suite("Values of flow logs")
struct FlowValuesTests {
    @Test(
        arguments: [
            ("srcaddr", FlowLogField.source), ("srcAddr", .source), ("sourceaddress", .source), ("pkt_srcaddr", .packetSource),
            ("pktSrcAddr", .packetSource), ("dst_port", .destinationPort), ("destinationPort", .destinationPort),
            ("@message", .message), ("endTime", .end), ("first_seen", .start), ("az-id", .zone), ("log_status", .status),
        ])
    func `a field is known by every name it goes by`(name: String, field: FlowLogField) {
        #expect(FlowLogField(name: name) == field)
    }

    @Test func `a name that is newer than the program is none`() {
        #expect(FlowLogField(name: "encryption-status") == nil)
        #expect(LoggedFormat(fields: ["version", "made-up"]).unknown == ["made-up"])
    }

    @Test func `a port of a narrow range is a service's, one of a wide range is not`() {
        var ports = ServicePorts([443])
        ports.insert(8000...8010)
        ports.insert(1024...65535)
        #expect([443, 8000, 8010].allSatisfy(ports.contains))
        #expect(![444, 8011, 40000].contains(where: ports.contains))
    }
}
