import NotesFile
import Example
import Foundation
import Readers
import Support

@testable import Explorer

extension ExampleExplorer {
    /// The example with a rule that nobody documented: SSH from everywhere to the database.
    static func changedModel() throws -> ExplorerModel {
        let documents = try ExampleEnvironment.documents.map { name, bytes -> (name: String, bytes: [UInt8]) in
            guard name == "describe-security-groups.json",
                var listing = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
                var groups = listing["SecurityGroups"] as? [[String: Any]],
                let place = groups.firstIndex(where: { ($0["GroupName"] as? String)?.hasSuffix("-rds-sg") == true })
            else { return (name, bytes) }
            let rules = groups[place]["IpPermissions"] as? [[String: Any]] ?? []
            let ssh: [String: Any] = [
                "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
                "IpRanges": [["CidrIp": "0.0.0.0/0", "Description": "for now"]],
            ]
            groups[place]["IpPermissions"] = rules + [ssh]
            listing["SecurityGroups"] = groups
            return (name, Array(try JSONSerialization.data(withJSONObject: listing)))
        }
        let inventory = try InputReader().read(documents: documents, label: "changed")
        let notes = try NotesReader().read(ExampleEnvironment.notes.bytes, from: ExampleEnvironment.notes.name)
        return model(of: inventory, notes: notes)
    }
}
