import CoreModel
import CSimdJSON

/// A large answer of the AWS CLI in its own indented form, read part by part: neither its bytes nor its parse are ever whole in memory.
///
/// `{"SecurityGroups": [` stands on the first lines, and its elements are told by their indentation: `    },` and `    {` on lines of
/// their own. A line break cannot stand inside a JSON string, so these lines are no text; that each part holds whole elements is
/// proved by parsing it. What is of any other form, or does not hold what it promises, is read as a whole.
struct LargeListing {
    /// What is not larger is read as a whole.
    static let least = 8 << 20
    /// About how large a part is: small, so that what is parsed of one is still near when it is taken in, and takes little fresh memory.
    private static let partLength = 1 << 20

    /// From the first brace to the bracket of the list.
    private let opening: [UInt8]
    /// A line's end, the indentation, `},` and the same again with `{`.
    private let border: [UInt8]
    /// How much of a border belongs to the element before it.
    private let closing: Int

    /// The form of a document that begins with some bytes; nil where it is another one.
    init?(head: UnsafeBufferPointer<UInt8>) {
        var cursor = 0
        func skipSpace() { while cursor < head.count, InputText.isSpace(head[cursor]) { cursor += 1 } }
        func take(_ byte: StaticString) -> Bool {
            skipSpace()
            guard cursor < head.count, head[cursor] == byte.utf8Start.pointee else { return false }
            cursor += 1
            return true
        }
        guard take("{"), take("\"") else { return nil }
        while cursor < head.count, head[cursor] != UInt8(ascii: "\"") {
            guard head[cursor] != UInt8(ascii: "\\"), cursor < 100 else { return nil }
            cursor += 1
        }
        guard take("\""), take(":"), take("[") else { return nil }
        let gap = cursor
        skipSpace()
        guard cursor < head.count, head[cursor] == UInt8(ascii: "{"), head[gap] == UInt8(ascii: "\n"),
            head[(gap + 1)..<cursor].allSatisfy({ $0 == UInt8(ascii: " ") })
        else { return nil }
        opening = Array(head[..<gap])
        let indent = Array(head[gap..<cursor])
        closing = indent.count + 1
        border = indent + Array("},".utf8) + indent + Array("{".utf8)
    }

    /// One part as a document of its own, parsed; the last one has what follows the list, such as a NextToken.
    private final class Part {
        let window = InputBytes(capacity: 2 * LargeListing.partLength)
        let parser = JSONParser()
        var root: JSONValue?
        var isLast = false
    }

    /// Loads and parses a part that begins with some bytes; returns those that the next one begins with.
    private func fill(
        _ part: Part, beginning: [UInt8], _ load: (InputBytes, Int) throws(ReadError) -> Bool
    ) throws(ReadError) -> [UInt8] {
        let window = part.window
        window.truncate(to: 0)
        beginning.withUnsafeBufferPointer { window.append($0) }
        while true {
            var isAtEnd = false
            let wanted = window.count + Self.partLength
            while window.count < wanted, !isAtEnd { isAtEnd = try !load(window, wanted - window.count) }
            if isAtEnd {
                part.isLast = true
                part.root = try? part.parser.parse(window.bytes)
                return []
            }
            guard let end = lastBorder(in: window.bytes) else { continue }
            // The part ends with the brace, the next one begins after the comma.
            let rest = Array(window.bytes[(end + closing + 1)...])
            window.truncate(to: end + closing)
            for byte in "]}".utf8 { window.append(byte) }
            part.root = try? part.parser.parse(window.bytes)
            return opening + rest
        }
    }

    /// Gives the parts one after the other, while the next one is loaded and parsed beside.
    ///
    /// `load` adds up to a number of bytes to what is loaded, from the beginning of the document on, and returns false at its end.
    /// `read` returns false to stop.
    private func parts(
        load: (InputBytes, Int) throws(ReadError) -> Bool, read: (Part) throws(ReadError) -> Bool
    ) throws(ReadError) {
        var (current, next) = (Part(), Part())
        var rest = try fill(current, beginning: [], load)
        while true {
            if current.isLast {
                _ = try read(current)
                return
            }
            let (beginning, now, ahead) = (rest, current, next)
            let (isWanted, filled) = Cores.both(
                { () -> Result<Bool, ReadError> in Result { () throws(ReadError) in try read(now) } },
                { () -> Result<[UInt8], ReadError> in
                    Result { () throws(ReadError) in try fill(ahead, beginning: beginning, load) }
                })
            guard try isWanted.get() else { return }
            rest = try filled.get()
            (current, next) = (next, current)
        }
    }

    private func lastBorder(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard opening.count < bytes.count, let base = bytes.baseAddress else { return nil }
        let found = border.withUnsafeBufferPointer { wanted in
            wanted.baseAddress.map {
                simdjson_door_find_last(base + opening.count, bytes.count - opening.count, $0, wanted.count)
            } ?? -1
        }
        return found < 0 ? nil : opening.count + Int(found)
    }
}

extension LargeListing {
    /// Reads the listing; nil when a part is not what it promised to be: the collector is then as it was.
    ///
    /// `size` is that of the whole document where it is known.
    func read(
        from origin: Origin, size: Int?, into collector: inout Collector, load: (InputBytes, Int) throws(ReadError) -> Bool
    ) throws(ReadError) -> Documents.Outcome? {
        var before = collector
        let earlier = before.builder.leaveRules()
        var outcome: Documents.Outcome?
        var count = 0
        try parts(load: load) { part throws(ReadError) in
            guard let root = part.root, var members = try? root.members(), let first = members.next(),
                let elements = try? first.value.elements()
            else {
                outcome = nil
                return false
            }
            do throws(JSONFault) {
                let one = try Documents.read(root, from: origin, into: &collector)
                guard case .read = one else {
                    outcome = nil
                    return false
                }
                outcome = one
            } catch {
                throw ReadError(
                    file: origin.file, place: .path(Self.moved(error.whole, by: count), document: nil), problem: error.problem)
            }
            if count == 0, let size, part.window.count > 0 {
                // The first part tells about how many rules the others have.
                let share = Double(size) / Double(part.window.count)
                let rules = Double(collector.builder.ruleCount - earlier) * share * 1.05
                collector.builder.reserve(rules: earlier + Int(rules))
            }
            for _ in elements { count += 1 }
            return true
        }
        if outcome == nil {
            before.builder.takeRules(earlier, of: collector.builder)
            collector = before
        }
        return outcome
    }

    /// A path of a part as one of the whole document, whose list has `count` elements before it.
    private static func moved(_ path: String, by count: Int) -> String {
        guard count > 0, let open = path.firstIndex(of: "["), let close = path[open...].firstIndex(of: "]"),
            let number = Int(path[path.index(after: open)..<close])
        else { return path }
        return "\(path[...open])\(number + count)\(path[close...])"
    }
}
