import CoreModel
import Reachability
import Text

/// Writes a change of the network as a line, as an `aws` command with the one that undoes it, and as Terraform.
public struct NetworkFixText: Sendable {
    let fix: NetworkFix
    let inventory: Inventory
    let names: Names

    /// Words for a fix of an answer about an inventory.
    public init(_ fix: NetworkFix, _ inventory: Inventory, _ names: Names) {
        self.fix = fix
        self.inventory = inventory
        self.names = names
    }

    var network: NetworkNames { NetworkNames(inventory) }

    /// "ACL isolated: out 110 allow tcp 1024-65535 to 10.0.10.0/24", "table private: 0.0.0.0/0 -> nat-0".
    public var line: String {
        switch fix {
        case .entry(let acl, let entry, _, _): return "ACL \(network.name(acl)): \(EntryText.line(entry))"
        case .route(let table, let destination, let target, _):
            return "table \(network.name(table)): \(network.name(destination)) -> \(network.name(target))"
        case .exclusion(let resource, let mode, _):
            return "Block Public Access: exclude \(network.name(resource)), \(mode.word)"
        case .attach(let gateway, let vpc):
            let word = AttachedGateway(inventory[gateway], in: inventory).word
            return "\(word) \(network.name(gateway)): attached to \(names.name(ofVpc: vpc))"
        case .checkOff(let interface): return "\(names.name(of: interface)): source/destination check off"
        case .address(let address, _, let interface, let own):
            return "\(names.name(of: interface)): public address \(address) for \(own)"
        case .removal(let table, let destination, let target, _):
            return "table \(network.name(table)): without \(network.name(destination)) -> \(network.name(target))"
        case .acceptance, .association, .propagation, .transitRoute, .transitRemoval, .attachmentSubnet, .references,
            .attachmentReferences:
            return joinLine
        case .crossZone(let id): return "\(balancerWord(id)) \(network.name(id)): cross-zone on"
        }
    }

    /// Why to think twice; nil where there is no reason.
    public var warning: String? {
        switch fix {
        case .entry(_, let entry, let overridden, let clients):
            let isIngress = entry.direction == .ingress
            let world = isIngress ? "opens its subnets to the internet" : "lets its subnets out to the whole internet"
            let warnings =
                (overridden.map { ["comes before entry \($0), which denies it"] } ?? [])
                + (entry.network.isEverything && clients == nil ? ["\(world), as far as groups do"] : [])
                + (entry.traffic.ipProtocol == .all ? ["every protocol and port; ask about the one that is needed"] : [])
            return warnings.isEmpty ? nil : warnings.joined(separator: ", ")
        case .route(let table, let destination, let target, let replaced):
            if let replaced {
                // What leads nowhere serves nobody.
                if works(replaced, table, destination) {
                    return "everything else that takes this route goes to \(network.name(target)) too"
                }
            } else if case .network(let network) = destination, network.isEverything {
                return "lets its subnets out to the whole internet, as far as ACLs and groups do"
            }
            return target.kind == .internetGateway && target != replaced && isIPv6(destination)
                ? "the internet reaches IPv6 addresses of its subnets too, as far as ACLs and groups let it" : nil
        case .exclusion(_, let mode, _):
            return mode == .bidirectional ? "the internet gets in and out, as far as routes, ACLs and groups let it" : nil
        case .attach: return "gives the VPC a way to the internet and back, as far as routes, ACLs and groups let it"
        case .checkOff: return nil
        case .address: return "the internet reaches it, as far as routes, ACLs and groups let it"
        case .removal(let table, let destination, let target, let next):
            // What leads nowhere serves nobody.
            return works(target, table, destination)
                ? "it serves others: everything else that takes this route goes to \(network.name(next)) too, as far as that is for it"
                : nil
        case .acceptance, .association, .propagation, .transitRoute, .transitRemoval, .attachmentSubnet, .references,
            .attachmentReferences:
            return joinWarning
        case .crossZone: return "its nodes send to the targets of every zone, which costs traffic between zones"
        }
    }

    /// What else to know of it; nil where there is nothing.
    public var note: String? {
        guard case .entry(_, let entry, _, let clients?) = fix else { return nil }
        let ports = entry.traffic.selectorText ?? "all ports"
        switch clients {
        case .wide: return "\(ports): the ports that a client of any kind may wait for answers on"
        case .linux: return "\(ports): the ports that Linux clients wait for answers on, unless set otherwise"
        case .windows: return "\(ports): the ports that Windows clients wait for answers on, unless set otherwise"
        case .named: return nil
        }
    }

    /// Whether a route of a table leads to a target that may work.
    func works(_ target: RouteTarget, _ table: RouteTableIndex, _ destination: Route.Destination) -> Bool {
        let route = inventory.topology[table].routes.first { $0.destination == destination && $0.target == target }
        if route?.state == .blackhole { return false }
        if inventory.topology.peeringConnections.first(where: { $0.id == target.id })?.state.works == false { return false }
        return inventory.topology.natGateways.first { $0.id == target.id }?.state.works != false
    }

    private func isIPv6(_ destination: Route.Destination) -> Bool {
        if case .network(let network) = destination { network.version == .v6 } else { false }
    }
}
