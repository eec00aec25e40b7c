import Glibc

/// The processor time of the thread that asks, which the load of others does not change.
public enum OwnTime {
    /// The seconds of this thread's own work that something takes.
    public static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let start = now()
        try work()
        return now() - start
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
