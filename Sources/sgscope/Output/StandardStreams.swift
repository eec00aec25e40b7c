import Glibc

/// What a program is started with: input, output and errors, each of which may be missing (`sgscope >&-`).
enum StandardStreams {
    /// Fills the places of streams that are missing with what can be neither read nor written in their stead.
    ///
    /// Else the next file that is opened takes the number, and what is meant for people is written into it.
    static func openMissing() {
        for (place, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(place, F_GETFD) < 0 {
            // The lowest free number is the one that is missing.
            _ = open("/dev/null", mode)
        }
    }

    /// Has Ctrl-\ end the program as any other does: Swift's own handler would print a crash report for somebody who wants to leave.
    static func leaveOnQuit() {
        var before = sigaction()
        guard sigaction(SIGQUIT, nil, &before) == 0 else { return }
        // What was ignored when the program started stays ignored.
        let handler = unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self)
        let isIgnored = before.sa_flags & SA_SIGINFO == 0 && handler == unsafeBitCast(SIG_IGN, to: Int.self)
        if !isIgnored { signal(SIGQUIT, SIG_DFL) }
    }
}

/// What comes on standard input as a text.
enum StandardInput {
    /// Its beginning, of so many bytes at most; what is no UTF-8 is replaced.
    static func text(limit: Int) -> String {
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let start = count
            let read = bytes.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress.map { $0 + start }, limit - start) }
            if read < 0, errno == EINTR { continue }
            if read <= 0 { break }
            count += read
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
