import CoreModel
import Reachability
import Support
import Testing

@testable import Trial

/// AWS sets the groups of all interfaces that it made for something at once: so do lines that name one of them, and they say so.
@Suite("Groups of what AWS made several interfaces for")
struct GroupHolderLineTests {
    /// Two interfaces of an endpoint and two of a load balancer, one of neither, and four of what takes no groups; those of `extra` carry
    /// web too.
    private static func analyzer(extra: [String] = []) throws -> Analyzer {
        var builder = InventoryBuilder(label: "test")
        let listing = Listing(kind: .groups, argument: 0, file: "test")
        for name in ["app", "web"] {
            var group = Group(id: builder.intern("sg-\(name)"))
            (group.name, group.vpc) = (builder.intern(name), builder.intern("vpc-1"))
            builder.beginGroup(group, in: listing)
        }
        let all: [(id: String, kind: CoreModel.Attachment.Kind, name: String, description: String)] = [
            ("eni-1", .endpoint, "vpce-1", ""), ("eni-2", .endpoint, "vpce-1", ""),
            ("eni-3", .loadBalancer, "front", "ELB app/front/50dc"), ("eni-4", .loadBalancer, "front", "ELB app/front/50dc"),
            ("eni-5", .unknown, "", ""), ("eni-6", .loadBalancer, "wire", "ELB net/wire/50dc"),
            ("eni-7", .other, "tgw-attach-1", "Network Interface for Transit Gateway Attachment tgw-attach-1"),
            ("eni-8", .endpoint, "vpce-fw", ""), ("eni-9", .natGateway, "nat-1", "Interface for NAT Gateway nat-1"),
        ]
        for (place, own) in all.enumerated() {
            var interface = NetworkInterface(id: builder.intern(own.id))
            interface.vpc = builder.intern("vpc-1")
            interface.privateAddresses = [try IPAddress(parsing: "10.0.0.\(place + 1)")]
            let isBare = ["wire", "tgw-attach-1", "vpce-fw", "nat-1"].contains(own.name)
            let groups = isBare ? [] : ["app"] + (extra.contains(own.id) ? ["web"] : [])
            interface.groups = groups.map { builder.group(id: builder.intern("sg-\($0)")) }
            interface.description = builder.intern(own.description)
            interface.attachment = CoreModel.Attachment(kind: own.kind, name: builder.intern(own.name))
            if own.name == "vpce-fw" { interface.type = builder.intern("gateway_load_balancer_endpoint") }
            builder.add(interface)
        }
        return Analyzer(builder.finish())
    }

    @Test(
        "A line that names one interface is of all of them, and says what they are of",
        arguments: [
            ("+ eni-1 carries web", "+ vpce-1 carries web", ["eni-1", "eni-2"]),
            ("+ vpce-1 carries web", "+ vpce-1 carries web", ["eni-1", "eni-2"]),
            ("+ 10.0.0.4 carries web", "+ front carries web", ["eni-3", "eni-4"]),
            ("+ eni-5 carries web", "+ eni-5 carries web", ["eni-5"]),
        ])
    func together(typed: String, text: String, interfaces: [String]) throws {
        let analyzer = try Self.analyzer()
        let line = try TrialLine(parsing: typed, for: analyzer)
        #expect(line.text == text)
        #expect(line.edits == interfaces.map { Edit.attach(group: "sg-web", interface: $0) })
        #expect(try TrialLine(parsing: line.text, for: analyzer).edits == line.edits)
        // It goes from all of them likewise.
        let after = analyzer.applying(line.edits)
        let back = try TrialLine(parsing: "-" + typed.dropFirst(), for: after)
        #expect(back.edits == interfaces.map { Edit.detach(group: "sg-web", interface: $0) })
    }

    @Test(
        "What AWS refuses is refused of all of them",
        arguments: [
            ("- eni-1 carries app", "carry no other group than app"), ("+ eni-1 carries app", "carries app already"),
            ("- eni-1 carries web", "does not carry web"),
            ("+ eni-6 carries web", "of a load balancer made without groups, which takes no security groups"),
            ("+ eni-7 carries web", "of a transit gateway attachment, which takes no security groups"),
            ("+ eni-8 carries web", "of a Gateway Load Balancer endpoint, which takes no security groups"),
            ("+ eni-9 carries web", "of a NAT gateway, which takes no security groups"),
        ])
    func refused(typed: String, says: String) throws {
        let analyzer = try Self.analyzer()
        do throws(TrialFault) {
            let line = try TrialLine(parsing: typed, for: analyzer)
            Issue.record("\(typed) is read as \(line.text)")
        } catch { #expect(error.message.contains(says), "\(typed): \(error.message)") }
    }

    @Test("What takes no groups is in no line of what changes", arguments: 6...9)
    func unsaid(number: Int) throws {
        let lines = EditLines([.attach(group: "sg-web", interface: "eni-\(number)")], for: try Self.analyzer())
        #expect(lines.unsaid.count == 1 && lines.rows.count == 1, "\(lines.text)")
    }

    @Test("Where some carry the group already the others come after")
    func partly() throws {
        let line = try TrialLine(parsing: "+ eni-1 carries web", for: try Self.analyzer(extra: ["eni-2"]))
        #expect(line.edits == [.attach(group: "sg-web", interface: "eni-1")])
    }

    @Test("Changes of all of them are one line, and one of them alone is none")
    func lines() throws {
        let analyzer = try Self.analyzer()
        let edits: [Edit] = ["eni-1", "eni-2", "eni-5"].flatMap { interface in
            [Edit.attach(group: "sg-web", interface: interface), .detach(group: "sg-app", interface: interface)]
        }
        let lines = EditLines(edits, for: analyzer)
        let said = ["+ vpce-1 carries web", "- vpce-1 carries app", "+ eni-5 carries web", "- eni-5 carries app"]
        #expect(lines.rows == said.map { EditLines.Row.line($0) }, "\(lines.text)")
        var trial = Trial(analyzer)
        try trial.add(file: lines.text, named: "file")
        #expect(Set(trial.edits) == Set(edits) && trial.edits.count == edits.count)
        let one = EditLines([.attach(group: "sg-web", interface: "eni-1")], for: analyzer)
        #expect(one.rows == [.unsaid("+ eni-1 carries web")], "\(one.text)")
    }

    @Test("How full they are is said once")
    func quota() throws {
        var trial = Trial(try Self.analyzer())
        try trial.add("+ eni-1 carries web")
        let rows = TrialReport(TrialEffect(trial)).rows(ascii: true).filter { $0.text.contains("then carries 2 of 5 groups") }
        #expect(rows.count == 1 && rows.first?.label == "quota", "\(rows)")
    }

    @Test("A group that is taken off to close a flow is taken off all of them")
    func closing() throws {
        let analyzer = try Self.analyzer(extra: ["eni-1", "eni-2", "eni-5"])
        for (end, interfaces) in [("eni-1", ["eni-1", "eni-2"]), ("eni-5", ["eni-5"])] {
            let closings = OtherClosings(analyzer: analyzer, question: try analyzer.question("\(end) -> 10.9.0.1:443"))
            let edits = closings.detaching(["sg-web"], .egress)
            #expect(edits == interfaces.map { Edit.detach(group: "sg-web", interface: $0) })
        }
    }
}
