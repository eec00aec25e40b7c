import CoreModel

@testable import Reachability

/// A question as it is typed, by addresses.
struct TypedQuestion {
    var from: String
    var to: String
    var port: String
    var version: IPVersion

    init(_ question: NetworkSimulator.Question) {
        func address(_ end: NetworkSimulator.End) -> SimulatedNetwork.Address {
            switch end {
            case .interface(_, let address), .host(_, let address), .outside(let address): address
            }
        }
        (from, to) = (address(question.source).text, address(question.destination).text)
        version = address(question.source).isIPv6 ? .v6 : .v4
        switch question.ipProtocol {
        case 6: port = "\(question.port)"
        case 17: port = "udp/\(question.port)"
        case 1: port = "icmp/\(question.port)/\(question.code)"
        case 58: port = "icmpv6/\(question.port)/\(question.code)"
        default: port = "proto/\(question.ipProtocol)"
        }
    }
}
