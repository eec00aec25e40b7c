import CoreModel

/// Load balancers and what stands behind them in the shapes of the AWS command line, for ``Snapshot/redacted()``.
extension InventoryDocuments {
    private var topology: Topology { inventory.topology }

    /// The listings of load balancers, and of each what is known of its listeners, rules and options; the same of target groups.
    var balancerDocuments: [Snapshot.Document] {
        var all: [Snapshot.Document] = []
        func add(_ call: String, _ list: String, _ elements: [Tree]) {
            if !elements.isEmpty { all.append(document(call, list, elements)) }
        }
        let classics = topology.loadBalancers.filter { $0.kind == .classic }
        let others = topology.loadBalancers.filter { $0.kind != .classic }
        // One that only its listeners tell has no name.
        add("elbv2 describe-load-balancers", "LoadBalancers", others.filter { !$0.name.isNone }.map(balancer))
        add("elb describe-load-balancers", "LoadBalancerDescriptions", classics.map(classic))
        add("elbv2 describe-target-groups", "TargetGroups", topology.targetGroups.map(group))
        for balancer in others {
            if isTold(balancer.listenerKnowledge) {
                let elements = balancer.listeners.map { listener($0, of: balancer) }
                all.append(part("elbv2 describe-listeners", balancer.id, "Listeners", elements, balancer.listenerKnowledge))
            }
            for listener in balancer.listeners where isTold(listener.ruleKnowledge) && balancer.kind == .application {
                let own = listener.ruleKnowledge
                all.append(part("elbv2 describe-rules", listener.id, "Rules", rules(listener, of: balancer), own))
            }
            let options = attributes([("load_balancing.cross_zone.enabled", balancer.crossesZones)])
            if let options { all.append(part("elbv2 describe-load-balancer-attributes", balancer.id, "Attributes", options)) }
        }
        for balancer in classics {
            guard let crosses = balancer.crossesZones else { continue }
            let own = object([("CrossZoneLoadBalancing", object([("Enabled", .boolean(crosses))]))])
            all.append(
                Snapshot.Document(
                    call: "elb describe-load-balancer-attributes", id: inventory[balancer.id],
                    output: TreeJSON.bytes(object([("LoadBalancerAttributes", own)]))))
        }
        for group in topology.targetGroups {
            if group.targetKnowledge.isComplete {
                let targets = group.targets.map { target($0, of: group) }
                all.append(part("elbv2 describe-target-health", group.id, "TargetHealthDescriptions", targets))
            }
            let options = attributes([
                ("load_balancing.cross_zone.enabled", group.crossesZones), ("preserve_client_ip.enabled", group.preservesClient),
            ])
            if let options { all.append(part("elbv2 describe-target-group-attributes", group.id, "Attributes", options)) }
        }
        return all
    }

    /// Whether an answer told it: what was refused is missing.
    private func isTold(_ knowledge: ListKnowledge) -> Bool { knowledge != .absent && knowledge != .partial(.member) }

    /// An answer about one thing.
    private func part(
        _ call: String, _ id: TextID, _ list: String, _ elements: [Tree], _ knowledge: ListKnowledge = .complete
    ) -> Snapshot.Document {
        var own = document(call, list, elements, knowledge.isComplete ? [] : [("NextMarker", .text("more"))])
        own.id = inventory[id]
        return own
    }

    private func attributes(_ all: [(String, Bool?)]) -> [Tree]? {
        let told = all.compactMap { key, value in
            value.map { object([("Key", .text(key)), ("Value", .text($0 ? "true" : "false"))]) }
        }
        return told.isEmpty ? nil : told
    }

    // MARK: Load balancers

    private func balancer(_ balancer: LoadBalancer) -> Tree {
        object(
            [
                ("LoadBalancerArn", text(balancer.id)), ("LoadBalancerName", text(balancer.name)),
                ("Type", .text(balancer.kind.word ?? "")), ("VpcId", text(balancer.vpc)), scheme(balancer),
                ("State", object([("Code", text(balancer.state.text))])),
                ("AvailabilityZones", .list(balancer.subnets.map { object([("SubnetId", text($0))]) })),
            ] + groups(balancer))
    }

    private func classic(_ balancer: LoadBalancer) -> Tree {
        var members = [
            ("LoadBalancerName", text(balancer.name)), ("VPCId", text(balancer.vpc)), scheme(balancer),
            ("Subnets", .list(balancer.subnets.map(text))),
            ("Instances", .list(balancer.instances.map { object([("InstanceId", text($0))]) })),
        ]
        if balancer.listenerKnowledge.isComplete {
            let listeners = balancer.listeners.map { listener in
                let ports = listener.actions.compactMap { action -> Int? in
                    if case .instances(let port) = action { port } else { nil }
                }
                let own = object([
                    ("Protocol", text(listener.word)), ("LoadBalancerPort", number(listener.port)),
                    ("InstancePort", number(ports.first)),
                ])
                return object([("Listener", own)])
            }
            members.append(("ListenerDescriptions", .list(listeners)))
        }
        return object(members + groups(balancer))
    }

    private func scheme(_ balancer: LoadBalancer) -> (String, Tree) {
        ("Scheme", .text(balancer.isInternal.map { $0 ? "internal" : "internet-facing" } ?? ""))
    }

    private func groups(_ balancer: LoadBalancer) -> [(String, Tree)] {
        balancer.groups.map { [("SecurityGroups", .list($0.map { text(inventory[$0].id) }))] } ?? []
    }

    private func number(_ number: Int?) -> Tree { number.map { .number("\($0)") } ?? .text("") }

    // MARK: Listeners

    private func listener(_ listener: BalancerListener, of balancer: LoadBalancer) -> Tree {
        var members = [
            ("ListenerArn", text(listener.id)), ("LoadBalancerArn", text(balancer.id)), ("Port", number(listener.port)),
            ("Protocol", text(listener.word)),
        ]
        let actions = listener.actions.filter(\.isDefault)
        // An action that nobody knows says that what it does is not known either.
        let open: [Tree] = balancer.kind != .application && isOpen(listener.ruleKnowledge) ? [Self.openAction] : []
        if balancer.kind == .application || listener.ruleKnowledge != .absent || !actions.isEmpty {
            members.append(("DefaultActions", .list(actions.map(action) + open)))
        }
        return object(members)
    }

    private func isOpen(_ knowledge: ListKnowledge) -> Bool { if case .partial(.unsettled) = knowledge { true } else { false } }

    private static let openAction = Tree.object([TreeMember("Type", .text("unsettled"))])

    /// The rules of a listener, one for each action, and the default one, which every listener has.
    private func rules(_ listener: BalancerListener, of balancer: LoadBalancer) -> [Tree] {
        let arn = inventory[listener.id].replacing(":listener/", with: ":listener-rule/")
        func rule(_ name: String, _ actions: [Tree]) -> Tree {
            let members: [(String, Tree)] = [
                ("RuleArn", .text("\(arn)/\(name)")), ("Priority", .text(name)), ("IsDefault", .boolean(name == "default")),
                ("Actions", .list(actions)),
            ]
            return object(members)
        }
        let others = listener.actions.filter { !$0.isDefault }.enumerated().map { rule("\($0 + 1)", [action($1)]) }
        return others + [rule("default", listener.actions.filter(\.isDefault).map(action))]
    }

    private func action(_ action: BalancerAction) -> Tree {
        switch action {
        case .forward(let group, _): object([("Type", .text("forward")), ("TargetGroupArn", text(group))])
        case .answer, .instances: object([("Type", .text("fixed-response"))])
        }
    }

    // MARK: Target groups

    private func group(_ group: TargetGroup) -> Tree {
        object([
            ("TargetGroupArn", text(group.id)), ("TargetGroupName", text(group.name)), ("VpcId", text(group.vpc)),
            ("TargetType", .text(group.kind.word ?? "")), ("Protocol", text(group.word)), ("Port", number(group.port)),
        ])
    }

    private func target(_ target: BalancerTarget, of group: TargetGroup) -> Tree {
        let own = object([
            ("Id", text(target.id)), ("Port", number(target.port ?? group.port)), ("AvailabilityZone", text(target.zone)),
        ])
        return object([("Target", own), ("TargetHealth", object([("State", text(target.health))]))])
    }

    /// How AWS describes the interface of a load balancer's node, as far as the load balancer is known.
    func nodeDescription(_ interface: NetworkInterface) -> String? {
        let own = topology.loadBalancers.filter { balancer in
            balancer.name == interface.attachment.name
                && (balancer.vpc.isNone || interface.vpc.isNone || balancer.vpc == interface.vpc)
        }
        let balancer = own.first { Set($0.groups ?? []) == Set(interface.groups) } ?? own.first
        guard let balancer else { return nil }
        return "ELB " + (BalancerArn(inventory[balancer.id])?.interfaceName ?? inventory[balancer.name])
    }
}
