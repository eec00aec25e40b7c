import SecurityGroups

/// What ends of questions are called, and their ids: data of the inventory and of the notes.
public struct EndNames: Sendable {
    private let inventory: Inventory
    private let names: Names

    /// Names in an inventory.
    public init(_ inventory: Inventory, _ names: Names) {
        self.inventory = inventory
        self.names = names
    }

    /// What an end is called in sentences.
    public func name(of end: Endpoint) -> String {
        switch end.kind {
        case .group(let group): names.name(of: group)
        case .internet: "internet"
        case .network(let network):
            network.prefixLength == network.version.bitWidth ? network.address.description : network.description
        case .interfaces(let interfaces):
            interfaces.count == 1 ? names.name(of: interfaces[0]) : sharedName(interfaces) ?? end.asked
        case .prefixList(let place): names.name(of: .prefixList(UInt32(place)))
        }
    }

    /// Its id: a group's, an interface's or an instance's; the address or CIDR; nil where there is none.
    public func id(of end: Endpoint) -> String? {
        switch end.kind {
        case .group(let group): inventory[inventory[group].id]
        case .internet: nil
        case .network(let network):
            network.prefixLength == network.version.bitWidth ? network.address.description : network.description
        case .interfaces(let interfaces):
            interfaces.count == 1 && interfaces.first.map { inventory[inventory[$0].instance] } != end.asked
                ? interfaces.first.map { inventory[inventory[$0].id] }
                : interfaces.first.map { inventory[inventory[$0].instance] }.flatMap { $0.isEmpty ? nil : $0 }
        case .prefixList(let place): inventory[inventory.prefixLists[place].id]
        }
    }

    private func sharedName(_ interfaces: [InterfaceIndex]) -> String? {
        let all = Set(interfaces.map { names.name(of: $0) })
        return all.count == 1 ? all.first : nil
    }
}

extension Analyzer {
    /// What ends are called.
    public var endNames: EndNames { EndNames(inventory, names) }

    /// What an end of a question is: its id, or nil where it has none, and what it is called.
    public func describe(_ end: Endpoint) -> (id: String?, name: String) { (endNames.id(of: end), endNames.name(of: end)) }
}
