import CoreModel

/// Load balancers, what they listen for, and what they send to.
extension SketchReader {
    /// What is put together when every line is read.
    struct Balancers {
        var balancers: [LoadBalancer] = []
        var targetGroups: [TargetGroup] = []
        /// The interfaces that are nodes, with the names of what they are of.
        var nodes: [(interface: String, balancer: String)] = []
        /// The interfaces of instances that something sends to.
        var instances: Set<String> = []
    }

    /// False where a line says something else. A line is one of these:
    ///
    ///     balancer alb application v internet-facing a1,a2   a load balancer, its kind in AWS's word, its VPC, its scheme and its subnets
    ///                                       ("-": not told); it and its nodes carry `open`, and its listeners are listed
    ///       443 HTTPS tg-2,answer,tg-1      a listener: port ("-": every one), AWS's word for its protocol, and what its rules do, the
    ///                                       default last: to a target group, "answer" (a redirect, a fixed response), of a classic one a
    ///                                       port of its instances; "cut" behind it: of its rules the default alone is told
    ///     node alb-a alb                    an interface that is a node of it
    ///     groups alb lb                     a load balancer and its nodes carry other groups instead, or none
    ///     instances clb app,web             a classic one's instances, by their interfaces
    ///     targets tg-1 ip v TCP 8080 10.0.2.20,10.1.1.40/81@all   a target group, its kind in AWS's word, its VPC, protocol and port ("-":
    ///                                       not told), and its targets ("-": none), of instances their interfaces, of load balancers their
    ///                                       names; with a port of their own behind a slash and a zone behind "@"
    ///     cross alb on                      whether nodes send to the targets of every zone, of a load balancer or a target group; "off",
    ///                                       "untold"
    ///     preserve tg-1 on                  whether targets see the client's address
    ///     untold alb                        a load balancer whose listeners no listing tells, or a target group whose targets none does;
    ///                                       "cut" instead of it: a part of them
    ///     shut alb-a                        an interface that takes nothing from internet gateways over IPv6
    mutating func balance(_ words: [String]) throws -> Bool {
        func list(_ word: String) -> [String] { word == "-" ? [] : word.split(separator: ",").map(String.init) }
        switch words[0] {
        case "balancer":
            let kind = LoadBalancer.Kind(word: words[2])
            var balancer = LoadBalancer(kind, id: builder.intern(Self.balancerID(words[1], kind)))
            balancer.name = builder.intern(words[1])
            balancer.vpc = builder.intern(words[3])
            balancer.state = builder.state("active")
            balancer.isInternal = words[4] == "-" ? nil : words[4] == "internal"
            balancer.subnets = list(words[5]).map { builder.intern($0) }
            balancer.groups = [builder.group(id: builder.intern("open"))]
            balancer.listenerKnowledge = .complete
            balancing.balancers.append(balancer)
            section = .balancer
        case "node": balancing.nodes.append((words[1], words[2]))
        case "targets": balancing.targetGroups.append(targetGroup(words, list(words[6])))
        case "shut":
            guard let place = interfaces.firstIndex(where: { builder.text($0.id) == words[1] }) else { return false }
            interfaces[place].deniesGatewayTraffic = true
        default: return balancerPart(words, words.count > 2 ? list(words[2]) : [])
        }
        return true
    }

    /// A line about a load balancer or a target group that a line before it has.
    private mutating func balancerPart(_ words: [String], _ names: [String]) -> Bool {
        guard words.count > 1 else { return false }
        let told: [String: Bool] = ["on": true, "off": false]
        if let place = balancing.balancers.firstIndex(where: { builder.text($0.name) == words[1] }) {
            switch words[0] {
            case "groups": balancing.balancers[place].groups = words.dropFirst(2).map { builder.group(id: builder.intern($0)) }
            case "instances": balancing.balancers[place].instances = names.map { builder.intern("i-" + $0) }
            case "cross": balancing.balancers[place].crossesZones = told[words[2]]
            case "untold": (balancing.balancers[place].listeners, balancing.balancers[place].listenerKnowledge) = ([], .absent)
            case "cut": balancing.balancers[place].listenerKnowledge = .partial(.page)
            case "state": balancing.balancers[place].state = state(words[2])
            default: return false
            }
            if words[0] == "instances" { balancing.instances.formUnion(names) }
            return true
        }
        guard let place = balancing.targetGroups.firstIndex(where: { builder.text($0.name) == words[1] }) else { return false }
        switch words[0] {
        case "cross": balancing.targetGroups[place].crossesZones = told[words[2]]
        case "preserve": balancing.targetGroups[place].preservesClient = told[words[2]]
        case "untold": (balancing.targetGroups[place].targets, balancing.targetGroups[place].targetKnowledge) = ([], .absent)
        case "cut": balancing.targetGroups[place].targetKnowledge = .partial(.page)
        default: return false
        }
        return true
    }

    /// A line that is set in below a load balancer.
    mutating func listener(_ words: [String]) {
        guard let place = balancing.balancers.indices.last else { return }
        let balancer = balancing.balancers[place]
        var listener = BalancerListener(id: builder.intern("\(builder.text(balancer.id))/\(words[0])/\(words[1])"))
        listener.port = Int(words[0])
        listener.word = builder.intern(words[1])
        listener.transports = BalancerListener.transports(words[1])
        let does = words.count > 2 && words[2] != "-" ? words[2].split(separator: ",").map(String.init) : []
        for (number, word) in does.enumerated() {
            let isDefault = number == does.count - 1
            if word == "answer" {
                listener.actions.append(.answer(isDefault: isDefault))
            } else if balancer.kind == .classic {
                listener.actions.append(.instances(port: Int(word) ?? 0))
            } else {
                listener.actions.append(.forward(builder.intern(Self.targetGroupID(word)), isDefault: isDefault))
            }
        }
        listener.ruleKnowledge = words.contains("cut") ? .partial(.owner) : .complete
        balancing.balancers[place].listeners.append(listener)
    }

    private mutating func targetGroup(_ words: [String], _ targets: [String]) -> TargetGroup {
        var group = TargetGroup(id: builder.intern(Self.targetGroupID(words[1])))
        group.name = builder.intern(words[1])
        group.kind = TargetGroup.Kind(word: words[2])
        group.vpc = told(words[3])
        group.word = told(words[4])
        group.port = Int(words[5])
        group.targetKnowledge = .complete
        for word in targets {
            let parts = word.split(separator: "@").map(String.init)
            let pieces = parts[0].split(separator: "/").map(String.init)
            let id =
                switch group.kind {
                case .instance: "i-" + pieces[0]
                case .balancer: Self.balancerID(pieces[0], .application)
                case .function: "arn:aws:lambda:eu-west-1:1:function:\(pieces[0])"
                case .address, .unknown: pieces[0]
                }
            if group.kind == .instance { balancing.instances.insert(pieces[0]) }
            var target = BalancerTarget(builder.intern(id), port: pieces.count > 1 ? Int(pieces[1]) : nil)
            if parts.count > 1 { target.zone = builder.intern(parts[1]) }
            group.targets.append(target)
        }
        return group
    }

    private static func balancerID(_ name: String, _ kind: LoadBalancer.Kind) -> String {
        let words: [LoadBalancer.Kind: String] = [.application: "app", .network: "net", .gateway: "gwy"]
        return words[kind].map { "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/\($0)/\(name)/50dc6c495c0c9188" } ?? name
    }

    private static func targetGroupID(_ name: String) -> String {
        "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/\(name)/943f017f100becff"
    }

    /// Puts together what lines tell of one another, as the listings of AWS do.
    mutating func finishBalancers() {
        for place in interfaces.indices where balancing.instances.contains(builder.text(interfaces[place].id)) {
            interfaces[place].instance = builder.intern("i-" + builder.text(interfaces[place].id))
        }
        for balancer in balancing.balancers {
            let name = builder.text(balancer.name)
            for node in balancing.nodes where node.balancer == name {
                guard let place = interfaces.firstIndex(where: { builder.text($0.id) == node.interface }) else { continue }
                interfaces[place].attachment = Attachment(kind: .loadBalancer, name: balancer.name)
                interfaces[place].groups = balancer.groups ?? []
                if balancer.kind == .network { interfaces[place].type = builder.intern("network_load_balancer") }
            }
            var owner = InterfaceOwner(kind: .loadBalancer, name: name)
            owner.exactNames = [builder.text(balancer.id), "\(name)-1.eu-west-1.elb.amazonaws.com"]
            owner.groups = balancer.groups ?? []
            owner.carriesNoGroups = balancer.groups?.isEmpty == true
            (owner.vpc, owner.subnets) = (balancer.vpc, balancer.subnets)
            builder.add(owner)
            builder.add(balancer)
        }
        for group in balancing.targetGroups { builder.add(group) }
    }
}
