/// What the name of a terminal (TERM) says about it.
enum TerminalNames {
    /// Families that understand bracketed paste, or leave it alone.
    private static let pasting = [
        "xterm", "screen", "tmux", "rxvt", "alacritty", "contour", "foot", "ghostty", "gnome", "iterm", "kitty", "konsole",
        "mintty", "mlterm", "putty", "st-", "vte", "wezterm",
    ]

    /// Names that a host may lack, with a description that such terminals follow as well.
    private static let relatives: [(family: String, names: [String])] = [
        ("xterm", ["xterm-256color", "xterm"]),
        ("tmux", ["screen-256color", "screen"]),
        ("screen", ["screen-256color", "screen"]),
        ("alacritty", ["xterm-256color"]),
        ("contour", ["xterm-256color"]),
        ("foot", ["xterm-256color"]),
        ("ghostty", ["xterm-256color"]),
        ("kitty", ["xterm-256color"]),
        ("wezterm", ["xterm-256color"]),
    ]

    /// Whether text pasted into this terminal can be told from keys.
    static func hasBracketedPaste(_ name: String) -> Bool {
        name == "st" || pasting.contains { name.hasPrefix($0) }
    }

    /// Terminals that take a copy as they come; others do, or not, by their settings.
    private static let copying = ["alacritty", "contour", "foot", "ghostty", "xterm-ghostty", "kitty", "xterm-kitty", "wezterm"]

    /// Whether a sequence that sets the clipboard is obeyed, or left alone.
    static func mayHaveClipboard(_ name: String) -> Bool { hasBracketedPaste(name) }

    /// Whether such a sequence is obeyed for certain.
    static func hasClipboard(_ name: String) -> Bool { copying.contains { name.hasPrefix($0) } }

    /// The names to look for, best first: what ssh brings along is often newer than the host's descriptions.
    static func candidates(for name: String) -> [String] {
        let others = relatives.first { name.hasPrefix($0.family) }?.names ?? []
        return [name] + others.filter { $0 != name }
    }
}
