/// A change of an inventory: of one rule, one group, of what one interface carries, or of the network.
///
/// Everything is named by what is the same in two readings, so that an edit is a value of its own: a fix, a difference of two readings
/// and a trial are lists of these. ``Inventory/applying(_:)`` lays them over an inventory; nothing is ever sent anywhere.
public enum Edit: Hashable, Sendable {
    /// A rule comes.
    case add(EditedRule)
    /// A rule goes; ids and descriptions play no part in which.
    case remove(EditedRule)
    /// A rule becomes another, of the same group.
    case change(EditedRule, to: EditedRule)
    /// A group comes, without rules.
    case addGroup(EditedGroup)
    /// A group goes, with its rules and from every interface; rules of others go on naming it.
    case removeGroup(id: String)
    /// An interface carries a group from now on.
    case attach(group: String, interface: String)
    /// An interface does not carry a group any more.
    case detach(group: String, interface: String)
    /// What carries or filters packets changes.
    case network(NetworkEdit)
}

/// A rule as an edit tells it.
public struct EditedRule: Hashable, Sendable {
    /// The id of the group it belongs to.
    public var group: String
    /// What it is.
    public var identity: RuleIdentity<EndIdentity>
    /// What its author wrote.
    public var description: String
    /// Whether it covers nothing, since AWS calls its reference stale.
    public var isStale: Bool
    /// Why what rests on it depends; nil where it stands, "" where copies of its group disagree about it.
    public var doubt: String?

    /// Makes a rule that stands.
    public init(
        group: String, _ identity: RuleIdentity<EndIdentity>, description: String = "", isStale: Bool = false,
        doubt: String? = nil
    ) {
        self.group = group
        self.identity = identity
        self.description = description
        self.isStale = isStale
        self.doubt = doubt
    }

    /// What makes two rules of a group let the same through: descriptions play no part.
    var flow: Flow { Flow(identity: identity, isStale: isStale, isContested: doubt != nil) }

    /// What a rule lets through, and whether it does.
    struct Flow: Hashable {
        var identity: RuleIdentity<EndIdentity>
        var isStale: Bool
        var isContested: Bool
    }
}

/// A group as an edit tells it.
public struct EditedGroup: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// Its name.
    public var name: String
    /// What its author wrote.
    public var description: String
    /// The id of its VPC; empty where that is not told.
    public var vpc: String
    /// How much of its ingress and egress rules those tell that are added.
    public var knowledge: [Direction: GroupKnowledge]

    /// Makes one.
    public init(
        id: String, name: String, description: String = "", vpc: String = "", knowledge: [Direction: GroupKnowledge] = [:]
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.vpc = vpc
        self.knowledge = knowledge
    }
}
