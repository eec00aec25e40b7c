import CoreModel

/// Load balancers by their nodes, and what they send to.
///
/// Complexity: linear in load balancers with their interfaces, target groups and instances.
struct BalancerIndex: Sendable {
    private var byInterface: [InterfaceIndex: LoadBalancerIndex] = [:]
    private var nodes: [LoadBalancerIndex: [InterfaceIndex]] = [:]
    private var byID: [TextID: LoadBalancerIndex] = [:]
    private var groups: [TextID: Int] = [:]
    private var byInstance: [TextID: [InterfaceIndex]] = [:]
    /// The interfaces that several load balancers may have, which their inputs do not tell apart.
    private var shared: Set<InterfaceIndex> = []

    init(_ inventory: Inventory) {
        if inventory.topology.loadBalancers.isEmpty { return }
        var attached: [TextID: [InterfaceIndex]] = [:]
        for (place, interface) in inventory.interfaces.enumerated() {
            if interface.attachment.kind == .loadBalancer {
                attached[interface.attachment.name, default: []].append(InterfaceIndex(place))
            }
            if !interface.instance.isNone { byInstance[interface.instance, default: []].append(InterfaceIndex(place)) }
        }
        for (place, balancer) in inventory.topology.loadBalancers.enumerated() {
            let index = LoadBalancerIndex(place)
            byID[balancer.id] = index
            // A classic one has no ARN: its name counts within its VPC. Names of others stand in several regions and accounts.
            let named = inventory.interfaces(calledExactly: inventory[balancer.id])
            let byName = balancer.name.isNone ? [] : attached[balancer.name] ?? []
            let own = (named.isEmpty ? byName : named).filter { mayBeNode(inventory[$0], of: balancer) }
            nodes[index] = own
            for interface in own where byInterface.updateValue(index, forKey: interface) != nil { shared.insert(interface) }
        }
        for (place, group) in inventory.topology.targetGroups.enumerated() { groups[group.id] = place }
    }

    private func mayBeNode(_ interface: NetworkInterface, of balancer: LoadBalancer) -> Bool {
        if !balancer.vpc.isNone, !interface.vpc.isNone, interface.vpc != balancer.vpc { return false }
        return balancer.subnets.isEmpty || interface.subnet.isNone || balancer.subnets.contains(interface.subnet)
    }

    /// Whether an interface may be a node of another load balancer than ``balancer(of:)`` says: two of one name in one VPC.
    func isShared(_ interface: InterfaceIndex) -> Bool { shared.contains(interface) }

    /// The load balancer that an interface is a node of; nil for every other interface.
    func balancer(of interface: InterfaceIndex) -> LoadBalancerIndex? { byInterface[interface] }

    /// The load balancer of an ARN; nil where it is not loaded.
    func balancer(_ id: TextID) -> LoadBalancerIndex? { byID[id] }

    /// The interfaces of a load balancer's nodes.
    func nodes(of balancer: LoadBalancerIndex) -> [InterfaceIndex] { nodes[balancer] ?? [] }

    /// The place of a target group in the topology; nil where it is not loaded.
    func targetGroup(_ id: TextID) -> Int? { groups[id] }

    /// The interfaces of an instance.
    func interfaces(ofInstance id: TextID) -> [InterfaceIndex] { byInstance[id] ?? [] }
}
