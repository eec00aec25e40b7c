import CoreModel

/// What the first bytes of an input tell of its text.
enum InputText: Equatable {
    /// UTF-8 that begins with a brace or a bracket after a mark of this many bytes.
    case json(mark: Int)
    /// The same in UTF-16, as PowerShell's `>` writes it.
    case utf16(isBigEndian: Bool)
    /// UTF-8 that looks like YAML, after a mark of this many bytes.
    case yaml(mark: Int)
    case other(ReadError.Problem)

    /// How many bytes are enough to tell.
    static let headLength = 4096
    /// What simdjson can read at once.
    static let largest = 0xFFFF_FFFF

    init(head: UnsafeBufferPointer<UInt8>) {
        switch (head.first, head.dropFirst().first) {
        case (0xFF, 0xFE): self = .utf16(isBigEndian: false)
        case (0xFE, 0xFF): self = .utf16(isBigEndian: true)
        case (UInt8(ascii: "{"), 0), (UInt8(ascii: "["), 0): self = .utf16(isBigEndian: false)
        case (0, UInt8(ascii: "{")), (0, UInt8(ascii: "[")): self = .utf16(isBigEndian: true)
        default: self = Self.utf8(head)
        }
    }

    private static func utf8(_ head: UnsafeBufferPointer<UInt8>) -> InputText {
        let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if let tool = packer(head) { return .other(.packed(tool)) }
        let text = head.dropFirst(mark)
        guard let start = text.firstIndex(where: { !isSpace($0) }) else { return .other(.empty) }
        if let problem = ForeignText.problem(text[start...]) { return .other(problem) }
        if text[start] == UInt8(ascii: "{") || text[start] == UInt8(ascii: "[") { return .json(mark: mark) }
        if text.contains(where: { $0 < 0x20 && !isSpace($0) && $0 != 0x1B }) { return .other(.notText) }
        let line = String(decoding: text[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
        if let brace = braceOfAnsible(text[start...]) { return .json(mark: brace) }
        if looksLikeYAML(text[start...]) { return .yaml(mark: mark) }
        return .other(.notJSON(beginning: line.count > 60 ? "\(line.prefix(60))..." : line))
    }

    /// The tool that packed a file, by its first bytes.
    private static func packer(_ head: UnsafeBufferPointer<UInt8>) -> String? {
        let marks: [(bytes: [UInt8], tool: String)] = [
            ([0x1F, 0x8B], "gzip"), ([0x42, 0x5A, 0x68], "bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"),
            ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        ]
        return marks.first { head.starts(with: $0.bytes) }?.tool
    }

    /// Where the result stands in what `ansible HOST -m MODULE` prints: "localhost | SUCCESS => {".
    private static func braceOfAnsible(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        let line = text.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "{") }
        guard line.endIndex < text.endIndex, text[line.endIndex] == UInt8(ascii: "{") else { return nil }
        let words = String(decoding: line, as: UTF8.self)
        return words.hasSuffix(" | SUCCESS => ") || words.hasSuffix(" | CHANGED => ") ? line.endIndex : nil
    }

    /// Whether the first line that is no comment is a key with its colon, an item of a list or a mark of YAML.
    private static func looksLikeYAML(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }).prefix(100) {
            guard let first = line.first(where: { !isSpace($0) }) else { continue }
            if first == UInt8(ascii: "#") || first == UInt8(ascii: "%") { continue }
            if line.starts(with: Array("---".utf8)) || line.starts(with: Array("- ".utf8)) { return true }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
            let after = line.index(after: colon)
            return line[..<colon].allSatisfy { isKeyByte($0) } && (after == line.endIndex || isSpace(line[after]))
        }
        return false
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        byte.isNameByte || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    /// UTF-8 of UTF-16 text; lone surrogates become replacement characters.
    static func utf8(of bytes: UnsafeBufferPointer<UInt8>, isBigEndian: Bool) -> InputBytes {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for place in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
        }
        if units.first == 0xFEFF { units.removeFirst() }
        return InputBytes(Array(String(decoding: units, as: UTF16.self).utf8))
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
