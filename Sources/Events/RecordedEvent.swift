/// A call of AWS that changed something, as CloudTrail tells it.
public struct RecordedEvent: Hashable, Sendable {
    /// Its id; copies of an event have the same.
    public var id: String
    /// When, in seconds since 1970.
    public var time: Int
    /// The call, such as `AuthorizeSecurityGroupIngress`.
    public var name: String
    /// Who called: a user's name, `ROLE/SESSION`, `root` or a service; nil where that is not told.
    public var who: String?
    /// The tool: `console`, `aws-cli`, `terraform`, `cloudformation`, or the first word of what it calls itself.
    public var how: String?
    /// The address that the call came from, or the service.
    public var from: String?
    /// The account whose things changed.
    public var account: String?
    /// The region of these.
    public var region: String?
    /// What it did, in the order of the record.
    public var acts: [RecordedAct]

    /// Makes one.
    public init(
        id: String, time: Int, name: String, who: String? = nil, how: String? = nil, from: String? = nil,
        account: String? = nil, region: String? = nil, acts: [RecordedAct]
    ) {
        (self.id, self.time, self.name, self.who, self.how) = (id, time, name, who, how)
        (self.from, self.account, self.region, self.acts) = (from, account, region, acts)
    }
}

/// What was read of events: those that change something, each once, and how many others there are.
public struct EventRecords: Sendable {
    /// The events that changed something, as they were read.
    public private(set) var events: [RecordedEvent] = []
    /// How many failed, so that nothing changed.
    public private(set) var failed = 0
    /// How many only read.
    public private(set) var readOnly = 0
    /// How many changed nothing of this kind.
    public private(set) var other = 0
    /// When the oldest event was, of whichever kind, in seconds since 1970; nil where none was read.
    public private(set) var oldest: Int?
    /// The ids that were read, each as one number.
    private var known: Set<UInt128> = []

    /// Nothing yet.
    public init() {}

    /// Whether no event was read.
    public var isEmpty: Bool { oldest == nil }

    /// What becomes of an event that changed nothing here.
    public enum Kind: Sendable {
        case failed, readOnly, other
    }

    /// Notes an event by its id and time; false for a copy of one that is known.
    public mutating func isNew(_ id: UnsafeBufferPointer<UInt8>, at time: Int?) -> Bool {
        if !id.isEmpty, !known.insert(Self.number(id)).inserted { return false }
        if let time { oldest = min(oldest ?? time, time) }
        return true
    }

    /// Counts an event that is left out.
    public mutating func leaveOut(_ kind: Kind) {
        switch kind {
        case .failed: failed += 1
        case .readOnly: readOnly += 1
        case .other: other += 1
        }
    }

    /// The same with other events in place of those that are kept.
    public func mapping(_ change: (RecordedEvent) -> RecordedEvent) -> EventRecords {
        var own = self
        own.events = events.map(change)
        return own
    }

    /// Keeps an event.
    public mutating func add(_ event: RecordedEvent) { events.append(event) }

    /// A number for an id: its own where it is 32 hexadecimal digits with whatever between them, else one made of its bytes.
    private static func number(_ id: UnsafeBufferPointer<UInt8>) -> UInt128 {
        var value: UInt128 = 0
        var digits = 0
        for byte in id {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            case UInt8(ascii: "-"): continue
            default: return hashed(id)
            }
            value = value << 4 | UInt128(digit)
            digits += 1
        }
        return digits == 32 ? value : hashed(id)
    }

    /// FNV-1a of 128 bits.
    private static func hashed(_ id: UnsafeBufferPointer<UInt8>) -> UInt128 {
        var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        for byte in id { value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b }
        return value
    }
}
