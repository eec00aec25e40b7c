import CZlib

/// Unpacks gzip data as it comes in pieces, of one member or of several.
///
/// Its memory is that of zlib, some ten KB, and a room of 256 KB.
final class Unpacker {
    private let door: OpaquePointer
    private var room = [UInt8](repeating: 0, count: 1 << 18)

    /// An unpacker; nil without memory.
    init?() {
        guard let door = zlib_open() else { return nil }
        self.door = door
    }

    deinit { zlib_close(door) }

    /// Unpacks a piece and calls a function for each plain one.
    func unpack(
        _ piece: UnsafeBufferPointer<UInt8>, _ take: (UnsafeBufferPointer<UInt8>) throws(StopReading) -> Void
    ) throws(StopReading) {
        guard let base = piece.baseAddress else { return }
        zlib_feed(door, base, piece.count)
        let size = room.count
        while true {
            var written = 0
            let status = room.withUnsafeMutableBufferPointer { room in
                room.baseAddress.map { zlib_step(door, $0, size, &written) } ?? ZLIB_NO_MEMORY
            }
            if written > 0 {
                try room.reading { (all) throws(StopReading) in try take(UnsafeBufferPointer(rebasing: all[..<written])) }
            }
            switch status {
            case ZLIB_MORE: if written < size { return }
            case ZLIB_END: continue
            case ZLIB_TRAILING: throw StopReading(.damaged(reason: "something that is not gzip stands behind it"))
            case ZLIB_NO_MEMORY: throw StopReading(.readFailed(reason: "no memory"))
            default: throw StopReading(.damaged(reason: "its check fails"))
            }
        }
    }

    /// Whether a member has begun and not ended.
    var isWithin: Bool { zlib_within(door) != 0 }
}
