import CoreModel

/// Reads `aws ec2 describe-vpc-peering-connections`: `VpcPeeringConnections[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-vpc-peering-connections.html#output
enum AwsPeerings {
    static func read(_ connections: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in connections {
            var connection = PeeringConnection(id: collector.intern(try value.requiredText("VpcPeeringConnectionId")))
            connection.name = try collector.nameTag(try value.member("Tags"))
            connection.state = try collector.state(try value.member("Status"), "Code")
            connection.requester = try side(try value.member("RequesterVpcInfo"), into: &collector)
            connection.accepter = try side(try value.member("AccepterVpcInfo"), into: &collector)
            collector.builder.add(connection)
        }
    }

    private static func side(_ value: JSONValue?, into collector: inout Collector) throws(JSONFault) -> PeeredVpc {
        var side = PeeredVpc()
        guard let value else { return side }
        side.vpc = collector.intern(try value.text("VpcId"))
        side.owner = collector.intern(try value.text("OwnerId"))
        side.region = collector.intern(try value.text("Region"))
        var blocks: [JSONValue] = []
        if try value.text("CidrBlock") != nil { blocks.append(try value.required("CidrBlock")) }
        for entry in try value.elements("CidrBlockSet") { blocks.append(try entry.required("CidrBlock")) }
        for entry in try value.elements("Ipv6CidrBlockSet") { blocks.append(try entry.required("Ipv6CidrBlock")) }
        for block in blocks {
            let network = try RuleValues.network(block)
            if !side.networks.contains(network) { side.networks.append(network) }
        }
        return side
    }
}

extension Collector {
    /// The state that a member holds; none where it is absent.
    mutating func state(_ value: JSONValue?, _ key: StaticString) throws(JSONFault) -> ResourceState {
        guard let value, let word = try value.text(key) else { return ResourceState() }
        return builder.state(word.string)
    }
}
