import Support
import Testing

@testable import Explorer

/// A line as programs write it, with the question that it raises on the example.
struct LogLine: Sendable, CustomTestStringConvertible {
    let program: String
    let text: String
    let question: String
    var remark: String?

    var testDescription: String { program }

    static let all: [LogLine] = [
        LogLine(program: "host and port", text: "10.0.10.158:5432", question: "-> 10.0.10.158:5432"),
        LogLine(
            program: "Go, no source", text: "dial tcp 10.0.10.158:5432: i/o timeout", question: "-> 10.0.10.158:5432"),
        LogLine(
            program: "Go, both ends",
            text: "2026/11/23 18:40:02 main.go:42: read tcp 10.0.11.24:48122->10.0.10.158:5432: read: connection timed out",
            question: "10.0.11.24:48122 -> 10.0.10.158:5432"),
        LogLine(
            program: "Go, resolver",
            text: "lookup sqs.us-east-1.amazonaws.com on 10.0.0.2:53: read udp 10.0.11.24:50712->10.0.0.2:53: i/o timeout",
            question: "10.0.11.24:50712 -> 10.0.0.2:53/udp"),
        LogLine(
            program: "psql before 14",
            text: """
                psql: could not connect to server: Connection timed out
                \tIs the server running on host "10.0.10.158" and accepting
                \tTCP/IP connections on port 5432?
                """, question: "-> 10.0.10.158:5432"),
        LogLine(
            program: "psql", text: #"psql: error: connection to server at "10.0.10.158", port 5432 failed: Connection timed out"#,
            question: "-> 10.0.10.158:5432"),
        LogLine(
            program: "psycopg2, by name",
            text:
                #"psycopg2.OperationalError: could not translate host name "chat-dev-rds-0.c9akciq32.us-east-1.rds.amazonaws.com", port 5432"#,
            question: "-> chat-dev-rds-0:5432"),
        LogLine(
            program: "Node",
            text:
                "Error: connect ETIMEDOUT 10.0.10.158:5432\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1494:16)",
            question: "-> 10.0.10.158:5432"),
        LogLine(
            program: "Node, refused", text: "Error: connect ECONNREFUSED 10.0.11.24:3001", question: "-> 10.0.11.24:3001",
            remark: "\"connection refused\" is an answer from the other end"),
        LogLine(
            program: "Java", text: "Caused by: java.net.SocketTimeoutException: connect timed out: /10.0.10.158:5432",
            question: "-> 10.0.10.158:5432"),
        LogLine(
            program: "JDBC",
            text:
                "HikariPool-1 - Failed to initialize pool: jdbc:postgresql://chat-dev-rds-0.c9akciq32.us-east-1.rds.amazonaws.com:5432/chat",
            question: "-> chat-dev-rds-0:5432"),
        LogLine(
            program: "Python requests",
            text:
                "HTTPSConnectionPool(host='10.0.0.219', port=443): Max retries exceeded with url: / (Caused by ConnectTimeoutError)",
            question: "-> 10.0.0.219:443"),
        LogLine(
            program: "Python sockets", text: "OSError: [Errno 110] Connect call failed ('10.0.10.158', 5432)",
            question: "-> 10.0.10.158:5432"),
        LogLine(
            program: "redis-py",
            text:
                "redis.exceptions.TimeoutError: Timeout connecting to server chat-dev-redis-001.abc.0001.use1.cache.amazonaws.com:6379",
            question: "-> chat-dev-redis-001:6379"),
        LogLine(
            program: "redis URL", text: "redis.exceptions.ConnectionError: rediss://default:s3cr%40t@10.0.11.78:6379/0 timed out",
            question: "-> 10.0.11.78:6379"),
        LogLine(
            program: "curl", text: "curl: (28) Failed to connect to 10.0.0.219 port 443 after 129433 ms: Connection timed out",
            question: "-> 10.0.0.219:443"),
        LogLine(
            program: "ssh", text: "ssh: connect to host 10.0.11.24 port 22: Connection timed out", question: "-> 10.0.11.24:22"),
        LogLine(
            program: "netcat", text: "nc: connect to 10.0.10.158 port 5432 (tcp) timed out: Operation now in progress",
            question: "-> 10.0.10.158:5432"),
        LogLine(
            program: "nginx",
            text:
                #"2026/11/23 18:34:10 [error] 29#29: *1 upstream timed out (110: Connection timed out) while connecting to upstream, client: 10.0.0.219, server: _, request: "GET /health HTTP/1.1", upstream: "http://10.0.11.24:3001/health", host: "10.0.0.5:80""#,
            question: "-> 10.0.11.24:3001"),
        LogLine(
            program: "HAProxy",
            text: "Server app/api1 is DOWN, reason: Layer4 timeout, check duration: 2001ms. 10.0.11.24:3001 0 active",
            question: "-> 10.0.11.24:3001"),
        LogLine(program: "URL, port by its scheme", text: "https://10.0.0.219/login?next=/", question: "-> 10.0.0.219:443"),
        LogLine(
            program: "URL of a load balancer", text: "http://internal-chat-dev-alb-1234567890.us-east-1.elb.amazonaws.com/",
            question: "-> chat-dev-alb:80"),
        LogLine(
            program: "name of a host by its address", text: "connect to ip-10-0-11-24.ec2.internal:3001 timed out",
            question: "-> 10.0.11.24:3001"),
        LogLine(
            program: "ARN of a group", text: "arn:aws:ec2:us-east-1:123456789012:security-group/sg-e9ec91ed1f04d6569",
            question: "-> sg-e9ec91ed1f04d6569:"),
        LogLine(
            program: "ARN of a load balancer",
            text: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/chat-dev-alb/50dc6c495c0c9188",
            question: "-> chat-dev-alb:"),
        LogLine(
            program: "flow log, rejected",
            text:
                "2 123456789012 eni-59687a94ea3c2b3e7 10.0.0.219 10.0.10.158 48122 5432 6 4 240 1418530010 1418530070 REJECT OK",
            question: "10.0.0.219 -> 10.0.10.158:5432"),
        LogLine(
            program: "flow log, replies",
            text:
                "2 123456789012 eni-59687a94ea3c2b3e7 10.0.10.158 10.0.11.24 5432 48122 6 20 4249 1418530010 1418530070 ACCEPT OK",
            question: "10.0.11.24 -> 10.0.10.158:5432"),
        LogLine(
            program: "flow log, udp, in CloudWatch",
            text:
                "2026-11-23T18:40:02.000Z 2 123456789012 eni-59687a94ea3c2b3e7 10.0.11.24 8.8.8.8 40001 53 17 1 60 1 2 REJECT OK",
            question: "10.0.11.24 -> 8.8.8.8:53/udp"),
        LogLine(
            program: "tcpdump",
            text: "18:40:02.123456 IP 10.0.0.219.48122 > 10.0.10.158.5432: Flags [S], seq 1, win 64240, length 0",
            question: "10.0.0.219:48122 -> 10.0.10.158:5432"),
        LogLine(
            program: "tcpdump, the answer",
            text: "18:40:02.123456 IP 10.0.10.158.5432 > 10.0.0.219.48122: Flags [S.], seq 1, ack 2, win 64240, length 0",
            question: "10.0.0.219:48122 -> 10.0.10.158:5432"),
        LogLine(
            program: "ss on the server", text: "SYN-RECV 0 0 10.0.10.158:5432 10.0.0.219:48122",
            question: "10.0.0.219:48122 -> 10.0.10.158:5432"),
        LogLine(
            program: "ss on the client", text: "SYN-SENT 0 1 10.0.11.24:45678 10.0.10.158:5432",
            question: "10.0.11.24:45678 -> 10.0.10.158:5432"),
        LogLine(
            program: "packet filter",
            text: "IN=eth0 OUT= SRC=10.0.0.219 DST=10.0.11.24 LEN=60 TTL=64 PROTO=TCP SPT=48122 DPT=3001 WINDOW=64240 SYN",
            question: "10.0.0.219:48122 -> 10.0.11.24:3001"),
        LogLine(
            program: "IPv6", text: "dial tcp [2600:1f18::5]:443: connect: network is unreachable",
            question: "-> [2600:1f18::5]:443"),
        LogLine(
            program: "MySQL, no port", text: "ERROR 2003 (HY000): Can't connect to MySQL server on '10.0.10.158' (110)",
            question: "-> 10.0.10.158:3306"),
        LogLine(
            program: "a name that nothing has", text: "dial tcp: lookup db.corp.example:5432: no such host",
            question: "-> db.corp.example:5432", remark: "the name was not found: that is DNS"),
    ]
}

@Suite("Lines of logs")
struct ErrorLineTests {
    @Test("A pasted line opens the question that it raises, and what was understood is shown first", arguments: LogLine.all)
    func understood(_ line: LogLine) throws {
        var story = Story()
        story.send(.paste(line.text))
        let question = try #require(story.state.question)
        #expect(question.editor.text == line.question)
        let said = try #require(question.understood.first)
        #expect(said.hasPrefix("from the "))
        #expect(story.screen.contains(said.prefix(40)))
        if let remark = line.remark { #expect(story.screen.contains(remark)) }
        // Where the source is missing, typing gives it.
        if line.question.hasPrefix("->") {
            #expect(question.part == .source)
            story.type("alb")
            #expect(story.state.question?.editor.text == "alb" + line.question)
        }
    }

    @Test("A flow-log record is a whole question: its answer stands below it at once")
    func answered() {
        var story = Story()
        story.send(.paste(LogLine.all.first { $0.program == "flow log, rejected" }?.text ?? ""))
        #expect(story.line(with: "from the record: 10.0.0.219 (")?.contains("-> 10.0.10.158 (") == true)
        #expect(story.screen.contains("✗ Blocked"))
        #expect(story.screen.contains("5432, REJECT") || story.screen.contains("REJECT"))
    }

    @Test(
        "What somebody wrote as a question, or as an end, stays as it is",
        arguments: ["alb -> rds:5432", "rds", "10.0.10.158", "sg-e9ec91ed1f04d6569"])
    func kept(_ text: String) {
        var story = Story()
        story.send(.paste(text))
        #expect(story.state.question?.editor.text == text)
        #expect(story.state.question?.understood == [])
    }

    @Test(
        "Times, versions and the lines of source files are no hosts",
        arguments: [
            "18:34:10 something went wrong", "main.go:42: panic", "app.py:123 in connect", "version 1.2.3 started", "",
        ])
    func noHosts(_ text: String) {
        #expect(ExampleExplorer.model.analyzer.errorLine(in: text) == nil)
    }
}
