import Example
import Foundation
import Notes
import NotesFile
import Reachability
import Readers
import CoreModel
import Support

@testable import Annotations

/// A small inventory with notes, both written as text, for tests that read as tables.
struct Lab {
    let annotations: Annotations
    let analyzer: Analyzer

    var inventory: Inventory { annotations.inventory }

    init(_ inventory: Inventory, notes: Notes?) {
        annotations = Annotations(inventory, notes: notes)
        analyzer = Analyzer(inventory, names: annotations.names)
    }

    /// Reads a text of ``World``'s grammar; the id of a group is its name behind "sg-".
    init(_ text: String, notes: String? = nil) throws {
        self.init(try World.inventory(text, idPrefix: "sg-"), notes: try notes.map(Self.notes))
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
}
