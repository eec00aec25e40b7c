extension InventoryBuilder {
    /// Settles what is one group and which rules it has, and returns the inventory.
    public consuming func finish() -> Inventory {
        nameInterfaces()
        finishTopology()
        sortRulesByContribution()
        var byGroup: [[Int]] = Array(repeating: [], count: inventory.groups.count)
        for (index, contribution) in contributions.enumerated() {
            if let place = inventory.groupsByID[contribution.group.id] { byGroup[Int(place.number)].append(index) }
        }
        var stored: [StoredRules] = []
        stored.reserveCapacity(byGroup.count)
        var replacements = ReplacementNotices()
        let listed = ListedDirections(contributions, pendingRules)
        for place in byGroup.indices {
            let all = byGroup[place]
            if !all.isEmpty {
                // What lists a group tells its attributes; what only names it adds what is lacking.
                var own = inventory.groups[place]
                own.forgetAttributes()
                for index in all { own.fill(contributions[index].group) }
                own.fill(inventory.groups[place])
                inventory.groups[place] = own
            }
            let group = GroupIndex(place)
            let ingress = current(listed.lists(all, .ingress, contributions), of: group, &replacements)
            let egress =
                listed.isOneSided ? current(listed.lists(all, .egress, contributions), of: group, &replacements) : ingress
            inventory.groups[place].ingressKnowledge = knowledge(ingress)
            inventory.groups[place].egressKnowledge = knowledge(egress)
            resolve(group, Tellers(ingress: ingress, egress: egress), of: all, into: &stored)
        }
        store(stored)
        for sentence in replacements.sentences { note(sentence) }
        inventory.references = inventory.references.map { reference in
            var resolved = reference
            let status = inventory.texts[reference.peeringStatus]
            if !status.isEmpty, status != "active" { resolved.isStale = true }
            return resolved
        }
        if !staleReferences.isEmpty { markStaleReferences() }
        (inventory.interfaceCoverage, inventory.unlistedVpcs) = interfaceListings.coverage(of: inventory)
        noteLackingInterfaces()
        return inventory
    }

    /// Says which interface shows that a listing does not tell all.
    private mutating func noteLackingInterfaces() {
        let lacking = interfaceListings.lacking
        guard let first = lacking.first else { return }
        let more = lacking.count > 1 ? " and \(lacking.count - 1) more" : ""
        note(
            "the listing of interfaces lacks \(inventory.texts[first.id]) of \(inventory.texts[first.instance])\(more): it may be "
                + "filtered, and an address that no interface has in \(inventory.texts[first.vpc]) may carry any group")
    }

    /// Gives the rules that AWS lists as stale references that say so; others name the same group with effect.
    private mutating func markStaleReferences() {
        for place in inventory.rules.indices {
            guard case .group(let number) = inventory.rules[place].peer else { continue }
            var reference = inventory.references[Int(number)]
            let key = StaleReference(
                group: inventory[inventory.rules[place].group].id, named: inventory[reference.group].id)
            guard !reference.isStale, staleReferences.contains(key) else { continue }
            reference.isStale = true
            inventory.rules[place].peer = peer(reference)
        }
    }

    /// Brings the rules into the order of their contributions; they mostly are.
    private mutating func sortRulesByContribution() {
        var counts = Array(repeating: 0, count: contributions.count)
        for run in pendingRuns { counts[run.contribution] += run.count }
        var start = 0
        for index in contributions.indices {
            contributions[index].rules = start..<(start + counts[index])
            start += counts[index]
        }
        let isSorted = zip(pendingRuns, pendingRuns.dropFirst()).allSatisfy { $0.contribution <= $1.contribution }
        guard !isSorted else { return }
        var next = contributions.map(\.rules.lowerBound)
        var sorted = pendingRules
        var place = 0
        for run in pendingRuns {
            for rule in pendingRules[place..<(place + run.count)] {
                sorted[next[run.contribution]] = rule
                next[run.contribution] += 1
            }
            place += run.count
        }
        pendingRules = sorted
    }

    /// The lists of one group that count: those of the last source that describes it, and what adds up with them.
    private func current(_ all: [Int], of group: GroupIndex, _ replacements: inout ReplacementNotices) -> [Int] {
        var current: [Int] = []
        // The lists that the current ones are of, each once: one may hold a group any number of times.
        var earlier: [Listing] = []
        for index in all {
            let listing = contributions[index].listing
            if earlier == [listing] {
                current.append(index)
                continue
            }
            // Rule resources alone do not list a group: what another source lists completely stands.
            if listing.kind == .ruleResources, earlier.contains(where: { !$0.isSameSource(as: listing) && $0.describesGroups }) {
                continue
            }
            let isReplacing =
                listing.kind != .ruleResources
                && earlier.contains { old in
                    !old.isSameSource(as: listing) || (old.kind == listing.kind && old.argument != listing.argument)
                }
            if isReplacing, let old = earlier.first {
                replacements.count(group, old: old.file, new: listing.file)
                current = current.filter { contributions[$0].listing.kind == .ruleResources && !listing.describesGroups }
                earlier = earlier.filter { $0.kind == .ruleResources && !listing.describesGroups }
            }
            current.append(index)
            if !earlier.contains(listing) { earlier.append(listing) }
        }
        return current
    }

    /// How much of a direction's rules some lists tell together.
    private func knowledge(_ lists: [Int]) -> GroupKnowledge {
        if lists.isEmpty { return .absent }
        let isWhole = lists.contains {
            contributions[$0].listing.kind != .ruleResources && (parts.isEmpty || !parts.contains(contributions[$0].listing))
        }
        return isWhole ? .complete : .partial
    }

    /// Gives a group the union of its lists' rules; differing copies within one list become groups of their own beside it.
    private mutating func resolve(_ place: GroupIndex, _ tellers: Tellers, of all: [Int], into stored: inout [StoredRules]) {
        let number = Int(place.number)
        let lists = tellers.lists
        guard !lists.isEmpty else { return }
        inventory.groups[number].terraformStyle = TerraformStyle(
            all.filter { !contributions[$0].rules.isEmpty }.map { contributions[$0].listing })
        // Who describes the group itself is asked first: rule resources may be another's.
        let described = all.first { contributions[$0].listing.describesGroups && contributions[$0].listing.manager != nil }
        let kept = described ?? all.first { contributions[$0].listing.manager != nil }
        inventory.groups[number].manager = kept.flatMap { contributions[$0].listing.manager }
        let file = contributions[lists[0]].listing.file
        inventory.groups[number].source = inventory.sources.firstIndex(of: file)
        let versions = distinctVersions(lists)
        guard versions.count > 1 else {
            let isOne = lists.count == 1
            stored.append(
                StoredRules(
                    group: place, first: all[0],
                    rules: isOne ? .pending(contributions[lists[0]].rules) : .own(union(versions.first ?? [], tellers))))
            return
        }
        let copies = versions.map { union($0, tellers) }
        let copyCounts = copies.reduce(into: [RuleIdentity<Peer>: Int]()) { counts, copy in
            for rule in copy { counts[identity(rule), default: 0] += 1 }
        }
        let merged = union(versions.flatMap { $0 }, tellers).map { rule in
            var rule = rule
            if copyCounts[identity(rule)] != copies.count { rule.doubt = .copies }
            return rule
        }
        stored.append(StoredRules(group: place, first: all[0], rules: .own(merged)))
        let id = inventory.texts[inventory.groups[number].id]
        note("\(id) is listed \(copies.count) times with differing rules: what rests on the difference depends (\(id)#1, ...)")
        for (copy, own) in copies.enumerated() {
            var group = inventory.groups[number]
            group.id = inventory.texts.intern("\(id)#\(copy + 1)")
            group.isCopy = true
            let copyPlace = GroupIndex(inventory.groups.count)
            inventory.groups.append(group)
            inventory.groupsByID[group.id] = copyPlace
            stored.append(StoredRules(group: copyPlace, first: all[0], rules: .own(own)))
        }
    }

    /// The lists of a group, one set for each differing copy: of lists of one kind, equal ones count once; lists of other kinds
    /// belong to every copy.
    private func distinctVersions(_ lists: [Int]) -> [[Int]] {
        let describing = lists.filter { contributions[$0].listing.describesGroups }
        let others = lists.filter { !contributions[$0].listing.describesGroups }
        guard describing.count > 1 else { return [describing + others] }
        var seen: Set<Set<RuleIdentity<Peer>>> = []
        let distinct = describing.filter { seen.insert(Set(pendingRules[contributions[$0].rules].map(identity))).inserted }
        if distinct.count <= 1 { return [distinct + others] }
        return distinct.map { [$0] + others }
    }

    /// A rule by what makes two of them the same, with all references to a group as one.
    private func identity(_ rule: Rule) -> RuleIdentity<Peer> {
        var peer = rule.peer
        if case .group(let reference) = peer { peer = .group(inventory.references[Int(reference)].group.number) }
        return RuleIdentity(rule.direction, rule.traffic, peer)
    }

    /// The rules of several lists, each flow once, with the id and the description that any of them has.
    private func union(_ lists: [Int], _ tellers: Tellers) -> [Rule] {
        var result: [Rule] = []
        var places: [RuleIdentity<Peer>: Int] = [:]
        for list in lists {
            for rule in pendingRules[contributions[list].rules] where tellers.tells(list, rule.direction) {
                let key = identity(rule)
                if let place = places[key] {
                    result[place].id.fill(rule.id)
                    result[place].description.fill(rule.description)
                    result[place].peer = richer(result[place].peer, rule.peer)
                    if rule.doubt == .none { result[place].doubt = .none }
                } else {
                    places[key] = result.count
                    result.append(rule)
                }
            }
        }
        return result
    }

    /// Of two references to one group the one that tells its peering.
    private func richer(_ first: Peer, _ second: Peer) -> Peer {
        guard case .group(let one) = first, case .group(let two) = second else { return first }
        let known = inventory.references[Int(one)]
        return known.peeringConnection.isNone && known.peeringStatus.isNone
            && !inventory.references[Int(two)].peeringConnection.isNone ? .group(two) : first
    }
}

/// The lists that tell a group's rules, for each direction.
private struct Tellers {
    let ingress: [Int]
    let egress: [Int]

    /// All of them, in their order.
    var lists: [Int] { ingress == egress ? ingress : Set(ingress).union(egress).sorted() }

    func tells(_ list: Int, _ direction: Direction) -> Bool {
        ingress == egress || (direction == .ingress ? ingress : egress).contains(list)
    }
}

/// Which directions lists of rules tell.
///
/// A list of describe-security-group-rules that has no egress rule of any group may have been filtered to ingress, as AWS's own pages
/// do it: it proves nothing about egress.
private struct ListedDirections {
    private let listed: [Listing: Set<Direction>]

    init(_ contributions: [InventoryBuilder.Contribution], _ rules: [Rule]) {
        var listed: [Listing: Set<Direction>] = [:]
        for contribution in contributions where contribution.listing.kind == .rules {
            for direction in Direction.allCases where rules[contribution.rules].contains(where: { $0.direction == direction }) {
                listed[contribution.listing, default: []].insert(direction)
            }
        }
        self.listed = listed
        isOneSided = listed.values.contains { $0.count == 1 }
    }

    /// Whether some list tells one direction alone.
    let isOneSided: Bool

    /// Those of some lists that tell a direction.
    func lists(_ all: [Int], _ direction: Direction, _ contributions: [InventoryBuilder.Contribution]) -> [Int] {
        guard isOneSided else { return all }
        return all.filter { place in
            let listing = contributions[place].listing
            return listing.kind != .rules || listed[listing]?.contains(direction) == true
        }
    }
}

/// Counts groups whose rules a later input replaced, for one sentence a pair of inputs.
private struct ReplacementNotices {
    private var counts: [(old: String, new: String, groups: Set<GroupIndex>)] = []

    mutating func count(_ group: GroupIndex, old: String, new: String) {
        if let place = counts.firstIndex(where: { $0.old == old && $0.new == new }) {
            counts[place].groups.insert(group)
        } else {
            counts.append((old, new, [group]))
        }
    }

    var sentences: [String] {
        counts.map { entry in
            let groups = entry.groups.count == 1 ? "1 group is" : "\(entry.groups.count) groups are"
            return "\(groups) in \(entry.old) and in \(entry.new): the rules of \(entry.new) count, as the later input"
        }
    }
}

extension Group {
    /// Leaves of what is known the id alone.
    fileprivate mutating func forgetAttributes() {
        (name, description, vpc, owner, region, tags) = (.none, .none, .none, .none, .none, [])
    }

    /// Fills in attributes that another input knows.
    mutating func fill(_ other: Group) {
        name.fill(other.name)
        description.fill(other.description)
        vpc.fill(other.vpc)
        associatedVpcs += other.associatedVpcs.filter { !associatedVpcs.contains($0) }
        owner.fill(other.owner)
        region.fill(other.region)
        if tags.isEmpty { tags = other.tags }
    }
}
