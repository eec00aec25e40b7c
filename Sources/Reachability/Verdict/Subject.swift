import CoreModel

/// A part of an end of which every address is judged alike.
///
/// A group is as many as its members carry different sets of groups; a CIDR as many as it holds interfaces with different groups, and
/// what is left of it.
struct Subject: Hashable, Sendable {
    /// Who has the addresses.
    enum Kind: Hashable, Sendable {
        /// Interfaces with exactly these groups; none: filtered by nothing.
        case interfaces([InterfaceIndex], carrying: [GroupIndex])
        /// The same, asked by public addresses, so that no rule that names a group counts.
        case publicInterfaces([InterfaceIndex], carrying: [GroupIndex])
        /// A member of a group that no input tells, with that group alone.
        case unseenMember(carrying: [GroupIndex])
        /// Hosts without groups of the inventory, such as the internet; they may carry one that is not in it.
        case hosts(mayCarryAbsentGroup: Bool)
        /// Addresses that may carry any group of a VPC that can hold them.
        case unknown
    }

    /// Whose rules filter the subject's side.
    enum Carrier: Hashable, Sendable {
        /// Interfaces with exactly these groups; none: filtered by nothing.
        case groups([GroupIndex])
        /// A host without groups of the inventory; it may carry one that is not in it.
        case outside(mayCarryAbsentGroup: Bool)
        /// An address that may carry any group of a VPC that can hold it.
        case unknown
    }

    /// Who it is.
    var kind: Kind
    /// What CIDR rules of the other side see.
    var addresses: AddressSet
    /// Its VPC.
    var vpc: TextID = .none
    /// What was taken for granted of its addresses.
    var assumption = Assumption.none
    /// The prefix list that it was asked by.
    var prefixList: Int?
    /// How many subjects that are judged alike it is shown for, itself included.
    var shownFor = 1

    /// Whose rules filter its own side.
    var carrier: Carrier {
        switch kind {
        case .interfaces(_, let groups), .publicInterfaces(_, let groups), .unseenMember(let groups): .groups(groups)
        case .hosts(let mayCarryAbsentGroup): .outside(mayCarryAbsentGroup: mayCarryAbsentGroup)
        case .unknown: .unknown
        }
    }

    /// The interfaces that have the addresses, where there are any.
    var interfaces: [InterfaceIndex] {
        switch kind {
        case .interfaces(let interfaces, _), .publicInterfaces(let interfaces, _): interfaces
        case .unseenMember, .hosts, .unknown: []
        }
    }

    /// Whether it stands for a member of a group that no input tells.
    var isUnseen: Bool { if case .unseenMember = kind { true } else { false } }

    /// Whether it was asked by a public address, so that no rule that names a group counts.
    var isAskedByPublicAddress: Bool { if case .publicInterfaces = kind { true } else { false } }

    /// The one interface that has all of the addresses; nil where there are several or none.
    var soleInterface: InterfaceIndex? { interfaces.count == 1 ? interfaces.first : nil }

    /// Whether two subjects are one and the same interface, loaded or not.
    func isSameInterface(as other: Subject) -> Bool {
        if isUnseen, other.isUnseen { return kind == other.kind }
        return soleInterface != nil && soleInterface == other.soleInterface
    }

    /// Leaves it these interfaces; one that has none stays as it is.
    mutating func keep(_ interfaces: [InterfaceIndex]) {
        switch kind {
        case .interfaces(_, let groups): kind = .interfaces(interfaces, carrying: groups)
        case .publicInterfaces(_, let groups): kind = .publicInterfaces(interfaces, carrying: groups)
        case .unseenMember, .hosts, .unknown: break
        }
    }
}

/// What is not known of the addresses and was taken to be.
public enum Assumption: Hashable, Sendable {
    case none
    /// The interface's addresses are not known: anywhere in its subnet.
    case subnet
    /// No interface carries the group: anywhere in its VPC's subnets.
    case subnets
    /// The same, where no subnet is loaded: anywhere in its VPC.
    case vpc
    /// The same, where the VPC is not loaded: at some private address.
    case privateAddress
    /// The same, where the VPC is loaded and a block of it is not told: at some address that a VPC can have.
    case openBlock
    /// Seen from outside by a public address that is not loaded.
    case publicAddress
    /// A prefix list without entries.
    case unloadedList
}

/// The subjects of an end, or why there are none.
enum Subjects: Hashable, Sendable {
    /// `lacking` are those of several interfaces that have no address of the family asked.
    case some([Subject], lacking: [InterfaceIndex] = [])
    /// The end is known to have no address of the family asked.
    case noAddress
}
