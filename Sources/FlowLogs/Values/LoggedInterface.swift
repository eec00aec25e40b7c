/// What logs tell about a network interface: whether it is logged at all, since when, and with which gaps.
public struct LoggedInterface: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// The account that owns it, as text, since it may begin with zeros.
    ///
    /// "unknown" occurs. Here and below: nil where no record tells it.
    public var account: String?
    /// Its VPC.
    public var vpc: String?
    /// Its subnet.
    public var subnet: String?
    /// The instance that has it.
    public var instance: String?
    /// The region.
    public var region: String?
    /// The id of its availability zone.
    public var zone: String?
    /// What it is: "nat_gateway", "transit_gateway".
    public var type: String?
    /// What it stands for where it is none itself, as of a regional NAT gateway.
    public var resource: String?
    /// Records of traffic.
    public var records: UInt64 = 0
    /// Records of traffic that was let through.
    public var accepted: UInt64 = 0
    /// Records of traffic that was rejected.
    public var rejected: UInt64 = 0
    /// Records that say there was no traffic: it is logged.
    public var noData: UInt64 = 0
    /// Records that say records were lost: of their time nothing is known.
    public var skipData: UInt64 = 0
    /// The earliest and the latest time of its records, those without traffic included; in seconds since 1970.
    public var span: ClosedRange<Int>?
    /// The ids of the flow logs it was in, by the names of their files, sorted; more than one: its records are there twice.
    public var flowLogs: [String] = []

    /// Makes one of which nothing was seen.
    public init(id: String) { self.id = id }
}
