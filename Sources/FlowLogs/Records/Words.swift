import CoreModel

/// The texts of a reading, each kept once.
struct Words {
    /// Ids of interfaces.
    var interfaces: ByteTable
    /// Reject reasons.
    var reasons: ByteTable
    /// AWS services.
    var services: ByteTable
    /// Addresses of IPv6.
    var addresses: AddressTable

    init(seed: UInt64) {
        interfaces = ByteTable(seed: seed)
        reasons = ByteTable(seed: seed)
        services = ByteTable(seed: seed)
        addresses = AddressTable(seed: seed)
    }
}

/// Addresses that are not plain IPv4, found by their text; the same address in another text is the same.
struct AddressTable {
    /// What an address is: IPv4 as it is, IPv6 as a place in ``known``.
    struct Found {
        var bits: UInt32
        var isVersion6: Bool
    }

    /// The addresses of IPv6.
    private(set) var known: [IPAddress] = []
    private var texts: ByteTable
    private var found: [Found?] = []
    private var places: [IPAddress: UInt32] = [:]

    init(seed: UInt64) { texts = ByteTable(seed: seed) }

    /// The address of a text; nil where it is none.
    mutating func lookUp(_ bytes: UnsafeBufferPointer<UInt8>) -> Found? {
        // No address is longer, and what is none must not fill the memory.
        guard bytes.count <= 45, bytes.contains(UInt8(ascii: ":")) else { return nil }
        if let place = texts.place(of: bytes) { return found[Int(place)] }
        guard let address = try? IPAddress(parsing: String(decoding: bytes, as: UTF8.self)) else { return nil }
        _ = texts.index(of: bytes)
        let result: Found
        if address.version == .v4 {
            result = Found(bits: UInt32(truncatingIfNeeded: address.bits), isVersion6: false)
        } else {
            let place = places[address] ?? UInt32(truncatingIfNeeded: known.count)
            if place == known.count {
                known.append(address)
                places[address] = place
            }
            result = Found(bits: place, isVersion6: true)
        }
        found.append(result)
        return result
    }

    /// The address that a record packs.
    func address(_ bits: UInt32, isVersion6: Bool) -> IPAddress {
        isVersion6 ? known[Int(bits)] : IPAddress(.v4, bits: UInt128(bits))
    }
}
