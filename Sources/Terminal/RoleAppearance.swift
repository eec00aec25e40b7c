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
    /// Attributes that a terminal without colours has too.
    struct Attributes: OptionSet, Hashable {
        let rawValue: Int32

        static let bold = Attributes(rawValue: Int32(CN_BOLD))
        static let dim = Attributes(rawValue: Int32(CN_DIM))
        static let reverse = Attributes(rawValue: Int32(CN_REVERSE))
        static let underline = Attributes(rawValue: Int32(CN_UNDERLINE))
    }

    var attributes: Attributes
    var color: PaletteColor?

    /// The one table of how roles look.
    ///
    /// Foregrounds alone, on the terminal's own background, so that it stays readable on black, white and solarized:
    /// no blue (unreadable on black), no yellow (on white), no bright black (invisible on solarized), and no bold cyan,
    /// which many terminals brighten until white swallows it. Cyan and red are told apart by everyone.
    /// Without colours, roles that stand side by side differ by attributes (`sideBySide`).
    init(_ role: Role, colored: Bool) {
        switch role {
        case .plain, .label: self.init(attributes: [])
        case .dim: self.init(attributes: .dim)
        case .strong: self.init(attributes: .bold)
        case .bar: self.init(attributes: .reverse)
        case .selected: self.init(attributes: [.reverse, .bold])
        case .input: self.init(attributes: .underline)
        case .allowed: self.init(attributes: colored ? [] : .bold, color: colored ? .cyan : nil)
        case .blocked: self.init(attributes: colored ? .bold : [.bold, .underline], color: colored ? .red : nil)
        case .depends: self.init(attributes: .underline, color: colored ? .magenta : nil)
        case .path: self.init(attributes: .bold, color: colored ? .magenta : nil)
        case .differs: self.init(attributes: [.reverse, .underline], color: colored ? .red : nil)
        }
    }

    private init(attributes: Attributes, color: PaletteColor? = nil) {
        self.attributes = attributes
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
