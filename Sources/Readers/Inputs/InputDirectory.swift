import Glibc

/// The files below a directory: regular ones, sorted by path, without hidden ones.
///
/// Links are followed, each directory once.
struct InputDirectory {
    /// The files, as paths that begin with the directory's.
    private(set) var files: [String] = []
    /// How many pipes, devices and broken links were passed over.
    private(set) var others = 0
    private var visited: Set<[UInt64]> = []

    init(path: String) throws(ReadError) {
        try walk(path)
    }

    /// Whether a path leads to a directory; throws where it leads nowhere.
    static func isDirectory(_ path: String) throws(ReadError) -> Bool {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw OpenFile.openError(path, errno) }
        return facts.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a path leads to a regular file.
    static func isFile(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
    }

    private mutating func walk(_ path: String) throws(ReadError) {
        var facts = stat()
        guard stat(path, &facts) == 0, visited.insert([UInt64(facts.st_dev), UInt64(facts.st_ino)]).inserted else { return }
        for name in try Self.names(in: path) {
            let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            switch stat(child, &facts) == 0 ? facts.st_mode & S_IFMT : 0 {
            case S_IFDIR: try walk(child)
            case S_IFREG: files.append(child)
            default: others += 1
            }
        }
    }

    private static func names(in path: String) throws(ReadError) -> [String] {
        guard let stream = opendir(path) else { throw OpenFile.openError(path, errno) }
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
