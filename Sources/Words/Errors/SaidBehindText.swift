import Reachability

extension SaidBehind {
    /// One line: why a question among others is not asked so, and what to do.
    public var message: String {
        switch self {
        case .time: "a time is said of all questions at once: leave it out here, and give it with --at"
        case .change: "a change is tried for all questions at once: leave it out here, and give it with --with"
        case .before: "\"before\" asks without the changes on trial: leave it out here, and --with too"
        }
    }
}
