import CoreModel
import Readers
import Testing

@testable import Words

/// Groups of interfaces that AWS made for something: it refuses to change these by themselves, so that code changes what they are of.
@Suite("Groups of what AWS made interfaces for, as code")
struct GroupHolderCodeTests {
    /// An interface by what AWS writes of it, what else is listed, and what changes its groups.
    struct Case: Sendable, CustomTestStringConvertible {
        var description: String
        var type = "interface"
        var listed: [String] = []
        /// The command before its groups, and where the groups stand in code: Terraform's, CloudFormation's, Pulumi's.
        var command: String?
        var code: [String] = []
        /// What the comment says where there is no command.
        var says = ""

        var testDescription: String { description }
    }

    private static let arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer"

    private static func balancer(_ path: String, _ type: String, groups: String = "[\"sg-was\"]") -> String {
        """
        {"LoadBalancers":[{"LoadBalancerArn":"\(arn)/\(path)","LoadBalancerName":"front","Type":"\(type)","VpcId":"vpc-1",
          "SecurityGroups":\(groups),"AvailabilityZones":[{"SubnetId":"subnet-1","ZoneName":"a"}],"State":{"Code":"active"}}]}
        """
    }

    private static let database = """
        {"DBInstances":[{"DBInstanceIdentifier":"orders","DBInstanceArn":"arn:aws:rds:eu-west-1:123456789012:db:orders",
          "VpcSecurityGroups":[{"VpcSecurityGroupId":"sg-was","Status":"active"}],
          "DBSubnetGroup":{"VpcId":"vpc-1","Subnets":[{"SubnetIdentifier":"subnet-1"}]}}]}
        """

    private static let cluster = """
        {"DBClusters":[{"DBClusterIdentifier":"all","DBClusterArn":"arn:aws:rds:eu-west-1:123456789012:cluster:all",
          "VpcSecurityGroups":[{"VpcSecurityGroupId":"sg-was","Status":"active"}]}]}
        """

    /// A database that is a member of a cluster.
    private static func member(of cluster: String, engine: String = "aurora-postgresql") -> String {
        """
        {"DBInstances":[{"DBInstanceIdentifier":"\(cluster)-1","DBClusterIdentifier":"\(cluster)","Engine":"\(engine)",
          "DBInstanceArn":"arn:aws:rds:eu-west-1:123456789012:db:\(cluster)-1",
          "VpcSecurityGroups":[{"VpcSecurityGroupId":"sg-was","Status":"active"}],
          "DBSubnetGroup":{"VpcId":"vpc-1","Subnets":[{"SubnetIdentifier":"subnet-1"}]}}]}
        """
    }

    private static let balancers = [
        Case(
            description: "ELB app/front/50dc6c495c0c9188", listed: [balancer("app/front/50dc6c495c0c9188", "application")],
            command:
                "aws elbv2 set-security-groups --region eu-west-1 --load-balancer-arn \(arn)/app/front/50dc6c495c0c9188 --security-groups",
            code: [
                "security_groups of the aws_lb of front",
                "SecurityGroups of the AWS::ElasticLoadBalancingV2::LoadBalancer of front",
                "securityGroups of the aws.lb.LoadBalancer of front",
            ]),
        Case(
            description: "ELB net/front/0123456789abcdef", type: "network_load_balancer",
            listed: [balancer("net/front/0123456789abcdef", "network")],
            command:
                "aws elbv2 set-security-groups --region eu-west-1 --load-balancer-arn \(arn)/net/front/0123456789abcdef --security-groups",
            code: ["security_groups of the aws_lb of front"]),
        // Another one of its name.
        Case(
            description: "ELB app/front/50dc6c495c0c9188", listed: [balancer("net/front/0123456789abcdef", "network")],
            code: ["security_groups of the aws_lb of front"],
            says: "the load balancer front, whose groups are set by aws elbv2 set-security-groups with its ARN, which is not told"
        ),
        Case(
            description: "ELB app/front/50dc6c495c0c9188", code: ["security_groups of the aws_lb of front"],
            says: "the load balancer front, whose groups are set by aws elbv2 set-security-groups with its ARN, which is not told"
        ),
        Case(
            description: "ELB old",
            command: "aws elb apply-security-groups-to-load-balancer --load-balancer-name old --security-groups",
            code: [
                "security_groups of the aws_elb of old", "SecurityGroups of the AWS::ElasticLoadBalancing::LoadBalancer of old",
                "securityGroups of the aws.elb.LoadBalancer of old",
            ]),
    ]

    private static let others = [
        Case(
            description: "RDSNetworkInterface", listed: [database],
            command: "aws rds modify-db-instance --db-instance-identifier orders --vpc-security-group-ids",
            code: [
                "vpc_security_group_ids of the aws_db_instance of orders",
                "VPCSecurityGroups of the AWS::RDS::DBInstance of orders",
                "vpcSecurityGroupIds of the aws.rds.Instance of orders",
            ]),
        // A cluster sets the groups of its members, whether it is listed or not.
        Case(
            description: "RDSNetworkInterface", listed: [member(of: "all"), cluster],
            command: "aws rds modify-db-cluster --db-cluster-identifier all --vpc-security-group-ids",
            code: [
                "vpc_security_group_ids of the aws_rds_cluster of all", "VpcSecurityGroupIds of the AWS::RDS::DBCluster of all",
                "vpcSecurityGroupIds of the aws.rds.Cluster of all",
            ]),
        Case(
            description: "RDSNetworkInterface", listed: [member(of: "all")],
            command: "aws rds modify-db-cluster --db-cluster-identifier all --vpc-security-group-ids",
            code: ["vpc_security_group_ids of the aws_rds_cluster of all"]),
        Case(
            description: "RDSNetworkInterface", listed: [member(of: "papers", engine: "docdb")],
            command: "aws docdb modify-db-cluster --db-cluster-identifier papers --vpc-security-group-ids",
            code: [
                "vpc_security_group_ids of the aws_docdb_cluster of papers",
                "VpcSecurityGroupIds of the AWS::DocDB::DBCluster of papers",
                "vpcSecurityGroupIds of the aws.docdb.Cluster of papers",
            ]),
        Case(
            description: "RDSNetworkInterface", listed: [member(of: "web", engine: "neptune")],
            command: "aws neptune modify-db-cluster --db-cluster-identifier web --vpc-security-group-ids",
            code: ["vpc_security_group_ids of the aws_neptune_cluster of web"]),
        // Of two clusters with the same groups either may have it.
        Case(
            description: "RDSNetworkInterface", listed: [member(of: "all"), member(of: "other")],
            code: ["vpc_security_group_ids of the aws_rds_cluster"],
            says: "a database cluster, whose groups are set by aws rds modify-db-cluster"),
        // Which of them it is of is not told.
        Case(
            description: "RDSNetworkInterface", listed: [database, cluster],
            code: ["vpc_security_group_ids of the aws_db_instance"],
            says: "of a cluster's by modify-db-cluster"),
        Case(
            description: "RDSNetworkInterface", code: ["vpc_security_group_ids of the aws_db_instance"],
            says: "a database, whose groups are set by aws rds modify-db-instance"),
        Case(
            description: "Network interface for DBProxy front-door",
            command: "aws rds modify-db-proxy --db-proxy-name front-door --security-groups",
            code: ["vpc_security_group_ids of the aws_db_proxy of front-door"]),
        Case(
            description: "ElastiCache carts-001",
            code: [
                "security_group_ids of the aws_elasticache_replication_group of carts-001",
                "SecurityGroupIds of the AWS::ElastiCache::ReplicationGroup of carts-001",
                "securityGroupIds of the aws.elasticache.ReplicationGroup of carts-001",
            ], says: "the cache carts-001, whose groups are set by aws elasticache modify-replication-group"),
        Case(
            description: "AWS Lambda VPC ENI-mail-5b1a7f10-0000-4000-8000-0123456789ab", type: "lambda",
            code: [
                "vpc_config.security_group_ids of the aws_lambda_function of mail",
                "VpcConfig.SecurityGroupIds of the AWS::Lambda::Function of mail",
                "vpcConfig.securityGroupIds of the aws.lambda.Function of mail",
            ], says: "the Lambda function mail, whose groups are set by aws lambda update-function-configuration --vpc-config"),
        Case(
            description: "arn:aws:ecs:eu-west-1:123456789012:attachment/5b1a7f10",
            code: [
                "network_configuration.security_groups of the aws_ecs_service",
                "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups of the AWS::ECS::Service",
                "networkConfiguration.securityGroups of the aws.ecs.Service",
            ], says: "an ECS task, whose groups are set by aws ecs update-service --network-configuration"),
        Case(
            description: "EFS mount target for fs-0123 (fsmt-4567)",
            command: "aws efs modify-mount-target-security-groups --mount-target-id fsmt-4567 --security-groups",
            code: ["security_groups of the aws_efs_mount_target of fs-0123"]),
        Case(
            description: "Amazon EKS prod", code: ["the security groups of the EKS cluster prod"],
            says: "is of the EKS cluster prod, whose groups are set there"),
        Case(
            description: "ES logs", code: ["the security groups of the OpenSearch domain logs"],
            says: "is of the OpenSearch domain logs, whose groups are set there"),
        Case(
            description: "", code: ["the security groups of a service of AWS"],
            says: "is of a service of AWS, whose groups are set there"),
    ]

    /// Interfaces of one description that carry a group, beside what is listed.
    private static func inventory(_ one: Case, count: Int = 1, carries: String = "{\"GroupId\":\"sg-was\"}") throws -> Inventory {
        let interfaces = (1...count).map { number in
            """
            {"NetworkInterfaceId":"eni-\(number)","VpcId":"vpc-1","SubnetId":"subnet-1","Description":"\(one.description)",
             "InterfaceType":"\(one.type)","RequesterId":"amazon","RequesterManaged":true,"Groups":[\(carries)],
             "PrivateIpAddress":"10.0.0.\(number)","PrivateIpAddresses":[{"PrivateIpAddress":"10.0.0.\(number)","Primary":true}]}
            """
        }
        let groups = ["was", "new"].map { name in
            """
            {"GroupId":"sg-\(name)","GroupName":"\(name)","VpcId":"vpc-1","Description":"d","IpPermissions":[],"IpPermissionsEgress":[]}
            """
        }
        let listings = [
            "{\"SecurityGroups\":[\(groups.joined(separator: ","))]}",
            "{\"NetworkInterfaces\":[\(interfaces.joined(separator: ","))]}",
        ]
        let documents = (listings + one.listed).enumerated().map { place, text in
            (name: "\(place).json", bytes: Array(text.utf8))
        }
        return try InputReader().read(documents: documents, label: "test")
    }

    private static func commands(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("aws ") }
    }

    @Test(
        "What made an interface is changed, with all of its groups, and back; where that is not told it is said",
        arguments: balancers + others)
    func holders(one: Case) throws {
        let inventory = try Self.inventory(one)
        let code = ChangeCode(inventory, Names(inventory))
        let edits: [Edit] = [.attach(group: "sg-new", interface: "eni-1")]
        let (text, back) = (code.text(edits, as: .aws), code.undo(edits))
        #expect(Self.commands(text) == (one.command.map { ["\($0) sg-was sg-new"] } ?? []), "\(text)")
        #expect(Self.commands(back) == (one.command.map { ["\($0) sg-was"] } ?? []), "\(back)")
        if one.command == nil {
            #expect(text.hasPrefix("# eni-1 is of ") && text.contains(one.says), "\(text)")
            #expect(
                text.hasSuffix(": from now on sg-was, sg-new\n") && back.hasSuffix(": from now on sg-was\n"), "\(text)\(back)")
        }
        for (form, place) in zip([CodeForm.terraform, .cloudformation, .pulumi], one.code) {
            let text = code.text(edits, as: form)
            #expect(text.contains("add new (sg-new) to \(place)"), "\(text)")
        }
    }

    @Test("A load balancer's interfaces change with one command, and one word in code, there and back")
    func together() throws {
        let inventory = try Self.inventory(Self.balancers[0], count: 2)
        let code = ChangeCode(inventory, Names(inventory))
        let edits = ["eni-1", "eni-2"].flatMap { interface in
            [Edit.attach(group: "sg-new", interface: interface), .detach(group: "sg-was", interface: interface)]
        }
        let own = try #require(Self.balancers[0].command)
        let text = code.text(edits, as: .aws)
        #expect(Self.commands(text) == ["\(own) sg-was sg-new", "\(own) sg-new"], "\(text)")
        #expect(text.contains("for all interfaces of the load balancer front: also eni-2"), "\(text)")
        #expect(Self.commands(code.undo(edits)) == ["\(own) sg-new sg-was", "\(own) sg-was"], "\(code.undo(edits))")
        let terraform = code.text(edits, as: .terraform)
        #expect(terraform.split(separator: "\n").count == 2, "\(terraform)")
    }

    @Test(
        "What takes no groups gets none",
        arguments: [
            Case(description: "ELB net/front/0123456789abcdef", type: "network_load_balancer"),
            Case(description: "ELB gwy/inspect/0123456789abcdef", type: "gateway_load_balancer"),
            Case(description: "Interface for NAT Gateway nat-1", type: "nat_gateway"),
            Case(description: "VPC Endpoint Interface vpce-1", type: "gateway_load_balancer_endpoint"),
            Case(description: "Network Interface for Transit Gateway Attachment tgw-attach-1", type: "transit_gateway"),
        ])
    func none(one: Case) throws {
        let inventory = try Self.inventory(one, carries: "")
        let code = ChangeCode(inventory, Names(inventory))
        let edits: [Edit] = [.attach(group: "sg-new", interface: "eni-1")]
        for form in CodeForm.allCases {
            for text in [code.text(edits, as: form), code.undo(edits, as: form)] {
                #expect(text.hasPrefix(form.comment("eni-1 is of ")) && text.hasSuffix("which takes no groups\n"), "\(text)")
            }
        }
    }

    @Test(
        "The databases of a state are changed by what sets their groups",
        arguments: [
            ("aws_db_instance", "identifier", "modify-db-instance --db-instance-identifier orders", "aws_db_instance"),
            ("aws_rds_cluster", "cluster_identifier", "modify-db-cluster --db-cluster-identifier orders", "aws_rds_cluster"),
            ("aws_db_proxy", "name", "modify-db-proxy --db-proxy-name orders", "aws_db_proxy"),
        ])
    func states(type: String, key: String, command: String, named: String) throws {
        func resource(_ type: String, _ attributes: String) -> String {
            """
            {"mode":"managed","type":"\(type)","name":"own","provider":"provider[\\"registry.terraform.io/hashicorp/aws\\"]",
             "instances":[{"schema_version":0,"attributes":{\(attributes)}}]}
            """
        }
        let group = #""id":"sg-was","name":"was","vpc_id":"vpc-1","description":"d","ingress":[],"egress":[]"#
        let resources = [
            resource("aws_security_group", group),
            resource(type, "\"id\":\"orders\",\"\(key)\":\"orders\",\"vpc_security_group_ids\":[\"sg-was\"]"),
        ]
        let state = """
            {"version":4,"terraform_version":"1.9.0","serial":1,"lineage":"x","outputs":{},
             "resources":[\(resources.joined(separator: ","))]}
            """
        let inventory = try InputReader().read(
            documents: [(name: "terraform.tfstate", bytes: Array(state.utf8))], label: "test")
        let code = ChangeCode(inventory, Names(inventory))
        let id = try #require(inventory.interfaces.first.map { inventory[$0.id] })
        let edits = [Edit.attach(group: "sg-new", interface: id)]
        let text = code.text(edits, as: .aws)
        #expect(text.hasPrefix("aws rds \(command) --") && text.hasSuffix(" sg-was sg-new\n"), "\(text)")
        let terraform = code.text(edits, as: .terraform)
        #expect(terraform.contains("vpc_security_group_ids of the \(named) of orders"), "\(terraform)")
    }

    @Test(
        "A cluster of a template is changed by the identifier that it is given, where it is given one",
        arguments: [
            (#""DBClusterIdentifier":"aur","#, "aur", "aws rds modify-db-cluster --db-cluster-identifier aur "),
            ("", "Aurora", "# Aurora is of the database cluster Aurora, whose groups are set by aws rds modify-db-cluster "),
        ])
    func templates(identifier: String, name: String, command: String) throws {
        let template = """
            {"AWSTemplateFormatVersion":"2010-09-09","Resources":{
              "Was":{"Type":"AWS::EC2::SecurityGroup","Properties":{"GroupDescription":"d","VpcId":"vpc-1"}},
              "Aurora":{"Type":"AWS::RDS::DBCluster","Properties":{\(identifier)"VpcSecurityGroupIds":["sg-was"]}}}}
            """
        let inventory = try InputReader().read(
            documents: [(name: "template.json", bytes: Array(template.utf8))], label: "test")
        let code = ChangeCode(inventory, Names(inventory))
        let edits = [Edit.attach(group: "sg-new", interface: "Aurora")]
        #expect(code.text(edits, as: .aws).hasPrefix(command), "\(code.text(edits, as: .aws))")
        let own = code.text(edits, as: .cloudformation)
        #expect(own.contains("VpcSecurityGroupIds of the AWS::RDS::DBCluster of \(name)"), "\(own)")
    }

    @Test("The groups of what a template says are those of its resource, though no interface is listed")
    func unlisted() throws {
        var builder = InventoryBuilder(label: "test")
        let listing = Listing(kind: .groups, argument: 0, file: "test")
        for id in ["sg-was", "sg-new"] { builder.beginGroup(Group(id: builder.intern(id)), in: listing) }
        var owner = InterfaceOwner(kind: .cache, name: "carts")
        owner.groups = [builder.group(id: builder.intern("sg-was"))]
        builder.add(owner)
        let inventory = builder.finish()
        let id = try #require(inventory.interfaces.first.map { inventory[$0.id] })
        let text = ChangeCode(inventory, Names(inventory)).text([.attach(group: "sg-new", interface: id)], as: .aws)
        #expect(text.hasPrefix("# \(id) is of the cache carts"), "\(text)")
    }
}
