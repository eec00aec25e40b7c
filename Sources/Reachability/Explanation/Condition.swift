import CoreModel

/// What must hold for a flow whose verdict is depends.
public enum Condition: Hashable, Sendable {
    /// It is allowed for some members of the group at an end, and not for others.
    case members(Direction)
    /// A group, whose rules of a direction are not all in the input, lets it through.
    case lets(GroupIndex, Direction)
    /// The groups that the end of a side carries let it through.
    case carriedGroupsLet(Direction)
    /// What the input does not settle is a group of the other end of a side.
    case isGroup(GroupIndex, ofOtherEnd: Direction)
    /// The other end of a side carries one of the groups that rules name; none where they name none.
    case carriesOne(of: [GroupIndex], otherEnd: Direction)
    /// The end of a side is a prefix list, and its entries decide.
    case entries(Direction)
    /// The list that a rule names holds the other end of its side.
    case isInList(RuleIndex)
    /// Something that the input does not settle decides, with these rules.
    case unsettled(Doubt, [RuleIndex])
    /// Of copies that disagree, the one with this rule is right: of the parts of the end of a side.
    case copy([EndPart], Direction, [RuleIndex])
    /// A side lets only part through; with `isCertain`, what it lets through whatever the unknown facts are.
    case part(CoveredParts, Direction, isCertain: Bool, service: NotFiltered.Service?)
    /// It is allowed between these parts of the ends.
    case between([Between])
    /// An interface has no address of the family asked, and is blocked for itself.
    case lacksFamily(InterfaceIndex)

    /// Parts of the ends; nil for an end that is in one piece.
    public struct Between: Hashable, Sendable {
        /// The part of the source.
        public internal(set) var source: Part?
        /// The part of the destination.
        public internal(set) var destination: Part?
    }

    /// A part of an end, told by what the end is.
    public enum Part: Hashable, Sendable {
        /// Addresses of a CIDR, with the groups that they carry.
        case addresses(AddressSet, [GroupIndex])
        /// Members of a group, or an interface.
        case part(EndPart)
    }
}

/// What to look up, to find out whether a condition holds.
public enum FindOut: Hashable, Sendable {
    /// The rules of a group.
    case rules(of: GroupIndex)
    /// The whole output that lists a group, of which the input left something out.
    case wholeOutput(of: GroupIndex)
    /// The entries of a prefix list, by its place in ``Inventory/prefixLists``.
    case entries(Int)
    /// Every interface.
    case interfaces
    /// The interface that has an address.
    case interface(having: IPAddress)
    /// The address of the client, on the client.
    case clientAddress
}
