/// How a box shows at a glance what it stands for: by the brackets round its title, and by its border.
///
///     group        ┌──────────┐   network      ╭──────────╮   prefix list  ╭──────────╮
///     [api]        │ api      │   (10.0.0.0/8) ( 10.0...  )   {office}     { office   }
///                  └──────────┘                ╰──────────╯                ╰──────────╯
///     foreign      ┌┄┄┄┄┄┄┄┄┄┄┐   folded       ┏━━━━━━━━━━┓   ASCII        .----------.
///     <sg-1>       < sg-1     >   [+ 12 lists] ┃ + 12 ... ┃                ( 10.0...  )
///                  └┄┄┄┄┄┄┄┄┄┄┘                ┗━━━━━━━━━━┛                '----------'
///
/// The brackets stay when a box is lit, and its border is doubled like that of every other.
struct BoxStyle: Sendable {
    let shape: DiagramGraph.Shape
    let glyphs: GlyphSet

    static func sign(_ shape: DiagramGraph.Shape) -> String { shape == .stacked ? "+ " : "" }

    /// The brackets round a title that has no border.
    var brackets: (left: Unicode.Scalar, right: Unicode.Scalar) { ownBrackets ?? ("[", "]") }

    /// The brackets of all but groups, which stand in the border beside the title, too.
    private var ownBrackets: (left: Unicode.Scalar, right: Unicode.Scalar)? {
        switch shape {
        case .cloud, .rounded: ("(", ")")
        case .braced: ("{", "}")
        case .dashed: ("<", ">")
        case .box, .stacked: nil
        }
    }

    /// The glyph of a border's cell, where it is another than that of a group's box; nil for lit borders and for joints that have none.
    ///
    /// - Parameters:
    ///   - arms: What the border itself has there.
    ///   - joint: The lines that touch it there.
    ///   - isBesideTitle: Whether the title stands in the cell's row.
    func border(_ arms: Arms, joint: Arms, isLit: Bool, isBesideTitle: Bool, isLeft: Bool) -> Unicode.Scalar? {
        if isBesideTitle, let ownBrackets { return isLeft ? ownBrackets.left : ownBrackets.right }
        if isLit || !joint.whichLit.isEmpty { return nil }
        return glyphs == .unicode ? unicode(arms, joint) : ascii(arms, joint)
    }

    private func unicode(_ arms: Arms, _ joint: Arms) -> Unicode.Scalar? {
        switch shape {
        case .cloud, .rounded, .braced: joint.isEmpty ? Self.corner(arms, ["╭", "╮", "╰", "╯"]) : nil
        case .dashed: joint.isEmpty ? (arms == .horizontal ? "┄" : arms == .vertical ? "┆" : nil) : nil
        case .stacked: Self.heavy(arms, joint)
        case .box: nil
        }
    }

    private func ascii(_ arms: Arms, _ joint: Arms) -> Unicode.Scalar? {
        guard joint.isEmpty else { return nil }
        switch shape {
        case .cloud, .rounded, .braced: return Self.corner(arms, [".", ".", "'", "'"])
        case .dashed: return arms == .vertical ? ":" : arms == .horizontal ? "." : nil
        case .stacked, .box: return nil
        }
    }

    private static func corner(_ arms: Arms, _ glyphs: [Unicode.Scalar]) -> Unicode.Scalar? {
        switch arms {
        case [.east, .south]: glyphs[0]
        case [.west, .south]: glyphs[1]
        case [.east, .north]: glyphs[2]
        case [.west, .north]: glyphs[3]
        default: nil
        }
    }

    private static func heavy(_ arms: Arms, _ joint: Arms) -> Unicode.Scalar? {
        switch (arms, joint.present) {
        case (.horizontal, []): "━"
        case (.vertical, []): "┃"
        case (.horizontal, .south): "┯"
        case (.horizontal, .north): "┷"
        case (_, []): corner(arms, ["┏", "┓", "┗", "┛"])
        default: nil
        }
    }
}
