/// A value kept behind one reference, for what many values hold: they are copied by counting one reference instead of one for each of
/// its fields, and the compiler writes that much less code for every one of them.
///
/// It is a value all the same: it is copied when it is changed while somebody else has it too.
@propertyWrapper
public struct Boxed<Value: Sendable>: Sendable {
    /// What it is kept in; changed only while nobody else has it.
    @usableFromInline
    final class Storage: @unchecked Sendable {
        @exclusivity(unchecked) @usableFromInline var value: Value

        @inlinable
        init(_ value: Value) { self.value = value }
    }

    @usableFromInline var storage: Storage

    /// Puts a value into a box.
    @inlinable
    public init(wrappedValue: Value) { storage = Storage(wrappedValue) }

    /// The value.
    @inlinable public var wrappedValue: Value {
        _read { yield storage.value }
        _modify {
            if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.value) }
            yield &storage.value
        }
    }
}

extension Boxed: Equatable where Value: Equatable {
    /// Whether the values are equal.
    @inlinable
    public static func == (left: Self, right: Self) -> Bool {
        left.storage === right.storage || left.storage.value == right.storage.value
    }
}

extension Boxed: Hashable where Value: Hashable {
    /// By the value.
    @inlinable
    public func hash(into hasher: inout Hasher) { hasher.combine(storage.value) }
}
