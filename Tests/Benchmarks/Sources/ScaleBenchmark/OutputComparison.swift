import Glibc

/// Two outputs held against each other, line by line and byte for byte, without holding either in memory: what a parent holds counts
/// as the peak of the processes that it starts.
struct OutputComparison {
    /// Lines that only one of them has in a place.
    private(set) var differing = 0
    /// How many lines each has.
    private(set) var lines = (own: 0, other: 0)
    /// The first place where they differ, and what stands there.
    private(set) var first: (line: Int, own: String, other: String)?

    var isSame: Bool { differing == 0 }

    /// Compares two files; nil where one cannot be read.
    init?(_ own: String, _ other: String) {
        guard let one = LineReader(own), let two = LineReader(other) else { return nil }
        while true {
            let (left, right) = (one.next(), two.next())
            if left == nil, right == nil { return }
            lines.own += left == nil ? 0 : 1
            lines.other += right == nil ? 0 : 1
            if left == right { continue }
            differing += 1
            if first == nil { first = (max(lines.own, lines.other), Self.text(left), Self.text(right)) }
        }
    }

    private static func text(_ line: [UInt8]?) -> String { String(decoding: (line ?? []).prefix(160), as: UTF8.self) }
}

/// The lines of a file, one after the other.
private final class LineReader {
    private let file: UnsafeMutablePointer<FILE>
    private var line: UnsafeMutablePointer<CChar>?
    private var capacity = 0

    init?(_ path: String) {
        guard let file = fopen(path, "r") else { return nil }
        self.file = file
    }

    deinit {
        free(line)
        fclose(file)
    }

    /// The next line with its end; nil behind the last.
    func next() -> [UInt8]? {
        let length = getline(&line, &capacity, file)
        guard length >= 0, let start = line else { return nil }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: length))
    }
}
