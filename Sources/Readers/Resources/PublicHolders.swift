import CoreModel

/// Which interfaces of states have no public address but those that are told.
///
/// Known when all inputs are read: the state of an instance is older than an Elastic IP that came to it, and the IP may stand elsewhere.
struct PublicHolders {
    /// The interfaces of which a document tells every public address, with their instances.
    private var told: [(interface: TextID, instance: TextID)] = []
    /// The interfaces and instances that may have one more.
    private var open: Set<TextID> = []
    private var mayBeAny = false

    /// Says that a document tells every public address of an instance's interface.
    mutating func tellsAll(of interface: TextID, on instance: TextID) { told.append((interface, instance)) }

    /// Says that an interface or an instance may have one that is not told with it.
    mutating func mayHaveMore(_ id: TextID) { open.insert(id) }

    /// Says that an address is on something that no input names.
    mutating func anyMayHaveMore() { mayBeAny = true }

    /// Tells of the interfaces that have no more.
    func settle(in builder: inout InventoryBuilder) {
        if mayBeAny { return }
        for (id, instance) in told where !open.contains(id) && !open.contains(instance) {
            var interface = NetworkInterface(id: id)
            interface.addressesAreKnown = false
            interface.publicAddressesAreKnown = true
            builder.add(interface)
        }
    }
}
