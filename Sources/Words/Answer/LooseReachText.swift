import Reachability
import CoreModel

extension LooseReach {
    /// What it is called.
    public func name(_ names: Names) -> String {
        switch end {
        case .network(let network): network.description
        case .prefixList(let place): names.name(of: .prefixList(UInt32(place)))
        case .group(let group): names.name(of: group)
        case .unlisted(let rules): rules.text
        }
    }
}

extension LooseReach.Kind {
    /// "networks", "prefix lists without entries", "groups that are not loaded", "it depends for".
    public var text: String {
        switch self {
        case .network: "networks"
        case .otherFamily(let version): "over \(version.name)"
        case .prefixList(let isLoaded): isLoaded ? "prefix lists" : "prefix lists without entries"
        case .unloadedGroup: "groups that are not loaded"
        case .unlistedRules: "whom other rules let in"
        case .staleRule: "stale rules"
        case .dependsFor: "it depends for"
        }
    }

    /// The word of JSON: "network", "prefix-list", "group", "stale-rule".
    public var word: String {
        switch self {
        case .network, .otherFamily: "network"
        case .prefixList: "prefix-list"
        case .unloadedGroup, .dependsFor: "group"
        case .unlistedRules: "unlisted-rules"
        case .staleRule: "stale-rule"
        }
    }
}
