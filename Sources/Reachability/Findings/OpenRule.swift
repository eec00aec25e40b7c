import CoreModel

extension Inventory {
    /// Whether a rule lets the whole internet in: 0.0.0.0/0, ::/0, or half of either; of IPv6 all that is public (2000::/3).
    public func opens(_ rule: RuleIndex) -> Bool {
        if self[rule].direction != .ingress { return false }
        guard let network = network(of: self[rule].peer) else { return false }
        return network.prefixLength <= (network.version == .v4 ? 1 : 3)
            && SpecialAddresses.publicAddresses(network.version).intersects(AddressSet(network.range))
    }
}
