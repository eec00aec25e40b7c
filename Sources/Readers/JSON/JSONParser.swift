import CSimdJSON

/// simdjson behind its C door.
///
/// It holds the document that it parsed last; values are valid until it parses another.
final class JSONParser {
    private let door: OpaquePointer?

    init() { door = simdjson_door_new() }

    deinit { simdjson_door_free(door) }

    /// Why bytes are no JSON, and where, as an offset, when that is known.
    struct Failure: Error {
        let status: simdjson_status
        let offset: Int?
    }

    /// Parses bytes that hold one document.
    ///
    /// The padding of ``InputBytes`` must follow them.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) -> JSONValue {
        guard let door, let start = bytes.baseAddress else { throw Failure(status: SIMDJSON_NO_MEMORY, offset: nil) }
        var tape = simdjson_tape()
        let status = simdjson_door_parse(door, start, bytes.count, &tape)
        guard status == SIMDJSON_OK, let root = Self.root(tape) else { throw failure(status, in: bytes) }
        return root
    }

    /// Reads documents that stand in a row, each before the next is parsed.
    ///
    /// Returns nil when not even the first can be parsed.
    func parseRow<Problem: Error>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ read: (Int, JSONValue) throws(Problem) -> Void
    ) throws(Problem) -> Result<Int, Failure>? {
        guard let door, let start = bytes.baseAddress, simdjson_door_stream(door, start, bytes.count) == SIMDJSON_OK else {
            return nil
        }
        var number = 0
        while true {
            var tape = simdjson_tape()
            var offset = 0
            let status = simdjson_door_next(door, &tape, &offset)
            if status == SIMDJSON_END { return .success(number) }
            guard status == SIMDJSON_OK, let root = Self.root(tape) else {
                let place = status == SIMDJSON_CUT_OFF ? bytes.count : min(offset, bytes.count)
                return number == 0 ? nil : .failure(Failure(status: status, offset: place))
            }
            try read(number, root)
            number += 1
        }
    }

    /// What a function makes of the document that bytes hold after a mark; nil where they are no JSON, or where it finds nothing.
    ///
    /// Values of the document must not outlive the call.
    static func reading<Value>(_ input: InputBytes, after mark: Int = 0, _ read: (JSONValue) throws -> Value?) -> Value? {
        let parser = JSONParser()
        defer { withExtendedLifetime((input, parser)) {} }
        guard let root = try? parser.parse(UnsafeBufferPointer(rebasing: input.bytes.dropFirst(mark))) else { return nil }
        return try? read(root)
    }

    private static func root(_ tape: simdjson_tape) -> JSONValue? {
        guard let words = tape.tape, let strings = tape.strings else { return nil }
        return JSONValue(tape: words, strings: strings, index: 1)
    }

    private func failure(_ status: simdjson_status, in bytes: UnsafeBufferPointer<UInt8>) -> Failure {
        guard let start = bytes.baseAddress else { return Failure(status: status, offset: nil) }
        switch status {
        case SIMDJSON_CUT_OFF: return Failure(status: status, offset: bytes.count)
        case SIMDJSON_EMPTY, SIMDJSON_TOO_LARGE, SIMDJSON_TOO_DEEP, SIMDJSON_NO_MEMORY:
            return Failure(status: status, offset: nil)
        default:
            let offset = simdjson_door_locate(start, bytes.count)
            let isAtEnd = offset >= 0 && bytes[Int(offset)...].allSatisfy(InputText.isSpace)
            let isCutOff = status == SIMDJSON_SYNTAX && isAtEnd
            return Failure(status: isCutOff ? SIMDJSON_CUT_OFF : status, offset: offset < 0 ? nil : Int(offset))
        }
    }
}
