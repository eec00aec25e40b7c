import Frames

/// Keys that came within a few milliseconds of each other: faster than anybody types, so that they are most likely a paste of a terminal
/// that does not mark one.
struct KeyBurst {
    /// How long after a letter the next one belongs to the same burst.
    static let gapMilliseconds = 5
    /// Keys that a burst holds at most; what follows is another.
    static let longest = 8192
    /// Keys from which on it is a text, with so many different ones: a key that is held down, or a few that a slow link brings together,
    /// are none.
    private static let fewest = (keys: 5, different: 4)
    /// Keys from which on it is one where nobody was waiting for them: somebody may have typed them meanwhile, and then no sentence.
    private static let fewestMeanwhile = 24

    private(set) var keys: [Key]
    private let isAwaited: Bool

    /// A burst that begins with a key; nil where none begins with it.
    ///
    /// `isAwaited` says that the first key was waited for, so that what follows came right behind it.
    init?(_ event: TerminalEvent, isAwaited: Bool) {
        guard case .key(let key) = event, case .character = key else { return nil }
        keys = [key]
        self.isAwaited = isAwaited
    }

    /// Takes another event that came at once; false where it is no part of a text.
    mutating func take(_ event: TerminalEvent) -> Bool {
        guard case .key(let key) = event else { return false }
        switch key {
        case .character, .enter, .tab: keys.append(key)
        default: return false
        }
        return true
    }

    /// The keys one by one, or all of them as a burst where they are a text.
    var events: [TerminalEvent] {
        let hasBlank = keys.contains(.character(" "))
        // A slow link brings together what was typed one by one: these open a line that the rest is typed into.
        let isTyped = [Key.character("/"), .character(":")].contains(keys[0]) && !hasBlank
        let isText =
            keys.count >= (isAwaited ? Self.fewest.keys : Self.fewestMeanwhile) && Set(keys).count >= Self.fewest.different
            && (isAwaited ? !isTyped : hasBlank)
        return isText ? [.burst(keys)] : keys.map(TerminalEvent.key)
    }
}
