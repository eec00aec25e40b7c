import CoreModel
import Foundation

@testable import Reachability

/// Random networks in which most interfaces have a group of their own, and one group nobody, so that commands about groups have some.
struct SurveyedNetworks {
    /// A network with what asks about it.
    struct Case {
        let name: String
        let analyzer: Analyzer

        var inventory: Inventory { analyzer.inventory }

        /// The verdict of `why`.
        func why(_ question: Question) -> Verdict { analyzer.wholeVerdict(question) }

        func question(_ source: End, _ destination: End, _ port: PortQuery, _ version: IPVersion) -> Question? {
            guard let own = try? Question(from: Endpoint(source), to: Endpoint(destination), port: port, version: version),
                own.version == version
            else { return nil }
            return own
        }

        /// Groups, interfaces, the internet and some networks.
        var ends: [End] {
            let networks = ["10.0.1.0/24", "10.0.1.99/32", "10.1.0.0/16", "192.168.0.0/16", "203.0.113.9/32", "0.0.0.0/0"]
            let shown = inventory.interfaces.flatMap(\.publicAddresses).prefix(2).map { End.network(.single($0)) }
            return inventory.loadedGroups.map(End.group) + [.internet]
                + networks.compactMap { try? .network(IPNetwork(parsing: $0)) }
                + shown
        }
    }

    /// 60 of one VPC and 40 of several; others where SGSCOPE_SEED says so.
    static let cases: [Case] = {
        let seed = ProcessInfo.processInfo.environment["SGSCOPE_SEED"].flatMap(UInt64.init) ?? 5
        var generator = SimulatorNetworks(seed: seed)
        return (0..<100).compactMap { number in
            let network = number < 60 ? generator.next() : generator.nextJoined()
            return try? Case(name: "network \(number) of seed \(seed)", network: own(network, &generator))
        }
    }()

    private static func own(_ network: SimulatedNetwork, _ generator: inout SimulatorNetworks) -> SimulatedNetwork {
        var network = network
        for place in network.interfaces.indices where network.interfaces[place].type == nil && generator.chance(70) {
            let name = "own-\(network.interfaces[place].name)"
            let alike = generator.pick(network.groups)
            network.groups.append(.init(name: name, rules: alike.rules))
            network.interfaces[place].groups = generator.chance(20) ? [name, "tight"] : [name]
        }
        return network
    }
}

extension SurveyedNetworks.Case {
    init(name: String, network: SimulatedNetwork) throws {
        let nobody = ["group nobody v", "  in tcp 443 0.0.0.0/0", "  in tcp 80 10.0.0.0/16", "  out tcp - 0.0.0.0/0"]
        let sketch = try NetworkSketch(network.text + "\n" + nobody.joined(separator: "\n"))
        self.init(name: name, analyzer: Analyzer(sketch.inventory))
    }
}
