import CoreModel
import Documentation
import Reachability

/// Finds parts of the network by what people call them: an id, a name, or a part of one name alone.
struct TrialThings {
    /// A thing with its id and what it is called.
    struct Thing: Hashable {
        var id: String
        var name: String
        var kind: Kind

        enum Kind: Hashable {
            case zone, subnet, vpc
            case component(FoundComponent.Kind)
            /// What a route leads to and no listing tells.
            case routeTarget
        }

        /// "NAT gateway".
        var word: String {
            switch kind {
            case .zone: "zone"
            case .subnet: "subnet"
            case .vpc: "VPC"
            case .component(let kind): kind.word
            case .routeTarget: "target of a route"
            }
        }

        /// "nat-0 (nat-0a6f, NAT gateway)".
        var label: String { name.isEmpty || name == id ? "\(id) (\(word))" : "\(name) (\(id), \(word))" }
    }

    let inventory: Inventory

    /// The things of some kinds.
    func all(_ kinds: Set<FoundComponent.Kind>) -> [Thing] {
        FoundComponent.all(in: inventory).filter { kinds.contains($0.kind) }.map { component in
            Thing(id: inventory[component.id], name: inventory[component.name], kind: .component(component.kind))
        }
    }

    var subnets: [Thing] { inventory.subnets.map { Thing(id: inventory[$0.id], name: inventory[$0.name], kind: .subnet) } }

    var vpcs: [Thing] { inventory.vpcs.map { Thing(id: inventory[$0.id], name: inventory[$0.name], kind: .vpc) } }

    /// Availability zones, by name and by id.
    var zones: [Thing] {
        inventory.subnets.flatMap { [$0.zone, $0.zoneID] }.filter { !$0.isNone }.distinct().map {
            Thing(id: inventory[$0], name: inventory[$0], kind: .zone)
        }
    }

    /// The things that a text means: by id, else by name, else by a part of a name.
    static func called(_ text: String, among things: [Thing]) -> [Thing] {
        let wanted = text.lowercased()
        let byID = things.filter { $0.id == text }
        if !byID.isEmpty { return byID.distinct() }
        let byName = things.filter { $0.name.lowercased() == wanted || $0.id.lowercased() == wanted }
        return byName.distinct()
    }

    /// The one thing that a text means.
    func one(_ text: String, _ part: TrialFault.Part, among things: [Thing]) throws(TrialFault) -> Thing {
        if text.isEmpty { throw .lacks(part, "") }
        var found = Self.called(text, among: things)
        let wanted = text.lowercased()
        if found.isEmpty {
            found = things.filter { $0.name.lowercased().contains(wanted) || $0.id.lowercased().contains(wanted) }.distinct()
        }
        guard let first = found.first else {
            let close = things.map { $0.name.isEmpty ? $0.id : $0.name }.distinct()
                .map { (EditDistance.between($0.lowercased(), wanted), $0) }.sorted { $0 < $1 }.map(\.1)
            throw .noThing(part, text, close: Array(close.prefix(6)))
        }
        if found.count > 1 { throw .severalThings(text, candidates: found.map(\.label)) }
        return first
    }

    /// The kinds of what a route can lead to.
    static let targets: Set<FoundComponent.Kind> = [
        .internetGateway, .egressOnlyGateway, .virtualPrivateGateway, .natGateway, .peering, .transitGateway, .endpoint,
    ]

    /// What a route may lead to: gateways and their like, and appliances by their interface or instance.
    func target(_ text: String, _ analyzer: Analyzer) throws(TrialFault) -> EditedTarget {
        if text.lowercased() == "local" { return EditedTarget(.local) }
        let routed = routedTargets
        let components = Dictionary(FoundComponent.all(in: inventory).map { (inventory[$0.id], $0.kind) }) { first, _ in first }
        // What a listing tells and a route names is one thing.
        let unlisted = routed.keys.filter { components[$0] == nil }.sorted()
        let own = all(Self.targets) + unlisted.map { Thing(id: $0, name: $0, kind: .routeTarget) }
        let exact = Self.called(text, among: own)
        if exact.isEmpty, let end = try? analyzer.resolver.resolve(text), let interfaces = end.kind.interfaces,
            interfaces.count == 1,
            let first = interfaces.first
        {
            let instance = inventory[inventory[first].instance]
            return instance == text
                ? EditedTarget(.instance, instance) : EditedTarget(.networkInterface, inventory[inventory[first].id])
        }
        let found = try one(text, .target, among: exact.isEmpty ? own : exact)
        return EditedTarget(routed[found.id] ?? components[found.id].flatMap(Self.kind) ?? .unknown, found.id)
    }

    /// What routes lead to already, by id.
    private var routedTargets: [String: RouteTarget.Kind] {
        Dictionary(
            inventory.topology.routeTables.flatMap(\.routes).map(\.target).filter { !$0.id.isNone && $0.kind != .unknown }
                .map { (inventory[$0.id], $0.kind) }
        ) { first, _ in first }
    }

    private static func kind(_ component: FoundComponent.Kind) -> RouteTarget.Kind? {
        switch component {
        case .internetGateway: .internetGateway
        case .egressOnlyGateway: .egressOnlyInternetGateway
        case .virtualPrivateGateway: .virtualPrivateGateway
        case .natGateway: .natGateway
        case .peering: .peeringConnection
        case .transitGateway: .transitGateway
        case .endpoint: .vpcEndpoint
        default: nil
        }
    }
}
