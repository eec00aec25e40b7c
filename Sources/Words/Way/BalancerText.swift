import Reachability
import CoreModel
import Text

/// What a load balancer does with what comes to it.
extension WayText {
    /// The clause, from the fullest wording to the shortest; never none.
    func balancerClauses(_ stage: Stage, _ place: LoadBalancerIndex) -> [String] {
        let balancer = topology[place]
        let name = network.name(balancer.id)
        switch stage.reason {
        case .noListener:
            let asked = "you asked \(words.asked)"
            guard let ports = ports(balancer, stage) else {
                return [
                    "load balancer \(name) has no listener, and \(asked)", "\(name) has no listener, and \(asked)",
                    "\(name) has no listener",
                ]
            }
            let word = stage.outcome == .depends ? "only on \(ports)" : "on \(ports)"
            return [
                "load balancer \(name) listens \(word), \(asked)", "\(name) listens \(word), \(asked)", "\(name) listens \(word)",
            ]
        case .gatewayBalancer:
            return ["what gateway load balancer \(name) sends to its appliances is not in the input"]
        case .balancerProtocol where stage.outcome == .depends:
            return ["whether load balancer \(name) answers ping is not told by AWS"]
        case .balancerProtocol:
            return ["load balancer \(name) takes tcp and udp alone, you asked \(words.asked)", "\(name) takes tcp and udp alone"]
        default: return ["\(name) lets it through"]
        }
    }

    /// The ports that a load balancer listens on for the transport of a packet, at most four: "80, 443 and 8443"; nil where there is none.
    private func ports(_ balancer: LoadBalancer, _ stage: Stage) -> String? {
        let asked = Set((way.shown?.traffic ?? []).flatMap { $0.points.traffic.map(\.ipProtocol) })
        let own = balancer.listeners.filter { !asked.isDisjoint(with: $0.transports) }
        let ports = Set(own.compactMap(\.port)).sorted().map(String.init)
        if ports.isEmpty { return nil }
        let word = own.allSatisfy({ $0.transports == [.udp] }) ? "udp " : ""
        return word + TextList.sentence(ports, limit: 4)
    }

    /// The few words of the row.
    func balancerCell(_ stage: Stage, _ place: LoadBalancerIndex) -> String {
        let balancer = topology[place]
        switch stage.reason {
        case .listens:
            let ports = Set(balancer.listeners.compactMap(\.port)).sorted().map(String.init)
            return "listens on \(TextList.sentence(ports, limit: 4))"
        case .noListener: return ports(balancer, stage).map { "listens on \($0)" } ?? "no listener"
        case .gatewayBalancer: return "sends to appliances"
        case .answersEcho: return "answers ping itself"
        case .balancerProtocol: return stage.outcome == .depends ? "not told by AWS" : "tcp and udp alone"
        default: return "lets it through"
        }
    }

    /// The call that lists a load balancer's listeners.
    func listenerListing(_ id: TextID) -> String {
        let own = topology.loadBalancers.first { $0.id == id }
        let name = inventory[id]
        if own?.kind == .classic { return "aws elb describe-load-balancers --load-balancer-names \(network.name(id))" }
        return "aws elbv2 describe-listeners --load-balancer-arn \(name)"
    }
}
