import CoreModel

extension Question {
    /// A question about some traffic of a family; nil where the family carries none of it.
    public init?(from source: Endpoint, to destination: Endpoint, carrying traffic: TrafficSet, version: IPVersion) {
        // A question is of the family of its first protocol.
        let foreign: IPProtocol = version == .v4 ? .icmpv6 : .icmp
        let asked = traffic.traffic
        let ordered = asked.filter { $0.ipProtocol != foreign } + asked.filter { $0.ipProtocol == foreign }
        guard ordered.first?.ipProtocol != foreign,
            let question = try? Question(from: source, to: destination, port: PortQuery(ordered, asked: ""), version: version),
            question.version == version
        else { return nil }
        self = question
    }

    /// The same about other traffic; nil where the family carries none of it.
    func asking(_ traffic: TrafficSet) -> Question? {
        Question(from: source, to: destination, carrying: traffic, version: version)
    }
}
