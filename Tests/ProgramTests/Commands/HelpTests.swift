import Foundation
import Support
import Testing

/// Help and manual as they are read.
@Suite("Help and manual")
struct HelpTests {
    private static let commands = [
        "explore", "draw", "list", "rules", "who", "why", "matrix", "check", "tour", "audit", "notes init", "diff", "capture",
        "completion",
    ]

    private static func manual() throws -> [String] {
        try ProgramRun(["--generate-manual"]).output.split(separator: "\n").map { String($0).replacing("\\-", with: "-") }
    }

    @Test(arguments: [""] + commands)
    func `no line of the help is wider than 80 columns, and no example is wrapped`(command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let help = try ProgramRun(words + ["--help"], environment: ["COLUMNS": "80"]).output
        let lines = help.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.filter { $0.count > 80 })")
        // What is wrapped once more begins at the margin, below a line that is indented.
        let text = lines.prefix { !$0.hasPrefix("USAGE") }
        for (line, next) in zip(text, text.dropFirst()) where line.hasPrefix("  ") && !next.hasPrefix("  ") {
            #expect(next.first?.isUppercase == true || next.first == "-" || next.contains("SGSCOPE_LOG"), "\(line)\n\(next)")
        }
    }

    @Test func `both begin with that sgscope only reads`() throws {
        let promise = "sgscope only reads: it sends nothing that changes AWS."
        #expect(try ProgramRun(["--help"], environment: ["COLUMNS": "80"]).output.hasPrefix("OVERVIEW: \(promise)"))
        let manual = try Self.manual()
        let start = try #require(manual.firstIndex(of: ".SH DESCRIPTION"))
        #expect(manual[start + 1] == promise)
    }

    @Test func `the manual explains an option of many commands once, and prints no help within itself`() throws {
        let manual = try Self.manual()
        for option in ["-i, --input", "--notes", "--live", "--profile", "--color", "--ascii", "--resolve"] {
            #expect(manual.count { $0.hasPrefix(".B \(option) ") || $0 == ".B \(option)" } == 1, "\(option)")
        }
        #expect(!manual.contains { $0.contains("OVERVIEW:") || $0.contains("USAGE:") })
        #expect(manual.filter { $0.hasPrefix("  ") }.allSatisfy { $0.count <= 80 })
        for file in ["config.yaml", "XDG_STATE_HOME"] { #expect(manual.contains { $0.contains(file) }) }
    }

    /// Commands that the explorer has no word for, and why.
    private static let onlyCommands = [
        "explore": "one is in it", "notes": "notes are written with an editor", "completion": "it is for shells",
        "capture": "it writes what r reads",
    ]

    /// Words of the explorer that are no command: they act on what is shown or selected.
    private static let onlyWords: Set<String> = [
        "alone", "back", "between", "changes", "close", "copy", "destination", "egress", "fold", "forward", "from", "glossary",
        "goto", "hop", "ids", "interfaces", "less", "line", "more", "mouse", "nearer", "networks", "next", "on", "onesided",
        "port",
        "previous", "quit", "repaint", "reread", "sort", "source", "steps", "suspend", "swap", "to", "unused", "vpc", "wider",
        "write",
        "write!",
    ]

    @Test func `every word behind the colon is a command and the other way round, or it is said why not`() throws {
        let manual = try Self.manual()
        let words = Set(manual.filter { $0.hasPrefix(".B :") }.map { String($0.dropFirst(4).prefix { $0 != " " }) }).subtracting([
            ""
        ])
        let commands = Set(Self.commands.map { String($0.prefix { $0 != " " }) }).union(["help"])
        for command in commands where !words.contains(command) {
            #expect(Self.onlyCommands[command] != nil, "\(command) has no word")
        }
        for word in words.subtracting(commands) where !Self.onlyWords.contains(word) {
            // What it does is not asked here: that it is no unknown word is.
            let run = try ProgramRun([word, "--help"])
            #expect(run.status == 0, "\(word) is no command")
        }
        #expect(Self.onlyWords.isDisjoint(with: commands) && Self.onlyWords.isSubset(of: words))
    }
}
