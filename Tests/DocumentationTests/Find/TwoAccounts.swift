import CoreModel
import Readers

/// An input of two accounts, each with a VPC and its network: `web` is in both, an interface carries two groups, pods have a prefix.
enum TwoAccounts {
    static let inventory: Inventory = {
        do {
            let inputs = listings.map { InputArgument.memory(name: "\($0.key).json", bytes: Array($0.value.utf8)) }
            return try InputReader().read(inputs.sorted { "\($0)" < "\($1)" }).inventory
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    private static let shop = "111122223333"
    private static let billing = "444455556666"

    private static let listings = [
        "describe-security-groups": """
        {"SecurityGroups": [
         \(group("sg-0aa1", "web", "vpc-0a", shop, "the front door", rule(443, "0.0.0.0/0", "customers"), tag: "Team", "payments")),
         \(group("sg-0aa2", "base-egress", "vpc-0a", shop, "what every host needs", "")),
         \(group("sg-0aa3", "orders-db", "vpc-0a", shop, "", rule(5432, "10.1.0.0/16", "nightly export"))),
         \(group("sg-0bb1", "web", "vpc-0b", billing, "", rule(443, "198.51.100.0/24", "head office"))),
         \(group("sg-0bb2", "ledger-service", "vpc-0b", billing, "", rule(8080, "10.2.0.0/16", ""))),
         \(group("sg-0bb3", "web-2-canary", "vpc-0b", billing, "", ""))
        ]}
        """,
        "describe-network-interfaces": """
        {"NetworkInterfaces": [
         \(interface("eni-0a1", "subnet-0a", "vpc-0a", shop, ["10.1.1.10"], ["sg-0aa1", "sg-0aa2"], instance: "i-0a1")),
         \(interface("eni-0a2", "subnet-0a", "vpc-0a", shop, ["10.1.1.20"], ["sg-0aa3"], prefix: "10.1.1.128/28")),
         \(interface("eni-0a3", "subnet-0a", "vpc-0a", shop, ["10.1.1.30"], [])),
         \(interface("eni-0b1", "subnet-0b", "vpc-0b", billing, ["10.2.1.10", "10.2.1.11"], ["sg-0bb2"], instance: "i-0b1"))
        ]}
        """,
        "describe-instances": """
        {"Reservations": [{"Instances": [{"InstanceId": "i-0a1", "VpcId": "vpc-0a", "Tags": [{"Key": "Name", "Value": "web-1"}]}]}]}
        """,
        "describe-vpcs": """
        {"Vpcs": [
         {"VpcId": "vpc-0a", "OwnerId": "\(shop)", "CidrBlock": "10.1.0.0/16", "Tags": [{"Key": "Name", "Value": "shop"}]},
         {"VpcId": "vpc-0b", "OwnerId": "\(billing)", "CidrBlock": "10.2.0.0/16", "Tags": [{"Key": "Name", "Value": "billing"}]}
        ]}
        """,
        "describe-subnets": """
        {"Subnets": [
         {"SubnetId": "subnet-0a", "VpcId": "vpc-0a", "CidrBlock": "10.1.1.0/24", "AvailabilityZone": "eu-west-1a",
          "OwnerId": "\(shop)", "Tags": [{"Key": "Name", "Value": "shop-private"}]},
         {"SubnetId": "subnet-0b", "VpcId": "vpc-0b", "CidrBlock": "10.2.1.0/24", "AvailabilityZone": "eu-west-1a",
          "OwnerId": "\(billing)", "Tags": [{"Key": "Name", "Value": "billing-private"}]}
        ]}
        """,
        "describe-route-tables": """
        {"RouteTables": [
         {"RouteTableId": "rtb-0a", "VpcId": "vpc-0a", "OwnerId": "\(shop)", "Tags": [{"Key": "Name", "Value": "to-nat"}],
          "Associations": [{"Main": true, "RouteTableId": "rtb-0a", "AssociationState": {"State": "associated"}}],
          "Routes": [{"DestinationCidrBlock": "10.1.0.0/16", "GatewayId": "local", "State": "active"},
                     {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-0a", "State": "active"}]},
         {"RouteTableId": "rtb-0b", "VpcId": "vpc-0b", "OwnerId": "\(billing)", "Tags": [],
          "Associations": [{"Main": true, "RouteTableId": "rtb-0b", "AssociationState": {"State": "associated"}}],
          "Routes": [{"DestinationCidrBlock": "10.2.0.0/16", "GatewayId": "local", "State": "active"}]}
        ]}
        """,
        "describe-network-acls": """
        {"NetworkAcls": [
         {"NetworkAclId": "acl-0b", "VpcId": "vpc-0b", "IsDefault": true, "OwnerId": "\(billing)", "Entries": [],
          "Associations": [{"NetworkAclId": "acl-0b", "SubnetId": "subnet-0b"}], "Tags": [{"Key": "Name", "Value": "strict"}]}
        ]}
        """,
        "describe-nat-gateways": """
        {"NatGateways": [{"NatGatewayId": "nat-0a", "VpcId": "vpc-0a", "SubnetId": "subnet-0a", "State": "available",
          "NatGatewayAddresses": [{"PublicIp": "203.0.113.7", "PrivateIp": "10.1.1.5", "NetworkInterfaceId": "eni-0nat"}], "Tags": []}]}
        """,
    ]

    private static func group(
        _ id: String, _ name: String, _ vpc: String, _ owner: String, _ description: String, _ rule: String,
        tag key: String = "", _ value: String = ""
    ) -> String {
        let tags = key.isEmpty ? "" : #"{"Key": "\#(key)", "Value": "\#(value)"}"#
        return """
            {"GroupId": "\(id)", "GroupName": "\(name)", "Description": "\(description)", "VpcId": "\(vpc)", "OwnerId": "\(owner)",
             "Tags": [\(tags)], "IpPermissions": [\(rule)], "IpPermissionsEgress": []}
            """
    }

    private static func rule(_ port: Int, _ cidr: String, _ words: String) -> String {
        """
        {"IpProtocol": "tcp", "FromPort": \(port), "ToPort": \(port), "Ipv6Ranges": [], "PrefixListIds": [], "UserIdGroupPairs": [],
         "IpRanges": [{"CidrIp": "\(cidr)", "Description": "\(words)"}]}
        """
    }

    private static func interface(
        _ id: String, _ subnet: String, _ vpc: String, _ owner: String, _ addresses: [String], _ groups: [String],
        instance: String = "", prefix: String = ""
    ) -> String {
        let privates = addresses.map { #"{"PrivateIpAddress": "\#($0)"}"# }.joined(separator: ", ")
        let carried = groups.map { #"{"GroupId": "\#($0)"}"# }.joined(separator: ", ")
        let attachment = instance.isEmpty ? "" : #""Attachment": {"InstanceId": "\#(instance)"}, "#
        let prefixes = prefix.isEmpty ? "" : #""Ipv4Prefixes": [{"Ipv4Prefix": "\#(prefix)"}], "#
        return """
            {"NetworkInterfaceId": "\(id)", "SubnetId": "\(subnet)", "VpcId": "\(vpc)", "OwnerId": "\(owner)", \(attachment)\(prefixes)
             "PrivateIpAddress": "\(addresses[0])", "PrivateIpAddresses": [\(privates)], "Groups": [\(carried)],
             "InterfaceType": "interface", "Description": "", "TagSet": []}
            """
    }
}
