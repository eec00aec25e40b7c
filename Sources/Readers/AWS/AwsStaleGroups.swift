import CoreModel

/// Reads describe-stale-security-groups: rules that name groups of a VPC that is no longer connected.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-stale-security-groups.html#output
enum AwsStaleGroups {
    static func read(_ groups: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for group in groups {
            let id = collector.intern(try group.requiredText("GroupId"))
            for list: StaticString in ["StaleIpPermissions", "StaleIpPermissionsEgress"] {
                for permission in try group.elements(list) {
                    for pair in try permission.elements("UserIdGroupPairs") {
                        collector.builder.noteStale(of: id, naming: collector.intern(try pair.requiredText("GroupId")))
                    }
                }
            }
        }
    }
}
