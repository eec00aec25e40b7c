// From a key to the finished frame, in an inventory of 10,000 groups with 1,000,000 rules, and whether memory stays steady.
//
//     swift run -c release --package-path Tests/Benchmarks explorer [--groups N] [--keys N] [--seed N] [--wall] [--check]
//         [--program .build/release/sgscope]
//
// Keys are those of people: typing filters and questions, moving about, opening panes, following rules, going back. What the
// explorer hands to the background is done between two keys and not counted; the frame that its result makes is. Times are what is
// computed on the thread of the keys; `--wall` takes what passes. `--check` ends with status 1 where a target is missed. `--program`
// counts the bytes that the program sends on its example, with htop and tig beside it where they are installed.

import Diagram
import Environments
import Explorer
import Frames
@preconcurrency import Glibc
import Measuring
import Reachability
import CoreModel

setvbuf(stdout, nil, Int32(_IOLBF), 0)
let options = BenchmarkOptions(Array(CommandLine.arguments.dropFirst()))
let clock = options.isWall ? Clock.wall : Clock.cpu

let slowLink = try options.program.map { try SlowLink(program: $0, repository: ".") }
print(slowLink?.table ?? "bytes at 80x24: --program .build/release/sgscope counts them")

let begun = Clock.wall.now()
let inventory = Environment(groupCount: options.groups, flavour: .typical, seed: options.seed).inventory()
let read = Clock.wall.now()
let analyzer = Analyzer(inventory)
let model = ExplorerModel(inventory: inventory, analyzer: analyzer, notes: nil, isExample: false)
let built = Clock.wall.now()
func seconds(_ nanoseconds: Int64) -> String { (Double(nanoseconds) / 1e9).fixed(2) }
print("\(options.groups) groups, \(inventory.rules.count) rules; analyzer and model in \(seconds(built - read)) s")

var session = Session(model: model, clock: clock)
var keys = KeyScript(seed: options.seed, inventory: inventory)
session.press(ScriptedKey(event: .begun, kind: "the first screen"))
for _ in 0..<200 { session.press(keys.next()) }
session.reset()
let before = Heap.residentBytes()
var halfway = before
for number in 0..<options.keys {
    session.press(keys.next())
    if number == options.keys / 2 { halfway = Heap.residentBytes() }
}
let after = Heap.residentBytes()

var table = TextTable(["key to frame, ms", "keys", "p50", "p99", "largest"])
for (name, samples) in session.byKind.sorted(by: { $0.key < $1.key }) + [("all", session.all)] {
    let cells = [samples.median, samples.percentile(99), samples.largest].map { (($0 ?? 0) / 1e6).short }
    table.add([name, "\(samples.count)"] + cells)
}
print(table.text)
print("background: \(session.works) pieces of work, the longest \(seconds(session.longestWork)) s")
let megabytes = [before, halfway, after].map { (Double($0) / 1e6).fixed(1) }
print("memory: \(megabytes[0]) MB before, \(megabytes[1]) after half, \(megabytes[2]) after \(options.keys) keys")

let slowest = (session.all.percentile(99) ?? 0) / 1e6
let growth = Double(after - halfway) / Double(max(1, halfway))
let missed = [
    slowest >= 16 ? "p99 is 16 ms or more" : nil, growth > 0.05 ? "memory grows" : nil,
    slowLink?.isMissed == true ? "more bytes than the budget" : nil,
].compactMap { $0 }
if options.isCheck, !missed.isEmpty {
    print("missed: \(missed.joined(separator: ", "))")
    exit(1)
}
