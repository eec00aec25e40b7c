import CHeap
import Glibc

/// What the process holds in memory.
package enum Heap {
    /// Bytes that are allocated and not freed.
    package static var bytesInUse: Int {
        let info = mallinfo2()
        return Int(info.uordblks) + Int(info.hblkhd)
    }

    /// Bytes of physical memory, after what was freed is given back.
    package static func residentBytes() -> Int {
        malloc_trim(0)
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var text = [CChar](repeating: 0, count: 200)
        guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
        let fields = text.prefix { $0 != 0 }.split(separator: CChar(UInt8(ascii: " ")))
        let pages = fields.count > 1 ? Int(String(decoding: fields[1].map(UInt8.init(bitPattern:)), as: UTF8.self)) : nil
        return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
    }
}
