import CoreModel

/// Reads `aws network-firewall list-firewalls`, `Firewalls[]`, and `describe-firewall`, which tells of one its endpoints.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/network-firewall/list-firewalls.html#output and
/// https://docs.aws.amazon.com/cli/latest/reference/network-firewall/describe-firewall.html#output
enum AwsFirewalls {
    static func read(_ firewalls: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in firewalls {
            var firewall = NetworkFirewall(id: collector.intern(try value.requiredText("FirewallArn")))
            firewall.name = collector.intern(try value.text("FirewallName"))
            collector.builder.add(firewall)
        }
    }

    /// `status` is the member beside the firewall: a state for each zone.
    static func read(
        firewall value: JSONValue, status: JSONValue?, into collector: inout Collector
    ) throws(JSONFault) {
        var firewall = NetworkFirewall(id: collector.intern(try value.requiredText("FirewallArn")))
        firewall.name = collector.intern(try value.text("FirewallName"))
        firewall.vpc = collector.intern(try value.text("VpcId"))
        firewall.transitGateway = collector.intern(try value.text("TransitGatewayId"))
        for mapping in try value.elements("SubnetMappings") {
            firewall.subnets.append(collector.intern(try mapping.requiredText("SubnetId")))
        }
        if let states = try status?.member("SyncStates") {
            for (_, state) in try states.members() where !state.isNull {
                let endpoint = collector.intern(try state.member("Attachment")?.text("EndpointId"))
                if !endpoint.isNone { firewall.endpoints.append(endpoint) }
            }
        }
        collector.builder.add(firewall)
    }
}
