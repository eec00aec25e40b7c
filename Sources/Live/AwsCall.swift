/// One call of the `aws` command: what it runs, which permission it needs, and what it is about.
struct AwsCall: Hashable, Sendable {
    /// The service as the command names it: `ec2`, `elbv2`.
    var service: String
    /// The operation as the command names it: `describe-security-groups`.
    var operation: String
    /// The permission that the call needs, as an IAM policy names it; nil where it needs none.
    var action: String?
    /// The member of the answer that holds what is asked for: a list, empty where there is nothing.
    var list: String?
    /// Whether that member is an object, not a list.
    var isObject = false
    var arguments: [String] = []
    /// Arguments that older versions of the command do not know: without them the answer may lack something.
    var newer: [String] = []
    /// What the call is about where its answer does not say.
    var id: String?

    /// The call as messages and snapshots name it: `ec2 describe-security-groups`.
    var name: String { "\(service) \(operation)" }
}

extension AwsCall {
    /// Who asks: the account, and whether there are credentials at all.
    static let identity = AwsCall(service: "sts", operation: "get-caller-identity")

    /// What is asked of every account and region at once.
    static let first: [AwsCall] = groupsAndNetworks + joining + balancing + owners

    private static let groupsAndNetworks: [AwsCall] = [
        AwsCall(
            service: "ec2", operation: "describe-security-groups", action: "ec2:DescribeSecurityGroups", list: "SecurityGroups"),
        AwsCall(
            service: "ec2", operation: "describe-security-group-rules", action: "ec2:DescribeSecurityGroupRules",
            list: "SecurityGroupRules"),
        AwsCall(
            service: "ec2", operation: "describe-network-interfaces", action: "ec2:DescribeNetworkInterfaces",
            list: "NetworkInterfaces", newer: hidden),
        vpcs,
        AwsCall(service: "ec2", operation: "describe-subnets", action: "ec2:DescribeSubnets", list: "Subnets"),
        AwsCall(service: "ec2", operation: "describe-route-tables", action: "ec2:DescribeRouteTables", list: "RouteTables"),
        AwsCall(service: "ec2", operation: "describe-network-acls", action: "ec2:DescribeNetworkAcls", list: "NetworkAcls"),
        AwsCall(
            service: "ec2", operation: "describe-internet-gateways", action: "ec2:DescribeInternetGateways",
            list: "InternetGateways"),
        AwsCall(
            service: "ec2", operation: "describe-egress-only-internet-gateways",
            action: "ec2:DescribeEgressOnlyInternetGateways", list: "EgressOnlyInternetGateways"),
        AwsCall(service: "ec2", operation: "describe-nat-gateways", action: "ec2:DescribeNatGateways", list: "NatGateways"),
        AwsCall(service: "ec2", operation: "describe-addresses", action: "ec2:DescribeAddresses", list: "Addresses"),
        AwsCall(
            service: "ec2", operation: "describe-vpc-block-public-access-options",
            action: "ec2:DescribeVpcBlockPublicAccessOptions", list: "VpcBlockPublicAccessOptions", isObject: true),
        AwsCall(
            service: "ec2", operation: "describe-vpc-block-public-access-exclusions",
            action: "ec2:DescribeVpcBlockPublicAccessExclusions", list: "VpcBlockPublicAccessExclusions"),
        prefixLists,
    ]

    /// What interfaces belong to.
    private static let owners: [AwsCall] = [
        AwsCall(
            service: "ec2", operation: "describe-instances", action: "ec2:DescribeInstances", list: "Reservations",
            arguments: [
                "--query",
                "{Reservations: Reservations[].{\(kept("ReservationId", "OwnerId")), Instances: Instances[].{\(instance)}}}",
            ], newer: hidden),
        AwsCall(service: "rds", operation: "describe-db-instances", action: "rds:DescribeDBInstances", list: "DBInstances"),
        AwsCall(service: "rds", operation: "describe-db-clusters", action: "rds:DescribeDBClusters", list: "DBClusters"),
        AwsCall(
            service: "elasticache", operation: "describe-cache-clusters", action: "elasticache:DescribeCacheClusters",
            list: "CacheClusters",
            arguments: ["--show-cache-node-info"]),
        // A function's environment and a task's overrides hold secrets: they are never asked for.
        AwsCall(
            service: "lambda", operation: "list-functions", action: "lambda:ListFunctions", list: "Functions",
            arguments: ["--query", "{Functions: Functions[].{\(kept("FunctionName", "FunctionArn", "VpcConfig"))}}"]),
        clusters,
    ]

    /// What AWS services manage is listed only so where its visibility is set to hidden.
    ///
    /// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-network-interfaces.html#options
    private static let hidden = ["--include-managed-resources"]

    private static let vpcs = AwsCall(service: "ec2", operation: "describe-vpcs", action: "ec2:DescribeVpcs", list: "Vpcs")
    private static let prefixLists = AwsCall(
        service: "ec2", operation: "describe-managed-prefix-lists", action: "ec2:DescribeManagedPrefixLists", list: "PrefixLists")
    private static let clusters = AwsCall(
        service: "ecs", operation: "list-clusters", action: "ecs:ListClusters", list: "clusterArns")

    /// The calls that are about one thing of an earlier answer.
    private static let stale = AwsCall(
        service: "ec2", operation: "describe-stale-security-groups", action: "ec2:DescribeStaleSecurityGroups",
        list: "StaleSecurityGroupSet")
    private static let entries = AwsCall(
        service: "ec2", operation: "get-managed-prefix-list-entries", action: "ec2:GetManagedPrefixListEntries", list: "Entries")
    private static let tasks = AwsCall(service: "ecs", operation: "list-tasks", action: "ecs:ListTasks", list: "taskArns")
    private static let taskDetails = AwsCall(
        service: "ecs", operation: "describe-tasks", action: "ecs:DescribeTasks", list: "tasks")

    private static let instance =
        kept(
            "InstanceId", "VpcId", "SubnetId", "Tags", "State", "PrivateIpAddress", "PublicIpAddress", "SecurityGroups",
            "Platform",
            "PlatformDetails")
        + ", NetworkInterfaces: NetworkInterfaces"

    /// The calls that an answer makes possible.
    func next(after answer: (_ key: String?) -> [String]) -> [AwsCall] {
        switch self {
        case Self.vpcs: return answer("VpcId").map { Self.stale.about($0, ["--vpc-id", $0]) }
        case Self.prefixLists: return answer("PrefixListId").map { Self.entries.about($0, ["--prefix-list-id", $0]) }
        case Self.clusters: return answer(nil).map { Self.tasks.about($0, ["--cluster", $0]) }
        case let call where call.name == Self.tasks.name:
            guard let cluster = call.id else { return [] }
            // describe-tasks takes 100 at a time.
            let all = answer(nil)
            return stride(from: 0, to: all.count, by: 100).map { start in
                let some = Array(all[start..<min(start + 100, all.count)])
                let query = "{tasks: tasks[].{\(Self.kept("taskArn", "group", "clusterArn", "attachments"))}}"
                return Self.taskDetails.about(cluster, ["--cluster", cluster, "--query", query, "--tasks"] + some)
            }
        default: return nextOfJoining(after: answer) + nextOfBalancing(after: answer)
        }
    }

    /// The same for a version of the command that does not know what is newer.
    var withoutNewer: AwsCall {
        var call = self
        call.newer = []
        return call
    }

    /// Whether the answer is only asked for the sake of further calls.
    var isOnlyAStep: Bool { self == Self.clusters || name == Self.tasks.name }

    func about(_ id: String, _ arguments: [String]) -> AwsCall {
        var call = self
        call.id = id
        call.arguments = arguments
        return call
    }

    /// Members that a `--query` keeps under their own names.
    static func kept(_ names: String...) -> String {
        names.map { "\($0): \($0)" }.joined(separator: ", ")
    }
}
