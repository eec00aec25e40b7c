/// JSON that has records, as it comes in pieces: CloudWatch's events, Logs Insights' results, what a subscription or Firehose delivers,
/// rows of a query, and `describe-flow-logs`.
///
/// It is told by the names of members, not by the form of the whole, so that parts of it, lists and lines of it are read as well.
struct JSONForm {
    private var scanner = JSONScanner()
    private var state: JSONRecords

    init(depth: Int = 0) { state = JSONRecords(depth: depth) }

    /// Reads what a piece has.
    mutating func feed(_ piece: UnsafeBufferPointer<UInt8>, into collector: inout LogCollector) throws(StopReading) {
        // Taken out while it runs, since what it meets changes the rest of this.
        var scanner = scanner
        self.scanner = JSONScanner()
        defer { self.scanner = scanner }
        try scanner.feed(piece) { (event, scanner) throws(StopReading) in
            try state.meet(event, scanner.value, line: scanner.line, into: &collector)
        }
    }

    /// Ends the input.
    mutating func finish(into collector: inout LogCollector) throws(StopReading) {
        var scanner = scanner
        try scanner.finish { (event, scanner) throws(StopReading) in
            try state.meet(event, scanner.value, line: scanner.line, into: &collector)
        }
    }
}

/// Makes records of what a JSON scanner meets.
struct JSONRecords {
    /// An object or a list that is open.
    private struct Level {
        var isObject: Bool
        /// The member that the list is the value of.
        var name: String
        /// The members of an object that are of use.
        var members: [(name: String, value: [UInt8])] = []
        /// The cells of a row: `{"field", "value"}` of Logs Insights.
        var cells: [(name: String, value: [UInt8])] = []
        /// The cells of a row of Athena, which have no names.
        var row: [[UInt8]] = []
    }

    private var levels: [Level] = []
    private var name = ""
    private var held = 0
    private var messages = LineReading()
    private var records = NamedRecords()
    /// The names of a result of Athena, from its first row.
    private var header: [String]?
    /// How deep this is packed in other JSON.
    private let depth: Int

    init(depth: Int = 0) { self.depth = depth }

    /// Takes what a scanner meets; `value` is its last name, text or word.
    mutating func meet(_ event: JSONEvent, _ value: [UInt8], line: UInt64, into collector: inout LogCollector) throws(StopReading)
    {
        switch event {
        case .name: name = value.count <= 64 ? String(decoding: value.dropLast(), as: UTF8.self) : ""
        case .text: try take(value, line)
        case .word:
            if !value.dropLast().elementsEqual("null".utf8) { try take(Self.whole(value), line) }
        case .openObject, .openArray:
            levels.append(Level(isObject: event == .openObject, name: name))
            name = ""
        case .closeObject:
            guard let level = levels.popLast() else { return }
            held -= level.members.reduce(0) { $0 + $1.value.count }
            try close(level, line, &collector)
        case .closeArray:
            guard let level = levels.popLast() else { return }
            try closeList(level, line, &collector)
        }
    }

    private mutating func take(_ value: [UInt8], _ line: UInt64) throws(StopReading) {
        guard levels.last?.isObject == true, Self.isOfUse(name) else { return }
        held += value.count
        guard held <= JSONScanner.longest * 2 else { throw StopReading(.tooLong(line: line, limit: JSONScanner.longest * 2)) }
        levels[levels.count - 1].members.append((name, value))
    }

    /// A number without the `.0` that some write behind sums.
    private static func whole(_ value: [UInt8]) -> [UInt8] {
        value.suffix(3).elementsEqual(".0\0".utf8) ? value.dropLast(3) + [0] : value
    }

    private static let names: Set<String> = [
        "field", "value", "VarCharValue", "data", "Data", "FlowLogId", "ResourceId", "TrafficType", "LogFormat",
        "MaxAggregationInterval",
        "FlowLogStatus", "DeliverLogsStatus", "DeliverLogsErrorMessage", "LogDestination", "LogGroupName", "CreationTime",
    ]

    private static func isOfUse(_ name: String) -> Bool { names.contains(name) || FlowLogField(name: name) != nil }

    // MARK: Ends of objects and lists

    private mutating func close(_ level: Level, _ line: UInt64, _ collector: inout LogCollector) throws(StopReading) {
        func member(_ name: String) -> [UInt8]? { level.members.first { $0.name == name }?.value }
        if let field = member("field"), let parent = levels.last, !parent.isObject {
            guard let value = member("value"), parent.cells.count < 512 else { return }
            levels[levels.count - 1].cells.append((String(decoding: field.dropLast(), as: UTF8.self), value))
            return
        }
        if let parent = levels.last, !parent.isObject, parent.name == "Data" {
            guard parent.row.count < 512 else { return }
            levels[levels.count - 1].row.append(member("VarCharValue") ?? [0])
            return
        }
        if let id = member("FlowLogId") {
            describe(id, level.members, &collector)
        } else if let data = member("data") ?? member("Data") {
            try packed(data, line, &collector)
        } else {
            try record(level.members, line, &collector)
        }
    }

    private mutating func closeList(_ level: Level, _ line: UInt64, _ collector: inout LogCollector) throws(StopReading) {
        if !level.cells.isEmpty { try record(level.cells, line, &collector) }
        guard !level.row.isEmpty else { return }
        let texts = level.row.map { String(decoding: $0.dropLast(), as: UTF8.self) }
        if let header {
            // Each page of a result may begin with the names again.
            if texts != header { try record(Array(zip(header, level.row).map { (name: $0, value: $1) }), line, &collector) }
        } else if LineReading.header(texts) != nil {
            header = texts
        }
    }

    private mutating func record(
        _ members: [(name: String, value: [UInt8])], _ line: UInt64, _ collector: inout LogCollector
    ) throws(StopReading) {
        if let message = members.first(where: { FlowLogField(name: $0.name) == .message }) {
            return try lines(message.value, line, &collector)
        }
        records.clear()
        for (name, value) in members { records.take(name, value) }
        if records.isRecord { records.finish(line: line, into: &collector) } else { records.clear() }
    }

    private mutating func lines(_ text: [UInt8], _ line: UInt64, _ collector: inout LogCollector) throws(StopReading) {
        if text.starts(with: "CWL CONTROL MESSAGE".utf8) {
            collector.file.control += 1
            return
        }
        guard text.count <= TextForm.longest else { throw StopReading(.tooLong(line: line, limit: TextForm.longest)) }
        for part in text.dropLast().split(separator: UInt8(ascii: "\n")) {
            try (Array(part) + [0]).reading { (all) throws(StopReading) in
                try messages.read(UnsafeBufferPointer(rebasing: all.dropLast()), number: line, into: &collector)
            }
        }
    }

    /// What Kinesis, Firehose and Lambda hand on: packed and written in Base64.
    private mutating func packed(_ text: [UInt8], _ line: UInt64, _ collector: inout LogCollector) throws(StopReading) {
        guard let bytes = Base64.decode(text.dropLast()) else { return }
        guard depth < 3 else { throw StopReading(.tooDeep) }
        var stream = LogStream(depth: depth + 1)
        try bytes.reading { (all) throws(StopReading) in try stream.feed(all, into: &collector) }
        try stream.finish(into: &collector)
    }

    private func describe(_ id: [UInt8], _ members: [(name: String, value: [UInt8])], _ collector: inout LogCollector) {
        func text(_ name: String) -> String? {
            members.first { $0.name == name }.map { String(decoding: $0.value.dropLast(), as: UTF8.self) }
        }
        var log = DescribedFlowLog(id: String(decoding: id.dropLast(), as: UTF8.self))
        log.resource = text("ResourceId")
        log.trafficType = text("TrafficType").flatMap(DescribedFlowLog.TrafficType.init(rawValue:))
        log.format = text("LogFormat")
        log.interval = text("MaxAggregationInterval").flatMap(Int.init)
        log.status = text("FlowLogStatus")
        log.delivery = text("DeliverLogsStatus")
        log.deliveryError = text("DeliverLogsErrorMessage")
        log.destination = text("LogDestination") ?? text("LogGroupName")
        log.created = text("CreationTime")
        collector.file.described += 1
        if !collector.described.contains(log) { collector.described.append(log) }
    }
}
