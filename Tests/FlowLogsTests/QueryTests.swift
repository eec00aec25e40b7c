import CoreModel
import FlowLogs
import Foundation
import Support
import Testing

@Suite("The query for what others read better")
struct QueryTests {
    @Test func `the statement groups by what a flow is, in the words of each engine`() {
        let body = """
            SELECT interface_id,
                   coalesce(nullif(pkt_srcaddr, '-'), srcaddr) AS src,
                   coalesce(nullif(pkt_dstaddr, '-'), dstaddr) AS dst,
                   protocol,
                   flow_direction,
                   action,
                   log_status,
                   CASE WHEN dstport <= srcport THEN dstport END AS dstport,
                   CASE WHEN dstport > srcport THEN srcport END AS srcport,
                   FLAGS(tcp_flags) AS flags,
                   count(*) AS records,
                   CAST(sum(packets) AS bigint) AS packets,
                   CAST(sum(bytes) AS bigint) AS bytes,
                   min("start") AS first_seen,
                   max("end") AS last_seen
            FROM logs
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;

            """
        for (query, word) in [(FlowLogQuery.duckdb, "bit_or"), (.athena, "bitwise_or_agg")] {
            let text = query.text(table: "logs", format: FlowLogFormat(header: FlowLogQuery.formatToAskFor))
            #expect(text.hasSuffix("\n" + body.replacing("FLAGS", with: word)), "\(text)")
            #expect(text.hasPrefix("-- "))
        }
    }

    @Test func `what a format has not is left out of the statement`() throws {
        let text = FlowLogQuery.athena.text(format: FlowLogFormat(header: Logs.defaultHeader))
        #expect(text.contains("       srcaddr AS src,\n") && text.contains("GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;"))
        #expect(!text.contains("flags") && !text.contains("direction"))
    }

    @Test func `without a format the statement is of the default one, and says so`() {
        let standard = FlowLogFormat(header: Logs.defaultHeader)
        #expect(FlowLogFormat.standard == standard)
        for query in FlowLogQuery.allCases {
            let (text, told) = (query.text(), query.text(format: standard))
            #expect(text.split(separator: "\n").filter { !$0.contains("default format") } == told.split(separator: "\n"))
            #expect(text != told)
        }
        #expect(FlowLogQuery.duckDBView("v", files: "f") == FlowLogQuery.duckDBView("v", files: "f", format: standard))
    }

    @Test func `the format to ask for has everything that tells a role and a direction`() throws {
        let format = try #require(FlowLogFormat(header: FlowLogQuery.formatToAskFor))
        let fields = Set(format.fields.compactMap(FlowLogField.init(name:)))
        #expect(fields.isSuperset(of: [.flags, .direction, .packetSource, .packetDestination, .rejectReason, .status]))
    }

    @Test func `a row counts as many records as it says, and its flags tell who asked`() {
        let set = Logs.read(
            """
            interface_id,src,dst,protocol,flow_direction,action,dstport,srcport,flags,records,packets,bytes,first_seen,last_seen
            eni-1,10.0.0.1,10.0.0.2,6,ingress,ACCEPT,443,,3,1000,5000,90000,1795000000,1795003600
            eni-1,10.0.0.2,10.0.0.1,6,egress,ACCEPT,,443,19,990,4000,80000,1795000000,1795003600
            eni-1,10.0.0.1,10.0.0.2,17,ingress,ACCEPT,53,,0,7,7,700,1795000000,1795000100
            eni-1,10.0.0.1,10.0.0.2,6,ingress,ACCEPT,,33000,2,5,5,500,1795000000,1795000100
            """)
        #expect(set.messages == [] && set.records == 2002 && set.pairing == .none)
        #expect(
            set.lines == [
                "eni-1 10.0.0.1 > 10.0.0.2:- tcp ACCEPT x5", "eni-1 10.0.0.1 > 10.0.0.2:443 tcp ACCEPT x1000",
                "eni-1 10.0.0.1 > 10.0.0.2:53 udp ACCEPT x7", "eni-1 10.0.0.2:443 > 10.0.0.1 tcp ACCEPT x990",
            ])
        #expect(set.flows.map(\.roleEvidence) == [.flags, .flags, .systemPort, nil])
        #expect(set.flows.first?.direction == .ingress && set.flows.first?.counts.last == 1_795_003_600)
    }

    /// What a query gives of two intervals without traffic, of three of which records were lost, and of one flow.
    private static let silent: [(form: String, text: String)] = {
        let names = "interface_id,src,dst,protocol,action,log_status,dstport,srcport,records,packets,bytes,first_seen,last_seen"
        let flow =
            #"{"interface_id":"eni-1","src":"10.0.0.1","dst":"10.0.0.2","protocol":6,"action":"ACCEPT","dstport":443,"records":9}"#
        return [
            (
                "CSV of DuckDB",
                """
                \(names)
                eni-1,10.0.0.1,10.0.0.2,6,ACCEPT,OK,443,,9,9,900,1000,1060
                eni-1,,,,,SKIPDATA,,,3,,,1060,1240
                eni-2,,,,,NODATA,,,2,,,1000,1120

                """
            ),
            (
                "CSV of Athena",
                """
                \(names)
                "eni-1","10.0.0.1","10.0.0.2","6","ACCEPT","OK","443",,"9","9","900","1000","1060"
                "eni-1","-","-",,"-","SKIPDATA",,,"3",,,"1060","1240"
                "eni-2","-","-",,"-","NODATA",,,"2",,,"1000","1120"

                """
            ),
            (
                "JSON",
                """
                [{"interface_id":"eni-1","src":"10.0.0.1","dst":"10.0.0.2","protocol":6,"action":"ACCEPT","log_status":"OK","dstport":443,\
                "srcport":null,"records":9,"packets":9,"bytes":900,"first_seen":1000,"last_seen":1060},
                {"interface_id":"eni-1","src":null,"dst":null,"protocol":null,"action":null,"log_status":"SKIPDATA","dstport":null,\
                "srcport":null,"records":3,"packets":null,"bytes":null,"first_seen":1060,"last_seen":1240},
                {"interface_id":"eni-2","src":null,"dst":null,"log_status":"NODATA","records":2,"first_seen":1000,"last_seen":1120}]
                """
            ),
            (
                "JSON, without log_status of an interval without traffic",
                """
                [\(flow.replacing("}", with: #","first_seen":1000,"last_seen":1060}"#)),
                {"interface_id":"eni-1","log_status":"SKIPDATA","records":3,"first_seen":1060,"last_seen":1240},
                {"interface_id":"eni-2","src":null,"dst":null,"action":null,"records":2,"first_seen":1000,"last_seen":1120}]
                """
            ),
        ]
    }()

    @Test(arguments: silent.indices)
    func `what was lost, and where there was no traffic, stays known`(place: Int) {
        let (form, text) = Self.silent[place]
        let set = Logs.read(text)
        #expect(set.messages == [] && set.lines == ["eni-1 10.0.0.1 > 10.0.0.2:443 tcp ACCEPT x9"], "\(form)")
        #expect([set.records, set.skipData, set.noData] == [9, 3, 2], "\(form)")
        #expect(set.interfaces["eni-1"]?.skipData == 3 && set.interfaces["eni-1"]?.span == 1000...1240, "\(form)")
        #expect(set.interfaces["eni-2"]?.noData == 2 && set.interfaces["eni-2"]?.span == 1000...1120, "\(form)")
    }

    @Test func `what the statement gave before, without rows of what has no traffic, is read as it was`() {
        let set = Logs.read(
            """
            interface_id,src,dst,protocol,action,dstport,srcport,records,packets,bytes,first_seen,last_seen
            eni-1,10.0.0.1,10.0.0.2,6,ACCEPT,443,,9,9,900,1000,1060
            """)
        #expect(set.messages == [] && set.records == 9 && set.skipData == 0 && set.span == 1000...1060)
    }

    /// Whether Python's DuckDB is there.
    private static let hasDuckDB = (try? python("import duckdb")) == 0

    @discardableResult
    private static func python(_ text: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", text]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test(.enabled(if: hasDuckDB, "DuckDB for Python is not installed"), arguments: ["v2", "custom"], ["csv", "json"])
    func `what DuckDB makes of a log is what reading it makes`(folder: String, form: String) throws {
        let scratch = try Scratch()
        let own = FlowLogReader().read([Logs.path("web/\(folder)")])
        let header = try #require(own.formats.first?.fields.joined(separator: " "))
        let format = try #require(FlowLogFormat(header: header))
        let view = FlowLogQuery.duckDBView("flow_logs", files: Logs.path("web/\(folder)") + "/**/*.log.gz", format: format)
        let statement = FlowLogQuery.duckdb.text(format: format)
        let body = statement.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n").dropLast()
        try scratch.write("view.sql", view)
        try scratch.write("copy.sql", "COPY (\(body)) TO '\(scratch.path("flows.\(form)"))' (FORMAT \(form));")
        let status = try Self.python(
            "import duckdb\nfor name in ('view', 'copy'): duckdb.sql(open('\(scratch.directory.path)/' + name + '.sql').read())")
        #expect(status == 0)
        let set = FlowLogReader().read([scratch.path("flows.\(form)")])
        #expect(set.messages == [] && set.records == own.records && set.span == own.span)
        #expect(Self.merged(set) == Self.merged(own))
        #expect(set.noData == own.noData && set.skipData == own.skipData)
        #expect(Self.silence(set) == Self.silence(own))
    }

    /// What is known of each interface beside its flows.
    private static func silence(_ set: FlowLogSet) -> [String: String] {
        set.interfaces.mapValues { "\($0.records) \($0.noData) \($0.skipData) \($0.span.map { "\($0)" } ?? "-")" }
    }

    /// Records, packets and bytes by what both tell.
    private static func merged(_ set: FlowLogSet) -> [String: [UInt64]] {
        var result: [String: [UInt64]] = [:]
        for flow in set.flows {
            let key = flow.line.split(separator: " ").dropLast().joined(separator: " ") + " \(flow.direction?.name ?? "-")"
            let counts = [flow.counts.records, flow.counts.packets, flow.counts.bytes]
            result[key] = result[key].map { zip($0, counts).map(+) } ?? counts
        }
        return result
    }
}
