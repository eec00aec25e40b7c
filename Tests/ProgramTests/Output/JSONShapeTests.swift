import Foundation
import Support
import Testing

/// The same thing has the same keys in every JSON that is printed.
@Suite("Shapes of JSON")
struct JSONShapeTests {
    static let commands = [
        "list", "list 10.0.11.24", "who rds 5432", "rules rds", "matrix", "matrix --grid", "matrix --between o=10.0.0.0/8",
        "audit",
        "check", "draw", "draw --network", "draw --interfaces", "draw --path 'alb -> rds:5432'", "why alb rds 5432",
        "why internet alb 443", "diff GROUPS CHANGED",
    ]

    private static let rule = [
        "description", "direction", "group", "id", "peer", "peer_name", "ports", "protocol", "why",
    ]

    private static func object(_ command: String) throws -> [String: Any] {
        let folder = try Scratch()
        let file = Places.notes.deletingLastPathComponent().appending(path: "describe-security-groups.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try folder.write("GROUPS", text)
        try folder.write("CHANGED", text.replacing("5432", with: "5433"))
        let run = try ProgramRun(line: "sgscope \(command) --format json", in: folder.directory)
        #expect(run.output.hasPrefix(#"{"inventory": ""#), "\(command): \(run.output.prefix(60)) \(run.errors)")
        #expect(run.output.hasSuffix("}\n"))
        return try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    /// Values with their keys; a route's destination is a CIDR and no end.
    private static func walk(_ value: Any, _ key: String = "", _ visit: (String, Any) -> Void) {
        visit(key, value)
        if let object = value as? [String: Any], key != "route" { for (key, value) in object { walk(value, key, visit) } }
        if let list = value as? [Any] { for value in list { walk(value, key, visit) } }
    }

    @Test(arguments: commands)
    func `it is one object that begins with the inventory, its rules and ends alike everywhere`(command: String) throws {
        let root = try Self.object(command)
        Self.walk(root) { key, value in
            guard let object = value as? [String: Any] else { return }
            let keys = object.keys.sorted()
            if keys.contains("peer_name") { #expect(keys == Self.rule, "\(command) \(key)") }
            if ["source", "destination"].contains(key) {
                let kinds = [["id", "name"], ["asked", "id", "name"], ["except", "id", "kind", "name"]]
                #expect(kinds.contains(keys), "\(command) \(key): \(keys)")
            }
        }
        // A text names a box of the picture alone.
        if !command.hasPrefix("draw") {
            Self.walk(root) { key, value in
                if ["source", "destination"].contains(key) { #expect(value is [String: Any], "\(command) \(key)") }
                if key == "rules", !(value is [String: Any]) { #expect(value is [Any], "\(command)") }
                if key == "traffic" { #expect(value is String, "\(command) traffic") }
                if key == "group" {
                    #expect(value is String || value is NSNull || value is [String: Any] && command.hasPrefix("diff"))
                }
            }
        }
    }
}
