/// How much was seen of the flows of one or several lines; said at their arrow, and by the look of the lines.
///
///     ▼ 5432 ×187k                     so many times
///     ▼ 5432 ×187k, 1 of 3 not seen    of one of the three flows that share the arrow nothing was
///     ▼ 5432 not seen                  nothing of any of them
///
/// Of a flow of which that cannot be told nothing is said.
public struct LineWeight: Sendable, Hashable {
    /// How often flows were seen.
    public private(set) var count: UInt64
    /// How many flows there are.
    private(set) var flows = 1
    /// How many of them were not seen, for certain.
    private(set) var unseen = 0
    /// Whether it is much, beside others of the picture.
    public var isHeavy = false

    /// Of one flow how often it was seen; nil where that cannot be told.
    public init(_ count: UInt64?) {
        self.count = count ?? 0
        if count == 0 { unseen = 1 }
    }

    /// Whether nothing of it was seen, for certain.
    var isUnseen: Bool { count == 0 && unseen == flows }

    /// The same with one more.
    mutating func add(_ other: LineWeight) {
        count += other.count
        flows += other.flows
        unseen += other.unseen
        isHeavy = isHeavy || other.isHeavy
    }

    /// What stands behind the ports; `isShort` where there is room for the number alone.
    func text(_ glyphs: GlyphSet, isShort: Bool) -> String {
        let number = count == 0 ? "" : (glyphs == .unicode ? "×" : "x") + Self.short(count)
        if unseen == 0 || isShort && count > 0 { return number }
        let missing = unseen == flows ? "not seen" : "\(unseen) of \(flows) not seen"
        return number.isEmpty ? missing : "\(number), \(missing)"
    }

    /// "12", "187k", "9.8M".
    static func short(_ count: UInt64) -> String {
        switch count {
        case ..<1_000: "\(count)"
        case ..<1_000_000: "\(count / 1_000)k"
        case ..<10_000_000: "\(count / 1_000_000).\(count / 100_000 % 10)M"
        case ..<10_000_000_000: "\(count / 1_000_000)M"
        default: "\(count / 1_000_000_000)G"
        }
    }
}
