/// Changes a text as JSON is written, so that the change gets past the parser: values are replaced, copied, moved, removed, wrapped.
struct JSONMutation {
    private let bytes: [UInt8]
    /// Where values and keys stand, whole objects and lists included.
    private let values: [Range<Int>]

    /// What stands for trouble in any format.
    private static let atoms: [String] = [
        "null", "true", "false", "-1", "0", "65536", "99999999999999999999", "1e400", "-0.0", "1.5", "9223372036854775807",
        "\"\"", "\"\\ud800\"", "\"\\u0000\\u001b[2J\"", "\"0.0.0.0/0\"", "\"::/0\"", "\"::ffff:1.2.3.4/128\"", "\"10.0.0.0/33\"",
        "\"-1\"",
        "\"sg-\"", "\"\u{202E}\"", "[]", "{}", "[[]]", "[{}]", "{\"\":null}", "[null]", "[[[[[[[[]]]]]]]]",
    ]

    private static let wrappings: [(String, String)] = [
        ("[", "]"), ("{\"Ref\":", "}"), ("{\"Fn::Sub\":", "}"), ("{\"Fn::GetAtt\":", "}"), ("{\"Fn::Join\":[\"\",[", "]]}"),
        ("{\"Fn::Split\":[\",\",", "]}"), ("{\"Fn::If\":[\"A\",", ",{\"Ref\":\"AWS::NoValue\"}]}"),
        ("{\"Fn::Select\":[0,[", "]]}"),
        ("{\"Condition\":", "}"), ("{\"Fn::FindInMap\":[\"M\",", ",\"a\"]}"), ("{\"value\":", "}"),
        ("{\"4dabf18193072939515e22adb298388d\":\"1b47061264138c4ac30d75fd1eb44270\",\"ciphertext\":", "}"),
    ]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        values = Self.values(bytes)
    }

    func mutated(_ words: [[UInt8]], _ random: inout SmallRandom) -> [UInt8] {
        guard let place = random.pick(values) else { return bytes }
        switch random.below(7) {
        case 0: return replacing(place, with: Array((random.pick(Self.atoms) ?? "0").utf8))
        case 1: return replacing(place, with: [quote] + (random.pick(words) ?? []) + [quote])
        case 2: return replacing(place, with: random.pick(values).map { Array(bytes[$0]) } ?? [])
        case 3: return replacing(withComma(place), with: [])
        case 4:
            let copies = Array(repeating: Array(bytes[place]) + [UInt8(ascii: ",")], count: 1 + random.below(3))
            return replacing(place.lowerBound..<place.lowerBound, with: Array(copies.joined()))
        case 5:
            let (before, after) = random.pick(Self.wrappings) ?? ("[", "]")
            return replacing(place, with: Array(before.utf8) + bytes[place] + Array(after.utf8))
        default:
            let value = (random.pick(values).map { Array(bytes[$0]) } ?? []) + [UInt8(ascii: ",")]
            let member = [quote] + (random.pick(words) ?? []) + [quote, UInt8(ascii: ":")]
            let isKeyed = bytes[place.upperBound...].first { !isSpace($0) } == UInt8(ascii: ":")
            return replacing(place.lowerBound..<place.lowerBound, with: isKeyed ? member + value : value)
        }
    }

    /// The same with lists that are not longer than a number of elements, as far as this is JSON.
    func thinned(_ longest: Int) -> [UInt8] {
        var counts: [(isList: Bool, elements: Int)] = []
        var result: [UInt8] = []
        var isInText = false
        var isEscaped = false
        // How deep what is left out began; nil where nothing is.
        var skipped: Int?
        for byte in bytes {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == quote {
                    isInText = false
                }
            } else {
                switch byte {
                case quote: isInText = true
                case UInt8(ascii: "["), UInt8(ascii: "{"): counts.append((byte == UInt8(ascii: "["), 1))
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if skipped == counts.count { skipped = nil }
                    _ = counts.popLast()
                case UInt8(ascii: ","):
                    if let last = counts.indices.last {
                        counts[last].elements += 1
                        if counts[last].isList, counts[last].elements > longest { skipped = skipped ?? counts.count }
                    }
                default: break
                }
            }
            if skipped == nil { result.append(byte) }
        }
        return result
    }

    private func replacing(_ range: Range<Int>, with other: [UInt8]) -> [UInt8] {
        Array(bytes[..<range.lowerBound]) + other + Array(bytes[range.upperBound...])
    }

    /// A value with the comma before or after it.
    private func withComma(_ range: Range<Int>) -> Range<Int> {
        if let before = bytes[..<range.lowerBound].lastIndex(where: { !isSpace($0) }), bytes[before] == UInt8(ascii: ",") {
            return before..<range.upperBound
        }
        if let after = bytes[range.upperBound...].firstIndex(where: { !isSpace($0) }), bytes[after] == UInt8(ascii: ",") {
            return range.lowerBound..<(after + 1)
        }
        return range
    }

    private static func values(_ bytes: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var open: [Int] = []
        var place = 0
        while place < bytes.count {
            let start = place
            switch bytes[place] {
            case quote:
                place += 1
                while place < bytes.count, bytes[place] != quote { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
                place = min(place + 1, bytes.count)
                result.append(start..<place)
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open.append(place)
                place += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                place += 1
                if let begin = open.popLast() { result.append(begin..<place) }
            case UInt8(ascii: ","), UInt8(ascii: ":"): place += 1
            case let byte where isSpace(byte): place += 1
            default:
                while place < bytes.count, !isSpace(bytes[place]), !structure.contains(bytes[place]) { place += 1 }
                if place == start { place += 1 }
                result.append(start..<place)
            }
        }
        return result
    }
}

private let quote = UInt8(ascii: "\"")
private let structure = Array("[]{},:\"".utf8)

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
