import CoreModel

/// VPC endpoints and firewalls, managed or looked up.
extension TerraformResources {
    /// What resources beside an endpoint give its interfaces.
    struct EndpointParts {
        var groups: [GroupIndex] = []
        var subnets: [TextID] = []
        /// Whether they take the place of the default group.
        var replacesDefault = false
    }

    /// `aws_vpc_endpoint`; one without a type is a gateway endpoint.
    func readEndpoint(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var endpoint = VpcEndpoint(id: collector.intern(try values.requiredText("id")))
        endpoint.name = try collector.terraformName(values)
        switch try values.id("vpc_endpoint_type") {
        case .none: endpoint.kind = .gateway
        case .known(let word): endpoint.kind = .init(word: word)
        case .open: break
        }
        endpoint.vpc = try collector.known(values, "vpc_id")
        endpoint.owner = try collector.known(values, "owner_id")
        endpoint.service = try collector.known(values, "service_name")
        endpoint.state = try state(of: endpoint, values, into: &collector)
        for (key, list) in [
            ("route_table_ids", \.routeTables), ("subnet_ids", \.subnets), ("network_interface_ids", \.interfaces),
        ] as [(StaticString, WritableKeyPath<VpcEndpoint, [TextID]>)] {
            endpoint[keyPath: list] = try collector.knownIDs(values, key)
        }
        endpoint.restricts = try restricts(values)
        collector.builder.add(endpoint, by: resourceID)
    }

    /// The state of an endpoint; what is yet to be made works then, unless the provider of another service has to accept it first.
    private func state(
        of endpoint: VpcEndpoint, _ values: JSONValue, into collector: inout Collector
    ) throws(JSONFault) -> ResourceState {
        let existence = try collector.existence(values)
        if existence.isOpen { return existence }
        switch try values.id("state") {
        case .known(let word): return collector.builder.state(word)
        case .open(let name) where !collector.builder.text(endpoint.service).hasPrefix("com.amazonaws."):
            return ResourceState(text: collector.builder.intern(name), works: nil)
        case .none, .open: return ResourceState(works: true)
        }
    }

    /// Whether a policy lets less through than everything; without one nothing is restricted, and nil is what is left open.
    private func restricts(_ values: JSONValue) throws(JSONFault) -> Bool? {
        switch try values.settled("policy") {
        case .absent: return false
        case .unknown: return nil
        case .known(let policy):
            let isText = policy.kind == .text
            let text = isText ? try policy.text().string : String(decoding: TreeJSON.bytes(Tree(policy)), as: UTF8.self)
            return text.isEmpty ? false : EndpointPolicy(text).restricts
        }
    }

    /// `aws_vpc_endpoint_policy`.
    func readEndpointPolicy(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let id) = try values.id("vpc_endpoint_id") else { return }
        var endpoint = VpcEndpoint(id: collector.builder.intern(id))
        endpoint.restricts = try restricts(values)
        collector.builder.add(endpoint, by: resourceID)
    }

    /// `aws_vpc_endpoint_subnet_association` and `aws_vpc_endpoint_security_group_association`.
    mutating func readEndpointPart(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let id) = try values.id("vpc_endpoint_id") else { return }
        var endpoint = VpcEndpoint(id: collector.builder.intern(id))
        var parts = network.endpointParts[id] ?? EndpointParts()
        endpoint.subnets = try collector.knownIDs(values, "subnet_id")
        parts.subnets += endpoint.subnets
        for group in try values.ids("security_group_id") {
            switch group {
            case .known(let text): parts.groups.append(collector.builder.group(id: collector.builder.intern(text)))
            case .open(let name): parts.groups.append(collector.builder.unknownGroup(name))
            }
        }
        if try values.choice("replace_default_association", absent: false) == true { parts.replacesDefault = true }
        network.endpointParts[id] = parts
        if !endpoint.subnets.isEmpty { collector.builder.add(endpoint, by: resourceID) }
    }

    /// `aws_networkfirewall_firewall`, whose endpoints are known when it stands.
    func readFirewall(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var firewall = NetworkFirewall(id: collector.intern(try values.requiredText("id")))
        firewall.name = try collector.known(values, "name")
        firewall.vpc = try collector.known(values, "vpc_id")
        firewall.transitGateway = try collector.known(values, "transit_gateway_id")
        for mapping in try values.elements("subnet_mapping") where mapping.kind == .object {
            firewall.subnets += try collector.knownIDs(mapping, "subnet_id")
        }
        for status in try values.elements("firewall_status") where status.kind == .object {
            for state in try status.elements("sync_states") where state.kind == .object {
                firewall.endpoints += try endpoints(state, into: &collector)
            }
        }
        collector.builder.add(firewall, by: resourceID)
    }

    /// `aws_networkfirewall_vpc_endpoint_association`: a further endpoint of a firewall.
    func readFirewallEndpoint(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let id) = try values.id("firewall_arn") else { return }
        var firewall = NetworkFirewall(id: collector.builder.intern(id))
        for status in try values.elements("vpc_endpoint_association_status") where status.kind == .object {
            for state in try status.elements("association_sync_state") where state.kind == .object {
                firewall.endpoints += try endpoints(state, into: &collector)
            }
        }
        collector.builder.add(firewall, by: resourceID)
    }

    private func endpoints(_ state: JSONValue, into collector: inout Collector) throws(JSONFault) -> [TextID] {
        var found: [TextID] = []
        for attachment in try state.elements("attachment") where attachment.kind == .object {
            found += try collector.knownIDs(attachment, "endpoint_id")
        }
        return found
    }
}
