/// The values of one record, packed; what it does not tell is 0 and has no bit in ``has``.
struct RecordValues {
    /// What became of the packets, as a number.
    static let accept: UInt8 = 0
    static let reject: UInt8 = 1
    /// What the record is about.
    static let ok: UInt8 = 0
    static let noData: UInt8 = 1
    static let skipData: UInt8 = 2
    /// Which way.
    static let ingress: UInt8 = 1
    static let egress: UInt8 = 2

    /// The fields it tells, by ``FieldCode/bit``.
    var has: UInt32 = 0
    /// Its addresses: IPv4 as they are, IPv6 by their places in ``Words/addresses``; which of them are IPv6 is a bit of ``families``, by
    /// the order here.
    var source: UInt32 = 0
    var destination: UInt32 = 0
    var packetSource: UInt32 = 0
    var packetDestination: UInt32 = 0
    var families: UInt8 = 0
    /// The interface, a place in ``Words/interfaces``.
    var interface: UInt32 = 0
    var sourcePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    var ipProtocol: UInt8 = 0
    var action: UInt8 = 0
    var status: UInt8 = 0
    var direction: UInt8 = 0
    var trafficPath: UInt8 = 0
    /// Places in ``Words/reasons`` and ``Words/services`` plus 1.
    var rejectReason: UInt8 = 0
    var sourceService: UInt8 = 0
    var destinationService: UInt8 = 0
    var flags: UInt16 = 0
    var packets: UInt64 = 0
    var bytes: UInt64 = 0
    var start = 0
    var end = 0
    /// How many records it stands for; more than 0 in what a query gave.
    var records: UInt64 = 0
    var lostNoRoute: UInt64 = 0
    var lostBlackhole: UInt64 = 0

    @inline(__always)
    func tells(_ code: FieldCode) -> Bool { has & code.bit != 0 }

    /// The first field that a record of traffic must tell and that this one does not.
    var missing: FieldCode? {
        if has & (FieldCode.source.bit | FieldCode.packetSource.bit) == 0 { return .source }
        if has & (FieldCode.destination.bit | FieldCode.packetDestination.bit) == 0 { return .destination }
        return tells(.action) ? nil : .action
    }
}
