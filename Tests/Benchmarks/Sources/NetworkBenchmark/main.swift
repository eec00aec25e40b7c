import Glibc

// What a question over every layer costs in a large VPC and between fifty, in processor time of this thread, and what reading its network costs.
//
//     swift run -c release --package-path Tests/Benchmarks network [WORD]
//
// With a WORD only the questions are asked whose row holds it, and nothing is read twice.
// A missed limit is named and ends the run with 1.

let (one, joined) = (NetworkEnvironment(), JoinedEnvironment())
let word = CommandLine.arguments.dropFirst().first
var measurements = Measurements(only: word)
if word == nil {
    try measurements.reading(one, "one VPC")
    try measurements.reading(joined, "fifty VPCs")
}
try measurements.questions(one)
try measurements.questions(joined)
exit(measurements.report() ? 0 : 1)
