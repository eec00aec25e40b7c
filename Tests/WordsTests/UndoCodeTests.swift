import CoreModel
import Reachability
import Support
import Testing

@testable import Words

/// What takes changes back, and changes that follow one another: each command stands on what is there when it is run.
@Suite("Undoing as code")
struct UndoCodeTests {
    private static func id(_ kind: String, _ number: Int) -> String { NamedNetwork.id(kind, number) }

    private static func code(_ inventory: Inventory) -> ChangeCode { ChangeCode(inventory, Names(inventory)) }

    /// What begins a comment.
    private static func sign(_ form: CodeForm) -> String { form == .pulumi ? "//" : "#" }

    private static func cidr(_ text: String) throws -> IPNetwork { try IPNetwork(parsing: text) }

    // MARK: The network

    /// A change of the named network, its commands and those that take it back.
    private struct Case {
        let edits: [NetworkEdit]
        let made: [String]
        let undone: [String]
    }

    private static let acl = "--region eu-west-1 --network-acl-id \(id("acl", 1)) --egress --rule-number"
    private static let table = "--region eu-west-1 --route-table-id \(id("rtb", 1)) --destination-cidr-block"
    private static let hub = "--region eu-west-1 --transit-gateway-route-table-id \(id("tgw-rtb", 1)) --destination-cidr-block"

    private static func entries() throws -> [Case] {
        func entry(_ number: Int, _ action: NetworkACLEntry.Action, _ traffic: Traffic, _ network: String) throws -> EditedEntry {
            EditedEntry(acl: id("acl", 1), .egress, number, action, traffic, try cidr(network))
        }
        let was = try entry(100, .allow, .all, "0.0.0.0/0")
        let narrow = try entry(100, .allow, Traffic(.tcp, from: 5432, to: 5432), "10.0.0.0/20")
        let (deny, allow) = (try entry(90, .deny, .all, "10.0.0.0/20"), try entry(90, .allow, .all, "10.0.0.0/20"))
        let open = "\(acl) 100 --protocol -1 --cidr-block 0.0.0.0/0 --rule-action allow"
        let part = "\(acl) 100 --protocol 6 --port-range From=5432,To=5432 --cidr-block 10.0.0.0/20 --rule-action allow"
        func near(_ action: String) -> String { "\(acl) 90 --protocol -1 --cidr-block 10.0.0.0/20 --rule-action \(action)" }
        return [
            Case(
                edits: [.addEntry(deny)], made: ["create-network-acl-entry \(near("deny"))"],
                undone: ["delete-network-acl-entry \(acl) 90"]),
            Case(
                edits: [.addEntry(narrow)], made: ["replace-network-acl-entry \(part)"],
                undone: ["replace-network-acl-entry \(open)"]),
            Case(
                edits: [.removeEntry(was)], made: ["delete-network-acl-entry \(acl) 100"],
                undone: ["create-network-acl-entry \(open)"]),
            // What stands by then decides, not what stood at first.
            Case(
                edits: [.removeEntry(was), .addEntry(narrow)],
                made: ["delete-network-acl-entry \(acl) 100", "create-network-acl-entry \(part)"],
                undone: ["delete-network-acl-entry \(acl) 100", "create-network-acl-entry \(open)"]),
            Case(
                edits: [.addEntry(deny), .addEntry(allow)],
                made: ["create-network-acl-entry \(near("deny"))", "replace-network-acl-entry \(near("allow"))"],
                undone: ["replace-network-acl-entry \(near("deny"))", "delete-network-acl-entry \(acl) 90"]),
        ]
    }

    private static func routes() throws -> [Case] {
        let (gateway, nat) = (EditedTarget(.internetGateway, id("igw", 0)), EditedTarget(.natGateway, id("nat", 0)))
        let out = EditedRoute(table: id("rtb", 1), .network(.everything(.v4)), nat)
        let far = EditedRoute(table: id("rtb", 1), .network(try cidr("10.48.0.0/16")), gateway)
        let back = "\(table) 0.0.0.0/0 --nat-gateway-id \(id("nat", 0))"
        let away = "\(table) 0.0.0.0/0 --gateway-id \(id("igw", 0))"
        var instead = out
        instead.target = gateway
        let drill = "# no command takes this back: the drill that \(id("nat", 0)) is gone"
        return [
            Case(
                edits: [.addRoute(far)], made: ["create-route \(table) 10.48.0.0/16 --gateway-id \(id("igw", 0))"],
                undone: ["delete-route \(table) 10.48.0.0/16"]),
            Case(edits: [.removeRoute(out)], made: ["delete-route \(table) 0.0.0.0/0"], undone: ["create-route \(back)"]),
            Case(edits: [.changeRoute(out, to: gateway)], made: ["replace-route \(away)"], undone: ["replace-route \(back)"]),
            // One to a destination that has one takes its place.
            Case(edits: [.addRoute(instead)], made: ["replace-route \(away)"], undone: ["replace-route \(back)"]),
            Case(
                edits: [.removeRoute(out), .addRoute(instead)],
                made: ["delete-route \(table) 0.0.0.0/0", "create-route \(away)"],
                undone: ["delete-route \(table) 0.0.0.0/0", "create-route \(back)"]),
            // What is gone in a drill alone is there for the route that comes back.
            Case(
                edits: [.off(id("nat", 0)), .changeRoute(out, to: gateway)],
                made: ["# nothing is run for this: the drill that \(id("nat", 0)) is gone", "replace-route \(away)"],
                undone: ["replace-route \(back)", drill]),
        ]
    }

    /// Routes that gateway endpoints make of their tables.
    private static func endpointRoutes() -> [Case] {
        let shelf = EditedRoute(table: id("rtb", 1), .prefixList(id("pl", 0)), EditedTarget(.vpcEndpoint, id("vpce", 1)))
        let gateway = EditedTarget(.internetGateway, id("igw", 0))
        func tables(_ option: String) -> String {
            "modify-vpc-endpoint --region eu-west-1 --vpc-endpoint-id \(id("vpce", 1)) --\(option)-route-table-ids \(id("rtb", 1))"
        }
        let list = "--region eu-west-1 --route-table-id \(id("rtb", 1)) --destination-prefix-list-id \(id("pl", 0))"
        let away = "create-route \(list) --gateway-id \(id("igw", 0))"
        let other = EditedRoute(table: shelf.table, shelf.destination, gateway)
        return [
            Case(edits: [.addRoute(shelf)], made: [tables("add")], undone: [tables("remove")]),
            Case(
                edits: [.addRoute(shelf), .removeRoute(shelf)], made: [tables("add"), tables("remove")],
                undone: [tables("add"), tables("remove")]),
            // No route of it is replaced.
            Case(
                edits: [.addRoute(shelf), .changeRoute(shelf, to: gateway)], made: [tables("add"), tables("remove"), away],
                undone: ["delete-route \(list)", tables("add"), tables("remove")]),
            Case(
                edits: [.addRoute(other), .changeRoute(other, to: shelf.target)],
                made: [away, "delete-route \(list)", tables("add")],
                undone: [tables("remove"), away, "delete-route \(list)"]),
        ]
    }

    private static func transitRoutes() throws -> [Case] {
        func route(_ text: String, _ attachment: String?) throws -> EditedTransitRoute {
            EditedTransitRoute(table: id("tgw-rtb", 1), .network(try cidr(text)), attachment)
        }
        func to(_ number: Int) -> String { "--transit-gateway-attachment-id \(id("tgw-attach", number))" }
        return [
            Case(
                edits: [.addTransitRoute(try route("10.9.0.0/16", nil))],
                made: ["create-transit-gateway-route \(hub) 10.9.0.0/16 --blackhole"],
                undone: ["delete-transit-gateway-route \(hub) 10.9.0.0/16"]),
            Case(
                edits: [.addTransitRoute(try route("10.2.0.0/16", nil))],
                made: ["replace-transit-gateway-route \(hub) 10.2.0.0/16 --blackhole"],
                undone: ["replace-transit-gateway-route \(hub) 10.2.0.0/16 \(to(0))"]),
            Case(
                edits: [.addTransitRoute(try route("10.1.0.0/16", id("tgw-attach", 1)))],
                made: ["replace-transit-gateway-route \(hub) 10.1.0.0/16 \(to(1))"],
                undone: ["replace-transit-gateway-route \(hub) 10.1.0.0/16 --blackhole"]),
        ]
    }

    @Test("Entries and routes that come, change and go are taken back by the command that AWS takes then")
    func network() throws {
        let inventory = try NamedNetwork(.plain).inventory
        let code = Self.code(inventory)
        func lines(_ commands: [String]) -> String {
            commands.map { $0.hasPrefix("#") ? "\($0)\n" : "aws ec2 \($0)\n" }.joined()
        }
        for one in try Self.entries() + Self.routes() + Self.endpointRoutes() + Self.transitRoutes() {
            let edits = one.edits.map(Edit.network)
            #expect(code.text(edits, as: .aws) == lines(one.made), "\(one.edits)")
            #expect(code.undo(edits) == lines(one.undone), "\(one.edits)")
        }
    }

    /// Three interfaces, of which two have an elastic address each and one an address of AWS's; a fourth address is free.
    private static func addresses() throws -> Inventory {
        var builder = InventoryBuilder(label: "test")
        for (place, holds) in ["198.51.100.1", "198.51.100.2", "203.0.113.3"].enumerated() {
            var interface = NetworkInterface(id: builder.intern("eni-\(place + 1)"))
            let own = try IPAddress(parsing: "10.0.0.\(place + 1)")
            (interface.privateAddresses, interface.publicAddresses) = ([own], [try IPAddress(parsing: holds)])
            interface.publicAssociations = [PublicAssociation(own, interface.publicAddresses[0])]
            builder.add(interface)
        }
        for number in [1, 2, 4] {
            var address = PublicAddress(try IPAddress(parsing: "198.51.100.\(number)"))
            address.allocation = builder.intern("eipalloc-\(number)")
            if number < 4 {
                address.interface = builder.intern("eni-\(number)")
                address.privateAddress = try IPAddress(parsing: "10.0.0.\(number)")
            }
            builder.add(address)
        }
        return builder.finish()
    }

    @Test(
        "An address that moved is given back to who had it, and so is the one that it displaced",
        arguments: [
            (1, 2, ["associate 1 to 1", "associate 2 to 2"]), (4, 1, ["associate 1 to 1"]), (1, 1, []),
            // AWS gives an address of its own to nobody again.
            (1, 3, ["none"]), (4, 3, ["disassociate 4"]),
        ] as [(Int, Int, [String])])
    func moved(address: Int, interface: Int, undone: [String]) throws {
        let inventory = try Self.addresses()
        let association = EditedAssociation(
            try IPAddress(parsing: "198.51.100.\(address)"), interface: "eni-\(interface)",
            privateAddress: try IPAddress(parsing: "10.0.0.\(interface)"))
        let text = Self.code(inventory).undo([.network(.associate(association))])
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count == undone.count, "\(text)")
        for (line, wanted) in zip(lines, undone) {
            let parts = wanted.split(separator: " ").map(String.init)
            switch parts[0] {
            case "associate":
                let place = "--network-interface-id eni-\(parts[3]) --private-ip-address 10.0.0.\(parts[3])"
                #expect(line == "aws ec2 associate-address --allocation-id eipalloc-\(parts[1]) \(place)")
            case "disassociate": #expect(line.hasPrefix("aws ec2 disassociate-address ") && line.contains("eipalloc-\(parts[1])"))
            default: #expect(line.hasPrefix("# no command takes this back: "))
            }
        }
        let edit = Edit.network(.associate(association))
        if let back = inventory.undoing(edit), !back.isEmpty {
            let restored = inventory.applying([edit]).applying(back)
            #expect(restored.interfaces == inventory.interfaces)
        }
    }

    @Test("What is there already is not taken back, nor what was there before and nobody knows how")
    func unchanged() throws {
        var plan = NamedNetwork.Plan()
        let all = IPNetwork.everything(.v4)
        plan.entries = [
            NetworkACLEntry(number: 100, .egress, .allow, .all, all), NetworkACLEntry(number: 110, .egress, .allow, nil, all),
        ]
        let code = Self.code(try NamedNetwork(.plain, plan).inventory)
        let stands = EditedEntry(acl: Self.id("acl", 1), .egress, 100, .allow, .all, all)
        let open = EditedEntry(acl: Self.id("acl", 1), .egress, 110, .allow, .all, all)
        #expect(code.undo([.network(.addEntry(stands))]).isEmpty)
        #expect(code.text([.network(.addEntry(open))], as: .aws).hasPrefix("aws ec2 replace-network-acl-entry "))
        #expect(code.undo([.network(.addEntry(open))]).hasPrefix("# no command takes this back: "))
    }

    @Test(
        "In code what comes back is written as it was, and what is gone then is a comment",
        arguments: [
            (CodeForm.terraform, "rule_number    = 100", "protocol       = \"-1\"", "resource \"aws_route\""),
            (.cloudformation, "RuleNumber: 100", "Protocol: -1", "Type: AWS::EC2::Route"),
            (.pulumi, "ruleNumber: 100", "protocol: \"-1\"", "new aws.ec2.Route("),
        ])
    func forms(form: CodeForm, number: String, traffic: String, route: String) throws {
        let code = Self.code(try NamedNetwork(.plain).inventory)
        for one in try Self.entries() where one.undone.contains(where: { $0.contains("--rule-number 100 --protocol -1") }) {
            let text = code.undo(one.edits.map(Edit.network), as: form)
            #expect(text.contains(number) && text.contains(traffic), "\(text)")
        }
        let out = EditedRoute(
            table: Self.id("rtb", 1), .network(.everything(.v4)), EditedTarget(.natGateway, Self.id("nat", 0)))
        #expect(code.undo([.network(.removeRoute(out))], as: form).contains(route))
        let far = EditedRoute(table: out.table, .network(try Self.cidr("10.9.0.0/16")), out.target)
        let gone = code.undo([.network(.addRoute(far))], as: form)
        #expect(gone.hasPrefix("\(Self.sign(form)) delete the ") && gone.contains("10.9.0.0/16"), "\(gone)")
        let drill = code.undo([.network(.off(Self.id("nat", 0)))], as: form)
        #expect(drill.hasPrefix("\(Self.sign(form)) nothing takes this back: the drill"), "\(drill)")
    }

    @Test(
        "A route that a gateway endpoint makes is a table of the endpoint, in every language",
        arguments: [
            (
                CodeForm.terraform, "resource \"aws_vpc_endpoint_route_table_association\"",
                "out of route_table_ids of the aws_vpc_endpoint "
            ),
            (.cloudformation, "# add private ", "out of RouteTableIds of the AWS::EC2::VPCEndpoint "),
            (.pulumi, "new aws.ec2.VpcEndpointRouteTableAssociation(", "out of routeTableIds of the aws.ec2.VpcEndpoint "),
        ])
    func endpointForms(form: CodeForm, comes: String, goes: String) throws {
        let code = Self.code(try NamedNetwork(.plain).inventory)
        let shelf = try #require(Self.endpointRoutes().first?.edits.first)
        let (made, undone) = (code.text([.network(shelf)], as: form), code.undo([.network(shelf)], as: form))
        #expect(made.contains(comes) && made.contains("route"), "\(made)")
        #expect(undone.hasPrefix("\(Self.sign(form)) take private ") && undone.contains(goes), "\(undone)")
        for text in [made, undone] {
            #expect(!text.contains("aws_route\"") && !text.contains("ec2.Route(") && !text.contains("EC2::Route\n"))
        }
        // A gateway load balancer's endpoint is led to by a route, to a prefix list too.
        let other = EditedRoute(
            table: Self.id("rtb", 1), .network(try Self.cidr("10.9.0.0/16")), EditedTarget(.vpcEndpoint, Self.id("vpce", 0)))
        #expect(code.text([.network(.addRoute(other))], as: form).contains("pcEndpointId") || form == .terraform)
        #expect(code.text([.network(.addRoute(other))], as: .aws).hasPrefix("aws ec2 create-route "))
    }

    @Test("A comment calls things as its language does", arguments: [CodeForm.cloudformation, .pulumi])
    func words(form: CodeForm) throws {
        let code = Self.code(try NamedNetwork(.plain).inventory)
        let (attachment, hub) = (EditedAttachment(Self.id("tgw-attach", 0), gateway: Self.id("tgw", 1)), Self.id("tgw-rtb", 1))
        let away = EditedTransitRoute(table: hub, .network(try Self.cidr("10.1.0.0/16")), nil)
        let others: [NetworkEdit] = [
            .removeTransitRoute(away), .addSubnet(Self.id("subnet", 1), to: attachment), .keepReferences(attachment),
            .keepReferencesAcross(gateway: Self.id("tgw", 1)), .disableSourceDestinationCheck(interface: Self.id("eni", 1)),
        ]
        for edit in try (Self.entries() + Self.routes() + Self.endpointRoutes()).flatMap(\.edits) + others {
            let text = code.text([.network(edit)], as: form)
            #expect(!text.contains("aws_") && !text.contains(" = "), "\(text)")
        }
    }

    // MARK: Rules and groups

    private static let world = """
        vpc v 10.0.0.0/16
        group sg-1=alb v
        group sg-2=rds v
          in tcp 5432 10.0.0.0/8 office
          in tcp 22 10.0.0.0/8
        interface eni-1 v sg-2 10.0.0.10
        complete
        """

    private static func rule(_ port: Int, _ words: String = "") throws -> EditedRule {
        EditedRule(
            group: "sg-2", RuleIdentity(.ingress, try Traffic(.tcp, from: port, to: port), .network(try cidr("10.0.0.0/8"))),
            description: words)
    }

    @Test("A rule that had no description comes back without one, in every form", arguments: CodeForm.allCases)
    func undescribed(form: CodeForm) throws {
        let code = Self.code(try World.inventory(Self.world))
        let (bare, told) = (try Self.rule(22), try Self.rule(5432, "office"))
        #expect(!code.undo([.remove(bare)], as: form).lowercased().contains("description"))
        #expect(!code.text(exactly: [.add(bare)], as: form).lowercased().contains("description"))
        #expect(code.undo([.remove(told)], as: form).contains("office"))
        // One of a fix says what it is for.
        let fix = [Edit.add(try Self.rule(23))]
        #expect(code.text(fix, as: form).contains("tcp 23 from 10.0.0.0/8"))
        #expect(code.text(exactly: code.described(fix), as: form) == code.text(fix, as: form))
        let written = [Edit.add(told), .remove(bare)]
        #expect(code.described(written) == written)
    }

    @Test("Where only a rule's words change, the rule stays: AWS takes none twice")
    func described() throws {
        let code = Self.code(try World.inventory(Self.world))
        let edits: [Edit] = [.change(try Self.rule(5432, "office"), to: try Self.rule(5432, "all offices"))]
        for (text, words) in [(code.text(edits, as: .aws), "all offices"), (code.undo(edits), "office")] {
            #expect(text.hasPrefix("aws ec2 update-security-group-rule-descriptions-ingress --group-id sg-2 "), "\(text)")
            #expect(text.contains("Description=\"\(words)\"") && text.split(separator: "\n").count == 1, "\(text)")
        }
    }

    @Test("Characters that AWS does not take in a description are told, not dropped in silence", arguments: CodeForm.allCases)
    func refusedCharacters(form: CodeForm) throws {
        let code = Self.code(try World.inventory(Self.world))
        let text = code.text([.add(try Self.rule(23, "50% of café"))], as: form)
        let comment = "\(Self.sign(form)) the description is written without what AWS does not take: % and é"
        #expect(text.contains(comment) && text.contains("50 of caf"), "\(text)")
        let whole = code.text([.add(try Self.rule(23, "half of it"))], as: form)
        #expect(!whole.contains("does not take"), "\(whole)")
        let long = code.text([.add(try Self.rule(23, String(repeating: "a", count: 256)))], as: form)
        #expect(long.contains("what is beyond 255 characters"), "\(long)")
    }

    @Test("What an interface carries that the input does not tell is not set")
    func carriedUnknown() throws {
        let code = Self.code(try World.inventory(Self.world))
        #expect(code.text([.attach(group: "sg-1", interface: "eni-9")], as: .aws).hasPrefix("# what eni-9 carries is not told"))
    }
}
