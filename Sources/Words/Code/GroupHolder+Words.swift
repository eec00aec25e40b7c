import CoreModel

/// What sets the groups of interfaces that AWS made for it, in words, commands and code.
extension GroupHolder {
    /// "the load balancer front", "a Lambda function".
    var called: String {
        switch kind {
        case .other:
            if let groupless {
                name.isEmpty ? "a \(groupless.word)" : name
            } else {
                name.isEmpty ? "a service of AWS" : "a service of AWS (\(name))"
            }
        case .cluster, .domain: name.isEmpty ? "an \(word)" : "the \(word) \(name)"
        case .task, .mountTarget: "an \(word)\(name.isEmpty ? "" : " of \(name)")"
        case .endpoint, .balancer, .classicBalancer, .database, .databaseCluster, .documentCluster, .graphCluster, .anyDatabase,
            .proxy, .cache, .function, .natGateway, .transitAttachment:
            name.isEmpty ? "a \(word)" : "the \(word) \(name)"
        }
    }

    /// That nothing sets the groups of an interface, by its name; nil where something does.
    func refusal(of interface: String) -> String? {
        groupless == nil ? nil : "\(interface) is of \(called), which takes no groups"
    }

    private var word: String {
        switch kind {
        case .endpoint: "VPC endpoint"
        case .balancer, .classicBalancer: "load balancer"
        case .database, .anyDatabase: "database"
        case .databaseCluster: "database cluster"
        case .documentCluster: "DocumentDB cluster"
        case .graphCluster: "Neptune cluster"
        case .proxy: "database proxy"
        case .cache: "cache"
        case .function: "Lambda function"
        case .task: "ECS task"
        case .mountTarget: "EFS mount target"
        case .cluster: "EKS cluster"
        case .domain: "OpenSearch domain"
        case .natGateway: "NAT gateway"
        case .transitAttachment: "transit gateway attachment"
        case .other: "service"
        }
    }

    /// What sets all of its groups, by its id, the groups themselves behind it; nil where a command takes more than that, or sets others too.
    ///
    /// Sources: https://docs.aws.amazon.com/cli/latest/reference/elbv2/set-security-groups.html and the pages beside it of
    /// elb apply-security-groups-to-load-balancer, rds modify-db-instance, modify-db-cluster and modify-db-proxy, docdb and neptune
    /// modify-db-cluster, efs modify-mount-target-security-groups.
    func command(_ id: String) -> (service: String, verb: String, arguments: [String])? {
        switch kind {
        case .balancer: ("elbv2", "set-security-groups", ["--load-balancer-arn", id, "--security-groups"])
        case .classicBalancer:
            ("elb", "apply-security-groups-to-load-balancer", ["--load-balancer-name", id, "--security-groups"])
        case .database: ("rds", "modify-db-instance", ["--db-instance-identifier", id, "--vpc-security-group-ids"])
        case .databaseCluster, .documentCluster, .graphCluster:
            (clusterService, "modify-db-cluster", ["--db-cluster-identifier", id, "--vpc-security-group-ids"])
        case .proxy: ("rds", "modify-db-proxy", ["--db-proxy-name", id, "--security-groups"])
        case .mountTarget: ("efs", "modify-mount-target-security-groups", ["--mount-target-id", id, "--security-groups"])
        case .endpoint, .anyDatabase, .cache, .function, .task, .cluster, .domain, .natGateway, .transitAttachment, .other: nil
        }
    }

    private var clusterService: String {
        switch kind {
        case .documentCluster: "docdb"
        case .graphCluster: "neptune"
        default: "rds"
        }
    }

    /// How its groups are set where the input has not all that the command takes.
    ///
    /// Sources: https://docs.aws.amazon.com/cli/latest/reference/lambda/update-function-configuration.html,
    /// https://docs.aws.amazon.com/cli/latest/reference/ecs/update-service.html and
    /// https://docs.aws.amazon.com/cli/latest/reference/elasticache/modify-replication-group.html
    var setting: String {
        switch kind {
        case .endpoint: "by aws ec2 modify-vpc-endpoint with its id, which is not told"
        case .balancer: "by aws elbv2 set-security-groups with its ARN, which is not told"
        case .classicBalancer: "by aws elb apply-security-groups-to-load-balancer with its name, which is not told"
        case .database: "by aws rds modify-db-instance --vpc-security-group-ids with its identifier, which is not told"
        case .databaseCluster, .documentCluster, .graphCluster:
            "by aws \(clusterService) modify-db-cluster --vpc-security-group-ids with its identifier, which is not told"
        case .anyDatabase: "by aws rds modify-db-instance --vpc-security-group-ids, of a cluster's by modify-db-cluster"
        case .proxy: "by aws rds modify-db-proxy --security-groups with its name, which is not told"
        case .cache:
            "by aws elasticache modify-replication-group --security-group-ids, without such a group by modify-cache-cluster"
        case .function: "by aws lambda update-function-configuration --vpc-config together with its subnets"
        case .task: "by aws ecs update-service --network-configuration for the tasks that start then"
        case .mountTarget: "by aws efs modify-mount-target-security-groups with its id, which is not told"
        case .cluster, .domain, .natGateway, .transitAttachment, .other: "there"
        }
    }

    /// Where its groups stand in a language: "security_groups of the aws_lb of front".
    func place(_ form: CodeForm) -> String {
        guard let (type, path) = resource else { return "the security groups of \(called)" }
        var keys = path.map(form.key)
        if form == .cloudformation {
            switch kind {
            case .database, .anyDatabase: keys = ["VPCSecurityGroups"]
            case .task: keys.insert("AwsvpcConfiguration", at: 1)
            default: break
            }
        }
        let cluster = kind == .anyDatabase ? ", or those of the \(form.type("aws_rds_cluster")) that it is a member of" : ""
        return "\(keys.joined(separator: ".")) of the \(form.type(type))\(name.isEmpty ? "" : " of \(name)")\(cluster)"
    }

    /// The resource of Terraform that sets its groups, and the way to them in it.
    private var resource: (type: String, path: [String])? {
        switch kind {
        case .endpoint: ("aws_vpc_endpoint", ["security_group_ids"])
        case .balancer: ("aws_lb", ["security_groups"])
        case .classicBalancer: ("aws_elb", ["security_groups"])
        case .database, .anyDatabase: ("aws_db_instance", ["vpc_security_group_ids"])
        case .databaseCluster: ("aws_rds_cluster", ["vpc_security_group_ids"])
        case .documentCluster: ("aws_docdb_cluster", ["vpc_security_group_ids"])
        case .graphCluster: ("aws_neptune_cluster", ["vpc_security_group_ids"])
        case .proxy: ("aws_db_proxy", ["vpc_security_group_ids"])
        case .cache: ("aws_elasticache_replication_group", ["security_group_ids"])
        case .function: ("aws_lambda_function", ["vpc_config", "security_group_ids"])
        case .task: ("aws_ecs_service", ["network_configuration", "security_groups"])
        case .mountTarget: ("aws_efs_mount_target", ["security_groups"])
        case .cluster, .domain, .natGateway, .transitAttachment, .other: nil
        }
    }
}

extension GroupHolder.Groupless {
    /// What it is: "NAT gateway".
    public var word: String {
        switch self {
        case .natGateway: "NAT gateway"
        case .transitGatewayAttachment: "transit gateway attachment"
        case .gatewayEndpoint: "Gateway Load Balancer endpoint"
        case .gatewayBalancer: "Gateway Load Balancer"
        case .networkBalancer: "load balancer made without groups"
        }
    }
}
