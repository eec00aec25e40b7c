import Notes
import Yams

/// Turns the bytes of a notes file into one tree, within limits.
enum NotesDocument {
    /// More bytes than any notes have.
    static let byteLimit = 8 << 20
    /// More levels than any notes have.
    static let depthLimit = 24
    /// More values than any notes have.
    static let valueLimit = 1_000_000

    static func tree(_ bytes: [UInt8]) throws(NotesError) -> NotesNode {
        guard bytes.count <= byteLimit else { throw NotesError(.tooLarge(bytes: bytes.count, limit: byteLimit)) }
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let looksLikeUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            throw NotesError(.notUTF8(looksLikeUTF16: looksLikeUTF16))
        }
        let indicators = NotesIndicators(bytes)
        let harmless = String(decoding: indicators.harmless, as: UTF8.self)
        var root = try tree(of: harmless, indicators)
        if indicators.hasReferences { root = try tree(of: text, indicators) }
        guard let root, !root.isNothing else { throw NotesError(.empty) }
        return root
    }

    private static func tree(of text: String, _ indicators: NotesIndicators) throws(NotesError) -> NotesNode? {
        let node: Node?
        do {
            node = try compose(yaml: text, .basic, .default, .utf8)
        } catch {
            throw problem(error, indicators)
        }
        guard let node else { return nil }
        var conversion = Conversion(indicators: indicators)
        return try conversion.convert(node, depth: 1)
    }

    /// What the parser says, as an error of ours.
    private static func problem(_ error: any Error, _ indicators: NotesIndicators) -> NotesError {
        switch error as? YamlError {
        case .composer(_, _, let mark, _): return NotesError(.severalDocuments, at: NotesLocation(mark))
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            if let (location, indicator) = indicators.reference(before: mark.line) {
                return NotesError(.indicator(indicator), at: location)
            }
            if problem.hasPrefix("Maximum nesting level") {
                return NotesError(.tooDeep(limit: depthLimit), at: NotesLocation(mark))
            }
            return NotesError(.malformed(problem, hint: hint(problem)), at: NotesLocation(mark))
        case .duplicatedKeysInMapping(let keys, let context):
            return NotesError(.duplicateKey(keys.first ?? ""), at: NotesLocation(context.mark))
        case .reader(let problem, let offset, _, let text):
            return NotesError(.malformed(problem, hint: nil), at: offset.map { location(of: $0, in: text) })
        case .memory: return NotesError(.tooDeep(limit: depthLimit))
        default: return NotesError(.malformed("\(error)", hint: nil))
        }
    }

    private static func hint(_ problem: String) -> String? {
        if problem.contains("mapping values are not allowed") {
            return "put a text that holds ': ' in quotes, and check the indentation"
        }
        if problem.contains("cannot start any token") {
            return "indent with spaces, and put a text that begins with '@', '`' or '%' in quotes"
        }
        if problem.contains("block end") || problem.contains("could not find expected ':'") { return "check the indentation" }
        return nil
    }

    /// The place of a character by its number in the text.
    private static func location(of offset: Int, in text: String) -> NotesLocation {
        var location = NotesLocation(line: 1, column: 1)
        for character in text.prefix(offset) {
            location = character.isNewline ? NotesLocation(line: location.line + 1, column: 1) : location
            location.column += character.isNewline ? 0 : character.unicodeScalars.count
        }
        return location
    }
}

/// Copies a parsed tree, counting.
private struct Conversion {
    let indicators: NotesIndicators
    var values = 0

    mutating func convert(_ node: Node, depth: Int) throws(NotesError) -> NotesNode {
        let location = node.mark.map(NotesLocation.init) ?? NotesLocation(line: 1, column: 1)
        if let indicator = indicators.locations[location] { throw NotesError(.indicator(indicator), at: location) }
        values += 1
        guard values <= NotesDocument.valueLimit else {
            throw NotesError(.tooManyValues(limit: NotesDocument.valueLimit), at: location)
        }
        guard depth <= NotesDocument.depthLimit else { throw NotesError(.tooDeep(limit: NotesDocument.depthLimit), at: location) }
        switch node {
        case .scalar(let scalar):
            return NotesNode(content: .text(scalar.string, isPlain: scalar.style == .plain), location: location)
        case .sequence(let sequence):
            var nodes: [NotesNode] = []
            for item in sequence { nodes.append(try convert(item, depth: depth + 1)) }
            return NotesNode(content: .list(nodes), location: location)
        case .mapping(let mapping):
            var entries: [NotesEntry] = []
            for (key, value) in mapping {
                let keyNode = try convert(key, depth: depth + 1)
                guard case .text(let name, _) = keyNode.content else { throw NotesError(.keyIsNotText, at: keyNode.location) }
                entries.append(NotesEntry(key: name, location: keyNode.location, value: try convert(value, depth: depth + 1)))
            }
            return NotesNode(content: .mapping(entries), location: location)
        case .alias: throw NotesError(.indicator("*"), at: location)
        }
    }
}

extension NotesLocation {
    fileprivate init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}
