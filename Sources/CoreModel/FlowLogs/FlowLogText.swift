/// Finds records of flow logs in text that somebody copied: with or without a header, as lines or as JSON by name.
public enum FlowLogText {
    /// What a text has.
    public enum Finding: Hashable, Sendable {
        /// The first record.
        case record(FlowLogRecord)
        /// It looks like a record whose order of fields is not known, between these two addresses.
        case unordered(source: IPAddress, destination: IPAddress)
    }

    /// The first record in a text; nil where there is none.
    ///
    /// The cost is that of reading the text a few times.
    public static func first(in text: String) -> Finding? {
        if let named = namedFields(text) { return named }
        var unordered: Finding?
        let record = eachRecord(
            of: text, besides: { if unordered == nil { unordered = looksLikeRecord($0) } }, take: { _ in false })
        return record.map(Finding.record) ?? unordered
    }

    /// Every record of a text's lines, in their order; of JSON the first of each line.
    public static func records(in text: String) -> [FlowLogRecord] {
        var records: [FlowLogRecord] = []
        _ = eachRecord(
            of: text,
            besides: { line in if case .record(let record)? = namedFields(line) { records.append(record) } },
            take: { record in
                records.append(record)
                return true
            })
        return records
    }

    /// Calls a function for the records of a text's lines until it says that no more is wanted, and another for each line that is none;
    /// gives the last record that was taken.
    private static func eachRecord(
        of text: String, besides: (String) -> Void, take: (FlowLogRecord) -> Bool
    ) -> FlowLogRecord? {
        var format: FlowLogFormat?
        var last: FlowLogRecord?
        for line in text.split(whereSeparator: \.isNewline).map(String.init) {
            if let header = FlowLogFormat(header: line) {
                format = header
            } else if let record = format.flatMap({ try? $0.record(line) }) ?? (try? FlowLogFormat.record(withoutHeader: line)) {
                last = record
                if !take(record) { return record }
            } else {
                besides(line)
            }
        }
        return last
    }

    /// A line that has an action and a pair of addresses beside each other, as every format begins a flow with.
    private static func looksLikeRecord(_ line: String) -> Finding? {
        let words = FlowLogFormat.words(line)
        guard words.count >= 6, words.contains(where: { FlowLogRecord.Action(rawValue: $0) != nil }) else { return nil }
        let addresses = words.map { try? IPAddress(parsing: $0) }
        for place in addresses.indices.dropLast() {
            if let source = addresses[place], let destination = addresses[place + 1] {
                return .unordered(source: source, destination: destination)
            }
        }
        return nil
    }

    // MARK: By name

    /// A record as JSON: an object with the fields' names, or what Logs Insights answers, `{"field": name, "value": value}`.
    private static func namedFields(_ text: String) -> Finding? {
        guard text.contains("\"") else { return nil }
        var fields: [(name: String, value: String)] = []
        var field: String?
        for (name, value) in pairs(text) {
            switch name {
            case "field": field = value
            case "value":
                if let known = field { fields.append((known, value)) }
                field = nil
            default: fields.append((name, value))
            }
        }
        guard let record = try? FlowLogRecord(fields), record.action != nil, record.source != nil, record.destination != nil
        else { return nil }
        return .record(record)
    }

    /// The members of the first flat JSON object of a text, and of those that follow it in a list; values as text, null as `-`.
    private static func pairs(_ text: String) -> [(name: String, value: String)] {
        var result: [(String, String)] = []
        var rest = text[...]
        var seen = Set<String>()
        while let open = rest.firstIndex(of: "\"") {
            let after = rest[rest.index(after: open)...]
            guard let close = after.firstIndex(of: "\"") else { break }
            let name = String(after[..<close])
            rest = after[after.index(after: close)...].drop { $0.isWhitespace }
            guard rest.first == ":" else { continue }
            rest = rest.dropFirst().drop { $0.isWhitespace }
            let value: String
            if rest.first == "\"" {
                let inner = rest.dropFirst()
                guard let end = inner.firstIndex(of: "\"") else { break }
                value = String(inner[..<end])
                rest = inner[inner.index(after: end)...]
            } else {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
                value = word == "null" ? "-" : String(word)
                rest = rest[word.endIndex...]
            }
            // A second record begins with a name that the first has had.
            if name != "field", name != "value", !seen.insert(name).inserted { break }
            result.append((name, value))
        }
        return result
    }
}
