import CZlib

/// What was packed by gzip, as CloudTrail, AWS Config and backups have it, unpacked in memory.
enum Gzip {
    /// Whether bytes begin as packed ones do.
    static func isPacked(_ head: UnsafeBufferPointer<UInt8>) -> Bool { head.starts(with: [0x1F, 0x8B]) }

    /// What is larger is taken for meant where it was not made of almost nothing.
    private static let suspicious = 256 << 20
    /// How many times as much an input comes to when it is unpacked, at most: 20 to 40 times is usual.
    private static let largestRatio = 200
    private static let piece = 1 << 18

    /// The bytes that were packed; a file of several members is one text.
    ///
    /// Throws ``ReadError`` where the bytes are damaged or end in the middle, and where they would grow without end.
    static func unpacked(_ packed: InputBytes, of file: String) throws(ReadError) -> InputBytes {
        guard let door = zlib_open() else { throw ReadError(file: file, problem: .noMemory) }
        defer {
            zlib_close(door)
            withExtendedLifetime(packed) {}
        }
        let bytes = packed.bytes
        guard let start = bytes.baseAddress, bytes.count <= InputText.largest else {
            throw ReadError(file: file, problem: .tooLarge)
        }
        zlib_feed(door, start, bytes.count)
        let limit = min(InputText.largest, max(suspicious, largestRatio * bytes.count))
        let result = InputBytes(capacity: 4 * bytes.count)
        while true {
            var status = ZLIB_MORE
            let written = result.append(atMost: piece) { room, size in
                var written = 0
                status = zlib_step(door, room.assumingMemoryBound(to: UInt8.self), size, &written)
                return written
            }
            guard result.count <= limit else { throw ReadError(file: file, problem: .multiplies("gzip")) }
            switch status {
            case ZLIB_END: if zlib_left(door) == 0 { return result }
            // What stands behind the last member is no part of it, as for gzip itself.
            case ZLIB_TRAILING: return result
            case ZLIB_MORE:
                guard zlib_left(door) == 0, written == 0 else { continue }
                if zlib_within(door) != 0 { throw ReadError(file: file, problem: .cutOffPacked) }
                return result
            case ZLIB_NO_MEMORY: throw ReadError(file: file, problem: .noMemory)
            default: throw ReadError(file: file, problem: .damaged("gzip"))
            }
        }
    }
}
