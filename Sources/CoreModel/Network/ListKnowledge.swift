/// How much of a list of routes, entries or associations is known.
public enum ListKnowledge: Hashable, Sendable {
    /// Nothing: only other things name what the list belongs to.
    case absent
    /// Some of it, and why not all.
    case partial(Lack)
    /// All of it.
    case complete

    /// Why a list may have more than is known.
    public enum Lack: Hashable, Sendable {
        /// AWS lists a local route for every table, and this one has none: the listing was cut.
        case localRoute
        /// AWS lists a last entry that denies the rest for every ACL and direction, and this one has none.
        case lastEntry
        /// The answer says that there is more of it (`NextToken`, `AdditionalRoutesAvailable`).
        case page
        /// The member that holds the list is absent from the answer.
        case member
        /// Only resources that add to the list are in the input, not what it belongs to.
        case owner
        /// An entry, a route or an association lacks what would place it: its number, its destination, what it associates.
        case element
        /// The input leaves it open, such as a parameter without a value.
        case unsettled(TextID)

        /// Whether an answer of AWS was cut: another one may have what it lacks.
        var isCut: Bool { [.localRoute, .lastEntry, .member, .page].contains(self) }
    }

    /// Whether all of it is known.
    public var isComplete: Bool { self == .complete }

    /// Whether it is the knowledge of what describes the list itself, not of what adds to it or does not tell it.
    var isOfOwner: Bool { self != .absent && self != .partial(.owner) && self != .partial(.member) }

    /// Whether it is of an answer of AWS that was cut.
    var isCut: Bool { if case .partial(let lack) = self { lack.isCut } else { false } }

    /// The knowledge of two inputs together: what either has is known, and what either leaves open stays open.
    func merged(_ other: ListKnowledge) -> ListKnowledge {
        switch (self, other) {
        case (.absent, let known), (let known, .absent): known
        case (.partial(.owner), let known), (let known, .partial(.owner)): known
        case (.partial(.member), let known), (let known, .partial(.member)): known
        case (.partial(let lack), .complete), (.complete, .partial(let lack)): lack.isCut ? .complete : .partial(lack)
        case (.partial(let own), .partial(let lack)): .partial(own.isCut ? lack : own)
        case (.complete, .complete): .complete
        }
    }
}

/// The state of a gateway, an attachment or an address, as AWS calls it.
public struct ResourceState: Hashable, Sendable {
    /// AWS's word, such as `available` or `pending-acceptance`; none where it is not told.
    public var text: TextID
    /// Whether it carries packets; nil where the state is not told or not known.
    public var works: Bool?

    /// Whether something is told of it, and not whether it carries packets: a word that nobody knows, or what decides whether the thing is
    /// there at all.
    public var isOpen: Bool { works == nil && !text.isNone }

    /// Makes a state.
    public init(text: TextID = .none, works: Bool? = nil) {
        self.text = text
        self.works = works
    }
}

extension Inventory {
    /// Whether a peering connection in a state waits to be accepted.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html (lifecycle)
    public func waitsToBeAccepted(_ state: ResourceState) -> Bool { self[state.text].lowercased() == "pending-acceptance" }
}

extension InventoryBuilder {
    /// The state that a word of AWS means, in whichever case it is written.
    ///
    /// Source: the service's API model, where attachments of internet gateways are `available` and those of other gateways `attached`.
    public mutating func state(_ word: String) -> ResourceState {
        let works: Bool? =
            switch word.lowercased() {
            // What is being modified carries packets meanwhile.
            case "available", "attached", "active", "active_impaired", "associated", "succeeded", "in-use", "modifying": true
            case "pending", "failed", "deleting", "deleted", "attaching", "detaching", "detached", "disassociating",
                "disassociated",
                "rejected", "rejecting", "failing", "expired", "pending-acceptance", "pendingacceptance", "provisioning",
                "initiating", "initiatingrequest", "initiating-request", "unassigning", "associating", "assigning":
                false
            default: nil
            }
        return ResourceState(text: intern(word), works: works)
    }
}
