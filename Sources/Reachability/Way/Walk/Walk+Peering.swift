import CoreModel

/// Over a peering connection.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
extension Walk {
    /// What becomes of rules that name a group at an end, for what is seen at the other.
    enum References {
        /// They match.
        case kept
        /// Whether they match depends on what the input does not tell of a thing.
        case open(TextID)
        /// They do not match.
        case lost

        /// Those of two things on one way.
        func then(_ other: References) -> References {
            switch (self, other) {
            case (.lost, _), (_, .lost): .lost
            case (.open(let thing), _), (_, .open(let thing)): .open(thing)
            case (.kept, .kept): .kept
            }
        }
    }

    /// From a VPC over a peering connection to the other one, which comes back; nil where it does not get there or nothing tells the other
    /// VPC, which is said.
    mutating func cross(_ packet: SeenPacket, by id: TextID, _ vpc: TextID) -> PeeredVpc? {
        if let peering = walker.index.transit.peering(id), peering.isListed, peering.sides.count == 2,
            !peering.sides.contains(where: { $0.vpc == vpc })
        {
            // It joins two others: what comes from here is of neither.
            pass(Stage(.pcx, id, packet, .fail, .notPeered(vpc: peering.sides[0].vpc, isSource: true)))
            return nil
        }
        guard let peering = walker.index.transit.peering(id), peering.sides.contains(where: { $0.vpc == vpc }),
            let other = peering.sides.first(where: { $0.vpc != vpc })
        else {
            pass(Stage(.pcx, id, packet, .depends, .missing(.peeringConnection(id))))
            return nil
        }
        if peering.state.isOpen || peering.state.works == false {
            pass(Stage(.pcx, id, packet, peering.state.isOpen ? .depends : .fail, .badState(peering.state)))
        } else if peering.state.works == nil,
            !walker.index.hasActiveRoute(to: id, inVpc: vpc) || !peering.isListed && walker.index.listsPeerings(ofVpc: vpc)
        {
            // A whole listing without it is against the route, however active that is.
            pass(Stage(.pcx, id, packet, .depends, .missing(.peeringConnection(id))))
        }
        let own = peering.sides.first { $0.vpc == vpc } ?? PeeredVpc()
        if let blocks = blocks(of: own), !blocks.contains(where: { $0.contains(packet.source.address) }) {
            pass(Stage(.pcx, id, packet, .fail, .notPeered(vpc: vpc, isSource: true)))
            return nil
        }
        guard let blocks = blocks(of: other) else {
            if walker.index.vpc(of: leg == .packet ? destination : source) == other.vpc { return joined(packet, id, own, other) }
            isBeyond = true
            pass(Stage(.pcx, id, packet, .depends, .foreignVpc(other.vpc, owner: other.owner)))
            return nil
        }
        guard blocks.contains(where: { $0.contains(packet.destination.address) }) else {
            pass(Stage(.pcx, id, packet, .fail, .notPeered(vpc: other.vpc, isSource: false)))
            return nil
        }
        guard walker.index.isLoaded(other.vpc) else {
            isBeyond = true
            pass(Stage(.pcx, id, packet, .depends, .foreignVpc(other.vpc, owner: other.owner)))
            return nil
        }
        return joined(packet, id, own, other)
    }

    private mutating func joined(_ packet: SeenPacket, _ id: TextID, _ own: PeeredVpc, _ other: PeeredVpc) -> PeeredVpc {
        pass(Stage(.pcx, id, packet, .pass, .passes))
        if leg == .packet {
            let (one, two) = (region(own), region(other))
            let isOne = one.isNone || two.isNone ? walker.index.transit.peering(id)?.staysInRegion : one == two
            let references: References = isOne.map { $0 ? .kept : .lost } ?? .open(id)
            inbound = inbound.then(references)
            outbound = outbound.then(references)
        }
        return other
    }

    private func region(_ side: PeeredVpc) -> TextID {
        side.region.isNone ? walker.index.region(ofVpc: side.vpc) : side.region
    }

    /// The blocks of a side: those of the VPC where it is loaded, else what the connection tells; nil where neither does.
    private func blocks(of side: PeeredVpc) -> [IPNetwork]? {
        if let own = walker.index.blocks(ofVpc: side.vpc) { return own }
        return side.networks.isEmpty || walker.index.vpc(side.vpc)?.openFamilies.isEmpty == false ? nil : side.networks
    }
}
