import Foundation

/// The built program run once without a terminal: what it printed and how it ended.
public struct ProgramRun: Sendable {
    /// What it wrote to standard output.
    public let output: String
    /// What it wrote to standard error.
    public let errors: String
    /// The exit status; below zero the signal that ended it.
    public let status: Int32

    /// Runs the program with arguments in a folder of its own; `input` is its standard input.
    public init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws {
        let folder = try Scratch()
        try self.init(
            executable: BuiltProgram.path, arguments: arguments, input: input, environment: environment,
            directory: folder.directory)
    }

    /// Runs a line of a POSIX shell in a folder; `sgscope` in it is the built program, and nothing stands on its standard input.
    public init(line: String, in directory: URL, environment: [String: String] = [:]) throws {
        let beside = URL(filePath: BuiltProgram.path).deletingLastPathComponent().path
        var environment = environment
        environment["PATH"] = "\(beside):\(environment["PATH"] ?? "/usr/bin:/bin")"
        try self.init(executable: "/bin/sh", arguments: ["-c", line], environment: environment, directory: directory)
    }

    private init(
        executable: String, arguments: [String], input: String = "", environment: [String: String], directory: URL
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        // How old the files of a checkout are is nobody's business but that of tests that say what time it is.
        // Nor is what the developer's own config file says, or what his explorer keeps.
        let own = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": "0"].merging(
            ["XDG_CONFIG_HOME", "XDG_STATE_HOME"].map { ($0, "/nonexistent") }
        ) { $1 }
        process.environment = own.merging(environment) { $1 }
        process.currentDirectoryURL = directory
        let folder = try Scratch()
        // Files, not pipes: a pipe that nobody empties would stop the program.
        let streams = ["in", "out", "err"].map { folder.directory.appending(path: $0) }
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
    public var objects: [[String: Any]] {
        get throws {
            try output.split(separator: "\n").map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }
        }
    }
}
