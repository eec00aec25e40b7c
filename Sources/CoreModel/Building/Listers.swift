/// Which argument of the command line listed a thing with all that it has, by the thing's id.
struct Listers: Sendable {
    /// By the number of the id: the argument plus one, 0 for none.
    private var arguments: [UInt32] = []

    /// Notes who lists a thing; true where it was somebody else before, or nobody.
    mutating func take(_ id: TextID, _ argument: Int) -> Bool {
        let number = Int(id.number)
        if number >= arguments.count {
            arguments.append(contentsOf: repeatElement(0, count: max(number + 1, 2 * arguments.count) - arguments.count))
        }
        defer { arguments[number] = UInt32(argument + 1) }
        return arguments[number] != argument + 1
    }

    /// Whether AWS listed a thing.
    func hasListed(_ id: TextID) -> Bool { Int(id.number) < arguments.count && arguments[Int(id.number)] > 0 }
}

extension InventoryBuilder {
    /// Adds an interface that AWS lists.
    ///
    /// Where its addresses are all told, those that an earlier argument or a state told are gone.
    public mutating func add(_ interface: NetworkInterface, listedIn argument: Int) {
        if interface.publicAddressesAreKnown {
            let wasListed = listers.hasListed(interface.id)
            if listers.take(interface.id, argument), let place = interfaceIndex(interface.id) {
                inventory.interfaces[place].forgetAddresses()
                // Of what a state knows of its owner AWS tells less.
                if wasListed { inventory.interfaces[place].instance = .none }
            }
        }
        add(interface)
    }

    /// Adds a VPC that AWS lists with all its blocks: those that an earlier argument or a state told are gone.
    public mutating func add(_ vpc: Vpc, listedIn argument: Int) {
        if listers.take(vpc.id, argument), let place = vpcIndex(vpc.id) {
            (inventory.vpcs[place].networks, inventory.vpcs[place].privateBlocks) = ([], [])
            inventory.vpcs[place].openFamilies = []
        }
        add(vpc)
    }

    /// Adds a subnet that AWS lists with all its blocks: those that an earlier argument or a state told are gone.
    public mutating func add(_ subnet: Subnet, listedIn argument: Int) {
        if listers.take(subnet.id, argument), let place = subnetIndex(subnet.id) {
            (inventory.subnets[place].networks, inventory.subnets[place].openFamilies) = ([], [])
        }
        add(subnet)
    }
}

extension NetworkInterface {
    fileprivate mutating func forgetAddresses() {
        (privateAddresses, delegatedPrefixes, openFamilies) = ([], [], [])
        (publicAddresses, automaticAddresses, publicAssociations) = ([], [], [])
    }
}
