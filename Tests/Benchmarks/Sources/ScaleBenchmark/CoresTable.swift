import Measuring

/// What several cores save, and cost, beside the same command on one.
struct CoresTable: ScaleTable {
    static let commands = ScaleCommand.all.filter(\.isForCores)

    /// The wall time that a command may take, and the CPU time, as shares of those on one core.
    private static let (wallTarget, cpuTarget) = (0.7, 1.1)

    let options: ScaleOptions
    private var table = TextTable(["command", "wall s", "one core s", "ratio", "cpu s", "one core s", "ratio"])
    private(set) var misses: [String] = []

    init(_ options: ScaleOptions) { self.options = options }

    var text: String { table.text }

    mutating func measure(_ command: ScaleCommand, _ files: ScaleFiles) throws(ProgramFailure) {
        var all = Measurement()
        var one = Measurement()
        let output = files.output(of: "own")
        for _ in 0..<options.runs {
            all.add(try ProgramRun(options.program, command.arguments(files), output: output))
            one.add(
                try ProgramRun(
                    "/usr/bin/taskset", ["-c", "0", options.program] + command.arguments(files), output: output))
        }
        let (wall, cpu) = (all.wall / one.wall, all.cpu / one.cpu)
        if wall > Self.wallTarget { misses.append("\(command.name): \(wall.fixed(2)) of one core's time") }
        if cpu > Self.cpuTarget { misses.append("\(command.name): \(cpu.fixed(2)) of one core's CPU time") }
        table.add([
            command.name, all.wall.short, one.wall.short, wall.fixed(2), all.cpu.short, one.cpu.short, cpu.fixed(2),
        ])
    }
}
