import Glibc

/// The files below a folder: regular ones, sorted by path, without hidden ones.
///
/// Links are followed, each folder once.
public struct FolderWalk: Sendable {
    /// The files, as paths that begin with the folder's.
    public private(set) var files: [String] = []
    /// How many pipes, devices and broken links were passed over.
    public private(set) var others = 0
    private var visited: Set<[UInt64]> = []

    /// Walks all of a folder; throws where one in it cannot be listed.
    public init(path: String) throws(UnreadableFolder) { try walk(path) }

    private mutating func walk(_ path: String) throws(UnreadableFolder) {
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

    private static func names(in path: String) throws(UnreadableFolder) -> [String] {
        guard let stream = opendir(path) else { throw UnreadableFolder(path: path, code: errno) }
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

/// A folder that cannot be listed, with the system's number of what is wrong.
public struct UnreadableFolder: Error {
    /// The folder.
    public let path: String
    /// What `errno` was.
    public let code: Int32
}

/// What kind of thing a path leads to, links followed.
public enum PathKind: Sendable {
    case file
    case folder
    /// A pipe, a device, a socket.
    case other

    /// What a path leads to; nil, with `errno`, where it leads nowhere.
    public init?(of path: String) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        default: self = .other
        }
    }
}
