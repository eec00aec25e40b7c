import Notes
import NotesFile
import Testing

@Suite("Notes files that cannot be read")
struct NotesReaderErrorTests {
    /// A file, and the one line that is said of it.
    static let cases: [(yaml: String, says: String)] = [
        ("", "n.yaml: there are no notes in this file; begin with 'environment:' or 'groups:'"),
        ("# only a comment\n", "n.yaml: there are no notes in this file; begin with 'environment:' or 'groups:'"),
        ("---\n", "n.yaml: there are no notes in this file; begin with 'environment:' or 'groups:'"),
        (
            "- a\n",
            "n.yaml:1:1: the notes file must be a mapping with environment, groups, flows, tables, decisions, practices, walkthrough, "
                + "audit, not a list"
        ),
        (
            "just words\n",
            "n.yaml:1:1: the notes file must be a mapping with environment, groups, flows, tables, decisions, practices, walkthrough, "
                + "audit, not text"
        ),
        ("enviroment:\n  title: x\n", "n.yaml:1:1: unknown key 'enviroment' in the notes file; did you mean 'environment'?"),
        ("groups:\n  - title: A\n    protect: x\n", "n.yaml:3:5: unknown key 'protect' in a group; did you mean 'protects'?"),
        (
            "flows:\n  permitted: []\n",
            "n.yaml:2:3: unknown key 'permitted' in 'flows'; it has 'allowed' and 'denied'"
        ),
        ("groups:\n  - protects: x\n", "n.yaml:2:5: a group needs 'title'; add it"),
        ("groups:\n  - title:\n", "n.yaml:2:5: a group needs 'title'; add it"),
        ("groups:\n  - title: [a]\n", "n.yaml:2:12: 'title' of a group must be text, not a list"),
        ("groups: x\n", "n.yaml:1:9: 'groups' of the notes file must be a list, not text"),
        ("groups:\n  title: x\n", "n.yaml:2:3: 'groups' of the notes file must be a list, not a mapping"),
        (
            "groups:\n  - title: A\n  - title: B\n  - title: a\n",
            "n.yaml:4:5: two groups are titled 'a', the first on line 2; give one another title"
        ),
        ("groups:\n  - title: A\n    title: B\n", "n.yaml:2:5: the key 'title' stands more than once in this mapping; keep one"),
        (
            "groups:\n  - title: A\n    match: {}\n",
            "n.yaml:3:12: this matcher has no condition and fits nothing; give it id, name, name-pattern or tag"
        ),
        (
            "groups:\n  - title: A\n    match: []\n",
            "n.yaml:3:12: this matcher has no condition and fits nothing; give it id, name, name-pattern or tag"
        ),
        (
            "groups:\n  - title: A\n    match: {name_pattern: x}\n",
            "n.yaml:3:13: unknown key 'name_pattern' in a matcher; did you mean 'name-pattern'?"
        ),
        ("groups:\n  - title: A\n    inbound:\n      words: x\n", "n.yaml:4:7: 'inbound' needs 'peers'; add it"),
        (
            "groups:\n  - title: A\n    inbound:\n      - {to: internet}\n",
            "n.yaml:4:10: unknown key 'to' in an entry of 'inbound'; it has 'from', 'protocol' and 'ports'"
        ),
        (
            "groups:\n  - title: A\n    rules:\n      - {direction: inbound, why: x}\n",
            "n.yaml:4:21: the direction is 'ingress' or 'egress', not 'inbound'"
        ),
        ("groups:\n  - title: A\n    rules:\n      - {direction: ingress}\n", "n.yaml:4:9: a rule needs 'why'; add it"),
        (
            "flows:\n  allowed:\n    - {from: internet, to: A, ports: https}\n",
            "n.yaml:3:38: 'ports' of a flow: 'https' is no port: write numbers such as 5432, '80, 443' or 8000-8100, or all"
        ),
        (
            "flows:\n  allowed:\n    - {from: internet, to: A, ports: 70000}\n",
            "n.yaml:3:38: 'ports' of a flow: port 70000 is not within 0 to 65535"
        ),
        (
            "flows:\n  allowed:\n    - {from: internet, to: A, protocol: tpc}\n",
            "n.yaml:3:41: 'tpc' is no protocol; write tcp, udp, icmp, icmpv6, all, or a number from 0 to 255"
        ),
        ("flows:\n  denied:\n    - {to: A}\n", "n.yaml:3:7: a flow needs 'from'; add it"),
        ("audit:\n  exceptions:\n    - {finding: open-egress}\n", "n.yaml:3:7: an exception needs 'reason'; add it"),
        (
            "audit:\n  exceptions:\n    - {finding: x, reason: y, ports: ssh}\n",
            "n.yaml:3:38: 'ports' of an exception: 'ssh' is no port: write numbers such as 5432, '80, 443' or 8000-8100, or all"
        ),
        (
            "tables:\n  - {title: T, columns: [a, b], rows: [[1, 2], [3]]}\n",
            "n.yaml:2:48: this row has 1 cells, the table 2 columns; make them the same"
        ),
        (
            "groups: [{title: Redis SG}]\ntables:\n  - {title: T, group: Reddis SG, columns: [a]}\n",
            "n.yaml:3:5: no group is titled 'Reddis SG'; did you mean 'Redis SG'?"
        ),
        ("walkthrough:\n  - {title: S, light: {a: b}}\n", "n.yaml:2:23: 'light' must be text, not a mapping"),
        (
            "walkthrough:\n  - {title: S, show: [rules]}\n",
            "n.yaml:2:23: what a step shows is 'environment', 'allowed-flows', 'denied-flows', 'practices', '{group: TITLE}', "
                + "'{table: TITLE}' or '{decision: TITLE}', not 'rules'"
        ),
        (
            "walkthrough:\n  - {title: S, show: [{decision: D}]}\n",
            "n.yaml:2:5: no decision is titled 'D'; write a title that stands in this file"
        ),
        ("practices:\n  - {a: b, c: d}\n", "n.yaml:2:5: a point must be text, or one 'catchword: text', not a mapping of 2"),
        (
            "environment:\n  title: a: b\n",
            "n.yaml:2:11: this is not valid YAML: mapping values are not allowed in this context; "
                + "put a text that holds ': ' in quotes, and check the indentation"
        ),
        (
            "environment:\n\ttitle: a\n",
            "n.yaml:2:1: this is not valid YAML: found character that cannot start any token; "
                + "indent with spaces, and put a text that begins with '@', '`' or '%' in quotes"
        ),
        ("environment: [\n", "n.yaml:2:1: this is not valid YAML: did not find expected node content"),
        ("environment: {title: a}\n---\nb: c\n", "n.yaml:2:1: a second document begins here; keep one, without '---' between"),
        ("? [a]\n: b\n", "n.yaml:1:3: a key must be text"),
        ("environment: {title: \"\u{07}\"}\n", "n.yaml:1:23: this is not valid YAML: control characters are not allowed"),
        ("environment:\n  title: &t x\n", "n.yaml:2:10: " + reference("&")),
        ("environment:\n  title: x\n  purpose: *t\n", "n.yaml:3:12: " + reference("*")),
        ("environment: &e\n  title: x\n", "n.yaml:1:14: " + reference("&")),
        ("environment:\n  <<: *e\n", "n.yaml:2:7: " + reference("*")),
        (
            "environment:\n  title: !!str &a x\n",
            "n.yaml:2:10: tags (!name) are not read in notes; leave it out, or put the value in quotes if '!' is part of it"
        ),
        (
            "a\u{1B}[31m: b\n",
            "n.yaml:1:2: this is not valid YAML: control characters are not allowed"
        ),
        (
            "\"a\\e[31m\\u202E\": b\n",
            "n.yaml:1:1: unknown key 'a\\u{1b}[31m\\u{202e}' in the notes file; it has 'environment', 'groups', 'flows', 'tables', "
                + "'decisions', 'practices', 'walkthrough' and 'audit'"
        ),
    ]

    private static func reference(_ indicator: String) -> String {
        "anchors and aliases (&name, *name) are not read in notes; write the value out, or put it in quotes if '\(indicator)' is "
            + "part of it"
    }

    @Test("each says where, what, and what to do", arguments: cases)
    func message(_ yaml: String, _ says: String) {
        #expect(text(of: Array(yaml.utf8)) == says)
    }

    @Test("an address that is none is refused in the words of the network types")
    func addresses() throws {
        let says = text(of: Array("flows:\n  denied:\n    - {from: 10.0.0.1/8, to: A}\n".utf8))
        #expect(says.hasPrefix("n.yaml:3:14: 'from': ") && says.contains("10.0.0.0/8"), "\(says)")
    }

    @Test("bytes that are not UTF-8 are refused")
    func encodings() {
        #expect(text(of: [0x61, 0x3A, 0x20, 0xFF]) == "n.yaml: the file is not UTF-8 text; save it as UTF-8")
        #expect(text(of: [0xFF, 0xFE, 0x61, 0x00]) == "n.yaml: the file is UTF-16; save it as UTF-8")
    }

    @Test("a file beyond every limit is refused, and quickly")
    func limits() {
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(text(of: Array(repeating: UInt8(ascii: "a"), count: 9 << 20)).hasPrefix("n.yaml: the file has 9437184 bytes"))
            for open in ["[", "{a: ", "- ", "? ", "- [", "[{a: "] {
                for depth in [20, 40, 400, 100_000] {
                    let says = text(of: Array(String(repeating: open, count: depth).utf8))
                    #expect(
                        says.hasPrefix("n.yaml") && (depth < 50 || says.contains("levels") || says.contains("YAML")), "\(says)")
                }
            }
            let manyValues = "practices: [" + String(repeating: "a,", count: 1_000_001) + "]"
            #expect(text(of: Array(manyValues.utf8)).contains("more than 1000000 values"))
        }
        #expect(time < .seconds(60))
    }

    @Test("an alias bomb is refused before it goes off, in values and in keys")
    func bombs() {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        for level in 1...30 {
            lines.append("a\(level): &a\(level) [\((0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]")
        }
        #expect(text(of: Array(lines.joined(separator: "\n").utf8)) == "n.yaml:1:5: \(Self.reference("&"))")
        lines.append("? *a30\n: x")
        lines.insert("environment: {title: \"*not one\", purpose: 'a & b'}", at: 0)
        #expect(text(of: Array(lines.joined(separator: "\n").utf8)) == "n.yaml:2:5: \(Self.reference("&"))")
    }

    private func text(of bytes: [UInt8]) -> String {
        do {
            return "read: \(try NotesReader().read(bytes, from: "n.yaml"))"
        } catch {
            return "\(error)"
        }
    }
}
