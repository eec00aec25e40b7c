/// The place of a group in ``Inventory/groups``.
public struct GroupIndex: Hashable, Sendable, Comparable {
    /// The place.
    public let number: UInt32

    /// Makes an index of a place.
    @inlinable public init(_ place: Int) { number = UInt32(place) }

    /// By place, that is by first appearance in the inputs.
    public static func < (left: GroupIndex, right: GroupIndex) -> Bool { left.number < right.number }
}

/// How much of a group's rules the inputs tell.
public enum GroupKnowledge: UInt8, Hashable, Sendable {
    /// Only rules or interfaces name it: its rules are unknown.
    case absent
    /// Some of its rules are known, others may exist (rule resources of a group that another state owns).
    case partial
    /// Its rules are listed.
    case complete
}

/// How a Terraform state, or a Pulumi stack, keeps the rules of a group, the entries of an ACL or the routes of a table.
///
/// Inline blocks and resources of their own fight: the next run takes away what does not stand inline.
public enum TerraformStyle: UInt8, Hashable, Sendable {
    /// No state and no stack tells any.
    case none
    /// As blocks of the group, the ACL or the table itself.
    case inlineBlocks
    /// As resources of their own.
    case ruleResources

    /// How the states and stacks among some lists keep what these tell: after a refresh blocks repeat the resources beside them.
    init(_ telling: [Listing]) {
        let ofStates = telling.filter { $0.manager?.tool == .terraform || $0.manager?.tool == .pulumi }
        self = ofStates.contains { $0.kind == .ruleResources } ? .ruleResources : ofStates.isEmpty ? .none : .inlineBlocks
    }
}

/// A tag: key and value.
public struct Tag: Hashable, Sendable {
    /// The key.
    public var key: TextID
    /// The value.
    public var value: TextID

    /// Makes a tag.
    public init(key: TextID, value: TextID) {
        self.key = key
        self.value = value
    }
}

/// A security group; its rules stand in ``Inventory/rules``, ingress before egress.
public struct Group: Hashable, Sendable {
    /// `sg-...`, or whatever id the input has; `id#1`, `id#2` for copies that differ.
    public var id: TextID
    /// Its name, unique within its VPC.
    public var name: TextID = .none
    /// What its author wrote.
    public var description: TextID = .none
    /// The VPC it was made in.
    public var vpc: TextID = .none
    /// Further VPCs that it is associated with, as far as an input lists associations: interfaces there may carry it.
    public var associatedVpcs: [TextID] = []
    /// The account that owns it.
    public var owner: TextID = .none
    /// Its region.
    public var region: TextID = .none
    /// Its tags.
    public var tags: [Tag] = []
    /// How much of its ingress rules is known; of a group that is loaded, absent where the inputs tell its egress rules alone.
    public var ingressKnowledge = GroupKnowledge.absent
    /// The same of its egress rules.
    public var egressKnowledge = GroupKnowledge.absent
    /// The places of its ingress rules in ``Inventory/rules``.
    public var ingress: Range<Int> = 0..<0
    /// The places of its egress rules in ``Inventory/rules``.
    public var egress: Range<Int> = 0..<0
    /// Which input listed its rules, in ``Inventory/sources``; nil when none did.
    var source: Int?
    /// The tool whose input describes it; see ``Inventory/manager(of:)``.
    var manager: Manager?
    /// How a state or a stack keeps its rules.
    public var terraformStyle = TerraformStyle.none
    /// Whether it is one of several differing copies of an id within one listing; the group under the plain id stands for all.
    public var isCopy = false
    /// Whether it stands for groups that the input does not settle: its id is then what is unknown, and an interface that carries it
    /// carries an unknown number of groups, of any name.
    public var isUnknown = false

    /// Whether it is loaded and known to be one group: who carries it is settled.
    @inlinable public var isSettled: Bool { knowledge != .absent && !isUnknown }

    /// A group of which only the id is known.
    public init(id: TextID) { self.id = id }

    /// How much of its rules is known, of both directions: absent where nothing is, complete where all is.
    ///
    /// What is set counts for both directions.
    @inlinable public var knowledge: GroupKnowledge {
        get { ingressKnowledge == egressKnowledge ? ingressKnowledge : .partial }
        set { (ingressKnowledge, egressKnowledge) = (newValue, newValue) }
    }

    /// How much of its rules of a direction is known.
    @inlinable public func knowledge(_ direction: Direction) -> GroupKnowledge {
        direction == .ingress ? ingressKnowledge : egressKnowledge
    }

    /// The places of its rules of a direction.
    @inlinable public func rules(_ direction: Direction) -> Range<Int> {
        direction == .ingress ? ingress : egress
    }

    /// Says where its rules of a direction stand.
    mutating func setRules(_ rules: Range<Int>, _ direction: Direction) {
        if direction == .ingress { ingress = rules } else { egress = rules }
    }
}
