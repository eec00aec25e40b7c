/// The example environment that is built into the program: the API's own answers for six groups and their network, and the notes about
/// them.
public enum ExampleEnvironment {
    /// The documents, each with its file name: groups, rules, interfaces, the network, the load balancer and what stands behind it.
    public static var documents: [(name: String, bytes: [UInt8])] {
        [
            ("describe-security-groups.json", PackageResources.describe_security_groups_json),
            ("describe-security-group-rules.json", PackageResources.describe_security_group_rules_json),
            ("describe-network-interfaces.json", PackageResources.describe_network_interfaces_json),
            ("describe-vpcs.json", PackageResources.describe_vpcs_json),
            ("describe-subnets.json", PackageResources.describe_subnets_json),
            ("describe-route-tables.json", PackageResources.describe_route_tables_json),
            ("describe-internet-gateways.json", PackageResources.describe_internet_gateways_json),
            ("describe-nat-gateways.json", PackageResources.describe_nat_gateways_json),
            ("describe-network-acls.json", PackageResources.describe_network_acls_json),
            ("describe-load-balancers.json", PackageResources.describe_load_balancers_json),
            ("describe-listeners.json", PackageResources.describe_listeners_json),
            ("describe-rules.443.json", PackageResources.describe_rules_443_json),
            ("describe-rules.80.json", PackageResources.describe_rules_80_json),
            ("describe-target-groups.json", PackageResources.describe_target_groups_json),
            ("describe-target-health.chat-dev-api.json", PackageResources.describe_target_health_chat_dev_api_json),
            ("describe-target-health.chat-dev-realtime.json", PackageResources.describe_target_health_chat_dev_realtime_json),
        ]
    }

    /// The notes file, with its name.
    public static var notes: (name: String, bytes: [UInt8]) { ("sgscope.yaml", PackageResources.sgscope_yaml) }
}
