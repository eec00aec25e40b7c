/// Texts that are searched with every key that is typed: one piece of memory, letter case ignored.
struct TextIndex: Sendable {
    /// Each text in lower case with a line end behind it, so that nothing is found across two.
    private(set) var bytes: [UInt8] = []
    /// Where each text begins; its end is the line end before the next one.
    private var starts: [Int] = [0]

    /// How a text holds what is looked for, the best first.
    enum Hold: UInt8, Sendable {
        /// It is nothing else.
        case whole
        /// It begins with it.
        case beginning
        /// One of its words does.
        case word
        /// Somewhere within a word.
        case part
    }

    /// A text that holds it.
    struct Hit: Sendable {
        var place: Int
        var hold: Hold
    }

    private static let lineEnd = UInt8(ascii: "\n")

    /// Adds a text.
    mutating func add(_ text: String) {
        for byte in text.lowercased().utf8 { bytes.append(byte == Self.lineEnd ? UInt8(ascii: " ") : byte) }
        bytes.append(Self.lineEnd)
        starts.append(bytes.count)
    }

    /// How many texts there are.
    var count: Int { starts.count - 1 }

    /// A text as it is searched.
    func range(of place: Int) -> Range<Int> { starts[place]..<(starts[place + 1] - 1) }

    /// The texts that hold a word, in their order, each once with the best way in which it does.
    ///
    /// Complexity: a look at every byte.
    func hits(for word: String) -> [Hit] {
        let wanted = Array(word.lowercased().utf8)
        guard let first = wanted.first, !wanted.contains(Self.lineEnd), bytes.count > wanted.count else { return [] }
        return bytes.withUnsafeBufferPointer { all in
            wanted.withUnsafeBufferPointer { wanted in
                var hits: [Hit] = []
                var text = 0
                var place = 0
                let last = all.count - wanted.count
                while place <= last {
                    if all[place] != first {
                        place += 1
                        continue
                    }
                    var length = 1
                    while length < wanted.count, all[place + length] == wanted[length] { length += 1 }
                    if length < wanted.count {
                        place += 1
                        continue
                    }
                    text = self.text(at: place, from: text)
                    let range = starts[text]..<(starts[text + 1] - 1)
                    let hold = Self.hold(place, length, in: range, all)
                    if let known = hits.last, known.place == text {
                        if hold.rawValue < known.hold.rawValue { hits[hits.count - 1].hold = hold }
                    } else {
                        hits.append(Hit(place: text, hold: hold))
                    }
                    // Within one text nothing better than the beginning of a word comes.
                    place = hold == .part ? place + 1 : range.upperBound
                }
                return hits
            }
        }
    }

    /// The text that a byte is of, at or behind some text.
    private func text(at place: Int, from text: Int) -> Int {
        var (low, high) = (text, min(text + 1, starts.count - 1))
        while starts[high] <= place {
            low = high
            high = min(starts.count - 1, high + (high - text) + 1)
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= place { low = middle } else { high = middle }
        }
        return low
    }

    private static func hold(_ place: Int, _ length: Int, in range: Range<Int>, _ all: UnsafeBufferPointer<UInt8>) -> Hold {
        if place == range.lowerBound { return length == range.count ? .whole : .beginning }
        return isSeparator(all[place - 1]) ? .word : .part
    }

    /// Whether a byte stands between words.
    static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " ")...UInt8(ascii: "/"), UInt8(ascii: ":")...UInt8(ascii: "@"), UInt8(ascii: "[")...UInt8(ascii: "`"):
            true
        default: false
        }
    }
}
