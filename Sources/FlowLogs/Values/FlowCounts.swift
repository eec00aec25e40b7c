/// How much there was of a flow, and when.
public struct FlowCounts: Hashable, Sendable {
    /// How many records.
    public var records: UInt64
    /// How many packets, as far as records tell them.
    public var packets: UInt64
    /// How many bytes, alike.
    public var bytes: UInt64
    /// The earliest `start`, in seconds since 1970; nil where no record tells one.
    public var first: Int?
    /// The latest `end`, alike.
    public var last: Int?
    /// All TCP flags that were seen, one upon the other; nil where no record tells any.
    public var flags: UInt16?
    /// Records whose flags have SYN without ACK: they open connections.
    ///
    /// 0 for what a query gave, which tells only ``flags``.
    public var opening: UInt64
    /// Records whose flags have SYN and ACK: they answer who opens.
    ///
    /// 0 alike.
    public var answering: UInt64
    /// Records without SYN of a connection whose SYN was seen within the two intervals before.
    public var continuing: UInt64
    /// Records whose opposite (same interface, ends and ports the other way round) was seen within two intervals.
    ///
    /// A request that is never paired had no reply at this interface. 0 for what a query gave: ``FlowLogSet/pairing`` tells.
    public var paired: UInt64
    /// What the service's port rests on: the strongest that any record gave.
    public var evidence: RoleEvidence

    /// Makes counts.
    public init(
        records: UInt64 = 0, packets: UInt64 = 0, bytes: UInt64 = 0, first: Int? = nil, last: Int? = nil, flags: UInt16? = nil,
        opening: UInt64 = 0, answering: UInt64 = 0, continuing: UInt64 = 0, paired: UInt64 = 0,
        evidence: RoleEvidence = .samePort
    ) {
        self.records = records
        self.packets = packets
        self.bytes = bytes
        self.first = first
        self.last = last
        self.flags = flags
        self.opening = opening
        self.answering = answering
        self.continuing = continuing
        self.paired = paired
        self.evidence = evidence
    }
}
