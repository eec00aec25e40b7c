import Foundation
import Reachability
import Readers
import CoreModel

/// The example system in the output of every tool, as the tests compare it.
enum SeedSystem {
    /// A question of `queries.jsonl` or a matrix with its answer, which was worked out elsewhere.
    struct Question: Sendable {
        var source: String
        var destination: String
        var port: String
        var version: IPVersion?
        var expected: String

        init?(_ line: Substring) {
            guard let row = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let source = row["source"] as? String, let destination = row["destination"] as? String,
                let expected = row["expected"] as? String
            else { return nil }
            self.source = source
            self.destination = destination
            self.expected = expected
            version = row["ip_version"] as? Int == 6 ? .v6 : nil
            guard let known = IPProtocol(row["protocol"] as? String ?? "-1"), known != .all else {
                port = "all"
                return
            }
            if let type = row["icmp_type"] as? Int {
                port = "\(known)/\(type)" + ((row["icmp_code"] as? Int).map { "/\($0)" } ?? "")
            } else if let number = row["port"] as? Int {
                port = "\(number)/\(known)"
            } else if let text = row["port"] as? String {
                port = "\(text)/\(known)"
            } else {
                port = "proto/\(known.number)"
            }
        }
    }

    static func questions(_ file: String) throws -> [Question] {
        String(decoding: try Fixtures.bytes(file), as: UTF8.self).split(separator: "\n").compactMap { Question($0) }
    }

    /// The rules of each group, by group names: what must be the same whatever tool tells it.
    ///
    /// `names` are those of ids where they are not the names that are compared.
    static func rules(_ inventory: Inventory, names: [String: String] = [:]) -> [String: Set<String>] {
        func name(_ group: GroupIndex) -> String {
            let id = inventory[inventory[group].id]
            if let known = names[id] { return known }
            let own = inventory[inventory[group].name]
            return own.isEmpty ? id : own
        }
        var result: [String: Set<String>] = [:]
        for group in inventory.loadedGroups where name(group) != "default" {
            let places = inventory.rules(of: group, .ingress) + inventory.rules(of: group, .egress)
            result[name(group)] = Set(
                places.map { place in
                    let rule = inventory[place]
                    let peer = inventory.reference(of: rule.peer).map { name($0.group) } ?? inventory.text(of: rule.peer)
                    let doubt = rule.isContested ? " in doubt" : ""
                    return "\(rule.direction.name) \(rule.traffic.text) \(peer)\(doubt)"
                })
        }
        return result
    }

    /// The ids that CloudFormation gave the resources of a template.
    static func physicalIDs(_ folder: String) throws -> [String: String] {
        let json = try Fixtures.json("cloudformation/\(folder)/describe-stack-resources.json")
        var ids: [String: String] = [:]
        for resource in Flattening.list(json, "StackResources") {
            ids[Flattening.text(resource, "LogicalResourceId")] = Flattening.text(resource, "PhysicalResourceId")
        }
        return ids
    }
}
