/// What a command no longer needs and leaves to the end of the process, which gives all of its memory back at once: freeing a million edges or
/// findings one by one costs more than drawing a part of them.
///
/// Only for what a process makes once, since nothing frees it before.
func leaveToTheEnd(_ values: any Sendable...) { _ = Unmanaged.passRetained(Left(values)) }

private final class Left: Sendable {
    private let values: [any Sendable]

    init(_ values: [any Sendable]) { self.values = values }
}
