import CZlib

/// What gzip packed, unpacked as it comes: a stream of one member or of several, of which zeros behind the last are padding.
///
/// Its memory is that of zlib, some ten KB.
public final class GzipStream {
    /// What a step came to.
    public enum Step: Sendable {
        /// All input is used up, or all room: give more.
        case more
        /// A member ended.
        case end
        /// Behind the last member stands something that is none.
        case trailing
        case damaged
        case noMemory
    }

    private let door: OpaquePointer

    /// Whether bytes begin as packed ones do.
    public static func begins(_ head: UnsafeBufferPointer<UInt8>) -> Bool { head.starts(with: [0x1F, 0x8B]) }

    /// A stream; nil without memory.
    public init?() {
        guard let door = zlib_open() else { return nil }
        self.door = door
    }

    deinit { zlib_close(door) }

    /// Gives it its next input, which must stay where it is until it is used up.
    public func feed(_ start: UnsafePointer<UInt8>, _ count: Int) { zlib_feed(door, start, count) }

    /// Bytes of the input that are not used yet.
    public var left: Int { zlib_left(door) }

    /// Whether a member has begun and not ended.
    public var isWithin: Bool { zlib_within(door) != 0 }

    /// Unpacks into a room; says how many bytes it wrote.
    public func step(into room: UnsafeMutablePointer<UInt8>, _ size: Int) -> (written: Int, step: Step) {
        var written = 0
        let step: Step =
            switch zlib_step(door, room, size, &written) {
            case ZLIB_MORE: .more
            case ZLIB_END: .end
            case ZLIB_TRAILING: .trailing
            case ZLIB_NO_MEMORY: .noMemory
            default: .damaged
            }
        return (written, step)
    }
}
