import Reachability
import SecurityGroups

/// Whose rules a point of an end is judged by, and which groups it carries.
enum OracleHost: Hashable {
    /// Carries exactly these groups; an interface without groups carries none.
    case carrying([GroupIndex])
    /// Is known to carry no group: the internet, a public address.
    case outside
    /// No interface has the address, but some interface might: what it carries is not told.
    case unlisted
    /// One of the addresses of a prefix list that is not loaded: nothing is known of it.
    case unknown
}

/// One host at one address: what an end is made of.
struct OraclePoint {
    var host: OracleHost
    /// What the rules of the other end see.
    var address: UInt128 = 0
    /// The interface that it is.
    var interface: Int?
    /// Of a group the interfaces that it may stand for.
    var members: Set<Int> = []
    /// The VPC that it is in.
    var vpc: TextID = .none
    /// Whether the end was asked by a public address that an interface has.
    var isAskedByPublicAddress = false
    /// Its public addresses where they are loaded; nil where not.
    var publicAddresses: [UInt128]?
    /// Whether it has no address of the family asked, so that nothing meets it.
    var cannotBeMet = false
}

/// Makes the points of an end (DESIGN section 4, "Ends").
struct OracleEnds {
    let inventory: Inventory
    let version: IPVersion
    let cells: OracleCells

    func points(_ end: Endpoint) -> [OraclePoint] {
        switch end.kind {
        case .group(let group): members(of: group)
        case .interfaces(let places): places.flatMap { interfacePoints(Int($0.number), groups: nil) }
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

    /// "A group means an interface that carries this group and no other, at the addresses of the interfaces that carry it; when
    /// none does, anywhere in its VPC's subnets, or its VPC's CIDRs, or, when these are not loaded, at some private address".
    private func members(of group: GroupIndex) -> [OraclePoint] {
        let places = inventory.interfaces.indices.filter { inventory.interfaces[$0].groups.contains(group) }
        if !places.isEmpty {
            var points = places.flatMap { interfacePoints($0, groups: [group]) }.filter { !$0.cannotBeMet }
            let met = Set(points.compactMap(\.interface))
            for place in points.indices { points[place].members = met }
            return points
        }
        let vpc = inventory[group].vpc
        return somewhere(subnets: inventory.subnets.filter { $0.vpc == vpc && !vpc.isNone }, vpc).map {
            OraclePoint(host: .carrying([group]), address: $0, vpc: vpc)
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

    /// An interface at each of its private addresses, with its own groups or, standing for a group, with that one alone.
    private func interfacePoints(_ place: Int, groups: [GroupIndex]?) -> [OraclePoint] {
        let interface = inventory.interfaces[place]
        var addresses = interface.privateAddresses.filter { $0.version == version }.map(\.bits)
        if addresses.isEmpty, !interface.addressesAreKnown {
            let own = inventory.subnets.filter { $0.id == interface.subnet }
            let ofVpc = inventory.subnets.filter { $0.vpc == interface.vpc }
            addresses = somewhere(subnets: own.isEmpty ? ofVpc : own, interface.vpc)
        }
        let host = OracleHost.carrying(groups ?? interface.groups)
        if addresses.isEmpty { return [OraclePoint(host: host, interface: place, cannotBeMet: true)] }
        return addresses.map { address in
            OraclePoint(
                host: host, address: address, interface: place, vpc: interface.vpc, publicAddresses: publicAddresses(of: place))
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
            guard isPublic || interface.privateAddresses.contains(wanted) else { continue }
            found.append(
                OraclePoint(
                    host: .carrying(interface.groups), address: address, interface: place, vpc: interface.vpc,
                    isAskedByPublicAddress: isPublic,
                    publicAddresses: isPublic ? [address] : publicAddresses(of: place)))
        }
        if !found.isEmpty { return found }
        let isInsideVpc = inventory.vpcs.flatMap(\.networks).contains { $0.contains(wanted) }
        let isService = OracleAddresses.services.contains { $0.address == wanted }
        let mayBeAnInterface = !isService && (isInsideVpc || OracleAddresses.isPrivate(version, address))
        if mayBeAnInterface {
            // It may be in any VPC that holds it.
            let holding = inventory.vpcs.filter { $0.networks.contains { $0.contains(wanted) } }.map(\.id)
            return (holding.isEmpty ? [.none] : holding).map { OraclePoint(host: .unlisted, address: address, vpc: $0) }
        }
        return [OraclePoint(host: .outside, address: address, publicAddresses: [address])]
    }
}
