/// Texts that are searched with every key that is typed: one piece of memory, letter case ignored.
public struct TextIndex: Sendable {
    private var bytes: [UInt8] = []
    /// Where each text begins; its end is where the next one begins.
    private var starts: [Int] = [0]

    /// An index of texts; a text may have several lines, and no word is found across two.
    public init(_ texts: some Sequence<String>) {
        for text in texts {
            bytes += Array(text.lowercased().utf8)
            starts.append(bytes.count)
        }
    }

    var count: Int { starts.count - 1 }

    /// The places of the texts that hold every one of some words; all for no words.
    public func places(holding words: [String]) -> [Int] {
        let wanted = words.map { Array($0.lowercased().utf8) }.filter { !$0.isEmpty }
        return bytes.withUnsafeBufferPointer { all in
            (0..<count).filter { place in
                wanted.allSatisfy { Self.find($0, in: all, from: starts[place], to: starts[place + 1]) != nil }
            }
        }
    }

    /// The first place of a word in a stretch of bytes.
    private static func find(_ word: [UInt8], in all: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
        let first = word[0]
        var place = start
        while place + word.count <= end {
            if all[place] == first {
                var length = 1
                while length < word.count, all[place + length] == word[length] { length += 1 }
                if length == word.count { return place }
            }
            place += 1
        }
        return nil
    }
}
