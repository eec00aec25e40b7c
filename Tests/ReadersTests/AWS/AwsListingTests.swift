import Foundation
import Readers
import CoreModel
import Testing

let awsFolders = [
    "terraform-inline/aws", "terraform-rules/aws", "cloudformation/aws-json", "cloudformation/aws-yaml",
    "cloudformation/aws-yaml-admin",
]

@Suite("The API's describe output")
struct AwsListingTests {
    @Test("describe-security-groups gives each group's rules as another parser sees them", arguments: awsFolders)
    func groups(_ folder: String) throws {
        let name = "\(folder)/describe-security-groups.json"
        let inventory = try Fixtures.read(name)
        #expect(inventory.plainRules == Flattening.groups(try Fixtures.json(name)))
        for value in Flattening.list(try Fixtures.json(name), "SecurityGroups") {
            let place = try #require(inventory.group(id: Flattening.text(value, "GroupId")))
            let group = inventory[place]
            #expect(inventory[group.name] == Flattening.text(value, "GroupName"))
            #expect(inventory[group.description] == Flattening.text(value, "Description"))
            #expect(inventory[group.vpc] == Flattening.text(value, "VpcId"))
            #expect(inventory[group.owner] == Flattening.text(value, "OwnerId"))
            #expect(inventory[group.region] == "us-east-1")
            #expect(group.knowledge == .complete)
            let tags = group.tags.map { [inventory[$0.key], inventory[$0.value]] }
            #expect(tags == Flattening.list(value, "Tags").map { [Flattening.text($0, "Key"), Flattening.text($0, "Value")] })
        }
    }

    @Test("describe-security-group-rules adds ids and nothing else", arguments: awsFolders)
    func union(_ folder: String) throws {
        let name = "\(folder)/describe-security-group-rules.json"
        let alone = try Fixtures.read("\(folder)/describe-security-groups.json")
        let both = try Fixtures.read("\(folder)/describe-security-groups.json", name)
        #expect(both.plainRules == alone.plainRules)
        #expect(both.notices.isEmpty)
        let ids = Set(both.rules.map { both[$0.id] })
        #expect(
            ids
                == Set(
                    Flattening.list(try Fixtures.json(name), "SecurityGroupRules").map {
                        Flattening.text($0, "SecurityGroupRuleId")
                    }))
        let rulesAlone = try Fixtures.read(name).plainRules
        for (group, rules) in rulesAlone { #expect(alone.plainRules[group] == rules) }
    }

    @Test("Interfaces have the addresses and the groups that another parser sees", arguments: awsFolders)
    func interfaces(_ folder: String) throws {
        let name = "\(folder)/describe-network-interfaces.json"
        let inventory = try Fixtures.read(name)
        let values = Flattening.list(try Fixtures.json(name), "NetworkInterfaces")
        #expect(inventory.hasCompleteInterfaceListing)
        #expect(inventory.interfaces.map { inventory[$0.id] } == values.map { Flattening.text($0, "NetworkInterfaceId") })
        for (interface, value) in zip(inventory.interfaces, values) {
            let wanted = Flattening.list(value, "PrivateIpAddresses").map { Flattening.text($0, "PrivateIpAddress") }
            #expect(Set(interface.privateAddresses.map(\.description)) == Set(wanted))
            #expect(interface.privateAddresses.first?.description == Flattening.text(value, "PrivateIpAddress"))
            let groups = interface.groups.map { [inventory[inventory[$0].id], inventory[inventory[$0].name]] }
            #expect(
                groups
                    == Flattening.list(value, "Groups").map {
                        [Flattening.text($0, "GroupId"), Flattening.text($0, "GroupName")]
                    })
            #expect(inventory[interface.subnet] == Flattening.text(value, "SubnetId"))
            #expect(inventory[interface.vpc] == Flattening.text(value, "VpcId"))
        }
    }

    @Test("A folder of describe output is one inventory", arguments: zip(awsFolders, [20, 41, 20, 21, 23]))
    func folder(_ folder: String, _ ruleCount: Int) throws {
        let inventory = try Fixtures.read(folder)
        let listed = Flattening.groups(try Fixtures.json("\(folder)/describe-security-groups.json"))
        #expect(inventory.plainRules == listed)
        #expect(inventory.loadedRuleCount == ruleCount)
        #expect(inventory.unreadLayers == ["network ACLs", "route tables"])
        #expect(inventory.notices.isEmpty)
        #expect(inventory.prefixLists.allSatisfy { $0.entries != nil })
        #expect(inventory.vpcs.allSatisfy { !$0.networks.isEmpty })
        #expect(inventory.subnets.allSatisfy { !$0.networks.isEmpty && !$0.vpc.isNone })
        #expect(inventory.loadedGroups.allSatisfy { inventory[$0].knowledge == .complete })
    }

    @Test("Instances bring their names and interfaces")
    func instances() throws {
        let inventory = try Fixtures.read("terraform-rules/aws/describe-instances.json")
        #expect(inventory.instances.map { inventory[$0.name] } == ["chat-dev-ops"])
        let interface = try #require(inventory.interfaces.first)
        #expect(inventory[interface.instance] == "i-ccaca23640cbfa5e3")
        #expect(interface.attachment.kind == .instance)
        #expect(interface.groups.count == 2)
        #expect(!inventory.hasCompleteInterfaceListing)
    }

    @Test("VPCs and subnets have blocks of both families, the primary first")
    func networks() throws {
        let inventory = try Fixtures.read("terraform-rules/aws/describe-vpcs.json", "terraform-rules/aws/describe-subnets.json")
        let vpc = try #require(inventory.vpcs.first { inventory[$0.name] == "chat-dev-vpc" })
        #expect(vpc.networks.map(\.description) == ["10.20.0.0/16", "2400:6500:86ff:5200::/56"])
        let subnet = try #require(inventory.subnets.first { inventory[$0.name] == "chat-dev-private-a" })
        #expect(subnet.networks.map(\.description) == ["10.20.10.0/24", "2400:6500:86ff:520a::/64"])
        #expect(inventory[subnet.zone] == "us-east-1a")
    }

    @Test("The entries of a prefix list go to the list that the file name tells")
    func entries() throws {
        let files = ["describe-managed-prefix-lists.json", "get-managed-prefix-list-entries.pl-45fc1f023ae0bb228.json"]
        let inventory = try Fixtures.read(files.map { "terraform-rules/aws/\($0)" })
        let list = try #require(inventory.prefixLists.first { inventory[$0.id] == "pl-45fc1f023ae0bb228" })
        #expect(list.entries?.map(\.description).sorted() == ["198.51.100.16/28", "203.0.113.0/24"])
        #expect(inventory[list.name] == "chat-dev-office")
        #expect(inventory.prefixLists.filter { $0.entries != nil }.count == 1)
    }

    @Test(
        "Every dress of one listing gives the same rules",
        arguments: [
            "awkward-text-escaped.json", "awkward-text.json", "bare-array.json", "boto3-response.json", "by-region.json",
            "compact-one-line.json", "concatenated.json", "json-lines.jsonl", "old-cli.json", "powershell-utf16le-bom.json",
            "utf8-bom-crlf.json",
        ])
    func variants(_ name: String) throws {
        let plain = try Fixtures.read("terraform-inline/aws/describe-security-groups.json")
        let dressed = try Fixtures.read("variants/\(name)")
        #expect(dressed.plainRules.mapValues { $0.map(\.withoutText) } == plain.plainRules.mapValues { $0.map(\.withoutText) })
        if !name.hasPrefix("awkward") { #expect(dressed.plainRules == plain.plainRules) }
        #expect(dressed.notices.isEmpty)
    }

    @Test("Two pages are one listing; one page says that it is one")
    func pages() throws {
        let plain = try Fixtures.read("terraform-inline/aws/describe-security-groups.json")
        #expect(try Fixtures.read("variants/paged.json", "variants/page-2.json").plainRules == plain.plainRules)
        let notices = try Fixtures.read("variants/paged.json").notices
        #expect(notices.count == 1 && notices[0].contains("is one page of several"))
    }
}
