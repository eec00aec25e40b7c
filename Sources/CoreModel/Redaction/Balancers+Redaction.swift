extension StandIns {
    /// Learns load balancers and what stands behind them.
    mutating func learnBalancers(_ topology: Topology, of inventory: Inventory) {
        for balancer in topology.loadBalancers {
            learnArn(inventory[balancer.id])
            learn(inventory[balancer.name], .service)
            for id in [balancer.vpc] + balancer.subnets + balancer.instances { learn(inventory[id], .network) }
            learnOwner(inventory[balancer.scope.account])
            learn(balancer.state, of: inventory)
            learn(balancer.listenerKnowledge, of: inventory)
            for listener in balancer.listeners {
                if balancer.kind != .classic { learnArn(inventory[listener.id]) }
                learn(listener.ruleKnowledge, of: inventory)
                for case .forward(let group, _) in listener.actions { learnArn(inventory[group]) }
            }
        }
        for group in topology.targetGroups {
            learnArn(inventory[group.id])
            learn(inventory[group.name], .service)
            learn(inventory[group.vpc], .network)
            learn(group.targetKnowledge, of: inventory)
            for target in group.targets {
                let id = inventory[target.id]
                if (try? IPAddress(parsing: id)) == nil { learnArn(id) }
            }
        }
    }

    /// Learns the parts of an ARN, each of which has a stand-in of its own; another text as a whole.
    private mutating func learnArn(_ text: String) {
        guard let secrets = BalancerArn(text)?.secrets else {
            learn(text, .network)
            return
        }
        learnOwner(secrets.account)
        learn(secrets.name, .service)
        for number in secrets.numbers { learn(number, .network) }
    }
}

extension TextReplacement {
    mutating func replace(_ balancer: inout LoadBalancer) {
        replace(&balancer, [\.id, \.name, \.vpc, \.scope.account], keeping: [\.scope.region])
        replace(&balancer.state)
        replace(&balancer.listenerKnowledge)
        balancer.subnets = replaced(balancer.subnets)
        balancer.instances = replaced(balancer.instances)
        for place in balancer.listeners.indices {
            // That of a classic one is its port.
            let id = balancer.listeners[place].id
            balancer.listeners[place].id = balancer.kind == .classic ? kept(id) : self[id]
            replace(&balancer.listeners[place], [], keeping: [\.word])
            replace(&balancer.listeners[place].ruleKnowledge)
            for action in balancer.listeners[place].actions.indices {
                guard case .forward(let group, let isDefault) = balancer.listeners[place].actions[action] else { continue }
                balancer.listeners[place].actions[action] = .forward(self[group], isDefault: isDefault)
            }
        }
    }

    mutating func replace(_ group: inout TargetGroup) {
        replace(&group, [\.id, \.name, \.vpc], keeping: [\.word])
        replace(&group.targetKnowledge)
        for place in group.targets.indices {
            let id = group.targets[place].id
            group.targets[place].id = (try? IPAddress(parsing: old(id))) == nil ? self[id] : address(id)
            replace(&group.targets[place], [], keeping: [\.zone, \.health])
        }
    }
}
