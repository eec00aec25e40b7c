import CoreModel
import Diff
import Testing
import Trial

@testable import Reachability

/// A part of what a rule names that turns is listed, where the whole depends before and after.
@Suite("Parts of networks that turn")
struct TurnedPartTests {
    /// A VPC within 128.0.0.0/1.
    private static let network = TwoGateways.text("172.16") + "\nlist pl-1 172.16.0.0/12 200.0.0.0/8"

    private static func diff(_ peer: String, _ more: String = "") throws -> InventoryDiff {
        let app = "group app v\n  out tcp 443 \(peer)\neni one a1 172.16.1.10\ngroups one app"
        let analyzer = Analyzer(try NetworkSketch("\(network)\n\(app)\n\(more)").inventory)
        return InventoryDiff(from: analyzer, to: analyzer.applying([.network(.off("nat-1"))]))
    }

    /// Whether some change closes the way to an address.
    private static func closes(_ ways: [FlowChange], _ text: String) throws -> Bool {
        let address = try IPAddress(parsing: text)
        return ways.contains { way in
            way.kind == .closes && way.source.end == .group("app")
                && way.destination.end.network?.contains(address) == true
                && !way.destination.except.contains { $0.contains(address) }
        }
    }

    @Test(
        "Of a network with private and public addresses the public part closes with the NAT gateway, and nothing else",
        arguments: ["128.0.0.0/1", "pl-1"])
    func part(peer: String) throws {
        let diff = try Self.diff(peer)
        #expect(try Self.closes(diff.ways, "200.0.0.9"), "\(diff.ways)")
        #expect(try !Self.closes(diff.ways, "172.16.3.9"), "\(diff.ways)")
        #expect(!diff.areWaysLimited)
        // What turns alike is told together.
        #expect(diff.ways.count < 8, "\(diff.ways.count)")
    }

    @Test func `of a member that loses its way to the part it is told by name, where another one keeps its own`() throws {
        let others = "eni two a2 172.16.2.10\ngroups two app\neni three a3 172.16.3.10\ngroups three app"
        let diff = try Self.diff("128.0.0.0/1", others)
        #expect(try !Self.closes(diff.ways, "200.0.0.9"), "\(diff.ways)")
        let byMembers = diff.memberWays.filter { $0.members?.ids == ["one"] }
        #expect(try Self.closes(byMembers, "200.0.0.9"), "\(diff.memberWays)")
        #expect(try !Self.closes(diff.memberWays, "172.16.3.9"), "\(diff.memberWays)")
    }
}
