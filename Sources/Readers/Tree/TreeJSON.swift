/// Writes a tree as JSON, so that what was rewritten is read by the one reader of its format.
struct TreeJSON {
    /// The key of an object that stands for a value that the document does not settle.
    static let unknownKey: StaticString = "sgscope:unknown"
    /// The key beside it, of the groups that it may be.
    static let candidatesKey: StaticString = "sgscope:candidates"
    /// A member of a rule that may not be there: what decides.
    static let doubtKey: StaticString = "sgscope:doubt"

    private(set) var bytes: [UInt8] = []

    /// The bytes of a tree.
    static func bytes(_ tree: Tree) -> [UInt8] {
        var writer = TreeJSON()
        writer.write(tree)
        return writer.bytes
    }

    private mutating func write(_ tree: Tree) {
        switch tree {
        case .null: add("null")
        case .boolean(let value): add(value ? "true" : "false")
        case .number(let digits): add(digits)
        case .text(let text): write(text)
        case .list(let elements):
            add("[")
            for (place, element) in elements.enumerated() {
                if place > 0 { add(",") }
                write(element)
            }
            add("]")
        case .object(let members): write(members)
        case .unknown(let unknown):
            write([
                TreeMember(Self.unknownKey.description, .text(unknown.name)),
                TreeMember(Self.candidatesKey.description, .list(unknown.candidates.map { .text($0) })),
            ])
        }
    }

    private mutating func write(_ members: [TreeMember]) {
        add("{")
        for (place, member) in members.enumerated() {
            if place > 0 { add(",") }
            write(member.key)
            add(":")
            write(member.value)
        }
        add("}")
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func add(_ text: StaticString) { bytes += text.buffer }

    private mutating func add(_ text: String) { bytes += Array(text.utf8) }
}
