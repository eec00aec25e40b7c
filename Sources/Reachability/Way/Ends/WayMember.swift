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

    /// Takes in another address of an interface that goes as it does, or another interface.
    mutating func take(_ interface: InterfaceIndex, _ end: WayEnd) {
        if interfaces.contains(interface) { return }
        count += 1
        interfaces.append(interface)
        if second == nil { second = end }
    }

    /// The interfaces that it stands for.
    var all: [InterfaceIndex] { interfaces.isEmpty ? [end.interface].compactMap { $0 } : interfaces }
}

extension [WayMember] {
    /// How many members they stand for: an interface once, whatever the addresses are that it was walked for.
    public var memberCount: Int {
        Set(flatMap(\.interfaces)).count + lazy.filter(\.interfaces.isEmpty).reduce(0) { $0 + $1.count }
    }
}
