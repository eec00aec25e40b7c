import Reachability
import CoreModel

@testable import Annotations

/// Asks `why` about what another command tells.
struct AgreementAsker {
    let lab: Lab
    private let members: [GroupIndex: [InterfaceIndex]]

    init(lab: Lab) {
        self.lab = lab
        var members: [GroupIndex: [InterfaceIndex]] = [:]
        for interface in lab.inventory.interfaces.indices.map(InterfaceIndex.init) {
            for group in Set(lab.inventory[interface].groups) { members[group, default: []].append(interface) }
        }
        self.members = members
    }

    private var inventory: Inventory { lab.inventory }

    /// One point of each stretch of traffic that the rules of ``AgreementWorld`` tell apart, in a family.
    static func probes(_ version: IPVersion) -> [Traffic] {
        let ports: [(IPProtocol, Int)] = [(.tcp, 79), (.tcp, 80), (.tcp, 100), (.tcp, 443), (.tcp, 501), (.udp, 53)]
        let pings: [(IPProtocol, Int)] = [version == .v4 ? (.icmp, 8) : (.icmpv6, 128)]
        let esp = IPProtocol("esp").flatMap { try? Traffic($0) }
        return (ports + pings).compactMap { try? Traffic($0.0, from: $0.1, to: $0.0.isICMP ? 0 : $0.1) } + [esp].compactMap { $0 }
    }

    /// The verdict of `why`; nil where the question cannot be asked in this family.
    func why(_ source: Endpoint, _ destination: Endpoint, _ traffic: [Traffic], _ version: IPVersion) -> Verdict? {
        let port = PortQuery(traffic, asked: "")
        guard let question = try? Question(from: source, to: destination, port: port, version: version),
            question.version == version
        else { return nil }
        return lab.analyzer.verdict(question)
    }

    func why(_ source: GroupIndex, _ destination: GroupIndex, _ traffic: Traffic, _ version: IPVersion) -> Verdict? {
        why(Endpoint(.group(source), asked: ""), Endpoint(.group(destination), asked: ""), [traffic], version)
    }

    /// A question between two groups.
    struct GroupQuestion: Hashable {
        var source: GroupIndex
        var destination: GroupIndex
        var traffic: Traffic
        var version: IPVersion

        var question: Question {
            get throws {
                try Question(
                    from: Endpoint(.group(source), asked: ""), to: Endpoint(.group(destination), asked: ""),
                    port: PortQuery([traffic], asked: ""), version: version)
            }
        }
    }

    /// What `why` says of every pair of loaded groups on every probe; over IPv6 only where all is asked.
    func verdicts(isWholly: Bool) -> [GroupQuestion: Verdict] {
        var found: [GroupQuestion: Verdict] = [:]
        for version in isWholly ? IPVersion.allCases : [.v4] {
            for traffic in Self.probes(version) {
                for source in inventory.loadedGroups {
                    for destination in inventory.loadedGroups {
                        let asked = GroupQuestion(source: source, destination: destination, traffic: traffic, version: version)
                        found[asked] = why(source, destination, traffic, version)
                    }
                }
            }
        }
        return found
    }

    // MARK: Members

    func members(of group: GroupIndex) -> [InterfaceIndex] { members[group] ?? [] }

    /// Whether a group may have a member that is not loaded.
    func hasUnseenMember(_ group: GroupIndex) -> Bool {
        members(of: group).isEmpty || !inventory.listsAllInterfaces(ofVpc: inventory[group].vpc)
    }

    /// Whether two ends are one and the same interface and nothing else, so that a second one like it stands in.
    func areOneInterface(_ one: ToldFlow.End, _ other: ToldFlow.End) -> Bool {
        guard let only = only(one) else { return false }
        return only == self.only(other)
    }

    /// The interface that an end is, where it is one and nothing else.
    private func only(_ end: ToldFlow.End) -> InterfaceIndex? {
        switch end {
        case .group(let group):
            return members(of: group).count == 1 && !hasUnseenMember(group) ? members(of: group).first : nil
        case .network(let network, _):
            guard network.prefixLength == network.version.bitWidth else { return nil }
            let holding = inventory.interfaces.indices.map(InterfaceIndex.init).filter { place in
                inventory[place].privateRanges(network.version).contains { $0.overlaps(network.range) }
            }
            return holding.count == 1 ? holding.first : nil
        case .internet, .prefixList: return nil
        }
    }

    /// What an end is asked as: a group's members as interfaces, and the group itself where a member may not be loaded.
    private func ends(_ end: ToldFlow.End, _ version: IPVersion) -> [Endpoint] {
        switch end {
        case .internet: return [Endpoint(.internet, asked: "internet")]
        case .prefixList(let place): return [Endpoint(.prefixList(place), asked: "")]
        case .network(let network, let except):
            if network.version != version && !network.isEverything { return [] }
            if except.isEmpty { return [Endpoint(.network(network), asked: "\(network)")] }
            let rest = AddressSet(IPNetwork.everything(version).range).subtracting(AddressSet(except, version: version))
            return rest.intersection(AddressSet([network.isEverything ? .everything(version) : network], version: version))
                .networks(version).map { Endpoint(.network($0), asked: "\($0)") }
        case .group(let group):
            let members = members(of: group).map { Endpoint(.interfaces([$0]), asked: inventory[inventory[$0].id]) }
            return members + (hasUnseenMember(group) ? [Endpoint(.group(group), asked: "")] : [])
        }
    }

    /// What an end is asked as where a group is asked as a whole.
    private func whole(_ end: ToldFlow.End, _ version: IPVersion) -> [Endpoint] {
        if case .group(let group) = end { [Endpoint(.group(group), asked: "")] } else { ends(end, version) }
    }

    /// Whether `why` says of one of the source's members and one of the destination's that some of this traffic may pass; nil where
    /// nothing of it could be asked.
    func confirms(_ flow: ToldFlow, _ traffic: Traffic) -> Bool? {
        var isAsked = false
        for version in flow.versions {
            for source in ends(flow.source, version) {
                for destination in ends(flow.destination, version) {
                    for probe in Self.probes(traffic, version) {
                        guard let verdict = why(source, destination, [probe], version) else { continue }
                        isAsked = true
                        if verdict != .blocked { return true }
                    }
                }
            }
        }
        guard areOneInterface(flow.source, flow.destination) else { return isAsked ? false : nil }
        // One interface is all there is of both ends: the question is of a second one like it.
        let verdicts = flow.versions.flatMap { version in
            whole(flow.source, version).flatMap { source in
                whole(flow.destination, version).compactMap { why(source, $0, [traffic], version) }
            }
        }
        return verdicts.isEmpty ? nil : verdicts.contains { $0 != .blocked }
    }

    /// What stands for some traffic over a family: everything is asked protocol by protocol, since a family carries no ICMP of the other.
    private static func probes(_ traffic: Traffic, _ version: IPVersion) -> [Traffic] {
        guard traffic.ipProtocol == .all else { return [traffic] }
        let other = version == .v4 ? IPProtocol.icmp : .icmpv6
        return [.tcp, .udp, other, IPProtocol(number: 50)].compactMap { $0 }.compactMap { try? Traffic($0) }
    }

    // MARK: From verdicts to rows

    /// Whether a flow is a reason for a group to reach another: its peer holds a member of the one, a member of the other carries its
    /// group, and it passes this traffic.
    func explains(_ flow: ToldFlow, _ asked: GroupQuestion) -> Bool {
        let (source, destination) = (asked.source, asked.destination)
        guard flow.traffic.contains(where: { $0.points.contains(asked.traffic.points.lowerBound) }),
            case .group(let landing) = flow.destination
        else { return false }
        let isCarried =
            landing == destination && hasUnseenMember(destination)
            || members(of: destination).contains { inventory[$0].groups.contains(landing) }
        return isCarried && flow.rules.contains { holdsMember(of: source, inventory[$0].peer, asked.version) }
    }

    private func holdsMember(of group: GroupIndex, _ peer: Peer, _ version: IPVersion) -> Bool {
        let members = members(of: group)
        if let reference = inventory.reference(of: peer) {
            return reference.group == group && hasUnseenMember(group)
                || members.contains { inventory[$0].groups.contains(reference.group) }
        }
        let networks = inventory.network(of: peer).map { [$0] } ?? inventory.prefixList(of: peer)?.entries
        guard let networks else { return true }
        var ranges = members.flatMap { inventory[$0].privateRanges(version) }
        if hasUnseenMember(group) {
            ranges += inventory.vpcs.filter { $0.id == inventory[group].vpc }.flatMap(\.networks).filter { $0.version == version }
                .map(\.range)
        }
        return networks.contains { network in network.version == version && ranges.contains { $0.overlaps(network.range) } }
    }
}
