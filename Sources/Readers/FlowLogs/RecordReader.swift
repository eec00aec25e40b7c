import CoreModel

/// Reads lines of a flow log, one after the other: text with or without a header, and JSON.
///
/// What a record is, which orders of fields are known, and what stands in text that somebody copied is told by `FlowLogRecord`,
/// `FlowLogFormat` and `FlowLogText` of CoreModel, which the explorer uses too.
public final class FlowLogRecordReader {
    /// What a line is.
    public enum Line: Hashable, Sendable {
        /// The header of the lines that follow.
        case header(FlowLogFormat)
        case record(FlowLogRecord)
        /// Nothing but blanks.
        case empty
    }

    private let parser = JSONParser()
    private var format: FlowLogFormat?

    /// A reader; `format` is the order of the fields where the log itself does not say it.
    public init(format: FlowLogFormat? = nil) { self.format = format }

    /// Reads a line.
    ///
    /// Throws ``ReadError`` with the line's number where it is none of a flow log.
    public func read(_ line: [UInt8], number: Int, of file: String) throws(ReadError) -> Line {
        let text = String(decoding: line, as: UTF8.self)
        guard let first = text.first(where: { !$0.isWhitespace }) else { return .empty }
        do throws(FlowLogError) {
            if first == "{" { return .record(try record(json: line)) }
            if let header = FlowLogFormat(header: text) {
                format = header
                return .header(header)
            }
            return .record(try record(text))
        } catch {
            throw ReadError(file: file, place: .line(number), problem: .badValue(error.message))
        }
    }

    private func record(_ text: String) throws(FlowLogError) -> FlowLogRecord {
        if let format { return try format.record(text) }
        return try FlowLogFormat.record(withoutHeader: text)
    }

    /// A record by its fields' names, or the line of one in `message`, as CloudWatch and Firehose write it.
    private func record(json line: [UInt8]) throws(FlowLogError) -> FlowLogRecord {
        let input = InputBytes(line)
        defer { withExtendedLifetime(input) {} }
        guard let value = try? parser.parse(input.bytes), let members = try? value.members() else { throw .unknownOrder }
        var fields: [(name: String, value: String)] = []
        for (key, member) in members {
            let name = key.string
            switch member.kind {
            case .text:
                let text = member.uncheckedText.string
                if name == "message" || name == "@message" { return try record(text) }
                fields.append((name, text))
            case .number: fields.append((name, member.numberText))
            case .null, .boolean, .object, .array: continue
            }
        }
        return try FlowLogRecord(fields)
    }
}
