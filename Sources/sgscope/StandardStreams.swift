import Glibc

/// What a program is started with: input, output and errors, each of which may be missing (`sgscope >&-`).
enum StandardStreams {
    /// Fills the places of streams that are missing with what can be neither read nor written in their stead.
    ///
    /// Else the next file that is opened takes the number, and what is meant for people is written into it.
    static func fillPlaces() {
        for (place, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(place, F_GETFD) < 0 {
            // The lowest free number is the one that is missing.
            _ = open("/dev/null", mode)
        }
    }
}
