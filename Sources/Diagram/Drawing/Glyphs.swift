/// The arms of a line's cell: where it goes on, and which of these arms are lit.
struct Arms: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    static let north = Arms(rawValue: 1)
    static let east = Arms(rawValue: 2)
    static let south = Arms(rawValue: 4)
    static let west = Arms(rawValue: 8)
    static let dotted = Arms(rawValue: 256)
    /// Some line of the cell is not dotted.
    static let whole = Arms(rawValue: 8192)
    static let vertical: Arms = [.north, .south]
    static let horizontal: Arms = [.east, .west]
    static let all: Arms = [.vertical, .horizontal]

    var lit: Arms { Arms(rawValue: (rawValue & 15) << 4 | rawValue) }
    var whichLit: Arms { Arms(rawValue: (rawValue >> 4) & 15) }
    var heavy: Arms { Arms(rawValue: (rawValue & 15) << 9 | rawValue) }
    var whichHeavy: Arms { Arms(rawValue: (rawValue >> 9) & 15) }
    /// The arms with which of them are lit, and nothing else.
    var withoutLook: Arms { Arms(rawValue: rawValue & 255) }
    var present: Arms { intersection(.all) }

    /// Whether all arms of an axis are lit; Unicode has no glyph that is half double on an axis.
    func isDouble(_ axis: Arms) -> Bool {
        let there = present.intersection(axis)
        return !there.isEmpty && whichLit.isSuperset(of: there)
    }
}

extension GlyphSet {
    /// The character for a cell with these arms.
    func line(_ arms: Arms) -> Unicode.Scalar {
        self == .unicode ? unicodeLine(arms) : asciiLine(arms)
    }

    private func unicodeLine(_ arms: Arms) -> Unicode.Scalar {
        let double = (arms.isDouble(.vertical) ? 1 : 0) + (arms.isDouble(.horizontal) ? 2 : 0)
        if double == 0, !arms.whichHeavy.isEmpty { return Self.heavyLine(arms) }
        if arms.contains(.dotted), !arms.contains(.whole), double == 0 {
            if arms.present.isSubset(of: .vertical) { return "┆" }
            if arms.present.isSubset(of: .horizontal) { return "┄" }
        }
        return Self.unicodeTable[Int(arms.present.rawValue) * 4 + double]
    }

    private static func heavyLine(_ arms: Arms) -> Unicode.Scalar {
        if arms.present.isSubset(of: .vertical) { return "┃" }
        if arms.present.isSubset(of: .horizontal) { return "━" }
        let (present, heavy) = (arms.present, arms.whichHeavy)
        func weight(_ arm: Arms) -> Int { heavy.contains(arm) ? 2 : present.contains(arm) ? 1 : 0 }
        return heavyTable[weight(.north) + 3 * weight(.east) + 9 * weight(.south) + 27 * weight(.west)]
    }

    /// For each arm (north 1, east 3, south 9, west 27 times) none, light or heavy.
    private static let heavyTable = Array(
        (" ╵╹╶└┖╺┕┗" + "╷│╿┌├┞┍┝┡" + "╻╽┃┎┟┠┏┢┣" + "╴┘┚─┴┸╼┶┺" + "┐┤┦┬┼╀┮┾╄" + "┒┧┨┰╁╂┲╆╊" + "╸┙┛╾┵┹━┷┻" + "┑┥┩┭┽╃┯┿╇"
            + "┓┪┫┱╅╉┳╈╋").unicodeScalars)

    /// A joint is `+`; at a crossing the line that runs down goes over the other: `-|-`.
    private func asciiLine(_ arms: Arms) -> Unicode.Scalar {
        let isVertical = arms.present.isSubset(of: .vertical) || arms.present == .all
        if isVertical { return arms.isDouble(.vertical) ? "#" : arms.contains(.dotted) && arms.present != .all ? ":" : "|" }
        guard arms.present.isSubset(of: .horizontal) else { return "+" }
        return arms.isDouble(.horizontal) ? "=" : arms.contains(.dotted) ? "." : "-"
    }

    /// For each set of arms (north 1, east 2, south 4, west 8): single, vertical double, horizontal double, both double.
    private static let unicodeTable: [Unicode.Scalar] = [
        " ", " ", " ", " ",
        "│", "║", "│", "║",
        "─", "─", "═", "═",
        "└", "╙", "╘", "╚",
        "│", "║", "│", "║",
        "│", "║", "│", "║",
        "┌", "╓", "╒", "╔",
        "├", "╟", "╞", "╠",
        "─", "─", "═", "═",
        "┘", "╜", "╛", "╝",
        "─", "─", "═", "═",
        "┴", "╨", "╧", "╩",
        "┐", "╖", "╕", "╗",
        "┤", "╢", "╡", "╣",
        "┬", "╥", "╤", "╦",
        "┼", "╫", "╪", "╬",
    ]

    func arrow(isUpward: Bool) -> Unicode.Scalar {
        self == .unicode ? (isUpward ? "▲" : "▼") : isUpward ? "^" : "v"
    }

    /// The sign before the selected node's title.
    public var selection: String { self == .unicode ? "▸" : ">" }

    /// The sign before a lit node's title; `""` of one that is lit alone.
    public func sign(_ mark: Highlight.NodeMark) -> String {
        switch mark {
        case .passes: return self == .unicode ? "✓" : "ok"
        case .fails: return self == .unicode ? "✗" : "NO"
        case .depends: return self == .unicode ? "?" : "??"
        case .onTheWay: return self == .unicode ? "•" : "*"
        case .lit: return ""
        }
    }

    /// The line of a box that lets its own members in.
    func selfFlow(_ label: String) -> String {
        let sign = self == .unicode ? "↺" : "self"
        return label.isEmpty ? sign : "\(sign) \(label)"
    }

    /// What ends a text that was cut.
    public var ellipsis: String { self == .unicode ? "…" : "~" }
}
