import Foundation
import Reachability
import Readers
import CoreModel
import Support
import Testing

@Suite("Snapshots, and several accounts and regions")
struct SnapshotTests {
    private static func source(_ folder: String, region: String, without: Set<String> = []) throws -> Snapshot.Source {
        let files = try FileManager.default.contentsOfDirectory(atPath: Fixtures.path(folder)).sorted()
        var source = Snapshot.Source(account: "123456789012", region: region, captured: "2026-11-20T09:14:15Z")
        for file in files {
            let parts = file.split(separator: ".")
            let call = "ec2 \(parts[0])"
            if without.contains(call) {
                source.missing.append(Snapshot.Missing(call: call, reason: "access denied"))
                continue
            }
            source.documents.append(
                Snapshot.Document(
                    call: call, id: parts.count == 3 ? String(parts[1]) : nil, output: try Fixtures.bytes("\(folder)/\(file)")))
        }
        return source
    }

    @Test("A snapshot holds what its documents hold, and when", arguments: ["terraform-inline/aws", "terraform-rules/aws"])
    func roundTrip(_ folder: String) throws {
        let snapshot = try Fixtures.read(Snapshot(sources: [try Self.source(folder, region: "us-east-1")]))
        let listed = try Fixtures.read(folder)
        #expect(snapshot.plainRules == listed.plainRules)
        #expect(snapshot.interfaces.count == listed.interfaces.count)
        #expect(snapshot.prefixLists.map { $0.entries?.count } == listed.prefixLists.map { $0.entries?.count })
        #expect(snapshot.hasCompleteInterfaceListing)
        #expect(snapshot.asOf == "2026-11-20T09:14:15Z")
        #expect(snapshot.notices.isEmpty)
    }

    @Test("What could not be read is named, and is not taken for empty")
    func missing() throws {
        let source = try Self.source("terraform-inline/aws", region: "us-east-1", without: ["ec2 describe-network-interfaces"])
        let inventory = try Fixtures.read(Snapshot(sources: [source]))
        #expect(
            inventory.notices == [
                "snapshot.json lacks aws ec2 describe-network-interfaces (123456789012 us-east-1): access denied"
            ])
        #expect(!inventory.hasCompleteInterfaceListing)
        try Expected("10.0.10.200 -> chat-dev-rds-sg:5432", .depends).check(inventory)
    }

    @Test("A snapshot with an answer that is no JSON is not written")
    func damaged() throws {
        let document = Snapshot.Document(call: "ec2 describe-vpcs", output: Array("Unable to locate credentials".utf8))
        let snapshot = Snapshot(sources: [Snapshot.Source(captured: "2026-11-20T09:14:15Z", documents: [document])])
        #expect(throws: ReadError.self) { try snapshot.bytes() }
    }

    private static func group(_ id: String, _ vpc: String) -> String {
        #"""
        {"SecurityGroups": [{"GroupId": "\#(id)", "GroupName": "\#(id)", "VpcId": "\#(vpc)", "IpPermissionsEgress": [],
          "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "UserIdGroupPairs": [{"GroupId": "\#(id)"}]}]}]}
        """#
    }

    @Test(
        "Folders and keys tell account and region, and interfaces count as listed where they are listed",
        arguments: ["folders", "keys"])
    func regions(_ layout: String) throws {
        let scratch = try Scratch()
        let east = (
            groups: Self.group("sg-east", "vpc-east"),
            vpcs: #"{"Vpcs": [{"VpcId": "vpc-east", "CidrBlock": "10.1.0.0/16", "OwnerId": "111122223333"}]}"#
        )
        let west = (
            groups: Self.group("sg-west", "vpc-west"),
            vpcs: #"{"Vpcs": [{"VpcId": "vpc-west", "CidrBlock": "10.2.0.0/16", "OwnerId": "111122223333"}]}"#
        )
        if layout == "folders" {
            for (region, texts) in [("us-east-1", east), ("us-gov-west-1", west)] {
                try scratch.write("111122223333/\(region)/groups.json", texts.groups)
                try scratch.write("111122223333/\(region)/vpcs.json", texts.vpcs)
            }
            try scratch.write("111122223333/us-east-1/interfaces.json", #"{"NetworkInterfaces": []}"#)
        } else {
            func members(_ text: String) -> Substring { text.dropFirst().dropLast() }
            try scratch.write(
                "all.json",
                #"{"111122223333": {"us-east-1": {\#(members(east.groups)), \#(members(east.vpcs)), "NetworkInterfaces": [{"#
                    + #""NetworkInterfaceId": "eni-1", "PrivateIpAddresses": [{"PrivateIpAddress": "10.1.0.9"}], "Groups": []}]}, "#
                    + #""us-gov-west-1": {\#(members(west.groups)), \#(members(west.vpcs))}}}"#)
        }
        let inventory = try InputReader().read([.path(scratch.directory.path)]).inventory
        let groups = inventory.loadedGroups.map { inventory[$0] }
        #expect(groups.map { inventory[$0.region] } == ["us-east-1", "us-gov-west-1"])
        #expect(groups.map { inventory[$0.owner] } == ["111122223333", "111122223333"])
        #expect(inventory.interfaceCoverage == .partial([try IPNetwork(parsing: "10.2.0.0/16")]))
        try Expected("10.1.0.7 -> sg-east:22", .blocked).check(inventory)
        try Expected("10.2.0.7 -> sg-west:22", .depends).check(inventory)
    }
}
