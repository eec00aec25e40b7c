import CoreModel
import Text

/// Rules of one direction, each traffic once with all that it comes from or goes to, in the order of the rules.
public struct PeersByTraffic {
    /// Each traffic with its peers.
    public private(set) var rows: [(traffic: Traffic, peers: [String])] = []

    /// Groups the rules by their traffic; linear in them.
    public init(_ rules: some Sequence<RuleIndex>, _ inventory: Inventory, _ names: Names) {
        var places: [Traffic: Int] = [:]
        for index in rules {
            let rule = inventory[index]
            let place = places[rule.traffic, default: rows.count]
            if place == rows.count {
                places[rule.traffic] = place
                rows.append((rule.traffic, []))
            }
            rows[place].peers.append(names.name(of: rule.peer))
        }
    }

    /// "tcp 22 from 0.0.0.0/0, ::/0; tcp 3389 from 0.0.0.0/0", of more than some peers or parts the first and how many more.
    public func text(_ direction: Direction, peers: Int, parts: Int, isSorted: Bool = false) -> String {
        let texts = rows.map { row in
            "\(row.traffic.text) \(direction.preposition) \(TextList.few(isSorted ? row.peers.sorted() : row.peers, limit: peers))"
        }
        return TextList.few(texts, limit: parts, separator: "; ")
    }
}
