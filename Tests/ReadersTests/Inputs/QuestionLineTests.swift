import Readers
import Testing

@Suite("Lines of questions")
struct QuestionLineTests {
    @Test(
        "Protocol, port and ICMP type and code become one PORT",
        arguments: [
            (#""protocol": "tcp", "port": 5432"#, "5432/tcp"), (#""port": 5432"#, "5432"), (#""port": "80,443""#, "80,443"),
            (#""protocol": "udp", "port": "53""#, "53/udp"), (#""protocol": "6", "port": 22"#, "22/tcp"),
            (#""protocol": "tcp""#, "tcp"),
            (#""protocol": "-1", "port": null"#, "all"), ("\"x\": 1", "all"),
            (#""protocol": "icmp", "icmp_type": 8, "icmp_code": 0"#, "icmp/8/0"),
            (#""protocol": "icmp", "port": "8/0""#, "icmp/8/0"),
            (#""protocol": "icmpv6", "icmp_type": 128, "icmp_code": -1"#, "icmpv6/128"),
            (#""protocol": "50""#, "proto/50"), (#""protocol": "tcp", "port": "8000-8100""#, "8000-8100/tcp"),
        ])
    func ports(_ members: String, _ port: String) throws {
        let line = Array(#"{"source": "a", "destination": "b", \#(members)}"#.utf8)
        #expect(try QuestionLineReader().read(line, number: 1, of: "q").port == port)
    }

    @Test(
        "A line that is no question says why",
        arguments: [
            ("[1]", "q: line 3: is not a JSON object, such as {\"source\": ..., \"destination\": ...}"),
            ("nonsense", "q: line 3: is not a JSON object, such as {\"source\": ..., \"destination\": ...}"),
            (#"{"source": "a"}"#, "q: line 3, $.destination is missing"),
            (#"{"source": 5, "destination": "b"}"#, "q: line 3, $.source is a number, expected text"),
            (#"{"source": "", "destination": "b"}"#, "q: line 3, $.source is empty"),
            (#"{"source": "a", "destination": "b", "ip_version": 5}"#, "q: line 3, $.ip_version must be 4 or 6"),
        ])
    func errors(_ line: String, _ message: String) {
        #expect(Fixtures.message { _ = try QuestionLineReader().read(Array(line.utf8), number: 3, of: "q") } == message)
    }
}
