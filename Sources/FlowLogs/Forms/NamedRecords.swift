/// Makes records of names and values, one after the other, as JSON and the results of queries have them.
struct NamedRecords {
    private var format: Int?
    private var names: [String: (code: FieldCode, field: FlowLogField?)] = [:]
    private var record = RecordValues()
    private var facts: [(name: String, value: String)] = []
    private var known: Set<FlowLogField> = []
    /// Names of this record that the format does not have yet.
    private var fresh: [String] = []
    /// More names than any format has are not kept.
    private static let mostNames = 512

    /// Whether anything of a record was taken.
    var isEmpty: Bool { known.isEmpty }

    /// Takes a value, behind which stands a byte up to 0x20.
    mutating func take(_ name: String, _ value: [UInt8]) {
        guard let place = names[name] else {
            guard names.count < Self.mostNames else { return }
            let field = FlowLogField(name: name)
            names[name] = (field.map(FieldCode.init) ?? .none, field)
            fresh.append(name)
            return take(name, value)
        }
        guard let field = place.field else { return }
        known.insert(field)
        if place.code == .none {
            facts.append((name, String(decoding: value.dropLast(), as: UTF8.self)))
        } else {
            values.append((name, place.code, value))
        }
    }

    private var values: [(name: String, code: FieldCode, value: [UInt8])] = []

    /// Whether what was taken is meant as a record.
    var isRecord: Bool {
        let hasSource = known.contains(.source) || known.contains(.packetSource)
        let hasDestination = known.contains(.destination) || known.contains(.packetDestination)
        return hasSource && hasDestination && known.contains(.action)
            || known.contains(.interface) && (known.contains(.status) || known.contains(.records))
            || known.contains(.resourceType) && hasSource
    }

    /// Adds what was taken as a record, and begins anew.
    mutating func finish(line: UInt64, into collector: inout LogCollector) {
        defer { clear() }
        collector.file.lines += 1
        let place = format ?? collector.openFormat()
        format = place
        for name in fresh { collector.widen(place, by: name) }
        fresh = []
        for (name, code, value) in values {
            let isRead = value.reading { RecordParser.parse(code, $0, &record, &collector.words) }
            guard isRead else {
                return collector.bad(
                    line: line, .badValue(field: name, value: String(decoding: value.dropLast().prefix(40), as: UTF8.self)))
            }
        }
        let isTransitGateway = known.contains(.resourceType) && !known.contains(.action)
        guard let wanted = collector.add(&record, format: place, isTransitGateway: isTransitGateway) else {
            let field = FlowLogField.allCases.first { FieldCode($0) == record.missing }
            return collector.bad(line: line, .badValue(field: field?.name ?? "", value: "-"))
        }
        if wanted { collector.interfaces.take(facts, at: Int(record.interface)) }
    }

    /// Forgets what was taken.
    mutating func clear() {
        record = RecordValues()
        facts.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        known.removeAll(keepingCapacity: true)
    }
}

extension [UInt8] {
    /// Calls a function with the bytes but the last, behind which that one stands.
    func reading(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0.dropLast())) }
    }
}
