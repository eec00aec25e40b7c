import CoreModel
import Documentation
import Reachability
import Words

/// What AWS refuses, as far as the inputs tell: where they do not, a change is tried.
extension TrialLineReader {
    /// What a thing is called in errors.
    func called(_ id: String) -> String {
        if let group = inventory.group(id: id) { return name(group) }
        let components = FoundComponent.all(in: inventory).first { inventory[$0.id] == id }
        let own = [
            components?.name, inventory.vpcs.first { inventory[$0.id] == id }?.name,
            inventory.subnets.first { inventory[$0.id] == id }?.name,
        ]
        let name = own.compactMap { $0 }.first { !$0.isNone }
        return name.map { inventory[$0] } ?? id
    }

    func called(_ id: TextID) -> String { called(inventory[id]) }

    // MARK: Gateways, peering connections, attachments

    /// Throws where a gateway is attached already, or a VPC has one of its kind.
    ///
    /// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html (Gateways) and
    /// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html
    func accept(gateway id: String, in vpc: String) throws(TrialFault) {
        guard let own = inventory.topology.gateways.first(where: { inventory[$0.id] == id }) else { return }
        if let attachment = own.attachments?.first(where: { $0.state.works == true && !$0.vpc.isNone }) {
            throw .attachedAlready(gateway: called(id), vpc: called(attachment.vpc))
        }
        let other = inventory.topology.gateways.first { gateway in
            gateway.kind == own.kind && gateway.id != own.id
                && gateway.attachments?.contains { $0.state.works == true && inventory[$0.vpc] == vpc } == true
        }
        if let other {
            let kind =
                switch own.kind {
                case .internet: FoundComponent.Kind.internetGateway
                case .egressOnly: FoundComponent.Kind.egressOnlyGateway
                case .virtualPrivate: FoundComponent.Kind.virtualPrivateGateway
                }
            throw .hasGateway(vpc: called(vpc), gateway: called(other.id), kind: kind.word)
        }
    }

    /// Throws where a peering connection does not wait to be accepted any more: it is accepted, or nobody can accept it.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html (lifecycle)
    func accept(peering id: String) throws(TrialFault) {
        if gone.contains(id) { throw .isOff(called(id)) }
        guard let own = inventory.topology.peeringConnections.first(where: { inventory[$0.id] == id })?.state else { return }
        let ended = ["failed", "expired", "rejected", "provisioning", "deleting", "deleted"]
        guard own.works == true || ended.contains(inventory[own.text].lowercased()) else { return }
        throw .notWaiting(peering: called(id), state: own.text.isNone ? "active" : inventory[own.text])
    }

    /// Throws where an attachment has a table already, which it has one of at a time.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html (route table association)
    func accept(association attachment: EditedAttachment, table: String) throws(TrialFault) {
        try accept(attachment: attachment.id, table: table)
        let own = inventory.topology.transitGatewayAttachments.first {
            inventory[$0.id] == attachment.id && inventory[$0.gateway] == attachment.gateway
        }
        guard let own, case .table(let known, let state) = own.association, state.works == true, !known.isNone else { return }
        throw .associatedAlready(attachment: called(own.id), with: called(known), isThere: inventory[known] == table)
    }

    /// Throws where a table has the routes of an attachment already.
    func accept(propagation attachment: EditedAttachment, table: String) throws(TrialFault) {
        try accept(attachment: attachment.id, table: table)
        let own = inventory.topology.transitGatewayTables.first { inventory[$0.id] == table }
        guard own?.propagations.contains(where: { inventory[$0] == attachment.id }) == true else { return }
        throw .propagatesAlready(attachment: called(attachment.id), to: called(table))
    }

    /// Throws where a written route stands in a transit gateway's table as it is meant.
    func accept(_ route: EditedTransitRoute) throws(TrialFault) {
        if let id = route.attachment { try accept(attachment: id, table: route.table) }
        let own = inventory.topology.transitGatewayTables.first { inventory[$0.id] == route.table }
        let stands = own?.routes.contains { known in
            known.origin == .written && inventory.edited(known.destination) == route.destination
                && known.hops.map { inventory[$0.attachment] } == [route.attachment].compactMap { $0 }
                && (route.attachment != nil || known.state == .blackhole)
        }
        if stands == true { throw .standsAlready(writer.text(.network(.addTransitRoute(route))) ?? route.table) }
    }

    /// Throws where an attachment, which may be of several transit gateways, and a table are of different ones.
    func accept(attachment id: String, table: String) throws(TrialFault) {
        guard let own = inventory.topology.transitGatewayTables.first(where: { inventory[$0.id] == table }), !own.gateway.isNone
        else { return }
        let gateways = inventory.topology.transitGatewayAttachments.filter { inventory[$0.id] == id }.map(\.gateway)
        if gateways.isEmpty || gateways.contains(where: { $0.isNone || $0 == own.gateway }) { return }
        throw .tableOfOtherGateway(attachment: called(id), table: called(table), gateway: called(own.gateway))
    }

    /// Throws where a subnet is of another VPC than the one that is attached, or of a zone that the attachment has one of.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html (one subnet for each zone)
    func accept(subnet id: String, to attachment: EditedAttachment) throws(TrialFault) {
        let own = inventory.topology.transitGatewayAttachments.first {
            inventory[$0.id] == attachment.id && inventory[$0.gateway] == attachment.gateway
        }
        guard let own, let subnet = inventory.subnets.first(where: { inventory[$0.id] == id }) else { return }
        if own.kind == .vpc, !own.resource.isNone, !subnet.vpc.isNone, subnet.vpc != own.resource {
            throw .subnetOfOtherVpc(subnet: called(id), vpc: called(subnet.vpc), attachment: called(attachment.id))
        }
        let known = inventory.subnets.first { known in
            guard own.subnets?.contains(known.id) == true else { return false }
            return known.id == subnet.id || known.zone == subnet.zone && !known.zone.isNone
                || known.zoneID == subnet.zoneID && !known.zoneID.isNone
        }
        if let known { throw .hasSubnetOfZone(attachment: called(attachment.id), subnet: called(known.id)) }
    }

    // MARK: Interfaces

    /// Throws where AWS made an interface for something: nobody else gives it an address, or changes what it checks.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
    func accept(changed place: InterfaceIndex) throws(TrialFault) {
        guard let maker = InterfaceMaker(of: place, in: inventory) else { return }
        throw .madeByAws(writer.name(interface: place), of: maker.kind.word, called: maker.id.map { called($0) })
    }

    /// Throws where an interface has not the private address that a public one is to be associated with; where it tells none, it may.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html (PrivateIpAddress: the primary or secondary
    /// private IP address to associate with the Elastic IP address)
    func accept(_ inner: IPAddress, of interface: InterfaceIndex) throws(TrialFault) {
        let own = inventory[interface]
        if own.privateAddresses.isEmpty || inner.version == .v4 && own.hasPrivateAddress(inner) { return }
        throw .notItsAddress(
            called(own.id), address: "\(inner)", has: own.privateAddresses(.v4).map(\.description))
    }

    /// Throws where an address is no Elastic one, or something that AWS made has it: that alone lets go of it.
    ///
    /// A whole listing of an account's addresses lacks those alone that AWS gave out by itself, which stay where they are.
    /// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ips.html (public IPv4 addresses) and
    /// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html (an address of a NAT gateway is disassociated there)
    func accept(address: IPAddress, on interface: InterfaceIndex) throws(TrialFault) {
        let isListed = inventory.topology.publicAddresses.contains { $0.address == address }
        if !isListed, !SpecialAddresses.publicAddresses(.v4).contains(address.bits) || address.version == .v6 {
            throw .notElastic("\(address)", isPublic: false)
        }
        let gateway = inventory.topology.natGateways.first { own in
            // One that is gone holds nothing any more.
            own.state.works != false && own.addresses.contains { $0.publicAddress == address }
        }
        if let gateway {
            throw .holdsAddress(called(gateway.id), FoundComponent.Kind.natGateway.word, address: "\(address)")
        }
        for place in inventory.interfaces.indices where inventory.interfaces[place].publicAddresses.contains(address) {
            guard let maker = InterfaceMaker(of: InterfaceIndex(place), in: inventory) else { continue }
            throw .holdsAddress(
                maker.id.map { called($0) } ?? writer.name(interface: InterfaceIndex(place)), maker.kind.word,
                address: "\(address)")
        }
        if let holder = inventory.interfaces.firstIndex(where: { $0.automaticAddresses.contains(address) }), !isListed {
            throw .automaticAddress("\(address)", of: writer.name(interface: InterfaceIndex(holder)))
        }
        // In a shared VPC its owner's listing has nothing of the other accounts.
        let own = inventory[interface]
        let isOwners = own.owner.isNone || own.owner == inventory.scope(ofVpc: own.vpc).account
        if !isListed, isOwners, inventory.coverage(of: .addresses, inVpc: own.vpc) == .complete {
            throw .notElastic("\(address)", isPublic: true)
        }
    }

    // MARK: Groups

    /// Throws where an interface is of something that takes no groups, and has none to be taken off.
    func accept(groupsOf place: InterfaceIndex) throws(TrialFault) {
        guard let groupless = inventory.groupHolder(of: place)?.groupless else { return }
        throw .takesNoGroups(writer.name(interface: place), of: groupless.word)
    }

    /// Throws where a group is of another VPC than the interface that is to carry it.
    ///
    /// A group that is associated with further VPCs is carried in them: where a listing says so, or somebody there carries it.
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
    func accept(_ group: GroupIndex, on place: InterfaceIndex) throws(TrialFault) {
        let interface = inventory[place]
        let vpc = inventory[group].vpc
        if vpc.isNone || interface.vpc.isNone || vpc == interface.vpc { return }
        if inventory[group].associatedVpcs.contains(interface.vpc) { return }
        if inventory.interfaces.contains(where: { $0.vpc == interface.vpc && $0.groups.contains(group) }) { return }
        throw .groupOfOtherVpc(
            group: name(group), vpc: called(vpc), carrier: writer.name(interface: place), of: called(interface.vpc))
    }
}
