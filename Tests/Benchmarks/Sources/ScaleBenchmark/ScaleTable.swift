import Measuring

/// A table with a row for each command, and what of it misses a target.
protocol ScaleTable {
    /// The commands that it has rows for.
    static var commands: [ScaleCommand] { get }

    init(_ options: ScaleOptions)

    /// The table, and what else is to be said of it.
    var text: String { get }

    /// What was missed, in words.
    var misses: [String] { get }

    /// Measures a command and adds its row.
    mutating func measure(_ command: ScaleCommand, _ files: ScaleFiles) throws(ProgramFailure)
}

extension ScaleTable {
    /// Measures the commands that are wanted on files without and with interfaces, and prints a table for each; returns what was missed.
    static func run(_ options: ScaleOptions, in folder: String) throws(ProgramFailure) -> [String] {
        var misses: [String] = []
        for interfaces in [0, options.interfaces] {
            let files = try ScaleFiles(groups: options.groups, interfaces: interfaces, in: folder)
            var table = Self(options)
            for command in commands where options.wanted.isEmpty || command.name.contains(options.wanted) {
                try table.measure(command, files)
            }
            print("\(options.groups) groups of 100 rules, \(interfaces) interfaces\n\n\(table.text)\n")
            misses += table.misses.map { "with \(interfaces) interfaces, \($0)" }
            if options.folder == nil { files.remove() }
        }
        return misses
    }
}
