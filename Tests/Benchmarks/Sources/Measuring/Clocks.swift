import Glibc

/// The times that a measurement can be taken in.
package enum Clock: String, Sendable {
    /// What passes: what a user waits for.
    case wall
    /// What this thread computes: for a machine that others work on at the same time.
    case cpu

    /// Nanoseconds since some moment.
    package func now() -> Int64 {
        switch self {
        case .wall: return (ContinuousClock.now - Self.start).nanoseconds
        case .cpu:
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        }
    }

    private static let start = ContinuousClock.now
}

extension Duration {
    /// As a whole number of nanoseconds.
    package var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
