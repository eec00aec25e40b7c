import CoreModel
import Foundation
import Reachability
import Support
import Testing

@testable import Readers

@Suite("AWS Config items")
struct ConfigItemTests {
    private static func item(
        _ id: String, _ time: String, open port: Int?, status: String = "OK", account: String = "111122223333", more: String = ""
    ) -> String {
        let rule = port.map {
            #"{"fromPort": \#($0), "toPort": \#($0), "ipProtocol": "tcp", "ipv4Ranges": [{"cidrIp": "0.0.0.0/0"}], "ipRanges": ["0.0.0.0/0"]}"#
        }
        let configuration =
            status.hasPrefix("ResourceDeleted")
            ? "null"
            : #"{"groupId": "\#(id)", "groupName": "web", "vpcId": "vpc-1", "ipPermissions": [\#(rule ?? "")], "ipPermissionsEgress": []}"#
        return #"""
            {"configurationItemCaptureTime": "\#(time)", "configurationItemStatus": "\#(status)", "awsAccountId": "\#(account)",
             "awsRegion": "eu-west-1", "resourceType": "AWS::EC2::SecurityGroup", "resourceId": "\#(id)"\#(more),
             "configuration": \#(configuration)}
            """#
    }

    private static func file(_ items: String...) -> String { #"{"configurationItems": [\#(items.joined(separator: ","))]}"# }

    @Test("The newest item of a resource counts, in whichever order, file and time zone it comes", arguments: [false, true])
    func newest(isReversed: Bool) throws {
        let files = [
            Self.file(Self.item("sg-1", "2026-11-20T09:00:00.000Z", open: 22)),
            Self.file(
                Self.item("sg-1", "2026-11-20T10:30:00.000000+02:00", open: 23),
                Self.item("sg-1", "2026-11-20T09:00:01Z", open: 443), Self.item("sg-1", "2026-11-19T23:59:59Z", open: 24)),
            Self.file(Self.item("sg-1", "1795165200", open: 25)),
        ]
        let inventory = try Fixtures.read(numbered: isReversed ? files.reversed() : files)
        try Expected("internet -> sg-1:443", .allowed).check(inventory)
        for port in 22...25 { try Expected("internet -> sg-1:\(port)", .blocked).check(inventory) }
    }

    @Test(
        "Rows of a query that tell less than a resource are refused with the query that tells it",
        arguments: [
            #"{"Results": ["{\"resourceId\": \"sg-1\", \"configuration\": {\"ipPermissions\": [], \"groupName\": \"web\"}}"]}"#,
            #"{"Results": ["{\"resourceId\": \"sg-1\", \"configuration.ipPermissions\": []}"], "QueryInfo": {}}"#,
            #"{"Results": ["{\"resourceId\": \"sg-1\", \"resourceType\": \"AWS::EC2::SecurityGroup\"}"], "QueryInfo": {}}"#,
            #"{"Results": ["{\"configuration\": {\"groupId\": \"sg-1\", \"ipPermissions\": []}}"], "QueryInfo": {}}"#,
            #"{"Results": ["{\"resourceId\": \"sg-1\", \"resourceType\": \"AWS::EC2::SecurityGroup\", \"configuration\": {\"ipPermissionsEgress\": []}}"], "QueryInfo": {}}"#,
        ])
    func rowsInPart(_ text: String) {
        let message = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(
            message?.hasPrefix("input.json: $.Results[0] lacks what a resource is; select it whole: aws configservice ") == true,
            "\(message ?? "read")")
        #expect(message?.contains("SELECT resourceId, accountId, awsRegion, resourceType, configuration, relationships") == true)
    }

    @Test("The number of a state counts before its time, since it is finer")
    func stateID() throws {
        let inventory = try Fixtures.read(
            text: Self.file(
                Self.item("sg-1", "2026-11-20T09:00:00Z", open: 22, more: #", "configurationStateId": 1795165200100"#),
                Self.item("sg-1", "2026-11-20T09:00:00Z", open: 443, more: #", "configurationStateId": "1795165200900""#)))
        try Expected("internet -> sg-1:443", .allowed).check(inventory)
        try Expected("internet -> sg-1:22", .blocked).check(inventory)
    }

    @Test("Of a resource that is deleted nothing is left; one that came back stands", arguments: [false, true])
    func deleted(cameBack: Bool) throws {
        var items = [
            Self.item("sg-1", "2026-11-20T09:00:00Z", open: 22), Self.item("sg-2", "2026-11-20T09:00:00Z", open: 22),
            Self.item("sg-1", "2026-11-20T10:00:00Z", open: nil, status: "ResourceDeleted"),
        ]
        if cameBack { items.append(Self.item("sg-1", "2026-11-20T11:00:00Z", open: 443, status: "ResourceDiscovered")) }
        let inventory = try Fixtures.read(text: #"{"configurationItems": [\#(items.joined(separator: ","))]}"#)
        let ids = inventory.loadedGroups.map { inventory[inventory[$0].id] }.sorted()
        #expect(ids == (cameBack ? ["sg-1", "sg-2"] : ["sg-2"]))
    }

    @Test("What Config no longer records is not taken for what it was, and said")
    func notRecorded() throws {
        let inventory = try Fixtures.read(
            text: Self.file(
                Self.item("sg-1", "2026-11-20T09:00:00Z", open: 22),
                Self.item("sg-1", "2026-11-20T10:00:00Z", open: 22, status: "ResourceNotRecorded")))
        #expect(inventory.loadedGroups.isEmpty)
        #expect(inventory.notices.contains { $0.contains("records nothing") })
    }

    @Test("An old item has its networks as texts alone, and both together are one rule")
    func networks() throws {
        let both = Self.file(Self.item("sg-1", "2026-11-20T09:00:00Z", open: 443))
        let old = both.replacing(#""ipv4Ranges": [{"cidrIp": "0.0.0.0/0"}], "#, with: "")
        for text in [both, old] {
            let inventory = try Fixtures.read(text: text)
            let group = try #require(inventory.loadedGroups.first)
            #expect(inventory.rules(of: group, .ingress).count == 1)
        }
    }

    @Test("Equal ids of two accounts are two resources")
    func accounts() throws {
        let items = ConfigInventoryCount(
            Self.file(
                Self.item("sg-1", "2026-11-20T09:00:00Z", open: 22),
                Self.item("sg-1", "2026-11-20T09:00:00Z", open: 23, account: "444455556666")))
        #expect(try items.count() == 2)
    }

    @Test("Groups tell which interfaces carry them where no item of an interface does")
    func attachments() throws {
        let inventory = try Fixtures.read("forms/config/history.json")
        let app = try #require(inventory.loadedGroups.first { inventory[inventory[$0].name] == "app" })
        let carried = inventory.interfaces.filter { $0.groups == [app] }.map { inventory[$0.id] }
        #expect(carried == ["eni-0aaa0000000000002"])
        #expect(inventory.interfaces.allSatisfy { !$0.addressesAreKnown })
    }

    @Test("An interface that is gone is not carried by what was captured before it went")
    func goneInterface() throws {
        let gone = #"""
            {"configurationItemCaptureTime": "2026-11-21T09:00:00.000Z", "configurationItemStatus": "ResourceDeleted", "configuration": null,
             "awsAccountId": "111122223333", "awsRegion": "eu-west-1", "resourceType": "AWS::EC2::NetworkInterface",
             "resourceId": "eni-0aaa0000000000002"}
            """#
        let bytes = String(decoding: try Fixtures.bytes("forms/config/history.json"), as: UTF8.self)
        let inventory = try Fixtures.read(documents: [("a.json", bytes), ("b.json", Self.file(gone))])
        #expect(inventory.interfaces.map { inventory[$0.id] }.sorted() == ["eni-0aaa0000000000001", "eni-0aaa0000000000003"])
    }

    @Test("A query that left out the account tells the same resource")
    func withoutAccount() throws {
        let inventory = try Fixtures.read("forms/config/select-resource-config.json", "forms/config/history.json")
        try SmallSystem.check(inventory)
        #expect(inventory.loadedGroups.count == 3)
    }

    @Test("A snapshot lists all interfaces; a history and a query do not")
    func coverage() throws {
        #expect(try Fixtures.read("forms/config/snapshot.json").interfaceCoverage == .complete)
        #expect(try Fixtures.read("forms/config/history.json").interfaceCoverage == .none)
        #expect(try Fixtures.read("forms/config/select-resource-config.json").interfaceCoverage == .none)
    }

    @Test(
        "What is wrong or missing is named where it stands",
        arguments: [
            (
                file(item("sg-1", "2026-11-20T09:00:00Z", open: 443)).replacing("0.0.0.0/0", with: "0.0.0.0/40"),
                "$.configurationItems[0].configuration.ipPermissions[0].ipv4Ranges[0].cidrIp is wrong"
            ),
            (
                #"{"Results": ["{\"resourceId\": \"sg-1\", \"configuration\": {\"groupId\": \"sg-1\", \"ipPermissions\": []}}"], "QueryInfo": {}}"#,
                "$.Results[0] lacks what a resource is; select it whole: aws configservice select-resource-config"
            ),
            (#"{"Results": ["{"], "QueryInfo": {}}"#, "$.Results[0] is a text that is no JSON"),
            (
                #"{"configurationItems": [{"resourceType": "AWS::EC2::SecurityGroup", "resourceId": "sg-1", "configuration": "{"}]}"#,
                "$.configurationItems[0].configuration is a text that is no JSON"
            ),
        ])
    func wrong(_ text: String, _ words: String) {
        let message = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(message?.contains(words) == true, "\(message ?? "read")")
    }

    @Test("One page of several is said to be one")
    func cut() throws {
        let text = Self.file(Self.item("sg-1", "2026-11-20T09:00:00Z", open: 443)).replacing("}]}]", with: "}]}]")
        let page = String(text.dropLast()) + #", "nextToken": "x"}"#
        #expect(try Fixtures.read(text: page).notices.contains { $0.contains("one page of several") })
    }

    @Test(
        "Times are compared as times",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-20T09:00:00.000Z", 1_795_165_200_000),
            ("2026-11-20T10:00:00.5+01:00", 1_795_165_200_500), ("2024-02-29T00:00:00-00:30", 1_709_166_600_000),
            ("1795165200.25", 1_795_165_200_250), ("yesterday", nil), ("2026-13-01T00:00:00Z", nil),
        ] as [(String, Int?)])
    func times(_ text: String, _ milliseconds: Int?) { #expect(ConfigItem.milliseconds(text) == milliseconds) }
}

/// How many resources the items of a document come to.
private struct ConfigInventoryCount {
    let text: String

    init(_ text: String) { self.text = text }

    func count() throws -> Int? {
        try JSONParser.reading(InputBytes(Array(text.utf8))) { root in
            let items = try ConfigDocument.items(root)?.items ?? []
            return Set(items.map { "\($0.account ?? "") \($0.id)" }).count
        }
    }
}
