import CSimdJSON

/// Many events, read some at a time: `{"Records": [...]}`, `{"Events": [...]}`, a list of events, or events one after the other.
///
/// Where a record ends is told by counting braces outside of strings; what lies between two such places is parsed as a list of its own.
struct LargeEvents {
    /// About how much is parsed at a time.
    private static let partLength = 2 << 20

    /// How deep the braces are that close a record.
    private let depth: Int32
    /// Where the first record begins.
    private let start: Int
    /// What stands before the records of an object.
    private var opening: StaticString = ""

    /// The form of a document that begins with some bytes; nil where these have no event in them.
    init?(head: UnsafeBufferPointer<UInt8>) {
        let marks: [StaticString] = ["\"eventVersion\"", "\"eventID\"", "\"eventName\"", "\"CloudTrailEvent\""]
        guard marks.contains(where: { Documents.contains($0, head) }) else { return nil }
        var cursor = 0
        func next() -> UInt8? {
            while cursor < head.count, InputText.isSpace(head[cursor]) { cursor += 1 }
            return cursor < head.count ? head[cursor] : nil
        }
        guard let first = next() else { return nil }
        if first == UInt8(ascii: "[") {
            (depth, start) = (1, cursor + 1)
            return
        }
        guard first == UInt8(ascii: "{") else { return nil }
        let begin = cursor
        cursor += 1
        for key in ["\"Records\"", "\"Events\""] as [StaticString] {
            guard next() != nil, head[cursor...].starts(with: key.buffer) else { continue }
            cursor += key.utf8CodeUnitCount
            guard next() == UInt8(ascii: ":") else { return nil }
            cursor += 1
            guard next() == UInt8(ascii: "[") else { return nil }
            (depth, start) = (2, cursor + 1)
            opening = "Records" == key.description.dropFirst().dropLast() ? "{\"Records\":[" : "{\"Events\":["
            return
        }
        // One after the other, each begins as CloudTrail writes it.
        guard next() != nil, head[cursor...].starts(with: ("\"eventVersion\"" as StaticString).buffer) else { return nil }
        (depth, start) = (0, begin)
    }

    /// Reads all of them; `load` adds bytes, from the beginning of the document on, and returns false at its end.
    func read(
        of file: String, into collector: inout Collector, load: (InputBytes) throws(ReadError) -> Bool
    ) throws(ReadError) {
        collector.took(.events)
        let (window, part, parser) = (InputBytes(capacity: 2 * Self.partLength), InputBytes(), JSONParser())
        var walk = simdjson_walk()
        /// How much was walked over, where the record at hand begins, and where the last whole one ends.
        var (walked, begin, border) = (0, 0, 0)
        var isFirst = true
        while true {
            let isMore = try load(window)
            if window.count > walked {
                let bytes = window.bytes
                if let base = bytes.baseAddress {
                    let found = simdjson_door_walk(&walk, base + walked, bytes.count - walked, depth)
                    if found >= 0 { border = walked + Int(found) }
                }
                walked = bytes.count
            }
            if isFirst, walked > start { (isFirst, begin) = (false, start) }
            if !isFirst, border - begin >= Self.partLength || !isMore {
                if border > begin { try read(window.bytes, begin..<border, part, parser, file, &collector) }
                if !isMore { break }
                let rest = Array(window.bytes[border...])
                window.truncate(to: 0)
                rest.withUnsafeBufferPointer { window.append($0) }
                (walked, begin, border) = (rest.count, 0, 0)
            }
            if !isMore { break }
        }
        let isEmpty = window.bytes[max(border, begin)...].allSatisfy { InputText.isSpace($0) }
        if walk.depth != 0 || walk.in_string != 0 || (depth == 0 && !isEmpty) {
            throw ReadError(file: file, problem: .cutOff)
        }
    }

    /// Parses some records as a list, or as a row where they stand in one.
    private func read(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ part: InputBytes, _ parser: JSONParser, _ file: String,
        _ collector: inout Collector
    ) throws(ReadError) {
        part.truncate(to: 0)
        if depth == 0 {
            part.append(UnsafeBufferPointer(rebasing: bytes[range]))
            let result = parser.parseRow(part.bytes) { (_, root) in _ = EventDocument.read(root, into: &collector) }
            if case .success? = result { return }
            throw ReadError(file: file, problem: .badJSON(what: "a record is no JSON"))
        }
        var first = range.lowerBound
        while first < range.upperBound, InputText.isSpace(bytes[first]) || bytes[first] == UInt8(ascii: ",") { first += 1 }
        let records = UnsafeBufferPointer(rebasing: bytes[first..<range.upperBound])
        part.append(UInt8(ascii: "["))
        part.append(records)
        part.append(UInt8(ascii: "]"))
        if let root = try? parser.parse(part.bytes), let elements = try? root.elements() {
            for element in elements { EventDocument.read(one: element, into: &collector) }
            return
        }
        // Files that were put one behind the other: an object ends between records, and another begins.
        part.truncate(to: 0)
        part.append(opening.buffer)
        part.append(records)
        for byte in "]}".utf8 { part.append(byte) }
        let result = parser.parseRow(part.bytes) { (_, root) in _ = EventDocument.read(root, into: &collector) }
        guard depth == 2, case .success? = result else {
            throw ReadError(file: file, problem: .badJSON(what: "a record is no JSON"))
        }
    }
}
