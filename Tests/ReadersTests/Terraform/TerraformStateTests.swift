import Readers
import CoreModel
import Testing

@Suite("Terraform states")
struct TerraformStateTests {
    @Test(
        "A state tells the rules that the API tells",
        arguments: [
            ("terraform-inline", "terraform.tfstate"), ("terraform-inline", "terraform.refreshed.tfstate"),
            ("terraform-inline", "terraform.tainted.tfstate"), ("terraform-inline", "state.json"),
            ("terraform-inline", "state.refreshed.json"), ("terraform-rules", "terraform.tfstate"),
            ("terraform-rules", "terraform.refreshed.tfstate"), ("terraform-rules", "state.json"),
            ("terraform-rules", "state.refreshed.json"),
        ])
    func sameAsAPI(_ folder: String, _ file: String) throws {
        let state = try Fixtures.read("\(folder)/\(file)")
        let api = try Fixtures.read("\(folder)/aws")
        #expect(state.loadedGroups.count == (folder == "terraform-inline" ? 6 : 8))
        for (group, rules) in state.plainRules { #expect(api.plainRules[group] == rules) }
        for place in state.loadedGroups {
            let group = state[place]
            let other = api[try #require(api.group(id: state[group.id]))]
            #expect(state[group.name] == api[other.name])
            #expect(state[group.description] == api[other.description])
            #expect(state[group.vpc] == api[other.vpc])
            #expect(state[group.owner] == api[other.owner])
            #expect(state[group.region] == api[other.region])
            #expect(
                Set(group.tags.map { state[$0.key] + "=" + state[$0.value] })
                    == Set(other.tags.map { api[$0.key] + "=" + api[$0.value] }))
        }
    }

    @Test("A state tells interfaces, VPCs and subnets as the API does", arguments: ["terraform-inline", "terraform-rules"])
    func interfaces(_ folder: String) throws {
        let api = try Fixtures.read("\(folder)/aws")
        for file in ["terraform.tfstate", "state.json"] {
            let state = try Fixtures.read("\(folder)/\(file)")
            #expect(state.interfaces.count == api.interfaces.count)
            for interface in state.interfaces {
                let other = try #require(api.interfaces.first { api[$0.id] == state[interface.id] })
                #expect(Set(interface.privateAddresses) == Set(other.privateAddresses))
                #expect(interface.privateAddresses.first == other.privateAddresses.first)
                #expect(Set(interface.groups.map { state[state[$0].id] }) == Set(other.groups.map { api[api[$0].id] }))
                #expect(state[interface.vpc] == api[other.vpc])
                #expect(state[interface.subnet] == api[other.subnet])
                #expect(state[interface.instance] == api[other.instance])
                #expect(interface.attachment.kind == other.attachment.kind)
                #expect(state[interface.attachment.name] == api[other.attachment.name])
            }
            for vpc in state.vpcs { #expect(api.vpcs.first { api[$0.id] == state[vpc.id] }?.networks == vpc.networks) }
            for subnet in state.subnets {
                #expect(api.subnets.first { api[$0.id] == state[subnet.id] }?.networks == subnet.networks)
            }
            #expect(!state.hasCompleteInterfaceListing)
        }
    }

    @Test("Rule resources bring their ids, and their own list does not repeat them")
    func ids() throws {
        let state = try Fixtures.read("terraform-rules/terraform.refreshed.tfstate")
        let place = try #require(state.group(id: "sg-b6b331129ba2757db"))
        let redis = state.rules(of: place, .ingress).map { state[state[$0].id] }
        #expect(redis.count == 4)
        #expect(redis.contains("sgr-dbf472e89d1d29ffc") && redis.contains("sgr-386860b5f13dae771"))
    }

    @Test("The state of nothing is read, and has no groups")
    func empty() throws {
        let inventory = try Fixtures.read("terraform-inline/state.empty.json")
        #expect(inventory.groups.isEmpty)
        #expect(inventory.notices.isEmpty)
    }

    @Test("The state and the API together are one set of groups; the later one's rules count, and a notice says so")
    func merged() throws {
        let merged = try Fixtures.read("terraform-rules/aws", "terraform-rules/terraform.tfstate")
        #expect(merged.loadedGroups.count == 9)
        #expect(merged.loadedRuleCount == 41)
        #expect(merged.interfaces.count == 7)
        #expect(merged.notices.contains { $0.contains("groups are in ") && $0.contains("as the later input") })
    }

    // MARK: Traps

    /// A state with one resource of each given type and its attributes.
    private func state(_ resources: (type: String, attributes: String)...) throws -> Inventory {
        let list = resources.map { type, attributes in
            let mode = type.hasPrefix("data.") ? "data" : "managed"
            let name = type.hasPrefix("data.") ? String(type.dropFirst(5)) : type
            return #"{"mode": "\#(mode)", "type": "\#(name)", "name": "x", "instances": [{"attributes": \#(attributes)}]}"#
        }
        return try Fixtures.read(
            text:
                #"{"version": 4, "terraform_version": "1.9.0", "lineage": "l", "serial": 1, "resources": [\#(list.joined(separator: ","))]}"#
        )
    }

    @Test(
        "Inline rules: null, an empty list and an absent one mean none; self is the own group",
        arguments: [
            (
                #"{"protocol": "tcp", "from_port": 22, "to_port": 22, "self": true, "cidr_blocks": null}"#,
                ["in 6 22-22 sg-1 \"\""]
            ),
            (#"{"protocol": "tcp", "from_port": 22, "to_port": 22, "self": false, "cidr_blocks": []}"#, []),
            (
                #"{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.0.0.0/8"], "description": ""}"#,
                ["in -1 - 10.0.0.0/8 \"\""]
            ),
            (#"{"protocol": "all", "from_port": null, "to_port": null, "ipv6_cidr_blocks": ["::/0"]}"#, ["in -1 - ::/0 \"\""]),
            (
                #"{"protocol": "icmp", "from_port": -1, "to_port": -1, "cidr_blocks": ["0.0.0.0/0"]}"#,
                ["in 1 -1/-1 0.0.0.0/0 \"\""]
            ),
            (#"{"protocol": "50", "from_port": 0, "to_port": 0, "prefix_list_ids": ["pl-1"]}"#, ["in 50 - pl-1 \"\""]),
            (
                #"{"protocol": "6", "from_port": 80, "to_port": 81, "security_groups": ["123456789012/sg-2", "sg-3"], "description": "d"}"#,
                ["in 6 80-81 sg-2 \"d\"", "in 6 80-81 sg-3 \"d\""]
            ),
        ])
    func inline(_ block: String, _ expected: [String]) throws {
        let inventory = try state(("aws_security_group", #"{"id": "sg-1", "name": "a", "ingress": [\#(block)], "egress": null}"#))
        #expect(inventory.plainRules["sg-1"]?.map(\.description) == expected)
    }

    @Test("A reference to another account's group keeps the account")
    func account() throws {
        let block = #"{"protocol": "tcp", "from_port": 1, "to_port": 1, "security_groups": ["123456789012/sg-2"]}"#
        let inventory = try state(("aws_security_group", #"{"id": "sg-1", "ingress": [\#(block)]}"#))
        let reference = try #require(inventory.reference(of: inventory.rules[0].peer))
        #expect(inventory[reference.account] == "123456789012")
        #expect(inventory[reference.group].knowledge == .absent)
    }

    @Test("A rule resource with many peers is many rules; one of a group elsewhere makes it known in part")
    func groupRule() throws {
        let inventory = try state(
            (
                "aws_security_group_rule",
                #"""
                {"security_group_id": "sg-1", "type": "egress", "protocol": "tcp", "from_port": 443, "to_port": 443, "self": true,
                 "cidr_blocks": ["10.0.0.0/8", "192.168.0.0/16"], "ipv6_cidr_blocks": ["::/0"], "prefix_list_ids": ["pl-1"],
                 "source_security_group_id": null, "security_group_rule_id": "", "description": null}
                """#
            ))
        #expect(inventory.loadedRuleCount == 5)
        #expect(inventory[GroupIndex(0)].knowledge == .partial)
    }

    @Test("A data source tells what a group is called, never its rules")
    func dataSource() throws {
        let inventory = try state(("data.aws_security_group", #"{"id": "sg-1", "name": "shared", "vpc_id": "vpc-1"}"#))
        let group = inventory[try #require(inventory.group(id: "sg-1"))]
        #expect(group.knowledge == .absent)
        #expect(inventory[group.name] == "shared")
    }

    @Test("A deposed instance is passed over")
    func deposed() throws {
        let inventory = try Fixtures.read(
            text: #"""
                {"version": 4, "lineage": "l", "resources": [{"mode": "managed", "type": "aws_security_group", "name": "a", "instances": [
                  {"deposed": "0a1b2c3d", "attributes": {"id": "sg-old"}}, {"status": "tainted", "attributes": {"id": "sg-new"}}]}]}
                """#)
        #expect(inventory.loadedGroups.map { inventory[inventory[$0].id] } == ["sg-new"])
    }

    @Test("Entries of a prefix list count only when the list is in the state")
    func prefixListEntries() throws {
        let entry = ("aws_ec2_managed_prefix_list_entry", #"{"prefix_list_id": "pl-1", "cidr": "10.0.0.0/8"}"#)
        #expect(try state(entry).prefixLists.allSatisfy { $0.entries == nil })
        let list = ("aws_ec2_managed_prefix_list", #"{"id": "pl-1", "name": "n", "address_family": "IPv4", "entry": []}"#)
        #expect(try state(entry, list).prefixLists.map { $0.entries?.map(\.description) } == [["10.0.0.0/8"]])
    }

    @Test("An elastic address belongs to the interface that it is associated with")
    func elasticAddress() throws {
        let interface = ("aws_network_interface", #"{"id": "eni-1", "private_ip": "10.0.0.5", "security_groups": ["sg-1"]}"#)
        let address = ("aws_eip", #"{"id": "eipalloc-1", "public_ip": "203.0.113.9", "network_interface": "eni-1"}"#)
        let inventory = try state(address, interface)
        #expect(inventory.interfaces.map { $0.publicAddresses.map(\.description) } == [["203.0.113.9"]])
    }
}
