@preconcurrency import Glibc
import Measuring

// What whole commands cost at the size of the largest account (see ScaleOptions.usage, and README.md beside Package.swift).

let options = ScaleOptions(Array(CommandLine.arguments.dropFirst()))
setvbuf(stdout, nil, _IOLBF, 0)
let folder = options.folder ?? "/tmp/sgscope-scale-\(getpid())"
mkdir(folder, 0o700)
do throws(ProgramFailure) {
    var misses: [String] = []
    switch options.part {
    case .baseline: misses = try BaselineTable.run(options, in: folder)
    case .cores: misses = try CoresTable.run(options, in: folder)
    case .growth: print(try GrowthTable.run(options, in: folder))
    }
    if options.folder == nil { rmdir(folder) }
    for miss in misses { print("missed: \(miss)") }
    exit(misses.isEmpty ? 0 : 1)
} catch {
    print(error.message)
    exit(66)
}
