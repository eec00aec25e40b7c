import Frames

/// The escape sequences that keys send: the terminal's own, as described, and what xterm, PuTTY, rxvt, tmux and the Linux
/// console send whatever their description says.
struct KeySequences {
    /// Terminal capabilities that name keys.
    static let capabilities: [(name: String, key: Key)] =
        [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
            ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
        ] + (1...12).map { ("kf\($0)", .function($0)) }

    private var described: [[UInt8]: Key] = [:]
    private var beginnings: Set<[UInt8]> = []

    /// Makes the table; `bytes` gives what the open terminal's description says of a capability.
    init(bytes: (String) -> [UInt8]? = { _ in nil }) {
        for (name, key) in Self.capabilities {
            // A key that sends a plain byte (vt100's arrows never do) would shadow that byte.
            guard let sequence = bytes(name), sequence.count > 1, sequence.first == 0x1B else { continue }
            described[sequence] = key
            for length in 1..<sequence.count { beginnings.insert(Array(sequence.prefix(length))) }
        }
    }

    /// The key whose description is just this.
    func key(for sequence: ArraySlice<UInt8>) -> Key? { described[Array(sequence)] }

    /// Whether some described key begins so.
    func isBeginning(_ sequence: ArraySlice<UInt8>) -> Bool { beginnings.contains(Array(sequence)) }

    /// The key of `ESC [ parameters final`; modifiers (Shift, Alt, Ctrl) are let go.
    static func control(parameters: String, final: UInt8) -> Key? {
        // Anything else in there is an answer of the terminal, or its mouse.
        guard parameters.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x3B }) else { return nil }
        let first = parameters.split(separator: ";", omittingEmptySubsequences: false).first.flatMap { Int($0) }
        return switch final {
        case UInt8(ascii: "~"): first.flatMap { numbered[$0] }
        case UInt8(ascii: "Z"): .backTab
        case UInt8(ascii: "a")...UInt8(ascii: "d") where parameters.isEmpty: arrow(final - 0x20)  // rxvt with Shift
        default: arrow(final)
        }
    }

    /// The key of `ESC O final`: cursor and number keys in application mode.
    static func application(final: UInt8) -> Key? {
        if let key = arrow(final) ?? arrow(final & 0xDF, among: "ABCD") { return key }
        switch final {
        case UInt8(ascii: "M"): return .enter
        case UInt8(ascii: "I"): return .tab
        case UInt8(ascii: "X"): return .character("=")
        case UInt8(ascii: "j")...UInt8(ascii: "y"): return .character(Character(Unicode.Scalar(final - 0x40)))
        default: return nil
        }
    }

    private static func arrow(_ final: UInt8, among letters: String = "ABCDHFPQRS") -> Key? {
        let letter = Character(Unicode.Scalar(final))
        guard letters.contains(letter) else { return nil }
        return switch letter {
        case "A": .up
        case "B": .down
        case "C": .right
        case "D": .left
        case "H": .home
        case "F": .end
        case "P": .function(1)
        case "Q": .function(2)
        case "R": .function(3)
        default: .function(4)
        }
    }

    private static let numbered: [Int: Key] = [
        1: .home, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
        17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
        23: .function(11), 24: .function(12),
    ]
}
