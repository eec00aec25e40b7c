import CoreModel
import FlowLogs
import Testing

@Suite("Who asked and who answered")
struct RoleTests {
    private func read(_ records: [String], ports: [UInt16] = []) -> FlowLogSet {
        let header = "interface-id srcaddr dstaddr srcport dstport protocol tcp-flags start end action\n"
        let lines = records.map { "eni-1 " + $0 + "\n" }.joined()
        return FlowLogReader(servicePorts: ServicePorts(ports)).read(Array((header + lines).utf8), named: "log")
    }

    @Test(
        arguments: [
            ("10.0.0.1 10.0.0.2 40000 443 6 2 1 2 ACCEPT", FlowLogRecord.Role.request, RoleEvidence.flags, UInt16(443)),
            ("10.0.0.1 10.0.0.2 443 40000 6 2 1 2 ACCEPT", .request, .flags, 40000),
            ("10.0.0.2 10.0.0.1 50051 33000 6 18 1 2 ACCEPT", .reply, .flags, 50051),
            ("10.0.0.2 10.0.0.1 443 40000 6 19 1 2 ACCEPT", .reply, .flags, 443),
            ("10.0.0.1 10.0.0.2 40000 443 6 0 1 2 ACCEPT", .request, .systemPort, 443),
            ("10.0.0.2 10.0.0.1 443 40000 6 1 1 2 ACCEPT", .reply, .systemPort, 443),
            ("10.0.0.1 10.0.0.2 33000 50051 6 - 1 2 ACCEPT", .request, .namedPort, 50051),
            ("10.0.0.1 10.0.0.2 40000 8080 17 - 1 2 ACCEPT", .request, .lowerPort, 8080),
            ("10.0.0.1 10.0.0.2 123 123 17 - 1 2 ACCEPT", .unknown, .samePort, 123),
        ])
    func `a record's role, and what it rests on`(record: String, role: FlowLogRecord.Role, evidence: RoleEvidence, port: UInt16) {
        let flow = read([record], ports: [50051]).flows.first
        #expect(flow?.role == role && flow?.roleEvidence == evidence && flow?.service?.port == port)
    }

    @Test func `without ports nothing is told`() {
        let flow = read(["10.0.0.1 10.0.0.2 0 0 1 - 1 2 ACCEPT"]).flows.first
        #expect(flow?.role == .unknown && flow?.roleEvidence == nil && flow?.service == nil)
    }

    @Test func `flags of a connection's first interval count for its later ones, for two intervals`() {
        func records(after pause: Int) -> FlowLogSet {
            read([
                "10.0.0.1 10.0.0.2 33000 50051 6 2 1000 1050 ACCEPT",
                "10.0.0.1 10.0.0.2 33000 50051 6 0 \(1050 + pause) \(1060 + pause) ACCEPT",
            ])
        }
        let soon = records(after: 60)
        #expect(soon.flows.map(\.counts.continuing) == [1] && soon.flows.first?.service?.port == 50051)
        #expect(records(after: 900).flows.count == 1)
        // Forgotten: by the ports alone the lower one is taken for the service's.
        #expect(records(after: 2000).flows.map(\.service?.port) == [50051, 33000])
    }

    @Test func `a record and its opposite are paired whichever comes first, others are not`() {
        let request = "10.0.0.1 10.0.0.2 40000 443 6 3 1000 1050 ACCEPT"
        let reply = "10.0.0.2 10.0.0.1 443 40000 6 19 1000 1050 ACCEPT"
        let other = "10.0.0.2 10.0.0.1 443 40001 6 19 1000 1050 ACCEPT"
        #expect(read([request, reply]).flows.map(\.counts.paired) == [1, 1])
        #expect(read([reply, request]).flows.map(\.counts.paired) == [1, 1])
        #expect(read([request, request, reply]).flows.map(\.counts.paired) == [2, 1])
        #expect(read([request, other]).flows.map(\.counts.paired) == [0, 0])
        let ping = ["10.0.0.1 10.0.0.2 0 0 1 - 1 2 ACCEPT", "10.0.0.2 10.0.0.1 0 0 1 - 1 2 ACCEPT"]
        #expect(read(ping).flows.map(\.counts.paired) == [1, 1])
        let late = "10.0.0.2 10.0.0.1 443 40000 6 19 9000 9050 ACCEPT"
        #expect(read([request, late]).flows.map(\.counts.paired) == [0, 0])
    }

    @Test func `the ports that clients chose are kept as their range`() {
        let set = read([
            "10.0.0.1 10.0.0.2 40000 443 6 2 1 2 ACCEPT", "10.0.0.1 10.0.0.2 33000 443 6 2 1 2 ACCEPT",
            "10.0.0.1 10.0.0.2 60000 443 6 0 1 2 ACCEPT",
        ])
        #expect(set.flows.count == 1 && set.flows.first?.service?.otherPorts == 33000...60000)
        #expect(set.flows.first?.counts.flags == 2 && set.flows.first?.counts.opening == 2)
    }

    @Test func `what was let through and what was rejected are two flows`() {
        let set = read(["10.0.0.1 10.0.0.2 40000 443 6 2 1 2 ACCEPT", "10.0.0.1 10.0.0.2 40001 443 6 2 3 4 REJECT"])
        #expect(set.flows.map(\.action) == [.accept, .reject])
        #expect(set.interfaces["eni-1"]?.accepted == 1 && set.interfaces["eni-1"]?.rejected == 1)
    }
}
