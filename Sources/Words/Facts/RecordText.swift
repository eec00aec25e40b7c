import Reachability
import CoreModel

extension RecordComparison {
    /// The comparison in one sentence; where the record says otherwise, with the times of both, which tell what may have changed between.
    ///
    /// `recorded` is when the record's packets were seen, in seconds since 1970.
    public func sentence(dataOf date: DataDate?, recorded: Int?) -> String {
        guard isContradicted, let date, let recorded else { return sentence }
        let (data, record) = (DataAgeText(date, now: nil).line, DataDate.text(ofSeconds: recorded))
        let order = date.seconds.map { $0 < recorded ? ": older than the record" : ": newer than the record" } ?? ""
        return "\(sentence). \(data.prefix(1).uppercased() + data.dropFirst())\(order), of \(record)"
    }

    /// Whether the record and the rules say opposite things.
    private var isContradicted: Bool {
        switch (action, rules) {
        case (.accept, .blocked), (.reject, .allowed): rejectReason == nil
        default: false
        }
    }

    /// The comparison in one sentence.
    public var sentence: String {
        let says = "the record says \(action.rawValue)" + (isReply ? " of the reply" : "")
        switch (action, rejectReason) {
        case (.reject, "BPA"): return "\(says) for BPA: VPC Block Public Access rejected it, no group's rule"
        case (.reject, "EC"): return "\(says) for EC: the VPC's encryption controls rejected it, no group's rule"
        case (.reject, let reason?): return "\(says) for \(reason), which is no group's rule"
        default: break
        }
        if isReply, action == .reject {
            return "\(says): groups let replies back, so a network ACL rejected it, or the connection was no longer tracked"
        }
        switch (action, rules) {
        case (.accept, .allowed):
            guard verdict != .allowed, let end else { return "\(says), and the rules here allow it" }
            return "\(says) at the \(end), whose rules here allow it; of the other side it says nothing"
        case (.accept, .blocked):
            let reply = mayBeReply ? ", or the packets are replies" : ""
            return "\(says), the rules here block it: a rule or a group was taken away since, "
                + "the connection was open before\(reply)"
        case (.accept, .depends): return "\(says): what it depends on held then, or the rules were others"
        case (.reject, .allowed):
            let other = verdict == .allowed ? "" : end.map { " at the \($0)" } ?? ""
            return "\(says), the rules here allow it\(other): a network ACL, rules that are newer than the record, "
                + "or packets after the end of a connection"
        case (.reject, .blocked): return "\(says), and the rules here block it"
        case (.reject, .depends): return "\(says): what it depends on did not hold then, or a network ACL rejected it"
        }
    }

    private var end: String? { side.map { $0 == .egress ? "source" : "destination" } }
}
