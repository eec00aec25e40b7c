import Glibc

/// The folders of files that are the user's own, as XDG names them.
enum OwnFolder {
    /// `$XDG_CONFIG_HOME/sgscope`, else `~/.config/sgscope`; nil where there is neither.
    static var config: String? { below("XDG_CONFIG_HOME", else: ".config") }

    /// `$XDG_STATE_HOME/sgscope`, else `~/.local/state/sgscope`; nil where there is neither.
    static var state: String? { below("XDG_STATE_HOME", else: ".local/state") }

    /// A path that begins with `~/` in full, one that is relative below a folder.
    static func path(_ text: String, in folder: String) -> String {
        if text.hasPrefix("~/"), let home = variable("HOME") { return home + text.dropFirst() }
        return text.hasPrefix("/") ? text : "\(folder)/\(text)"
    }

    /// A relative path counts as none, as the specification says.
    private static func below(_ name: String, else folder: String) -> String? {
        if let own = variable(name), own.hasPrefix("/") { return "\(own)/sgscope" }
        return variable("HOME").flatMap { $0.hasPrefix("/") ? "\($0)/\(folder)/sgscope" : nil }
    }

    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// A small file of the user's own: read only where nobody else may have written it, and never waited for.
enum OwnFile {
    /// Why a file that is there is not read.
    enum Refusal: Error {
        case isNoFile
        case isForeign
        case mayBeWrittenByOthers
        case tooLarge
        case cannotBeOpened(String)

        var reason: String {
            switch self {
            case .isNoFile: "it is no regular file"
            case .isForeign: "it belongs to another user"
            case .mayBeWrittenByOthers: "others may write it: chmod go-w"
            case .tooLarge: "it is larger than \(OwnFile.limit / 1024) kB"
            case .cannotBeOpened(let reason): reason
            }
        }
    }

    /// Bytes beyond which nothing is read.
    static let limit = 64 << 10

    /// What a file has; nil where there is none.
    ///
    /// With `followsLinks` a link to a file is as good as the file.
    static func bytes(_ path: String, followsLinks: Bool) throws(Refusal) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followsLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: return nil
            case ELOOP: throw .isNoFile
            default: throw .cannotBeOpened(String(cString: strerror(errno)))
            }
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw .isNoFile }
        guard facts.st_uid == geteuid() || facts.st_uid == 0 else { throw .isForeign }
        // Where each user is alone in his group, his files are often writable for it; what the program writes itself never is.
        guard facts.st_mode & (followsLinks ? 0o002 : 0o022) == 0 else { throw .mayBeWrittenByOthers }
        guard facts.st_size <= limit else { throw .tooLarge }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count <= limit {
            let start = count
            let got = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + start }, limit + 1 - start) }
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw .cannotBeOpened(String(cString: strerror(errno))) }
            if got == 0 { break }
            count += got
        }
        guard count <= limit else { throw .tooLarge }
        return Array(bytes[..<count])
    }
}
