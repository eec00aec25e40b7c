/// Ports that an input writes into a rule whose protocol has none: AWS ignores them, and lets all of the protocol through.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
public struct IgnoredPorts: Hashable, Sendable {
    /// The rule's group.
    public let group: GroupIndex
    /// The rule.
    public internal(set) var rule: RuleIdentity<Peer>
    /// The ports.
    public let ports: ClosedRange<Int>
}

extension InventoryBuilder {
    /// Keeps that ports are written into a rule of a group whose protocol has none.
    public mutating func noteIgnoredPorts(_ ports: ClosedRange<Int>, of rule: Rule, inGroup id: TextID) {
        inventory.ignoredPorts.append(
            IgnoredPorts(group: group(id: id), rule: RuleIdentity(rule.direction, rule.traffic, rule.peer), ports: ports))
    }
}
