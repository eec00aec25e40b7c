import CoreModel

/// Load balancers and what stands behind them, a line each with every fact, so that two readings can be compared.
enum BalancerLines {
    static func all(_ inventory: Inventory) -> [String] { balancers(inventory) + groups(inventory) }

    static func balancers(_ inventory: Inventory) -> [String] {
        inventory.topology.loadBalancers.flatMap { balancer in
            [
                words(
                    "balancer", short(inventory[balancer.id]), inventory[balancer.name], "\(balancer.kind)",
                    inventory[balancer.vpc], inventory[balancer.scope.account], inventory[balancer.scope.region],
                    balancer.state.text.isNone
                        ? ""
                        : inventory[balancer.state.text] + (balancer.state.works.map { $0 ? " works" : " fails" } ?? " open"),
                    flag("internal", balancer.isInternal), list("subnets", balancer.subnets, inventory),
                    balancer.groups.map { "groups " + $0.map { inventory[inventory[$0].id] }.joined(separator: ",") }
                        ?? "groups?",
                    flag("crossing", balancer.crossesZones), list("instances", balancer.instances, inventory), "listeners",
                    knowledge(balancer.listenerKnowledge))
            ]
                + balancer.listeners.map { listener in
                    words(
                        "listener", short(inventory[listener.id]), listener.port.map(String.init) ?? "",
                        inventory[listener.word], listener.transports.map(\.description).joined(separator: ","), "rules",
                        knowledge(listener.ruleKnowledge),
                        listener.actions.map { action($0, inventory) }.joined(separator: ", "))
                }
        }
    }

    static func groups(_ inventory: Inventory) -> [String] {
        inventory.topology.targetGroups.map { group in
            let targets = group.targets.map { target in
                words(
                    short(inventory[target.id]), target.port.map { ":\($0)" } ?? "", inventory[target.zone],
                    inventory[target.health])
            }
            return words(
                "group", short(inventory[group.id]), inventory[group.name], "\(group.kind)", inventory[group.vpc],
                inventory[group.word], group.port.map(String.init) ?? "", flag("preserving", group.preservesClient),
                flag("crossing", group.crossesZones), "targets", knowledge(group.targetKnowledge),
                targets.joined(separator: ", "))
        }
    }

    private static func action(_ action: BalancerAction, _ inventory: Inventory) -> String {
        switch action {
        case .forward(let group, let isDefault): words("to", short(inventory[group]), isDefault ? "by default" : "")
        case .answer(let isDefault): words("answers", isDefault ? "by default" : "")
        case .instances(let port): "to port \(port)"
        }
    }

    private static func list(_ name: String, _ ids: [TextID], _ inventory: Inventory) -> String {
        ids.isEmpty ? "" : "\(name) " + ids.map { inventory[$0] }.joined(separator: ",")
    }

    private static func short(_ id: String) -> String {
        id.hasPrefix("arn:") ? id.split(separator: ":").last.map(String.init) ?? id : id
    }

    private static func words(_ words: String...) -> String { words.filter { !$0.isEmpty }.joined(separator: " ") }

    private static func flag(_ name: String, _ value: Bool?) -> String { value.map { $0 ? name : "not \(name)" } ?? "" }

    private static func knowledge(_ knowledge: ListKnowledge) -> String {
        switch knowledge {
        case .absent: "not told"
        case .complete: "all"
        case .partial: "some"
        }
    }
}
