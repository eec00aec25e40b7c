/// When to use colours.
public enum ColorChoice: String, CaseIterable, Hashable, Sendable {
    /// Where the terminal has them and NO_COLOR is not set.
    case auto
    /// Where the terminal has them.
    case always
    /// Never.
    case never

    /// Whether colours are wanted, given the value of NO_COLOR; an empty one counts as none.
    public func wantsColor(noColor: String?) -> Bool {
        switch self {
        case .auto: noColor?.isEmpty ?? true
        case .always: true
        case .never: false
        }
    }
}

/// How to open a screen.
public struct TerminalOptions: Hashable, Sendable {
    /// When to use colours.
    var color: ColorChoice
    /// Sends UTF-8 although the locale does not ask for it.
    public var forcesUTF8: Bool
    /// Reads keys from the controlling terminal where standard input is no terminal: it may hold an inventory.
    public var readsKeysFromControllingTerminal: Bool

    /// Makes options.
    public init(color: ColorChoice = .auto, forcesUTF8: Bool = false, readsKeysFromControllingTerminal: Bool = false) {
        self.color = color
        self.forcesUTF8 = forcesUTF8
        self.readsKeysFromControllingTerminal = readsKeysFromControllingTerminal
    }
}
