import Files

/// Unpacks gzip data as it comes in pieces, of one member or of several.
///
/// Its memory is that of zlib, some ten KB, and a room of 256 KB.
final class Unpacker {
    private let stream: GzipStream
    private var room = [UInt8](repeating: 0, count: 1 << 18)

    /// An unpacker; nil without memory.
    init?() {
        guard let stream = GzipStream() else { return nil }
        self.stream = stream
    }

    /// Unpacks a piece and calls a function for each plain one.
    func unpack(
        _ piece: UnsafeBufferPointer<UInt8>, _ take: (UnsafeBufferPointer<UInt8>) throws(StopReading) -> Void
    ) throws(StopReading) {
        guard let base = piece.baseAddress else { return }
        stream.feed(base, piece.count)
        let size = room.count
        while true {
            let (written, step) = room.withUnsafeMutableBufferPointer { room in
                room.baseAddress.map { stream.step(into: $0, size) } ?? (0, .noMemory)
            }
            if written > 0 {
                try room.reading { (all) throws(StopReading) in try take(UnsafeBufferPointer(rebasing: all[..<written])) }
            }
            switch step {
            case .more: if written < size { return }
            case .end: continue
            case .trailing: throw StopReading(.damaged(reason: "something that is not gzip stands behind it"))
            case .noMemory: throw StopReading(.readFailed(reason: "no memory"))
            case .damaged: throw StopReading(.damaged(reason: "its check fails"))
            }
        }
    }

    /// Whether a member has begun and not ended.
    var isWithin: Bool { stream.isWithin }
}
