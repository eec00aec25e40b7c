/// One "why" with its answer, as points.
public struct Reason: Sendable, Hashable {
    /// The question: "Why port 3001".
    public var why: String
    /// The answer, point by point.
    public var points: [ReasonPoint]

    /// Makes a reason.
    public init(why: String, points: [ReasonPoint]) {
        self.why = why
        self.points = points
    }
}

/// One point of an answer: text, with a catchword before it or points below it where it has them.
public struct ReasonPoint: Sendable, Hashable {
    /// The catchword: "Audit clarity" of "Audit clarity: easy to see what each component can reach".
    public var lead: String?
    /// What it says; empty where the catchword is followed by points only.
    public var text: String
    /// Points below this one.
    public var points: [ReasonPoint]

    /// Makes a point.
    public init(lead: String? = nil, _ text: String, points: [ReasonPoint] = []) {
        self.lead = lead
        self.text = text
        self.points = points
    }

    /// The point on one line, without the points below it: "Audit clarity: easy to see ...".
    public var line: String {
        guard let lead else { return text }
        return text.isEmpty ? "\(lead):" : "\(lead): \(text)"
    }
}
