import Example
import Foundation
import Notes
import Reachability
import Readers
import SecurityGroups

@testable import Review

/// A small inventory with notes, both written as text, for tests that read as tables.
///
///     vpc v 10.0.0.0/16
///     group web v                  (a description may follow)
///       in tcp 443 0.0.0.0/0 HTTPS
///       out all - 0.0.0.0/0
///     interface eni-1 v web,app 10.0.0.10
///     list pl-1 10.1.0.0/16
///     complete
struct Lab {
    let annotations: Annotations
    let analyzer: Analyzer

    var inventory: Inventory { annotations.inventory }

    init(_ inventory: Inventory, notes: Notes?) {
        annotations = Annotations(inventory, notes: notes)
        analyzer = Analyzer(inventory, names: annotations.names)
    }

    init(_ text: String, notes: String? = nil) throws {
        var maker = Maker()
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if !words.isEmpty { try maker.add(words) }
        }
        self.init(maker.builder.finish(), notes: try notes.map(Self.notes))
    }

    static func notes(_ text: String) throws -> Notes { try NotesReader().read(Array(text.utf8), from: "sgscope.yaml") }

    /// The example; `rule` says which of its rules are kept, `notes` changes the text of its notes.
    static func example(
        keepingRule: (_ group: String, _ rule: [String: Any]) -> Bool = { _, _ in true }, notes edit: (String) -> String = { $0 }
    ) throws -> Lab {
        let documents = try ExampleEnvironment.documents.map { document -> (name: String, bytes: [UInt8]) in
            guard var top = try JSONSerialization.jsonObject(with: Data(document.bytes)) as? [String: Any] else {
                return document
            }
            if let rules = top["SecurityGroupRules"] as? [[String: Any]] {
                top["SecurityGroupRules"] = rules.filter { keepingRule($0["GroupId"] as? String ?? "", $0) }
            }
            if let groups = top["SecurityGroups"] as? [[String: Any]] {
                top["SecurityGroups"] = groups.map { without($0, keepingRule) }
            }
            return (document.name, Array(try JSONSerialization.data(withJSONObject: top)))
        }
        let inventory = try InputReader().read(documents: documents, label: "example")
        let text = String(decoding: ExampleEnvironment.notes.bytes, as: UTF8.self)
        return Lab(inventory, notes: try notes(edit(text)))
    }

    /// A group without the permissions that are not kept; a permission is shown with its `Description` and ports.
    private static func without(
        _ group: [String: Any], _ keeps: (String, [String: Any]) -> Bool
    ) -> [String: Any] {
        var group = group
        let peerLists = ["IpRanges", "Ipv6Ranges", "UserIdGroupPairs", "PrefixListIds"]
        for (key, isEgress) in [("IpPermissions", false), ("IpPermissionsEgress", true)] {
            let permissions = group[key] as? [[String: Any]] ?? []
            group[key] = permissions.map { permission -> [String: Any] in
                var permission = permission
                for list in peerLists {
                    let peers = permission[list] as? [[String: Any]] ?? []
                    permission[list] = peers.filter { peer in
                        var rule = peer
                        rule["IsEgress"] = isEgress
                        return keeps(group["GroupId"] as? String ?? "", rule)
                    }
                }
                return permission
            }.filter { permission in
                // AWS keeps no permission that is for nobody.
                peerLists.contains { (permission[$0] as? [Any])?.isEmpty == false }
            }
        }
        return group
    }

    private struct Maker {
        var builder = InventoryBuilder(label: "lab")
        let listing = Listing(kind: .groups, argument: 0, file: "lab")

        mutating func add(_ words: [String]) throws {
            switch words[0] {
            case "vpc":
                var vpc = Vpc(id: builder.intern(words[1]))
                vpc.networks = try words.dropFirst(2).map { try IPNetwork(parsing: $0) }
                builder.add(vpc)
            case "group":
                var group = Group(id: builder.intern("sg-" + words[1]))
                group.name = builder.intern(words[1])
                if words.count > 2 { group.vpc = builder.intern(words[2]) }
                group.description = builder.intern(words.dropFirst(3).joined(separator: " "))
                builder.beginGroup(group, in: listing)
            case "in", "out":
                let ipProtocol = IPProtocol(words[1]) ?? .all
                let ends = words[2] == "-" ? [] : words[2].split(separator: "-").compactMap { Int($0) }
                builder.addRule(
                    Rule(
                        description: builder.intern(words.dropFirst(4).joined(separator: " ")),
                        direction: words[0] == "in" ? .ingress : .egress,
                        traffic: try Traffic(ipProtocol, from: ends.first, to: ends.last), peer: try peer(words[3])))
            case "list":
                var list = PrefixList(id: builder.intern(words[1]))
                list.name = builder.intern(words[2])
                if words.count > 3 { list.entries = try words.dropFirst(3).map { try IPNetwork(parsing: $0) } }
                builder.add(list)
            case "interface":
                var interface = NetworkInterface(id: builder.intern(words[1]))
                interface.vpc = builder.intern(words[2])
                interface.groups = words[3].split(separator: ",").map { builder.group(id: builder.intern("sg-\($0)")) }
                interface.privateAddresses = try words.dropFirst(4).map { try IPAddress(parsing: $0) }
                builder.add(interface)
            case "complete": builder.noteCompleteInterfaceListing()
            default: throw LabError.unknown(words.joined(separator: " "))
            }
        }

        private mutating func peer(_ text: String) throws -> Peer {
            if text.hasPrefix("pl-") { return builder.peer(prefixList: builder.intern(text)) }
            if text.contains("/") { return builder.peer(try IPNetwork(parsing: text)) }
            let parts = text.split(separator: "@").map(String.init)
            var reference = GroupReference(group: builder.group(id: builder.intern("sg-" + parts[0])))
            if parts.count == 2 {
                reference.peeringConnection = builder.intern("pcx-1")
                reference.peeringStatus = builder.intern(parts[1])
                reference.isStale = parts[1] != "active"
            }
            return builder.peer(reference)
        }
    }
}

enum LabError: Error {
    case unknown(String)
}
