import CoreModel

/// A line of `why --batch`: a question as one JSON object.
public struct QuestionLine: Hashable, Sendable {
    /// Who opens the connection.
    public var source: String
    /// To whom.
    public var destination: String
    /// The PORT as the command line takes it; "all" where the line asks for everything.
    public var port: String
    /// The family, where the line names it.
    public var version: IPVersion?
    /// What it is meant to be, where the line says it.
    public var meant: String?
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
            port: try port(value), version: version, meant: try value.text("meant").map(\.string))
    }

    /// The protocol, the port and the ICMP type and code as one PORT; what contradicts each other is no question.
    private func port(_ value: JSONValue) throws(JSONFault) -> String {
        let asked = try optionalScalar(value, "port")
        let ipProtocol = try ipProtocol(value)
        let icmp = try icmp(value, ipProtocol, asked)
        guard let ipProtocol else { return asked ?? "all" }
        if ipProtocol.isICMP {
            return ([ipProtocol.description] + (icmp ?? asked.map { [$0] } ?? []).filter { $0 != "-1" }).joined(separator: "/")
        }
        let isOpen = asked == nil || asked?.lowercased() == "all"
        if ipProtocol == .all {
            if isOpen { return "all" }
            throw try fault(value, "port", "contradicts protocol \(ipProtocol): ports are tcp's and udp's, name one of them")
        }
        guard ipProtocol.hasPorts else {
            if isOpen || asked == "-1" { return "proto/\(ipProtocol.number)" }
            throw try fault(value, "port", "contradicts protocol \(ipProtocol), which has no ports")
        }
        guard let asked, !isOpen else { return ipProtocol.description }
        guard let slash = asked.lastIndex(of: "/") else { return "\(asked)/\(ipProtocol)" }
        // "5432/udp", and "udp/5432".
        let parts = [asked[asked.index(after: slash)...], asked[..<slash]]
        let named = parts.compactMap { Int($0) == nil ? IPProtocol($0) : nil }
        if named.contains(where: { $0 != ipProtocol }) {
            throw try fault(value, "port", "is \"\(asked)\", which contradicts protocol \(ipProtocol)")
        }
        return asked
    }

    private func ipProtocol(_ value: JSONValue) throws(JSONFault) -> IPProtocol? {
        guard let named = try value.member("protocol") else { return nil }
        let name = try scalar(named)
        guard let known = IPProtocol(name) else { throw named.fault(.badValue("is no protocol: \(name)")) }
        return known
    }

    /// The ICMP type and code, where the line has them; nil where it has none.
    private func icmp(_ value: JSONValue, _ ipProtocol: IPProtocol?, _ asked: String?) throws(JSONFault) -> [String]? {
        func given(_ key: StaticString) throws(JSONFault) -> String? {
            let text = try optionalScalar(value, key)
            return text == "-1" ? nil : text
        }
        let (type, code) = (try given("icmp_type"), try given("icmp_code"))
        if type == nil, code == nil { return nil }
        guard let ipProtocol, ipProtocol.isICMP else {
            let what = ipProtocol.map { "contradicts protocol \($0), which has no types" } ?? "needs protocol icmp or icmpv6"
            throw try fault(value, type == nil ? "icmp_code" : "icmp_type", what)
        }
        guard let type else { throw try fault(value, "icmp_code", "needs an icmp_type: a code alone means nothing") }
        let own = [type, code].compactMap { $0 }
        if let asked, asked != "-1", asked != own.joined(separator: "/") {
            throw try fault(value, "port", "contradicts icmp_type and icmp_code")
        }
        return own
    }

    private func fault(_ value: JSONValue, _ key: StaticString, _ clause: String) throws(JSONFault) -> JSONFault {
        (try value.member(key) ?? value).fault(.badValue(clause))
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
