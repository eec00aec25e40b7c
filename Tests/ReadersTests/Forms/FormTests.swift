import CoreModel
import Foundation
import Readers
import Support
import Testing

@testable import Reachability

/// A form of input that tells the small system.
struct Form: Sendable, CustomTestStringConvertible {
    /// The files and folders in Fixtures/forms.
    let files: [String]
    /// The listings that tell no more than it does; none where its ids are others, as a template's are.
    var listings: [String] = [SmallSystem.listing]
    /// Whether it tells the tags.
    var hasTags = true

    init(_ files: String..., listings: [String] = [SmallSystem.listing], hasTags: Bool = true) {
        self.files = files.map { "forms/\($0)" }
        self.listings = listings
        self.hasTags = hasTags
    }

    var testDescription: String { files.joined(separator: ", ") }

    private static let withInterfaces = ["security-groups", "network-interfaces", "vpcs", "subnets"].map {
        "forms/aws/describe-\($0).json"
    }

    static let all: [Form] = config + templates + powerShell + rows + cloudControl + terraform

    private static let config: [Form] = [
        Form("config/snapshot.json", listings: withInterfaces), Form("config/snapshot.json.gz", listings: withInterfaces),
        Form("config/history.json"), Form("config/get-resource-config-history"),
        Form("config/get-resource-config-history", "config/history.json"),
        Form("config/batch-get-resource-config.json"), Form("config/select-resource-config.json"),
        Form("config/select-aggregate-resource-config.json"), Form("config/notifications.jsonl"),
    ]

    private static let templates: [Form] = [
        Form("cloudformation/get-template.object.json", listings: []),
        Form("cloudformation/get-template.json-text.json", listings: []),
        Form("cloudformation/get-template.yaml-text.json", listings: []), Form("cdk.out", listings: []),
    ]

    private static let powerShell: [Form] = [
        Form("powershell/Get-EC2SecurityGroup.5.txt"), Form("powershell/Get-EC2SecurityGroup.7.json"),
        Form(
            "powershell/Get-EC2SecurityGroup.7.json", "powershell/Get-EC2NetworkInterface.json",
            listings: Array(withInterfaces.prefix(2))),
    ]

    private static let rows: [Form] = [
        Form("rows/ansible.json"), Form("rows/ansible-ad-hoc.txt"), Form("rows/ansible-callback.json"),
        Form("rows/steampipe.json"),
        Form("rows/steampipe.0.json"), Form("rows/cloudquery.jsonl"), Form("rows/cloudquery.texts.json"),
    ]

    private static let cloudControl: [Form] = [
        Form("cloudcontrol/list-resources.json"), Form("cloudcontrol/get-resource"),
        Form("cloudcontrol/list-resources.json", "aws-more/get-security-groups-for-vpc.json"),
    ]

    private static let terraform: [Form] = [
        Form("terraform/awscc.tfstate"), Form("terraform/awscc.show.json"), Form("terraform/version-3.tfstate"),
        Form("terraform/cdk.tf.json", listings: []),
    ]
}

@Suite("Every form that people have tells the same system")
struct FormTests {
    @Test("Questions, rules and what a comparison sees are those of the describe listings", arguments: Form.all)
    func same(_ form: Form) throws {
        let inventory = try Fixtures.read(form.files)
        try SmallSystem.check(inventory)
        if !form.listings.isEmpty { try SmallSystem.checkSame(inventory, as: form.listings) }
        let web = try #require(inventory.loadedGroups.first { inventory[inventory[$0].name] == "web" })
        let tags = inventory[web].tags.map { "\(inventory[$0.key])=\(inventory[$0.value])" }.sorted()
        #expect(tags == (form.hasTags ? ["Name=front", "team_a=a/b"] : []))
        #expect(inventory[inventory[web].vpc] == "vpc-0aaa0000000000001")
    }

    @Test(
        "The same packed by gzip is the same, as a file, in a folder and in memory",
        arguments: Form.all.filter { $0.files.count == 1 })
    func packed(_ form: Form) throws {
        let scratch = try Scratch()
        let path = Fixtures.path(form.files[0])
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue, !path.hasSuffix(".gz")
        else {
            return
        }
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/sh")
        gzip.arguments = ["-c", "gzip -c \"$0\" > \"$1\"", path, scratch.path("x.json.gz")]
        try gzip.run()
        gzip.waitUntilExit()
        let bytes = Array(try Data(contentsOf: URL(filePath: scratch.path("x.json.gz"))))
        #expect(bytes.starts(with: [0x1F, 0x8B]))
        try SmallSystem.check(try InputReader().read([.path(scratch.path("x.json.gz"))]).inventory)
        try SmallSystem.check(try InputReader().read([.path(scratch.directory.path)]).inventory)
        try SmallSystem.check(try InputReader().read(documents: [("x", bytes)], label: "x"))
    }
}
