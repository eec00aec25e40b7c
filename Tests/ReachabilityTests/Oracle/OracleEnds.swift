import Reachability
import CoreModel

/// Whose rules a point of an end is judged by, and which groups it carries.
enum OracleHost: Hashable {
    /// Carries exactly these groups; an interface without groups carries none.
    case carrying([GroupIndex])
    /// Is known to carry no group: the internet, a public address.
    case outside
    /// No interface has the address, but some interface might: what it carries is not told.
    ///
    /// `isTold` where a listing would tell the interface, so that only a group that is not in the inventory is left.
    case unlisted(isTold: Bool)
    /// One of the addresses of a prefix list that is not loaded: nothing is known of it.
    case unknown

    var isUnlisted: Bool {
        if case .unlisted = self { true } else { false }
    }

    /// Whether no interface is known to be it.
    var isNoInterface: Bool { self == .outside || isUnlisted }
}

/// Which interface a point is: none is asked to reach itself.
enum OracleInterface: Hashable {
    /// A loaded one, by its place.
    case loaded(Int)
    /// The one that carries a group and that no listing tells.
    case unseen(GroupIndex)
}

/// One host at one address: what an end is made of.
struct OraclePoint {
    var host: OracleHost
    /// What the rules of the other end see.
    var address: UInt128 = 0
    /// The interface that it is.
    var interface: OracleInterface?
    /// The VPC that it is in.
    var vpc: TextID = .none
    /// Whether the end was asked by a public address that an interface has.
    var isAskedByPublicAddress = false
    /// Its public addresses where they are loaded; nil where not.
    var publicAddresses: [UInt128]?
    /// Whether it has no address of the family asked, so that nothing meets it.
    var cannotBeMet = false

    /// Whether both are one interface, which is never asked to reach itself.
    func isSame(as other: OraclePoint) -> Bool { interface != nil && interface == other.interface }
}

/// Makes the points of an end.
struct OracleEnds {
    let inventory: Inventory
    let version: IPVersion
    let cells: OracleCells

    func points(_ end: Endpoint) -> [OraclePoint] {
        switch end.kind {
        case .group(let group): members(of: group)
        case .interfaces(let places): places.flatMap { interfacePoints(Int($0.number)) }
        case .internet: internet
        case .network(let network):
            if network.version != version {
                []
            } else if network.prefixLength == 0 {
                internet
            } else {
                judgedAsThemselves([network.range])
            }
        case .prefixList(let place): points(of: inventory.prefixLists[place])
        }
    }

    /// "Hosts without groups at every public address of the family asked".
    private var internet: [OraclePoint] {
        cells.representatives(of: [0...version.largest]).filter { OracleAddresses.isPublic(version, $0) }.map {
            OraclePoint(host: .outside, address: $0, publicAddresses: [$0])
        }
    }

    /// "A prefix list whose entries are not loaded: depends, never blocked": any address of its family, of whomever.
    private func points(of list: PrefixList) -> [OraclePoint] {
        if let entries = list.entries { return judgedAsThemselves(entries.filter { $0.version == version }.map(\.range)) }
        if let bound = list.version, bound != version { return [] }
        return cells.representatives(of: [0...version.largest]).map { OraclePoint(host: .unknown, address: $0) }
    }

    /// "A group means the interfaces that carry it, each with all the groups that it carries".
    ///
    /// "When no loaded interface carries it, it is an interface with this group and no other", and "with an incomplete interface
    /// listing such an unseen interface counts as one more member": where its VPC has addresses of the family at all.
    private func members(of group: GroupIndex) -> [OraclePoint] {
        let places = inventory.interfaces.indices.filter { inventory.interfaces[$0].groups.contains(group) }
        let loaded = places.flatMap(interfacePoints)
        let vpc = inventory[group].vpc
        if !places.isEmpty, inventory.listsAllInterfaces(ofVpc: vpc) { return loaded }
        let addresses = somewhere(subnets: inventory.subnets.filter { $0.vpc == vpc && !vpc.isNone }, vpc)
        let unseen = OraclePoint(host: .carrying([group]), interface: .unseen(group), vpc: vpc)
        if places.isEmpty, addresses.isEmpty {
            var unmet = unseen
            unmet.cannotBeMet = true
            return [unmet]
        }
        return loaded
            + addresses.map { address in
                var point = unseen
                point.address = address
                return point
            }
    }

    /// Addresses that an interface may have of which only the place is known.
    private func somewhere(subnets: [Subnet], _ vpc: TextID) -> [UInt128] {
        let blocks = subnets.flatMap(\.networks)
        if !blocks.isEmpty {
            let usable = blocks.filter { $0.version == version }.compactMap(OracleCells.usable)
            return cells.representatives(of: usable)
        }
        let networks = vpc.isNone ? [] : inventory.vpcs.filter { $0.id == vpc }.flatMap(\.networks)
        let ranges = networks.isEmpty ? OracleAddresses.vpcRanges : networks
        return cells.representatives(of: ranges.filter { $0.version == version }.map(\.range))
    }

    /// An interface at each of its private addresses, those of its delegated prefixes among them.
    private func interfacePoints(_ place: Int) -> [OraclePoint] {
        let interface = inventory.interfaces[place]
        var addresses = cells.representatives(of: interface.privateRanges(version))
        if addresses.isEmpty, !interface.addressesAreKnown {
            let own = inventory.subnets.filter { $0.id == interface.subnet }
            let ofVpc = inventory.subnets.filter { $0.vpc == interface.vpc }
            addresses = somewhere(subnets: own.isEmpty ? ofVpc : own, interface.vpc)
        }
        let host = OracleHost.carrying(interface.groups)
        if addresses.isEmpty { return [OraclePoint(host: host, interface: .loaded(place), cannotBeMet: true)] }
        return addresses.map { address in
            OraclePoint(
                host: host, address: address, interface: .loaded(place), vpc: interface.vpc,
                publicAddresses: publicAddresses(of: place))
        }
    }

    private func publicAddresses(of place: Int) -> [UInt128]? {
        let loaded = inventory.interfaces[place].publicAddresses.filter { $0.version == version }.map(\.bits)
        return loaded.isEmpty ? nil : loaded
    }

    /// "Every address in it, each judged as itself".
    private func judgedAsThemselves(_ ranges: [ClosedRange<UInt128>]) -> [OraclePoint] {
        cells.representatives(of: ranges).flatMap(hosts(at:))
    }

    private func hosts(at address: UInt128) -> [OraclePoint] {
        let wanted = IPAddress(version, bits: address)
        var found: [OraclePoint] = []
        for (place, interface) in inventory.interfaces.enumerated() {
            let isPublic = interface.publicAddresses.contains(wanted)
            let isOwn = interface.privateRanges(version).contains { $0.contains(address) }
            guard isPublic || isOwn else { continue }
            found.append(
                OraclePoint(
                    host: .carrying(interface.groups), address: address, interface: .loaded(place), vpc: interface.vpc,
                    isAskedByPublicAddress: isPublic,
                    publicAddresses: isPublic ? [address] : publicAddresses(of: place)))
        }
        if !found.isEmpty { return found }
        if mayBeAnInterface(wanted) {
            // It may be in any VPC that holds it.
            let holding = inventory.vpcs.filter { $0.networks.contains { $0.contains(wanted) } }.map(\.id)
            return (holding.isEmpty ? [.none] : holding).map {
                OraclePoint(host: .unlisted(isTold: OracleListing.tellsAll(inventory, wanted)), address: address, vpc: $0)
            }
        }
        return [OraclePoint(host: .outside, address: address, publicAddresses: [address])]
    }

    /// Whether an interface that no input tells may have an address that no loaded one has.
    ///
    /// "Without such a listing an address inside a loaded VPC CIDR, and any private address while no VPC is loaded, may carry any
    /// group of a VPC that can hold it"; with one, an address "may carry a group that is not in the inventory", which rules name by
    /// private addresses. "Every other address is an outside host, a private one outside every loaded VPC too".
    private func mayBeAnInterface(_ address: IPAddress) -> Bool {
        if OracleAddresses.services.contains(where: { $0.address == address }) { return false }
        let blocks = inventory.vpcs.flatMap(\.networks)
        if blocks.contains(where: { $0.contains(address) }) { return true }
        return OracleAddresses.isPrivate(version, address.bits) && (blocks.isEmpty || OracleListing.tellsAll(inventory, address))
    }
}

/// Whether a listing would tell the interface of an address.
enum OracleListing {
    static func tellsAll(_ inventory: Inventory, _ address: IPAddress) -> Bool {
        switch inventory.interfaceCoverage {
        case .none: false
        case .complete: true
        case .partial(let others): !others.contains { $0.contains(address) }
        }
    }
}
