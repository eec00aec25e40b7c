import CParse
import Environments
import Glibc
import Measuring
import Readers
import CoreModel

// What reading a listing costs, beside simdjson's own parse of the same bytes, jq and Python, in the same run.
//
//     swift run -c release --package-path Tests/Benchmarks reading [RULES...]
//
// RULES are how many rules the listings have, a hundred a group; every figure is processor time of a process of its own, the best of three.

/// Runs a command and returns the processor seconds that it used; nil where it failed or there is none.
func run(_ arguments: [String]) -> Double? {
    var pid = pid_t()
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    guard posix_spawnp(&pid, arguments[0], &actions, nil, &pointers, environ) == 0 else { return nil }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(pid, &status, 0, &usage) == pid, status == 0 else { return nil }
    let user = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) * 1e-6
    let system = Double(usage.ru_stime.tv_sec) + Double(usage.ru_stime.tv_usec) * 1e-6
    return user + system
}

/// The best of three runs.
func best(_ arguments: [String]) -> Double? { (0..<3).compactMap { _ in run(arguments) }.min() }

/// A number with some digits after the point.
func text(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let whole = Int((value * scale).rounded())
    if digits == 0 { return "\(whole)" }
    let rest = String(whole % Int(scale))
    return "\(whole / Int(scale))." + String(repeating: "0", count: digits - rest.count) + rest
}

if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "--read" {
    do {
        let inventory = try InputReader().read([.path(CommandLine.arguments[2])]).inventory
        guard let file = fopen(CommandLine.arguments[3], "w") else { exit(1) }
        fputs("\(peak_bytes())", file)
        fclose(file)
        exit(inventory.loadedRuleCount > 0 ? 0 : 1)
    } catch {
        exit(1)
    }
}

let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let folder = "/tmp/sgscope-reading-\(getpid())"
mkdir(folder, 0o700)
print("    rules  file MB  dom s  read s  read/dom  peak/file  jq s  jq/read  python s  python/read")
for rules in sizes.isEmpty ? [1_000, 10_000, 100_000, 1_000_000] : sizes {
    let path = "\(folder)/listing.json"
    var listing = ListingFile(groups: max(1, rules / 100), rules: 100, seed: 7)
    guard let bytes = listing.write(to: path) else { continue }
    let parse = (0..<3).map { _ in parse_seconds(path) }.min() ?? -1
    let peakFile = "\(folder)/peak"
    guard let own = best([CommandLine.arguments[0], "--read", path, peakFile]), parse > 0 else { continue }
    var peak = 0
    if let file = fopen(peakFile, "r") {
        withUnsafeMutablePointer(to: &peak) { pointer in withVaList([pointer]) { _ = vfscanf(file, "%ld", $0) } }
        fclose(file)
    }
    unlink(peakFile)
    let jq = best(["jq", "length", path])
    let python = best(["python3", "-c", "import json, sys; json.load(open(sys.argv[1]))", path])
    let columns: [(String, Int)] = [
        ("\(rules)", 9), (text(Double(bytes) / 1e6, 1), 7), (text(parse, 3), 5), (text(own, 3), 6),
        (text(own / parse, 2), 8), (text(Double(peak) / Double(bytes), 2), 9),
        (jq.map { text($0, 2) } ?? "-", 4), (jq.map { text($0 / own, 1) } ?? "-", 7),
        (python.map { text($0, 2) } ?? "-", 8), (python.map { text($0 / own, 1) } ?? "-", 11),
    ]
    print(columns.map { String(repeating: " ", count: max(0, $1 - $0.count)) + $0 }.joined(separator: "  "))
    unlink(path)
}
rmdir(folder)
