import Foundation
import Measuring

// What reading a year of CloudTrail costs beside jq, which parses the same file, in the same run.
//
//     swift run -c release --package-path Tests/Benchmarks events PROGRAM [--events N] [--file KEPT] [--runs N]
//
// 100,000 events are about 500 MB in one object. Every figure is of a process of its own, the best of the runs. Targets: at most 0.7 of jq's
// processor time, and a peak of at most 250 MB.

let program = CommandLine.arguments.dropFirst().first ?? ".build/release/sgscope"
var options: [String: String] = [:]
var arguments = CommandLine.arguments.dropFirst(2)
while let name = arguments.popFirst() { options[name] = arguments.popFirst() ?? "" }
let runs = options["--runs"].flatMap(Int.init) ?? 3
let events = options["--events"].flatMap(Int.init) ?? 100_000
let file = options["--file"] ?? "/tmp/sgscope-events-\(getpid()).json"
let inventory = "/tmp/sgscope-events-\(getpid())-groups.json"
let output = "/tmp/sgscope-events-\(getpid()).out"
defer {
    for path in [inventory, output] + (options["--file"] == nil ? [file] : []) {
        try? FileManager.default.removeItem(atPath: path)
    }
}
if !FileManager.default.fileExists(atPath: file) { try TrailMaker.write(events, to: file) }
let groups = (0..<100).map { number in
    let id = "sg-" + String(format: "%017x", number)
    return
        "{\"GroupId\":\"\(id)\",\"GroupName\":\"g\(number)\",\"OwnerId\":\"123456789012\",\"IpPermissions\":[],\"IpPermissionsEgress\":[]}"
}
try Data("{\"SecurityGroups\":[\(groups.joined(separator: ","))]}".utf8).write(to: URL(filePath: inventory))

/// The best of the runs; nil where it cannot be run.
func best(_ program: String, _ words: [String]) -> ProgramRun? {
    (0..<runs).compactMap { _ in try? ProgramRun(program, words, output: output) }.filter { $0.status == 0 }
        .min { $0.cpuSeconds < $1.cpuSeconds }
}

let parsing = best("/usr/bin/env", ["jq", ".Records | length", file])
let reading = best(program, ["history", "-i", inventory, "-i", file, "--format", "json"])
var table = TextTable(["", "processor s", "wall s", "peak MB", "of jq"])
for (name, run) in [("jq", parsing), ("sgscope history", reading)] {
    let share = run.flatMap { run in parsing.map { (run.cpuSeconds / $0.cpuSeconds).fixed(2) } }
    table.add([
        name, run?.cpuSeconds.fixed(2) ?? "-", run?.seconds.fixed(2) ?? "-", run?.peakMegabytes.fixed(0) ?? "-", share ?? "-",
    ])
}
print(table.text)
guard let reading, let parsing else { exit(1) }
let isMet = reading.cpuSeconds <= 0.7 * parsing.cpuSeconds && reading.peakMegabytes <= 250
print(isMet ? "all targets are met" : "a target is missed")
exit(isMet ? 0 : 1)
