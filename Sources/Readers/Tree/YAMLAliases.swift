import CoreModel
import Yams

/// Looks where aliases of a YAML text stand, before they are followed.
///
/// A few lines of aliases can stand for billions of values. As values they are counted when they are copied; but the parser compares
/// the keys of a mapping with one another, and never comes back from keys that are made of them. So the text is first read without
/// any: anchors are blanked out, aliases are made words, and each of these is where it was.
enum YAMLAliases {
    /// Why a text is refused, and on which line.
    struct Refusal: Error {
        let line: Int?
    }

    /// Throws where a key is an alias or no text, which also aliases could be in.
    static func check(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard let harmless = harmless(bytes) else { return }
        let parser = try Parser(yaml: harmless, resolver: .basic, constructor: .default, encoding: .utf8)
        while let node = try parser.nextRoot() { try check(node) }
    }

    private static func check(_ node: Node) throws {
        switch node {
        case .sequence(let sequence): for element in sequence { try check(element) }
        case .mapping(let mapping):
            for (key, value) in mapping {
                guard case .scalar(let name) = key, name.style != .plain || !name.string.hasPrefix(mark) else {
                    throw Refusal(line: key.mark?.line)
                }
                try check(value)
            }
        case .scalar, .alias: break
        }
    }

    /// What the words begin with that stand for aliases.
    private static let mark = "~"

    /// The text without anchors and aliases; nil where nothing looks like one.
    private static func harmless(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var text: [UInt8]?
        var place = 0
        while place + 1 < bytes.count {
            let start = place
            place += 1
            let byte = bytes[start]
            guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), bytes[place].isNameByte,
                start == 0 || !bytes[start - 1].isNameByte
            else { continue }
            if text == nil { text = Array(bytes) }
            if byte == UInt8(ascii: "*") {
                text?[start] = UInt8(ascii: "~")
                continue
            }
            while place < bytes.count, bytes[place].isNameByte { place += 1 }
            for offset in start..<place { text?[offset] = UInt8(ascii: " ") }
            // Where no tag stands, one that means nothing keeps the column in which a mapping begins.
            let next = bytes[place...].first { $0 != UInt8(ascii: " ") }
            if next != UInt8(ascii: "!"), !followsTag(bytes, start) { text?[start] = UInt8(ascii: "!") }
        }
        return text.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the word before a place is a tag.
    private static func followsTag(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        var end = place
        while end > 0, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        guard end < place else { return false }
        var start = end
        while start > 0, !InputText.isSpace(bytes[start - 1]) { start -= 1 }
        return start < end && bytes[start] == UInt8(ascii: "!")
    }
}
