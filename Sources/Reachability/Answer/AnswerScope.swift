/// What an answer looks at, and how much of it is worked out.
public struct AnswerScope: Hashable, Sendable {
    /// Whether layers other than security groups are looked at, where the inventory has them.
    public var looksAtNetwork: Bool
    /// Whether only the packet counts: what becomes of its answer is judged and shown all the same.
    public var isOneWay: Bool
    /// Whether it is worked out which other flows are stopped by the same, and what would turn the verdict.
    public var isFull: Bool

    /// Makes a scope.
    public init(looksAtNetwork: Bool, isOneWay: Bool = false, isFull: Bool = true) {
        self.looksAtNetwork = looksAtNetwork
        self.isOneWay = isOneWay
        self.isFull = isFull
    }

    /// Security groups alone.
    public static let groups = AnswerScope(looksAtNetwork: false)
    /// Every layer that the inventory has, there and back.
    public static let everything = AnswerScope(looksAtNetwork: true)
}
