import SecurityGroups

extension Analyzer {
    /// A flow-log record held against the answer to the question that it raises, in one sentence; nil where the record has no action.
    ///
    /// A record tells what became of packets at one interface. Where it is known on which side that is, only that side is compared.
    public func comparison(of record: FlowLogRecord, with answer: Answer) -> String? {
        guard let action = record.action else { return nil }
        let says = "the record says \(action.rawValue)" + (record.isReply ? " of the reply" : "")
        switch (action, record.rejectReason) {
        case (.reject, "BPA"): return "\(says) for BPA: VPC Block Public Access rejected it, no group's rule"
        case (.reject, "EC"): return "\(says) for EC: the VPC's encryption controls rejected it, no group's rule"
        case (.reject, let reason?): return "\(says) for \(reason), which is no group's rule"
        default: break
        }
        if record.isReply, action == .reject {
            return "\(says): groups let replies back, so a network ACL rejected it, or the connection was no longer tracked"
        }
        let side = side(of: record)
        let (outcome, isWhole) = outcome(answer, side)
        switch (action, outcome) {
        case (.accept, .allowed):
            guard !isWhole, answer.verdict != .allowed, let side else { return "\(says), and the rules here allow it" }
            return "\(says) at the \(Self.end(side)), whose rules here allow it; of the other side it says nothing"
        case (.accept, .blocked):
            let reply = record.role == .unknown ? ", or the packets are replies" : ""
            return "\(says), the rules here block it: a rule or a group was taken away since, "
                + "the connection was open before\(reply)"
        case (.accept, .depends): return "\(says): what it depends on held then, or the rules were others"
        case (.reject, .allowed):
            let other = isWhole || answer.verdict == .allowed ? "" : " at the \(side.map(Self.end) ?? "interface")"
            return "\(says), the rules here allow it\(other): a network ACL, rules that are newer than the record, "
                + "or packets after the end of a connection"
        case (.reject, .blocked): return "\(says), and the rules here block it"
        case (.reject, .depends): return "\(says): what it depends on did not hold then, or a network ACL rejected it"
        }
    }

    /// The side of the opening flow that the record's interface is on; nil where neither the record nor the inventory tells it.
    private func side(of record: FlowLogRecord) -> Direction? {
        var seen = record.direction
        if seen == nil, let id = record.interface, let interface = inventory.interfaces.first(where: { inventory[$0.id] == id }) {
            let isSource = record.source.map(interface.hasPrivateAddress) ?? false
            let isDestination = record.destination.map(interface.hasPrivateAddress) ?? false
            if isSource != isDestination { seen = isSource ? .egress : .ingress }
        }
        // A reply that leaves an interface answers what came in there.
        return record.isReply ? seen?.other : seen
    }

    /// What the rules say at a side, or as a whole where the side is not known.
    private func outcome(_ answer: Answer, _ side: Direction?) -> (Verdict, isWhole: Bool) {
        switch side.flatMap({ answer.outcome($0) }) {
        case .pass: (.allowed, false)
        case .fail: (.blocked, false)
        case .depends: (.depends, false)
        case nil: (answer.verdict, true)
        }
    }

    private static func end(_ side: Direction) -> String { side == .egress ? "source" : "destination" }
}
