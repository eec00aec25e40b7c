/// The example environment that is built into the program: the API's own answers for six groups, and the notes about them.
public enum ExampleEnvironment {
    /// The documents, each with its file name: groups, rules, interfaces, VPCs, subnets.
    public static var documents: [(name: String, bytes: [UInt8])] {
        [
            ("describe-security-groups.json", PackageResources.describe_security_groups_json),
            ("describe-security-group-rules.json", PackageResources.describe_security_group_rules_json),
            ("describe-network-interfaces.json", PackageResources.describe_network_interfaces_json),
            ("describe-vpcs.json", PackageResources.describe_vpcs_json),
            ("describe-subnets.json", PackageResources.describe_subnets_json),
        ]
    }

    /// The notes file, with its name.
    public static var notes: (name: String, bytes: [UInt8]) { ("sgscope.yaml", PackageResources.sgscope_yaml) }
}
