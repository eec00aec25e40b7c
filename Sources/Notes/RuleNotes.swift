import CoreModel

/// What people wrote about a rule of a group, or about several rules alike.
public struct RuleNotes: Sendable, Hashable {
    /// Which way the rule looks.
    public var direction: Direction
    /// What the rule lets through; nil for whatever it is.
    public var traffic: DocumentedPorts?
    /// The rule's other side; nil for whoever it is.
    public var peer: DocumentedEnd?
    /// Why the rule is there, in a sentence.
    public var why: String
    /// The same at length.
    public var reasons: [Reason] = []
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// Notes of the rules of a direction.
    public init(direction: Direction, why: String) {
        self.direction = direction
        self.why = why
    }

    /// Whether they are about a rule.
    ///
    /// `peerNames` is all that the rule's other side is called: a group's id, name and title, a CIDR as text, a prefix list's id.
    /// Notes about ports also speak of a rule with fewer of them; only notes about everything speak of a rule that lets everything by.
    public func matches(direction: Direction, traffic: Traffic, peerNames: [String]) -> Bool {
        guard direction == self.direction else { return false }
        if let wanted = self.traffic, !wanted.speaksOf(traffic) { return false }
        if let peer, !peer.matches(names: peerNames) { return false }
        return true
    }

    /// What they are about: "ingress tcp 5432 from ECS API SG".
    public var subject: String {
        let peer = peer.map { " \(direction.preposition) \($0)" } ?? ""
        return "\(direction.name)\(traffic.map { " \($0)" } ?? "")\(peer)"
    }

    /// How narrow they are: the notes with the peer named come first.
    var narrowness: Int { (peer == nil ? 0 : 2) + (traffic == nil ? 0 : 1) }
}
