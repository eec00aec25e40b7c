import Reachability
import CoreModel

/// What the fold is called that a node of a map goes into.
struct MapFoldNames {
    /// Steps from the internet from which on groups are one tier.
    private static let farTier = 4

    private let fold: MapFold
    private let map: MapGraph
    private let inventory: Inventory
    private let names: Names
    /// For each node how many lines it is from the internet, nil where none leads there; for tiers alone.
    private var steps: [Int?] = []
    private var references: [GroupIndex: GroupReference] = [:]

    init(_ fold: MapFold, map: MapGraph, inventory: Inventory, names: Names) {
        self.fold = fold
        self.map = map
        self.inventory = inventory
        self.names = names
        if fold == .tier { steps = Self.steps(in: map) }
        references = Dictionary(inventory.references.map { ($0.group, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The name; nil for what stays as it is.
    func name(of node: Int) -> String? {
        guard let group = map.subjects[node].group else { return nil }
        switch fold {
        case .vpc: return vpc(of: group)
        case .account: return account(of: group)
        case .region:
            let own = inventory[inventory[group].region]
            return own.isEmpty ? inventory[group].knowledge == .absent ? "not in the input" : "no region told" : own
        case .tier: return tier(of: node, group)
        case .tag(let key): return inventory.tag(key, of: group).map { "\(key)=\($0)" } ?? "no tag \(key)"
        case .prefix: return Self.prefix(names.name(of: group))
        case .peers, .alike, .rest: return nil
        }
    }

    private func vpc(of group: GroupIndex) -> String {
        let own = inventory[group].vpc
        if !own.isNone { return names.name(ofVpc: own) }
        guard inventory[group].knowledge == .absent else { return "no VPC" }
        guard let reference = references[group] else { return "not in the input" }
        if !reference.vpc.isNone { return names.name(ofVpc: reference.vpc) }
        return reference.account.isNone ? "not in the input" : "account \(inventory[reference.account])"
    }

    private func account(of group: GroupIndex) -> String {
        let own = inventory[group].owner
        if !own.isNone { return "account \(inventory[own])" }
        guard inventory[group].knowledge == .absent else { return "no account told" }
        guard let named = references[group]?.account, !named.isNone else { return "not in the input" }
        return "account \(inventory[named])"
    }

    private func tier(of node: Int, _ group: GroupIndex) -> String {
        if inventory[group].knowledge == .absent { return "not in the input" }
        switch steps[node] {
        case nil: return "not from the internet"
        case 1: return "open to the internet"
        case 2: return "1 step behind"
        case let steps? where steps <= Self.farTier: return "\(steps - 1) steps behind"
        case _?: return "\(Self.farTier) or more steps behind"
        }
    }

    /// The first word with the separator behind it: `payments-` of `payments-api`.
    static func prefix(_ name: String) -> String? {
        guard let end = name.firstIndex(where: { "-_./: ".contains($0) }), end != name.startIndex else { return nil }
        return String(name[...end])
    }

    private static func steps(in map: MapGraph) -> [Int?] {
        guard let internet = map.node(of: .internet) else { return Array(repeating: nil, count: map.subjects.count) }
        let links = map.links
        let down = Rows<Int32>(count: map.subjects.count) { body in
            for link in links where !link.isDotted { body(link.source, Int32(link.target)) }
        }
        return BreadthFirst.steps(from: [internet], along: down)
    }
}
