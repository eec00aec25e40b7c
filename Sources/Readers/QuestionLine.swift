import SecurityGroups

/// A line of `why --batch`: a question as one JSON object (DESIGN: section 3).
public struct QuestionLine: Hashable, Sendable {
    /// Who opens the connection.
    public var source: String
    /// To whom.
    public var destination: String
    /// The PORT as the command line takes it; "all" where the line asks for everything.
    public var port: String
    /// The family, where the line names it.
    public var version: IPVersion?
}

/// Reads lines of `why --batch`, one after the other, in constant memory.
public final class QuestionLineReader {
    private let parser = JSONParser()

    /// A reader without a line.
    public init() {}

    /// Reads one line.
    ///
    /// Throws ``ReadError`` when the line is no JSON object or lacks an end; other keys are ignored.
    public func read(_ line: [UInt8], number: Int, of file: String) throws(ReadError) -> QuestionLine {
        let input = InputBytes(line)
        guard let value = try? parser.parse(input.bytes), value.kind == .object else {
            throw ReadError(file: file, place: .line(number), problem: .notAnObject)
        }
        do {
            return try question(value)
        } catch {
            throw ReadError(file: file, place: .pathInLine(error.whole, line: number), problem: error.problem)
        }
    }

    private func question(_ value: JSONValue) throws(JSONFault) -> QuestionLine {
        var version: IPVersion?
        if let given = try value.member("ip_version") {
            version = IPVersion(rawValue: UInt8(clamping: try given.integer()))
            if version == nil { throw given.fault(.badValue("must be 4 or 6")) }
        }
        return QuestionLine(
            source: try value.requiredText("source").string, destination: try value.requiredText("destination").string,
            port: try port(value), version: version)
    }

    /// The protocol, the port and the ICMP type and code as one PORT.
    private func port(_ value: JSONValue) throws(JSONFault) -> String {
        let asked = try optionalScalar(value, "port")
        let type = try optionalScalar(value, "icmp_type")
        let code = try optionalScalar(value, "icmp_code")
        guard let named = try value.member("protocol") else { return asked ?? "all" }
        let name = try scalar(named)
        guard let ipProtocol = IPProtocol(name) else { throw named.fault(.badValue("is no protocol: \(name)")) }
        if ipProtocol == .all { return asked ?? "all" }
        if ipProtocol.isICMP {
            let parts = [type ?? asked, type == nil ? nil : code].compactMap { $0 }
            return ([ipProtocol.description] + parts.filter { $0 != "-1" }).joined(separator: "/")
        }
        guard ipProtocol.hasPorts else { return "proto/\(ipProtocol.number)" }
        guard let asked else { return ipProtocol.description }
        return asked.contains("/") ? asked : "\(asked)/\(ipProtocol)"
    }

    private func optionalScalar(_ value: JSONValue, _ key: StaticString) throws(JSONFault) -> String? {
        guard let member = try value.member(key) else { return nil }
        return try scalar(member)
    }

    /// A text, or a whole number as text.
    private func scalar(_ value: JSONValue) throws(JSONFault) -> String {
        value.kind == .number ? String(try value.integer()) : try value.text().string
    }
}
