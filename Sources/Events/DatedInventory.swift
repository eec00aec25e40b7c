import CoreModel

/// What was read of an earlier time: a dated snapshot, or what AWS Config recorded of some things.
public struct DatedInventory: Sendable {
    /// Who tells it.
    public enum Source: Sendable {
        case config, snapshot
    }

    /// When it was made, in seconds since 1970.
    public var time: Int
    /// Who tells it.
    public var source: Source
    /// What was there.
    public var inventory: Inventory
    /// Whether it has everything, so that what it lacks was not there.
    public var isWhole: Bool
    /// The ids of things that it says are gone.
    public var deleted: [String]

    /// Makes one.
    public init(time: Int, source: Source, _ inventory: Inventory, isWhole: Bool, deleted: [String] = []) {
        (self.time, self.source, self.inventory) = (time, source, inventory)
        (self.isWhole, self.deleted) = (isWhole, deleted)
    }
}
