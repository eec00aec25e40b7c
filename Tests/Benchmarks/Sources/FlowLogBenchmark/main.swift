import FlowLogs
import Foundation
import Measuring

// What reading flow logs costs beside unpacking them and beside DuckDB, in the same run.
//
//     swift run -c release --package-path Tests/Benchmarks flowlogs [--lines N] [--log FOLDER] [--folder KEPT] [--runs N]
//
// The records are those of a generated log in the default format (of the tests, or FOLDER) again and again. Every figure is processor time
// of a process of its own, the best of the runs. Targets: at most twice zcat, less than DuckDB grouping by whole 5-tuples, 250 MB; 7,000 rows
// of a query's result attributed within 50 ms; no rule that was used called unused.

var options: [String: String] = [:]
var arguments = CommandLine.arguments.dropFirst()
while let name = arguments.popFirst() { options[name] = arguments.popFirst() ?? "" }

if let folder = options["--read"] {
    let set = FlowLogReader().read([folder])
    print("\(set.records) records, \(set.flows.count) flows, \(set.problems.count) problems")
    exit(set.problems.isEmpty ? 0 : 1)
}

let runs = options["--runs"].flatMap(Int.init) ?? 3
let lines = options["--lines"].flatMap(Int.init) ?? 10_000_000
let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
let source =
    options["--log"] ?? tests.deletingLastPathComponent().appending(path: "FlowLogsTests/Fixtures/web/v2").path
let folder = options["--folder"] ?? "/tmp/sgscope-flowlogs-\(getpid())"
let output = "/tmp/sgscope-flowlogs-\(getpid()).out"
defer {
    if options["--folder"] == nil { try? FileManager.default.removeItem(atPath: folder) }
    try? FileManager.default.removeItem(atPath: output)
}
if !FileManager.default.fileExists(atPath: folder) { try LogMaker(folder: source).write(lines, to: folder) }

let query = """
    import duckdb
    names = "version account_id interface_id srcaddr dstaddr srcport dstport protocol packets bytes start end action log_status".split()
    number = dict.fromkeys("version srcport dstport protocol".split(), "INT") | dict.fromkeys("packets bytes start end".split(), "BIGINT")
    columns = {name: number.get(name, "VARCHAR") for name in names}
    files = f"read_csv('\(folder)/*.log.gz', delim=' ', header=true, nullstr='-', auto_detect=false, columns={columns})"
    keys = "interface_id, srcaddr, dstaddr, srcport, dstport, protocol, action"
    sums = "count(*), sum(packets), sum(bytes), min(start), max(\\"end\\")"
    print(duckdb.sql(f"SELECT count(*) FROM (SELECT {keys}, {sums} FROM {files} WHERE log_status = 'OK' GROUP BY ALL)"))
    """

/// The best of some runs; nil where it cannot be run.
func best(of count: Int, _ program: String, _ words: [String], output: String) -> ProgramRun? {
    let runs = (0..<count).compactMap { _ in try? ProgramRun(program, words, output: output)
    }
    return runs.filter { $0.status == 0 }.min { $0.cpuSeconds < $1.cpuSeconds }
}

var table = TextTable(["", "processor s", "wall s", "peak MB", "of zcat"])
let unpacking = best(of: runs, "/bin/sh", ["-c", "zcat \(folder)/*.log.gz > /dev/null"], output: output)
let reading = best(of: runs, CommandLine.arguments[0], ["--read", folder], output: output)
print((try? String(contentsOfFile: output, encoding: .utf8)) ?? "", terminator: "")
let grouping = best(of: runs, "/usr/bin/env", ["python3", "-c", query], output: output)
for (name, run) in [("zcat", unpacking), ("sgscope", reading), ("DuckDB by 5-tuple", grouping)] {
    let share = run.flatMap { run in unpacking.map { (run.cpuSeconds / $0.cpuSeconds).fixed(2) } }
    table.add([
        name, run?.cpuSeconds.fixed(2) ?? "-", run?.seconds.fixed(2) ?? "-", run?.peakMegabytes.fixed(0) ?? "-", share ?? "-",
    ])
}
print(table.text)

// What comes out of a query, held against the rules; and what is said of rules that were used. AWS's sample is not run here: its figures are
// those that were counted when it was tried on logs whose truth was known.
let system = tests.deletingLastPathComponent().appending(path: "TrafficTests/Fixtures/rules").path
let attributing = try Attributing(folder: system)
let cost = attributing.cost(rows: 7_000, runs: max(5, runs))
print(
    "\(cost.rows) rows of a query's result: attributed in \(cost.attributing.fixed(1)) ms (limit 50), read in "
        + "\(cost.reading.fixed(1)) ms\n")
var truth = TextTable(["rules that were used", "of them called unused"])
truth.add(["AWS's sample: 16", "8"])
var isTrue = true
for (name, format) in [("custom", "custom"), ("default", "v2")] {
    let (used, wrong) = try attributing.unused(format)
    truth.add(["sgscope, \(name) format: \(used)", "\(wrong)"])
    isTrue = isTrue && used > 0 && wrong == 0
}
print(truth.text)
guard let reading, let unpacking else { exit(1) }
let isMet =
    isTrue && cost.attributing <= 50 && reading.cpuSeconds <= 2 * unpacking.cpuSeconds && reading.peakMegabytes <= 250
    && grouping.map { reading.cpuSeconds < $0.cpuSeconds } ?? true
print(isMet ? "all targets are met" : "a target is missed")
exit(isMet ? 0 : 1)
