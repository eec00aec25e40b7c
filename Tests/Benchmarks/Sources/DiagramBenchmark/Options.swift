import Foundation

/// What the command line asks for.
struct Options {
    /// The names of the graphs, without what follows the dot.
    var names: [String] = []
    /// Where the graphs are.
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../DiagramTests/Fixtures").standardizedFileURL
    /// Seconds that a rival may take for one picture.
    var limit = 20
    /// Random graphs to draw and read back.
    var random = 3000

    init(_ arguments: [String]) throws(Failure) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--graphs":
                guard let path = rest.popFirst() else { throw Failure(message: "--graphs needs a folder", status: 64) }
                folder = URL(fileURLWithPath: path)
            case "--random":
                guard let value = rest.popFirst().flatMap({ Int($0) }), value >= 0 else {
                    throw Failure(message: "--random needs a number of graphs", status: 64)
                }
                random = value
            case "--limit":
                guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else {
                    throw Failure(message: "--limit needs a number of seconds", status: 64)
                }
                limit = value
            default:
                guard !argument.hasPrefix("-") else { throw Failure(message: "no option \(argument)", status: 64) }
                names.append(argument)
            }
        }
        if names.isEmpty { names = ["sg-lab", "s10", "s20", "s50", "s200", "g10", "g20", "g50", "g200", "g1000"] }
    }

    /// The graphs, read.
    func graphs() throws(Failure) -> [BenchmarkGraph] {
        var result: [BenchmarkGraph] = []
        for name in names {
            let texts = ["labdag", "dag"].compactMap {
                try? String(contentsOf: folder.appendingPathComponent("\(name).\($0)"), encoding: .utf8)
            }
            guard let text = texts.first else {
                throw Failure(message: "no graph \(name) in \(folder.path)", status: 66)
            }
            result.append(BenchmarkGraph(name: name, text: text))
        }
        return result
    }
}

/// Why nothing, or nothing more, is measured.
struct Failure: Error {
    var message: String
    /// The exit status: 64 for wrong usage, 66 for a file that is not there.
    var status: Int32 = 70
}
