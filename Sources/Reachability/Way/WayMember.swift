import CoreModel

/// A concrete end of a way with how many members of the question's end it stands for: of addresses, one for each stretch.
public struct WayMember: Hashable, Sendable {
    /// The one that the way is walked for.
    public internal(set) var end: WayEnd
    /// How many go as it does.
    public internal(set) var count: Int
    /// The interfaces of a group, or of an end of several, that go as it does, itself first; none for addresses.
    public internal(set) var interfaces: [InterfaceIndex] = []
    /// Another one of them, where there are several interfaces.
    var second: WayEnd?

    /// Whether it stands for an interface.
    func has(_ interface: InterfaceIndex) -> Bool { interfaces.contains(interface) || end.interface == interface }
}
