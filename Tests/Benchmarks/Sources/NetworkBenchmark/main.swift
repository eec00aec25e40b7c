import CoreModel
import Glibc
import Measuring
import Reachability
import Readers

// What a question over every layer costs in a large VPC, in processor time of this thread, and what reading its network costs.
//
//     swift run -c release --package-path Tests/Benchmarks network
//
// A missed limit is named and ends the run with 1.

var missed: [String] = []
var table = TextTable(["what", "count", "median", "p99", "largest", "limit"])

/// Adds a row, in milliseconds.
func row(_ name: String, _ samples: Samples, median: Double?, p99: Double?) {
    let (middle, late) = ((samples.median ?? 0) / 1e6, (samples.percentile(99) ?? 0) / 1e6)
    let limit = [median.map { "median \($0.short)" }, p99.map { "p99 \($0.short)" }].compactMap { $0 }.joined(separator: ", ")
    table.add([name, "\(samples.count)", middle.fixed(3), late.fixed(3), ((samples.largest ?? 0) / 1e6).fixed(3), limit])
    if let median, middle > median { missed.append("\(name): the median is \(middle.fixed(3)) ms, the limit \(median.short)") }
    if let p99, late > p99 { missed.append("\(name): p99 is \(late.fixed(3)) ms, the limit \(p99.short)") }
}

/// Processor nanoseconds of the whole process.
func processTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

func read(_ documents: [(name: String, bytes: [UInt8])]) throws -> (inventory: Inventory, seconds: Double, bytes: Int) {
    let (heap, start) = (Heap.bytesInUse, processTime())
    let inventory = try InputReader().read(documents: documents, label: "large")
    return (inventory, Double(processTime() - start) / 1e9, Heap.bytesInUse - heap)
}

let environment = NetworkEnvironment()
var ratios: [Double] = []
var more = 0
for _ in 0..<5 {
    let (plain, whole) = (try read(environment.plain), try read(environment.documents))
    ratios.append(whole.seconds / plain.seconds)
    more = whole.bytes - plain.bytes
    withExtendedLifetime((plain.inventory, whole.inventory)) {}
}
let ratio = ratios.sorted()[2]
print(
    "reading with the network's listings: \(ratio.fixed(2)) times as long (limit 1.50), \((Double(more) / 1e6).fixed(1)) MB more (limit 5.0)"
)
if ratio > 1.5 { missed.append("reading: \(ratio.fixed(2)) times") }
if more > 5_000_000 { missed.append("reading: \(more) bytes more") }

let inventory = try read(environment.documents).inventory
let analyzer = Analyzer(inventory)
let brief = AnswerScope(looksAtNetwork: true, isFull: false)

func question(_ from: String, _ to: String, _ port: String) throws -> Question {
    try analyzer.question(from: from, to: to, port: port)
}

var random = SystemSeed(state: 1)
/// Splitmix in a line or two: a benchmark's own numbers.
struct SystemSeed {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }
}

func measure(_ name: String, _ count: Int, _ scope: AnswerScope, median: Double?, p99: Double?, _ make: () throws -> Question)
    throws
{
    var samples = Samples()
    for turn in 0..<count + 20 {
        let asked = try make()
        let start = Clock.cpu.now()
        let answer = analyzer.answer(asked, scope)
        let spent = Clock.cpu.now() - start
        precondition(answer.way != nil, "\(name) is not looked at")
        if turn >= 20 { samples.add(spent) }
    }
    row(name, samples, median: median, p99: p99)
}

let interfaces = NetworkEnvironment.interfaces
try measure("interface to interface", 2_000, brief, median: 1, p99: 5) {
    let from = random.below(interfaces)
    return try question(
        "eni-\(from)", "eni-\((from + 1 + random.below(interfaces - 1)) % interfaces)", "\(1000 + random.below(9))")
}
try measure("interface to the internet", 500, brief, median: 1, p99: 5) {
    try question("eni-\(random.below(interfaces))", "internet", "443")
}
try measure("an address to an interface", 500, brief, median: 1, p99: 5) {
    try question("203.0.113.9", "eni-\(random.below(interfaces))", "1003")
}
try measure("group to group", 500, brief, median: 1, p99: 5) {
    try question("sg-\(random.below(2500))", "sg-\(random.below(2500))", "\(1000 + random.below(9))")
}
try measure("in full: fixes, the way round, what else is hit", 100, .everything, median: nil, p99: 50) {
    try question("eni-\(random.below(interfaces))", "eni-\(random.below(interfaces / 2))", "\(1000 + random.below(9))")
}
try measure("two groups of 200 members each", 20, brief, median: 50, p99: nil) { try question("many-a", "many-b", "5432") }
print(table.text)
for line in missed { print("missed: \(line)") }
if !missed.isEmpty { exit(1) }
