import Files

/// A gzip stream that is unpacked as it is read.
final class Unpacking {
    private let stream: GzipStream
    private var packed: UnsafeMutableBufferPointer<UInt8>
    private(set) var isDamaged = false
    private var isAtEnd = false
    /// Whether there may be more to unpack of what was given: the room was full.
    private var isPending = false

    private static let pieceLength = 1 << 16

    /// A stream; nil without memory.
    init?() {
        guard let stream = GzipStream() else { return nil }
        self.stream = stream
        packed = .allocate(capacity: Self.pieceLength)
    }

    deinit { packed.deallocate() }

    /// Gives it the bytes that were read already; all of them must fit into one piece.
    func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
        let count = min(bytes.count, packed.count)
        for place in 0..<count { packed[place] = bytes[place] }
        feed(count)
    }

    private func feed(_ count: Int) {
        if let start = packed.baseAddress { stream.feed(start, count) }
    }

    /// Unpacks up to a number of bytes; 0 at the end, -1 where the stream is damaged or cut off, -2 where `load` failed.
    ///
    /// `load` reads packed bytes and says how many, 0 at the end, or a negative number.
    func unpack(into room: UnsafeMutableRawPointer, _ limit: Int, _ load: (UnsafeMutableRawPointer, Int) -> Int) -> Int {
        var written = 0
        while written == 0 {
            if stream.left == 0, !isPending {
                if isAtEnd { return stream.isWithin ? -1 : 0 }
                guard let start = packed.baseAddress else { return -1 }
                let count = load(UnsafeMutableRawPointer(start), packed.count)
                if count < 0 { return -2 }
                isAtEnd = count == 0
                feed(count)
                if isAtEnd { continue }
            }
            let step: GzipStream.Step
            (written, step) = stream.step(into: room.assumingMemoryBound(to: UInt8.self), limit)
            isPending = written == limit
            switch step {
            case .more, .end: continue
            // Whatever stands behind the last member is nobody's.
            case .trailing: return written
            case .damaged, .noMemory:
                isDamaged = true
                return -1
            }
        }
        return written
    }
}
