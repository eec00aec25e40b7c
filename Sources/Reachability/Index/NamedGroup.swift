import CoreModel

/// Whom a reference to a group covers, as far as the inputs settle that.
enum NamedGroup: Sendable {
    /// Who carries a group that is loaded.
    case group(GroupIndex)
    /// Who carries one of which the inputs leave something open: it is not loaded, or stands for groups that they do not tell.
    case open(GroupIndex)
    /// Nobody: what it names is gone.
    case nobody
    /// It is not told which group is meant.
    case unsettled

    /// The same for each reference of an inventory; linear in references.
    static func all(_ inventory: Inventory) -> [NamedGroup] {
        inventory.references.map { reference in
            if reference.isStale { return .nobody }
            guard case .named = reference.identity else { return .unsettled }
            return inventory.isSettled(reference.group) ? .group(reference.group) : .open(reference.group)
        }
    }
}
