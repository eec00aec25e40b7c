import CoreModel

/// A rule in words, so that what the readers make can be compared with what another parser says.
struct PlainRule: Hashable, CustomStringConvertible {
    var direction: String
    var ipProtocol: String
    /// "22-22", "8/-1" for ICMP, "-" where ports mean nothing.
    var ports: String
    var peer: String
    var text: String

    var description: String { "\(direction) \(ipProtocol) \(ports) \(peer) \"\(text)\"" }

    var withoutText: PlainRule {
        var copy = self
        copy.text = ""
        return copy
    }
}

extension Inventory {
    /// The rules of every loaded group by its id, sorted.
    var plainRules: [String: [PlainRule]] {
        var result: [String: [PlainRule]] = [:]
        for group in loadedGroups {
            let places = rules(of: group, .ingress) + rules(of: group, .egress)
            result[self[self[group].id]] = places.map { plain(self[$0]) }.sorted { "\($0)" < "\($1)" }
        }
        return result
    }

    private func plain(_ rule: Rule) -> PlainRule {
        let number = Int(rule.traffic.ipProtocol.number)
        let ports: String =
            switch number {
            case 6, 17: "\(rule.traffic.from)-\(rule.traffic.to)"
            case 1, 58: "\(rule.traffic.from)/\(rule.traffic.to)"
            default: "-"
            }
        return PlainRule(
            direction: rule.direction == .ingress ? "in" : "out", ipProtocol: "\(number)", ports: ports,
            peer: text(of: rule.peer),
            text: self[rule.description])
    }
}

/// An independent reading of describe-security-groups, over the dictionaries of a second parser.
enum Flattening {
    static func groups(_ json: Any) -> [String: [PlainRule]] {
        var result: [String: [PlainRule]] = [:]
        for group in list(json, "SecurityGroups") {
            let rules =
                list(group, "IpPermissions").flatMap { permission($0, "in") }
                + list(group, "IpPermissionsEgress").flatMap { permission($0, "out") }
            result[text(group, "GroupId"), default: []] += rules
        }
        return result.mapValues { $0.sorted { "\($0)" < "\($1)" } }
    }

    static func list(_ value: Any, _ key: String) -> [[String: Any]] {
        (value as? [String: Any])?[key] as? [[String: Any]] ?? []
    }

    static func text(_ value: Any, _ key: String) -> String { (value as? [String: Any])?[key] as? String ?? "" }

    static func permission(_ value: [String: Any], _ direction: String) -> [PlainRule] {
        let lists = [
            ("UserIdGroupPairs", "GroupId"), ("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6"),
            ("PrefixListIds", "PrefixListId"),
        ]
        let name = text(value, "IpProtocol")
        return lists.flatMap { key, peer in
            list(value, key).map { entry in
                PlainRule(
                    direction: direction, ipProtocol: number(name),
                    ports: ports(number(name), value["FromPort"] as? Int, value["ToPort"] as? Int), peer: text(entry, peer),
                    text: text(entry, "Description"))
            }
        }
    }

    static func number(_ name: String) -> String {
        ["tcp": "6", "udp": "17", "icmp": "1", "icmpv6": "58"][name] ?? name
    }

    static func ports(_ number: String, _ from: Int?, _ to: Int?) -> String {
        switch number {
        case "6", "17": from ?? -1 == -1 ? "0-65535" : "\(from ?? -1)-\(to ?? -1)"
        case "1", "58": from ?? -1 == -1 ? "-1/-1" : "\(from ?? -1)/\(to ?? -1)"
        default: "-"
        }
    }
}
