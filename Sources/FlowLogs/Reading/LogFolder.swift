import Glibc

/// The files below a folder, sorted by path, without hidden ones; links are followed, each folder once.
struct LogFolder {
    private(set) var files: [String] = []
    /// Files that are none of a log, by their names.
    private(set) var others = 0
    private var visited: Set<[UInt64]> = []

    init(path: String) throws(StopReading) { try walk(path, isFirst: true) }

    static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    private mutating func walk(_ path: String, isFirst: Bool = false) throws(StopReading) {
        var facts = stat()
        guard stat(path, &facts) == 0, visited.insert([UInt64(facts.st_dev), UInt64(facts.st_ino)]).inserted else { return }
        for name in try Self.names(in: path) {
            let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            switch stat(child, &facts) == 0 ? facts.st_mode & S_IFMT : 0 {
            case S_IFDIR: try walk(child)
            case S_IFREG where Self.mayBeLog(name): files.append(child)
            default: others += 1
            }
        }
    }

    /// Logs end in one of these, or have no ending: what `aws s3 cp` brings, what Firehose writes, and what people save.
    private static func mayBeLog(_ name: String) -> Bool {
        guard !name.hasPrefix("_"), let dot = name.lastIndex(of: ".") else { return !name.hasPrefix("_") }
        return endings.contains(name[name.index(after: dot)...].lowercased())
    }

    private static let endings: Set<String> = ["gz", "log", "txt", "csv", "json", "jsonl", "ndjson", "parquet", "out"]

    private static func names(in path: String) throws(StopReading) -> [String] {
        guard let stream = opendir(path) else { throw LogFile.error(errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
