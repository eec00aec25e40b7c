import Glibc

/// A file that is read in pieces, or standard input.
struct LogFile: ~Copyable {
    private let descriptor: Int32
    private let isOwned: Bool
    /// What tells it from others, however it is named.
    let identity: [UInt64]

    /// Opens a regular file or a pipe; devices are refused, since reading one may never end.
    init(path: String) throws(StopReading) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.error(errno) }
        var facts = stat()
        let isKnown = fstat(descriptor, &facts) == 0
        let kind = facts.st_mode & S_IFMT
        guard isKnown, kind == S_IFREG || kind == S_IFIFO else {
            close(descriptor)
            throw StopReading(.isNoFile(what: kind == S_IFCHR || kind == S_IFBLK ? "a device" : "something else"))
        }
        if kind == S_IFIFO {
            // Without a writer it would end at once; the shell's <(...), a pipe under /dev/fd, has had its own.
            if !path.hasPrefix("/dev/fd/"), !path.hasPrefix("/proc/self/fd/") {
                var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                while poll(&wanted, 1, -1) < 0, errno == EINTR {}
            }
            _ = fcntl(descriptor, F_SETFL, 0)
        }
        self.descriptor = descriptor
        isOwned = true
        identity = kind == S_IFREG ? [UInt64(facts.st_dev), UInt64(facts.st_ino)] : []
    }

    /// Standard input.
    init() {
        descriptor = 0
        isOwned = false
        identity = []
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// Gives the file's pieces, one after the other.
    func read(_ take: (UnsafeBufferPointer<UInt8>) throws(StopReading) -> Void) throws(StopReading) {
        var room = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            let size = room.count
            let count = room.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, size) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw StopReading(.readFailed(reason: String(cString: strerror(errno)))) }
            if count == 0 { return }
            try room.reading { (all) throws(StopReading) in try take(UnsafeBufferPointer(rebasing: all[..<count])) }
        }
    }

    static func error(_ code: Int32) -> StopReading {
        switch code {
        case ENOENT, ENOTDIR: StopReading(.noSuchFile)
        case ENXIO: StopReading(.isNoFile(what: "a socket or a device"))
        default: StopReading(.mayNotBeOpened(reason: String(cString: strerror(code))))
        }
    }
}
