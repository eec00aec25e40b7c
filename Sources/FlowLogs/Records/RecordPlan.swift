import CoreModel

/// What to do with each value of a line, by the order of its format's fields.
struct RecordPlan {
    /// The fields' names as they stood in the header.
    let fields: [String]
    /// A code for each value; `.none` for those that are passed over.
    let codes: [FieldCode]
    /// Its place in the formats of the reading.
    let format: Int
    /// Whether the records are a transit gateway's.
    let isTransitGateway: Bool
    /// Values before the record, such as the time and the stream that `aws logs tail` writes.
    let leading: Int

    /// A plan for a format.
    init(fields: [String], format: Int, leading: Int = 0) {
        self.fields = fields
        self.format = format
        self.leading = leading
        let known = fields.map(FlowLogField.init(name:))
        codes = Array(repeating: .none, count: leading) + known.map { $0.map(FieldCode.init) ?? .none }
        isTransitGateway = known.contains(.resourceType) && !known.contains(.action)
    }

    /// Fields without which no record says anything about rules.
    var missing: [String] { isTransitGateway ? [] : Self.missing(Set(fields.compactMap(FlowLogField.init(name:)))) }

    /// The fields of these that every flow needs and that are not there.
    static func missing(_ known: Set<FlowLogField>) -> [String] {
        var missing: [String] = []
        if known.isDisjoint(with: [.source, .packetSource]) { missing.append(FlowLogField.source.name) }
        if known.isDisjoint(with: [.destination, .packetDestination]) { missing.append(FlowLogField.destination.name) }
        if !known.contains(.action) { missing.append(FlowLogField.action.name) }
        return missing
    }
}

/// A field as the parser tells it apart; what only describes an interface is looked at once for each, not by the parser.
enum FieldCode: UInt8 {
    case none
    case interface, source, destination, packetSource, packetDestination
    case sourcePort, destinationPort, ipProtocol, packets, bytes, start, end
    case action, status, flags, direction, trafficPath, rejectReason, sourceService, destinationService
    case records, lostNoRoute, lostBlackhole

    init(_ field: FlowLogField) {
        self =
            switch field {
            case .interface: .interface
            case .source: .source
            case .destination: .destination
            case .packetSource: .packetSource
            case .packetDestination: .packetDestination
            case .sourcePort: .sourcePort
            case .destinationPort: .destinationPort
            case .ipProtocol: .ipProtocol
            case .packets: .packets
            case .bytes: .bytes
            case .start: .start
            case .end: .end
            case .action: .action
            case .status: .status
            case .flags: .flags
            case .direction: .direction
            case .trafficPath: .trafficPath
            case .rejectReason: .rejectReason
            case .sourceService: .sourceService
            case .destinationService: .destinationService
            case .records: .records
            case .lostNoRoute: .lostNoRoute
            case .lostBlackhole: .lostBlackhole
            case .version, .account, .vpc, .subnet, .instance, .region, .zone, .resource, .interfaceType, .resourceType, .message:
                .none
            }
    }

    /// Its bit among those that a record has.
    @inline(__always)
    var bit: UInt32 { 1 &<< UInt32(rawValue) }
}
