import CoreModel
import Reachability

extension Question {
    /// A question about some traffic of a family; nil where the family carries none of it.
    static func asking(
        _ source: Endpoint, _ destination: Endpoint, _ points: TrafficSet, _ version: IPVersion
    ) -> Question? {
        // A question is of the family of its first protocol.
        let foreign: IPProtocol = version == .v4 ? .icmpv6 : .icmp
        let asked = points.traffic
        let ordered = asked.filter { $0.ipProtocol != foreign } + asked.filter { $0.ipProtocol == foreign }
        guard ordered.first?.ipProtocol != foreign,
            let question = try? Question(from: source, to: destination, port: PortQuery(ordered, asked: ""), version: version),
            question.version == version
        else { return nil }
        return question
    }
}
