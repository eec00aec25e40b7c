import CoreModel

/// VPC peering connections, managed or looked up.
extension TerraformResources {
    /// `aws_vpc_peering_connection`.
    ///
    /// A requester's state keeps the status of before it was accepted; who accepts is read after it.
    mutating func readPeering(_ values: JSONValue, isManaged: Bool, into collector: inout Collector) throws(JSONFault) {
        var connection = PeeringConnection(id: collector.intern(try values.requiredText("id")))
        connection.name = try collector.terraformName(values)
        connection.requester = try peer(values, "vpc_id", "owner_id", "cidr_block", into: &collector)
        connection.accepter = try peer(values, "peer_vpc_id", "peer_owner_id", "peer_cidr_block", into: &collector)
        connection.requester.region = try collector.known(values, "requester_region")
        if connection.requester.region.isNone { connection.requester.region = try collector.known(values, "region") }
        if connection.requester.region.isNone {
            connection.requester.region = network.regionOfVpc[connection.requester.vpc] ?? .none
        }
        let accepts = try values.choice("auto_accept", absent: false) == true
        switch try values.id("peer_region") {
        case .known(let region):
            connection.accepter.region = collector.builder.intern(region)
            // Only the own account's VPC of the same region can be accepted by whoever asks.
            if accepts, connection.requester.region.isNone { connection.requester.region = connection.accepter.region }
        case .none where isManaged:
            connection.accepter.region = connection.requester.region
            connection.staysInRegion = true
        case .none, .open: if accepts { connection.staysInRegion = true }
        }
        connection.state = try peeringState(values, isManaged ? "accept_status" : "status", accepts: accepts, into: &collector)
        network.peerings.insert(connection.id)
        collector.builder.add(connection, by: resourceID)
    }

    /// `aws_vpc_peering_connection_accepter`.
    ///
    /// It calls the VPC of its own account `vpc_id`, and where both are of one account that of who asked; `peer_region` is always that of
    /// who was asked. Source: the provider's pages of the resource, and how it reads both resources alike.
    mutating func readPeeringAccepter(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var id = try collector.known(values, "vpc_peering_connection_id")
        if id.isNone { id = collector.intern(try values.requiredText("id")) }
        var connection = PeeringConnection(id: id)
        let accepts = try values.choice("auto_accept", absent: false) == true
        if accepts || values.has("accept_status") {
            connection.state = try peeringState(values, "accept_status", accepts: accepts, into: &collector)
        }
        if !network.peerings.contains(id) {
            connection.name = try collector.terraformName(values)
            var own = try peer(values, "vpc_id", nil, nil, into: &collector)
            var other = try peer(values, "peer_vpc_id", "peer_owner_id", nil, into: &collector)
            let region = try collector.known(values, "peer_region")
            let account = network.ownerOfVpc[own.vpc] ?? .none
            let isOfOneAccount = !account.isNone && account == other.owner
            if isOfOneAccount { other.region = region } else if !account.isNone { own.region = region }
            connection.requester = isOfOneAccount ? own : other
            connection.accepter = isOfOneAccount ? other : own
        }
        collector.builder.add(connection, by: resourceID)
    }

    private func peeringState(
        _ values: JSONValue, _ key: StaticString, accepts: Bool, into collector: inout Collector
    ) throws(JSONFault) -> ResourceState {
        let existence = try collector.existence(values)
        if existence.isOpen { return existence }
        switch try values.id(key) {
        case .known(let word): return collector.builder.state(word)
        // A template's is accepted with the stack, and no template says so.
        case .none: return accepts ? collector.builder.state("active") : ResourceState(works: true)
        case .open(let name):
            return accepts
                ? collector.builder.state("active") : ResourceState(text: collector.builder.intern(name), works: nil)
        }
    }

    /// One side; a data source tells its blocks too.
    private func peer(
        _ values: JSONValue, _ vpc: StaticString, _ owner: StaticString?, _ block: StaticString?, into collector: inout Collector
    ) throws(JSONFault) -> PeeredVpc {
        var side = PeeredVpc()
        side.vpc = try collector.known(values, vpc)
        if let owner { side.owner = try collector.known(values, owner) }
        guard let block else { return side }
        if case .known(let text) = try values.id(block), let network = try? IPNetwork(parsing: text) { side.networks = [network] }
        let isPeer = block.description.hasPrefix("peer")
        for (list, key) in [
            (isPeer ? "peer_cidr_block_set" : "cidr_block_set", "cidr_block"),
            (isPeer ? "peer_ipv6_cidr_block_set" : "ipv6_cidr_block_set", "ipv6_cidr_block"),
        ] as [(StaticString, StaticString)] {
            for element in try values.elements(list) where element.kind == .object {
                guard case .known(let text) = try element.id(key), let network = try? IPNetwork(parsing: text) else { continue }
                if !side.networks.contains(network) { side.networks.append(network) }
            }
        }
        return side
    }
}
