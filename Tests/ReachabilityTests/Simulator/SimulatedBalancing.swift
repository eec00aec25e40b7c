/// Load balancers of a simulated network, and what they send to.
extension SimulatedNetwork {
    /// How much of a list the input tells.
    enum Knowledge: String { case whole, cut, untold }

    struct Balancer {
        enum Kind: String { case application, network, classic }

        var name: String
        var kind: Kind
        var isInternal: Bool
        /// The interfaces that are its nodes, which carry its groups.
        var nodes: [String]
        var groups: [String]
        var listeners: [Listener] = []
        var knowledge = Knowledge.whole
        /// Whether nodes send to every zone; nil where that is not told.
        var crosses: Bool?
        /// The interfaces of a classic one's instances.
        var instances: [String] = []
    }

    struct Listener {
        enum Action: Equatable {
            case group(String)
            case answer
            /// To a port of a classic one's instances.
            case instances(Int)
        }

        var port: Int
        /// AWS's word for its protocol.
        var word: String
        /// The default one last.
        var actions: [Action]
        /// Whether of its rules the default alone is told.
        var isCut = false
    }

    struct TargetGroup {
        enum Kind: String { case instance, ip, alb, lambda }

        var name: String
        var kind: Kind
        var word: String
        var port: Int
        var preserves: Bool?
        var crosses: Bool?
        var targets: [Target]
        var knowledge = Knowledge.whole
    }

    struct Target {
        /// An interface of an instance, an address, a function, or a load balancer.
        var id: String
        var port: Int?
        /// The zone that it is registered for.
        var zone: String?
    }

    /// Load balancers, as a sketch has them.
    var balancingLines: [String] {
        func switched(_ word: String, _ name: String, _ isOn: Bool?) -> [String] {
            isOn.map { ["\(word) \(name) \($0 ? "on" : "off")"] } ?? []
        }
        var lines: [String] = []
        for balancer in balancers {
            let places = balancer.nodes.compactMap { node in interfaces.first { $0.name == node }?.subnet }
            let scheme = balancer.isInternal ? "internal" : "internet-facing"
            lines.append(
                "balancer \(balancer.name) \(balancer.kind.rawValue) \(Self.one) \(scheme) \(places.joined(separator: ","))")
            lines += balancer.listeners.map { "  " + $0.text }
            lines += balancer.nodes.map { "node \($0) \(balancer.name)" }
            lines.append((["groups", balancer.name] + balancer.groups).joined(separator: " "))
            lines += switched("cross", balancer.name, balancer.crosses)
            if !balancer.instances.isEmpty {
                lines.append("instances \(balancer.name) \(balancer.instances.joined(separator: ","))")
            }
            if balancer.knowledge != .whole { lines.append("\(balancer.knowledge.rawValue) \(balancer.name)") }
        }
        for group in targetGroups {
            let targets = group.targets.map {
                $0.id + ($0.port.map { "/\($0)" } ?? "") + ($0.zone.map { "@" + zoneName($0) } ?? "")
            }
            lines.append(
                "targets \(group.name) \(group.kind.rawValue) \(Self.one) \(group.word) \(group.port) "
                    + (targets.isEmpty ? "-" : targets.joined(separator: ",")))
            lines += switched("preserve", group.name, group.preserves) + switched("cross", group.name, group.crosses)
            if group.knowledge != .whole { lines.append("\(group.knowledge.rawValue) \(group.name)") }
        }
        return lines
    }

    /// The name of a zone, as targets are registered for it; "-" where nothing is.
    func zoneName(_ id: String) -> String {
        balancers.isEmpty ? "-" : id.replacing("euw1-az1", with: "eu-west-1a").replacing("euw1-az2", with: "eu-west-1b")
    }

    /// The load balancer that an interface is a node of.
    func balancer(ofNode name: String) -> Balancer? { balancers.first { $0.nodes.contains(name) } }
}

extension SimulatedNetwork.Listener {
    fileprivate var text: String {
        let does = actions.map { action in
            switch action {
            case .group(let name): name
            case .answer: "answer"
            case .instances(let port): "\(port)"
            }
        }
        return "\(port) \(word) \(does.isEmpty ? "-" : does.joined(separator: ","))\(isCut ? " cut" : "")"
    }
}
