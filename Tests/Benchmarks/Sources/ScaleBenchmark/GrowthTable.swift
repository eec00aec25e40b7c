import Measuring

/// What every command costs as the input grows: in groups, in rules a group and in interfaces.
struct GrowthTable {
    /// Up to how many groups all commands are measured; beyond, reading and `why` alone.
    private static let allCommandsLimit = 10_000

    private struct Size {
        var groups: Int
        var rules = 100
        var interfaces = 0
    }

    private static let sizes = [
        Size(groups: 1_000), Size(groups: 3_000), Size(groups: 10_000), Size(groups: 30_000),
        Size(groups: 3_000, rules: 33), Size(groups: 3_000, rules: 300),
        Size(groups: 3_000, interfaces: 1_500), Size(groups: 3_000, interfaces: 5_000), Size(groups: 3_000, interfaces: 15_000),
    ]

    /// Measures every size, with its own files, and prints a row when it is done.
    static func run(_ options: ScaleOptions, in folder: String) throws(ProgramFailure) -> String {
        let commands = ScaleCommand.all.filter { options.wanted.isEmpty || $0.name.contains(options.wanted) }
        var table = TextTable(["groups", "rules each", "interfaces"] + commands.map(\.name), textColumns: [])
        for size in sizes {
            let files = try ScaleFiles(groups: size.groups, interfaces: size.interfaces, rules: size.rules, in: folder)
            var cells = ["\(size.groups)", "\(size.rules)", "\(size.interfaces)"]
            for command in commands {
                if size.groups > allCommandsLimit, command.name != "why" {
                    cells.append("")
                    continue
                }
                var runs = Measurement()
                for _ in 0..<options.runs {
                    runs.add(
                        try ProgramRun(options.program, command.arguments(files), output: files.output(of: "own")))
                }
                cells.append("\(runs.cpu.short) s, \(runs.peak.fixed(0)) MB")
            }
            table.add(cells)
            if options.folder == nil { files.remove() }
        }
        return table.text
    }
}
