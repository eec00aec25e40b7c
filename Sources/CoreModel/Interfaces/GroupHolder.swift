/// What AWS made interfaces for, which alone sets their security groups: those of all of its interfaces at once.
///
/// AWS refuses to change such an interface by itself.
///
/// Sources: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html and
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
public struct GroupHolder: Hashable, Sendable {
    /// The kinds, each of which sets groups in a way of its own.
    public enum Kind: Hashable, Sendable, CaseIterable {
        case endpoint
        /// A load balancer with an ARN: application, network, gateway.
        case balancer
        case classicBalancer
        /// An instance that is no member of a cluster.
        case database
        /// Clusters of RDS, DocumentDB and Neptune.
        case databaseCluster, documentCluster, graphCluster
        /// A database of which no input tells whether a cluster sets its groups.
        case anyDatabase
        case proxy, cache, function, task, mountTarget
        /// A cluster of EKS, a domain of OpenSearch, a NAT gateway, an attachment of a transit gateway.
        case cluster, domain, natGateway, transitAttachment
        /// Any other service, or none that is told.
        case other

        /// Whether it sets the groups of its members.
        public var isCluster: Bool { [.databaseCluster, .documentCluster, .graphCluster].contains(self) }
    }

    /// What it is.
    public internal(set) var kind: Kind
    /// What a command names it by: an endpoint's id, a load balancer's ARN, of a classic one its name; nil where no input tells it.
    public internal(set) var id: String?
    /// What people call it; empty where that is not told.
    public internal(set) var name = ""
    /// Its interfaces as far as the inputs tell them apart from those of others, with the one that was asked about.
    public internal(set) var interfaces: [InterfaceIndex]
    /// Why it takes no groups; nil where it does.
    public internal(set) var groupless: Groupless?
}

extension Inventory {
    /// What sets the groups of an interface; nil where they are set on the interface itself.
    ///
    /// Complexity: linear in the interfaces and in what may have made it.
    public func groupHolder(of place: InterfaceIndex) -> GroupHolder? {
        let own = self[place]
        if let (kind, id) = groupless(own) {
            let other: GroupHolder.Kind =
                switch kind {
                case .natGateway: .natGateway
                case .transitGatewayAttachment: .transitAttachment
                case .gatewayEndpoint, .gatewayBalancer, .networkBalancer: .other
                }
            var found = endpointHolder(of: place) ?? holder(other, of: place)
            found.groupless = kind
            if !id.isNone { found.name = self[id] }
            return found
        }
        let description = self[own.description]
        // On an instance it is the instance's as well.
        let isTask = description.hasPrefix("arn:aws") && description.contains(":ecs:") && description.contains(":attachment/")
        if isTask || own.attachment.kind == .task { return holder(.task, of: place) }
        if let endpoint = endpointHolder(of: place) { return endpoint }
        switch own.attachment.kind {
        case .unknown, .instance: return nil
        case .task: return holder(.task, of: place)
        case .endpoint: return holder(.endpoint, of: place)
        case .loadBalancer: return balancerHolder(of: place)
        case .database: return databaseHolder(of: place)
        case .cache: return holder(.cache, of: place)
        case .function: return holder(.function, of: place)
        case .natGateway, .other: return otherHolder(of: place)
        }
    }

    private func holder(_ kind: GroupHolder.Kind, of place: InterfaceIndex) -> GroupHolder {
        GroupHolder(kind: kind, name: self[self[place].attachment.name], interfaces: [place])
    }

    private func places(where isOne: (NetworkInterface) -> Bool) -> [InterfaceIndex] {
        interfaces.indices.filter { isOne(interfaces[$0]) }.map { InterfaceIndex($0) }
    }

    /// The endpoint that an interface's description names, or that lists the interface; nil where neither is told.
    private func endpointHolder(of place: InterfaceIndex) -> GroupHolder? {
        let own = self[place]
        let isNamed = own.attachment.kind == .endpoint && self[own.attachment.name].hasPrefix("vpce-")
        let listed = topology.endpoints.first { isNamed ? $0.id == own.attachment.name : $0.interfaces.contains(own.id) }
        guard let id = isNamed ? own.attachment.name : listed?.id else { return nil }
        let all = places { other in
            other.attachment.kind == .endpoint && other.attachment.name == id || listed?.interfaces.contains(other.id) == true
        }
        return GroupHolder(kind: .endpoint, id: self[id], name: self[id], interfaces: all)
    }

    // MARK: Load balancers

    /// The load balancer of an interface: by what AWS wrote into the description, `ELB app/front/50dc6c495c0c9188`, else by its name.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html (groups are associated
    /// when it is created, or never)
    private func balancerHolder(of place: InterfaceIndex) -> GroupHolder {
        let own = self[place]
        let text = self[own.description]
        let described = text.hasPrefix("ELB ") ? String(text.dropFirst("ELB ".count)) : nil
        let candidates = topology.loadBalancers.filter { balancer in
            if !balancer.vpc.isNone, !own.vpc.isNone, balancer.vpc != own.vpc { return false }
            let id = self[balancer.id]
            if let described { return (BalancerArn(id)?.interfaceName ?? id) == described }
            let isCalled = !balancer.name.isNone && balancer.name == own.attachment.name
            return isCalled || exactNames[InventoryBuilder.exact(id)]?.contains(place) == true
        }
        let listed = candidates.count == 1 ? candidates[0] : nil
        let isClassic = listed.map { $0.kind == .classic } ?? described.map { !$0.contains("/") } ?? false
        var found = holder(isClassic ? .classicBalancer : .balancer, of: place)
        if let listed, !listed.name.isNone { found.name = self[listed.name] }
        let name = listed.map { self[$0.id] } ?? (described == nil ? "" : found.name)
        if isClassic ? !name.isEmpty : BalancerArn(name) != nil { found.id = name }
        if described != nil {
            found.interfaces = places {
                $0.attachment.kind == .loadBalancer && $0.description == own.description && $0.vpc == own.vpc
            }
        } else if listed != nil {
            found.interfaces = places {
                $0.attachment == own.attachment && $0.vpc == own.vpc && !self[$0.description].hasPrefix("ELB ")
            }
        }
        let isNetwork = listed?.kind == .network || described?.hasPrefix("net/") == true
        let isGateway = listed?.kind == .gateway || described?.hasPrefix("gwy/") == true
        let hasNone = own.groups.isEmpty && (listed?.groups ?? []).isEmpty
        found.groupless = isGateway ? .gatewayBalancer : isNetwork && hasNone ? .networkBalancer : nil
        return found
    }

    // MARK: Others

    private func otherHolder(of place: InterfaceIndex) -> GroupHolder {
        let own = self[place]
        let text = self[own.description]
        // "EFS mount target for fs-0123 (fsmt-4567)": each has one interface.
        if text.hasPrefix("EFS mount target for ") {
            var target = holder(.mountTarget, of: place)
            let words = text.split { "() ".contains($0) }
            target.id = words.first { $0.hasPrefix("fsmt-") }.map(String.init)
            return target
        }
        return holder(otherKind(text), of: place)
    }

    private func otherKind(_ description: String) -> GroupHolder.Kind {
        if description.hasPrefix("Amazon EKS ") { return .cluster }
        return description.hasPrefix("ES ") ? .domain : .other
    }
}
