import Foundation
import Reachability
import CoreModel
import Testing

@testable import Readers

/// A snapshot with stand-ins, read again.
@Suite("A redacted snapshot")
struct SnapshotRedactionTests {
    /// A snapshot of the answers in a folder of the inputs.
    private static func snapshot(_ folder: String) throws -> Snapshot {
        let directory = Fixtures.folder.appending(path: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
        let documents = try names.filter { $0.hasSuffix(".json") && !$0.hasPrefix("describe-stack") }.map { name in
            let parts = name.split(separator: ".").map(String.init)
            return Snapshot.Document(
                call: "ec2 \(parts[0])", id: parts.count > 2 ? parts[1] : nil,
                output: Array(try Data(contentsOf: directory.appending(path: name))))
        }
        return Snapshot(sources: [
            Snapshot.Source(
                account: "123456789012", region: "us-east-1", captured: "2026-11-20T09:14:15Z", documents: documents)
        ])
    }

    @Test(
        "It has as many groups, rules and interfaces, and gives every verdict",
        arguments: ["terraform-inline/aws", "terraform-rules/aws"])
    func verdicts(folder: String) throws {
        let snapshot = try Self.snapshot(folder)
        let plain = try Fixtures.read(snapshot)
        let redacted = try Fixtures.read(try snapshot.redacted())
        #expect(plain.loadedGroups.count == redacted.loadedGroups.count && plain.loadedGroups.count > 6)
        #expect(plain.loadedRuleCount == redacted.loadedRuleCount)
        #expect(plain.interfaces.count == redacted.interfaces.count)
        #expect(plain.hasCompleteInterfaceListing == redacted.hasCompleteInterfaceListing)
        // Stand-ins of ids have the order of the ids.
        let (those, these) = (
            plain.interfaces.sorted { plain[$0.id] < plain[$1.id] },
            redacted.interfaces.sorted { redacted[$0.id] < redacted[$1.id] }
        )
        #expect(those.map(\.attachment.kind) == these.map(\.attachment.kind))
        #expect(those.map(\.attachment.name.isNone) == these.map(\.attachment.name.isNone))
        let (one, other) = (Analyzer(plain), Analyzer(redacted))
        func groups(_ inventory: Inventory) -> [GroupIndex] {
            inventory.loadedGroups.sorted { inventory[inventory[$0].id] < inventory[inventory[$1].id] }
        }
        let ends = Array(zip(groups(plain), groups(redacted)))
        for port in ["5432", "443", "3001", "53/udp", "ping", "all"] {
            let query = try PortQuery(parsing: port)
            for (source, sourceThere) in ends {
                for (destination, destinationThere) in ends {
                    let asked = try Question(
                        from: Endpoint(.group(source), asked: ""), to: Endpoint(.group(destination), asked: ""), port: query)
                    let there = try Question(
                        from: Endpoint(.group(sourceThere), asked: ""), to: Endpoint(.group(destinationThere), asked: ""),
                        port: query)
                    #expect(
                        one.verdict(asked) == other.verdict(there),
                        "\(plain[plain[source].name]) -> \(plain[plain[destination].name]) \(port)")
                }
            }
        }
    }

    @Test("Nothing of an answer goes into it, and what is missing stays missing")
    func nothing() throws {
        var snapshot = try Self.snapshot("terraform-rules/aws")
        snapshot.sources[0].documents.removeAll { $0.call == "ec2 describe-subnets" }
        snapshot.sources[0].missing = [
            .init(call: "ec2 describe-subnets", reason: "access denied for arn:aws:iam::123456789012:x")
        ]
        let plain = try Fixtures.read(snapshot)
        let result = try snapshot.redacted()
        let text = String(decoding: try result.bytes(), as: UTF8.self)
        #expect(!text.contains("123456789012") && !text.contains("chat-dev") && !text.contains("arn:aws:iam"))
        for group in plain.groups { #expect(!text.contains("\"\(plain[group.id])\"")) }
        for interface in plain.interfaces {
            for address in interface.privateAddresses + interface.publicAddresses { #expect(!text.contains("\"\(address)\"")) }
        }
        #expect(result.sources[0].missing.map(\.call) == ["ec2 describe-subnets"])
        #expect(!result.sources[0].documents.contains { $0.call == "ec2 describe-subnets" })
        #expect(text == String(decoding: try snapshot.redacted().bytes(), as: UTF8.self))
    }
}
