import Reachability
import CoreModel
import Text

/// What else to know of an answer.
extension AnswerText {
    /// A remark as one clause; nil where there is nothing to say.
    func text(_ remark: Remark) -> String? {
        switch remark {
        case .repliesAreLetBack: "replies are let back without a rule"
        case .found(let side): ends.end(side).remark
        case .otherResolversAreFiltered: "any other resolver is filtered: its port 53 is judged by the rules"
        case .ownRules(let group, let side, let verdict): ownRules(group, side, verdict)
        case .lackFamily(let group, let version, let count): lackFamily(group, version, count)
        case .unlistedMembers(let side):
            "not every interface is listed: one that carries \(ends.name(side)) and nothing else counts as a member too"
        case .assumed(let side, let lack, let assumption): assumed(ends.name(side), lack, assumption)
        case .twoVpcs(let from, let to):
            "two VPCs, \(names.name(ofVpc: from)) and \(names.name(ofVpc: to)): "
                + "a peering or transit gateway with routes must join them"
        case .mailIsBlocked: "EC2 blocks outbound tcp 25 by default, whatever the rules say"
        case .askedByPublicAddress:
            "asked by a public address: rules that name groups do not count, they match private addresses alone"
        case .lookedAt: lookedAt
        case .assumedNetwork(let table, let acl): assumedNetwork(table, acl)
        case .clientPort(let port, let otherwise):
            otherwise == answer.verdict
                ? "asked from the client's port \(port); from any port that it may use: \(otherwise.rawValue) too"
                : "asked from the client's port \(port) alone; from any port that it may use: \(otherwise.rawValue)"
        case .packetArrives: "expect a timeout: the packet arrives, and its answer is dropped"
        case .expectTimeout:
            "expect a timeout, not \"connection refused\": \(answer.isGroupsOwn ? "groups drop" : "what stops it drops") in silence"
        case .trackedConnections: "works all the same? connections opened before a rule was removed live on: they are tracked"
        case .stillFailing(let subnets): stillFailing(subnets)
        case .answersElsewhere, .returnsToSender, .disconnected, .endpointPolicy, .providerSide, .noPing, .noApplianceMode,
            .instead:
            joinText(remark)
        case .severalTargetGroups, .untoldRules, .untoldTargets, .unhealthy, .seenAsItself, .noTarget: balancerText(remark)
        }
    }

    private func assumedNetwork(_ table: Bool, _ acl: Bool) -> String {
        let main = "the local routes alone (its main route table)"
        let open = "a network ACL that allows all (its default one)"
        let what = table && acl ? "\(main) and \(open)" : table ? main : open
        return "a subnet that the template associates with none is taken to have what its VPC comes with: \(what)"
    }

    private func ownRules(_ group: GroupIndex, _ side: Direction, _ verdict: Verdict) -> String {
        let isEmpty = verdict == .blocked && inventory[group].rules(side).isEmpty
        let why = isEmpty ? ", it has no \(side.name) rule" : ""
        return "by \(names.name(of: group))'s own rules alone: \(verdict.rawValue)\(why)"
    }

    private func lackFamily(_ group: GroupIndex, _ version: IPVersion, _ count: Int) -> String {
        let who = count == 1 ? "the only interface" : count == 2 ? "neither interface" : "none of the interfaces"
        let has = count == 1 ? "has no" : "has an"
        return "\(who) of \(names.name(of: group)) \(has) \(version.name) address, so its \(version.name) rules let nobody in"
    }

    private func assumed(_ name: String, _ lack: Remark.Lack, _ assumption: Assumption) -> String? {
        let lacks =
            switch lack {
            case .addresses: "addresses of \(name) are not loaded"
            case .interface: "no interface of \(name) is loaded"
            case .member: "\(name) may have a member that the input does not list"
            }
        switch assumption {
        case .none, .publicAddress, .unloadedList: return nil
        case .subnet: return "\(lacks): it is taken to be anywhere in its subnet"
        case .subnets: return "\(lacks): it is taken to be anywhere in its VPC's subnets"
        case .vpc: return "\(lacks): it is taken to be anywhere in its VPC"
        case .openBlock:
            let family = question.version.name
            return "\(lacks), nor is the \(family) block of its VPC told: it is taken to have some \(family) address"
        case .privateAddress:
            let both = lack == .addresses ? ("addresses", "are") : ("an interface", "is")
            return "neither \(both.0) nor the VPC of \(name) \(both.1) loaded: assumed at some private address (RFC 1918)"
        }
    }

    /// Which layers were looked at, and which were given but not read.
    private var lookedAt: String {
        if let way { return way.lookedAt }
        let looked = "looked at: \(TextList.sentence(answer.layers.map(\.name))) alone"
        let unread = inventory.unreadLayers
        if unread.isEmpty { return "\(looked), not routes, not network ACLs" }
        return "\(looked); \(TextList.sentence(unread)) are in the input, not looked at"
    }

    private func stillFailing(_ subnets: [TextID]) -> String {
        let port = question.port.ports(question.version) ?? "it"
        if let text = way?.stillFailing(port) { return text }
        let places = subnets.map { id in
            let name = inventory.subnets.first { $0.id == id }?.name ?? .none
            return inventory[name.isNone ? id : name]
        }.sorted()
        let whose = places.isEmpty ? "" : " of \(TextList.sentence(places, limit: 4))"
        return "still failing? \"refused\": it arrived, and nothing listens on \(port); "
            + "a timeout: routes and network ACLs\(whose), or the host"
    }
}

extension Layer {
    var name: String {
        switch self {
        case .securityGroups: "security groups"
        case .networkACLs: "network ACLs"
        case .routes: "route tables"
        case .publicAccess: "Block Public Access"
        case .loadBalancers: "load balancers"
        }
    }
}

extension Endpoint {
    /// What to know of how it was found, as one sentence; nil where there is nothing to know.
    public var remark: String? { hidesText ? finding?.hidden : finding?.text }
}

extension Endpoint.Finding {
    fileprivate var text: String {
        switch self {
        case .resolver(let name, let addresses):
            "\(name) is \(addresses.map(\.description).joined(separator: ", ")) by the resolver, not by the input"
        case .written(let written): written.remark ?? ""
        case .namesakes(let name, let ids):
            "\(TextList.sentence(ids)) \(ids.count == 1 ? "is" : "are") called \(name) too: ask by the id"
        }
    }

    /// The same without what was typed and without names of the input.
    fileprivate var hidden: String {
        switch self {
        case .resolver: "the name is known by the resolver, not by the input"
        case .written: "what was typed is written in another form: the network that it means was asked about"
        case .namesakes: "something in the input is called so too: ask by its id"
        }
    }
}
