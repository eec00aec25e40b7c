import Reachability
import CoreModel

/// A stage as one line that stands alone.
extension WayText {
    /// What the stage is, with its id, and what decides: "network ACL isolated (acl-...): out 100 tcp 5432".
    public func line(_ place: Int) -> String {
        let stage = way.stages[place]
        if let check = way.groupChecks[place] {
            let seen = way.lostReferences.contains(place) ? "; it sees \(far(stage)), so rules that name groups do not match" : ""
            return words.line(check) + seen
        }
        let (name, id) = (name(stage, place), inventory[stage.component])
        let thing = [Self.word(stage), name].filter { !$0.isEmpty }.joined(separator: " ")
        // A clause names the thing itself.
        if stage.outcome != .pass, let clause = clauses(place).first {
            return id.isEmpty || clause.contains(id) ? clause : "\(id): \(clause)"
        }
        let decides = cell(place)
        return "\(thing)\(id.isEmpty || id == name ? "" : " (\(id))"): \(decides)"
    }

    /// What a stage is called in full.
    private static func word(_ stage: Stage) -> String {
        switch stage.kind {
        case .group: "security group"
        case .acl: "network ACL"
        case .table: stage.isOfTransitGateway ? "transit gateway table" : "route table"
        case .igw: "internet gateway"
        case .eigw: "egress-only internet gateway"
        case .nat: "NAT gateway"
        case .pcx: "peering connection"
        case .tgw: "transit gateway"
        case .vpn: "VPN gateway"
        case .vpce: "VPC endpoint"
        case .fw: stage.reason.isInspection ? "firewall" : "appliance"
        case .lb: "load balancer"
        case .edge, .host: ""
        }
    }
}

extension Stage.Reason {
    /// Whether it is a firewall's, not an appliance's.
    fileprivate var isInspection: Bool { if case .inspectedBy = self { true } else { false } }
}
