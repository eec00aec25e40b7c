import Glibc

/// Writes files that only their owner reads, whole or not at all.
enum FileWriting {
    static func isDirectory(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    /// Writes a file beside its place and moves it there; makes its folder where there is none.
    ///
    /// A pipe or a device is written to as it is, and a link stays one: what it leads to is written. `-` is standard output.
    static func write(_ bytes: [UInt8], to path: String) throws {
        if path == "-" {
            guard writeAll(bytes, to: 1) else { throw failure("standard output") }
            return
        }
        var facts = stat()
        if lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFLNK, let target = target(of: path) {
            try write(bytes, to: target)
            return
        }
        if stat(path, &facts) == 0, facts.st_mode & S_IFMT != S_IFREG {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure(path) }
            defer { close(descriptor) }
            guard writeAll(bytes, to: descriptor) else { throw failure(path) }
            return
        }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        if !folder.isEmpty, mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure(folder) }
        var template = Array("\(folder).sgscope-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(path) }
        let isWritten = fchmod(descriptor, 0o600) == 0 && writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        let number = errno
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed, rename(template, path) == 0 else {
            if !isWritten { errno = number }
            let error = failure(path)
            unlink(template)
            throw error
        }
    }

    /// Puts other bytes in the place of a file that is there: whole or not at all, with the permissions that it has.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw failure(path) }
        guard access(path, W_OK) == 0 else { throw failure(path) }
        try write(bytes, to: path)
        chmod(target(of: path) ?? path, facts.st_mode & 0o7777)
    }

    /// What a link leads to, through all links; of one that leads nowhere yet where it would lead.
    private static func target(of link: String) -> String? {
        if let real = realpath(link, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink(link, &bytes, bytes.count - 1)
        guard errno != ELOOP, length > 0 else { return nil }
        let text = String(decoding: bytes[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
        if text.hasPrefix("/") { return text }
        return (link.lastIndex(of: "/").map { String(link[...$0]) } ?? "") + text
    }

    /// Writes all of some bytes; false, with `errno`, where that fails.
    ///
    /// A closed pipe ends the program by its signal.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR, errno != EAGAIN {
                return false
            }
        }
        return true
    }

    /// Makes a file of some bytes, which only `isReplacing` lets take the place of one that is there.
    ///
    /// Throws where it is there already, and where it cannot be made or is not whole.
    static func make(_ bytes: [UInt8], at path: String, isReplacing: Bool = false) throws(MakingError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (isReplacing ? O_TRUNC : O_EXCL), 0o644)
        guard descriptor >= 0 else { throw errno == EEXIST ? .isThere : .cannotBeMade(reason) }
        let isWritten = writeAll(bytes, to: descriptor)
        let why = reason
        let isClosed = close(descriptor) == 0
        if !isWritten || !isClosed { throw .isNotWhole(isWritten ? reason : why) }
    }

    enum MakingError: Error {
        case isThere
        case cannotBeMade(String)
        case isNotWhole(String)
    }

    /// What the system says of the last call.
    private static var reason: String { String(cString: strerror(errno)) }

    private static func failure(_ path: String) -> Failure {
        .cannotWrite("\(path) cannot be written: \(reason)")
    }
}
