import CoreModel
import Diff

/// A flow that closes from a group to where there is none: the internet, a network, a prefix list.
public struct ClosedOutward: Hashable, Sendable {
    /// The group, by its place on trial.
    public let group: GroupIndex
    /// The internet, a network or a prefix list, by its place on trial.
    public let destination: End
    /// What does not pass any more.
    public let traffic: [Traffic]
}

extension Trial {
    /// What closes so, over all layers where any is looked at, else by the groups; `difference` is the trial's own.
    public func closedOutward(by difference: InventoryDiff) -> [ClosedOutward] {
        (difference.comparesWays ? difference.ways : difference.flows).compactMap { change in
            // Of a part of a network no line ends.
            guard change.kind == .closes, change.destination.end.group == nil,
                !change.isWay || change.destination.except.isEmpty,
                let group = change.source.end.group.flatMap({ inventory.group(id: $0) }),
                let destination = inventory.end(change.destination.end)
            else { return nil }
            return ClosedOutward(group: group, destination: destination, traffic: change.traffic)
        }
    }
}
