import Foundation
import Support
import Testing

/// Commands about one thing, run one after another: a heading of commands.txt with the lines below it.
struct GoldenSubject: Sendable, CustomTestStringConvertible {
    let name: String
    var commands: [String] = []

    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let table = folder.appending(path: "commands.txt")
    static let repository = folder.deletingLastPathComponent().deletingLastPathComponent()
    private static let inputs = folder.deletingLastPathComponent().appending(path: "ReadersTests/Fixtures")
    static let storedFolder = folder.appending(path: "stored")

    /// The file with its stored results.
    var file: URL { Self.storedFolder.appending(path: "\(name).txt") }

    /// The table's subjects; throws where it cannot be read or a command stands above every heading.
    static func all() throws -> [GoldenSubject] {
        var subjects: [GoldenSubject] = []
        for line in try String(contentsOf: table, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("["), line.hasSuffix("]") {
                subjects.append(GoldenSubject(name: String(line.dropFirst().dropLast())))
            } else {
                try #require(!subjects.isEmpty, "\(line) has no subject")
                subjects[subjects.count - 1].commands.append(String(line))
            }
        }
        return subjects
    }

    /// What the commands print and how they end, as it is stored: standard output as it is, then standard error behind `! `.
    func results() throws -> String {
        try commands.map { command in
            let run = try ProgramRun(line: command, in: Self.inputs)
            let output = run.output.unicodeScalars.last ?? "\n" == "\n" ? run.output : run.output + "(no line end)\n"
            let errors = run.errors.split(separator: "\n").map { "! \($0)\n" }.joined()
            // Files are as old as the checkout is.
            let dated = output.replacing(/files of \d{4}-\d\d-\d\d \d\d:\d\dZ/, with: "files of 2026-11-24 01:53Z")
            return "$ \(command)\n\(dated)\(errors)[exit \(run.status)]\n"
        }.joined(separator: "\n")
    }
}
