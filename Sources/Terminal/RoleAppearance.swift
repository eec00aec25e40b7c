import CNCurses
import Frames

/// A colour of the terminal's own palette, by its usual number; which shade it is, its owner has chosen.
enum PaletteColor: Int16, CaseIterable {
    case red = 1
    case magenta = 5
    case cyan = 6
}

/// How a role looks.
struct RoleAppearance: Hashable {
    /// Emphasis that a terminal without colours has too.
    struct Emphasis: OptionSet, Hashable {
        let rawValue: Int32

        static let bold = Emphasis(rawValue: Int32(CN_BOLD))
        static let dim = Emphasis(rawValue: Int32(CN_DIM))
        static let reverse = Emphasis(rawValue: Int32(CN_REVERSE))
        static let underline = Emphasis(rawValue: Int32(CN_UNDERLINE))
    }

    var emphasis: Emphasis
    var color: PaletteColor?

    /// The one table of how roles look.
    ///
    /// Foregrounds alone, on the terminal's own background, so that it stays readable on black, white and solarized:
    /// no blue (unreadable on black), no yellow (on white), no bright black (invisible on solarized), and no bold cyan,
    /// which many terminals brighten until white swallows it. Cyan and red are told apart by everyone.
    /// Without colours, roles that stand side by side differ by emphasis (`sideBySide`).
    init(_ role: Role, colored: Bool) {
        switch role {
        case .plain, .label: self.init(emphasis: [])
        case .dim: self.init(emphasis: .dim)
        case .strong: self.init(emphasis: .bold)
        case .bar: self.init(emphasis: .reverse)
        case .selected: self.init(emphasis: [.reverse, .bold])
        case .input: self.init(emphasis: .underline)
        case .allowed: self.init(emphasis: colored ? [] : .bold, color: colored ? .cyan : nil)
        case .blocked: self.init(emphasis: colored ? .bold : [.bold, .underline], color: colored ? .red : nil)
        case .depends: self.init(emphasis: .underline, color: colored ? .magenta : nil)
        case .path: self.init(emphasis: .bold, color: colored ? .magenta : nil)
        case .differs: self.init(emphasis: [.reverse, .underline], color: colored ? .red : nil)
        }
    }

    private init(emphasis: Emphasis, color: PaletteColor? = nil) {
        self.emphasis = emphasis
        self.color = color
    }

    /// Roles that say different things beside each other: no two of a set look the same, with or without colours.
    static let sideBySide: [Set<Role>] = [
        [.plain, .strong, .bar, .selected, .input],
        [.plain, .allowed, .blocked, .depends, .differs],
        [.plain, .path, .selected, .bar],
        [.label, .path, .differs],
    ]
}
