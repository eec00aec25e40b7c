/// What AWS lists of a large network, thing by thing, as JSON.
enum ListingText {
    static let account = "111111111111"
    static let everything =
        #"[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "UserIdGroupPairs": []}]"#

    static func list(_ key: String, _ elements: [String]) -> [UInt8] {
        Array("{\"\(key)\": [\(elements.joined(separator: ",\n"))]}".utf8)
    }

    static func vpc(_ id: String, _ cidr: String) -> String {
        #"{"VpcId": "\#(id)", "OwnerId": "\#(account)", "CidrBlock": "\#(cidr)", "CidrBlockAssociationSet": [{"CidrBlock": "\#(cidr)", "CidrBlockState": {"State": "associated"}}]}"#
    }

    static func subnet(_ id: String, of vpc: String, zone: String, _ cidr: String) -> String {
        #"{"SubnetId": "\#(id)", "VpcId": "\#(vpc)", "OwnerId": "\#(account)", "AvailabilityZone": "eu-west-1\#(zone)", "CidrBlock": "\#(cidr)"}"#
    }

    static func interface(
        _ id: String, of vpc: String, in subnet: String, _ address: String, public shown: String? = nil, groups: [String]
    ) -> String {
        let list = groups.map { #"{"GroupId": "\#($0)"}"# }.joined(separator: ", ")
        let association = shown.map { #", "Association": {"PublicIp": "\#($0)"}"# } ?? ""
        return
            #"{"NetworkInterfaceId": "\#(id)", "VpcId": "\#(vpc)", "OwnerId": "\#(account)", "SubnetId": "\#(subnet)", "SourceDestCheck": true, "InterfaceType": "interface", "Ipv6Addresses": [], "PrivateIpAddresses": [{"PrivateIpAddress": "\#(address)", "Primary": true\#(association)}], "Groups": [\#(list)]}"#
    }

    /// A rule for one tcp port, of a group or of a CIDR.
    static func permission(_ port: Int, group: String? = nil, cidr: String? = nil) -> String {
        let pairs = group.map { #"{"GroupId": "\#($0)"}"# } ?? ""
        let ranges = cidr.map { #"{"CidrIp": "\#($0)"}"# } ?? ""
        return
            #"{"IpProtocol": "tcp", "FromPort": \#(port), "ToPort": \#(port), "IpRanges": [\#(ranges)], "UserIdGroupPairs": [\#(pairs)]}"#
    }

    static func group(_ id: String, _ name: String, of vpc: String, _ permissions: [String]) -> String {
        #"{"GroupId": "\#(id)", "GroupName": "\#(name)", "VpcId": "\#(vpc)", "OwnerId": "\#(account)", "IpPermissions": [\#(permissions.joined(separator: ", "))], "IpPermissionsEgress": \#(everything)}"#
    }

    /// A route that somebody made; `target` is a key with its value, such as `"GatewayId": "igw-1"`.
    static func route(_ cidr: String, _ target: String, origin: String = "CreateRoute") -> String {
        #"{"DestinationCidrBlock": "\#(cidr)", \#(target), "Origin": "\#(origin)", "State": "active"}"#
    }

    static func local(_ cidr: String) -> String { route(cidr, #""GatewayId": "local""#, origin: "CreateRouteTable") }

    static func table(_ id: String, of vpc: String, subnets: [String], _ routes: [String]) -> String {
        let associations = subnets.map {
            #"{"Main": false, "SubnetId": "\#($0)", "AssociationState": {"State": "associated"}}"#
        }
        return
            #"{"RouteTableId": "\#(id)", "VpcId": "\#(vpc)", "OwnerId": "\#(account)", "PropagatingVgws": [], "Associations": [\#(associations.joined(separator: ", "))], "Routes": [\#(routes.joined(separator: ", "))]}"#
    }

    /// An ACL of ten entries each way, which stops nothing that is asked; with one that denies a tcp port, where told, to whoever comes.
    static func acl(
        _ id: String, of vpc: String, isDefault: Bool, denying port: Int? = nil, subnets: [String]
    ) -> String {
        let denied = port.map {
            #"{"RuleNumber": 90, "Egress": false, "RuleAction": "deny", "Protocol": "6", "CidrBlock": "0.0.0.0/0", "PortRange": {"From": \#($0), "To": \#($0)}}"#
        }
        let uses = subnets.map { #"{"SubnetId": "\#($0)"}"# }
        let entries = ["true", "false"].flatMap { egress in
            (1...8).map {
                #"{"RuleNumber": \#($0 * 10), "Egress": \#(egress), "RuleAction": "deny", "Protocol": "6", "CidrBlock": "192.0.2.\#($0 * 16)/28", "PortRange": {"From": \#(20 + $0), "To": \#(20 + $0)}}"#
            } + [
                #"{"RuleNumber": 1000, "Egress": \#(egress), "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}"#,
                #"{"RuleNumber": 32767, "Egress": \#(egress), "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}"#,
            ]
        }
        let all = entries + [denied].compactMap { $0 }
        return
            #"{"NetworkAclId": "\#(id)", "IsDefault": \#(isDefault), "VpcId": "\#(vpc)", "OwnerId": "\#(account)", "Associations": [\#(uses.joined(separator: ", "))], "Entries": [\#(all.joined(separator: ", "))]}"#
    }

    static func nat(_ id: String, of vpc: String, in subnet: String, _ address: String, public shown: String) -> String {
        #"{"NatGatewayId": "\#(id)", "VpcId": "\#(vpc)", "SubnetId": "\#(subnet)", "State": "available", "ConnectivityType": "public", "NatGatewayAddresses": [{"PrivateIp": "\#(address)", "PublicIp": "\#(shown)"}]}"#
    }

    static func internetGateway(_ id: String, of vpc: String) -> String {
        #"{"InternetGatewayId": "\#(id)", "Attachments": [{"VpcId": "\#(vpc)", "State": "available"}]}"#
    }
}
