import Files
import Glibc

struct OpenFile: ~Copyable {
    private let descriptor: Int32
    private let name: String
    private let isOwned: Bool
    /// How long it is; nil for a pipe, which may bring any amount.
    private let size: Int?
    /// When it was last changed, in seconds since 1970; nil for a pipe.
    let changed: Int?

    /// Opens a file as ``OpenedFile`` does.
    init(path: String) throws(ReadError) {
        let opened: OpenedFile
        do throws(UnopenedFile) { opened = try OpenedFile(path: path) } catch { throw ReadError(file: path, error) }
        descriptor = opened.descriptor
        name = path
        isOwned = true
        size = opened.size
        changed = opened.changed
    }

    /// Reads what is open already, such as standard input.
    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
        isOwned = false
        size = nil
        changed = nil
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    func head(into input: InputBytes) throws(ReadError) {
        while input.count < InputText.headLength, try readMore(InputText.headLength - input.count, into: input) {}
    }

    /// Everything else, to the end.
    ///
    /// A file that grows faster than it is read would never end: beyond some growth it is refused.
    func rest(into input: InputBytes) throws(ReadError) {
        input.reserveCapacity((size ?? 0) + 1)
        while true {
            // One byte more than is left, so that the end is seen without growing.
            let left = (size ?? 0) + 1 - input.count
            guard try readMore(left > 0 ? left : 1 << 16, into: input) else { return }
            guard input.count <= InputText.largest else { throw ReadError(file: name, problem: .tooLarge) }
            if let size, input.count > 2 * size + (1 << 20) { throw ReadError(file: name, problem: .growing) }
        }
    }

    /// What a function makes of a JSON file whose first bytes have a text in them; nil where they have not, or where it finds nothing.
    ///
    /// `mark` begins with a quotation mark.
    static func reading<Value>(
        _ path: String, marked mark: StaticString, _ read: (JSONValue) throws -> Value?
    ) throws(ReadError) -> Value? {
        var input = InputBytes()
        let file = try OpenFile(path: path)
        try file.head(into: input)
        let isPacked = GzipStream.begins(input.bytes)
        if isPacked {
            try file.rest(into: input)
            guard let unpacked = try? Gzip.unpacked(input, of: path) else { return nil }
            input = unpacked
        }
        let head = UnsafeBufferPointer(rebasing: input.bytes.prefix(InputText.headLength))
        guard case .json(let start) = InputText(head: head), Documents.contains(mark, head) else { return nil }
        if !isPacked { try file.rest(into: input) }
        return JSONParser.reading(input, after: start, read)
    }

    /// Reads a large listing part by part; nil when it is none or is not what it promised to be.
    ///
    /// Nothing is lost then: the file stands where it stood.
    func readLarge(
        after head: InputBytes, from origin: Origin, into collector: inout Collector
    ) throws(ReadError) -> Documents.Outcome? {
        guard let size, size >= LargeListing.least, case .json(let mark) = InputText(head: head.bytes),
            let listing = LargeListing(head: UnsafeBufferPointer(rebasing: head.bytes.dropFirst(mark)))
        else { return nil }
        let start = head.count
        var read = 0
        let outcome = try listing.read(from: origin, size: size, into: &collector) { (window, limit) throws(ReadError) in
            if read == 0 {
                window.append(UnsafeBufferPointer(rebasing: head.bytes.dropFirst(mark)))
                read = start
                return true
            }
            let before = window.count
            let isMore = try readMore(limit, into: window)
            read += window.count - before
            if read > 2 * size + (1 << 20) { throw ReadError(file: name, problem: .growing) }
            return isMore
        }
        if outcome == nil, lseek(descriptor, off_t(start), SEEK_SET) < 0 {
            throw ReadError(file: name, problem: .readFailed(reason: Self.reason(errno)))
        }
        return outcome
    }

    /// Reads many events record by record, packed by gzip or not: neither bytes nor parse are ever whole in memory.
    ///
    /// Returns false where the file has another form; it stands where it stood then.
    func readEvents(after head: InputBytes, of file: String, into collector: inout Collector) throws(ReadError) -> Bool {
        if GzipStream.begins(head.bytes) { return try readPackedEvents(after: head, of: file, into: &collector) }
        guard (size ?? .max) >= LargeListing.least, case .json(let mark) = InputText(head: head.bytes),
            let events = LargeEvents(head: UnsafeBufferPointer(rebasing: head.bytes.dropFirst(mark)))
        else { return false }
        var isFirst = true
        try events.read(of: file, into: &collector) { (window) throws(ReadError) in
            if !isFirst { return try readMore(1 << 20, into: window) }
            isFirst = false
            window.append(UnsafeBufferPointer(rebasing: head.bytes.dropFirst(mark)))
            return true
        }
        return true
    }

    private func readPackedEvents(
        after head: InputBytes, of file: String, into collector: inout Collector
    ) throws(ReadError) -> Bool {
        // What is no event is read from here on by another way.
        guard size != nil, let stream = Unpacking() else { return false }
        stream.feed(head.bytes)
        func unpack(_ limit: Int, into window: InputBytes) -> Int {
            window.append(atMost: limit) { room, limit in stream.unpack(into: room, limit) { read(descriptor, $0, $1) } }
        }
        let plain = InputBytes()
        while plain.count < InputText.headLength, unpack(InputText.headLength - plain.count, into: plain) > 0 {}
        guard case .json(let mark) = InputText(head: plain.bytes),
            let events = LargeEvents(head: UnsafeBufferPointer(rebasing: plain.bytes.dropFirst(mark)))
        else {
            guard lseek(descriptor, off_t(head.count), SEEK_SET) >= 0 else {
                throw ReadError(file: name, problem: .readFailed(reason: Self.reason(errno)))
            }
            return false
        }
        var isFirst = true
        try events.read(of: file, into: &collector) { (window) throws(ReadError) in
            if isFirst {
                isFirst = false
                window.append(UnsafeBufferPointer(rebasing: plain.bytes.dropFirst(mark)))
                return true
            }
            let count = unpack(1 << 20, into: window)
            if count >= 0 { return count > 0 }
            throw ReadError(file: file, problem: count == -1 ? .cutOff : .readFailed(reason: Self.reason(errno)))
        }
        return true
    }

    private func readMore(_ limit: Int, into input: InputBytes) throws(ReadError) -> Bool {
        while true {
            let count = input.append(atMost: limit) { read(descriptor, $0, $1) }
            if count >= 0 { return count > 0 }
            if errno != EINTR { throw ReadError(file: name, problem: .readFailed(reason: Self.reason(errno))) }
        }
    }

    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

extension ReadError {
    /// That a file was not opened.
    init(file: String, _ error: UnopenedFile) {
        switch error {
        case .isNoFile(let what): self.init(file: file, problem: .isNoFile(what: what))
        case .code(ENOENT), .code(ENOTDIR): self.init(file: file, problem: .noSuchFile)
        case .code(let code): self.init(file: file, problem: .mayNotBeOpened(reason: OpenFile.reason(code)))
        }
    }
}
