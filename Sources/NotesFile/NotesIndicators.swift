import CoreModel
import Notes

/// Where a value of a YAML text could begin with `&`, `*` or `!`: an anchor, an alias or a tag.
///
/// Whether one really is there only a parser knows, but a parser that is given aliases may never come back: a few lines of them can
/// stand for billions of values. So `harmless` is the same text with every such `&` and `*` made a letter, which moves nothing: in it
/// a value that begins at one of the places is an anchor or an alias in the original. Where none begins, the original is safe.
struct NotesIndicators {
    private(set) var locations: [NotesLocation: Character] = [:]
    /// The text without anchors and aliases.
    private(set) var harmless: [UInt8]
    /// Whether `harmless` differs from the text.
    private(set) var hasReferences = false

    init(_ bytes: [UInt8]) {
        harmless = bytes
        var location = NotesLocation(line: 1, column: 1)
        for (offset, byte) in bytes.enumerated() {
            let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
            switch byte {
            case UInt8(ascii: "!"): locations[location] = "!"
            case UInt8(ascii: "&"), UInt8(ascii: "*"):
                // Right after what names of anchors are made of it is part of a word.
                let isBegin = offset == 0 || !bytes[offset - 1].isNameByte
                guard isBegin, next.isNameByte else { break }
                locations[location] = Character(UnicodeScalar(byte))
                harmless[offset] = UInt8(ascii: "x")
                hasReferences = true
            default: break
            }
            if Self.endsLine(bytes, at: offset, next: next) {
                location = NotesLocation(line: location.line + 1, column: 1)
            } else if next & 0b1100_0000 != 0b1000_0000 {
                location.column += 1
            }
        }
    }

    /// The last `&` or `*` on a line or the line before it: what probably stopped the parser there.
    func reference(before line: Int) -> (location: NotesLocation, indicator: Character)? {
        let near = locations.filter { $0.value != "!" && (line - 1...line).contains($0.key.line) }
        return near.max { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether a line ends with this byte: LF, CR that no LF follows, and the last byte of NEL, LS and PS, as the parser counts.
    private static func endsLine(_ bytes: [UInt8], at offset: Int, next: UInt8) -> Bool {
        switch bytes[offset] {
        case 0x0A: true
        case 0x0D: next != 0x0A
        case 0x85: offset >= 1 && bytes[offset - 1] == 0xC2
        case 0xA8, 0xA9: offset >= 2 && bytes[offset - 1] == 0x80 && bytes[offset - 2] == 0xE2
        default: false
        }
    }
}
