/// What a JSON scanner meets, in its order.
enum JSONEvent {
    case openObject, closeObject, openArray, closeArray
    /// The name of the member that follows.
    case name
    /// A text, and a number or `true`, `false`, `null`; its bytes are in ``JSONScanner/value``.
    case text, word
}

/// Reads JSON as it comes in pieces, of any length, one document after another; it keeps one value at a time.
struct JSONScanner {
    /// The longest text; records that are packed into one have up to 10 MB.
    static let longest = 1 << 24
    private static let deepest = 256

    /// The bytes of the last name, text or word, without escapes; behind them a 0 stands.
    private(set) var value: [UInt8] = []
    /// The line that is being read, from 1.
    private(set) var line: UInt64 = 1
    private var state = State.value
    /// Whether each open thing is an object.
    private var open: [Bool] = []
    private var isName = false
    private var hexadecimal: (digits: Int, value: UInt32) = (0, 0)
    private var highSurrogate: UInt32?

    private enum State {
        case value, firstValue, firstName, name, colon, separator
        case text, escape, hexadecimal, word
    }

    /// Whether it stands between two documents.
    var isBetween: Bool { open.isEmpty && (state == .value) }

    private var bad: StopReading { StopReading(.badJSON(line: line)) }

    /// Reads a piece and calls a function for what it meets.
    mutating func feed(
        _ piece: UnsafeBufferPointer<UInt8>, _ meet: (JSONEvent, inout JSONScanner) throws(StopReading) -> Void
    ) throws(StopReading) {
        var index = piece.startIndex
        while index < piece.endIndex {
            let byte = piece[index]
            switch state {
            case .text:
                if byte != Self.quote, byte != Self.backslash, byte >= 0x20 {
                    // The plain part of a text in one go.
                    var end = index + 1
                    while end < piece.endIndex, piece[end] != Self.quote, piece[end] != Self.backslash, piece[end] >= 0x20 {
                        end += 1
                    }
                    value.append(contentsOf: piece[index..<end])
                    guard value.count <= Self.longest else { throw StopReading(.tooLong(line: line, limit: Self.longest)) }
                    index = end
                    continue
                }
                if byte == Self.quote {
                    value.append(0)
                    state = isName ? .colon : .separator
                    try meet(isName ? .name : .text, &self)
                    if !isName { endValue() }
                } else if byte == Self.backslash {
                    state = .escape
                } else {
                    throw bad
                }
            case .escape: try escape(byte)
            case .hexadecimal: try hexadecimal(byte)
            case .word:
                if byte.isLetter || byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
                    || byte == UInt8(ascii: "-")
                {
                    value.append(byte)
                    guard value.count <= 64 else { throw bad }
                } else {
                    try endWord(meet)
                    continue
                }
            default:
                if byte <= 0x20 {
                    if byte == UInt8(ascii: "\n") { line += 1 }
                    guard byte == 0x20 || (9...13).contains(byte) else { throw bad }
                } else {
                    try structure(byte, meet)
                }
            }
            index += 1
        }
    }

    /// Ends the input; throws where it ends within a value.
    mutating func finish(_ meet: (JSONEvent, inout JSONScanner) throws(StopReading) -> Void) throws(StopReading) {
        if state == .word, open.isEmpty { try endWord(meet) }
        guard isBetween else { throw StopReading(.cutJSON) }
    }

    private mutating func structure(
        _ byte: UInt8, _ meet: (JSONEvent, inout JSONScanner) throws(StopReading) -> Void
    ) throws(StopReading) {
        switch (state, byte) {
        case (.value, UInt8(ascii: "{")), (.firstValue, UInt8(ascii: "{")):
            try push(isObject: true)
            state = .firstName
            try meet(.openObject, &self)
        case (.value, UInt8(ascii: "[")), (.firstValue, UInt8(ascii: "[")):
            try push(isObject: false)
            state = .firstValue
            try meet(.openArray, &self)
        case (.value, Self.quote), (.firstValue, Self.quote), (.name, Self.quote), (.firstName, Self.quote):
            isName = state == .name || state == .firstName
            value.removeAll(keepingCapacity: true)
            state = .text
        case (.colon, UInt8(ascii: ":")): state = .value
        case (.separator, UInt8(ascii: ",")): state = open.last == true ? .name : .value
        case (.separator, UInt8(ascii: "}")), (.firstName, UInt8(ascii: "}")):
            guard open.popLast() == true else { throw bad }
            try meet(.closeObject, &self)
            endValue()
        case (.separator, UInt8(ascii: "]")), (.firstValue, UInt8(ascii: "]")):
            guard open.popLast() == false else { throw bad }
            try meet(.closeArray, &self)
            endValue()
        case (.value, _) where byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-"),
            (.firstValue, _) where byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-"):
            value.removeAll(keepingCapacity: true)
            value.append(byte)
            state = .word
        // Lists of documents that somebody joined with commas.
        default: throw bad
        }
    }

    private mutating func push(isObject: Bool) throws(StopReading) {
        guard open.count < Self.deepest else { throw bad }
        open.append(isObject)
    }

    private mutating func endValue() { state = open.isEmpty ? .value : .separator }

    private mutating func endWord(_ meet: (JSONEvent, inout JSONScanner) throws(StopReading) -> Void) throws(StopReading) {
        guard value[0].isDigit || value[0] == UInt8(ascii: "-") || Self.words.contains(where: { $0.utf8.elementsEqual(value) })
        else {
            throw bad
        }
        value.append(0)
        endValue()
        try meet(.word, &self)
    }

    private mutating func escape(_ byte: UInt8) throws(StopReading) {
        state = .text
        switch byte {
        case Self.quote, Self.backslash, UInt8(ascii: "/"): value.append(byte)
        case UInt8(ascii: "n"): value.append(10)
        case UInt8(ascii: "t"): value.append(9)
        case UInt8(ascii: "r"): value.append(13)
        case UInt8(ascii: "b"): value.append(8)
        case UInt8(ascii: "f"): value.append(12)
        case UInt8(ascii: "u"):
            hexadecimal = (0, 0)
            state = .hexadecimal
        default: throw bad
        }
    }

    private mutating func hexadecimal(_ byte: UInt8) throws(StopReading) {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw bad }
        hexadecimal = (hexadecimal.digits + 1, hexadecimal.value << 4 | UInt32(digit))
        guard hexadecimal.digits == 4 else { return }
        state = .text
        let unit = hexadecimal.value
        if (0xD800..<0xDC00).contains(unit) {
            highSurrogate = unit
            return
        }
        var scalar = unit
        if (0xDC00..<0xE000).contains(unit), let high = highSurrogate {
            scalar = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
        }
        highSurrogate = nil
        value.append(contentsOf: Array(String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8))
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let words = ["true", "false", "null"]
}
