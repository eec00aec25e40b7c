import Synchronization

/// A value that is made when it is asked for first: most questions do not need every index.
public final class Lazy<Value: Sendable>: Sendable {
    private let make: @Sendable () -> Value
    private let made = Mutex<Value?>(nil)

    /// A value that a function makes.
    public init(_ make: @escaping @Sendable () -> Value) {
        self.make = make
    }

    /// Whether it is made already; false as well while another makes it.
    public var isMade: Bool { made.withLockIfAvailable { $0 != nil } ?? false }

    /// The value; whoever asks while another makes it waits for that.
    public var value: Value {
        made.withLock { made in
            if let made { return made }
            let new = make()
            made = new
            return new
        }
    }
}
