import CoreModel

/// The stages that a packet and its answer pass between two concrete ends.
public struct Way: Hashable, Sendable {
    /// The stages, in their order: those of the packet, then those of the answer.
    ///
    /// Past one that leads to what is not followed there is none of that leg.
    public let stages: [Stage]

    /// What packet and answer come to.
    public var verdict: Verdict { stages.verdict }

    /// What they come to, or the packet alone, whatever becomes of its answer.
    func verdict(isOneWay: Bool) -> Verdict { isOneWay ? stages.lazy.filter { $0.leg == .packet }.verdict : verdict }

    /// What everything but the groups of the ends comes to, there and back or for the packet alone.
    func networkVerdict(isOneWay: Bool) -> Verdict {
        stages.lazy.filter { ($0.kind != .group || $0.isOfAppliance) && (!isOneWay || $0.leg == .packet) }.verdict
    }

    /// Whether it is one by a gateway endpoint that does not carry the protocol.
    var endsAtEndpointProtocol: Bool { stages.contains { $0.reason == .endpointProtocol } }

    /// Whether groups on it see another than the ends themselves, or may: past what puts another address in it may not be followed.
    ///
    /// So they do at an appliance, wherever the way leads: what the groups of the ends say is then not all that groups say.
    func isTranslated(from source: WayEnd, to destination: WayEnd) -> Bool {
        stages.contains { stage in
            if stage.isOfAppliance, stage.outcome != .pass { return true }
            if stage.mayTranslate, !destination.isOutside { return true }
            // Whether groups see whose packet it is may be open.
            if stage.kind == .group, case .missing(.references) = stage.reason { return true }
            guard case .groups(_, let bears) = stage.reason, let direction = stage.direction else { return false }
            let far = direction == .ingress ? source : destination
            return stage.source != source.address || stage.destination != destination.address
                || (!bears && far.mayBearGroups)
        }
    }
}

extension Sequence where Element == Stage {
    /// A certain fail anywhere blocks; else what depends anywhere depends.
    var verdict: Verdict {
        var verdict = Verdict.allowed
        for stage in self {
            if stage.outcome == .fail { return .blocked }
            if stage.outcome == .depends { verdict = .depends }
        }
        return verdict
    }
}

extension WayEnd {
    /// Whether rules may name the groups of who is there: an interface, or a member of a group that no input tells.
    fileprivate var mayBearGroups: Bool {
        switch self {
        case .interface, .unseen: true
        case .host, .outside: false
        }
    }
}

extension Stage {
    /// Whether it may put another source address into what passes it.
    fileprivate var mayTranslate: Bool {
        if leg == .reply || direction != nil { return false }
        return switch kind {
        case .nat, .fw: true
        // What is followed through them keeps its addresses.
        case .tgw, .vpn, .vpce, .edge: outcome == .depends
        case .igw: reason == .edge(.internetGateway)
        case .table:
            switch reason {
            case .transitRoute, .severalAttachments, .missing(.transitGatewayRoutes), .missing(.routeTable): outcome == .depends
            default: false
            }
        case .group, .acl, .eigw, .pcx, .lb, .host: false
        }
    }
}
