import CoreModel

/// Numbers for ends, so that what is known of an end is found in an array: a group's is its place, the others follow as they come.
public struct EndNumbers: Sendable {
    private let groups: Int
    private var others = NumberTable<PackedEnd>()

    /// Numbers for the ends of an inventory with so many groups.
    public init(groups count: Int) { groups = count }

    /// The number of an end, which gets the next one where it is new; a group, which most are, is not looked up.
    public mutating func number(of end: PackedEnd) -> Int {
        if let group = end.group { return Int(group.number) }
        return groups + others.number(of: end)
    }

    /// Every end that has a number, by it: all groups, then the others.
    public var ends: [PackedEnd] { (0..<groups).map { PackedEnd.group(GroupIndex($0)) } + others.keys }
}
