/// What of AWS is read, and how.
public struct LiveOptions: Hashable, Sendable {
    /// The profiles, as the `aws` command names them; none for the user's own choice.
    var profiles: [String]
    /// The regions; none for the user's own choice.
    var regions: [String]
    /// Where the calls go instead of AWS; passed to the `aws` command.
    var endpointURL: String?
    var timeout: Int
    /// Whether the `aws` command may ask for a code on the terminal.
    var mayAsk: Bool

    /// Options.
    public init(
        profiles: [String] = [], regions: [String] = [], endpointURL: String? = nil, timeout: Int = 120, mayAsk: Bool = false
    ) {
        self.profiles = profiles
        self.regions = regions
        self.endpointURL = endpointURL
        self.timeout = timeout
        self.mayAsk = mayAsk
    }
}

/// How far a reading is.
public struct LiveProgress: Hashable, Sendable {
    /// Calls that were answered, or failed.
    public var done: Int
    /// Calls that are known so far: answers make further ones possible.
    public var known: Int
    /// What is waited for, the longest first.
    var running: [String]

    /// "7 of 15 calls, waiting for ec2 describe-instances and 2 more".
    public var text: String {
        var text = "\(done) of \(known) calls"
        if let first = running.first {
            text += ", waiting for \(first)" + (running.count > 1 ? " and \(running.count - 1) more" : "")
        }
        return text
    }
}

/// Nothing could be read.
public struct LiveError: Error, Hashable, Sendable {
    /// Why, a line for each reason: what, where, and what to do.
    public var reasons: [String]
    /// Whether the reading was stopped.
    var isCancelled: Bool

    /// Makes an error.
    public init(reasons: [String], isCancelled: Bool = false) {
        self.reasons = reasons
        self.isCancelled = isCancelled
    }
}
