import CoreModel

/// A rule of an environment before it is written in any form.
package struct RulePlan: Hashable, Sendable {
    /// The other side; groups and prefix lists by their number.
    package enum Peer: Hashable, Sendable {
        case network(IPNetwork)
        case group(Int)
        case prefixList(Int)
    }

    package var direction: Direction
    /// Protocol with ports, or ICMP type and code.
    package var traffic: Traffic
    package var peer: Peer
    package var description: String

    /// Equal where they let the same through.
    package static func == (left: RulePlan, right: RulePlan) -> Bool {
        left.direction == right.direction && left.traffic == right.traffic && left.peer == right.peer
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(direction)
        hasher.combine(traffic)
        hasher.combine(peer)
    }
}

extension Environment {
    /// The rules of a group, ingress first: always ``rulesPerGroup``.
    package func rules(of group: Int) -> [RulePlan] {
        var maker = RuleMaker(environment: self, group: group)
        return maker.rules()
    }
}
