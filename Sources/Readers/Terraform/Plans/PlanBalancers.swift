/// What a plan knows only after apply of load balancers' blocks: the target groups that they name, and where nodes are.
struct PlanBalancers {
    let use: PlanReferences.Use

    /// The types of target groups.
    static let groups: Set<TerraformType> = [.targetGroup, .targetGroupAlias]
    /// The attributes that hold such blocks.
    static let keys: Set<String> = ["default_action", "action", "load_balancer", "traffic_source", "subnet_mapping"]

    /// A list of blocks with what references tell of it.
    func settled(_ member: TreeMember) -> Tree {
        guard case .list(let blocks) = member.value else { return member.value }
        switch member.key {
        case "load_balancer": return .list(filled(blocks, "target_group_arn", [member.key]))
        case "traffic_source": return .list(filled(blocks, "identifier", [member.key]))
        case "subnet_mapping": return .list(mappings(blocks, member.key))
        default: return .list(actions(blocks, member.key))
        }
    }

    private func actions(_ blocks: [Tree], _ key: String) -> [Tree] {
        let direct = filled(blocks, "target_group_arn", [key])
        let receivers = direct.flatMap { $0["forward"]?.elements ?? [] }.flatMap { $0["target_group"]?.elements ?? [] }
        guard receivers.contains(where: { $0["arn"]?.unknown != nil }) else { return direct }
        let path = [key, "forward", "target_group"]
        var settled = filled(receivers, "arn", path)
        // The plan has the groups of an action in an order of its own: which has which weight is not told.
        if receivers.count > 1 { settled = settled.map { $0.setting("weight", .null) } }
        var rest = settled[...]
        return direct.map { action in
            guard case .list(let forwards)? = action["forward"] else { return action }
            return action.setting(
                "forward",
                .list(
                    forwards.map { forward in
                        guard case .list(let own)? = forward["target_group"] else { return forward }
                        defer { rest = rest.dropFirst(own.count) }
                        return forward.setting("target_group", .list(Array(rest.prefix(own.count))))
                    }))
        }
    }

    /// The same blocks with the target groups that they name, where it is certain which these are: as many as there are open blocks.
    private func filled(_ blocks: [Tree], _ key: String, _ path: [String]) -> [Tree] {
        let open = blocks.filter { $0[key]?.unknown != nil }.count
        guard open > 0 else { return blocks }
        for attribute in ["arn", "id"] {
            let found = use.find(path: path + [key], Self.groups, attribute: attribute)
            let settled = Set(blocks.compactMap { $0[key]?.string })
            let ids = found.ids.filter { !settled.contains($0) }
            if !found.isOpen, ids.count == open { return Self.filled(blocks, key, ids) }
        }
        return blocks
    }

    private static func filled(_ blocks: [Tree], _ key: String, _ ids: [String]) -> [Tree] {
        var rest = ids[...]
        return blocks.map { block in
            guard block[key]?.unknown != nil, let id = rest.popFirst() else { return block }
            return block.setting(key, .text(id))
        }
    }

    /// Where nodes are: which of several subnets has which address its block tells.
    private func mappings(_ blocks: [Tree], _ key: String) -> [Tree] {
        let open = blocks.filter { $0["subnet_id"]?.unknown != nil }.count
        guard open > 0 else { return blocks }
        let found = use.find(path: [key, "subnet_id"], [.subnet, .defaultSubnet], attribute: "id")
        let settled = Set(blocks.compactMap { $0["subnet_id"]?.string })
        let ids = found.ids.filter { !settled.contains($0) }
        return found.isOpen || ids.count != open ? blocks : Self.filled(blocks, "subnet_id", ids)
    }
}
