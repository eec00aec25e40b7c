import Foundation

/// The built program run once without a terminal: what it printed and how it ended.
struct ProgramRun {
    let output: String
    let errors: String
    let status: Int32

    /// Runs the program with arguments; `input` is its standard input.
    init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = URL(filePath: BuiltProgram.path)
        process.arguments = arguments
        process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        let directory = FileManager.default.temporaryDirectory.appending(path: "run-" + UUID().uuidString.prefix(8))
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        process.currentDirectoryURL = directory
        // Files, not pipes: a pipe that nobody empties would stop the program.
        let streams = ["in", "out", "err"].map { directory.appending(path: $0) }
        for stream in streams { FileManager.default.createFile(atPath: stream.path, contents: nil) }
        try Data(input.utf8).write(to: streams[0])
        process.standardInput = try FileHandle(forReadingFrom: streams[0])
        process.standardOutput = try FileHandle(forWritingTo: streams[1])
        process.standardError = try FileHandle(forWritingTo: streams[2])
        try process.run()
        process.waitUntilExit()
        output = String(decoding: try Data(contentsOf: streams[1]), as: UTF8.self)
        errors = String(decoding: try Data(contentsOf: streams[2]), as: UTF8.self)
        status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// The lines of the output as JSON objects.
    var objects: [[String: Any]] {
        get throws {
            try output.split(separator: "\n").map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }
        }
    }
}

/// Files of the repository that tests of the program read.
enum Places {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let inputs = tests.appending(path: "ReadersTests/Fixtures")
    static let notes = tests.deletingLastPathComponent().appending(path: "Resources/sgscope.yaml")
    static let stored = tests.appending(path: "ProgramTests/Fixtures")

    /// Compares with a stored text; with SGSCOPE_RECORD=1 it is written anew instead.
    static func stored(_ name: String, _ text: String) throws -> String {
        let file = stored.appending(path: name)
        if ProcessInfo.processInfo.environment["SGSCOPE_RECORD"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return try String(contentsOf: file, encoding: .utf8)
    }
}
