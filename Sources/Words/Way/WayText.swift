import Reachability
import CoreModel
import Text

/// The whole way of an answer in words: its rows, its sentences, what must hold where it depends.
public struct WayText: Sendable {
    let words: AnswerText
    /// The way.
    public let way: WayAnswer
    private var prefersIDs = false
    /// What is said instead of an address that stands for others: the client's, where a load balancer keeps it.
    var standIn: (address: IPAddress, name: String)?

    init(_ words: AnswerText, _ way: WayAnswer) {
        self.words = words
        self.way = way
    }

    var inventory: Inventory { words.inventory }
    var topology: Topology { inventory.topology }
    /// What things of the network are called.
    public var network: NetworkNames {
        var names = NetworkNames(inventory)
        names.prefersIDs = prefersIDs
        return names
    }

    /// The same with things called by their ids where their names are longer: for a sentence that has no room for these.
    ///
    /// Complexity: linear in the groups of the inventory.
    var byID: WayText {
        let titles = inventory.groups.indices.map { number in
            let (name, id) = (words.names.name(of: GroupIndex(number)), inventory[inventory.groups[number].id])
            return (GroupIndex(number), !id.isEmpty && name.count > id.count ? id : name)
        }
        let names = Names(inventory, titles: Dictionary(uniqueKeysWithValues: titles))
        var text = WayText(AnswerText(words.answer, inventory, names), way)
        text.prefersIDs = true
        text.standIn = standIn
        return text
    }

    /// The traffic of a leg: what was asked, or what answers it.
    func traffic(_ stage: Stage) -> String {
        guard stage.leg == .reply, let first = way.shown?.traffic.first else { return words.asked }
        switch first.reply {
        case .none, .fixed: return "the answer"
        case .clientPort(let ipProtocol): return "answers to the client's \(ipProtocol) ports"
        }
    }

    /// Whether groups stop it only because the far end is not seen as itself.
    public func isLost(_ check: Check) -> Bool { way.lostReferences.contains { way.groupChecks[$0] == check } }

    /// Whether the packet comes from outside every loaded VPC.
    var isInbound: Bool { way.shown?.sources.first?.end.isOutside ?? false }

    /// Whether a packet comes in at an internet gateway: also one that another loaded interface sent.
    func comesIn(_ stage: Stage) -> Bool {
        isInbound
            || way.shown?.destinations.first?.end.isOutside == true
                && stage.destination != way.shown?.destinations.first?.end.address
    }

    /// The public IPv4 addresses that stand for whoever a packet comes in to: the one asked, where it was asked by one.
    var ownPublicAddresses: [IPAddress] {
        guard !isInbound, let end = way.shown?.destinations.first?.end, end.isOutside else { return publicAddresses }
        return [end.address]
    }

    /// The public IPv4 addresses that an internet gateway may show for the loaded end, or for the NAT gateway on its way.
    var publicAddresses: [IPAddress] {
        if let nat = way.stages.first(where: { $0.kind == .nat && $0.leg == .packet && $0.direction == nil }) {
            return topology.natGateways.first { $0.id == nat.component }?.addresses.compactMap(\.publicAddress) ?? []
        }
        let end = isInbound ? way.shown?.destinations.first?.end : way.shown?.sources.first?.end
        guard case .interface(let interface, let own)? = end else { return [] }
        return inventory[interface].publicAssociations.filter { $0.privateAddress == own }.map(\.publicAddress)
    }

    /// The address that an ACL or a rule sees at the far end.
    func far(_ stage: Stage) -> String { place(stage.direction == .ingress ? stage.source : stage.destination) }

    /// An address, or "the internet" where the way was walked for one of all of it.
    func place(_ address: IPAddress) -> String {
        if let standIn, standIn.address == address { return standIn.name }
        for (side, members) in [(Direction.egress, way.shown?.sources), (.ingress, way.shown?.destinations)] {
            guard let end = members?.first?.end, end.isOutside, end.address == address else { continue }
            switch words.ends.end(side).kind {
            case .internet: return "the internet"
            case .network(let network) where network.isEverything: return "the internet"
            default: break
            }
        }
        return "\(address)"
    }

    /// What the member of an end is called that the way is shown for: the end's name, with the address where it is one of several.
    func end(_ side: Direction) -> String {
        let name = words.ends.name(side)
        let members = way.kinds.map { side == .egress ? $0.sources : $0.destinations }
        guard Set(members).count > 1, let first = members.first?.first, !first.end.isOutside, name != "\(first.end.address)"
        else { return name }
        return "\(name) (\(first.end.address))"
    }

    /// The end that sends on a leg, and the one that receives.
    func sender(_ leg: Stage.Leg) -> String { end(leg == .packet ? .egress : .ingress) }
    func receiver(_ leg: Stage.Leg) -> String { end(leg == .packet ? .ingress : .egress) }

    /// Who goes so: "10.0.10.8, private-0", "2 members go alike: 10.0.10.8, private-0".
    public var who: String {
        guard let shown = way.shown else { return "" }
        let texts = [(Direction.egress, shown.sources), (.ingress, shown.destinations)].compactMap { side, members in
            member(side, members)
        }
        return texts.joined(separator: "; ")
    }

    private func member(_ side: Direction, _ members: [WayMember]) -> String? {
        guard let first = members.first else { return nil }
        let count = members.memberCount
        let place: String? =
            switch first.end {
            case .interface(let interface, let address):
                "\(address)"
                    + (inventory[interface].subnet.isNone ? "" : ", \(network.name(inventory[interface].subnet))")
            case .host(let address, let subnet): "\(address), \(network.name(subnet))"
            case .unseen(_, _, let subnet): "a member in \(network.name(subnet))"
            case .outside: nil
            }
        guard let place else { return nil }
        let name = words.ends.name(side)
        if case .unseen = first.end { return "\(name): \(place)\(members.count > 1 ? ", and in other places" : "")" }
        if name == "\(first.end.address)" { return place }
        return count > 1 ? "\(name)'s \(count) members go alike: \(place)" : "\(name): \(place)"
    }
}

extension AnswerText {
    /// The whole way in words; nil where only the groups are looked at.
    public var way: WayText? { answer.way.map { WayText(self, $0) } }
}
