#if canImport(Glibc)
    import Glibc
#endif

/// Huge pages behind arrays of many megabytes.
///
/// An array of a million rules is filled once: the system finds and clears a page of 4 kB for each hundred of them, which costs as much as
/// the filling. In pages of 2 MB that is a fifth of it.
/// Source: https://docs.kernel.org/admin-guide/mm/transhuge.html
public enum HugePages {
    /// What is smaller gains nothing.
    private static let least = 4 << 20

    /// Asks for huge pages in some bytes that nothing was written to; where the system has none, it stays as it is.
    public static func advise(_ start: UnsafeMutableRawPointer?, bytes: Int) {
        #if canImport(Glibc)
            guard let start, bytes >= least else { return }
            let page = Int(sysconf(Int32(_SC_PAGESIZE)))
            let address = Int(bitPattern: start)
            let first = (address + page - 1) / page * page
            guard page > 0, let aligned = UnsafeMutableRawPointer(bitPattern: first) else { return }
            // It is advice: that it is not taken changes no answer.
            _ = madvise(aligned, address + bytes - first, MADV_HUGEPAGE)
        #endif
    }
}

extension Array {
    /// Makes room for so many elements in all, in huge pages where they are many.
    public mutating func reserveLarge(_ count: Int) {
        if count <= capacity { return }
        reserveCapacity(count)
        let (used, all) = (self.count, capacity)
        withUnsafeMutableBufferPointer { buffer in
            let stride = MemoryLayout<Element>.stride
            let start = buffer.baseAddress.map { UnsafeMutableRawPointer($0 + used) }
            HugePages.advise(start, bytes: (all - used) * stride)
        }
    }
}
