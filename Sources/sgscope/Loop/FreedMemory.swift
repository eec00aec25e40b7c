import Glibc

/// Memory that the explorer does not need any more.
enum FreedMemory {
    /// A piece that is free at the end of the heap goes back to the system from this size on, in bytes.
    private static let piece: Int32 = 1 << 20

    /// Lets what is freed go back to the system at once, where the C library can: it keeps the more of it the larger the blocks were that
    /// a reading freed, and the explorer stays open for hours beside other programs.
    ///
    /// Single commands do without: they end before anybody else could use it, and asking for it again takes time.
    static func goesBack() {
        // Swift does not see malloc.h; a C library without the function keeps what it keeps.
        guard let found = dlsym(nil, "mallopt") else { return }
        typealias Setting = @convention(c) (_ parameter: Int32, _ value: Int32) -> Int32
        let trimThreshold: Int32 = -1
        _ = unsafeBitCast(found, to: Setting.self)(trimThreshold, piece)
    }
}
