import Reachability

/// The change that made an answer what it is, as far as lists of traffic tell of it.
public struct KnownTurning: Sendable {
    /// Finds it for an answer; nil where no change is known before which the answer was another.
    public typealias Finding = @Sendable (Answer) -> KnownTurning?

    let time: Int
    let before: Verdict
    /// The sentence that tells it.
    public let sentence: String

    /// A change at a time in seconds since 1970, before which the answer was another; `sentence` tells it: "since 11-20 08:30: ...".
    public init(time: Int, before: Verdict, sentence: String) {
        (self.time, self.before, self.sentence) = (time, before, sentence)
    }
}
