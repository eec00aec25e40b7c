import Reachability
import CoreModel
import Text

/// What else to know of the whole way.
extension WayText {
    /// Sentences, each where it applies: what an address becomes, what was not looked at, what the groups alone would say.
    var remarks: [String] { translation + clientPorts + groupsAlone + unlooked + oneWay }

    /// The addresses that the far side has to let in.
    private var translation: [String] {
        guard way.verdict != .blocked, !isInbound, let own = way.stages.first?.source, own.version == .v4,
            way.stages.contains(where: { $0.kind == .igw && $0.leg == .packet }), !publicAddresses.isEmpty
        else { return [] }
        let nat = way.stages.first { $0.kind == .nat && $0.leg == .packet }
        let whose = nat.map { " (\(network.name($0.component))'s)" } ?? ""
        return ["the far side must let in \(TextList.sentence(publicAddresses.map(\.description)))\(whose), not \(own)"]
    }

    /// Answers to a client of another system, or of another setting, would not all come back.
    private var clientPorts: [String] {
        guard let client = way.assumedClient, way.verdict == .allowed else { return [] }
        let system = client == .windows ? "Windows" : "Linux"
        let (first, last) = (client.ports.lowerBound, client.ports.upperBound)
        return ["assumes the default client ports of \(system), \(first)-\(last): an ACL stops answers to others"]
    }

    /// Where the groups alone, asked for the ends themselves, answer otherwise.
    private var groupsAlone: [String] {
        let own = words.answer.groupsVerdict
        guard own != words.answer.verdict else { return [] }
        return ["by the security groups alone, asked for these ends: \(own.rawValue)"]
    }

    /// Layers that are not looked at in a VPC of the ends.
    private var unlooked: [String] {
        let byVpc = Dictionary(grouping: way.unseenLayers, by: \.vpc)
        return byVpc.keys.sorted { inventory[$0] < inventory[$1] }.map { vpc in
            let layers = TextList.sentence((byVpc[vpc] ?? []).map(\.layer.name), and: "or")
            return "not looked at in \(words.names.name(ofVpc: vpc)): \(layers), which are not in the input"
        }
    }

    private var oneWay: [String] {
        guard way.isOneWay, way.stages.contains(where: { $0.leg == .reply && $0.outcome != .pass }) else { return [] }
        return ["one way only: what becomes of the answer is shown and does not count"]
    }

    /// "security groups, network ACLs and route tables; not what runs on the hosts".
    var lookedAt: String {
        let looked = way.layers.map(\.name)
        let unread = inventory.unreadLayers.filter { !looked.contains($0) }
        let rest = unread.isEmpty ? "" : "; \(TextList.sentence(unread)) are in the input, not looked at"
        return "looked at: \(TextList.sentence(way.layers.map(\.name), limit: 6))\(rest); not what runs on the hosts"
    }

    /// What a timeout may still mean where the network has been looked at.
    func stillFailing(_ port: String) -> String? {
        guard way.layers.contains(.routes), way.layers.contains(.networkACLs), way.unseenLayers.isEmpty else { return nil }
        let age = inventory.asOf.map { ", or data older than a change (read \($0))" } ?? ", or data older than a change"
        return "still failing? \"refused\": it arrived, and nothing listens on \(port); a timeout: the host's own firewall\(age)"
    }
}
