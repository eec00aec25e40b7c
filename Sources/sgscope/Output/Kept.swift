import Synchronization

/// What a command no longer needs and leaves to the end of the process, which gives all of its memory back at once: freeing a million edges or
/// findings one by one costs more than drawing a part of them.
enum Kept {
    private static let values = Mutex<[any Sendable]>([])

    /// Keeps these until the process ends, or until others are kept in their stead.
    static func untilTheEnd(_ values: any Sendable...) { Self.values.withLock { $0 = values } }
}
