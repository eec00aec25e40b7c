/// What a file tells of a load balancer or a target group that only its name says, by the thing's name or by the last part of its ARN.
public struct FileSubject: Hashable, Sendable {
    /// The file.
    var file: String
    /// What it has: "the targets".
    var what: String
    /// The account and the region that it is of, where they are told.
    var scope: Scope

    /// Makes one.
    public init(file: String, what: String, scope: Scope) {
        self.file = file
        self.what = what
        self.scope = scope
    }
}

extension InventoryBuilder {
    /// Adds a load balancer, or what a further input tells of it.
    ///
    /// With `subject` its id is the word that the file's name has for it.
    public mutating func add(_ balancer: LoadBalancer, by resource: TextID = .none, in subject: FileSubject? = nil) {
        topology.joining.loadBalancers.add(balancer, by: resource, subject)
    }

    /// Adds a target group, or what a further input tells of it.
    ///
    /// With `subject` its id is the word that the file's name has for it.
    public mutating func add(_ group: TargetGroup, by resource: TextID = .none, in subject: FileSubject? = nil) {
        topology.joining.targetGroups.add(group, by: resource, subject)
    }

    /// Settles which load balancers and target groups there are, and what they have.
    mutating func settleBalancers(_ told: JoiningPieces) {
        var (balancers, groups) = (told.loadBalancers, told.targetGroups)
        let forwards = balancers.elements.flatMap(\.listeners).flatMap(\.actions).compactMap { action in
            if case .forward(let id, _) = action { id } else { nil }
        }
        let groupArns = arns(groups.elements.map(\.id) + forwards)
        let balancerArns = arns(balancers.elements.map(\.id))
        let classics = ClassicBalancers(balancers.elements)
        balancers.replace { balancer, subject in
            var balancer = balancer
            if balancer.kind == .classic {
                guard let own = classics.place(of: balancer, in: subject?.scope) else {
                    if let subject { noteUnplaced(subject, "load balancer", balancer.id, classics.count(balancer)) }
                    return subject == nil ? balancer : nil
                }
                (balancer.vpc, balancer.scope) = (own.vpc, own.scope)
            } else if let subject {
                guard let arn = arn(balancer.id, subject, "load balancer", balancerArns) else { return nil }
                balancer.id = arn
            }
            return balancer
        }
        groups.replace { group, subject in
            guard let subject else { return group }
            guard let arn = arn(group.id, subject, "target group", groupArns) else { return nil }
            var group = group
            group.id = arn
            return group
        }
        inventory.topology.loadBalancers = balancers.merged(by: \.identity) { $0.merge($1) }
        inventory.topology.targetGroups = groups.merged()
        for place in inventory.topology.targetGroups.indices { inventory.topology.targetGroups[place].settle() }
    }

    private func arns(_ ids: [TextID]) -> [TextID: BalancerArn] {
        var arns: [TextID: BalancerArn] = [:]
        for id in ids where arns[id] == nil { arns[id] = BalancerArn(inventory.texts[id]) }
        return arns
    }

    /// The ARN that the word in a file's name stands for; nil, and a sentence, where that is not one.
    private mutating func arn(
        _ word: TextID, _ subject: FileSubject, _ kind: String, _ known: [TextID: BalancerArn]
    ) -> TextID? {
        let text = inventory.texts[word]
        let (account, region) = (inventory.texts[subject.scope.account], inventory.texts[subject.scope.region])
        let own = known.filter { _, arn in
            (arn.name == text || arn.number == text) && (account.isEmpty || account == arn.account)
                && (region.isEmpty || region == arn.region)
        }
        if own.count == 1 { return own.first?.key }
        noteUnplaced(subject, kind, word, own.count)
        return nil
    }

    private mutating func noteUnplaced(_ subject: FileSubject, _ kind: String, _ word: TextID, _ count: Int) {
        let name = inventory.texts[word]
        inventory.topology.note(
            count == 0
                ? "\(subject.file) has \(subject.what) of the \(kind) \(name), which no input lists: they are not used"
                : "\(subject.file) has \(subject.what) of the \(kind) \(name), of which one? There are \(count) of that name, so they are "
                    + "not used: put the last part of its ARN into the file's name, or the file into a folder of its account and region"
        )
    }
}

/// The classic load balancers that pieces tell: their names are their own within an account and region only.
private struct ClassicBalancers {
    struct Place {
        var vpc: TextID
        var scope: Scope
    }

    private var places: [TextID: [Place]] = [:]

    /// Those of pieces that name them; what a later piece tells beside an earlier one is of the same where nothing speaks against it.
    init(_ told: [LoadBalancer]) {
        for balancer in told where balancer.kind == .classic {
            let own = Place(vpc: balancer.vpc, scope: balancer.scope)
            let fitting = matches(balancer.id, own)
            if fitting.count == 1, let place = fitting.first {
                Self.fill(&places[balancer.id, default: []][place], own)
            } else if fitting.isEmpty {
                places[balancer.id, default: []].append(own)
            }
        }
    }

    /// How many of its name there are.
    func count(_ balancer: LoadBalancer) -> Int { places[balancer.id]?.count ?? 0 }

    /// The one that a piece is of; nil where none or several may be.
    func place(of balancer: LoadBalancer, in scope: Scope?) -> Place? {
        let own = Place(vpc: balancer.vpc, scope: scope ?? balancer.scope)
        let fitting = matches(balancer.id, own)
        guard fitting.count == 1, let place = fitting.first else { return nil }
        return places[balancer.id]?[place]
    }

    private func matches(_ name: TextID, _ own: Place) -> [Int] {
        func agree(_ one: TextID, _ other: TextID) -> Bool { one.isNone || other.isNone || one == other }
        return (places[name] ?? []).indices.filter { place in
            guard let known = places[name]?[place] else { return false }
            return agree(known.vpc, own.vpc) && agree(known.scope.account, own.scope.account)
                && agree(known.scope.region, own.scope.region)
        }
    }

    private static func fill(_ place: inout Place, _ other: Place) {
        place.vpc.fill(other.vpc)
        place.scope.account.fill(other.scope.account)
        place.scope.region.fill(other.scope.region)
    }
}

extension LoadBalancer {
    /// What tells a load balancer from others.
    fileprivate struct Identity: Hashable {
        var id: TextID
        var vpc = TextID.none
        var scope = Scope()
    }

    fileprivate var identity: Identity {
        kind == .classic ? Identity(id: id, vpc: vpc, scope: scope) : Identity(id: id)
    }
}
