import Environments
import Glibc
import Measuring

// What `sgscope matrix`, `check` and `audit` cost as whole commands, on an environment written to files.

let commands = [
    ["matrix"], ["matrix", "--format", "markdown"], ["matrix", "--format", "csv"], ["matrix", "--format", "json"], ["check"],
    ["check", "--format", "json"], ["check", "--format", "sarif"], ["audit"], ["audit", "--format", "json"],
]

do {
    let options = try ReviewOptions(CommandLine.arguments.dropFirst())
    var table = TextTable(
        ["flavour", "groups", "command", "seconds", "cpu", "peak MB", "exit", "output MB"], textColumns: [0, 2])
    var isWithin = true
    for flavour in options.flavours {
        let folder = try EnvironmentFolder(Environment(groupCount: options.size, flavour: flavour, seed: 1))
        defer { folder.remove() }
        for command in commands {
            let run = try ProgramRun(options.program, command + ["-i", folder.path], output: folder.path + "/../output")
            table.add([
                flavour.rawValue, "\(options.size)", command.joined(separator: " "), run.seconds.short, run.cpuSeconds.short,
                run.peakMegabytes.short, "\(run.status)", run.outputMegabytes.short,
            ])
            isWithin = isWithin && run.cpuSeconds < 10 && run.peakMegabytes < 2000 && run.status <= 1
        }
    }
    print(table.text)
    if !isWithin {
        print("beyond 10 seconds or 2 GB, or failed")
        exit(1)
    }
} catch let error as ProgramFailure {
    print(error.message)
    exit(66)
} catch let error as ReviewFailure {
    print(error.message)
    exit(error.status)
}
