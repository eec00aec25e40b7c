import CoreModel

extension Direction {
    /// Where traffic of the direction goes, seen from the group: "in", "out".
    public var way: String { self == .ingress ? "in" : "out" }

    /// The same before the other end: "in from", "out to".
    var wayWithPreposition: String { "\(way) \(preposition)" }

    /// What tables of people call it: "inbound", "outbound".
    public var column: String { "\(way)bound" }
}
