import Board
import Glibc
import NotesFile
import Readers

/// Appends a line to the board's file, and never rewrites what stands in it.
struct BoardWriting {
    let place: BoardPlace

    /// Why a line was not written.
    struct Failed: Error {
        var reason: String
    }

    /// Appends a pin, making the file where there is none; returns the file that it was written to.
    ///
    /// Where no file can be made in the folder, the state folder has it.
    func append(_ pin: Pin) throws(Failed) -> String {
        if let path = place.existing {
            try failing { () throws(SystemFailure) in try write(pin, to: path, makes: false) }
            return path
        }
        do { try write(pin, to: place.wanted, makes: true) } catch {
            guard let fallback = place.fallback, [EACCES, EROFS, EPERM, ENOENT, ENOTDIR].contains(error.number) else {
                throw Failed(reason: error.reason)
            }
            Self.makeFolders(of: fallback)
            try failing { () throws(SystemFailure) in try write(pin, to: fallback, makes: true) }
            return fallback
        }
        return place.wanted
    }

    private struct SystemFailure: Error {
        var number: Int32
        var reason: String

        init(_ path: String) {
            number = errno
            reason = "\(path) cannot be written: \(String(cString: strerror(number)))"
        }
    }

    private func write(_ pin: Pin, to path: String, makes: Bool) throws(SystemFailure) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | (makes ? O_CREAT : 0), 0o644)
        guard descriptor >= 0 else { throw SystemFailure(path) }
        defer { close(descriptor) }
        // Two programs that pin at once write one header, and a line each.
        _ = flock(descriptor, LOCK_EX)
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw SystemFailure(path) }
        var text = facts.st_size == 0 ? BoardFile.header : try Self.endsInLine(path, size: facts.st_size) ? "" : "\n"
        text += pin.lineText + "\n"
        guard FileWriting.writeAll(Array(text.utf8), to: descriptor) else { throw SystemFailure(path) }
    }

    private func failing(_ work: () throws(SystemFailure) -> Void) throws(Failed) {
        do throws(SystemFailure) { try work() } catch { throw Failed(reason: error.reason) }
    }

    private static func endsInLine(_ path: String, size: off_t) throws(SystemFailure) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure(path) }
        defer { close(descriptor) }
        var last: UInt8 = 0
        guard pread(descriptor, &last, 1, size - 1) == 1 else { throw SystemFailure(path) }
        return last == UInt8(ascii: "\n")
    }

    private static func makeFolders(of path: String) {
        for (place, character) in zip(path.indices, path) where character == "/" && place > path.startIndex {
            mkdir(String(path[..<place]), 0o700)
        }
    }
}
