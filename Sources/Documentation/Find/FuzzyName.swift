import CoreModel

/// A name that was typed nearly right: with letters swapped, wrong or missing, or with the first letters of its words alone.
///
/// Only names of three letters and more are guessed at; an id, an address, a port or a host name is what it is. Digits are never guessed:
/// web-1 is not web-2.
struct FuzzyName {
    /// Letters and digits of what was typed, in lower case.
    private let typed: [UInt8]
    private let digits: [UInt8]
    /// How many letters may be otherwise.
    private let mistakes: Int
    /// The letters and digits that occur, a bit each.
    private let occurring: UInt64

    /// What may have been mistyped; nil where nothing is guessed.
    init?(_ text: String) {
        let lower = text.lowercased()
        guard lower.utf8.count <= 40, !lower.contains(where: { ".:/@\\".contains($0) }), !Self.isID(lower) else { return nil }
        typed = lower.utf8.filter { !TextIndex.isSeparator($0) }
        digits = typed.filter(Self.isDigit)
        let letters = typed.count - digits.count
        guard letters >= 3, letters > digits.count else { return nil }
        mistakes = typed.count < 5 ? 0 : typed.count < 8 ? 1 : 2
        occurring = typed.reduce(0) { $0 | Self.bit($1) }
    }

    /// Whether a name, in lower case, may be meant.
    func fits(_ name: ArraySlice<UInt8>) -> Bool {
        // Most names are no candidates: too many letters are not in them, or no word begins so.
        var (letters, hasStart, before) = (UInt64(0), false, UInt8(ascii: " "))
        for byte in name {
            letters |= Self.bit(byte)
            if byte == typed[0] || byte == typed[1], TextIndex.isSeparator(before) { hasStart = true }
            before = byte
        }
        guard hasStart, (occurring & ~letters).nonzeroBitCount <= mistakes else { return false }
        let words = name.split(whereSeparator: TextIndex.isSeparator)
        return words.contains(where: isNearly) || (words.count > 1 && isNearly(ArraySlice(words.joined()))) || isInOrder(words)
    }

    /// Whether a word, or its beginning, is what was typed but for few letters.
    private func isNearly(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= 3, word.filter(Self.isDigit) == digits else { return false }
        if word.count <= typed.count + max(1, mistakes), word.count + max(1, mistakes) >= typed.count, isClose(word) {
            return true
        }
        return mistakes > 0 && word.count > typed.count && isClose(word.prefix(typed.count))
    }

    private func isClose(_ word: ArraySlice<UInt8>) -> Bool {
        if isSwapped(word) { return true }
        guard mistakes > 0, word.first == typed.first else { return false }
        return EditDistance.between(Self.text(word), Self.text(typed[...])) <= mistakes
    }

    /// Whether two neighbours changed places: "abl" for "alb".
    private func isSwapped(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count == typed.count else { return false }
        let different = zip(word, typed).enumerated().filter { $0.element.0 != $0.element.1 }
        guard different.count == 2, different[0].offset + 1 == different[1].offset else { return false }
        return different[0].element.0 == different[1].element.1 && different[0].element.1 == different[1].element.0
    }

    /// Whether all letters stand in the name in their order, in each word from its first letter on, and are much of these words.
    private func isInOrder(_ words: [ArraySlice<UInt8>]) -> Bool {
        guard words.contains(where: { $0.first == typed[0] }) else { return false }
        return matches(0, words[...], touched: 0)
    }

    private func matches(_ done: Int, _ words: ArraySlice<ArraySlice<UInt8>>, touched: Int) -> Bool {
        if done == typed.count { return done * 5 >= touched * 2 }
        guard let word = words.first else { return false }
        let rest = words.dropFirst()
        if word.first == typed[done], (touched + word.count) * 2 <= typed.count * 5 {
            var taken = done + 1
            var ends = [taken]
            for letter in word.dropFirst() where taken < typed.count && letter == typed[taken] {
                taken += 1
                ends.append(taken)
            }
            if ends.reversed().contains(where: { matches($0, rest, touched: touched + word.count) }) { return true }
        }
        return matches(done, rest, touched: touched)
    }

    private static func bit(_ byte: UInt8) -> UInt64 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): 1 << UInt64(byte - UInt8(ascii: "a"))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): 1 << UInt64(26 + byte - UInt8(ascii: "0"))
        default: 0
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Whether a text is an id as AWS gives them, or the beginning of one: a known prefix, then hexadecimal digits.
    private static func isID(_ text: String) -> Bool {
        guard let dash = text.lastIndex(of: "-"), kinds.contains(String(text[..<dash])) else { return false }
        return text[text.index(after: dash)...].allSatisfy(\.isHexDigit)
    }

    private static let kinds: Set<String> = [
        "sg", "sgr", "eni", "i", "vpc", "subnet", "rtb", "acl", "igw", "eigw", "vgw", "nat", "pcx", "tgw", "tgw-rtb",
        "tgw-attach",
        "vpn", "cgw", "vpce", "vpce-svc", "pl", "eipalloc", "aclassoc", "rtbassoc", "dxgw",
    ]
}
