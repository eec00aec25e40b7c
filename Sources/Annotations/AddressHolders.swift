import CoreModel

/// The interfaces of an inventory by their addresses, private and public, and by their delegated prefixes: made once, asked often.
struct AddressHolders: Sendable {
    private var byAddress: [IPAddress: [InterfaceIndex]] = [:]
    private var byPrefix: [IPNetwork: [InterfaceIndex]] = [:]
    /// How long delegated prefixes are.
    private var lengths: Set<Int> = []

    /// Linear in the addresses.
    init(_ inventory: Inventory) {
        for (place, interface) in inventory.interfaces.enumerated() {
            let index = InterfaceIndex(place)
            for address in Set(interface.privateAddresses + interface.publicAddresses) {
                byAddress[address, default: []].append(index)
            }
            for prefix in interface.delegatedPrefixes {
                byPrefix[prefix, default: []].append(index)
                lengths.insert(prefix.prefixLength)
            }
        }
    }

    /// The interfaces that an address belongs to.
    subscript(address: IPAddress) -> [InterfaceIndex] {
        let delegated = lengths.filter { $0 <= address.version.bitWidth }.flatMap { length in
            byPrefix[IPNetwork(containing: address, prefixLength: length)] ?? []
        }
        return Set((byAddress[address] ?? []) + delegated).sorted()
    }
}
