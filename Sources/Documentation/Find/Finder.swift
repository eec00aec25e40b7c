import Annotations
import CoreModel
import Reachability

/// Finds whatever one has in hand: the one search behind `/`, the list, `list`, completion and `:goto`.
///
/// What is called so comes before what begins so, what holds it, what is called nearly so, and at last words of rules and notes. Ids,
/// addresses and ports are never guessed at, and no part of a foreign host name is taken for a name.
public struct Finder: Sendable {
    let annotations: Annotations
    let analyzer: Analyzer
    /// The loaded groups by title, then id.
    public let groups: [GroupIndex]
    private let made: Lazy<FindIndex>

    /// A finder over an analyzer's inventory; it sorts groups by title, and what else it looks up is made when something is looked for first.
    public init(annotations: Annotations, analyzer: Analyzer) {
        self.annotations = annotations
        self.analyzer = analyzer
        let inventory = annotations.inventory
        let named = inventory.groups.indices.map(GroupIndex.init).filter { !inventory[$0].isUnknown && !inventory[$0].isCopy }
        let keyed = named.map { (annotations.names.name(of: $0).lowercased(), inventory[inventory[$0].id], $0) }
        let sorted = keyed.sorted { $0 < $1 }.map(\.2)
        groups = sorted.filter { inventory[$0].knowledge != .absent }
        made = Lazy { FindIndex(annotations, sorted: sorted) }
    }

    var index: FindIndex { made.value }
    var inventory: Inventory { annotations.inventory }

    /// Makes what is looked up; linear in all that the inventory has.
    public func prepare() { _ = index }

    /// Whether that is done, so that looking for something takes no longer than a look at texts.
    public var isPrepared: Bool { made.isMade }

    /// What interfaces belong to, in the order in which ``FoundThing/resource(_:)`` numbers it.
    public var resources: [FoundResource] { index.resources }
    /// The parts of the network, in the order in which ``FoundThing/component(_:)`` numbers them.
    public var components: [FoundComponent] { index.components }

    // MARK: Looking

    /// What a text finds, the best first, each thing once; nothing for a blank text.
    ///
    /// Complexity: a look at every text of the inventory; of a port at every rule; of an end with a port half a verdict for each group.
    public func found(_ text: String) -> [Found] {
        let text = Self.bare(text)
        if text.isEmpty { return [] }
        if let address = try? IPAddress(parsing: Self.withoutBrackets(text)) { return found(address, text) }
        if text.contains("/"), let network = (try? WrittenNetwork(parsing: text))?.network { return found(network, text) }
        var all = called(text, .all)
        let query = GroupQuery(text, resolver: analyzer.resolver)
        if case .letsIn = query, !all.contains(where: { $0.rank == .exact }) { return admissions(query) }
        all += ports(query, text)
        if all.allSatisfy({ $0.rank == .words }) { all += exactly(text) }
        if all.allSatisfy({ $0.rank == .words }) { all += nearly(text) }
        return sorted(all)
    }

    /// What a text finds by what it is called, the best first: for completion; with `endsOnly` the ends of questions alone.
    ///
    /// Complexity: a look at names, ids and addresses.
    public func names(_ text: String, endsOnly: Bool) -> [Found] {
        let text = Self.bare(text)
        if text.isEmpty { return [] }
        func wanted(_ found: [Found]) -> [Found] { endsOnly ? found.filter { isEnd($0) } : found }
        let own = wanted(called(text, .names))
        // It is asked for with every key: where there are many names a guess takes too long.
        let guesses = own.isEmpty && index.names.fields.count <= Self.guessed
        return sorted(guesses ? wanted(nearly(text)) : own)
    }

    /// Names, ids and addresses up to which completion guesses.
    private static let guessed = 20_000

    /// The groups that let an end in, on a port where one is typed behind it; nothing where the text names no end.
    ///
    /// Complexity: half a verdict for each group of which a rule may decide.
    public func admissions(_ text: String) -> [Found] { admissions(GroupQuery(Self.bare(text), resolver: analyzer.resolver)) }

    private func admissions(_ query: GroupQuery) -> [Found] {
        guard case .letsIn(let end, let port) = query else { return [] }
        let text = end.asked + (port.map { " on \($0.asked)" } ?? "")
        return groups.compactMap { group in
            let outcome = analyzer.admission(of: end, into: group, on: port)
            return outcome == .fail ? nil : Found(.group(group), .admission, .part, text, outcome: outcome)
        }
    }

    /// The best first; of what fits as well groups by title, then what carries them, then what holds them.
    private func sorted(_ found: [Found]) -> [Found] {
        let index = index
        var best: [FoundThing: Found] = [:]
        for one in found where best[one.thing].map({ one.rank < $0.rank }) ?? true { best[one.thing] = one }
        return best.values.map { (Int($0.rank.rawValue), index.number(of: $0.thing) ?? Int.max, $0) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    /// What was typed without blanks around it; of an address of the web the host.
    private static func bare(_ text: String) -> String {
        let text = text.trimmed
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        let host = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
        return String(host.prefix { $0 != ":" })
    }

    private static func withoutBrackets(_ text: String) -> String {
        text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    }

    // MARK: Addresses

    /// The interfaces that have an address; where none has it, those whose address begins so and what holds it.
    private func found(_ address: IPAddress, _ text: String) -> [Found] {
        let own = inventory.interfaces.indices.compactMap { place -> Found? in
            let interface = inventory.interfaces[place]
            let thing = FoundThing.interface(InterfaceIndex(place))
            if interface.privateAddresses.contains(address) || interface.publicAddresses.contains(address) {
                return Found(thing, .address, .exact, address.description)
            }
            let prefix = interface.delegatedPrefixes.first { $0.contains(address) }
            return prefix.map { Found(thing, .delegatedPrefix, .exact, $0.description) }
        }
        if !own.isEmpty { return sorted(own) }
        let called = called(text, .all)
        if called.contains(where: { $0.rank == .exact }) { return sorted(called) }
        return sorted(called) + holders(of: address)
    }

    /// What holds an address that no interface has, the smallest first: subnets, networks of rules, VPCs.
    private func holders(of address: IPAddress) -> [Found] {
        var holders: [(Int, Found)] = []
        for thing in index.things {
            let networks: [IPNetwork]
            switch thing {
            case .subnet(let place): networks = inventory.subnets[place].networks
            case .vpc(let place): networks = inventory.vpcs[place].networks
            case .network(let network): networks = [network]
            default: continue
            }
            guard let holding = networks.first(where: { $0.contains(address) }), !holding.isEverything else { continue }
            holders.append((holding.prefixLength, Found(thing, .holds, .part, holding.description)))
        }
        return holders.enumerated().sorted { ($1.element.0, $0.offset) < ($0.element.0, $1.offset) }.map(\.element.1)
    }

    /// What a CIDR is, and what lies in it: interfaces with an address of it, subnets, networks of rules.
    private func found(_ network: IPNetwork, _ text: String) -> [Found] {
        if network.isEverything { return [Found(.internet, .network, .exact, network.description)] }
        var all: [Found] = []
        for thing in index.things {
            let networks: [IPNetwork]
            switch thing {
            case .interface(let index):
                let interface = inventory[index]
                let own = interface.privateAddresses + interface.publicAddresses
                if let inside = own.first(where: network.contains) {
                    all.append(Found(thing, .within, .part, inside.description))
                } else if let prefix = interface.delegatedPrefixes.first(where: { network.contains($0) || $0.contains(network) })
                {
                    all.append(Found(thing, .within, .part, prefix.description))
                }
                continue
            case .subnet(let place): networks = inventory.subnets[place].networks
            case .vpc(let place): networks = inventory.vpcs[place].networks
            case .network(let own): networks = [own]
            case .prefixList(let place): networks = inventory.prefixLists[place].entries ?? []
            default: continue
            }
            if networks.contains(network) {
                all.append(Found(thing, .network, .exact, network.description))
            } else if let inside = networks.first(where: network.contains) {
                all.append(Found(thing, .within, .part, inside.description))
            }
        }
        let isHeld = all.isEmpty
        return sorted(all) + (isHeld ? holders(of: network.address) : [])
    }

    // MARK: Ports

    private func ports(_ query: GroupQuery, _ text: String) -> [Found] {
        var port: PortQuery?
        var rank = FoundRank.exact
        switch query {
        case .port(let asked), .wordsOrPort(_, let asked): port = asked
        case .words where ServiceNames.traffic(named: text) != nil:
            // A service is a name as well: what is called so comes before what lets it in.
            (port, rank) = (try? PortQuery(parsing: text), .part)
        case .words, .letsIn: break
        }
        guard let port else { return [] }
        return groups.filter { analyzer.hasIngress($0, on: port) }.map { Found(.group($0), .port, rank, port.asked) }
    }

    // MARK: Ends that other rules than those of texts tell

    /// `VPC/NAME`, `ACCOUNT/ID`, and host names that AWS made of what the input has.
    private func exactly(_ text: String) -> [Found] {
        if let name = analyzer.resolver.name(ofHost: text) {
            if let address = try? IPAddress(parsing: name) { return found(address, name) }
            return called(name, .names).filter { $0.rank == .exact }.map { Found($0.thing, .exactName, .exact, text) }
        }
        guard text.contains("/") || text.hasPrefix("arn:"), let end = try? analyzer.resolver.resolve(text) else { return [] }
        switch end.kind {
        case .group(let group): return [Found(.group(group), .name, .exact, text)]
        case .interfaces(let interfaces): return interfaces.map { Found(.interface($0), .name, .exact, text) }
        case .prefixList(let place): return [Found(.prefixList(place), .id, .exact, text)]
        case .internet, .network: return []
        }
    }

    /// Whether something is an end of a question.
    private func isEnd(_ found: Found) -> Bool {
        switch found.thing {
        case .group, .internet, .network, .prefixList, .interface, .resource: true
        case .instance(let place): index.interfacesOfInstance[inventory.instances[place].id] != nil
        case .vpc, .subnet, .component, .account, .address: false
        }
    }
}
