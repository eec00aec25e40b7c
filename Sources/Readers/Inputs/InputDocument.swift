import CSimdJSON
import Files

/// The way from the bytes of one input to the reader of its format.
enum InputDocument {
    /// Reads one document, or several that stand in a row (pages one after the other, JSON lines).
    static func read(
        _ input: InputBytes, from origin: Origin, into collector: inout Collector
    ) throws(ReadError) -> Documents.Outcome {
        if GzipStream.begins(input.bytes) {
            return try read(unpacked: Gzip.unpacked(input, of: origin.file), from: origin, into: &collector)
        }
        return try read(unpacked: input, from: origin, into: &collector)
    }

    private static func read(
        unpacked input: InputBytes, from origin: Origin, into collector: inout Collector
    ) throws(ReadError) -> Documents.Outcome {
        switch InputText(head: UnsafeBufferPointer(rebasing: input.bytes.prefix(InputText.headLength))) {
        case .other(let problem): throw ReadError(file: origin.file, problem: problem)
        case .utf16(let isBigEndian):
            let converted = InputText.utf8(of: input.bytes, isBigEndian: isBigEndian)
            let head = UnsafeBufferPointer(rebasing: converted.bytes.prefix(InputText.headLength))
            switch InputText(head: head) {
            case .yaml(let mark): return try read(yaml: converted, after: mark, from: origin, into: &collector)
            case .other(let problem): throw ReadError(file: origin.file, problem: problem)
            case .json(let mark): return try read(json: converted, after: mark, from: origin, into: &collector)
            case .utf16: return try read(json: converted, after: 0, from: origin, into: &collector)
            }
        case .yaml(let mark): return try read(yaml: input, after: mark, from: origin, into: &collector)
        case .json(let mark): return try read(json: input, after: mark, from: origin, into: &collector)
        }
    }

    /// Reads YAML as the JSON that it means.
    private static func read(
        yaml input: InputBytes, after mark: Int, from origin: Origin, into collector: inout Collector
    ) throws(ReadError) -> Documents.Outcome {
        let trees: [Tree]
        do {
            trees = try YAMLTree.documents(UnsafeBufferPointer(rebasing: input.bytes.dropFirst(mark)))
        } catch {
            throw ReadError(file: origin.file, place: error.line.map { .line($0) }, problem: .badYAML(what: error.what))
        }
        var outcome = Documents.Outcome.unknown
        for (number, tree) in trees.enumerated() {
            let document = InputBytes(TreeJSON.bytes(tree))
            let parser = JSONParser()
            defer { withExtendedLifetime((document, parser)) {} }
            let root: JSONValue
            do {
                root = try parser.parse(document.bytes)
            } catch {
                throw ReadError(file: origin.file, problem: problem(error.status))
            }
            let one = try read(root, document: trees.count > 1 ? number + 1 : nil, from: origin, into: &collector)
            if case .unknown = one { continue }
            outcome = one
        }
        return outcome
    }

    private static func read(
        json input: InputBytes, after mark: Int, isMended: Bool = false, from origin: Origin, into collector: inout Collector
    ) throws(ReadError) -> Documents.Outcome {
        let bytes = UnsafeBufferPointer(rebasing: input.bytes.dropFirst(mark))
        defer { withExtendedLifetime(input) {} }
        if let outcome = try readLarge(bytes, from: origin, into: &collector) { return outcome }
        let parser = JSONParser()
        defer { withExtendedLifetime(parser) {} }
        let root: JSONValue
        do {
            root = try parser.parse(bytes)
        } catch {
            let canMend = error.status == SIMDJSON_BAD_NUMBER || error.status == SIMDJSON_BAD_STRING
            if canMend, !isMended, JSONMending.mend(input.mutableBytes) {
                return try read(json: input, after: mark, isMended: true, from: origin, into: &collector)
            }
            if error.status == SIMDJSON_SYNTAX || error.status == SIMDJSON_CUT_OFF,
                let outcome = try readRow(bytes, parser, from: origin, into: &collector)
            {
                return outcome
            }
            throw readError(error, bytes, origin)
        }
        return try read(root, document: nil, from: origin, into: &collector)
    }

    /// Reads a large listing part by part; nil when it is none, or when a part is not what it promised to be.
    private static func readLarge(
        _ bytes: UnsafeBufferPointer<UInt8>, from origin: Origin, into collector: inout Collector
    ) throws(ReadError) -> Documents.Outcome? {
        guard bytes.count >= LargeListing.least,
            let listing = LargeListing(head: UnsafeBufferPointer(rebasing: bytes.prefix(InputText.headLength)))
        else { return nil }
        var place = 0
        return try listing.read(from: origin, size: bytes.count, into: &collector) { (window, limit) throws(ReadError) in
            let next = bytes[place..<min(place + limit, bytes.count)]
            window.append(UnsafeBufferPointer(rebasing: next))
            place += next.count
            return place < bytes.count
        }
    }

    /// Several documents in a row; nil when not even the first is one.
    private static func readRow(
        _ bytes: UnsafeBufferPointer<UInt8>, _ parser: JSONParser, from origin: Origin, into collector: inout Collector
    ) throws(ReadError) -> Documents.Outcome? {
        var outcome = Documents.Outcome.unknown
        let result = try parser.parseRow(bytes) { (number, root) throws(ReadError) in
            let one = try read(root, document: number + 1, from: origin, into: &collector)
            if case .unknown = one { return }
            outcome = one
        }
        switch result {
        case .success: return outcome
        case .failure(let failure): throw readError(failure, bytes, origin)
        case nil: return nil
        }
    }

    private static func read(
        _ root: JSONValue, document: Int?, from origin: Origin, into collector: inout Collector
    ) throws(ReadError) -> Documents.Outcome {
        do {
            return try Documents.read(root, from: origin, into: &collector)
        } catch {
            throw ReadError(file: origin.file, place: .path(error.whole, document: document), problem: error.problem)
        }
    }

    private static func readError(
        _ failure: JSONParser.Failure, _ bytes: UnsafeBufferPointer<UInt8>, _ origin: Origin
    ) -> ReadError {
        let line = failure.offset.map { offset in
            ReadError.Place.line(1 + bytes[..<min(offset, bytes.count)].count { $0 == UInt8(ascii: "\n") })
        }
        return ReadError(file: origin.file, place: line, problem: problem(failure.status))
    }

    private static func problem(_ status: simdjson_status) -> ReadError.Problem {
        switch status {
        case SIMDJSON_EMPTY: .empty
        case SIMDJSON_CUT_OFF: .cutOff
        case SIMDJSON_TOO_LARGE: .tooLarge
        case SIMDJSON_NO_MEMORY: .noMemory
        case SIMDJSON_TOO_DEEP: .badJSON(what: "values are nested deeper than 1024")
        case SIMDJSON_BAD_STRING: .badJSON(what: "a string has a bad escape or a control character")
        case SIMDJSON_BAD_NUMBER: .badJSON(what: "a number is malformed or too large")
        case SIMDJSON_BAD_UTF8: .badJSON(what: "the text is not UTF-8")
        default: .badJSON(what: "a comma, a bracket or a value is wrong")
        }
    }
}
