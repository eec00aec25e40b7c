/// What takes back that a public address is associated: who had it before has it again, and so does what it displaced.
extension Inventory {
    /// Whether an interface has a public address.
    public func isHeld(_ address: IPAddress) -> Bool { holder(of: address) != nil }

    /// The edits that take an association back; nil where the address was free and displaces none, which no edit says, and where it is not
    /// told what stood before.
    ///
    /// An address that has no allocation was given by AWS, and is gone once another takes its place.
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html
    func undoing(_ new: EditedAssociation) -> [Edit]? {
        if isMade(.network(.associate(new))) { return [] }
        var back: [Edit] = []
        if let held = holder(of: new.address) {
            guard let own = held.privateAddress, interfaces.contains(where: { $0.id == held.interface }) else { return nil }
            let known = allocation(of: new.address)
            let was = EditedAssociation(
                new.address, allocation: known.isEmpty ? new.allocation : known, interface: self[held.interface],
                privateAddress: own)
            back.append(.network(.associate(was)))
        }
        if let displaced = publicAddress(of: new.interface, new.privateAddress), displaced != new.address {
            let known = allocation(of: displaced)
            if known.isEmpty { return nil }
            let was = EditedAssociation(
                displaced, allocation: known, interface: new.interface, privateAddress: new.privateAddress)
            back.append(.network(.associate(was)))
        }
        return back.isEmpty ? nil : back
    }

    /// Who has a public address, and which private one it stands for, where that is told.
    private func holder(of address: IPAddress) -> (interface: TextID, privateAddress: IPAddress?)? {
        let listed = topology.publicAddresses.first { $0.address == address && !$0.interface.isNone }
        let own = interfaces.first { $0.publicAddresses.contains(address) || $0.id == listed?.interface }
        guard let interface = listed?.interface ?? own?.id else { return nil }
        let told = listed?.privateAddress ?? own?.publicAssociations.first { $0.publicAddress == address }?.privateAddress
        let only = own?.privateAddresses(.v4) ?? []
        return (interface, told ?? (only.count == 1 ? only.first : nil))
    }

    /// The public address that stands for a private one of an interface.
    private func publicAddress(of interface: String, _ privateAddress: IPAddress) -> IPAddress? {
        guard let id = texts.named(interface) else { return nil }
        let own = interfaces.first { $0.id == id }
        return own?.publicAssociations.first { $0.privateAddress == privateAddress }?.publicAddress
            ?? topology.publicAddresses.first { $0.interface == id && $0.privateAddress == privateAddress }?.address
    }

    private func allocation(of address: IPAddress) -> String {
        let known = topology.publicAddresses.first { $0.address == address && !$0.allocation.isNone }
        return known.map { self[$0.allocation] } ?? ""
    }
}
