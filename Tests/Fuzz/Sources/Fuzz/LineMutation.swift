/// Changes a text that is made of lines and words: YAML, questions, lines of a log.
struct LineMutation {
    private let lines: [[UInt8]]

    private static let atoms: [String] = [
        "&a", "*a", "!Ref ", "!Sub ", "!GetAtt ", "!If [A, ", "? ", "- ", "<<: *a", "|", ">", "---", "...", "{", "}", "[", "]",
        ": ", "\"",
        "'", "\t", "#", "%YAML 1.1", "~", "null", "-1", "65536", "0.0.0.0/0", "::/0", "[::1]:443", "->", "/", ",", "icmp/",
        "proto/",
        "\u{FEFF}", "\u{1B}[2J", "\u{202E}", "\u{0}", "99999999999999999999", "e\u{301}", "\r\n",
    ]

    init(_ bytes: [UInt8]) {
        lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    }

    func mutated(_ words: [[UInt8]], _ random: inout SmallRandom) -> [UInt8] {
        var lines = lines
        let place = random.below(lines.count)
        switch random.below(8) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(random.pick(lines) ?? [], at: place)
        case 2: lines.swapAt(place, random.below(lines.count))
        case 3: lines[place].insert(contentsOf: Array(repeating: UInt8(ascii: " "), count: 1 + random.below(4)), at: 0)
        case 4: lines[place] = Array(lines[place].drop { $0 == UInt8(ascii: " ") })
        case 5: insert(Array((random.pick(Self.atoms) ?? "-").utf8), into: &lines[place], &random)
        case 6: insert(random.pick(words) ?? [], into: &lines[place], &random)
        default:
            var parts = lines[place].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map(Array.init)
            parts[random.below(parts.count)] = random.pick(words) ?? []
            lines[place] = Array(parts.joined(separator: [UInt8(ascii: " ")]))
        }
        return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    private func insert(_ word: [UInt8], into line: inout [UInt8], _ random: inout SmallRandom) {
        line.insert(contentsOf: word, at: random.below(line.count + 1))
    }
}
