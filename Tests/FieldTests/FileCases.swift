/// Cases about templates, states and plans.
extension FieldCase {
    static let files: [FieldCase] = templates + systems + whatCarriesAGroup

    private static let templates: [FieldCase] = [
        FieldCase("cfn-cidr-host-bits", "sgscope why -i template.yaml internet Web 443", 0),
        FieldCase(
            "cfn-cidr-host-bits", "sgscope rules -i template.yaml Web", 0, says: ["tcp 22 from 10.20.0.0/16"]),
        FieldCase("cfn-dynamic-reference-cidr", "sgscope why -i template.yaml internet Web 443", 0),
        FieldCase(
            "cfn-dynamic-reference-cidr", "sgscope why -i template.yaml 198.51.100.7 Web 22", 2,
            says: ["resolve:ssm:/net/office-cidr", "198.51.100.7"]),
        FieldCase("cfn-fn-cidr-rule", "sgscope why -i template.yaml 198.18.1.5 Web 22", 0),
        FieldCase("cfn-fn-cidr-rule", "sgscope why -i template.yaml 198.18.2.5 Web 22", 1),
        FieldCase(
            "cfn-instance-address-parameter", "sgscope why -i template.yaml internet Box 443", 0, says: ["leaves open", "Ip"]),
        FieldCase(
            "cfn-vpc-cidr-parameter", "sgscope why -i template.yaml internet Web 443", 0, says: ["leaves open", "VpcCidr"]),
        FieldCase(
            "cfn-managed-by", "sgscope why -i template.yaml internet Web 22", 1, says: ["cloudformation (template)"],
            never: ["terraform"]),
    ]

    private static let systems: [FieldCase] = [
        FieldCase(
            "cdk-rule-on-imported-group",
            "sgscope why -i Net.template.json -i App.template.json AppSg7F6E5D4C DbSg0E5A1B2C 5432", 0, never: ["two VPCs"]),
        FieldCase(
            "cdk-rule-on-imported-group", "sgscope draw -i Net.template.json -i App.template.json --all", 0,
            says: ["▼ 5432", "AppSg7F6E5D4C", "DbSg0E5A1B2C"], never: ["↺", "itself"]),
        FieldCase(
            "cfn-imported-owner-drawn-as-fact", "sgscope draw -i App.template.json --all", 0, says: ["▼ 5432"],
            never: ["↺", "itself"]),
        FieldCase(
            "cfn-imported-owner-drawn-as-fact", "sgscope rules -i App.template.json AppSg7F6E5D4C", 0,
            says: ["named by 1", "ingress tcp 5432"], never: ["ingress 1"]),
        FieldCase(
            "cfn-nested-stack", "sgscope why -i root.yaml -i child.yaml AppSg Db 5432", 0, never: ["two VPCs"]),
        FieldCase("cfn-same-logical-id", "test $(sgscope list -i stacks | grep -c vpc-0aaa0000000000001) = 2", 0),
        FieldCase(
            "cfn-same-logical-id", "sgscope why -i stacks internet SecurityGroup 443", 64, says: ["a-web", "b-db"]),
    ]

    private static let whatCarriesAGroup: [FieldCase] = [
        FieldCase(
            "cfn-instance-groups-by-name", "sgscope why -i template.yaml internet box 22", 1,
            says: ["WebSG lets internet in on tcp 80; you asked tcp 22"]),
        FieldCase(
            "cfn-instance-two-interfaces", "sgscope why -i template.yaml internet box 22", 2,
            says: ["10.0.0.11", "10.0.0.12"]),
        FieldCase("cfn-instance-two-interfaces", "sgscope why -i template.yaml internet 10.0.0.12 22", 0),
        FieldCase("pulumi-native-default-group", "sgscope why -i stack.json internet box 22", 2),
        FieldCase("plan-new-instance", "sgscope why -i plan.json internet box 22", 1, says: ["tcp 3000"]),
        FieldCase(
            "plan-new-instance", "sgscope rules -i plan.json lab", 0, says: ["box"], never: ["no listing of interfaces"]),
        FieldCase("tfstate-names-of-attached", "sgscope why -i terraform.tfstate shop orders 5432", 0),
        FieldCase(
            "tfstate-names-of-attached", "sgscope rules -i terraform.tfstate db-sg", 0, says: ["orders"],
            never: ["no listing of interfaces"]),
    ]
}
