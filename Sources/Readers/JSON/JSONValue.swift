import CSimdJSON

/// The kinds of JSON values that readers tell apart.
enum JSONKind: String, Hashable, Sendable {
    case object, array, text, number, boolean, null

    /// "an object", "text", "null".
    var phrase: String {
        switch self {
        case .object: "an object"
        case .array: "a list"
        case .text: "text"
        case .number: "a number"
        case .boolean: "true or false"
        case .null: "null"
        }
    }
}

/// A value of a parsed document: a place on simdjson's tape.
///
/// It is three words, nothing is counted, and it is valid as long as its ``JSONParser`` holds the document. What it points to is
/// never written while it is valid, so that a ``JSONFault`` may carry it.
struct JSONValue: @unchecked Sendable {
    let tape: UnsafePointer<UInt64>
    let strings: UnsafePointer<UInt8>
    let index: Int

    /// The value at another place of the same document.
    @inline(__always)
    func at(_ place: Int) -> JSONValue { JSONValue(tape: tape, strings: strings, index: place) }

    /// The place after this value.
    @inline(__always)
    var after: Int { simdjson_tape_after(tape, index) }

    @inline(__always)
    var type: UInt8 { simdjson_tape_type(tape, index) }

    var kind: JSONKind {
        switch type {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .text
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }

    @inline(__always)
    var isNull: Bool { type == UInt8(ascii: "n") }

    // MARK: What it holds

    /// The members of an object, in the order of the file.
    @inline(__always)
    func members() throws(JSONFault) -> JSONMembers {
        guard type == UInt8(ascii: "{") else { throw fault(.wrongKind(found: kind.phrase, expected: JSONKind.object.phrase)) }
        return JSONMembers(place: at(index + 1), end: after - 1)
    }

    @inline(__always)
    func elements() throws(JSONFault) -> JSONElements {
        guard type == UInt8(ascii: "[") else {
            if let list = powerShellList { return JSONElements(place: list.at(list.index + 1), end: list.after - 1) }
            throw fault(.wrongKind(found: kind.phrase, expected: JSONKind.array.phrase))
        }
        return JSONElements(place: at(index + 1), end: after - 1)
    }

    /// How many elements a list has, or members an object; of more than 16,777,215 no more than these are counted.
    var count: Int { type == UInt8(ascii: "[") || type == UInt8(ascii: "{") ? Int(tape[index] >> 32 & 0xFF_FFFF) : 0 }

    @inline(__always)
    func text() throws(JSONFault) -> JSONText {
        guard type == UInt8(ascii: "\"") else {
            if let constant = powerShellConstant { return constant.uncheckedText }
            throw fault(.wrongKind(found: kind.phrase, expected: JSONKind.text.phrase))
        }
        return uncheckedText
    }

    @inline(__always)
    var uncheckedText: JSONText {
        var length: UInt32 = 0
        let start = simdjson_tape_string(simdjson_tape(tape: tape, strings: strings), index, &length)
        return JSONText(bytes: UnsafeBufferPointer(start: start, count: Int(length)))
    }

    /// A whole number.
    func integer() throws(JSONFault) -> Int {
        switch type {
        case UInt8(ascii: "l"): return Int(Int64(bitPattern: tape[index + 1]))
        case UInt8(ascii: "d"):
            let number = simdjson_tape_double(tape, index)
            if let whole = Int(exactly: number) { return whole }
            if number.magnitude > 0x1p62 { throw fault(.badValue("is too large a number")) }
            throw fault(.badValue("is not a whole number"))
        case UInt8(ascii: "u"): throw fault(.badValue("is too large a number"))
        default: throw fault(.wrongKind(found: kind.phrase, expected: JSONKind.number.phrase))
        }
    }

    /// A number as text; a fraction has lost nothing that a port or an id could need.
    var numberText: String {
        switch type {
        case UInt8(ascii: "l"): "\(Int64(bitPattern: tape[index + 1]))"
        case UInt8(ascii: "u"): "\(tape[index + 1])"
        case UInt8(ascii: "d"): (try? integer()).map(String.init) ?? "\(simdjson_tape_double(tape, index))"
        default: "0"
        }
    }

    /// True or false.
    func boolean() throws(JSONFault) -> Bool {
        switch type {
        case UInt8(ascii: "t"): return true
        case UInt8(ascii: "f"): return false
        default: throw fault(.wrongKind(found: kind.phrase, expected: JSONKind.boolean.phrase))
        }
    }

    /// An error that tells this value's place.
    @inline(never)
    func fault(_ problem: ReadError.Problem) -> JSONFault { JSONFault(value: self, problem: problem) }
}

/// A string or a key of a document, as UTF-8 bytes; escapes are resolved.
struct JSONText {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The text as a string of its own.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    var isEmpty: Bool { bytes.isEmpty }

    func hasPrefix(_ prefix: StaticString) -> Bool {
        bytes.count >= prefix.utf8CodeUnitCount && bytes.prefix(prefix.utf8CodeUnitCount).elementsEqual(prefix.buffer)
    }

    /// So that a `switch` over keys compares bytes and makes no strings.
    @inline(__always)
    static func ~= (pattern: StaticString, text: JSONText) -> Bool {
        guard text.bytes.count == pattern.utf8CodeUnitCount else { return false }
        let wanted = pattern.utf8Start
        for offset in 0..<pattern.utf8CodeUnitCount where text.bytes[offset] != wanted[offset] { return false }
        return true
    }
}

extension StaticString {
    var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}

struct JSONMembers: Sequence, IteratorProtocol {
    var place: JSONValue
    let end: Int

    @inline(__always)
    mutating func next() -> (key: JSONText, value: JSONValue)? {
        guard place.index < end else { return nil }
        let key = place.uncheckedText
        let value = place.at(place.index + 1)
        place = place.at(value.after)
        return (key, value)
    }
}

struct JSONElements: Sequence, IteratorProtocol {
    var place: JSONValue
    let end: Int

    var isEmpty: Bool { place.index >= end }

    var first: JSONValue? {
        if isEmpty { return nil }
        return place
    }

    @inline(__always)
    mutating func next() -> JSONValue? {
        guard place.index < end else { return nil }
        let value = place
        place = place.at(value.after)
        return value
    }
}
