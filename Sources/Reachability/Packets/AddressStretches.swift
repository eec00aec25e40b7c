import CoreModel

/// Addresses between two borders of networks that are public, or that are not: as far as these networks go, nothing tells them apart.
public struct AddressStretch: Hashable, Sendable {
    /// Counted from below.
    let number: Int
    let isPublic: Bool
    let version: IPVersion
}

/// The stretches that the borders of some networks cut all addresses into.
struct AddressStretches: Sendable {
    /// Ascending, by family.
    private let borders: [[UInt128]]

    /// `cuts` are the borders of a family, in any order.
    init(_ cuts: (IPVersion) -> [UInt128]) { borders = IPVersion.allCases.map { Set(cuts($0)).sorted() } }

    /// The one that an address is in.
    func stretch(of address: IPAddress) -> AddressStretch {
        AddressStretch(
            number: borders[InventoryIndex.slot(address.version)].firstPlace { $0 > address.bits },
            isPublic: SpecialAddresses.publicAddresses(address.version).contains(address.bits), version: address.version)
    }
}
