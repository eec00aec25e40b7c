import CoreModel
import Testing

@testable import Reachability

/// Ends of several members, and addresses cut where something tells them apart: aws-network 5.2.
@Suite("The ways between two ends")
struct WaysTests {
    /// An end by a group's or an interface's name, `internet`, a prefix list or a CIDR.
    private func end(_ text: String, _ sketch: NetworkSketch) throws -> End {
        let inventory = sketch.inventory
        if text == "internet" { return .internet }
        if let group = inventory.group(id: text) { return .group(group) }
        if let place = inventory.interfaces.firstIndex(where: { inventory[$0.id] == text }) {
            return .interfaces([InterfaceIndex(place)])
        }
        if let place = inventory.prefixLists.firstIndex(where: { inventory[$0.id] == text }) { return .prefixList(place) }
        return .network(try IPNetwork(parsing: text))
    }

    /// The verdict, with how many pairs were walked.
    private func answer(_ question: String, _ sketch: NetworkSketch) throws -> String {
        let words = question.split(separator: " ").map(String.init)
        let traffic = try Traffic(.tcp, from: Int(words[3]), to: Int(words[3]))
        let ways = sketch.walker.ways(
            from: try end(words[0], sketch), to: try end(words[2], sketch), TrafficSet(traffic.points), .v4)
        return "\(ways.verdict?.rawValue ?? "nobody") of \(ways.entries.count)"
    }

    private static let strict = "group strict\n  in tcp 443 0.0.0.0/0\n  out all - 0.0.0.0/0\ngroups web strict\n"

    @Test("Members of one kind are walked once; where kinds differ it depends")
    func members() throws {
        let sketch = try Sample.environment(more: Self.strict + "eni web3 a1 10.0.1.13\neni web4 a1 10.0.1.14")
        // web2, web3 and web4 are alike; app and app2 are alike in another subnet.
        #expect(try answer("open -> strict 443", sketch) == "allowed of 2")
        #expect(try answer("open -> strict 80", sketch) == "blocked of 2")
        #expect(try answer("web -> open 443", sketch) == "allowed of 2")
        // A group to itself: each kind with its like, and with the others.
        #expect(try answer("open -> open 443", sketch) == "allowed of 4")
        // An interface never reaches itself.
        #expect(try answer("web -> web 443", sketch) == "nobody of 0")
        let closed = try Sample.environment(acls: Sample.acl("a2", Sample.into), more: Self.strict)
        #expect(try answer("open -> strict 443", closed).hasPrefix("depends"))
        #expect(try answer("app -> strict 443", closed).hasPrefix("blocked"))
    }

    @Test("The internet is cut where routes, entries and rules tell addresses apart")
    func internet() throws {
        let open = try Sample.environment(more: Self.strict)
        #expect(try answer("internet -> strict 443", open).hasPrefix("allowed"))
        #expect(try answer("internet -> strict 80", open).hasPrefix("blocked"))
        #expect(try answer("strict -> internet 443", open).hasPrefix("allowed"))
        // A public address of an interface is none of the internet's.
        #expect(try answer("strict -> 198.51.100.30/32 443", open) == "depends of 1")
        #expect(try answer("strict -> 198.51.100.0/24 443", open).hasPrefix("depends"))
        // A route, an entry, a rule and a list that concern a part.
        let route = try Sample.environment(
            tables: Sample.routes("0.0.0.0/0 igw-1; 198.51.100.0/24 nat-2 blackhole"), more: Self.strict)
        #expect(try answer("strict -> internet 443", route).hasPrefix("depends"))
        #expect(try answer("strict -> 198.51.100.128/25 443", route).hasPrefix("blocked"))
        #expect(try answer("strict -> 203.0.113.0/24 443", route).hasPrefix("allowed"))
        let entry = try Sample.environment(
            acls: Sample.acl("a1", "in 90 deny all - 203.0.113.7/32", Sample.into, Sample.out), more: Self.strict)
        #expect(try answer("internet -> strict 443", entry).hasPrefix("depends"))
        #expect(try answer("203.0.113.0/24 -> strict 443", entry).hasPrefix("depends"))
        #expect(try answer("203.0.113.7/32 -> strict 443", entry).hasPrefix("blocked"))
        #expect(try answer("203.0.112.0/24 -> strict 443", entry).hasPrefix("allowed"))
        let rule = try Sample.environment(more: "group strict\n  in tcp 443 203.0.113.0/25\ngroups web strict")
        #expect(try answer("203.0.113.0/24 -> strict 443", rule).hasPrefix("depends"))
        #expect(try answer("203.0.113.0/25 -> strict 443", rule).hasPrefix("allowed"))
        let list = try Sample.environment(more: Self.strict + "list pl-1 203.0.113.0/24\nlist pl-2")
        #expect(try answer("strict -> pl-1 443", list).hasPrefix("allowed"))
        #expect(try answer("strict -> pl-2 443", list).hasPrefix("depends"))
    }

    @Test("A CIDR is cut by subnets and interfaces, and what AWS keeps for itself is nobody's")
    func networks() throws {
        let sketch = try Sample.environment(more: "group strict\n  in tcp 443 10.0.2.0/24\ngroups web strict")
        #expect(try answer("10.0.2.0/24 -> strict 443", sketch).hasPrefix("allowed"))
        #expect(try answer("10.0.3.0/24 -> strict 443", sketch).hasPrefix("blocked"))
        #expect(try answer("10.0.2.0/23 -> strict 443", sketch).hasPrefix("depends"))
        // No subnet holds it.
        #expect(try answer("strict -> 10.0.200.0/24 443", sketch).hasPrefix("blocked"))
    }

    @Test("Where a rule names an address of its own its interface is told apart")
    func single() throws {
        let sketch = try Sample.environment(more: "group strict\n  in tcp 443 10.0.2.20/32\ngroups web strict")
        #expect(try answer("app -> strict 443", sketch) == "allowed of 1")
        #expect(try answer("app2 -> strict 443", sketch) == "blocked of 1")
        #expect(try answer("open -> strict 443", sketch).hasPrefix("depends"))
    }
}
