// What answers cost, and how that grows: verdicts, full answers, paths, reach questions, edges and the index, on environments of
// 100, 1,000 and 10,000 groups with 100 rules each, made from a seed.
//
//     swift run -c release --package-path Tests/Benchmarks reachability [GROUPS...] [--flavour typical|dense]
//         [--seed N] [--budget SECONDS] [--only METRIC,METRIC...] [--cpu] [--check]
//
// Every size is measured in a process of its own, which is ended when a measurement takes far longer than the budget (10 seconds
// a measurement): the table then says how many questions were done. Times are what passes; `--cpu` takes what is computed, for a
// machine that others work on. `--check` ends with status 1 where a target is missed.

@preconcurrency import Glibc

do {
    let options = try Options(Array(CommandLine.arguments.dropFirst()))
    if let job = options.job {
        try Worker(job).run()
    } else {
        exit(try Benchmark(options).run())
    }
} catch let error as Failure {
    fputs("reachability: \(error.message)\n", stderr)
    exit(error.status)
}
