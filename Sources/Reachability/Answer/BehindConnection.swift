import CoreModel

/// The connection that a load balancer's node opens to a target, walked.
struct BehindConnection {
    let analyzer: Analyzer
    let scope: AnswerScope
    /// What was asked of the load balancer.
    let asked: Question
    let node: WayEnd
    let interface: InterfaceIndex
    let target: WayEnd
    let traffic: WayTraffic
    /// Whom the target sees, where that is the client.
    let client: WayMember?
    let isClassic: Bool
    let walker: Walker
    let way: Way
    /// Whether the target sees the client's address.
    let seesClient: Bool

    init(
        analyzer: Analyzer, walker: Walker, scope: AnswerScope, question: Question, node: WayEnd, interface: InterfaceIndex,
        target: WayEnd, traffic: WayTraffic, client: WayMember?, isClassic: Bool
    ) {
        (self.analyzer, self.walker, self.scope, asked) = (analyzer, walker, scope, question)
        (self.node, self.interface, self.target) = (node, interface, target)
        (self.client, self.isClassic) = (client, isClassic)
        let kept = Self.kept(walker, client, node, target, traffic)
        seesClient = kept != nil
        // What the node opens itself it opens from a port of its own.
        self.traffic = kept == nil ? traffic.fromAnyPort : traffic
        way = kept ?? walker.balancedWay(from: node, to: target, self.traffic, isClassic: isClassic, isOneWay: scope.isOneWay)
    }

    private static func kept(
        _ walker: Walker, _ client: WayMember?, _ node: WayEnd, _ target: WayEnd, _ traffic: WayTraffic
    ) -> Way? {
        client.flatMap {
            walker.preservingWay(
                from: $0.end.address, walker.index.clientPorts($0.end, traffic), through: node, to: target, traffic)
        }
    }

    /// The same on another inventory.
    private func walked(_ walker: Walker) -> Way {
        Self.kept(walker, client, node, target, traffic)
            ?? walker.balancedWay(from: node, to: target, traffic, isClassic: isClassic, isOneWay: scope.isOneWay)
    }

    var verdict: Verdict { isRefused ? .blocked : way.verdict(isOneWay: scope.isOneWay) }

    /// Whether the target takes nothing that bears the client's address, whatever its filters are.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
    var isRefused: Bool {
        guard seesClient, let interface = target.interface else { return false }
        // What comes back from the client itself is dropped by it.
        if interface == client?.end.interface, client?.count == 1 { return true }
        return ["vpc_endpoint", "network_load_balancer"].contains(walker.index.type(of: interface))
    }

    /// The first stage that decides; nil where nothing stands in the way.
    var deciding: Stage? {
        let counting = way.stages.filter { !scope.isOneWay || $0.leg == .packet }
        return counting.first { $0.outcome == .fail } ?? counting.first { $0.outcome == .depends }
    }

    /// What decides, with what an explanation of it knows more; nil for none.
    func reason(explainedBy answer: Answer?) -> BehindReason {
        let detail = answer?.way.flatMap { way in way.deciding.first.flatMap(way.detail) }
        return .stage(deciding, isOfClassicACL ? .classicBalancer : detail)
    }

    /// Whether what decides is an ACL at the border of a subnet that the packet does not leave.
    private var isOfClassicACL: Bool {
        guard isClassic, let stage = deciding, stage.kind == .acl, stage.leg == .packet, stage.direction == .egress else {
            return false
        }
        return walker.index.subnet(of: node) == walker.index.subnet(of: target)
    }

    /// It as an answer of its own, with its checks and, where that is asked for and it fails for certain, its fixes; nil where no question
    /// can be asked so.
    func answer() -> Answer? {
        let inventory = walker.index.inventory
        let from = Endpoint(.interfaces([interface]), asked: inventory[inventory[interface].id])
        let to =
            target.interface.map { Endpoint(.interfaces([$0]), asked: inventory[inventory[$0].id]) }
            ?? Endpoint(.network(.single(target.address)), asked: "\(target.address)")
        let port = PortQuery(traffic.points.traffic, asked: "")
        guard let question = try? Question(from: from, to: to, port: port, version: target.address.version) else { return nil }
        // Who is seen at the target's groups: the node's, at the address that the packet bears.
        let source = WayEnd.interface(interface, seesClient ? client?.end.address ?? node.address : node.address)
        let kind = WayKind(
            sources: [WayMember(end: source, count: 1)], destinations: [WayMember(end: target, count: 1)], traffic: [traffic],
            way: way, verdict: verdict)
        var own = WayAnswer(verdict: verdict, kinds: [kind], isPlaced: true, isOneWay: scope.isOneWay, layers: Layer.allCases)
        let brief = AnswerScope(looksAtNetwork: true, isOneWay: scope.isOneWay, isFull: false)
        WayExplanation(analyzer: analyzer, walker: walker, question: question, scope: brief).explain(&own, preferring: [:])
        var answer = Answer(question: question, verdict: verdict, groupsVerdict: verdict)
        answer.way = own
        if scope.isFull, verdict == .blocked {
            let fixes = BehindFixes(
                analyzer: analyzer, walker: walker, scope: scope, question: question,
                client: seesClient ? client.map { (asked, $0) } : nil, shown: kind, walk: walked)
            (answer.fixes, answer.networkFixes) = fixes.found()
        }
        return answer
    }
}
