import Glibc

/// A regular file or a pipe, opened for reading; whoever opens it closes its descriptor.
public struct OpenedFile: Sendable {
    /// What it is read by.
    public let descriptor: Int32
    /// What tells it from others, however it is named; empty for a pipe.
    public let identity: [UInt64]
    /// How long it is; nil for a pipe, which may bring any amount.
    public let size: Int?
    /// When it was last changed, in seconds since 1970; nil for a pipe.
    public let changed: Int?

    /// Opens a regular file, or a pipe that somebody named, for which it waits until somebody writes; devices are refused, since reading
    /// one may never end.
    public init(path: String) throws(UnopenedFile) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw errno == ENXIO ? .isNoFile(what: "a socket or a device") : .code(errno) }
        var facts = stat()
        let isKnown = fstat(descriptor, &facts) == 0
        let kind = facts.st_mode & S_IFMT
        let isPipe = kind == S_IFIFO
        guard isKnown, kind == S_IFREG || isPipe else {
            close(descriptor)
            throw .isNoFile(what: Self.name(of: kind))
        }
        if isPipe {
            // Without a writer it would end at once: this waits for one. The shell's <(...), a pipe under /dev/fd, has had its own.
            // To open it anew instead would lose what a quick writer has written and left behind.
            if !Self.isDescriptorPath(path) { Self.waitForWriter(of: descriptor) }
            _ = fcntl(descriptor, F_SETFL, 0)
        }
        self.descriptor = descriptor
        identity = isPipe ? [] : [UInt64(facts.st_dev), UInt64(facts.st_ino)]
        size = isPipe ? nil : Int(facts.st_size)
        changed = isPipe ? nil : Int(facts.st_mtim.tv_sec)
    }

    /// Waits until somebody has written to a pipe, or has opened it and left.
    private static func waitForWriter(of descriptor: Int32) {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&wanted, 1, -1) < 0, errno == EINTR {}
    }

    private static func isDescriptorPath(_ path: String) -> Bool {
        path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
    }

    private static func name(of kind: mode_t) -> String {
        switch kind {
        case S_IFDIR: "a directory"
        case S_IFIFO: "a pipe"
        case S_IFCHR, S_IFBLK: "a device"
        case S_IFSOCK: "a socket"
        default: "something else"
        }
    }
}

/// Why a file was not opened.
public enum UnopenedFile: Error, Hashable, Sendable {
    /// The system's number of what is wrong.
    case code(Int32)
    /// It is something that is no file, such as "a device".
    case isNoFile(what: String)
}
