import Foundation
import Reachability
import Readers
import CoreModel
import Testing

/// Questions about the example system in the output of the real tools, with answers that were worked out elsewhere.
struct OracleFixtureTests {
    /// A line of a fixture: a question with its answer.
    struct Row: Decodable {
        /// A port, a range or a list as text, or neither.
        enum Port: Decodable {
            case number(Int)
            case text(String)

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                if let number = try? value.decode(Int.self) {
                    self = .number(number)
                } else {
                    self = .text(try value.decode(String.self))
                }
            }

            var text: String {
                switch self {
                case .number(let number): "\(number)"
                case .text(let text): text
                }
            }
        }

        var data: String
        var source: String
        var destination: String
        // "protocol" is a word of Swift.
        var ipProtocol: String?
        var port: Port?
        var icmpType: Int?
        var icmpCode: Int?
        var ipVersion: Int?
        var expected: String

        enum CodingKeys: String, CodingKey {
            case data, source, destination, port, expected
            case ipProtocol = "protocol"
            case icmpType = "icmp_type"
            case icmpCode = "icmp_code"
            case ipVersion = "ip_version"
        }

        /// The PORT as the command line takes it.
        var portText: String {
            guard let ipProtocol, let known = IPProtocol(ipProtocol), known != .all else { return "all" }
            if let icmpType { return "\(known)/\(icmpType)" + (icmpCode.map { "/\($0)" } ?? "") }
            if let port { return "\(port.text)/\(known)" }
            return "proto/\(known.number)"
        }
    }

    @Test(
        "Every row of the matrices made elsewhere has its verdict, from the engine and from the brute-force evaluator",
        arguments: ["queries", "matrix.terraform-inline", "matrix.terraform-rules"])
    func rowsAgree(name: String) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let rows = try String(contentsOf: tests.appending(path: "Fixtures/\(name).jsonl"), encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
        let folder = try #require(rows.first).data
        let path = tests.deletingLastPathComponent().appending(path: "ReadersTests/Fixtures/\(folder)").path
        let inventory = try InputReader().read([InputArgument(path)]).inventory
        let analyzer = Analyzer(inventory)
        let oracle = Oracle(inventory)
        var wrong: [String] = []
        for row in rows {
            #expect(row.data == folder)
            let version = row.ipVersion == 6 ? IPVersion.v6 : nil
            let question = try analyzer.question(from: row.source, to: row.destination, port: row.portText, version: version)
            let engine = analyzer.verdict(question).rawValue
            let second = oracle.verdict(question).map(\.rawValue) ?? "no question"
            if engine != row.expected || second != row.expected {
                let asked = "\(row.source) -> \(row.destination):\(row.portText)"
                wrong.append("\(asked) \(row.expected), engine \(engine), oracle \(second)")
            }
        }
        #expect(rows.count > 40)
        #expect(wrong.isEmpty, "\(wrong.count) of \(rows.count)\n\(wrong.prefix(40).joined(separator: "\n"))")
    }
}
