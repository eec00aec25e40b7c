import Reachability
import Readers
import CoreModel
import Testing
import Words

@Suite("What interfaces belong to")
struct OwnerTests {
    private static let groups = #"""
        {"SecurityGroups": [
          {"GroupId": "sg-db", "GroupName": "db", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": []},
          {"GroupId": "sg-web", "GroupName": "web", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": []}]}
        """#

    private static func interface(_ id: String, _ address: String, _ group: String, _ subnet: String, _ description: String)
        -> String
    {
        #"""
        {"NetworkInterfaceId": "\#(id)", "PrivateIpAddress": "\#(address)", "VpcId": "vpc-1", "SubnetId": "\#(subnet)",
         "Groups": [{"GroupId": "\#(group)"}], "Description": "\#(description)",
         "PrivateDnsName": "ip-\#(address.replacing(".", with: "-")).eu-west-1.compute.internal"}
        """#
    }

    private static let interfaces =
        #"{"NetworkInterfaces": ["#
        + [
            interface("eni-db", "10.0.1.5", "sg-db", "subnet-1", "RDSNetworkInterface"),
            interface(
                "eni-fn", "10.0.1.6", "sg-web", "subnet-1", "AWS Lambda VPC ENI-first-5b1a7f10-0000-4000-8000-0123456789ab"),
            interface("eni-task", "10.0.1.7", "sg-web", "subnet-2", "arn:aws:ecs:eu-west-1:123456789012:attachment/x"),
            interface("eni-lb", "10.0.1.8", "sg-web", "subnet-1", "ELB app/front/0123456789abcdef"),
        ].joined(separator: ",") + "]}"

    private static let owners: [(name: String, text: String)] = [
        (
            "db.json",
            #"""
            {"DBInstances": [{"DBInstanceIdentifier": "orders", "DBInstanceArn": "arn:aws:rds:eu-west-1:123456789012:db:orders",
              "Endpoint": {"Address": "orders.abc.eu-west-1.rds.amazonaws.com"}, "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-db"}],
              "DBSubnetGroup": {"VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1"}, {"SubnetIdentifier": "subnet-9"}]}}]}
            """#
        ),
        (
            "clusters.json",
            #"""
            {"DBClusters": [{"DBClusterIdentifier": "orders-cluster", "Endpoint": "orders.cluster-abc.eu-west-1.rds.amazonaws.com",
              "ReaderEndpoint": "orders.cluster-ro-abc.eu-west-1.rds.amazonaws.com", "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-db"}]}]}
            """#
        ),
        (
            "functions.json",
            #"""
            {"Functions": [
              {"FunctionName": "first", "VpcConfig": {"VpcId": "vpc-1", "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-web"]}},
              {"FunctionName": "second", "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:second",
               "VpcConfig": {"VpcId": "vpc-1", "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-web"]}},
              {"FunctionName": "outside"}]}
            """#
        ),
        (
            "tasks.json",
            #"""
            {"tasks": [{"taskArn": "arn:aws:ecs:eu-west-1:123456789012:task/c/0123", "group": "service:worker",
              "attachments": [{"type": "ElasticNetworkInterface", "details": [{"name": "networkInterfaceId", "value": "eni-task"}]}]}]}
            """#
        ),
        (
            "lbs.json",
            #"""
            {"LoadBalancers": [{"LoadBalancerName": "front", "DNSName": "front-1.eu-west-1.elb.amazonaws.com", "VpcId": "vpc-1",
              "LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/front/0123456789abcdef",
              "SecurityGroups": ["sg-web"], "AvailabilityZones": [{"SubnetId": "subnet-1"}]}]}
            """#
        ),
    ]

    private static func read(withInterfaces: Bool = true) throws -> Inventory {
        var documents = [("groups.json", groups)] + owners.map { ($0.name, $0.text) }
        if withInterfaces { documents.insert(("interfaces.json", interfaces), at: 1) }
        return try Fixtures.read(documents: documents)
    }

    @Test(
        "An end may be the name, the DNS name or the ARN of what an interface belongs to",
        arguments: [
            ("orders", "eni-db"), ("Orders.abc.eu-west-1.rds.amazonaws.com.", "eni-db"),
            ("arn:aws:rds:eu-west-1:123456789012:db:orders", "eni-db"), ("orders-cluster", "eni-db"),
            ("orders.cluster-ro-abc.eu-west-1.rds.amazonaws.com", "eni-db"), ("first", "eni-fn"), ("second", "eni-fn"),
            ("arn:aws:lambda:eu-west-1:123456789012:function:second", "eni-fn"), ("worker", "eni-task"),
            ("arn:aws:ecs:eu-west-1:123456789012:task/c/0123", "eni-task"), ("front", "eni-lb"),
            ("front-1.eu-west-1.elb.amazonaws.com", "eni-lb"), ("ip-10-0-1-5.eu-west-1.compute.internal", "eni-db"),
            ("arn:aws:ec2:eu-west-1:123456789012:network-interface/eni-lb", "eni-lb"),
        ])
    func ends(_ text: String, _ interface: String) throws {
        let inventory = try Self.read()
        let end = try Analyzer(inventory).resolver.resolve(text)
        guard case .interfaces(let members) = end.kind else {
            Issue.record("\(text) is \(end.kind)")
            return
        }
        #expect(members.map { inventory[inventory[$0].id] } == [interface])
    }

    @Test("A name that EC2 writes an address into is that address where an interface has it")
    func instanceName() throws {
        let resolver = Analyzer(try Self.read()).resolver
        #expect(try resolver.resolve("ip-10-0-1-7").kind == .network(IPNetwork(parsing: "10.0.1.7/32")))
        #expect(throws: QuestionError.self) { try resolver.resolve("ip-10-0-9-9") }
    }

    @Test("The ARN of a group is the group")
    func groupARN() throws {
        let inventory = try Self.read()
        let end = try Analyzer(inventory).resolver.resolve("arn:aws:ec2:eu-west-1:123456789012:security-group/sg-db")
        #expect(end.kind == .group(try #require(inventory.group(id: "sg-db"))))
    }

    @Test("Where interfaces are not listed, what would own them stands for itself, at an unknown address")
    func standing() throws {
        let inventory = try Self.read(withInterfaces: false)
        let database = try #require(inventory.interfaces.first { inventory[$0.attachment.name] == "orders" })
        #expect(!database.addressesAreKnown)
        #expect(database.groups.map { inventory[inventory[$0].id] } == ["sg-db"])
        #expect(inventory.interfaces.allSatisfy { inventory[$0.attachment.name] != "orders-cluster" })
    }

    @Test("A database whose interfaces may be another's gives none of them its name, and stands for all")
    func shared() throws {
        let second = Self.owners[0].text.replacing("\"orders\"", with: "\"billing\"")
        let documents = [
            ("groups.json", Self.groups), ("interfaces.json", Self.interfaces), ("a.json", Self.owners[0].text),
            ("b.json", second),
        ]
        let inventory = try Fixtures.read(documents: documents)
        #expect(inventory.interfaces.first { inventory[$0.id] == "eni-db" }?.attachment.name == TextID.none)
        let resolver = Analyzer(inventory).resolver
        #expect(try resolver.resolve("billing").kind == resolver.resolve("orders").kind)
    }

    @Test("The resolver is asked only where it may be, and the answer says so")
    func resolver() throws {
        let inventory = try Self.read()
        #expect(throws: QuestionError.self) { try Analyzer(inventory).resolver.resolve("db.example.com") }
        let address = try IPAddress(parsing: "10.0.1.5")
        let analyzer = Analyzer(inventory, lookup: { $0 == "db.example.com" ? [address] : [] })
        let answer = analyzer.answer(try analyzer.question(from: "web", to: "db.example.com", port: "5432"))
        #expect(AnswerText(answer, of: analyzer).remarks.contains("db.example.com is 10.0.1.5 by the resolver, not by the input"))
        #expect(throws: QuestionError.self) { try analyzer.resolver.resolve("nothing.example.com") }
    }
}
