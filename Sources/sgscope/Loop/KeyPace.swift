import Explorer
import Frames

/// How the keys go: one follows another that comes soon after what the other did was shown.
struct KeyPace {
    private var shown: ContinuousClock.Instant?
    private var hasKey = false
    private var follows = false

    /// Notes what the terminal tells; whoever uses the mouse, or changes the screen, waits for nothing.
    mutating func note(_ event: TerminalEvent) {
        if case .key = event {
            follows = pace != .resting
            hasKey = true
        } else {
            (shown, hasKey) = (nil, false)
        }
    }

    /// Notes that all that keys did so far is shown.
    mutating func noteShown() {
        if hasKey { (shown, hasKey) = (.now, false) }
    }

    /// How they go now.
    var pace: PacedScreen.Pace {
        if !hasKey, millisecondsToRest == 0 { return .resting }
        return follows ? .following : .first
    }

    /// How long it is from what was shown until they rest.
    var millisecondsToRest: Int {
        guard let shown else { return 0 }
        let left = shown + PacedScreen.rest - .now
        return left > .zero ? Int(left / .milliseconds(1)) + 1 : 0
    }
}
