import Glibc
import Measuring

/// Whole commands in the large VPC with 10,000 groups, beside what they may cost.
struct CommandMeasurements {
    private let program: String
    private let folder: String
    private var table = TextTable(["command", "cpu seconds", "limit", "peak MB", "limit", "exit"])
    private var missed: [String] = []

    /// What commands may cost: processor seconds, and megabytes at their peak.
    private static let limits: [(command: [String], seconds: Double)] = [
        (["who", "group-13", "1003"], 1), (["who", "eni-4321", "1003"], 1), (["audit"], 3), (["audit", "--format", "json"], 3),
    ]
    private static let megabytes = 1000.0

    init(_ program: String) throws(CommandFailure) {
        self.program = program
        var template = Array("/tmp/sgscope-network-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CommandFailure(message: "no folder: \(String(cString: strerror(errno)))") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        try write(NetworkEnvironment(groups: 10_000), "before")
        try write(NetworkEnvironment(groups: 10_000, closesPort: true), "after")
    }

    private func write(_ environment: NetworkEnvironment, _ name: String) throws(CommandFailure) {
        mkdir("\(folder)/\(name)", 0o700)
        for (file, bytes) in environment.documents {
            let path = "\(folder)/\(name)/\(file)"
            guard let stream = fopen(path, "w") else { throw CommandFailure(message: "cannot write \(path)") }
            let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
            guard fclose(stream) == 0, written == bytes.count else { throw CommandFailure(message: "cannot write \(path)") }
        }
    }

    /// Runs every command three times; the medians are compared with the limits.
    mutating func measure() throws {
        for (command, seconds) in Self.limits { try measure(command + ["-i", folder + "/before"], as: command, seconds) }
        try measure(["diff", folder + "/before", folder + "/after"], as: ["diff", "BEFORE", "AFTER"], 5)
        print(table.text)
    }

    private mutating func measure(_ arguments: [String], as command: [String], _ limit: Double) throws {
        let runs = try (0..<3).map { _ in try ProgramRun(program, arguments, output: folder + "/output") }
        let name = command.joined(separator: " ")
        let seconds = runs.map(\.cpuSeconds).sorted()[1]
        let peak = runs.map(\.peakMegabytes).sorted()[1]
        table.add([name, seconds.short, limit.short, peak.short, Self.megabytes.short, "\(runs[0].status)"])
        if seconds > limit { missed.append("\(name): \(seconds.short) seconds") }
        if peak > Self.megabytes { missed.append("\(name): \(peak.short) MB") }
        if runs.contains(where: { $0.status > 1 }) { missed.append("\(name): exit status \(runs.map(\.status))") }
    }

    /// Removes the files; says what was missed, and whether nothing was.
    func finish() -> Bool {
        for name in ["before", "after"] {
            for (file, _) in NetworkEnvironment(groups: 1).documents { unlink("\(folder)/\(name)/\(file)") }
            rmdir("\(folder)/\(name)")
        }
        unlink(folder + "/output")
        rmdir(folder)
        for line in missed { print("missed: \(line)") }
        return missed.isEmpty
    }
}

/// Why no command is measured.
struct CommandFailure: Error {
    var message: String
}
