import CSimdJSON

/// The bytes of one input, followed by the padding that simdjson reads into, so that nothing is copied for a parse.
final class InputBytes {
    private(set) var count = 0
    private var storage: UnsafeMutablePointer<UInt8>
    private var capacity: Int

    /// Room for a number of bytes; it grows when more come.
    init(capacity: Int = 0) {
        self.capacity = max(capacity, 4096)
        storage = .allocate(capacity: self.capacity + Self.padding)
    }

    /// A copy of bytes.
    convenience init(_ bytes: [UInt8]) {
        self.init(capacity: bytes.count)
        bytes.withUnsafeBufferPointer { append($0) }
    }

    deinit { storage.deallocate() }

    private static let padding = simdjson_door_padding()

    /// The bytes; the padding follows them.
    var bytes: UnsafeBufferPointer<UInt8> {
        (storage + count).initialize(repeating: 0, count: Self.padding)
        return UnsafeBufferPointer(start: storage, count: count)
    }

    /// The bytes, to be changed; nothing that points into them may be in use.
    var mutableBytes: UnsafeMutableBufferPointer<UInt8> { UnsafeMutableBufferPointer(start: storage, count: count) }

    /// Makes room for a number of bytes in all.
    func reserveCapacity(_ wanted: Int) {
        if wanted > capacity { grow(to: wanted) }
    }

    /// Forgets what follows some bytes; the room stays.
    func truncate(to length: Int) { count = min(count, length) }

    func append(_ byte: UInt8) {
        reserve(1).pointee = byte
        count += 1
    }

    func append(_ more: UnsafeBufferPointer<UInt8>) {
        guard let start = more.baseAddress else { return }
        let room = reserve(more.count)
        room.update(from: start, count: more.count)
        count += more.count
    }

    /// Lets a reader such as read(2) write at the end; it returns how many bytes it wrote, or a negative number.
    func append(atMost limit: Int, _ fill: (UnsafeMutableRawPointer, Int) -> Int) -> Int {
        let written = fill(UnsafeMutableRawPointer(reserve(limit)), limit)
        count += max(0, written)
        return written
    }

    private func reserve(_ more: Int) -> UnsafeMutablePointer<UInt8> {
        if count + more > capacity { grow(to: max(capacity * 2, count + more)) }
        return storage + count
    }

    private func grow(to larger: Int) {
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Self.padding)
        moved.update(from: storage, count: count)
        storage.deallocate()
        storage = moved
        capacity = larger
    }
}
