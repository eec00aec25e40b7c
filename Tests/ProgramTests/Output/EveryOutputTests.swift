import NotesFile
import Foundation
import FoundationXML
import PseudoTerminal
import Readers
import Support
import Testing

/// Nothing of other people's text takes effect in any output: what makes it safe for each format says Sources/README.md.
///
/// Every command is run in every format on an inventory and notes in which every text is hostile, and on a twin with harmless texts:
/// no byte of either stream acts on a terminal, each format's own reader finds the shape that the twin's has, and where a format can
/// hold any text, the texts come back whole.
@Suite("Every output", .serialized)
final class EveryOutputTests {
    private let folder: URL
    private let hostile: HostileInventory
    private let harmless: HostileInventory

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sgscope-outputs-" + UUID().uuidString.prefix(8))
        (hostile, harmless) = try HostileInventory.pair(below: folder)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Runs a command on both; `#3` in an argument is the third text, `DIR` the folder of the inputs.
    private func both(_ command: [String], input: String = "") throws -> (hostile: ProgramRun, harmless: ProgramRun) {
        func run(_ inventory: HostileInventory) throws -> ProgramRun {
            let arguments = command.map { argument in
                if argument.hasPrefix("#"), let number = Int(argument.dropFirst()) {
                    // A process cannot be given a NUL.
                    return inventory.text(number).replacing("\u{0}", with: "")
                }
                return argument.replacing("DIR", with: inventory.folder.path)
            }
            let lines = input.replacing("#SOURCE", with: HostileInventory.quoted(inventory.text(2)))
            return try ProgramRun(arguments, input: lines)
        }
        let pair = (hostile: try run(hostile), harmless: try run(harmless))
        for run in [pair.hostile, pair.harmless] {
            check(run.output, "\(command) output")
            check(run.errors, "\(command) errors")
        }
        #expect(pair.hostile.status == pair.harmless.status, "\(command): \(pair.hostile.errors.prefix(300))")
        return pair
    }

    /// Nothing that a terminal obeys, nothing that hides or reorders text.
    private func check(_ text: String, _ what: String) {
        var isFound = false
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars where scalar != "\n" && !isFound {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: isFound = true
            case .format: isFound = scalar.value != 0x200C && scalar.value != 0x200D
            default: break
            }
            #expect(!isFound, "\(what): U+\(String(scalar.value, radix: 16))")
        }
    }

    private static let input = ["-i", "DIR"]

    // MARK: Text

    /// Commands that print text; `isSameShape` where each line is one thing, so that there must be as many.
    static let texts: [(command: [String], isSameShape: Bool)] = [
        (["list"], true), (["list", "443"], true), (["rules", "sg-3"], false), (["rules", "sg-3", "--ascii"], false),
        (["who", "sg-3", "443"], false), (["why", "sg-3", "sg-2", "5432"], false),
        (["why", "sg-3", "sg-9", "22", "--verbose"], false),
        (["why", "#2", "#9", "443"], false), (["draw", "--all"], false), (["draw", "--all", "--ascii", "--ids"], false),
        (["draw", "--select", "sg-3", "--egress", "--networks", "--one-sided"], false),
        (["draw", "--fold", "vpc"], false), (["draw", "--fold", "tag:Name"], false),
        (["draw", "--path", "sg-3 -> sg-9:22"], false),
        (["matrix"], false), (["matrix", "--grid"], false), (["matrix", "--select", "#3"], false), (["check"], false),
        (["audit", "--fail-on", "never"], false), (["tour"], false), (["tour", "--ascii"], false),
    ]

    @Test("Text holds nothing that acts, and no line that nobody wrote", arguments: texts)
    func text(_ command: [String], _ isSameShape: Bool) throws {
        let (one, other) = try both(command + Self.input)
        #expect(one.status != 70 && !one.output.isEmpty, "\(command): \(one.errors.prefix(300))")
        if isSameShape { #expect(one.output.count { $0 == "\n" } == other.output.count { $0 == "\n" }) }
        #expect(one.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("sgscope: ") }, "\(one.errors.prefix(500))")
    }

    /// What ends in an error that quotes what was given or read.
    static let errors: [([String], Int32)] = [
        (["why", "#0", "nobody\u{1B}[31m\nx", "443", "-i", "DIR"], 64), (["why", "#6", "#7", "80\u{1B}[2J\n", "-i", "DIR"], 64),
        (["rules", "text\u{9B}31m\u{202E}", "-i", "DIR"], 64), (["rules", "e", "-i", "DIR"], 64),
        (["draw", "--select", "none\u{1B}]0;x\u{7}", "-i", "DIR"], 64), (["list", "--format", "\u{1B}[31m\n"], 64),
        (["list", "-i", "/none/\u{1B}[31m\n\u{202E}"], 66), (["li\u{1B}[31mst"], 66), (["list", "--\u{1B}[31m"], 64),
        (["check", "-i", "DIR", "--notes", "DIR/groups.json"], 65), (["check", "-i", "DIR", "--notes", "/none/\u{1B}[31m"], 66),
        (["diff", "DIR/\u{1B}[31m", "DIR"], 66), (["list", "-i", "DIR/sgscope.yaml"], 65),
        (["list", "-i", "DIR", "--parameter", "\u{1B}[31m=x\n"], 0),
        (["why", "--batch", "/none/\u{1B}[31m", "-i", "DIR"], 66), (["explore", "-i", "/none/\u{1B}[31m"], 66),
    ]

    @Test("Errors hold nothing that acts", arguments: errors)
    func error(_ command: [String], _ status: Int32) throws {
        let (run, _) = try both(command)
        #expect(run.status == status, "\(command): \(run.status) \(run.errors.prefix(300))")
        if status >= 64 { #expect(run.output.isEmpty) }
        if status >= 65 { #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)") }
    }

    // MARK: JSON

    static let json: [[String]] = [
        ["list", "--format", "json"], ["rules", "sg-3", "--format", "json"], ["who", "sg-3", "443", "--format", "json"],
        ["why", "sg-3", "sg-9", "22", "--format", "json"], ["why", "#2", "#9", "443", "--format", "json"],
        ["draw", "--all", "--format", "json"], ["matrix", "--format", "json"], ["check", "--format", "json"],
        ["check", "--format", "sarif"], ["audit", "--fail-on", "never", "--format", "json"],
        ["audit", "--fail-on", "never", "--format", "sarif"],
    ]

    @Test("JSON has the twin's shape, and the texts in it are whole", arguments: json)
    func json(_ command: [String]) throws {
        let (one, other) = try both(command + Self.input)
        func shape(_ run: ProgramRun) throws -> (keys: [String], texts: Set<String>) {
            var keys: [String] = []
            var texts: Set<String> = []
            func walk(_ value: Any, _ path: String) {
                if let object = value as? [String: Any] {
                    let isNamed = path.hasSuffix(".tags")
                    for (key, value) in object { walk(value, isNamed ? "\(path).KEY" : "\(path).\(key)") }
                } else if let list = value as? [Any] {
                    for element in list { walk(element, "\(path)[]") }
                } else {
                    keys.append(path)
                    if let text = value as? String { texts.insert(text) }
                }
            }
            // One value, or an object a line.
            if let whole = try? JSONSerialization.jsonObject(with: Data(run.output.utf8)) {
                walk(whole, "")
            } else {
                for object in try run.objects { walk(object, "") }
            }
            return (keys.sorted(), texts)
        }
        let (found, expected) = (try shape(one), try shape(other))
        // Where a name leads an order, groups change places; what there is stays the same.
        #expect(found.keys == expected.keys && !found.keys.isEmpty)
        if command[0] == "list" { #expect(HostileInventory.texts.allSatisfy { found.texts.contains($0) }) }
    }

    @Test("Answers to a batch are one line each, whatever was asked")
    func batch() throws {
        let lines =
            #"{"source": #SOURCE, "destination": "sg-3", "port": 443}"# + "\n" + #"{"source": "no\u001b[31m", "port": "\n"}"#
            + "\n"
        let (run, _) = try both(["why", "--batch", "-"] + Self.input, input: lines)
        #expect(try run.objects.count == 2)
        let asked = try #require(try run.objects.first?["source"] as? [String: Any])["asked"] as? String
        #expect(asked == HostileInventory.texts[2])
    }

    // MARK: Documents

    @Test(
        "CSV has the twin's rows, each as wide as the head, and no cell is a formula",
        arguments: [["matrix"], ["matrix", "--egress"]])
    func csv(_ command: [String]) throws {
        let (one, other) = try both(command + ["--format", "csv"] + Self.input)
        let rows = Self.rows(csv: one.output)
        #expect(rows.count == Self.rows(csv: other.output).count && rows.count > 10)
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        for cell in rows.joined() {
            #expect(!"=+-@".contains(cell.drop { $0.isWhitespace }.first ?? "x"), "\(cell)")
        }
    }

    /// The rows of a CSV text (RFC 4180).
    private static func rows(csv text: String) -> [[String]] {
        var rows: [[String]] = []
        var (row, cell, isQuoted) = ([String](), "", false)
        var characters = text.unicodeScalars.makeIterator()
        var next = characters.next()
        while let scalar = next {
            next = characters.next()
            if isQuoted {
                if scalar != "\"" {
                    cell.unicodeScalars.append(scalar)
                } else if next == "\"" {
                    cell += "\""
                    next = characters.next()
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," || scalar == "\n" {
                row.append(cell)
                cell = ""
                if scalar == "\n" {
                    rows.append(row)
                    row = []
                }
            } else if scalar != "\r" {
                cell.unicodeScalars.append(scalar)
            }
        }
        return rows
    }

    @Test(
        "Markdown has the twin's headings, points and tables, and no link, picture or element",
        arguments: [["matrix", "--format", "markdown"], ["tour", "--format", "markdown"]])
    func markdown(_ command: [String]) throws {
        let (one, other) = try both(command + Self.input)
        func shape(_ text: String) -> [String: Int] {
            var found: [String: Int] = [:]
            var isCode = false
            for line in text.split(separator: "\n") {
                if line.hasPrefix("```") {
                    isCode.toggle()
                    found["fence", default: 0] += 1
                    continue
                }
                if isCode { continue }
                let first = line.drop { $0 == " " }.prefix { !$0.isLetter && $0 != " " }
                let kind = first.hasPrefix("#") ? String(first) : first.hasPrefix("|") ? "|" : first.hasPrefix("-") ? "-" : "text"
                found[kind, default: 0] += 1
                // Without what is escaped.
                let bare = line.replacing(/\\[\\`*_{}\[\]()#+\-.!|<>~=]/, with: "")
                if kind == "|" { found["| of \(bare.count { $0 == "|" })", default: 0] += 1 }
                for sign in ["](", "<", "`", "~~", "**"] {
                    found[sign, default: 0] += bare.components(separatedBy: sign).count - 1
                }
            }
            return found
        }
        #expect(shape(one.output) == shape(other.output))
        #expect(!one.output.replacing("\\", with: "").isEmpty)
    }

    @Test(
        "SVG and JUnit are XML with the twin's elements",
        arguments: [["draw", "--all", "--format", "svg"], ["check", "--format", "junit"]])
    func xml(_ command: [String]) throws {
        let (one, other) = try both(command + Self.input)
        func elements(_ run: ProgramRun) throws -> ElementCounter {
            let counter = ElementCounter()
            let parser = XMLParser(data: Data(run.output.utf8))
            parser.delegate = counter
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
            return counter
        }
        let (found, expected) = (try elements(one), try elements(other))
        #expect(Set(found.names.keys) == Set(expected.names.keys))
        #expect(found.attributes == expected.attributes)
        // How a text is broken into lines depends on it; how many cases there are does not.
        #expect(found.names["testcase"] == expected.names["testcase"] && found.names["rect"] == expected.names["rect"])
    }

    @Test("DOT is a graph with the twin's nodes and edges")
    func dot() throws {
        try #require(FileManager.default.fileExists(atPath: "/usr/bin/dot"), "the test reads DOT by Graphviz: install graphviz")
        let (one, other) = try both(["draw", "--all", "--format", "dot"] + Self.input)
        func count(_ run: ProgramRun) throws -> [Int] {
            let file = folder.appending(path: "graph.dot")
            try Data(run.output.utf8).write(to: file)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/dot")
            process.arguments = ["-Tdot_json", "-o", "\(file.path).json", file.path]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let graph =
                try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: "\(file.path).json"))) as? [String: Any]
            return ["objects", "edges"].map { (graph?[$0] as? [Any])?.count ?? -1 }
        }
        #expect(try count(one) == count(other))
    }

    @Test("Mermaid has the twin's lines: nodes, edges, classes")
    func mermaid() throws {
        let (one, other) = try both(["draw", "--all", "--format", "mermaid"] + Self.input)
        func kinds(_ run: ProgramRun) -> [String: Int] {
            run.output.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: [:]) { kinds, line in
                kinds[String(line.replacing(/".*"/, with: "\"\"").replacing(/n[0-9]+/, with: "n")), default: 0] += 1
            }
        }
        #expect(kinds(one) == kinds(other))
    }

    @Test("Notes that are written hold every name, and are read again")
    func notes() throws {
        let (run, _) = try both(["notes", "init", "-i", "DIR/groups.json", "-i", "DIR/interfaces.json"])
        let notes = try NotesReader().read(Array(run.output.utf8), from: "sgscope.yaml")
        #expect(notes.groups.count == HostileInventory.count)
        try Data(run.output.utf8).write(to: hostile.folder.appending(path: "written.yaml"))
        let again = try ProgramRun([
            "check", "-i", hostile.folder.path, "--notes", hostile.folder.appending(path: "written.yaml").path,
        ])
        #expect(again.status < 64, "\(again.errors.prefix(300))")
    }

    @Test("What differs is told without effect", arguments: ["text", "json"])
    func diff(_ format: String) throws {
        let run = try ProgramRun(["diff", harmless.folder.path, hostile.folder.path, "--format", format])
        check(run.output, "diff \(format)")
        check(run.errors, "diff \(format) errors")
        let groups = hostile.folder.appending(path: "groups.json").path
        let text = try String(contentsOfFile: groups, encoding: .utf8)
        let changed = folder.appending(path: "changed.json")
        try text.replacing("5432", with: "5433").write(to: changed, atomically: true, encoding: .utf8)
        let rules = try ProgramRun(["diff", groups, changed.path, "--format", format])
        #expect(rules.status == 1 && rules.output.contains("5433"), "\(rules.errors)")
        check(rules.output, "diff of rules \(format)")
        if format == "json" {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(rules.output.utf8)) }
        }
    }

    @Test("What aws answers is captured whole, and its errors do nothing")
    func capture() throws {
        let script = """
            #!/bin/sh
            case "$*" in
            *describe-security-groups*) cat '\(hostile.folder.path)/groups.json' ;;
            *describe-vpcs*) cat '\(hostile.folder.path)/vpcs.json' ;;
            *) printf 'An error occurred (\\033[31mUnauthorizedOperation\\n\\033]0;title\\007) when calling x\\n' >&2; exit 254 ;;
            esac
            """
        let programs = try Scratch()
        try programs.writeProgram("aws", script)
        let file = folder.appending(path: "snapshot.json").path
        let run = try ProgramRun(
            ["capture", "--region", "us-east-1", "--output", file],
            environment: ["PATH": "\(programs.directory.path):/usr/bin:/bin"])
        check(run.output, "capture output")
        check(run.errors, "capture errors")
        #expect(FileManager.default.fileExists(atPath: file), "\(run.errors.prefix(500))")
        let listed = try ProgramRun(["list", "-i", file, "--format", "json"])
        check(listed.output + listed.errors, "list of the snapshot")
        let groups = try listed.objects.first?["groups"] as? [[String: Any]] ?? []
        let names = groups.compactMap { $0["name"] as? String }
        #expect(HostileInventory.texts.allSatisfy { names.contains($0) })
    }

    // MARK: The explorer

    @Test("The explorer sends nothing of it to the terminal")
    func explorer() throws {
        let pty = try PtySession(columns: 120, rows: 40, command: [BuiltProgram.path, "-i", hostile.folder.path])
        var sent = pty.output()
        let keys = [
            "\t", "\u{1B}[B", "\r", "v", "\u{1B}[B", "\r", "i", "/", "e", "\r", "\u{1B}", "a", "sg-3 -> sg-9:22", "\r", "\u{1B}",
            "m",
            "\u{1B}[B", "\u{1B}", "t", "\u{1B}[C", "\u{1B}[C", "\u{1B}", "?", "\u{1B}", ":", "\u{1B}",
            "\u{1B}[200~connect \u{202E} \u{9B}31m to 10.0.0.12:443 failed\u{1B}[201~", "\u{1B}",
        ]
        for key in keys {
            pty.send(key)
            sent += pty.output(quiet: 0.15)
        }
        let text = String(decoding: sent, as: UTF8.self)
        let shown = ["title", "isolated", "txt.exe", "lines", "graph", "space", "calc", "SUM", "head", "hacked"].count {
            text.contains($0)
        }
        #expect(shown >= 3, "hardly anything of it was shown: \(shown)")
        for scalar in text.unicodeScalars {
            let isControl =
                scalar.properties.generalCategory == .control && !"\u{1B}\r\n\t\u{8}\u{E}\u{F}".unicodeScalars.contains(scalar)
            #expect(!isControl && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value))
            if isControl { break }
        }
        // Titles, clipboards and device strings begin so; ESC [ 31 m is a colour of its own.
        for sequence in ["\u{1B}]", "\u{1B}P", "\u{1B}[31mred", "\u{1B}[2J\u{1B}P"] {
            #expect(!text.contains(sequence), "\(sequence.debugDescription)")
        }
        pty.send("q")
    }
}

/// Counts the elements of an XML document.
private final class ElementCounter: NSObject, XMLParserDelegate {
    var names: [String: Int] = [:]
    var attributes: Set<String> = []

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes found: [String: String]
    ) {
        names[elementName, default: 0] += 1
        attributes.formUnion(found.keys)
    }
}
