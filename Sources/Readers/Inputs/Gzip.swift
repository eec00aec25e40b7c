import Files

/// What was packed by gzip, as CloudTrail, AWS Config and backups have it, unpacked in memory.
enum Gzip {
    /// What is larger is taken for meant where it was not made of almost nothing.
    private static let suspicious = 256 << 20
    /// How many times as much an input comes to when it is unpacked, at most: 20 to 40 times is usual.
    private static let largestRatio = 200
    private static let piece = 1 << 18

    /// The bytes that were packed; a file of several members is one text.
    ///
    /// Throws ``ReadError`` where the bytes are damaged or end in the middle, and where they would grow without end.
    static func unpacked(_ packed: InputBytes, of file: String) throws(ReadError) -> InputBytes {
        guard let stream = GzipStream() else { throw ReadError(file: file, problem: .noMemory) }
        defer { withExtendedLifetime(packed) {} }
        let bytes = packed.bytes
        guard let start = bytes.baseAddress, bytes.count <= InputText.largest else {
            throw ReadError(file: file, problem: .tooLarge)
        }
        stream.feed(start, bytes.count)
        let limit = min(InputText.largest, max(suspicious, largestRatio * bytes.count))
        let result = InputBytes(capacity: 4 * bytes.count)
        while true {
            var step = GzipStream.Step.more
            let written = result.append(atMost: piece) { room, size in
                let (written, own) = stream.step(into: room.assumingMemoryBound(to: UInt8.self), size)
                step = own
                return written
            }
            guard result.count <= limit else { throw ReadError(file: file, problem: .multiplies("gzip")) }
            switch step {
            case .end: if stream.left == 0 { return result }
            // What stands behind the last member is no part of it, as for gzip itself.
            case .trailing: return result
            case .more:
                guard stream.left == 0, written == 0 else { continue }
                if stream.isWithin { throw ReadError(file: file, problem: .cutOffPacked) }
                return result
            case .noMemory: throw ReadError(file: file, problem: .noMemory)
            case .damaged: throw ReadError(file: file, problem: .damaged("gzip"))
            }
        }
    }
}
