import Notes
import Reachability
import CoreModel

/// Everything that an end of a question is called, as documented flows name ends: for each of its parts.
///
/// What carries a group is meant where the group is, whether it is asked by the group, by an interface, by an instance or by an address
/// that one of its interfaces has.
struct DocumentedNames {
    /// The names of each part: of each interface where the end is interfaces, of the whole end otherwise.
    private let parts: [[String]]

    init(_ end: Endpoint, _ annotations: Annotations) {
        if let interfaces = end.kind.interfaces {
            parts = interfaces.map { Self.names(of: $0, annotations) }
        } else if let network = end.kind.network {
            let own = [network.description, network.address.description] + Self.networks(holding: [network], annotations)
            let isAddress = network.isAddress
            let holders = isAddress ? annotations.holders(of: network.address) : []
            // A host that no interface is, at a public address, is one of the internet's.
            let isPublic = SpecialAddresses.publicAddresses(network.version).isSuperset(of: AddressSet(network.range))
            if holders.isEmpty {
                parts = [own + (isPublic && isAddress ? ["internet"] : [])]
            } else {
                parts = holders.map { own + Self.names(of: $0, annotations) }
            }
        } else {
            parts = [annotations.allNames(of: end.kind)]
        }
    }

    /// The names of all parts.
    var ofSome: [String] { parts.flatMap { $0 } }

    /// Whether a documented end means every part.
    func areAllMeant(by end: DocumentedEnd) -> Bool { parts.allSatisfy { end.matches(names: $0) } }

    /// What an interface is called by the groups that it carries, and by the documented networks that all its addresses lie in.
    private static func names(of index: InterfaceIndex, _ annotations: Annotations) -> [String] {
        let interface = annotations.inventory[index]
        let own = interface.privateAddresses.map(IPNetwork.single)
        return interface.groups.flatMap(annotations.allNames) + networks(holding: own, annotations)
    }

    /// The networks of documented flows that hold some networks, all those of their own family.
    private static func networks(holding own: [IPNetwork], _ annotations: Annotations) -> [String] {
        let documented = (annotations.notes?.flows ?? []).flatMap { [$0.source.network, $0.destination.network] }.compactMap {
            $0
        }
        return Set(documented).filter { network in
            let same = own.filter { $0.version == network.version }
            return !same.isEmpty && !network.isEverything && same.allSatisfy(network.contains)
        }.map(\.description).sorted()
    }
}
