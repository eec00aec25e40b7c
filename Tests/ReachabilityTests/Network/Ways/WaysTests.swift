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
        // Where the interface asked stands for its kind, another one of the kind is meant.
        #expect(try answer("app -> open 443", sketch) == "allowed of 2")
        #expect(try answer("open -> app 443", sketch) == "allowed of 2")
        // An interface never reaches itself; a group of one means a second one like it.
        #expect(try answer("web -> web 443", sketch) == "nobody of 0")
        #expect(try answer("strict -> strict 443", sketch) == "allowed of 1")
        #expect(try answer("strict -> strict 80", sketch) == "blocked of 1")
        #expect(try answer("strict -> 10.0.1.10/32 443", sketch) == "allowed of 1")
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
        #expect(try answer("strict -> 198.51.100.30/32 443", open) == "blocked of 1")
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

    @Test("An address that AWS keeps for itself is nobody's, but for the resolver's in a subnet")
    func reserved() throws {
        let sketch = try Sample.environment()
        #expect(try answer("app -> 10.0.1.1/32 443", sketch) == "blocked of 1")
        #expect(try answer("10.0.1.255/32 -> app 443", sketch) == "blocked of 1")
        let low = try NetworkSketch(
            "vpc v 10.0.0.0/16\nsubnet a v 10.0.0.0/24\ntable t v main\n  10.0.0.0/16 local\neni x a 10.0.0.9")
        #expect(try answer("x -> 10.0.0.2/32 53", low) == "allowed of 1")
        #expect(try answer("x -> 10.0.0.2/32 54", low) == "blocked of 1")
    }

    @Test("A prefix list is cut where the tables, entries and rules of the VPCs that it meets name a part of it")
    func lists() throws {
        let acls = Sample.acl("a2", "in 90 deny all - 10.0.2.128/25", Sample.into, "out 90 deny all - 10.0.1.128/25", Sample.out)
        let sketch = try Sample.environment(acls: acls, more: Self.strict + "list pl-1 10.0.2.0/24\nlist pl-2 10.0.1.0/24")
        #expect(try answer("strict -> pl-1 443", sketch).hasPrefix("allowed"))
        #expect(try answer("app -> pl-2 443", sketch).hasPrefix("depends"))
        let rule = try Sample.environment(
            more: "group strict\n  in tcp 443 10.0.2.128/25\ngroups web strict\nlist pl-1 10.0.2.0/24")
        #expect(try answer("pl-1 -> strict 443", rule).hasPrefix("depends"))
    }

    @Test("An address that a network names is told apart, whatever other VPCs' subnets the network holds")
    func overlapping() throws {
        let text = """
            vpc v 10.0.0.0/16
            vpc w 10.0.0.0/16
            subnet a v 10.0.1.0/24
            subnet b w 10.0.1.16/28
            eni x a 10.0.1.20
            eni y a 10.0.1.40
            eni z a 10.0.1.50
            group strict
              in tcp 443 10.0.1.16/28
            groups z strict
            """
        let sketch = try NetworkSketch(text)
        #expect(try answer("open -> strict 443", sketch) == "depends of 2")
    }

    @Test("Where a rule names an address of its own its interface is told apart")
    func single() throws {
        let sketch = try Sample.environment(more: "group strict\n  in tcp 443 10.0.2.20/32\ngroups web strict")
        #expect(try answer("app -> strict 443", sketch) == "allowed of 1")
        #expect(try answer("app2 -> strict 443", sketch) == "blocked of 1")
        #expect(try answer("open -> strict 443", sketch).hasPrefix("depends"))
    }
}
