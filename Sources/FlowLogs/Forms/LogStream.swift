/// The bytes of a file as they come in pieces: packed or not, text or JSON, told by how they begin.
struct LogStream {
    private indirect enum Form {
        /// Not known yet; what came so far.
        case unknown([UInt8])
        case packed(Unpacker, LogStream)
        case wide(WideText, LogStream)
        case text(TextForm)
        case base64([UInt8])
        case json(JSONForm)
    }

    private var form = Form.unknown([])
    private let depth: Int
    /// Whether anything came.
    private(set) var isEmpty = true

    init(depth: Int = 0) { self.depth = depth }

    /// Whether it is, unpacked, text and no JSON.
    var isText: Bool {
        switch form {
        case .packed(_, let inner), .wide(_, let inner): inner.isText
        case .json: false
        case .unknown, .text, .base64: true
        }
    }

    /// Whether nothing but blanks came.
    var isBlank: Bool {
        switch form {
        case .packed(_, let inner), .wide(_, let inner): inner.isBlank
        case .unknown: true
        case .text(let text): text.isBlank
        case .json, .base64: false
        }
    }

    /// Reads a piece.
    mutating func feed(_ piece: UnsafeBufferPointer<UInt8>, into collector: inout LogCollector) throws(StopReading) {
        if piece.isEmpty { return }
        isEmpty = false
        // The form is taken out and put back, so that it is changed where it is and not copied.
        var current = form
        form = .unknown([])
        defer { form = current }
        try Self.feed(piece, &current, depth, &collector)
    }

    private static func feed(
        _ piece: UnsafeBufferPointer<UInt8>, _ form: inout Form, _ depth: Int, _ collector: inout LogCollector
    ) throws(StopReading) {
        switch form {
        case .unknown(let head):
            let bytes = head + piece
            guard let found = try Self.form(bytes, isWhole: false, depth) else { return form = .unknown(bytes) }
            form = found
            try unmarked(bytes).reading { (all) throws(StopReading) in try feed(all, &form, depth, &collector) }
        case .packed(let unpacker, var inner):
            form = .unknown([])
            defer { form = .packed(unpacker, inner) }
            try unpacker.unpack(piece) { (plain) throws(StopReading) in try inner.feed(plain, into: &collector) }
        case .wide(var text, var inner):
            form = .unknown([])
            defer { form = .wide(text, inner) }
            try text.narrowed(piece).reading { (plain) throws(StopReading) in try inner.feed(plain, into: &collector) }
        case .text(var text):
            form = .unknown([])
            defer { form = .text(text) }
            try text.feed(piece, into: &collector)
        case .base64(let head):
            form = .unknown([])
            guard head.count + piece.count <= JSONScanner.longest else {
                throw StopReading(.tooLong(line: 1, limit: JSONScanner.longest))
            }
            form = .base64(head + piece)
        case .json(var json):
            form = .unknown([])
            defer { form = .json(json) }
            try json.feed(piece, into: &collector)
        }
    }

    /// Ends the input.
    mutating func finish(into collector: inout LogCollector) throws(StopReading) {
        switch form {
        case .unknown(let head):
            guard let found = try Self.form(head, isWhole: true, depth) else { return }
            form = found
            try Self.unmarked(head).reading { (all) throws(StopReading) in try Self.feed(all, &form, depth, &collector) }
            try finish(into: &collector)
        case .packed(let unpacker, var inner):
            // What stands before the cut is read all the same, but for a line that it cuts.
            if unpacker.isWithin { throw StopReading(.cutOff) }
            try inner.finish(into: &collector)
            isEmpty = inner.isEmpty
            form = .packed(unpacker, inner)
        case .wide(let text, var inner):
            try inner.finish(into: &collector)
            form = .wide(text, inner)
        case .text(var text):
            try text.finish(into: &collector)
            form = .text(text)
        case .base64(let text):
            for line in text.split(whereSeparator: { $0 <= 0x20 }) {
                guard let bytes = Base64.decode(line) else { throw StopReading(.notText) }
                var stream = LogStream(depth: depth + 1)
                try bytes.reading { (all) throws(StopReading) in try stream.feed(all, into: &collector) }
                try stream.finish(into: &collector)
            }
        case .json(var json): try json.finish(into: &collector)
        }
    }

    // MARK: How it begins

    /// What bytes are, by how they begin; nil where more of them must be seen.
    private static func form(_ marked: [UInt8], isWhole: Bool, _ depth: Int) throws(StopReading) -> Form? {
        let bytes = unmarked(marked)
        if bytes.starts(with: [0x1F, 0x8B]) {
            guard depth < 4 else { throw StopReading(.tooDeep) }
            guard let unpacker = Unpacker() else { throw StopReading(.readFailed(reason: "no memory")) }
            return .packed(unpacker, LogStream(depth: depth + 1))
        }
        if bytes.starts(with: "PAR1".utf8) { throw StopReading(.parquet) }
        if let text = WideText(beginning: bytes) {
            guard depth < 4 else { throw StopReading(.tooDeep) }
            return .wide(text, LogStream(depth: depth + 1))
        }
        guard isWhole || bytes.count >= headLength || bytes.contains(UInt8(ascii: "\n")) else { return nil }
        if bytes.prefix(headLength).contains(where: { $0 < 9 || (14..<0x20).contains($0) }) { throw StopReading(.notText) }
        guard let first = bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) else { return isWhole ? nil : .text(TextForm()) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || isQuoted(bytes) { return .json(JSONForm(depth: depth)) }
        if bytes.starts(with: "H4sI".utf8) {
            guard depth < 4 else { throw StopReading(.tooDeep) }
            return .base64([])
        }
        return .text(TextForm())
    }

    /// Whether the first line is one text of JSON, as `jq '.events[].message'` prints them; a CSV has several in a line.
    private static func isQuoted(_ bytes: [UInt8]) -> Bool {
        let line = bytes.drop { $0 <= 0x20 }.prefix { $0 != UInt8(ascii: "\n") }
        guard let end = line.lastIndex(where: { $0 > 0x20 }), end > line.startIndex else { return false }
        let quote = UInt8(ascii: "\"")
        let next = bytes[line.endIndex...].first { $0 > 0x20 }
        return line.first == quote && line[end] == quote && line.count { $0 == quote } == 2 && (next ?? quote) == quote
    }

    /// The same bytes without the mark of UTF-8 that some programs write before a text.
    private static func unmarked(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    }

    /// The mark of the byte order (U+FEFF) in UTF-8.
    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let headLength = 512
}
