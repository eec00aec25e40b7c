import Reachability
import Readers
import CoreModel
import Support
import Testing

@testable import Diff

/// Two small inventories compared.
@Suite("What differs between two readings")
struct DiffTests {
    private static let base = """
        vpc v 10.0.0.0/16
        group web v
          in tcp 443 0.0.0.0/0
          out all - 0.0.0.0/0
        group api v
          in tcp 3001 web
          out all - 0.0.0.0/0
        group db v
          in tcp 5432 api the service
          in tcp 22 10.9.0.0/16
          out all - 0.0.0.0/0
        interface eni-1 v web 10.0.0.10
        interface eni-2 v api 10.0.0.20
        interface eni-3 v db 10.0.1.30
        """

    /// The base after a replacement of one text by another.
    private static func diff(_ old: String, _ new: String) throws -> InventoryDiff {
        #expect(base.contains(old))
        return InventoryDiff(from: try Lab(base).analyzer, to: try Lab(base.replacing(old, with: new)).analyzer)
    }

    /// The flows as lines: "opens internet -> db: 5432".
    private static func lines(_ diff: InventoryDiff) -> [String] {
        let names = DiffNames(before: diff.before, after: diff.after)
        return diff.flows.map { flow in
            let family = flow.versions == [.v4] ? "" : flow.versions == [.v6] ? " v6" : " both"
            return "\(flow.kind.rawValue) \(names.text(flow.source)) -> \(names.text(flow.destination)): \(flow.label)\(family)"
        }.sorted()
    }

    @Test("Nothing differs from itself, in whatever order it is told")
    func same() throws {
        #expect(try Self.diff("vpc v", "vpc v").isEmpty)
        let moved = try Self.diff(
            "in tcp 5432 api the service\n  in tcp 22 10.9.0.0/16", "in tcp 22 10.9.0.0/16\n  in tcp 5432 api the service")
        #expect(moved.isEmpty)
    }

    @Test(
        "A rule opens what nothing else let through, and closes what nothing else lets through",
        arguments: [
            // The internet, and every group by its addresses; not the one that was let in already.
            (
                "in tcp 5432 api the service", "in tcp 5432 api the service\n  in tcp 5432 0.0.0.0/0",
                ["opens db -> db: 5432", "opens internet -> db: 5432", "opens web -> db: 5432"]
            ),
            // Nobody here has an IPv6 address.
            ("in tcp 5432 api the service", "in tcp 5432 api the service\n  in tcp 5432 ::/0", []),
            ("in tcp 5432 api the service", "in tcp 5432-5433 api the service", ["opens api -> db: 5433"]),
            ("in tcp 5432 api the service", "in udp 53 api", ["closes api -> db: 5432", "opens api -> db: udp 53"]),
            // What another rule lets in already opens nothing.
            ("in tcp 443 0.0.0.0/0", "in tcp 443 0.0.0.0/0\n  in tcp 443 198.51.100.0/24\n  in tcp 443 db", []),
            // A wider CIDR opens what the narrower one did not hold.
            ("in tcp 22 10.9.0.0/16", "in tcp 22 10.8.0.0/15", ["opens 10.8.0.0/15 without 10.9.0.0/16 -> db: 22"]),
            ("in tcp 22 10.9.0.0/16", "in tcp 22 10.9.0.0/17", ["closes 10.9.0.0/16 without 10.9.0.0/17 -> db: 22"]),
            // Two halves are the whole.
            (
                "in tcp 22 10.9.0.0/16", "in tcp 22 10.9.0.0/17\n  in tcp 22 10.9.128.0/17", []
            ),
            (
                "in tcp 3001 web", "in tcp 3001 web\n  in tcp 8080 0.0.0.0/1\n  in tcp 8080 128.0.0.0/1",
                ["opens api -> api: 8080", "opens db -> api: 8080", "opens internet -> api: 8080", "opens web -> api: 8080"]
            ),
            // A rule of one side opens nothing that the other side does not let through.
            (
                "in tcp 22 10.9.0.0/16\n  out all - 0.0.0.0/0", "in tcp 22 10.9.0.0/16\n  out tcp 443 web",
                ["closes db -> internet: all"]
            ),
            // All but what was open.
            (
                "in tcp 22 10.9.0.0/16", "in all - 10.9.0.0/16", ["opens 10.9.0.0/16 -> db: all but 22"]
            ),
        ])
    func flows(old: String, new: String, expected: [String]) throws {
        #expect(try Self.lines(Self.diff(old, new)) == expected)
    }

    @Test("What only may open says so, and on what it depends")
    func depends() throws {
        // Half of the members' addresses are let in, and there are no others.
        let diff = try Self.diff(
            "interface eni-2 v api 10.0.0.20", "interface eni-2 v api 10.0.0.20\ninterface eni-4 v api 10.0.2.20\ncomplete")
        #expect(diff.flows.isEmpty)
        let opened = InventoryDiff(
            from: diff.after,
            to: try Lab(
                Self.base.replacing(
                    "interface eni-2 v api 10.0.0.20",
                    with: "interface eni-2 v api 10.0.0.20\ninterface eni-4 v api 10.0.2.20\ncomplete"
                ).replacing("in tcp 22 10.9.0.0/16", with: "in tcp 22 10.9.0.0/16\n  in tcp 9000 10.0.2.0/24")
            ).analyzer)
        #expect(
            Self.lines(opened) == ["may open api -> db: 9000", "opens 10.0.2.0/24 -> db: 9000"])
        let flow = try #require(opened.flows.first { $0.kind == .mayOpen })
        #expect(FlowConditions(opened).conditions(flow).first == "allowed from eni-4; blocked from eni-2")
    }

    @Test("A group that came brings its flows, and one that went takes them along")
    func groups() throws {
        let diff = try Self.diff(
            "group web v", "group extra v\n  in tcp 80 web\n  out tcp 3001 api\ngroup web v")
        #expect(diff.groups.map(\.kind) == [.added])
        #expect(Self.lines(diff) == ["opens web -> extra: 80"])
        let back = InventoryDiff(from: diff.after, to: diff.before)
        #expect(back.groups.map(\.kind) == [.removed])
        #expect(Self.lines(back) == ["closes web -> extra: 80"])
    }

    @Test("Edits are in an order in which AWS takes them, and so is what takes them back", arguments: [false, true])
    func order(isBackwards: Bool) throws {
        let old = """
            vpc v 10.0.0.0/16
            group api v
              in tcp 22 one
            group one v
              in tcp 22 two
              in tcp 80 10.0.0.0/8
            group two v
              in tcp 22 one
            interface eni-1 v api,one 10.0.0.10
            complete
            """
        let new = """
            vpc v 10.0.0.0/16
            group api v
              in tcp 22 new
            group new v
              in tcp 22 api
            interface eni-1 v api,new 10.0.0.10
            complete
            """
        let (before, after) = (try Lab(isBackwards ? new : old).analyzer, try Lab(isBackwards ? old : new).analyzer)
        let edits = InventoryDiff.edits(from: before, to: after).edits
        #expect(edits.count { if case .removeGroup = $0 { true } else { false } } == (isBackwards ? 1 : 2))
        try Self.expectTaken(edits, by: before.inventory)
        let back = try #require(before.inventory.undoing(edits))
        try Self.expectTaken(back, by: before.inventory.applying(edits))
    }

    /// Expects that rules name groups that are there, and that groups go which nothing names or carries.
    private static func expectTaken(_ edits: [Edit], by inventory: Inventory) throws {
        var inventory = inventory
        func isThere(_ id: String) -> Bool { inventory.group(id: id).map { inventory[$0].knowledge != .absent } ?? false }
        for edit in edits {
            switch edit {
            case .add(let rule):
                #expect(isThere(rule.group) && rule.identity.peer.group.map(isThere) ?? true, "\(rule)")
            case .removeGroup(let id):
                let group = try #require(inventory.group(id: id))
                #expect(!inventory.rules.contains { $0.group != group && inventory.reference(of: $0.peer)?.group == group })
                #expect(!inventory.interfaces.contains { $0.groups.contains(group) })
            default: break
            }
            inventory = inventory.applying([edit])
        }
    }

    @Test(
        "Who changes on trial take away is told, and what passed to or from whom nobody is any more closes",
        arguments: [
            (["eni-4"], [String](), "1 interface removed. No flow opens or closes by it."),
            (["eni-3"], ["api -> db: 5432"], "1 interface removed. "),
            (["eni-2", "eni-4"], ["web -> api: 3001", "api -> db: 5432"], "2 interfaces removed. "),
            (["eni-1", "eni-2", "eni-3", "eni-4"], ["internet -> web: 443", "api -> db: 5432"], "4 interfaces removed. "),
        ])
    func takenAway(ids: [String], closes: [String], summary: String) throws {
        let before = try Lab("\(Self.base)\ninterface eni-4 v api 10.0.0.21\ncomplete").analyzer
        let off = ids.map { Edit.network(.off($0)) }
        let after = before.applying(off)
        let taken = TakenAway(from: before, to: after)
        let diff = InventoryDiff(from: before, to: after, without: taken)
        #expect(diff.interfaces.map(\.id) == ids && diff.interfaces.allSatisfy { $0.kind == .removed })
        #expect(diff.groups.isEmpty && !diff.isEmpty)
        let lines = Self.lines(diff)
        #expect(lines.allSatisfy { $0.hasPrefix("closes ") } && lines.isEmpty == closes.isEmpty, "\(lines)")
        for line in closes { #expect(lines.contains("closes \(line)"), "\(lines)") }
        #expect(InventoryDiff.edits(from: before, to: after, without: taken).edits == off)
        let report = DiffReport(diff, before: "a", after: "b").lines(width: 100, ascii: true).map(\.text)
        for id in ids { #expect(report.contains { $0.hasPrefix("  - ") && $0.hasSuffix("\(id)  removed") }, "\(report)") }
        #expect(report.last?.hasPrefix(summary) == true, "\(report)")
        // Between two readings interfaces come and go by themselves.
        #expect(InventoryDiff(from: before, to: after).interfaces.isEmpty)
    }

    @Test("Words, attachments and entries of prefix lists that differ are told too")
    func others() throws {
        let words = try Self.diff("in tcp 5432 api the service", "in tcp 5432 api the reports")
        #expect(words.groups.flatMap(\.rules).map(\.kind) == [.changed])
        #expect(words.flows.isEmpty)
        let attached = try Self.diff("interface eni-1 v web 10.0.0.10", "interface eni-1 v web,db 10.0.0.10")
        #expect(attached.interfaces.map(\.id) == ["eni-1"])
        #expect(!attached.isEmpty)
        let list = "\nlist pl-1 office 203.0.113.0/24"
        let rule = "in tcp 22 10.9.0.0/16\n  in tcp 22 pl-1"
        let old = try Lab(Self.base.replacing("in tcp 22 10.9.0.0/16", with: rule) + list)
        let new = try Lab(Self.base.replacing("in tcp 22 10.9.0.0/16", with: rule) + list + " 198.51.100.0/24")
        let entries = InventoryDiff(from: old.analyzer, to: new.analyzer)
        #expect(entries.lists.map(\.added.count) == [1])
        #expect(Self.lines(entries) == ["opens 198.51.100.0/24 -> db: 22"])
    }

    @Test("A group without an id yet is the one of its name; of two with one name neither is taken for the other")
    func replaced() throws {
        func resource(_ groups: String) throws -> Analyzer {
            try World(groups.split(separator: "\n").map { "group \($0)" }.joined(separator: "\n")).analyzer
        }
        let before = try resource("sg-1=web vpc-1\nsg-2=web vpc-2\nsg-3=api vpc-1")
        let same = InventoryDiff(from: before, to: try resource("sg-1=web vpc-1\nsg-2=web vpc-2\nmodule.x.api=api vpc-1"))
        #expect(same.groups.isEmpty)
        let vpc = InventoryDiff(from: before, to: try resource("sg-1=web vpc-1\nmodule.x.web=web vpc-2\nsg-3=api vpc-1"))
        #expect(vpc.groups.isEmpty)
        let unclear = InventoryDiff(from: before, to: try resource("module.x.web=web aws_vpc.new\nsg-3=api vpc-1"))
        #expect(unclear.groups.map(\.kind) == [.added, .removed, .removed])
        // Two ids of AWS are two groups, whatever they are called.
        let other = InventoryDiff(from: before, to: try resource("sg-1=web vpc-1\nsg-2=web vpc-2\nsg-9=api vpc-1"))
        #expect(other.groups.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [.added, .removed])
    }

    @Test("The report says what differs, what opens, and how much")
    func report() throws {
        let diff = try Self.diff("in tcp 5432 api the service", "in tcp 5432 api the service\n  in tcp 5432 0.0.0.0/0 oops")
        let lines = DiffReport(diff, before: "a.json", after: "b.json").lines(width: 80, ascii: true).map(\.text)
        #expect(
            lines == [
                "before  a.json", "after   b.json", "", "Groups and rules", "  ~ db  sg-db",
                "      + ingress tcp 5432 from 0.0.0.0/0   \"oops\"", "", "Flows",
                "  opens      internet, db, web -> db: 5432", "",
                "1 group changed, 1 rule added. 3 flows open.",
            ])
        let none = try Self.diff("vpc v", "vpc v")
        #expect(DiffReport(none, before: "a", after: "b").lines(width: 80, ascii: true).last?.text == "Nothing differs.")
    }
}
