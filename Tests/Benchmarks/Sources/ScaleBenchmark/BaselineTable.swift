import Measuring

/// Every command of this build beside those of another, in turn on the same files.
struct BaselineTable: ScaleTable {
    static let commands = ScaleCommand.all

    let options: ScaleOptions
    private var table = TextTable(
        ["command", "cpu s", "base s", "ratio", "target", "MB", "base MB", "ratio", "target", "output"], textColumns: [0, 9])
    private var whyTime: Double?
    private(set) var misses: [String] = []
    /// What differs in outputs, in words.
    private var differences: [String] = []

    init(_ options: ScaleOptions) { self.options = options }

    var text: String { ([table.text] + differences).joined(separator: "\n\n") }

    mutating func measure(_ command: ScaleCommand, _ files: ScaleFiles) throws(ProgramFailure) {
        var own = Measurement()
        var other = Measurement()
        for _ in 0..<options.runs {
            other.add(try ProgramRun(options.baseline, command.arguments(files), output: files.output(of: "other")))
            own.add(try ProgramRun(options.program, command.arguments(files), output: files.output(of: "own")))
        }
        if command.name == "why" { whyTime = own.cpu }
        let (time, memory) = (own.cpu / other.cpu, own.peak / other.peak)
        if let most = command.time, time > most { misses.append("\(command.name): \(time.fixed(2)) of the time, not \(most)") }
        if let most = command.memory, memory > most {
            misses.append("\(command.name): \(memory.fixed(2)) of the memory, not \(most)")
        }
        var target = command.time?.fixed(2) ?? "-"
        if let share = command.timeOfWhy, let whyTime {
            target = "\(share.fixed(1)) why"
            let ofWhy = own.cpu / whyTime
            if ofWhy > share { misses.append("\(command.name): \(ofWhy.fixed(2)) of why's time, not \(share)") }
        }
        table.add([
            command.name, own.cpu.short, other.cpu.short, time.fixed(2), target, own.peak.fixed(0), other.peak.fixed(0),
            memory.fixed(2), command.memory?.fixed(1) ?? "-", compare(command, files, own, other),
        ])
    }

    /// Holds the outputs against each other and notes what differs.
    private mutating func compare(
        _ command: ScaleCommand, _ files: ScaleFiles, _ own: Measurement, _ other: Measurement
    ) -> String {
        if own.status == nil || own.status != other.status {
            misses.append("\(command.name): exit \(own.status ?? -1), and \(other.status ?? -1) of the other")
        }
        guard let outputs = OutputComparison(files.output(of: "own"), files.output(of: "other")) else {
            misses.append("\(command.name): no output to compare")
            return "-"
        }
        if outputs.isSame { return "same, \(outputs.lines.own) lines" }
        if command.change == nil { misses.append("\(command.name): the output differs and nobody said why") }
        if let first = outputs.first {
            differences.append(
                "\(command.name), line \(first.line): \(command.change?.rawValue ?? "not accounted for")\n"
                    + "  this:  \(first.own)\n  other: \(first.other)")
        }
        return "\(outputs.differing) of \(outputs.lines.own) lines differ (\(outputs.lines.other))"
    }
}
