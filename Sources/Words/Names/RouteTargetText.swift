import CoreModel

extension RouteTarget.Kind {
    /// The word for what a route leads to, as the ladder of an answer writes it.
    public var word: String {
        switch self {
        case .internetGateway: "igw"
        case .egressOnlyInternetGateway: "eigw"
        case .virtualPrivateGateway: "vgw"
        case .natGateway: "nat"
        case .transitGateway: "tgw"
        case .peeringConnection: "pcx"
        case .networkInterface: "eni"
        case .instance: "i"
        case .vpcEndpoint: "vpce"
        case .localGateway: "lgw"
        case .carrierGateway: "cagw"
        case .coreNetwork: "core network"
        case .odbNetwork: "odb network"
        case .local: "local"
        case .none, .unknown: "target"
        }
    }
}

extension NetworkNames {
    /// What a route leads to with the word for its kind: "nat nat-0"; the id alone where it has no name and begins with the word.
    public func title(_ target: RouteTarget) -> String {
        switch target.kind {
        case .local, .none: return name(target)
        case _ where target.id.isNone: return name(target)
        default:
            let (name, word) = (name(target), target.kind.word)
            return name.hasPrefix("\(word)-") ? name : "\(word) \(name)"
        }
    }
}
