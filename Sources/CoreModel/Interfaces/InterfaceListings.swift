/// How far the inputs list interfaces: what decides whether an address that no interface has is a host without groups.
public enum InterfaceCoverage: Hashable, Sendable {
    /// No complete listing is among the inputs.
    case none
    /// Every account and region of the inventory is listed completely.
    case complete
    /// Some accounts or regions are: an address in these networks, which belong to the others, may have an interface all the same.
    case partial([IPNetwork])
}

/// What was listed, and what of it is complete.
struct InterfaceListings: Sendable {
    private var listings: [(scope: Scope, isComplete: Bool)] = []
    /// The interfaces that listings have.
    var listed: Set<TextID> = []
    /// The interfaces that instances have, whether or not a listing has them.
    var ofInstances: [NetworkInterface] = []

    /// Whether nothing was listed, not even in part.
    var isEmpty: Bool { listings.isEmpty }

    mutating func add(_ scope: Scope, isComplete: Bool) {
        listings.append((scope, isComplete))
    }

    /// Interfaces that a listing which looks complete should have: it was filtered, or AWS hides what its services manage.
    var lacking: [NetworkInterface] {
        listings.contains(where: \.isComplete) ? ofInstances.filter { !listed.contains($0.id) } : []
    }

    /// How far the listings cover the accounts and regions that groups and VPCs of an inventory are in, and the VPCs of those that they
    /// do not cover; nil where no complete listing was read.
    func coverage(of inventory: Inventory) -> (coverage: InterfaceCoverage, unlistedVpcs: Set<TextID>?) {
        guard listings.contains(where: \.isComplete) else { return (.none, nil) }
        let groups = inventory.groups.filter { $0.knowledge != .absent && !$0.isCopy }
        let regions = Dictionary(groups.map { ($0.vpc, $0.region) }) { $0.isNone ? $1 : $0 }
        let ofVpcs = inventory.vpcs.map { vpc in
            (vpc: vpc.id, scope: Scope(account: vpc.owner, region: vpc.region.isNone ? regions[vpc.id] ?? .none : vpc.region))
        }
        let known = Set(ofVpcs.map(\.vpc))
        let ofGroups = groups.filter { !known.contains($0.vpc) }.map { group in
            (vpc: group.vpc, scope: Scope(account: group.owner, region: group.region))
        }
        let all = ofVpcs + ofGroups
        let accounts = Set(all.map(\.scope.account) + listings.map(\.scope.account)).subtracting([.none])
        let allRegions = Set(all.map(\.scope.region) + listings.map(\.scope.region)).subtracting([.none])
        func isSame(_ one: TextID, _ other: TextID, amongOne: Bool) -> Bool {
            one.isNone || other.isNone ? amongOne : one == other
        }
        func isListed(_ scope: Scope) -> Bool {
            let own = listings.filter {
                isSame($0.scope.account, scope.account, amongOne: accounts.count <= 1)
                    && isSame($0.scope.region, scope.region, amongOne: allRegions.count <= 1)
            }
            return !own.isEmpty && own.allSatisfy(\.isComplete)
        }
        let filtered = Set(lacking.map(\.vpc))
        if all.isEmpty { return listings.allSatisfy(\.isComplete) && filtered.isEmpty ? (.complete, []) : (.none, nil) }
        let unlisted = Set(all.filter { !isListed($0.scope) }.map(\.vpc)).union(filtered)
        if unlisted.isEmpty { return (.complete, []) }
        if unlisted.isSuperset(of: all.map(\.vpc)) { return (.none, nil) }
        let networks = inventory.vpcs.filter { unlisted.contains($0.id) && !$0.networks.isEmpty }
        // Where the CIDRs of an unlisted VPC are not known, any address may be in it.
        return (networks.count == unlisted.count ? .partial(networks.flatMap(\.networks)) : .none, unlisted)
    }
}
