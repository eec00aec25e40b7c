import CoreModel
import Diff
import Reachability
import Support
import Testing
import Words

@testable import Trial

/// Edits as a file of lines: whatever stands in it is read back, and what no line says is a comment.
@Suite("Edits as lines that are read back")
struct EditLinesTests {
    private static let world = """
        vpc v 10.0.0.0/16
        group sg-api=api v
          in tcp 3001 sg-rds
        group sg-rds=rds v
          in tcp 5432 sg-api
        group sg-old=old v
          in tcp 22 10.0.0.0/8
        interface eni-web v sg-api 10.0.0.10
        interface eni-db v sg-rds,sg-old 10.0.0.20
        interface eni-last v sg-old 10.0.0.30
        complete
        """

    private static func rule(_ group: String, _ port: Int, from peer: EndIdentity, _ words: String = "") throws -> Edit {
        .add(
            EditedRule(
                group: group, RuleIdentity(.ingress, try Traffic(.tcp, from: port, to: port), peer), description: words))
    }

    private static func edits() throws -> [(edit: Edit, row: EditLines.Row)] {
        let office = EndIdentity.network(try IPNetwork(parsing: "10.0.0.0/8"))
        return [
            (.addGroup(EditedGroup(id: "sg-new", name: "fresh\nname", vpc: "v")), .unsaid("a new group fresh\nname")),
            // What is of a group that comes, or names it, rests on it.
            (try rule("sg-new", 443, from: office), .unsaid("+ sg-new ingress tcp 443 from 10.0.0.0/8")),
            (try rule("sg-api", 80, from: .group("sg-new")), .unsaid("+ api ingress tcp 80 from sg-new")),
            (
                try rule("sg-rds", 22, from: office, "words # of it"),
                .line("+ rds ingress tcp 22 from 10.0.0.0/8 \"words # of it\"")
            ),
            (.attach(group: "sg-new", interface: "eni-web"), .unsaid("+ eni-web carries sg-new")),
            // AWS lets no interface go without a group, and the one that comes is in no line.
            (.detach(group: "sg-api", interface: "eni-web"), .unsaid("- eni-web carries api")),
            (.removeGroup(id: "sg-old"), .unsaid("without the group sg-old")),
            // It stands in the file's own order that the group is still there.
            (.detach(group: "sg-old", interface: "eni-db"), .line("- eni-db carries old")),
            (.attach(group: "sg-rds", interface: "eni-last"), .line("+ eni-last carries rds")),
            (.detach(group: "sg-old", interface: "eni-last"), .line("- eni-last carries old")),
            (.network(.off("eni-db")), .line("off eni-db")),
        ]
    }

    @Test("What no line says is told with what rests on it, and everything else reads back as the same changes")
    func rows() throws {
        let analyzer = Analyzer(try World.inventory(Self.world))
        let cases = try Self.edits()
        let lines = EditLines(cases.map(\.edit), for: analyzer)
        // A group whose name is no line's is called by its id in one.
        #expect(lines.rows == cases.map(\.row), "\(lines.text)")
        #expect(lines.text.split(separator: "\n").count == cases.count)
        #expect(lines.unsaid.first == "a new group fresh␊name")
        var trial = Trial(analyzer)
        try trial.add(file: lines.text, named: "file")
        let said = cases.filter { if case .line = $0.row { true } else { false } }
        #expect(trial.edits == said.map(\.edit))
    }

    @Test("Where a rule's words alone change, they are in the line, and in the one that takes it back")
    func described() throws {
        let analyzer = Analyzer(try World.inventory(Self.world))
        let traffic = try Traffic(.tcp, from: 5432, to: 5432)
        func rule(_ words: String) -> EditedRule {
            EditedRule(group: "sg-rds", RuleIdentity(.ingress, traffic, .group("sg-api")), description: words)
        }
        let edits = [Edit.change(rule(""), to: rule("new words"))]
        let lines = EditLines(edits, for: analyzer)
        #expect(lines.rows == [.line("~ rds ingress tcp 5432 from api : \"new words\"")], "\(lines.text)")
        var trial = Trial(analyzer)
        try trial.add(file: lines.text, named: "file")
        #expect(trial.edits == edits)
        let back = try #require(analyzer.inventory.undoing(edits))
        let undone = EditLines(back, for: analyzer.applying(edits))
        #expect(undone.rows == [.line("~ rds ingress tcp 5432 from api : \"\"")], "\(undone.text)")
        #expect(EditLines(edits, for: analyzer.applying(edits)).rows.isEmpty)
    }

    @Test("A connection that was accepted and a gateway that was attached are lines of a difference")
    func joined() throws {
        let before = try JoinedVpcs.analyzer()
        let edits: [NetworkEdit] = [.acceptPeering("pcx-new"), .attachGateway("vgw-free", vpc: "vpc-b")]
        let found = InventoryDiff.edits(from: before, to: before.applying(edits.map(Edit.network)))
        #expect(found.edits == edits.map(Edit.network) && found.unsaid.isEmpty, "\(found.unsaid)")
        let lines = EditLines(found.edits, for: before)
        #expect(lines.rows == [.line("accept pcx-new"), .line("attach vgw-free to vpc-b")], "\(lines.text)")
        // What is taken back has no line.
        let back = InventoryDiff.edits(from: before.applying(edits.map(Edit.network)), to: before)
        #expect(back.edits.isEmpty && !back.unsaid.isEmpty)
    }

    /// Settings of the network of ``JoinedVpcs`` in the order of a difference, each with its line.
    private static func settingCases() throws -> [(edit: NetworkEdit, line: String)] {
        let attachment = EditedAttachment("att-a", gateway: "tgw-t")
        func route(_ gateway: String, _ network: String, _ attachment: String?) throws -> EditedTransitRoute {
            EditedTransitRoute(table: "table-\(gateway)", .network(try IPNetwork(parsing: network)), attachment)
        }
        let (shown, own) = (try IPAddress(parsing: "198.51.100.77"), try IPAddress(parsing: "10.0.2.20"))
        let balancer = "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/front/5"
        return [
            (.exclude("subnet-app", .egress), "exclude subnet-app egress"),
            (.disableSourceDestinationCheck(interface: "eni-app"), "forward eni-app"),
            (
                .associate(EditedAssociation(shown, interface: "eni-app", privateAddress: own)),
                "address 198.51.100.77 to eni-app 10.0.2.20"
            ),
            (.keepReferencesAcross(gateway: "tgw-t"), "references tgw-t"),
            (.keepReferences(attachment), "references att-a tgw-t"),
            (.associateAttachment(attachment, table: "table-tgw-t"), "associate att-a tgw-t to table-tgw-t"),
            (.addSubnet("subnet-nat", to: attachment), "extend att-a tgw-t to subnet-nat"),
            (.propagate(attachment, table: "table-tgw-t"), "propagate att-a tgw-t to table-tgw-t"),
            (.addTransitRoute(try route("tgw-t", "10.9.0.0/16", "att-a")), "+ tgw-route table-tgw-t 10.9.0.0/16 att-a"),
            (.removeTransitRoute(try route("tgw-u", "10.7.0.0/16", nil)), "- tgw-route table-tgw-u 10.7.0.0/16"),
            (.addTransitRoute(try route("tgw-u", "10.8.0.0/16", nil)), "+ tgw-route table-tgw-u 10.8.0.0/16 blackhole"),
            (.crossZones(of: balancer), "cross-zones \(balancer)"),
        ]
    }

    @Test("What is set, given or joined in a network are lines of a difference, each by itself and all together")
    func settings() throws {
        let before = try JoinedVpcs.analyzer()
        let cases = try Self.settingCases()
        for some in cases.map({ [$0] }) + [cases] {
            let edits = some.map { Edit.network($0.edit) }
            let found = InventoryDiff.edits(from: before, to: before.applying(edits))
            #expect(Set(found.edits) == Set(edits) && found.unsaid.isEmpty, "\(found.edits) \(found.unsaid)")
            let lines = EditLines(found.edits, for: before)
            #expect(Set(lines.rows) == Set(some.map { EditLines.Row.line($0.line) }), "\(lines.text)")
            var trial = Trial(before)
            try trial.add(file: lines.text, named: "file")
            #expect(trial.edits == found.edits)
            // What it comes to differs no more.
            let left = InventoryDiff.edits(from: trial.analyzer, to: before.applying(edits))
            #expect(left.edits.isEmpty && left.unsaid.isEmpty, "\(left.edits) \(left.unsaid)")
        }
    }

    @Test("What is turned off, parted or moved has no line, and is told")
    func unset() throws {
        let before = try JoinedVpcs.analyzer()
        for one in try Self.settingCases() {
            if case .addTransitRoute = one.edit { continue }
            if case .removeTransitRoute = one.edit { continue }
            let found = InventoryDiff.edits(from: before.applying([.network(one.edit)]), to: before)
            #expect(found.edits.isEmpty && !found.unsaid.isEmpty, "\(one.line): \(found.edits)")
        }
        // AWS associates an attachment with one table at a time.
        let other = EditedAttachment("att-u", gateway: "tgw-u")
        let first = before.applying([.network(.associateAttachment(other, table: "table-tgw-u"))])
        let moved = first.applying([.network(.associateAttachment(other, table: "other-tgw-u"))])
        let found = InventoryDiff.edits(from: first, to: moved)
        #expect(found.edits.isEmpty && !found.unsaid.isEmpty, "\(found.edits)")
    }

    @Test("An exclusion is said by a line though AWS gives it an id, and an address that AWS gave by itself by none")
    func ids() throws {
        func reading(_ isAfter: Bool) throws -> Analyzer {
            var builder = InventoryBuilder(label: "test")
            let listing = Listing(kind: .groups, argument: 0, file: "test")
            builder.add(Vpc(id: builder.intern("vpc-1")))
            var table = RouteTable(id: builder.intern("rtb-1"))
            table.vpc = builder.intern("vpc-1")
            builder.add(table, in: listing)
            if isAfter {
                builder.add(
                    PublicAccessExclusion(
                        id: builder.intern("vpcbpa-exclude-1"), resource: builder.intern("vpc-1"), mode: .bidirectional,
                        state: .effective))
            }
            for (id, isAutomatic) in [("eni-auto", true), ("eni-own", false)] {
                var interface = NetworkInterface(id: builder.intern(id))
                interface.vpc = builder.intern("vpc-1")
                let (own, shown) = (isAutomatic ? "10.0.0.1" : "10.0.0.2", isAutomatic ? "198.51.100.1" : "198.51.100.2")
                interface.privateAddresses = [try IPAddress(parsing: own)]
                if isAfter {
                    interface.publicAddresses = [try IPAddress(parsing: shown)]
                    interface.publicAssociations = [
                        PublicAssociation(interface.privateAddresses[0], interface.publicAddresses[0])
                    ]
                    if isAutomatic { interface.automaticAddresses = interface.publicAddresses }
                }
                builder.add(interface)
            }
            return Analyzer(builder.finish())
        }
        let found = InventoryDiff.edits(from: try reading(false), to: try reading(true))
        let association = EditedAssociation(
            try IPAddress(parsing: "198.51.100.2"), interface: "eni-own", privateAddress: try IPAddress(parsing: "10.0.0.2"))
        #expect(found.edits == [.network(.exclude("vpc-1", .bidirectional)), .network(.associate(association))])
        #expect(found.unsaid == ["network-interface eni-auto changed"], "\(found.unsaid)")
    }

    /// A VPC with exclusions from Block Public Access: each by its number and state.
    private static func excluding(_ exclusions: [(number: Int, state: PublicAccessExclusion.State)]) -> Analyzer {
        var builder = InventoryBuilder(label: "test")
        builder.add(Vpc(id: builder.intern("vpc-1")))
        var table = RouteTable(id: builder.intern("rtb-1"))
        table.vpc = builder.intern("vpc-1")
        builder.add(table, in: Listing(kind: .groups, argument: 0, file: "test"))
        for own in exclusions {
            builder.add(
                PublicAccessExclusion(
                    id: builder.intern("vpcbpa-exclude-\(own.number)"), resource: builder.intern("vpc-1"), mode: .egress,
                    state: own.state))
        }
        return Analyzer(builder.finish())
    }

    @Test("Exclusions are the same where the same is excluded, and one that was deleted is none")
    func exclusions() throws {
        let none = Self.excluding([])
        let (one, gone) = (Self.excluding([(1, .effective)]), Self.excluding([(1, .gone)]))
        let again = Self.excluding([(1, .gone), (2, .effective)])
        for (before, after) in [(one, again), (again, one), (none, gone), (gone, none)] {
            let found = InventoryDiff(from: before, to: after)
            #expect(found.network.isEmpty, "\(found.network)")
            let edits = InventoryDiff.edits(from: before, to: after)
            #expect(edits.edits.isEmpty && edits.unsaid.isEmpty, "\(edits)")
        }
        for before in [none, gone] {
            let edits = InventoryDiff.edits(from: before, to: again)
            #expect(edits.edits == [.network(.exclude("vpc-1", .egress))] && edits.unsaid.isEmpty, "\(edits)")
            // The id that AWS gives it is no difference from what is on trial.
            let tried = before.applying(edits.edits)
            #expect(InventoryDiff(from: tried, to: again).network.isEmpty)
            let code = ChangeCode(before.inventory, before.names).text(edits.edits, as: .aws)
            #expect(code.hasPrefix("aws ec2 create-vpc-block-public-access-exclusion "), "\(code)")
        }
        let removed = InventoryDiff(from: one, to: gone).network
        #expect(removed.map(\.kind) == [.removed] && removed.map(\.id) == ["vpc-1"], "\(removed)")
    }

    @Test("What changes nothing has no row")
    func unchanged() throws {
        let analyzer = Analyzer(try World.inventory(Self.world))
        let stands = try Self.rule("sg-old", 22, from: .network(try IPNetwork(parsing: "10.0.0.0/8")))
        #expect(EditLines([stands, .attach(group: "sg-api", interface: "eni-web")], for: analyzer).rows.isEmpty)
    }
}
