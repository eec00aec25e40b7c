import CoreModel

/// What every layer does with what is asked, there and back, between all members of both ends.
public struct WayAnswer: Sendable {
    /// What all of it comes to.
    public internal(set) var verdict: Verdict
    /// The ways of members that go alike; the one that is shown first: of those that decide the first by the ids of its interfaces.
    public internal(set) var kinds: [WayKind]
    /// Whether it is told where the members of both ends are.
    public internal(set) var isPlaced: Bool
    /// Whether a group of an end may have members that no input tells.
    public internal(set) var hasUnseen = false
    /// Whether only the packet counts.
    public internal(set) var isOneWay: Bool
    /// The layers that were looked at in one of the VPCs that are passed.
    public internal(set) var layers: [Layer]
    /// The VPCs of ends in which layers are not looked at that are in another, or in none; by the layer.
    public internal(set) var unseenLayers: [UnseenLayer] = []
    /// The rows of the way that is shown.
    public internal(set) var ladder: [LadderRow] = []
    /// What the groups of the way that is shown do, by the place of their stage.
    public internal(set) var groupChecks: [Int: Check] = [:]
    /// The entry that came closest where an ACL has none, by the place of its stage.
    public internal(set) var misses: [Int: EntryMiss] = [:]
    /// The stages at which a rule would let it through that names a group, but for what lies between.
    public internal(set) var lostReferences: Set<Int> = []
    /// From which ports the client was taken to open connections, where an ACL would not let answers to every client through; else nil.
    public internal(set) var assumedClient: ClientPorts?
    /// Whether groups on a way see another than the ends themselves.
    var isTranslated = false
    /// What everything but the groups of the ends comes to on the ways.
    var networkVerdicts: Set<Verdict> = []
    /// What every interface of an end comes to with everything that the other end is.
    var sourceVerdicts: [InterfaceIndex: Verdict] = [:]
    var destinationVerdicts: [InterfaceIndex: Verdict] = [:]
    /// Every pair that was walked.
    var entries: [Ways.Entry] = []
    /// Whether of subnets that nothing tells apart only some were walked between.
    var isOfRepresentatives = false
    /// What of a load balancer's targets is reached where it is the destination; nil where it is none, or is not reached.
    public internal(set) var behind: Behind?
    /// What else is stopped by the same; nil where that was not worked out.
    public internal(set) var alsoHit: AlsoHit?

    /// The ways that are shown; nil where nobody is placed.
    public var shown: WayKind? { kinds.first }

    /// The verdict of one interface of an end with everything that the other end is; nil where no way was walked for it.
    public func verdict(of interface: InterfaceIndex, isSource: Bool) -> Verdict? {
        (isSource ? sourceVerdicts : destinationVerdicts)[interface]
    }

    /// The stages of the way that is shown.
    public var stages: [Stage] { shown?.way.stages ?? [] }

    /// Whether a stage counts for the verdict.
    public func counts(_ stage: Stage) -> Bool { !isOneWay || stage.leg == .packet }

    /// The places of the stages that decide: those that fail, else those that depend, as far as they count.
    public var deciding: [Int] {
        let counting = stages.indices.filter { counts(stages[$0]) }
        let failing = counting.filter { stages[$0].outcome == .fail }
        return failing.isEmpty ? counting.filter { stages[$0].outcome == .depends } : failing
    }

    /// The code of a stage, refined by the field that failed: "SUBNET_ACL_RESTRICTION:reply:port"; nil where it passes a network layer.
    public func code(_ place: Int) -> String? {
        stages[place].code(refinedBy: detail(place))
    }

    /// What more than its reason is known of a stage; nil where nothing is.
    func detail(_ place: Int) -> StageDetail? {
        if let check = groupChecks[place] { return lostReferences.contains(place) ? .lostReference : .groups(check.code) }
        return misses[place]?.failed.first.map(StageDetail.entry)
    }
}

extension [WayKind] {
    /// What the interfaces of some members come to: all alike, or it depends.
    func verdicts(_ members: KeyPath<WayKind, [WayMember]>) -> [InterfaceIndex: Verdict] {
        var verdicts: [InterfaceIndex: Verdict] = [:]
        for kind in self {
            for interface in kind[keyPath: members].flatMap(\.all) {
                let known = verdicts[interface] ?? kind.verdict
                verdicts[interface] = known == kind.verdict ? known : .depends
            }
        }
        return verdicts
    }
}

/// Members of both ends whose ways are alike, stage by stage.
public struct WayKind: Sendable {
    /// The members of the source, those first that the way was walked for.
    public internal(set) var sources: [WayMember]
    /// The members of the destination, likewise.
    public internal(set) var destinations: [WayMember]
    /// The traffic that goes so.
    public internal(set) var traffic: [WayTraffic]
    /// The way of the first of them.
    public internal(set) var way: Way
    /// What it comes to.
    public internal(set) var verdict: Verdict
    /// The first stage that decides otherwise than in the way that is shown; nil where nothing does.
    public internal(set) var differsAt: Stage?
}

/// A layer that is not looked at in a VPC of an end.
public struct UnseenLayer: Hashable, Sendable {
    /// The VPC.
    public let vpc: TextID
    /// What is not looked at there.
    public let layer: Layer
}

/// One row of the ladder: what is passed, by the packet on its way there and by its answer on its way back.
public struct LadderRow: Hashable, Sendable {
    /// Its number, from 1 at the source.
    public let hop: Int
    /// The place of the packet's stage; nil where the packet passes nothing here.
    public let there: Int?
    /// The place of the answer's stage; nil where the answer passes nothing here.
    public let back: Int?
    /// Whether the packet gets that far.
    public let isReachedThere: Bool
    /// Whether the answer gets that far.
    public let isReachedBack: Bool
}

/// The entry of a network ACL that came closest to letting something through.
public struct EntryMiss: Hashable, Sendable {
    /// The ACL.
    public let acl: NetworkACLIndex
    /// The entry, by its place in the ACL's `entries`.
    public let entry: Int
    /// The fields that failed; never none.
    public let failed: [FailedField]
}

/// Other flows that are stopped by what stops the flow asked about.
public struct AlsoHit: Hashable, Sendable {
    /// Flows between groups that the groups let through and that the same thing stops; at most 20.
    public internal(set) var flows: [Flow]
    /// How many more there are, as far as was looked.
    public internal(set) var more: Int
    /// The subnets that the thing stands at.
    public internal(set) var subnets: Int
    /// The interfaces in them.
    public internal(set) var interfaces: Int
    /// The groups that these carry.
    public internal(set) var groups: Int

    /// A flow.
    public struct Flow: Hashable, Sendable {
        /// Where it begins.
        public let from: End
        /// Where it ends.
        public let to: End
        /// What of it is stopped.
        public let traffic: [Traffic]
    }
}
