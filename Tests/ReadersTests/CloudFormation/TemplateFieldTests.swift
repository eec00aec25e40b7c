import Reachability
import Readers
import CoreModel
import Testing

/// Small inputs made after real reports, one folder a case.
@Suite("Templates and stacks from the field")
struct TemplateFieldTests {
    private static let cases: [([String], [Expected])] = [
        (
            ["cfn-instance-groups-by-name/template.yaml"],
            [Expected("internet -> box:22", .blocked), Expected("internet -> box:80", .allowed)]
        ),
        (
            ["cfn-instance-two-interfaces/template.yaml"],
            [
                Expected("internet -> box:22", .depends), Expected("internet -> 10.0.0.12:22", .allowed),
                Expected("internet -> 10.0.0.11:22", .blocked), Expected("internet -> 10.0.0.11:80", .allowed),
            ]
        ),
        (
            ["pulumi-native-default-group/stack.json"],
            [Expected("internet -> box:22", .depends, because: "the default group of the VPC of box")]
        ),
        (
            ["cdk-rule-on-imported-group/Net.template.json", "cdk-rule-on-imported-group/App.template.json"],
            [
                Expected("AppSg7F6E5D4C -> DbSg0E5A1B2C:5432", .allowed),
                Expected("AppSg7F6E5D4C -> AppSg7F6E5D4C:5432", .blocked),
            ]
        ),
        (
            ["cfn-imported-owner-drawn-as-fact/App.template.json"],
            [
                Expected("AppSg7F6E5D4C -> AppSg7F6E5D4C:5432", .blocked),
                Expected("AppSg7F6E5D4C -> import Net:ExportsOutputFnGetAttDbSg0E5A1B2CGroupId11223344:5432", .allowed),
            ]
        ),
        (
            ["cfn-nested-stack/root.yaml", "cfn-nested-stack/child.yaml"],
            [Expected("AppSg -> Db:5432", .allowed), Expected("Db -> AppSg:5432", .blocked)]
        ),
        (["cfn-nested-stack/root.yaml"], [Expected("Db -> Db:5432", .depends, because: "Net.Outputs.AppSg")]),
        (["cfn-vpc-cidr-parameter/template.yaml"], [Expected("internet -> Web:443", .allowed)]),
        (["cfn-instance-address-parameter/template.yaml"], [Expected("internet -> Box:443", .allowed)]),
        (
            ["cfn-fn-cidr-rule/template.yaml"],
            [Expected("198.18.1.5 -> Web:22", .allowed), Expected("198.18.2.5 -> Web:22", .blocked)]
        ),
        (
            ["cfn-dynamic-reference-cidr/template.yaml"],
            [
                Expected("internet -> Web:443", .allowed),
                Expected("198.51.100.7 -> Web:22", .depends, because: "resolve:ssm:/net/office-cidr"),
            ]
        ),
    ]

    @Test("Each case is answered right", arguments: cases)
    func answers(_ files: [String], _ questions: [Expected]) throws {
        let inventory = try Fixtures.read(files.map { "field/\($0)" })
        for question in questions { try question.check(inventory) }
    }

    @Test("Two templates that call their group SecurityGroup are two groups")
    func sameLogicalID() throws {
        let inventory = try Fixtures.read("field/cfn-same-logical-id/stacks")
        #expect(inventory.loadedGroups.map { inventory[inventory[$0].id] } == ["a-web/SecurityGroup", "b-db/SecurityGroup"])
        #expect(throws: QuestionError.self) { try Analyzer(inventory).resolver.resolve("SecurityGroup") }
        try Expected("internet -> a-web/SecurityGroup:443", .allowed).check(inventory)
        try Expected("internet -> b-db/SecurityGroup:443", .blocked).check(inventory)
    }

    @Test("Two stacks of one app are in one VPC, and the rule stands on its owner alone")
    func importedOwner() throws {
        let folder = "field/cdk-rule-on-imported-group"
        let inventory = try Fixtures.read("\(folder)/Net.template.json", "\(folder)/App.template.json")
        let rules = inventory.loadedGroups.map { "\(inventory[inventory[$0].id]): \(inventory[$0].ingress.count)" }
        #expect(rules.sorted() == ["AppSg7F6E5D4C: 0", "DbSg0E5A1B2C: 1"])
        #expect(Set(inventory.loadedGroups.map { inventory[inventory[$0].vpc] }) == ["Vpc8378EB38"])
    }
}
