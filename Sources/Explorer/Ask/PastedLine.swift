import CoreModel
import Reachability

extension ExplorerModel {
    /// A line of a log as a question, with what is said of it.
    struct Understood: Sendable {
        var question: String
        var lacksSource: Bool
        var said: [String]
        /// The flow-log record that it is, to be held against the answer.
        var record: FlowLogRecord?
    }

    /// Understands a pasted text; nil where it is no more than a question, or an end, that somebody wrote.
    func understand(_ text: String) -> Understood? {
        let whole = text.withoutOuterBlanks
        let isQuestion = whole.contains(" -> ") || whole.contains(" → ") || whole.hasPrefix("->")
        let isEnd = !whole.hasPrefix("arn:") && (try? analyzer.resolver.resolve(whole)) != nil
        if whole.isEmpty || isQuestion || isEnd { return nil }
        guard let line = analyzer.errorLine(in: text) else { return nil }
        var understood = Understood(question: line.question, lacksSource: line.lacksSource, said: said(line))
        if case .record(let record) = line.origin { understood.record = record }
        return understood
    }

    /// What was understood: "from the line: destination 10.0.10.158 (RDS chat-dev-rds-0), tcp 5432".
    private func said(_ line: ErrorLine) -> [String] {
        let destination = line.destination + (owner(of: line.destination).map { " (\($0))" } ?? "")
        let port = line.port.map { port in
            if port.contains("/") || !port.allSatisfy({ $0.isNumber }) { return port }
            return "tcp \(port)"
        }
        let ends: String
        if let source = line.source {
            let from = source + (owner(of: source).map { " (\($0))" } ?? "")
            ends = "\(from) -> \(destination)\(port.map { " \($0)" } ?? "")"
        } else {
            ends = "destination \(destination)\(port.map { ", \($0)" } ?? ""). Source?"
        }
        let first =
            switch line.origin {
            case .line: "from the line: \(ends)"
            case .name: "from the name: \(ends)"
            case .record(let record): said(record, ends)
            case .unorderedRecord:
                "from the record: \(ends); the order of its fields is not known, so the port is left open: paste its header line too"
            }
        return [first] + (line.remark.map { [$0] } ?? [])
    }

    private func said(_ record: FlowLogRecord, _ ends: String) -> String {
        switch record.status {
        case .noData: return "from the record: NODATA, there was no traffic in its time"
        case .skipData: return "from the record: SKIPDATA, records were lost and nothing is known of its time"
        case .ok, nil: break
        }
        let action = record.action?.rawValue ?? "no action"
        if record.source == nil { return "from the record: \(action), without addresses" }
        if record.isReply { return "from the record, \(action), of the replies: \(ends) is what was asked" }
        var said = "from the record: \(ends), \(action)"
        if record.hasOtherPacketAddresses, let source = record.interfaceSource, let destination = record.interfaceDestination {
            said += "; by the packets' own addresses, the interface shows \(source) -> \(destination)"
        }
        if record.action == .reject, record.role == .unknown, record.hasPortsOfReply {
            said += "; its ports are those of a reply, and no flags tell: swap the ends if it is one"
        }
        return said
    }

    /// What an address or an id belongs to: "RDS chat-dev-rds-0".
    private func owner(of end: String) -> String? {
        guard let end = try? analyzer.resolver.resolve(end) else { return nil }
        if let network = end.kind.network, network.isAddress {
            let holder = inventory.interfaces.firstIndex { $0.hasAddress(network.address) }
            return holder.map { names.name(of: InterfaceIndex($0)) }
        }
        if let first = end.kind.interfaces?.first { return names.name(of: first) }
        return end.kind.group.map { names.name(of: $0) }.flatMap { $0 == end.asked ? nil : $0 }
    }
}
