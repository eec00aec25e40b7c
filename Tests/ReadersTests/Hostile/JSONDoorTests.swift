import Foundation
import CoreModel
import Testing

@testable import Readers

@Suite("The door to simdjson")
struct JSONDoorTests {
    /// A value as text that two parsers can be compared by.
    private func plain(_ value: JSONValue) throws -> String {
        switch value.kind {
        case .object:
            var members: [String: String] = [:]
            for (key, member) in try value.members() { members[key.string] = try plain(member) }
            return "{" + members.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ",") + "}"
        case .array: return "[" + (try value.elements().map { try plain($0) }).joined(separator: ",") + "]"
        case .text: return "\"" + (try value.text().string) + "\""
        case .number: return "\((try? value.integer()).map(Double.init) ?? .nan)"
        case .boolean: return "\(try value.boolean())"
        case .null: return "null"
        }
    }

    private func plain(_ value: Any) -> String {
        switch value {
        case let object as [String: Any]:
            "{" + object.sorted { $0.key < $1.key }.map { "\($0.key):\(plain($0.value))" }.joined(separator: ",") + "}"
        case let array as [Any]: "[" + array.map { plain($0) }.joined(separator: ",") + "]"
        case let text as String: "\"\(text)\""
        case let number as NSNumber: isBoolean(number) ? "\(number.boolValue)" : "\(number.doubleValue)"
        default: "null"
        }
    }

    private func isBoolean(_ number: NSNumber) -> Bool { ["c", "B"].contains(String(cString: number.objCType)) }

    @Test("It sees in every input what another parser sees", arguments: try jsonFixtures())
    func sameAsFoundation(_ name: String) throws {
        let input = InputBytes(try Fixtures.bytes(name))
        let parser = JSONParser()
        let root = try parser.parse(input.bytes)
        #expect(try plain(root) == plain(try Fixtures.json(name)))
        withExtendedLifetime((parser, input)) {}
    }

    @Test("The last of several members of one name counts; escapes are resolved; numbers keep their 64 bits")
    func details() throws {
        let input = InputBytes(
            Array(
                #"{"a": 1, "b": "\u00e9\n\ud83d\ude00", "a": -9223372036854775808, "c": 443.0, "d": 18446744073709551615}"#.utf8))
        let parser = JSONParser()
        let root = try parser.parse(input.bytes)
        #expect(try root.member("a")?.integer() == Int.min)
        #expect(try root.text("b")?.string == "é\n😀")
        #expect(try root.member("c")?.integer() == 443)
        #expect(throws: JSONFault.self) { try root.member("d")?.integer() }
        withExtendedLifetime((parser, input)) {}
    }

    @Test(
        "Plain IPv4 blocks are read as the exact parser reads them, and nothing else is",
        arguments: [
            "10.0.0.0/8", "0.0.0.0/0", "255.255.255.255/32", "192.168.50.7/32", "10.0.0.5/16", "10.0.0.0/33", "010.0.0.0/8",
            "10.0.0.0",
            "10.0.0.0/", "10.0.0/8", "10.0.0.0.0/8", "256.0.0.0/8", "10.0.0.0/08", "::/0", "", "10..0.0/8", "10.0.0.0/8 ",
            "1.2.3.4/00",
            "128.0.0.0/1", "10.0.0.00/8", "10.0.0.0/8/8", "1000.0.0.0/8",
        ])
    func plainIPv4(_ text: String) {
        let exact = try? IPNetwork(parsing: text)
        let fast = Array(text.utf8).withUnsafeBufferPointer { RuleValues.plainIPv4($0) }
        #expect(
            fast.map { "\($0.bits)/\($0.prefixLength)" }
                == exact.flatMap { $0.version == .v4 ? "\($0.address.bits)/\($0.prefixLength)" : nil })
    }
}

/// The fixtures that hold one JSON document.
private func jsonFixtures() throws -> [String] {
    let several = ["concatenated.json", "cut-off.json", "empty-file.json", "powershell-utf16le-bom.json", "utf8-bom-crlf.json"]
    let enumerator = FileManager.default.enumerator(atPath: Fixtures.folder.path)
    var names: [String] = []
    while let name = enumerator?.nextObject() as? String {
        let isJSON = name.hasSuffix(".json") || name.hasSuffix(".tfstate")
        if isJSON, !several.contains(where: { name.hasSuffix($0) }) { names.append(name) }
    }
    return names.sorted()
}
