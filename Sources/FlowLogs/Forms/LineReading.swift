import CoreModel

/// Reads lines that are records: with a header before them, or in an order that is known or was given.
///
/// Of a file, of a column of a CSV, and of the messages of CloudWatch.
struct LineReading {
    private var plan: RecordPlan?
    /// Whether a header told the plan; else it was found by a record, and others may fit better.
    private var hasHeader = false
    private var others: [RecordPlan] = []
    /// Lines that no known order fits, one after the other: looking for one costs much, so that it is given up at some time.
    private var misses = 0
    private static let mostMisses = 64
    /// Lines that might have been headers and were none, alike.
    private var headerMisses = 0
    private static let mostHeaderMisses = 256

    /// The plan that a header tells.
    mutating func take(header fields: [String], into collector: inout LogCollector) throws(StopReading) {
        let plan = RecordPlan(fields: fields, format: collector.format(fields))
        guard plan.missing.isEmpty else { throw StopReading(.missingFields(plan.missing)) }
        self.plan = plan
        hasHeader = true
    }

    /// Reads a line, behind whose last byte stands one up to 0x20.
    mutating func read(_ line: UnsafeBufferPointer<UInt8>, number: UInt64, into collector: inout LogCollector) throws(StopReading)
    {
        if let plan {
            collector.file.lines += 1
            guard let fault = add(line, plan, &collector) else { return }
            try other(line, fault, number, &collector)
        } else if line.contains(where: { $0 > 0x20 }) {
            collector.file.lines += 1
            try other(line, nil, number, &collector)
        }
    }

    /// Adds a line as a plan has it; the fault where it is none.
    @inline(__always)
    private func add(_ line: UnsafeBufferPointer<UInt8>, _ plan: RecordPlan, _ collector: inout LogCollector) -> RecordParser
        .Fault?
    {
        var record = RecordValues()
        let fault = plan.codes.withUnsafeBufferPointer { RecordParser.parse(line, $0, &record, &collector.words) }
        if let fault { return fault }
        guard let wanted = collector.add(&record, format: plan.format, isTransitGateway: plan.isTransitGateway) else {
            return .missing(record.missing ?? .action)
        }
        if wanted {
            let values = Self.values(line).dropFirst(plan.leading)
            collector.interfaces.take(zip(plan.fields, values).map { (name: $0, value: $1) }, at: Int(record.interface))
        }
        return nil
    }

    /// What does not fit the plan: nothing, another header, a record of another order, or no record.
    private mutating func other(
        _ line: UnsafeBufferPointer<UInt8>, _ fault: RecordParser.Fault?, _ number: UInt64, _ collector: inout LogCollector
    ) throws(StopReading) {
        let count = RecordParser.count(line)
        if count == 0 {
            collector.file.lines -= 1
            return
        }
        // Texts that were put one behind the other have the mark of each.
        if line.starts(with: LogStream.mark) {
            collector.file.lines -= 1
            return try read(UnsafeBufferPointer(rebasing: line[LogStream.mark.count...]), number: number, into: &collector)
        }
        if headerMisses < Self.mostHeaderMisses, Self.mayBeHeader(line) {
            if let fields = Self.header(Self.values(line)) {
                collector.file.lines -= 1
                return try take(header: fields, into: &collector)
            }
            headerMisses += 1
        }
        if !hasHeader {
            for (place, plan) in others.enumerated() where plan.codes.count == count && add(line, plan, &collector) == nil {
                if let current = self.plan { others[place] = current }
                self.plan = plan
                return
            }
            if misses < Self.mostMisses {
                if let found = find(line, &collector), add(line, found, &collector) == nil {
                    if let plan { others.append(plan) }
                    plan = found
                    misses = 0
                    return
                }
                misses += 1
            }
        }
        // Only the first is told.
        if collector.file.firstBad != nil { return collector.bad(line: number, .unknownOrder) }
        guard let fault, let plan, hasHeader || plan.codes.count == count else {
            return collector.bad(line: number, .unknownOrder)
        }
        collector.bad(line: number, Self.why(fault, plan.codes.count, plan.leading, plan.fields, line))
    }

    // MARK: Lines without a header

    /// The plan of the order that fits a record: the one that was given, those that are described, those that are known.
    private func find(_ line: UnsafeBufferPointer<UInt8>, _ collector: inout LogCollector) -> RecordPlan? {
        let values = Self.values(line)
        let told =
            [collector.given].compactMap(\.self)
            + collector.described.compactMap { $0.format.flatMap(FlowLogFormat.init(header:)) }
        for format in told {
            for leading in 0..<min(values.count, 3) where values.count - leading == format.fields.count {
                if let record = try? format.record(values[leading...].joined(separator: " ")), Self.isRecord(record) {
                    return plan(format.fields, leading, &collector)
                }
            }
        }
        if let place = values.firstIndex(of: "TransitGateway"), place > 0 { return transitGateway(values, place - 1, &collector) }
        let text = values.joined(separator: " ")
        guard let record = try? FlowLogFormat.record(withoutHeader: text) else { return nil }
        for leading in 0..<min(values.count, 5) {
            for format in FlowLogFormat.known where values.count - leading == format.fields.count {
                if (try? format.record(values[leading...].joined(separator: " "))) == record {
                    return plan(format.fields, leading, &collector)
                }
            }
        }
        return nil
    }

    private func plan(_ fields: [String], _ leading: Int, _ collector: inout LogCollector) -> RecordPlan? {
        let plan = RecordPlan(fields: fields, format: collector.format(fields), leading: leading)
        return plan.missing.isEmpty ? plan : nil
    }

    private static func isRecord(_ record: FlowLogRecord) -> Bool {
        record.status == .noData || record.status == .skipData || (record.source != nil && record.destination != nil)
    }

    /// The default format of transit gateways begins with the version and the type; what follows is only counted.
    private func transitGateway(_ values: [String], _ leading: Int, _ collector: inout LogCollector) -> RecordPlan? {
        let names = FlowLogField.transitGatewayFields
        let count = values.count - leading
        guard count == names.count else { return nil }
        return RecordPlan(fields: names, format: collector.format(names), leading: leading)
    }

    // MARK: Texts

    /// The fields of a header; nil where a line is none.
    static func header(_ values: [String]) -> [String]? {
        if let format = FlowLogFormat(header: values.joined(separator: " ")), format.fields.count == values.count {
            return format.fields
        }
        let known = values.filter { FlowLogField(name: $0) != nil }
        return known.count >= 3 && known.count * 2 >= values.count ? values : nil
    }

    /// Headers begin with the name of a field; records do, at most, with an id.
    private static func mayBeHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = line.first(where: { $0 > 0x20 }) else { return false }
        return (first.isLetter || first == UInt8(ascii: "$")) && !line.prefix(4).elementsEqual("eni-".utf8)
    }

    /// The values of a line.
    static func values(_ line: UnsafeBufferPointer<UInt8>) -> [String] {
        line.split(whereSeparator: { $0 <= 0x20 }).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Why a line is no record.
    static func why(
        _ fault: RecordParser.Fault, _ expected: Int, _ leading: Int, _ fields: [String], _ line: UnsafeBufferPointer<UInt8>
    ) -> FlowLogProblem.LineFault {
        switch fault {
        case .count(let found): return .wrongCount(expected: expected, found: found)
        case .value(let place):
            let values = values(line)
            guard values.indices.contains(place), fields.indices.contains(place - leading) else { return .unknownOrder }
            return .badValue(field: fields[place - leading], value: String(values[place].prefix(40)))
        case .missing(let code):
            let field = FlowLogField.allCases.first { FieldCode($0) == code }
            return .badValue(field: field?.name ?? "", value: "-")
        }
    }
}
