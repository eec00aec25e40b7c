/// What records of one flow have in common, packed into 32 bytes.
struct FlowKey: Hashable {
    private var shown: UInt64
    private var packet: UInt64
    private var place: UInt64
    private var rest: UInt64

    init(_ record: RecordValues, service: (port: UInt16, isDestination: Bool)?) {
        shown = UInt64(record.source) << 32 | UInt64(record.destination)
        packet = UInt64(record.packetSource) << 32 | UInt64(record.packetDestination)
        let port = UInt64(service?.port ?? 0)
        let side: UInt64 = service.map { $0.isDestination ? 2 : 1 } ?? 0
        place = UInt64(record.interface) << 32 | port << 16 | UInt64(record.ipProtocol) << 8 | UInt64(record.trafficPath)
        let told = UInt64(record.has & Self.told)
        rest = told << 32 | UInt64(record.families) << 24 | UInt64(record.rejectReason) << 16 | side << 8
        rest |= UInt64(record.direction) << 4 | UInt64(record.action)
    }

    private static let told = [
        FieldCode.interface, .source, .destination, .packetSource, .packetDestination, .ipProtocol, .direction, .trafficPath,
    ].reduce(0) { $0 | $1.bit }

    func hash(seed: UInt64) -> UInt64 { Mixing.mix(Mixing.mix(shown ^ seed, packet), Mixing.mix(place, rest ^ seed)) }

    func tells(_ code: FieldCode) -> Bool { UInt32(truncatingIfNeeded: rest >> 32) & code.bit != 0 }

    /// An address and whether it is IPv6; nil where it is not told.
    func address(_ code: FieldCode) -> (bits: UInt32, isVersion6: Bool)? {
        guard tells(code) else { return nil }
        let families = UInt8(truncatingIfNeeded: rest >> 24)
        return switch code {
        case .source: (UInt32(truncatingIfNeeded: shown >> 32), families & 1 != 0)
        case .destination: (UInt32(truncatingIfNeeded: shown), families & 2 != 0)
        case .packetSource: (UInt32(truncatingIfNeeded: packet >> 32), families & 4 != 0)
        case .packetDestination: (UInt32(truncatingIfNeeded: packet), families & 8 != 0)
        default: nil
        }
    }

    var interface: Int? { tells(.interface) ? Int(place >> 32) : nil }
    var port: UInt16 { UInt16(truncatingIfNeeded: place >> 16) }
    var ipProtocol: UInt8? { tells(.ipProtocol) ? UInt8(truncatingIfNeeded: place >> 8) : nil }
    var trafficPath: UInt8? { tells(.trafficPath) ? UInt8(truncatingIfNeeded: place) : nil }
    var rejectReason: UInt8 { UInt8(truncatingIfNeeded: rest >> 16) }
    /// Where the service's port stands; nil without one.
    var side: LoggedService.Side? {
        switch rest >> 8 & 3 {
        case 1: .source
        case 2: .destination
        default: nil
        }
    }
    var direction: UInt8 { UInt8(truncatingIfNeeded: rest >> 4 & 3) }
    var isAccepted: Bool { UInt8(truncatingIfNeeded: rest & 1) == RecordValues.accept }
}
