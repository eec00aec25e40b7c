import Readers
import CoreModel
import Testing

/// How services describe the interfaces that they make, as `aws ec2 describe-network-interfaces` shows them.
private let shapes: [(members: String, kind: CoreModel.Attachment.Kind, name: String)] = [
    (#""Description": "ELB app/chat-dev-alb/50dc6c495c0c9188", "RequesterId": "amazon-elb""#, .loadBalancer, "chat-dev-alb"),
    (#""Description": "ELB net/edge/0a1b2c3d4e5f6071", "InterfaceType": "network_load_balancer""#, .loadBalancer, "edge"),
    (#""Description": "ELB classic-web", "RequesterId": "amazon-elb""#, .loadBalancer, "classic-web"),
    (
        #""Description": "RDSNetworkInterface", "RequesterId": "amazon-rds", "TagSet": [{"Key": "Name", "Value": "main-db"}]"#,
        .database, "main-db"
    ),
    (#""Description": "RDSNetworkInterface""#, .database, ""),
    (#""Description": "Network interface for DBProxy orders-proxy""#, .database, "orders-proxy"),
    (#""Description": "ElastiCache chat-dev-redis-001""#, .cache, "chat-dev-redis-001"),
    (#""Description": "ElastiCache+sessions""#, .cache, "sessions"),
    (
        #""Description": "AWS Lambda VPC ENI-resize-images-5b1a7f10-1234-4abc-8def-0123456789ab", "InterfaceType": "lambda""#,
        .function, "resize-images"
    ),
    (#""Description": "AWS Lambda VPC ENI: 5b1a7f10-1234-4abc-8def-0123456789ab""#, .function, ""),
    (#""Description": "arn:aws:ecs:us-east-1:123456789012:attachment/ee0cf8f1-0000-4000-8000-0000000000a1""#, .task, ""),
    (
        #""Description": "arn:aws:ecs:us-east-1:1:attachment/e", "TagSet": [{"Key": "aws:ecs:serviceName", "Value": "api"}]"#,
        .task, "api"
    ),
    (
        #""Description": "Interface for NAT Gateway nat-0123456789abcdef0", "InterfaceType": "nat_gateway""#, .natGateway,
        "nat-0123456789abcdef0"
    ),
    (
        #""Description": "VPC Endpoint Interface vpce-0123456789abcdef0", "InterfaceType": "vpc_endpoint""#, .endpoint,
        "vpce-0123456789abcdef0"
    ),
    (#""Description": "EFS mount target for fs-0123 (fsmt-0456)""#, .other, "fs-0123"),
    (#""Description": "", "Attachment": {"InstanceId": "i-1", "DeviceIndex": 0}"#, .instance, ""),
    (#""Description": "Primary network interface", "Attachment": {"InstanceOwnerId": "amazon-elb"}"#, .unknown, ""),
    (#""Description": "", "InterfaceType": "lambda""#, .function, ""),
    (#""Description": "made by something", "RequesterManaged": true"#, .other, ""),
    (#""Description": "ours""#, .unknown, ""),
]

@Test("An interface tells what it belongs to", arguments: shapes)
func owners(_ members: String, _ kind: CoreModel.Attachment.Kind, _ name: String) throws {
    let inventory = try Fixtures.read(text: #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", \#(members)}]}"#)
    let interface = try #require(inventory.interfaces.first)
    #expect(interface.attachment.kind == kind)
    #expect(inventory[interface.attachment.name] == name)
}

@Test("Public addresses come from the associations, of the interface and of each of its addresses")
func publicAddresses() throws {
    let inventory = try Fixtures.read(
        text: #"""
            {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.0.5",
              "Association": {"PublicIp": "203.0.113.5"}, "Ipv6Addresses": [{"Ipv6Address": "fd00::5"}],
              "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.5", "Association": {"PublicIp": "203.0.113.5"}},
                {"PrivateIpAddress": "10.0.0.6", "Association": {"PublicIp": "203.0.113.6"}}]}], "NextToken": "more"}
            """#)
    let interface = try #require(inventory.interfaces.first)
    #expect(interface.privateAddresses.map(\.description) == ["10.0.0.5", "10.0.0.6", "fd00::5"])
    #expect(interface.publicAddresses.map(\.description) == ["203.0.113.5", "203.0.113.6"])
    #expect(!inventory.hasCompleteInterfaceListing)
    #expect(inventory.notices.contains { $0.contains("NextToken") })
}
