import CoreModel

/// Makes the resources that will stand after a plan is applied.
struct PlanRewriting {
    private let plan: TerraformPlan
    private let references: PlanReferences
    /// The rules of rule resources that go or change: groups without inline blocks may still list them.
    private var leaving: [String: Set<InlineRule>] = [:]
    /// What resources stand for that only accept or attach something: its id, by their addresses.
    private var standIns: [String: String] = [:]
    /// The load balancers that have listeners before the plan is applied.
    private var listening: Set<String> = []

    init(_ plan: TerraformPlan) throws(JSONFault) {
        self.plan = plan
        references = PlanReferences(plan)
        for change in plan.changes where change.actions.contains("delete") || change.actions.contains("update") {
            guard let before = change.before, let direction = try InlineRule.direction(change.type, before),
                let group = try before.text("security_group_id")?.string
            else { continue }
            leaving[group, default: []].formUnion(InlineRule.all(Tree(before), direction, of: group))
        }
        for (_, resource) in plan.prior where resource.type == .listener || resource.type == .listenerAlias {
            if let balancer = try resource.values.text("load_balancer_arn") { listening.insert(balancer.string) }
        }
        for change in plan.changes where change.isCreating {
            guard let (attribute, types) = Self.standIn(change.type) else { continue }
            let known = (try? change.after?.text(attribute))??.string
            let found = references.use(by: change).find(attribute.description, types, withKnown: true)
            standIns[change.address] = known ?? (!found.isOpen && found.ids.count == 1 ? found.ids[0] : nil)
        }
    }

    /// The attribute by which a resource names what it stands for, and what that may be; nil for one that is something itself.
    private static func standIn(_ type: TerraformType) -> (attribute: StaticString, types: Set<TerraformType>)? {
        switch type {
        case .peeringAccepter: ("vpc_peering_connection_id", [.peering])
        case .transitVpcAccepter: ("transit_gateway_attachment_id", [.transitVpcAttachment])
        case .transitPeeringAccepter: ("transit_gateway_attachment_id", [.transitPeering])
        case .vpnGatewayAttachment: ("vpn_gateway_id", [.vpnGateway])
        default: nil
        }
    }

    /// The prior state with every change made.
    func resources() throws(JSONFault) -> [RewrittenResource] {
        let changed = Set(plan.changes.map(\.address))
        var resources: [RewrittenResource] = []
        for (address, resource) in plan.prior where !changed.contains(address) {
            resources.append(
                RewrittenResource(
                    address: address, type: resource.type, isManaged: resource.isManaged,
                    values: marked(Tree(resource.values), resource.type)))
        }
        for change in plan.changes {
            // What is forgotten leaves the state, and stays as it is in AWS; so does a peering connection that is no longer accepted here.
            let isForgotten = change.actions == ["forget"] || change.type == .peeringAccepter && change.after == nil
            guard let after = isForgotten ? change.before : change.after else { continue }
            resources.append(
                RewrittenResource(
                    address: change.address, type: change.type, isManaged: change.isManaged,
                    values: marked(
                        try values(of: change, after: after, unknown: isForgotten ? nil : change.afterUnknown), change.type)))
        }
        return resources
    }

    /// The same with a mark where a load balancer has listeners before the plan is applied: then they are told afterwards too, none of them
    /// included.
    private func marked(_ values: Tree, _ type: TerraformType) -> Tree {
        guard type.isBalancer, let id = values["id"]?.string, listening.contains(id) else { return values }
        return values.setting("has_listeners", .boolean(true))
    }

    private func values(of change: TerraformPlan.Change, after: JSONValue, unknown: JSONValue?) throws(JSONFault) -> Tree {
        let open = Tree(after, unknown) { key in .unknown(Tree.Unknown(name: Self.name(change, key))) }
        let use = references.use(by: change)
        let values = open.members.map { TreeMember($0.key, settle($0, change, use)) }
        let primary = "primary_network_interface_id"
        if change.type == .instance, Tree.object(values)[primary].map({ $0.unknown != nil }) ?? true {
            // It comes with the instance, whose groups and Name tag are known: it is called after that, unless it is a resource itself.
            let own = use.find("network_interface_id", in: "network_interface", [.interface], withKnown: true)
            let isOwn = use.isConfigured("network_interface_id", in: "network_interface")
            if isOwn, own.isOpen || own.ids.isEmpty { return Tree.object(values).setting(primary, .null) }
            let id = isOwn ? own.ids[0] : "\(change.address) (primary interface)"
            return Tree.object(values).setting(primary, .text(id))
        }
        return .object(values)
    }

    /// An attribute with what references tell of it.
    private func settle(_ member: TreeMember, _ change: TerraformPlan.Change, _ use: PlanReferences.Use) -> Tree {
        let isGroup = change.type == .group || change.type == .defaultGroup
        switch member.key {
        case "id" where member.value.unknown != nil:
            return .text(standIns[change.address] ?? references.id(of: change) ?? change.address)
        case "ingress" where isGroup, "egress" where isGroup: return settleBlocks(member, change, use)
        case "ingress" where isNewACL(change, member, use), "egress" where isNewACL(change, member, use): return .list([])
        case "subnet_ids" where [.networkACL, .defaultNetworkACL].contains(change.type):
            return settleIDs(member, use, [.subnet, .defaultSubnet])
        case "route_table_ids": return settleIDs(member, use, [.routeTable, .defaultRouteTable])
        case "propagating_vgws": return settleIDs(member, use, [.vpnGateway])
        case let key where PlanBalancers.keys.contains(key): return PlanBalancers(use: use).settled(member)
        case "target_group_arns": return settleIDs(member, use, PlanBalancers.groups, attributes: ["arn", "id"])
        case "instances" where change.type == .classicLoadBalancer: return settleIDs(member, use, [.instance])
        case "instance" where change.type == .classicAttachment: return settleOne(member, use, [.instance])
        // Load balancers face the internet, and target groups do what AWS does, unless they say otherwise.
        case "internal" where change.type.isBalancer:
            return member.value.unknown != nil && !use.isConfigured(member.key) ? .boolean(false) : member.value
        case "preserve_client_ip", "load_balancing_cross_zone_enabled", "port", "ip_address_type":
            return member.value.unknown != nil && !use.isConfigured(member.key) ? .null : member.value
        case "subnet_ids" where change.type == .transitVpcAttachment: return settleIDs(member, use, [.subnet, .defaultSubnet])
        case let key where TerraformType.groupLists.contains(key): return settleGroups(member, use)
        case let key where TerraformType.subnetLists.contains(key): return settleSubnets(member, use)
        case let key where TerraformType.ownerBlocks.contains(key): return settleOwnerBlocks(member, use)
        case "security_group_id", "source_security_group_id", "referenced_security_group_id":
            guard case .unknown(var unknown) = member.value else { return member.value }
            // Optional and computed: without an expression there is none.
            guard use.isConfigured(member.key) else { return .null }
            let found = use.groups(member.key, withKnown: false)
            if found.isOpen { return member.value }
            if found.ids.count == 1 { return .text(found.ids[0]) }
            unknown.candidates = found.ids
            return .unknown(unknown)
        case "prefix_list_id": return settleOne(member, use, [.prefixList, .awsPrefixList])
        case "vpc_id" where change.type == .mainRouteTable: return settleOne(member, use, [.vpc, .defaultVpc])
        case "vpc_id" where change.type == .defaultRouteTable: return settleAdopted(member, use, "default_route_table_id")
        case "vpc_id" where change.type == .defaultNetworkACL: return settleAdopted(member, use, "default_network_acl_id")
        case "vpc_id": return settleOne(member, use, [.vpc, .defaultVpc], orNull: true)
        case "subnet_id": return settleOne(member, use, [.subnet, .defaultSubnet], orNull: true)
        case "route_table_id": return settleOne(member, use, [.routeTable, .defaultRouteTable])
        case "gateway_id": return settleOne(member, use, [.internetGateway, .vpnGateway])
        case let key where JoiningReferences.keys.contains(key): return settleJoining(member, change, use)
        case "internet_gateway_id": return settleOne(member, use, [.internetGateway])
        case "nat_gateway_id": return settleOne(member, use, [.natGateway])
        case "egress_only_gateway_id": return settleOne(member, use, [.egressOnlyGateway])
        case "network_acl_id": return settleOne(member, use, [.networkACL, .defaultNetworkACL])
        case "route" where change.type == .routeTable || change.type == .defaultRouteTable: return settleRoutes(member, use)
        case "network_interface" where change.type == .address: return settleOne(member, use, [.interface])
        case "instance" where change.type == .address: return settleOne(member, use, [.instance])
        case "network_interface_id": return settleOne(member, use, [.interface], orNull: change.type != .addressAssociation)
        case "instance_id": return settleOne(member, use, [.instance], orNull: change.type != .addressAssociation)
        // The block of a network is computed even where there will be none: what asks for one is an attribute of its own.
        case "ipv6_cidr_block" where change.isManaged, "cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "cidr_ipv4",
            "cidr_ipv6", "from_port", "to_port", "self", "protocol", "ip_protocol":
            return member.value.unknown != nil && !use.isConfigured(member.key) ? .null : member.value
        default: return member.value
        }
    }

    /// An id of what joins VPCs to each other and to the rest of the world, or what AWS makes of it.
    private func settleJoining(_ member: TreeMember, _ change: TerraformPlan.Change, _ use: PlanReferences.Use) -> Tree {
        guard member.value.unknown != nil else { return member.value }
        let own = JoiningReferences(change.type, member.key)
        if let made = own.made {
            let isAttached = use.find(made, [.transitGateway], withKnown: true)
            let isKnown = ((try? change.after?.text("transit_gateway_id")) ?? nil) != nil
            guard isKnown || !isAttached.isOpen && isAttached.ids.count == 1 else { return .null }
            return .text(TransitStandIn.attachment(of: references.id(of: change) ?? change.address))
        }
        guard use.isConfigured(member.key) else { return own.absent }
        for target in own.targets {
            let found = use.find(member.key, target.types, attribute: target.attribute, withKnown: true)
            guard !found.isOpen, found.ids.count == 1 else { continue }
            return .text(target.part(standIns[found.ids[0]] ?? found.ids[0]))
        }
        return member.value
    }

    private func settleOne(
        _ member: TreeMember, _ use: PlanReferences.Use, _ types: Set<TerraformType>, orNull: Bool = false
    ) -> Tree {
        guard member.value.unknown != nil else { return member.value }
        let found = use.find(member.key, types, withKnown: false)
        if !found.isOpen, found.ids.count == 1 { return .text(found.ids[0]) }
        return orNull || !use.isConfigured(member.key) ? .null : member.value
    }

    /// A list of ids that decides over packets: what is open in it stays open.
    private func settleIDs(
        _ member: TreeMember, _ use: PlanReferences.Use, _ types: Set<TerraformType>, attributes: [String] = ["id"]
    ) -> Tree {
        guard !member.value.openNames.isEmpty else { return member.value }
        guard use.isConfigured(member.key) else { return .null }
        let found = attributes.lazy.compactMap { use.find(member.key, types, attribute: $0, withKnown: true).list }
        return found.first ?? member.value
    }

    /// The VPC whose own table or ACL is adopted, which the plan tells after apply alone.
    ///
    /// A VPC that is looked up has its main table, and no default one, as an attribute.
    private func settleAdopted(_ member: TreeMember, _ use: PlanReferences.Use, _ key: String) -> Tree {
        guard member.value.unknown != nil else { return member.value }
        for attribute in [key, "main_route_table_id"] {
            let found = use.find(key, [.vpc, .defaultVpc], attribute: attribute, withKnown: true)
            if !found.isOpen, found.ids.count == 1 { return .text(found.ids[0]) }
        }
        return .null
    }

    /// Whether entries are those of a new ACL without blocks: it has none of its own, though the attribute is computed.
    private func isNewACL(_ change: TerraformPlan.Change, _ member: TreeMember, _ use: PlanReferences.Use) -> Bool {
        change.type == .networkACL && change.isCreating && member.value.unknown != nil && !use.isConfigured(member.key)
    }

    /// Inline routes, of which a target may be known only after apply.
    private func settleRoutes(_ member: TreeMember, _ use: PlanReferences.Use) -> Tree {
        guard case .list(let routes) = member.value else { return use.isConfigured(member.key) ? member.value : .null }
        let targets: [(String, Set<TerraformType>)] = [
            ("gateway_id", [.internetGateway, .vpnGateway]), ("nat_gateway_id", [.natGateway]),
            ("egress_only_gateway_id", [.egressOnlyGateway]), ("network_interface_id", [.interface]),
            ("transit_gateway_id", [.transitGateway]), ("vpc_peering_connection_id", [.peering, .peeringAccepter]),
            ("vpc_endpoint_id", [.endpoint]),
        ]
        return .list(
            routes.map { route in
                targets.reduce(route) { route, target in
                    guard route[target.0]?.unknown != nil else { return route }
                    let found = use.find(target.0, in: member.key, target.1, withKnown: false)
                    guard !found.isOpen, found.ids.count == 1 else { return route }
                    return route.setting(target.0, .text(standIns[found.ids[0]] ?? found.ids[0]))
                }
            })
    }

    /// A set of groups: where one of them is unknown the plan leaves out the others too.
    private func settleGroups(_ member: TreeMember, in block: String? = nil, _ use: PlanReferences.Use) -> Tree {
        guard case .unknown = member.value else { return member.value }
        guard use.isConfigured(member.key, in: block) else { return .null }
        return use.groups(member.key, in: block, withKnown: true).list ?? member.value
    }

    /// A list of subnets: what is open in it is nothing to read it by, whoever carries the groups.
    private func settleSubnets(_ member: TreeMember, in block: String? = nil, _ use: PlanReferences.Use) -> Tree {
        guard !member.value.openNames.isEmpty else { return member.value }
        return use.find(member.key, in: block, [.subnet, .defaultSubnet], withKnown: true).list ?? .null
    }

    /// Blocks that tell groups and subnets of what AWS makes interfaces for.
    private func settleOwnerBlocks(_ member: TreeMember, _ use: PlanReferences.Use) -> Tree {
        guard case .list(let blocks) = member.value else { return member.value }
        return .list(
            blocks.map { block in
                .object(
                    block.members.map { inner in
                        let isGroups = TerraformType.groupLists.contains(inner.key)
                        guard isGroups || TerraformType.subnetLists.contains(inner.key) else { return inner }
                        let settled =
                            isGroups ? settleGroups(inner, in: member.key, use) : settleSubnets(inner, in: member.key, use)
                        return TreeMember(inner.key, settled)
                    })
            })
    }

    private static func name(_ change: TerraformPlan.Change, _ key: String) -> String {
        "\(change.address) \(key), known after apply"
    }

    // MARK: Inline blocks

    private func settleBlocks(_ member: TreeMember, _ change: TerraformPlan.Change, _ use: PlanReferences.Use) -> Tree {
        let direction: Direction = member.key == "ingress" ? .ingress : .egress
        if !use.isConfigured(member.key) {
            // Without blocks the list is computed. A new group has no rules: the provider revokes the egress rule that EC2 adds.
            // Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
            if change.isCreating { return .list([]) }
            guard let id = try? change.before?.text("id")?.string, let gone = leaving[id] else { return member.value }
            return .list(member.value.elements.compactMap { InlineRule.remove(gone, from: $0, direction, of: id) })
        }
        let open = member.value.elements.filter { $0["security_groups"]?.unknown != nil }
        guard !open.isEmpty else { return member.value }
        return .list(OpenBlocks(member.value.elements, use.groups(member.key, withKnown: true)).settled(direction))
    }
}

extension Tree {
    /// A planned value with what is known only after apply left open.
    ///
    /// Both have the same shape; an unknown attribute is absent from the value, an unknown element null.
    /// Source: https://developer.hashicorp.com/terraform/internals/json-format#change-representation
    fileprivate init(_ value: JSONValue?, _ unknown: JSONValue?, _ open: (String) -> Tree) {
        self.init(value, unknown, key: "", open)
    }

    private init(_ value: JSONValue?, _ unknown: JSONValue?, key: String, _ open: (String) -> Tree) {
        guard let unknown else {
            self = value.map { Tree($0) } ?? .null
            return
        }
        switch unknown.kind {
        case .boolean:
            if (try? unknown.boolean()) == true { self = open(key) } else { self = value.map { Tree($0) } ?? .null }
        case .object:
            let parts = unknown.membersByName
            var members: [TreeMember] = []
            var seen: Set<String> = []
            if let all = try? value?.members() {
                for (name, known) in all {
                    let own = name.string
                    seen.insert(own)
                    members.append(TreeMember(own, Tree(known, parts[own], key: key.isEmpty ? own : key, open)))
                }
            }
            if let all = try? unknown.members() {
                for (name, part) in all where seen.insert(name.string).inserted {
                    let open = Tree(nil, part, key: key.isEmpty ? name.string : key, open)
                    if open != .null { members.append(TreeMember(name.string, open)) }
                }
            }
            self = .object(members)
        case .array:
            let known = value?.list ?? []
            let parts = unknown.list
            self = .list(
                (0..<max(known.count, parts.count)).map { place in
                    let part = place < parts.count ? parts[place] : nil
                    return Tree(place < known.count ? known[place] : nil, part, key: key, open)
                })
        default: self = value.map { Tree($0) } ?? .null
        }
    }
}
