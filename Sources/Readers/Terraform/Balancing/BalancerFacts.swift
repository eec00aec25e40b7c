import CoreModel

/// What a document tells of load balancers as a whole, known when all of it is read.
///
/// Listeners, rules and targets are resources of their own, which another state may have too: those of a load balancer and of a target
/// group that stand are some, those of one that is yet to be made are all.
struct BalancerFacts {
    /// A thing, and the id of the resource that tells it.
    struct Told<Element> {
        var element: Element
        var resource: TextID
    }

    /// A listener of a load balancer.
    struct Listener {
        var listener: BalancerListener
        var balancer: TextID
        /// What decides whether it is there at all; nil where it is.
        var doubt: String?
    }

    /// A rule of a listener.
    struct Rule {
        var listener: TextID
        var priority: Int
        var actions: [BalancerAction]
    }

    /// A target group.
    struct Group {
        var group: TargetGroup
        /// Whether something is left open that decides what its targets get.
        var isOpen = false
    }

    /// A target of a group.
    struct Target {
        var group: TextID
        var target: BalancerTarget
    }

    /// Load balancers of the newer kinds.
    var balancers: [Told<LoadBalancer>] = []
    var listeners: [Told<Listener>] = []
    var rules: [Told<Rule>] = []
    var groups: [Told<Group>] = []
    var targets: [Told<Target>] = []
    /// The names of classic load balancers, by what the document knows them by.
    var classicNames: [TextID: TextID] = [:]
    /// Classic load balancers that AWS has not told the instances of, by what the document knows them by; whether the document tells some.
    var openInstances: [TextID: Told<(balancer: TextID, areTold: Bool)>] = [:]
    /// Instances that resources of their own put behind classic load balancers.
    var classicInstances: [Told<(balancer: TextID, instance: TextID)>] = []
    /// Load balancers of which the document has, or had, listeners.
    var withListeners: Set<TextID> = []
    /// Groups and classic load balancers whose targets Auto Scaling, ECS or another service registers.
    var registered: Set<TextID> = []
    /// What leaves open which load balancer a listener is of, which listener a rule is of, and which group a target is in.
    var openListeners: Set<String> = []
    var openRules: Set<String> = []
    var openTargets: Set<String> = []
    /// What the document leaves out; nil where it is all there.
    var lack: String?

    /// Whether an id is not AWS's own: what it is of is yet to be made, and nobody else can have added anything to it.
    static func isYetToBe(_ id: String) -> Bool { !id.hasPrefix("arn:") }
}

extension TerraformResources {
    /// Says what load balancers listen on and send to.
    mutating func finishBalancers(into collector: inout Collector) {
        let facts = network.balancers
        let listeners = Dictionary(grouping: listeners(facts, into: &collector), by: \.element.balancer)
        for told in facts.balancers {
            var own = told.element
            let its = listeners[own.id] ?? []
            own.listenerKnowledge = listenerKnowledge(of: own.id, its, into: &collector)
            // Nobody else tells more of one that is yet to be made.
            if own.listenerKnowledge.isComplete { own.listeners = its.map(\.element.listener) }
            collector.builder.add(own, by: told.resource)
        }
        for told in listeners.sorted(by: { $0.key < $1.key }).flatMap(\.value) where told.element.doubt == nil {
            var own = LoadBalancer(.unknown, id: told.element.balancer)
            own.listeners = [told.element.listener]
            own.listenerKnowledge = .partial(.owner)
            collector.builder.add(own, by: told.resource)
        }
        addInstances(facts, into: &collector)
        addTargets(facts, into: &collector)
    }

    /// How much of a load balancer's listeners is known; nothing where the document has none that may be its own.
    private func listenerKnowledge(
        of id: TextID, _ own: [BalancerFacts.Told<BalancerFacts.Listener>], into collector: inout Collector
    ) -> ListKnowledge {
        let facts = network.balancers
        let doubts = own.compactMap(\.element.doubt)
        if let open = facts.openListeners.union(doubts).min() { return .partial(.unsettled(collector.builder.intern(open))) }
        if own.isEmpty, !facts.withListeners.contains(id) { return .absent }
        if let lack = facts.lack { return .partial(.unsettled(collector.builder.intern(lack))) }
        return BalancerFacts.isYetToBe(collector.builder.text(id)) ? .complete : .partial(.owner)
    }

    /// The listeners with what their rules do, in the order of the document; of a listener that another document has, its rules alone.
    private func listeners(
        _ facts: BalancerFacts, into collector: inout Collector
    ) -> [BalancerFacts.Told<BalancerFacts.Listener>] {
        let kinds = Dictionary(facts.balancers.map { ($0.element.id, $0.element.kind) }) { first, _ in first }
        let sorted = facts.rules.sorted { $0.element.priority < $1.element.priority }
        let rules = Dictionary(grouping: sorted, by: \.element.listener)
        let known = Set(facts.listeners.map(\.element.listener.id))
        var all = facts.listeners
        for place in all.indices {
            var listener = all[place].element.listener
            let own = (rules[listener.id] ?? []).flatMap(\.element.actions)
            listener.actions = own.distinct() + listener.actions
            let isAll = BalancerFacts.isYetToBe(collector.builder.text(listener.id)) && facts.lack == nil
            // Only application load balancers have rules.
            let hasRules = kinds[all[place].element.balancer].map { $0 != .network && $0 != .gateway } ?? true
            if hasRules, let open = facts.openRules.min() {
                listener.ruleKnowledge = .partial(.unsettled(collector.builder.intern(open)))
            } else {
                listener.ruleKnowledge = isAll || !hasRules ? .complete : .partial(.owner)
            }
            all[place].element.listener = listener
        }
        for told in sorted where !known.contains(told.element.listener) {
            // Its ARN tells the load balancer.
            let id = collector.builder.text(told.element.listener)
            guard let balancer = BalancerArn(id)?.balancer?.text else { continue }
            var listener = BalancerListener(id: told.element.listener)
            listener.actions = told.element.actions
            listener.ruleKnowledge = .partial(.owner)
            all.append(
                .init(element: .init(listener: listener, balancer: collector.builder.intern(balancer)), resource: told.resource))
        }
        return all
    }

    /// The instances of classic load balancers; one that is not in the input stands for those that nothing tells.
    private func addInstances(_ facts: BalancerFacts, into collector: inout Collector) {
        func add(_ instance: TextID, to balancer: TextID, by resource: TextID) {
            var own = LoadBalancer(.classic, id: balancer)
            own.instances = [instance]
            collector.builder.add(own, by: resource)
        }
        var attached: Set<TextID> = []
        for told in facts.classicInstances {
            let id = facts.classicNames[told.element.balancer] ?? told.element.balancer
            attached.insert(id)
            add(told.element.instance, to: id, by: told.resource)
        }
        for (known, told) in facts.openInstances.sorted(by: { $0.key < $1.key }) {
            let balancer = told.element.balancer
            let isRegistered = facts.registered.contains(known) || facts.registered.contains(balancer)
            guard isRegistered || !told.element.areTold && !attached.contains(balancer) else { continue }
            add(collector.builder.intern("instances of \(collector.builder.text(balancer))"), to: balancer, by: told.resource)
        }
    }

    private func addTargets(_ facts: BalancerFacts, into collector: inout Collector) {
        let open = Set(facts.groups.filter(\.element.isOpen).map(\.element.group.id))
        let targets = facts.targets.filter { !open.contains($0.element.group) }
        let byGroup = Dictionary(grouping: targets, by: \.element.group)
        for told in facts.groups {
            var own = told.element.group
            if let its = byGroup[own.id], BalancerFacts.isYetToBe(collector.builder.text(own.id)) {
                own.targets = its.map(\.element.target).distinct()
                if let name = facts.openTargets.min() ?? facts.lack {
                    own.targetKnowledge = .partial(.unsettled(collector.builder.intern(name)))
                } else {
                    own.targetKnowledge = facts.registered.contains(own.id) ? .partial(.owner) : .complete
                }
            }
            collector.builder.add(own, by: told.resource)
        }
        for told in targets {
            var own = TargetGroup(id: told.element.group)
            own.targets = [told.element.target]
            own.targetKnowledge = .partial(.owner)
            collector.builder.add(own, by: told.resource)
        }
    }
}
