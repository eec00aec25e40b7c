import CoreModel
import Reachability

extension AttributedFlow {
    /// The question that it raises, from address to address; nil where it is not told who opened the connection, or on which port.
    public var question: Question? {
        let sent = flow.source.flatMap { source in flow.destination.map { (source, $0) } }
        guard let (source, destination) = opening ?? sent, let ipProtocol = flow.ipProtocol else { return nil }
        let port = port ?? flow.service?.port
        guard !ipProtocol.hasPorts || port != nil, let traffic = try? Traffic(ipProtocol, from: port.map(Int.init)) else {
            return nil
        }
        let asked = port.map { "\($0)" + (ipProtocol == .udp ? "/udp" : "") } ?? ipProtocol.description
        func end(_ address: IPAddress) -> Endpoint { Endpoint(.network(.single(address)), asked: address.description) }
        return try? Question(from: end(source), to: end(destination), port: PortQuery([traffic], asked: asked))
    }
}
