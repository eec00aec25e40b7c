import Notes
import Documentation
import CoreModel
import Text

/// Findings as a SARIF log, the form that code scanning reads.
///
/// Source: SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
struct SarifLog {
    let loading: Loading

    /// The most results of a run that code scanning takes; a longer log is refused whole.
    ///
    /// Source: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
    static let limit = 25_000

    struct Rule {
        var id: String
        var text: String
        var help: String
        var level: String
    }

    struct Result {
        var rule: String
        var level: String
        var message: String
        /// The file and the place in it; a file of the input has no place.
        var file: String?
        var location: NotesLocation?
        /// Ids and names of what it is about: groups, rules.
        var subjects: [(id: String, name: String, kind: String)] = []
        /// Why it is accepted, where it is.
        var justification: String?
        /// The line of the notes that would accept it; nil where none does.
        var exception: String?
        /// What makes it the same finding in the next run.
        var fingerprint: String
    }

    func write(_ result: CheckResult) {
        let words = CheckWords(loading.annotations)
        let notes = loading.notes?.file
        var results: [Result] = []
        for finding in result.flows where finding.status != .holds {
            results.append(
                Result(
                    rule: "documented-flow", level: finding.status == .differs ? "error" : "warning",
                    message: words.message(finding), file: notes, location: finding.flow.location,
                    fingerprint: "\(finding.flow.isAllowed) \(words.flow(finding.flow))"))
        }
        for finding in result.inbound + result.outbound where finding.status != .holds {
            results.append(
                Result(
                    rule: "documented-\(finding.direction.column)",
                    level: finding.status == .differs ? "error" : "warning", message: words.message(finding), file: notes,
                    location: finding.location, subjects: [subject(finding.group)], fingerprint: words.column(finding)))
        }
        let differences = results.count
        for flow in result.undocumented.prefix(max(0, Self.limit - results.count)) {
            let groups = [flow.source, flow.destination].compactMap(\.group)
            results.append(
                Result(
                    rule: "undocumented-flow", level: "warning", message: words.message(flow), file: notes,
                    subjects: groups.map(subject), fingerprint: words.flow(flow)))
        }
        write(rules: Self.checkRules, results: results, total: differences + result.undocumented.count)
    }

    private static let checkRules = [
        Rule(
            id: "documented-flow", text: "A documented flow is not what the rules do",
            help: "Change the rule, or the flow in the notes.", level: "error"),
        Rule(
            id: "documented-inbound", text: "A documented inbound is not what the rules let in",
            help: "Change the rules, or the inbound of the group in the notes.", level: "error"),
        Rule(
            id: "documented-outbound", text: "A documented outbound is not what the rules let out",
            help: "Change the rules, or the outbound of the group in the notes.", level: "error"),
        Rule(
            id: "undocumented-flow", text: "A permitted flow is not documented",
            help: "Document it in the notes with its reason, or remove the rule.", level: "warning"),
    ]

    /// What a group is called in a log.
    func subject(_ group: GroupIndex) -> (id: String, name: String, kind: String) {
        let inventory = loading.inventory
        return (inventory[inventory[group].id], loading.annotations.names.name(of: group), "resource")
    }

    /// Writes a log of one run, a result a line, so that large ones need little memory.
    ///
    /// - Parameter total: How many results there are, where not all were made; what is left out is said in the log.
    func write(rules: [Rule], results: [Result], total: Int? = nil) {
        let rest = (total ?? results.count) - min(results.count, Self.limit)
        let results = results.prefix(Self.limit)
        let driver = JSONText.Value.object([
            ("name", .string("sgscope")), ("version", .string(Sgscope.version)), ("rules", .array(rules.map(descriptor))),
        ])
        let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        let tool = JSONText.compact(.object([("driver", driver)]))
        var pieces = JSONPieces(
            "{\"$schema\": \"\(schema)\", \"version\": \"2.1.0\", \"runs\": [{\"tool\": \(tool), "
                + "\"columnKind\": \"unicodeCodePoints\", \"results\": [")
        pieces.add(Array(results), aLine: true) { value($0, rules) }
        pieces.end("]\(Self.invocations(leavingOut: rest))}]}\n")
    }

    /// The member that says what a log leaves out; empty where it leaves out nothing.
    private static func invocations(leavingOut rest: Int) -> String {
        guard rest > 0 else { return "" }
        let words = "\(rest) more results were left out: code scanning takes \(limit) a run; --format json has all of them"
        let notice = JSONText.Value.object([("level", .string("warning")), ("message", .object([("text", .string(words))]))])
        let invocation = JSONText.Value.object([
            ("executionSuccessful", .bool(true)), ("toolExecutionNotifications", .array([notice])),
        ])
        return ", \"invocations\": \(JSONText.compact(.array([invocation])))"
    }

    private func descriptor(_ rule: Rule) -> JSONText.Value {
        .object([
            ("id", .string(rule.id)), ("shortDescription", .object([("text", .string(rule.text))])),
            ("help", .object([("text", .string(rule.help))])),
            ("defaultConfiguration", .object([("level", .string(rule.level))])),
        ])
    }

    private func value(_ result: Result, _ rules: [Rule]) -> JSONText.Value {
        var location: [(String, JSONText.Value)] = []
        if let file = result.file, !file.isEmpty {
            var physical: [(String, JSONText.Value)] = [
                ("artifactLocation", .object([("uri", .string(Self.uri(file)))]))
            ]
            if let location = result.location {
                let region: [(String, JSONText.Value)] = [
                    ("startLine", .number(location.line)), ("startColumn", .number(location.column)),
                ]
                physical.append(("region", .object(region)))
            }
            location.append(("physicalLocation", .object(physical)))
        }
        if !result.subjects.isEmpty {
            let subjects = result.subjects.map { subject -> JSONText.Value in
                .object([
                    ("name", .string(subject.name)), ("fullyQualifiedName", .string(subject.id)), ("kind", .string(subject.kind)),
                ])
            }
            location.append(("logicalLocations", .array(subjects)))
        }
        var members: [(String, JSONText.Value)] = [
            ("ruleId", .string(result.rule)),
            ("ruleIndex", .number(rules.firstIndex { $0.id == result.rule } ?? -1)),
            ("level", .string(result.level)),
            ("message", .object([("text", .string(result.message))])),
            ("locations", .array(location.isEmpty ? [] : [.object(location)])),
            ("partialFingerprints", .object([("sgscope/v1", .string(Self.hash("\(result.rule) \(result.fingerprint)")))])),
        ]
        if let justification = result.justification {
            let suppression: [(String, JSONText.Value)] = [
                ("kind", .string("external")), ("justification", .string(justification)),
            ]
            members.append(("suppressions", .array([.object(suppression)])))
        }
        if let exception = result.exception {
            members.append(("properties", .object([("exception", .string(exception))])))
        }
        return .object(members)
    }

    /// A file's name as a URI reference (RFC 3986): everything but unreserved characters and `/` is percent-encoded.
    private static func uri(_ file: String) -> String {
        var text = file.hasPrefix("/") ? "file://" : ""
        for byte in file.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + EscapedText.hex(byte, digits: 2).uppercased()
            }
        }
        return text
    }

    /// FNV-1a over the bytes: the same in every run and on every machine, which Swift's own hashes are not.
    private static func hash(_ text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return EscapedText.hex(hash, digits: 16)
    }
}
