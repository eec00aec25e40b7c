import CoreModel

/// What carries each group, and whether the internet can address it: what a finding weighs depends on it.
struct AuditCarriers {
    /// What carries a group.
    enum Kind: Hashable {
        /// No interface, and all are listed.
        case nobody
        /// No interface that the inputs tell, which may not tell all.
        case unknown
        /// Load balancers alone.
        case balancers
        /// VPC endpoints alone.
        case endpoints
        /// Anything else, such as instances.
        case others
    }

    /// The carriers of one group.
    struct Carriers {
        var kind: Kind
        /// Whether some of them has a public address; nil where that is not told.
        var arePublic: Bool?
    }

    private let all: [Carriers]

    init(_ inventory: Inventory) {
        let isComplete = inventory.hasCompleteInterfaceListing
        var interfaces: [[Int]] = Array(repeating: [], count: inventory.groups.count)
        for (place, interface) in inventory.interfaces.enumerated() {
            for group in interface.groups { interfaces[Int(group.number)].append(place) }
        }
        let internet = SpecialAddresses.publicAddresses(.v6)
        // A listing of load balancers tells of one whose interfaces no listing has.
        var balancers: [GroupIndex: Bool] = [:]
        for balancer in inventory.topology.loadBalancers {
            for group in balancer.groups ?? [] { balancers[group] = balancers[group] == true || balancer.isInternal != true }
        }
        all = interfaces.enumerated().map { number, places in
            let own = places.map { inventory.interfaces[$0] }
            if own.isEmpty, let arePublic = balancers[GroupIndex(number)] {
                return Carriers(kind: .balancers, arePublic: arePublic)
            }
            if own.isEmpty { return Carriers(kind: isComplete ? .nobody : .unknown, arePublic: isComplete ? false : nil) }
            let arePublic = own.contains { interface in
                !interface.publicAddresses.isEmpty
                    || interface.privateAddresses.contains { $0.version == .v6 && internet.contains($0.bits) }
                    || interface.delegatedPrefixes.contains { $0.version == .v6 && internet.contains($0.address.bits) }
            }
            let areTold =
                isComplete && own.allSatisfy { $0.publicAddressesAreKnown && $0.addressesAreKnown && $0.openFamilies.isEmpty }
            let kinds = Set(own.map(\.attachment.kind))
            let kind: Kind = kinds == [.loadBalancer] ? .balancers : kinds == [.endpoint] ? .endpoints : .others
            return Carriers(kind: kind, arePublic: arePublic ? true : areTold ? false : nil)
        }
    }

    subscript(group: GroupIndex) -> Carriers { all[Int(group.number)] }

    /// How bad it is that the internet may come in, by who carries the group, and what to say of them.
    func weighed(_ severity: Severity, openTo group: GroupIndex) -> (severity: Severity, note: String?) {
        let own = self[group]
        let weighed: (severity: Severity, note: String) =
            own.kind == .nobody
            ? (min(severity, .low), "no interface carries it")
            : (severity.lower, "no interface that carries it has a public address")
        return own.arePublic == false && weighed.severity < severity ? weighed : (severity, nil)
    }
}
