/// A load balancer of either generation, with its listeners.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
public struct LoadBalancer: Hashable, Sendable {
    /// The kinds.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case application, network, gateway, classic
        /// One that this version does not know, or that is not told.
        case unknown

        /// The kind that AWS's word means, in whichever case it is written.
        public init(word: String) {
            self =
                switch word.lowercased() {
                case "application": .application
                case "network": .network
                case "gateway": .gateway
                case "classic": .classic
                default: .unknown
                }
        }

        /// AWS's word; nil for a classic one, which has none, and for one that is not told.
        public var word: String? {
            switch self {
            case .application: "application"
            case .network: "network"
            case .gateway: "gateway"
            case .classic, .unknown: nil
            }
        }
    }

    /// Its ARN; of a classic one its name.
    public var id: TextID
    /// What it is.
    public var kind: Kind
    /// Its name.
    public var name: TextID = .none
    /// The VPC it is in.
    public var vpc: TextID = .none
    /// The account that owns it and the region it is in, of a classic one: the ARNs of the others tell them.
    public var scope = Scope()
    /// Its state.
    public var state = ResourceState()
    /// Whether it has private addresses alone; nil where it is not told.
    public var isInternal: Bool?
    /// The subnets of its nodes, one a zone.
    public var subnets: [TextID] = []
    /// Its groups; nil where they are not told, none of one that was made without.
    public var groups: [GroupIndex]?
    /// Whether each node sends to the targets of every zone; nil where it is not told.
    public var crossesZones: Bool?
    /// Whether something decides about that which no input tells, so that it is not AWS's default either.
    public var crossingIsOpen = false
    /// Its listeners.
    public var listeners: [BalancerListener] = []
    /// How much of the listeners is known.
    public var listenerKnowledge = ListKnowledge.absent
    /// The instances of a classic one, which every listener sends to.
    public var instances: [TextID] = []

    /// A load balancer of which only the id is known.
    public init(_ kind: Kind, id: TextID) {
        self.kind = kind
        self.id = id
    }

    /// Whether nodes send to the targets of every zone: what is told, else AWS's default; nil where that is left open, and for a classic
    /// one, whose default depends on who made it.
    public var sendsAcrossZones: Bool? {
        if let crossesZones { return crossesZones }
        if crossingIsOpen { return nil }
        return switch kind {
        case .application: true
        case .network, .gateway: false
        case .classic, .unknown: nil
        }
    }

    /// Fills in what another input knows; state, options and a later whole list of listeners are those of the later one.
    ///
    /// Where all of a list are known, resources of a state that tell some of it add none: they are older.
    mutating func merge(_ other: LoadBalancer) {
        if kind == .unknown { kind = other.kind }
        name.fill(other.name)
        vpc.fill(other.vpc)
        if !other.state.text.isNone || other.state.works != nil { state = other.state }
        isInternal = other.isInternal ?? isInternal
        subnets.take(other.subnets)
        groups = other.groups ?? groups
        crossesZones = other.crossesZones ?? crossesZones
        crossingIsOpen = crossingIsOpen || other.crossingIsOpen
        instances.take(other.instances)
        var known = other.listenerKnowledge.isComplete ? [] : listeners
        let isOlder = listenerKnowledge.isComplete && other.listenerKnowledge == .partial(.owner)
        for listener in other.listeners {
            // Its rules are listed apart from it: what an earlier listing of them told stays.
            var own = listeners.first { $0.id == listener.id } ?? listener
            own.merge(listener)
            if let place = known.firstIndex(where: { $0.id == listener.id }) {
                known[place] = own
            } else if !isOlder {
                known.append(own)
            }
        }
        listeners = known
        listenerKnowledge = listenerKnowledge.merged(other.listenerKnowledge)
    }
}

/// A listener: a port on which a load balancer takes connections, and where they go.
public struct BalancerListener: Hashable, Sendable {
    /// Its ARN; of a classic one its port.
    public var id: TextID
    /// The port; nil for a gateway load balancer's, which takes every one.
    public var port: Int?
    /// What it takes: tcp, udp, or both; none where the protocol is not known.
    public var transports: [IPProtocol] = []
    /// AWS's word for its protocol.
    public var word: TextID = .none
    /// Where it sends: each action of a rule, the default one last.
    public var actions: [BalancerAction] = []
    /// Whether every rule is known, or the default action alone.
    public var ruleKnowledge = ListKnowledge.absent

    /// A listener of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    /// The transports that a protocol of a listener or a target group is of; none for one that this version does not know.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
    public static func transports(_ word: String) -> [IPProtocol] {
        switch word.uppercased() {
        case "HTTP", "HTTPS", "TCP", "TLS", "SSL": [.tcp]
        case "UDP", "QUIC": [.udp]
        case "TCP_UDP", "TCP_QUIC": [.tcp, .udp]
        default: []
        }
    }

    mutating func merge(_ other: BalancerListener) {
        port = other.port ?? port
        if !other.transports.isEmpty { transports = other.transports }
        word.fill(other.word)
        if other.ruleKnowledge.isComplete {
            actions = other.actions
        } else if !ruleKnowledge.isComplete || other.ruleKnowledge != .partial(.owner) {
            // Whoever tells a default action tells all of it.
            if other.actions.contains(where: \.isDefault) { actions.removeAll(where: \.isDefault) }
            actions.take(other.actions)
            actions = actions.filter { !$0.isDefault } + actions.filter(\.isDefault)
        }
        ruleKnowledge = ruleKnowledge.merged(other.ruleKnowledge)
    }
}

/// What a listener does with a connection.
public enum BalancerAction: Hashable, Sendable {
    /// It goes to a target group, by its ARN.
    case forward(TextID, isDefault: Bool)
    /// It is answered by the load balancer: a redirect or a fixed response.
    case answer(isDefault: Bool)
    /// It goes to a port of a classic load balancer's instances.
    case instances(port: Int)

    /// Whether it is what happens without a rule's condition.
    public var isDefault: Bool {
        switch self {
        case .forward(_, let isDefault), .answer(let isDefault): isDefault
        case .instances: true
        }
    }
}

/// A target group.
public struct TargetGroup: Hashable, Sendable {
    /// What its targets are.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case instance, address, function, balancer
        /// One that this version does not know, or that is not told.
        case unknown

        /// The kind that AWS's word means, in whichever case it is written.
        public init(word: String) {
            self =
                switch word.lowercased() {
                case "instance": .instance
                case "ip": .address
                case "lambda": .function
                case "alb": .balancer
                default: .unknown
                }
        }

        /// AWS's word; nil for one that is not told.
        public var word: String? {
            switch self {
            case .instance: "instance"
            case .address: "ip"
            case .function: "lambda"
            case .balancer: "alb"
            case .unknown: nil
            }
        }
    }

    /// Its ARN.
    public var id: TextID
    /// Its name.
    public var name: TextID = .none
    /// What its targets are.
    public var kind = Kind.unknown
    /// The VPC of its targets.
    public var vpc: TextID = .none
    /// AWS's word for its protocol.
    public var word: TextID = .none
    /// The port of targets that have none of their own; nil where it is not told.
    public var port: Int?
    /// Whether targets see the client's address (`preserve_client_ip.enabled`); nil where it is not told.
    public var preservesClient: Bool?
    /// Whether each node sends to the targets of every zone; nil where the load balancer says, or it is not told.
    public var crossesZones: Bool?
    /// Its targets.
    public var targets: [BalancerTarget] = []
    /// How much of the targets is known.
    public var targetKnowledge = ListKnowledge.absent

    /// A target group of which only the ARN is known.
    public init(id: TextID) {
        self.id = id
    }

    /// Fills in what another input knows; options and a later whole list of targets are those of the later one.
    mutating func merge(_ other: TargetGroup) {
        name.fill(other.name)
        if kind == .unknown { kind = other.kind }
        vpc.fill(other.vpc)
        word.fill(other.word)
        port = other.port ?? port
        preservesClient = other.preservesClient ?? preservesClient
        crossesZones = other.crossesZones ?? crossesZones
        if other.targetKnowledge.isComplete {
            targets = other.targets
        } else if !targetKnowledge.isComplete || other.targetKnowledge != .partial(.owner) {
            targets.take(other.targets)
        }
        targetKnowledge = targetKnowledge.merged(other.targetKnowledge)
    }

    /// Tells each target once, without the port that it has from the group.
    mutating func settle() {
        var settled: [BalancerTarget] = []
        for var target in targets {
            if target.port == port { target.port = nil }
            if let place = settled.firstIndex(where: { $0.id == target.id && $0.port == target.port }) {
                if !target.zone.isNone { settled[place].zone = target.zone }
                if !target.health.isNone { settled[place].health = target.health }
            } else {
                settled.append(target)
            }
        }
        targets = settled
    }
}

/// One target of a target group.
public struct BalancerTarget: Hashable, Sendable {
    /// An instance's id, an address, a function's or a load balancer's ARN.
    public var id: TextID
    /// Its port, where it is another than the group's.
    public var port: Int?
    /// The zone that it is registered for; `all` for one outside of the VPC.
    public var zone: TextID = .none
    /// AWS's word for its health, which never changes a verdict.
    public var health: TextID = .none

    /// Makes one.
    public init(_ id: TextID, port: Int? = nil) {
        self.id = id
        self.port = port
    }
}
