import CoreModel
import FlowLogs
import Foundation
import Support
import Testing

@Suite("Logs that are none, or broken")
struct HostileLogTests {
    private static let record = "2 1 eni-1 10.0.0.1 10.0.0.2 40000 443 6 1 60 1 2 ACCEPT OK\n"
    private static let headed = Logs.defaultHeader + "\n" + record

    static let cases: [(name: String, bytes: [UInt8], begin: String, records: UInt64)] = {
        let long = Array(repeating: UInt8(ascii: "x"), count: 200_000)
        let cutPlace = Logs.gzip(headed + record + record).count - 40
        return [
            ("cut gz", Array(Logs.gzip(headed + record + record).prefix(cutPlace)), "the gzip data ends in the middle", 2),
            ("damaged gz", Array(Logs.gzip(headed).dropLast(8)) + [1, 2, 3, 4, 5, 6, 7, 8], "the gzip data is damaged", 1),
            ("something behind gz", Logs.gzip(headed) + Array("junk".utf8), "the gzip data is damaged", 1),
            ("one huge line", long, "line 1 is longer than 65536 bytes", 0),
            ("a huge line behind records", Array(headed.utf8) + long, "line 3 is longer than 65536 bytes", 1),
            ("a huge line in gz", Logs.gzip(Array(headed.utf8) + long), "line 3 is longer than 65536 bytes", 1),
            ("binary", (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7) }, "is not text", 0),
            ("nothing", [], "is empty", 0),
            ("blanks", Array("\n\n  \n".utf8), "is empty", 0),
            ("nothing in gz", Logs.gzip(""), "is empty", 0),
            (
                "a column too few", Array((headed + "2 1 eni-1 10.0.0.1\n").utf8),
                "1 of 2 lines is no record, first line 3: it has 4 values", 1
            ),
            (
                "a wrong value", Array((headed + record.replacing("443", with: "x43")).utf8),
                "1 of 2 lines is no record, first line 3: dstport cannot be \"x43\"", 1
            ),
            (
                "a wrong address", Array((headed + record.replacing("10.0.0.1", with: "10.0.0.999")).utf8),
                "1 of 2 lines is no record, first line 3: srcaddr cannot be", 1
            ),
            (
                "a leading zero", Array((headed + record.replacing("10.0.0.1", with: "10.0.0.01")).utf8),
                "1 of 2 lines is no record, first line 3: srcaddr cannot be", 1
            ),
            (
                "milliseconds", Array((headed + record.replacing(" 1 2 A", with: " 1795000000000 2 A")).utf8),
                "1 of 2 lines is no record, first line 3: start cannot be", 1
            ),
            (
                "no action", Array((headed + record.replacing("ACCEPT", with: "-")).utf8),
                "1 of 2 lines is no record, first line 3: action cannot be \"-\"", 1
            ),
            ("prose", Array("This is no log.\nNor is this.\n".utf8), "2 of 2 lines are no records, first line 1: the order", 0),
            ("a terminal's commands", Array("\u{1B}[31mred\n".utf8), "is not text", 0),
            (
                "a format without action", Array("srcaddr dstaddr srcport dstport protocol\n10.0.0.1 10.0.0.2 1 2 6\n".utf8),
                "its format has no action", 0
            ),
            (
                "cut JSON",
                Array(#"{"events": [{"message": "2 1 eni-1 10.0.0.1 10.0.0.2 40000 443 6 1 60 1 2 ACCEPT OK"}, {"mess"#.utf8),
                "the JSON ends in the middle", 1
            ),
            ("bad JSON", Array("{\"events\": [{\"message\": \"x\"}}".utf8), "line 1 is not JSON", 0),
            (
                "other JSON", Array(#"{"SecurityGroups": [{"GroupId": "sg-1", "Tags": [{"Key": "a", "Value": "b"}]}]}"#.utf8),
                "is JSON, but has no records", 0
            ),
            ("deep JSON", Array(repeating: UInt8(ascii: "["), count: 5000), "line 1 is not JSON", 0),
            (
                "lines that look like headers", Array((headed + String(repeating: "a header no more\n", count: 600)).utf8),
                "600 of 601 lines are no records, first line 3: it has 4", 1
            ),
            (
                "events of two lines",
                Array(#"{"events": [{"message": "2 1 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 60 1 2 ACCEPT OK\nrest\n"}]}"#.utf8),
                "1 of 2 lines is no record", 1
            ),
            ("a bad message", Array(#"{"events": [{"message": "START RequestId: 1"}]}"#.utf8), "1 of 1 line is no record", 0),
            (
                "gz in gz in gz in gz in gz in gz", (0..<6).reduce(Array(headed.utf8)) { bytes, _ in Logs.gzip(bytes) },
                "is packed within packed data too often", 0
            ),
            ("a list of other texts", Array(#"["a", "b c"]"#.utf8), "is JSON, but has no records", 0),
            (
                "a list of prose", Array(#"["This is no log", "Nor is this"]"#.utf8),
                "2 of 2 lines are no records, first line 1: the order of its fields is not known; give the header line with it, or "
                    + "the output of aws ec2 describe-flow-logs beside it; traffic takes --log-format", 0
            ),
            ("Parquet", Array("PAR1".utf8) + long, "is Parquet", 0),
            ("a CSV of something else", Array("name,size\na,1\n".utf8), "2 of 2 lines are no records", 0),
            (
                "a CSV with a row too short", Array("srcaddr,dstaddr,action\n10.0.0.1,10.0.0.2\n10.0.0.1,10.0.0.2,ACCEPT\n".utf8),
                "1 of 2 lines is no record, first line 2: it has 2 values, its format has 3", 1
            ),
        ]
    }()

    @Test(arguments: cases.indices)
    func `one line says what is wrong, and what stood before is read`(place: Int) {
        let wrong = Self.cases[place]
        let set = Logs.read(wrong.bytes)
        #expect(set.messages.count == 1, "\(wrong.name): \(set.messages)")
        #expect(set.messages.first?.hasPrefix("log: " + wrong.begin) == true, "\(wrong.name): \(set.messages)")
        #expect(set.records == wrong.records, "\(wrong.name)")
        #expect(set.messages.allSatisfy { !$0.contains(where: \.isNewline) && $0.utf8.count < 400 })
    }

    @Test func `of other files nothing is lost`() throws {
        let folder = try Scratch()
        try folder.write("a.log", Self.headed)
        _ = FileManager.default.createFile(atPath: folder.path("b.log.gz"), contents: Data(Logs.gzip(Self.headed).prefix(80)))
        try folder.write("c.log", "not a log\n")
        try folder.write("d.log", Self.headed)
        try folder.write("README.md", "passed over")
        try folder.write("describe-vpcs.json", #"{"Vpcs": []}"#)
        let set = FlowLogReader().read([folder.directory.path, folder.path("missing.log")])
        #expect(set.records == 2 && set.files == 2 && set.passedOver == 2)
        #expect(set.problems.map(\.file) == [folder.path("b.log.gz"), folder.path("c.log"), folder.path("missing.log")])
        #expect(set.problems.map(\.isMissing) == [false, false, true])
    }

    @Test func `JSON whose objects never end is not kept`() {
        let set = Logs.read("{" + String(repeating: #""value":1,"#, count: 530_000))
        #expect(set.messages.count == 1 && set.messages.first?.contains("is longer than") == true)
    }

    @Test func `a header alone is a log of an interval without records`() {
        let set = Logs.read(Logs.defaultHeader + "\n")
        #expect(set.messages == [] && set.flows.isEmpty)
    }

    @Test func `bytes of all kinds never stop the program`() {
        var random = SeededRandom(seed: 24)
        let events = #"{"events": [{"message": "2 1 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 60 1 2 ACCEPT OK", "timestamp": 1.0}]}"#
        let seeds = [Array(Self.headed.utf8), Logs.gzip(Self.headed), Array(events.utf8), Array("a,@message\n1,\"2 1\"\n".utf8)]
        for round in 0..<400 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<(1 + round % 5) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            let set = Logs.read(Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &random))))
            #expect(set.problems.count <= 2)
        }
    }
}
