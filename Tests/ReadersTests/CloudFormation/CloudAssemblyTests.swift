import Reachability
import Readers
import CoreModel
import Support
import Testing

/// What `cdk synth` wrote (aws-cdk-lib 2.275.0): verdicts by hand, from reading the templates.
@Suite("A cdk.out folder reads as deployed")
struct CloudAssemblyTests {
    /// The app's stack opens a port of the other stack's database to its own group, and its load balancer reaches the app on 8080.
    ///
    /// Groups: LbSg (443 from anywhere, out to AppSg on 8080 only), AppSg (8080 from LbSg, out to anywhere), DbSg (5432 from AppSg, out to
    /// nobody). `App/Box` carries AppSg, `Lb1928D9D6` carries LbSg.
    private static let stacks: [Expected] = [
        Expected("AppSg898BCA4E -> DbSg495F8305:5432", .allowed),
        Expected("LbSg2402C069 -> DbSg495F8305:5432", .blocked),
        Expected("internet -> Lb1928D9D6:443", .allowed),
        Expected("LbSg2402C069 -> App/Box:8080", .allowed),
        Expected("internet -> App/Box:8080", .blocked),
        Expected("DbSg495F8305 -> internet:443", .blocked),
    ]

    @Test(
        "Two stacks, joined by exports or by outputs that are looked up",
        arguments: ["cdk/two-stacks", "cdk/two-stacks-weak"])
    func stacks(_ folder: String) throws {
        let inventory = try Fixtures.read(folder)
        #expect(inventory.loadedGroups.count == 3)
        #expect(Set(inventory.loadedGroups.map { inventory[$0].vpc }).count == 1)
        for question in Self.stacks { try question.check(inventory) }
    }

    /// What stands in each stage.
    ///
    /// Service with the nested stack Base (VPC, Bastion), Api (22 from Bastion, 443 from the office), and Data with Db (5432
    /// from Api). The office of Dev is everybody, of Prod 198.51.100.0/24; all egress is CloudFormation's own.
    private static let stages: [Expected] = [
        Expected("Dev-Service/Base/Bastion -> Dev-Service/Api:22", .allowed),
        Expected("Dev-Service/Base/Bastion -> Prod-Service/Api:22", .blocked),
        Expected("Prod-Service/Api -> Prod-Data/Db:5432", .allowed),
        Expected("Dev-Service/Api -> Prod-Data/Db:5432", .blocked),
        Expected("203.0.113.9 -> Dev-Service/Api:443", .allowed),
        Expected("203.0.113.9 -> Prod-Service/Api:443", .blocked),
        Expected("198.51.100.9 -> Prod-Service/Api:443", .allowed),
    ]

    @Test("Two stages with nested stacks are two environments")
    func stages() throws {
        let inventory = try Fixtures.read("cdk/two-stages")
        #expect(inventory.loadedGroups.count == 6)
        for question in Self.stages { try question.check(inventory) }
        #expect(throws: QuestionError.self) { try Analyzer(inventory).resolver.resolve("Api") }
        #expect(inventory.notices.isEmpty, "\(inventory.notices)")
    }

    @Test("What lies beside the templates in the folder is known, with whatever it leaves out")
    func besides() throws {
        let scratch = try Scratch()
        let files = [
            "cdk.out": #"{"version": "48.0.0"}"#,
            "manifest.json":
                #"{"version": "48.0.0", "artifacts": {"Net": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "Net.template.json"}}}}"#,
            "Net.template.json":
                #"{"Resources": {"Sg": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x"}}}}"#,
            "Net.assets.json": #"{"version": "48.0.0", "files": {}}"#,
            "Images.assets.json": #"{"version": "48.0.0", "dockerImages": {}}"#,
            "Net.metadata.json":
                #"{"/Net/Sg": [{"type": "aws:cdk:logicalId", "data": "Sg"}], "/Net/Empty": [{"type": "aws:cdk:info"}]}"#,
            "tree.json": #"{"version": "tree-0.1", "tree": {"id": "App"}}"#,
            "routes.json": #"{"/Net/Sg": [{"type": "page"}]}"#,
        ]
        for (name, text) in files { try scratch.write(name, text) }
        let inventory = try InputReader().read([.path(scratch.directory.path)]).inventory
        #expect(inventory.loadedGroups.count == 1)
        #expect(inventory.notices.count { $0.contains("not used") } == 1, "\(inventory.notices)")
        #expect(inventory.notices.contains("routes.json is of no known kind: not used"), "\(inventory.notices)")
    }

    @Test("A template that no stack of the manifest is made of is not read, and said to be not")
    func stale() throws {
        let manifest = #"""
            {"version": "55.0.0", "artifacts": {"Net": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region",
             "properties": {"templateFile": "Net.template.json"}}}}
            """#
        func template(_ port: Int) -> String {
            let rule = #"{"IpProtocol": "tcp", "FromPort": \#(port), "ToPort": \#(port), "CidrIp": "0.0.0.0/0"}"#
            return
                #"{"Resources": {"Sg": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "SecurityGroupIngress": [\#(rule)]}}}}"#
        }
        let inventory = try Fixtures.read(
            documents: [
                ("cdk.out/Net.template.json", template(80)), ("cdk.out/Old.template.json", template(81)),
                ("cdk.out/asset.0a/template.json", template(82)), ("cdk.out/manifest.json", manifest),
            ], label: "cdk.out")
        #expect(inventory.loadedGroups.count == 1)
        try Expected("internet -> Sg:80", .allowed).check(inventory)
        try Expected("internet -> Sg:81", .blocked).check(inventory)
        #expect(inventory.notices.contains("2 templates are beside a manifest that has no stack of them: not read"))
    }
}
