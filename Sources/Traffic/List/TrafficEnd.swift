import CoreModel

/// Who is at an end of traffic, as lists fold it: members of the same groups are one, and so is the internet.
public enum TrafficEnd: Hashable, Sendable {
    /// Interfaces that carry exactly these groups.
    case groups([GroupIndex])
    /// An interface without groups, such as a NAT gateway's.
    case interface(InterfaceIndex)
    /// Public addresses that no interface has.
    case internet
    /// Another address that no loaded interface has.
    case address(IPAddress)

    /// What it is called.
    public func name(_ names: Names) -> String {
        switch self {
        case .groups(let groups):
            let all = groups.map { names.name(of: $0) }
            return all.count > 2 ? "\(all[0]) and \(all.count - 1) more" : all.joined(separator: " + ")
        case .interface(let interface): return names.name(of: interface)
        case .internet: return "internet"
        case .address(let address): return address.description
        }
    }
}

/// Who has the addresses of traffic.
struct TrafficEnds {
    private let inventory: Inventory
    private var holders: [IPAddress: [InterfaceIndex]] = [:]
    private let prefixes: [(network: IPNetwork, interface: InterfaceIndex)]

    init(_ inventory: Inventory) {
        self.inventory = inventory
        var prefixes: [(network: IPNetwork, interface: InterfaceIndex)] = []
        for (place, interface) in inventory.interfaces.enumerated() {
            for address in interface.privateAddresses + interface.publicAddresses {
                holders[address, default: []].append(InterfaceIndex(place))
            }
            prefixes += interface.delegatedPrefixes.map { ($0, InterfaceIndex(place)) }
        }
        self.prefixes = prefixes
    }

    /// Who has an address, as an interface sees it: of several in different VPCs the one in its own.
    func end(_ address: IPAddress, seenFrom interface: InterfaceIndex?) -> TrafficEnd {
        let own = holders[address] ?? prefixes.filter { $0.network.contains(address) }.map(\.interface)
        let vpc = interface.map { inventory[$0].vpc }
        if let holder = own.first(where: { inventory[$0].vpc == vpc }) ?? own.first { return end(of: holder) }
        return SpecialAddresses.publicAddresses(address.version).contains(address.bits) ? .internet : .address(address)
    }

    /// An interface as an end.
    func end(of interface: InterfaceIndex) -> TrafficEnd {
        let groups = inventory[interface].groups
        return groups.isEmpty ? .interface(interface) : .groups(groups.sorted())
    }
}
