import CoreModel
import Diff
import Reachability
import Support
import Testing
import Words

@testable import Trial

/// What AWS refuses is no change, and what the inputs leave open is tried.
@Suite("Refused lines of a trial")
struct RefusedLineTests {
    /// What is wrong with the last of some lines, tried one after the other; nil where all are tried.
    private static func fault(_ lines: [String], _ analyzer: Analyzer) throws -> String? {
        var trial = Trial(analyzer)
        for line in lines.dropLast() { try trial.add(line) }
        do throws(TrialFault) { try trial.add(lines.last ?? "") } catch { return error.message }
        return nil
    }

    @Test(
        "What AWS made for something goes with that alone, which is named",
        arguments: [
            ("off eni-nat", "try off nat-x"), ("off 10.0.3.30", "try off nat-x"), ("off 198.51.100.30", "try off nat-x"),
            ("off eni-told", "try off vpce-told"), ("off eni-said", "try off vpce-said"), ("off eni-tgw", "try off att-a"),
            ("off eni-lb", "try off front"), ("off rtb-reg", "is the route table of the NAT gateway nat-reg"),
        ])
    func madeByAws(line: String, says: String) throws {
        let message = try Self.fault([line], try JoinedVpcs.analyzer()) ?? "nothing"
        #expect(message.contains(says), "\(line): \(message)")
        // What is named instead can be tried.
        if let instead = says.split(separator: "try ").last, says.hasPrefix("try ") {
            #expect(try Self.fault([String(instead)], try JoinedVpcs.analyzer()) == nil)
        }
    }

    @Test(
        "Where nothing is known of what goes with a thing, that is said",
        arguments: [
            ("off vpce-ssm", "vpce-ssm is a VPC endpoint whose interfaces are not known"),
            ("off side", "side is a load balancer whose interfaces are not known"),
            (
                "off vpn-c",
                "vpn-c is a VPN connection of which is not known what it alone carries; its gateway can be taken away: off vgw-a"
            ),
        ])
    func unknown(line: String, says: String) throws {
        let message = try Self.fault([line], try JoinedVpcs.analyzer()) ?? "nothing"
        #expect(message.contains(says), "\(line): \(message)")
    }

    @Test("An endpoint that goes takes the interfaces with it that only their descriptions tell")
    func describedInterfaces() throws {
        var trial = Trial(try JoinedVpcs.analyzer())
        try trial.add("off vpce-said")
        #expect(!trial.inventory.interfaces.contains { trial.inventory[$0.id] == "eni-said" })
        #expect(trial.inventory.interfaces.count == trial.base.inventory.interfaces.count - 1)
    }

    @Test(
        "A gateway is attached to one VPC, a VPC has one gateway of a kind, and a peering connection is accepted while it waits",
        arguments: [
            ("attach igw-a to vpc-b", "igw-a is attached to vpc-a"), ("attach igw-a to vpc-c", "igw-a is attached to vpc-a"),
            ("attach igw-free to vpc-a", "vpc-a has igw-a, and AWS attaches one internet gateway to a VPC"),
            ("attach vgw-a to vpc-c", "vgw-a is attached to vpc-a"),
            ("attach vgw-free to vpc-a", "vpc-a has vgw-a, and AWS attaches one virtual private gateway to a VPC"),
            ("attach igw-free to vpc-c", nil), ("attach vgw-free to vpc-b", nil), ("attach igw-untold to vpc-c", nil),
            ("accept pcx-old", "pcx-old is rejected"), ("accept pcx-new", nil), ("accept pcx-untold", nil),
            ("accept pcx-ab", "pcx-ab is active, and AWS accepts a peering connection only while it waits"),
            ("accept pcx-made", "pcx-made is provisioning"),
            ("associate att-a to table-tgw-u", "table-tgw-u is of tgw-u"), ("propagate att-a to table-tgw-t", nil),
            ("+ tgw-route table-tgw-u 10.0.0.0/16 att-a", "table-tgw-u is of tgw-u"),
            ("+ tgw-route table-tgw-t 10.0.0.0/16 att-a", nil),
            ("associate att-u to table-tgw-u", "att-u is associated with table-tgw-u already"),
            ("associate att-u to other-tgw-u", "att-u is associated with table-tgw-u, and AWS associates an attachment with one"),
            ("associate att-a to table-tgw-t", nil),
            ("propagate att-u to table-tgw-u", "att-u propagates to table-tgw-u already"),
            ("propagate att-u to other-tgw-u", nil),
            ("+ tgw-route table-tgw-u 10.8.0.0/16 att-u", "stands already"),
            ("+ tgw-route table-tgw-u 10.7.0.0/16 blackhole", "stands already"),
            ("+ tgw-route table-tgw-u 10.7.0.0/16 att-u", nil), ("+ tgw-route table-tgw-u 10.8.0.0/16 blackhole", nil),
            ("extend att-a to subnet-b", "subnet-b is of vpc-b"), ("extend att-a to subnet-nat", nil),
            ("extend att-a to subnet-app", "att-a has subnet-app"), ("extend att-a to subnet-near", "att-a has subnet-app"),
        ] as [(String, String?)])
    func joins(line: String, says: String?) throws { try Self.expect(line, says) }

    @Test(
        "An interface carries groups of its VPC, those that are carried there already, and none where it takes none",
        arguments: [
            ("+ eni-app carries rep", "rep is of vpc-b, and eni-app is in vpc-a"), ("+ eni-app carries both", nil),
            ("+ eni-app carries web", nil), ("+ eni-rep carries both", nil),
            ("+ eni-nat carries web", "is an interface of a NAT gateway, which takes no security groups"),
            ("+ eni-glb carries web", "is an interface of a Gateway Load Balancer endpoint, which takes no security groups"),
            ("+ eni-tgw carries web", "is an interface of a transit gateway attachment, which takes no security groups"),
            ("+ eni-told carries app", nil),
        ] as [(String, String?)])
    func groups(line: String, says: String?) throws { try Self.expect(line, says) }

    @Test(
        "What AWS made for something keeps its public address, and takes none that is somebody else's",
        arguments: [
            ("address 198.51.100.30 to eni-app", "198.51.100.30 is an address of the NAT gateway nat-x"),
            ("address 198.51.100.77 to eni-nat", "is an interface of the NAT gateway nat-x, which AWS made"),
            ("address 198.51.100.77 to eni-lb", "is an interface of the load balancer front, which AWS made"),
            ("forward eni-tgw", "is an interface of the attachment att-a, which AWS made"),
            ("address 198.51.100.77 to eni-app", nil), ("forward eni-app", nil),
            ("address 198.51.100.77 to eni-app 10.0.3.99", "10.0.3.99 is no private IPv4 address of eni-app"),
            ("address 198.51.100.77 to eni-app 2001:db8::5", "is no private IPv4 address of eni-app"),
            ("address 198.51.100.77 to eni-app nowhere", "nowhere"),
            ("address 10.0.2.20 to eni-app", "10.0.2.20 is no public IPv4 address"),
            ("address 100.64.0.9 to eni-app", "100.64.0.9 is no public IPv4 address"),
            ("address 2001:db8::5 to eni-app", "2001:db8::5 is no public IPv4 address"),
            ("address 198.51.100.78 to eni-app", "198.51.100.78 is none of the account's Elastic IP addresses"),
        ] as [(String, String?)])
    func madeForSomething(line: String, says: String?) throws { try Self.expect(line, says) }

    @Test(
        "A table of what comes in by a gateway has routes within its VPC alone, to what stands before its subnets",
        arguments: [
            ("+ route rtb-edge 10.0.3.0/24 eni-app", nil), ("+ route rtb-edge 10.0.3.0/24 vpce-fw", nil),
            ("~ route rtb-edge 10.0.0.0/16 eni-app", nil),
            ("+ route rtb-edge 10.0.3.0/24 nat-x", "comes in by igw-a, and in such a table a route leads only to local"),
            ("~ route rtb-edge 10.0.0.0/16 tgw-t", "in such a table a route leads only to local"),
            ("+ route rtb-edge 10.9.0.0/16 eni-app", "has routes for addresses of its VPC alone"),
            ("+ route rtb-edge 10.0.0.0/8 eni-app", "has routes for addresses of its VPC alone"),
            ("+ route rtb-edge 0.0.0.0/0 igw-a", "has routes for addresses of its VPC alone"),
            ("+ route rtb-edge 2001:db8::/64 eni-app", "has routes for addresses of its VPC alone"),
            ("+ route rtb-edge pl-0123456789abcdef0 eni-app", "has no route for a prefix list"),
            ("+ route rtb-edge 10.0.3.0/25 eni-app", "only the whole CIDR of a subnet"),
            // Whose blocks are not told, any may be.
            ("+ route rtb-dark 10.9.0.0/16 eni-app", nil),
            ("+ route rtb-dark 10.9.0.0/16 tgw-t", "in such a table a route leads only to local"),
        ] as [(String, String?)])
    func edges(line: String, says: String?) throws { try Self.expect(line, says) }

    @Test(
        "A route leads to a gateway that is attached, if an earlier change of the trial attaches it",
        arguments: [
            (["+ route rtb-c 0.0.0.0/0 igw-free"], "igw-free is attached to no VPC"),
            (["+ route rtb-b 10.9.0.0/16 vgw-free"], "vgw-free is attached to no VPC"),
            (["attach igw-free to vpc-c", "+ route rtb-c 0.0.0.0/0 igw-free"], nil),
            (["attach igw-free to vpc-c", "+ route rtb-b 0.0.0.0/0 igw-free"], "igw-free is of vpc-c, and the table of vpc-b"),
            (["attach vgw-free to vpc-b", "+ route rtb-b 10.9.0.0/16 vgw-free"], nil),
            (["accept pcx-new", "accept pcx-new"], "pcx-new is active"),
            (["associate att-a to table-tgw-t", "associate att-a to table-tgw-t"], "associated with table-tgw-t already"),
            (["propagate att-a to table-tgw-t", "propagate att-a to table-tgw-t"], "propagates to table-tgw-t already"),
            (["extend att-a to subnet-nat", "extend att-a to subnet-nat"], "att-a has subnet-nat"),
        ] as [([String], String?)])
    func oneAfterAnother(lines: [String], says: String?) throws {
        let message = try Self.fault(lines, try JoinedVpcs.analyzer())
        if let says {
            #expect(message?.contains(says) == true, "\(lines): \(message ?? "it is tried")")
        } else {
            #expect(message == nil, "\(lines)")
        }
    }

    @Test(
        "What somebody has made meanwhile is said to be made, though AWS would not take it again",
        arguments: [
            "accept pcx-new", "associate att-a to table-tgw-t", "propagate att-a to table-tgw-t",
            "+ tgw-route table-tgw-u 10.7.0.0/16 att-u", "extend att-a to subnet-nat",
        ])
    func madeMeanwhile(line: String) throws {
        let before = try JoinedVpcs.analyzer()
        var trial = Trial(before)
        try trial.add(line)
        let laid = trial.laid(over: before.applying(trial.edits))
        #expect(laid.made.map(\.line.text) == trial.changes.map(\.line.text))
        #expect(laid.lost.isEmpty && laid.trial.changes.isEmpty)
    }

    @Test(
        "A route leads to what its VPC has or is joined by, and to what carries its family",
        arguments: [
            ("+ route rtb-b 0.0.0.0/0 nat-x", "nat-x is of vpc-a, and the table of vpc-b"),
            ("+ route rtb-b 0.0.0.0/0 igw-a", "igw-a is of vpc-a"), ("+ route rtb-b ::/0 eigw-a", "eigw-a is of vpc-a"),
            ("+ route rtb-b 10.9.0.0/16 vgw-a", "vgw-a is of vpc-a"),
            ("+ route rtb-b 10.9.0.0/16 eni-app", "eni-app is of vpc-a"),
            ("+ route rtb-b 10.9.0.0/16 vpce-fw", "vpce-fw is of vpc-a"),
            ("~ route rtb-app 0.0.0.0/0 igw-b", "igw-b is of vpc-b"),
            ("+ route rtb-c 10.9.0.0/16 pcx-ab", "pcx-ab does not join vpc-c"), ("+ route rtb-b 10.0.0.0/16 pcx-ab", nil),
            ("+ route rtb-b 10.9.0.0/16 tgw-t", "tgw-t does not join vpc-b"), ("+ route rtb-app 10.9.0.0/16 tgw-t", nil),
            ("+ route rtb-b 0.0.0.0/0 igw-b", nil),
            ("+ route rtb-b 0.0.0.0/0 igw-untold", nil), ("+ route rtb-b 0.0.0.0/0 nat-untold", nil),
            ("~ route rtb-app 0.0.0.0/0 nat-y", nil), ("~ route rtb-app 0.0.0.0/0 igw-a", nil),
            ("+ route rtb-app ::/0 nat-x", "nat-x carries IPv4 alone"), ("+ route rtb-app 64:ff9b::/96 nat-x", nil),
            ("~ route rtb-app 0.0.0.0/0 eigw-a", "eigw-a carries IPv6 alone"), ("+ route rtb-app ::/0 eigw-a", nil),
            ("+ route rtb-app 10.9.0.0/16 vpce-ssm", "no route leads to it"),
            ("+ route rtb-app 10.9.0.0/16 vpce-s3", "for its service's prefix list"),
            ("+ route rtb-app pl-5678 vpce-s3", "for its service's prefix list"), ("+ route rtb-app pl-1234 vpce-s3", nil),
            ("+ route rtb-app pl-9012 vpce-s3", nil), ("+ route rtb-app 10.9.0.0/16 vpce-fw", nil),
            ("+ route rtb-app pl-1234 vpce-fw", "a route for a prefix list leads to none"),
            // What is gone, and what may still come.
            ("+ route rtb-app 10.9.0.0/16 nat-failed", "nat-failed is failed"),
            ("+ route rtb-app 10.9.0.0/16 nat-deleted", "nat-deleted is deleted"),
            ("+ route rtb-app 10.9.0.0/16 nat-pending", nil),
            ("+ route rtb-app 10.9.0.0/16 vpce-gone", "vpce-gone is deleted"),
            ("+ route rtb-app 10.9.0.0/16 pcx-deleted", "pcx-deleted is deleted"),
            ("+ route rtb-app 10.9.0.0/16 pcx-old", "pcx-old is rejected"),
            ("+ route rtb-app 10.9.0.0/16 pcx-expired", "pcx-expired is expired"),
            ("+ route rtb-app 10.9.0.0/16 pcx-failed", "pcx-failed is failed"), ("+ route rtb-app 10.9.0.0/16 pcx-new", nil),
            // What AWS keeps for itself.
            ("+ route rtb-app 169.254.168.0/22 eni-app", "169.254.168.0/22 is reserved for AWS's own services"),
            ("+ route rtb-app 169.254.169.254/32 tgw-t", "169.254.168.0/22 is reserved for AWS's own services"),
            ("+ route rtb-app fd00:ec2::254/128 eni-app", "fd00:ec2::/32 is reserved for AWS's own services"),
            ("+ route rtb-app 169.254.0.0/16 eni-app", nil),
            // Within the VPC.
            ("+ route rtb-app 10.0.3.0/24 pcx-ab", "within its VPC a route leads only to"),
            ("+ route rtb-app 10.0.3.0/24 igw-a", "within its VPC a route leads only to"),
            ("~ route rtb-app 10.0.0.0/16 tgw-t", "within its VPC a route leads only to"),
            ("+ route rtb-app 10.0.3.0/25 eni-app", "only the whole CIDR of a subnet"),
            ("+ route rtb-app 10.0.3.7/32 nat-x", "only the whole CIDR of a subnet"),
            ("+ route rtb-app 10.0.2.0/23 eni-app", "only the whole CIDR of a subnet"),
            ("+ route rtb-app 10.0.7.0/24 eni-app", "only the whole CIDR of a subnet"),
            ("+ route rtb-app 10.0.3.0/24 eni-app", nil), ("+ route rtb-app 10.0.3.0/24 nat-x", nil),
            ("+ route rtb-app 10.0.3.0/24 vpce-fw", nil), ("~ route rtb-app 10.0.0.0/16 eni-app", nil),
        ] as [(String, String?)])
    func routes(line: String, says: String?) throws { try Self.expect(line, says) }

    @Test(
        "Where no listing says that it is all, a subnet, an attachment or an address may be there that no input tells",
        arguments: [
            ("+ route rtb-b 10.9.0.0/16 tgw-t", nil), ("+ route rtb-app 10.0.7.0/24 eni-app", nil),
            ("+ route rtb-app 10.0.3.0/25 eni-app", "only the whole CIDR of a subnet"),
            ("address 198.51.100.78 to eni-app", nil),
            ("address 198.51.100.21 to eni-app", "198.51.100.21 is no Elastic IP address: AWS gave it to eni-both by itself"),
        ] as [(String, String?)])
    func openRoutes(line: String, says: String?) throws { try Self.expect(line, says, listings: false) }

    private static func expect(_ line: String, _ says: String?, listings: Bool = true) throws {
        let message = try fault([line], try JoinedVpcs.analyzer(listings: listings))
        guard let says else {
            #expect(message == nil, "\(line)")
            return
        }
        #expect(message?.contains(says) == true, "\(line): \(message ?? "it is tried")")
    }

    @Test(
        "What is off on the same trial is not edited, and does not come back",
        arguments: [
            (["off web", "+ web in 443 from app"], "web is off on this trial"),
            (["off web", "+ app in 443 from web"], "web is off"),
            (["off web", "+ eni-app carries web"], "web is off"), (["off pcx-new", "accept pcx-new"], "pcx-new is off"),
            (["off igw-a", "attach igw-a to vpc-a"], "igw-a is off"), (["off igw-a", "attach igw-free to vpc-a"], nil),
            (["off rtb-app", "+ route rtb-app 10.9.0.0/16 pcx-ab"], "rtb-app is off"),
            (["off rtb-app", "- route rtb-app 0.0.0.0/0"], "rtb-app is off"),
            (["off nat-y", "~ route rtb-app 0.0.0.0/0 nat-y"], "nat-y is off"),
            (["off igw-a", "~ route rtb-app 0.0.0.0/0 igw-a"], "igw-a is off"),
            (["off nat-x", "~ route rtb-app 0.0.0.0/0 nat-y"], nil), (["off nat-x", "- route rtb-app 0.0.0.0/0"], nil),
            (["off zone-2", "~ route rtb-app 0.0.0.0/0 nat-y"], "nat-y is off"),
            (["off subnet-nat", "extend att-a to subnet-nat"], "subnet-nat is off"),
            (["off tgw-t", "propagate att-a to table-tgw-t"], "tgw-t is off"), (["off nat-y", "off nat-y"], "nat-y is off"),
        ] as [([String], String?)])
    func goneBefore(lines: [String], says: String?) throws {
        let message = try Self.fault(lines, try JoinedVpcs.analyzer())
        if let says {
            #expect(message?.contains(says) == true, "\(lines): \(message ?? "it is tried")")
        } else {
            #expect(message == nil, "\(lines)")
        }
    }

    @Test func `what is switched on again switches off what was tried of it meanwhile`() throws {
        var trial = Trial(try JoinedVpcs.analyzer())
        try trial.add("off web")
        trial.toggle(0)
        try trial.add("+ web in 443 from app")
        let refused = trial.toggle(0)
        #expect(refused.map(\.line.text) == ["+ web ingress tcp 443 from app"])
        #expect(trial.changes.map(\.isOn) == [true, false])
        #expect(trial.inventory.rules.isEmpty)
    }

    // MARK: Orders

    @Test func `a difference is written so that each of its lines can be tried after those before it`() throws {
        let before = try JoinedVpcs.analyzer()
        let after = before.applying([
            .attach(group: "sg-web", interface: "eni-app"), .detach(group: "sg-app", interface: "eni-app"),
        ])
        let lines = TrialLine.lines(of: InventoryDiff.edits(from: before, to: after).edits, for: before).map(\.text)
        #expect(lines.count == 2)
        var trial = Trial(before)
        for line in lines { try trial.add(line) }
        #expect(trial.inventory.interfaces.map(\.groups) == after.inventory.interfaces.map(\.groups))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `a file is read whichever way its lines end, with a mark of the byte order before the first`(end: String) throws {
        var trial = Trial(try JoinedVpcs.analyzer())
        let lines = ["\u{FEFF}+ eni-app carries web", "", "# then", "- eni-app carries app", ""]
        try trial.add(file: lines.joined(separator: end), named: "lines")
        #expect(trial.changes.map(\.origin) == [.file("lines", 1), .file("lines", 4)])
    }

    @Test func `in a file a group may go before another comes, as long as one stays`() throws {
        var trial = Trial(try JoinedVpcs.analyzer())
        try trial.add(file: "- eni-app carries app\n# then\n+ eni-app carries web\n", named: "lines")
        #expect(trial.changes.map(\.origin) == [.file("lines", 3), .file("lines", 1)])
        let own = trial.inventory.interfaces.first { trial.inventory[$0.id] == "eni-app" }
        #expect(own?.groups.map { trial.inventory[trial.inventory[$0].id] } == ["sg-web"])
        // Each can be switched off and on in this order.
        let refused = trial.toggle(1) + trial.toggle(1)
        #expect(refused.isEmpty)
        var bare = Trial(try JoinedVpcs.analyzer())
        do throws(Trial.LineFault) {
            try bare.add(file: "- eni-app carries app\n+ eni-both carries web\n", named: "lines")
            Issue.record("an interface has no group")
        } catch {
            #expect(error.number == 1)
            #expect(error.fault.message.contains("AWS lets no interface go without one"))
        }
    }

    @Test func `a route over an attachment that is gone names the attachment, and not its transit gateway`() throws {
        var trial = Trial(try JoinedVpcs.analyzer())
        try trial.add("+ app out all to 0.0.0.0/0")
        try trial.add("+ route rtb-app 10.9.0.0/16 tgw-t")
        try trial.add("off att-a")
        let analyzer = trial.analyzer
        let answer = analyzer.answer(try analyzer.question("eni-app -> 10.9.0.5:443"), .everything)
        let summary = AnswerText(answer, of: analyzer).summary
        #expect(summary.contains("to tgw-t, whose attachment att-a is deleted"), "\(summary)")
    }

    @Test func `an attachment whose transit gateway is not told is written by its id alone`() throws {
        let analyzer = try JoinedVpcs.analyzer()
        let edit = Edit.network(.propagate(EditedAttachment("att-a", gateway: ""), table: "table-tgw-t"))
        #expect(TrialLine.lines(of: [edit], for: analyzer).map(\.text) == ["propagate att-a to table-tgw-t"])
    }
}
