extension UInt8 {
    /// Whether it is a digit of ASCII.
    public var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether it is a letter of ASCII.
    public var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    /// Whether plain names are made of it: letters and digits of ASCII, `_`, `-`.
    public var isNameByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") }
}

extension StringProtocol {
    /// Whether it is made of digits of ASCII alone, at least one: what `Int` reads and more, such as signs, is none.
    public var isDigits: Bool { !isEmpty && utf8.allSatisfy(\.isDigit) }

    /// Without white space and line ends at both ends.
    public var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
    }
}
