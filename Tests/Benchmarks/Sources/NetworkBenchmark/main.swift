import Glibc

// What a question over every layer costs in a large VPC and between fifty, in processor time of this thread, and what reading its network costs.
//
//     swift run -c release --package-path Tests/Benchmarks network [WORD]
//     swift run -c release --package-path Tests/Benchmarks network --program .build/release/sgscope
//
//     swift run -c release --package-path Tests/Benchmarks network --trial [WORD]
//
// With a WORD only the questions are asked, or the changes tried, whose row holds it, and nothing is read twice. With a program its commands
// are run in the large VPC with 10,000 groups instead; --trial tries changes there. A missed limit is named and ends the run with 1.

let words = Array(CommandLine.arguments.dropFirst())
if words.first == "--program", let program = words.dropFirst().first {
    do {
        var commands = try CommandMeasurements(program)
        try commands.measure()
        exit(commands.finish() ? 0 : 1)
    } catch {
        print(error)
        exit(70)
    }
}
if words.first == "--trial" {
    var trials = try TrialMeasurements(only: words.dropFirst().first)
    try trials.measure()
    exit(trials.report() ? 0 : 1)
}
let (one, joined) = (NetworkEnvironment(), JoinedEnvironment())
var measurements = Measurements(only: words.first)
if words.isEmpty {
    try measurements.reading(one, "one VPC")
    try measurements.reading(joined, "fifty VPCs")
}
try measurements.questions(one)
try measurements.questions(joined)
exit(measurements.report() ? 0 : 1)
