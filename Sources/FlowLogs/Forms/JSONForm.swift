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
        var name: MemberName
        /// The members of an object that are of use.
        var members: [(name: MemberName, value: [UInt8])] = []
        /// The cells of a row: `{"field", "value"}` of Logs Insights.
        var cells: [(name: String, value: [UInt8])] = []
        /// The cells of a row of Athena, which have no names.
        var row: [[UInt8]] = []
    }

    private var levels: [Level] = []
    private var names: MemberNames
    private var name = MemberName.other
    private var held = 0
    private var messages = LineReading()
    private var records = NamedRecords()
    /// The names of a result of Athena, from its first row.
    private var header: [String]?
    /// How deep this is packed in other JSON.
    private let depth: Int

    init(depth: Int = 0, seed: UInt64 = .random(in: .min ... .max)) {
        self.depth = depth
        names = MemberNames(seed: seed)
    }

    /// Takes what a scanner meets; `value` is its last name, text or word.
    mutating func meet(_ event: JSONEvent, _ value: [UInt8], line: UInt64, into collector: inout LogCollector) throws(StopReading)
    {
        switch event {
        case .name: name = names.name(value)
        case .text:
            if isLine(value) { try lines(value, line, &collector) } else { try take(value, line) }
        case .word:
            if !value.dropLast().elementsEqual("null".utf8) { try take(Self.whole(value), line) }
        case .openObject, .openArray:
            levels.append(Level(isObject: event == .openObject, name: name))
            name = .other
        case .closeObject:
            guard let level = levels.popLast() else { return }
            held -= level.members.reduce(0) { $0 + Self.cost($1.value) }
            try close(level, line, &collector)
        case .closeArray:
            guard let level = levels.popLast() else { return }
            held -= level.cells.reduce(0) { $0 + Self.cost($1.value) } + level.row.reduce(0) { $0 + Self.cost($1) }
            try closeList(level, line, &collector)
        }
    }

    /// Whether a text is a line of a log, as `--query 'events[].message'` leaves it: it stands in no object, and is no time and no name
    /// of a stream.
    private func isLine(_ value: [UInt8]) -> Bool {
        guard levels.allSatisfy({ !$0.isObject }) else { return false }
        return value.reading { RecordParser.count($0) >= 3 }
    }

    private mutating func take(_ value: [UInt8], _ line: UInt64) throws(StopReading) {
        guard name.use != .none, levels.last?.isObject == true else { return }
        held += Self.cost(value)
        guard held <= JSONScanner.longest * 2 else { throw StopReading(.tooLong(line: line, limit: JSONScanner.longest * 2)) }
        levels[levels.count - 1].members.append((name, value))
    }

    /// What a value that is held takes, about.
    private static func cost(_ value: [UInt8]) -> Int { value.count + 64 }

    /// A number without the `.0` that some write behind sums.
    private static func whole(_ value: [UInt8]) -> [UInt8] {
        value.suffix(3).elementsEqual(".0\0".utf8) ? value.dropLast(3) + [0] : value
    }

    // MARK: Ends of objects and lists

    private mutating func close(_ level: Level, _ line: UInt64, _ collector: inout LogCollector) throws(StopReading) {
        func member(_ use: MemberName.Use) -> [UInt8]? { level.members.first { $0.name.use == use }?.value }
        if let message = member(.message) { return try lines(message, line, &collector) }
        if let field = member(.cellName), let parent = levels.last, !parent.isObject {
            guard let value = member(.cellValue), parent.cells.count < 512 else { return }
            held += Self.cost(value)
            levels[levels.count - 1].cells.append((String(decoding: field.dropLast(), as: UTF8.self), value))
            return
        }
        if let parent = levels.last, !parent.isObject, parent.name.text == "Data" {
            guard parent.row.count < 512 else { return }
            let value = member(.rowValue) ?? [0]
            held += Self.cost(value)
            levels[levels.count - 1].row.append(value)
            return
        }
        if let id = member(.flowLog) {
            describe(id, level.members, &collector)
        } else if let data = member(.data) {
            try packed(data, line, &collector)
        } else if !level.members.isEmpty {
            try record(level.members.lazy.map { (name: $0.name.text, value: $0.value) }, line, &collector)
        }
    }

    private mutating func closeList(_ level: Level, _ line: UInt64, _ collector: inout LogCollector) throws(StopReading) {
        // A description of none, too, is one.
        if level.name.text == "FlowLogs" { collector.file.described += 1 }
        if !level.cells.isEmpty { try record(level.cells, line, &collector) }
        guard !level.row.isEmpty else { return }
        let texts = level.row.map { String(decoding: $0.dropLast(), as: UTF8.self) }
        if let header {
            // Each page of a result may begin with the names again.
            if texts != header { try record(zip(header, level.row).map { (name: $0, value: $1) }, line, &collector) }
        } else if LineReading.header(texts) != nil {
            header = texts
        }
    }

    private mutating func record(
        _ members: some Sequence<(name: String, value: [UInt8])>, _ line: UInt64, _ collector: inout LogCollector
    ) throws(StopReading) {
        records.clear()
        for (name, value) in members {
            if name == "@message" || name == "message" { return try lines(value, line, &collector) }
            records.take(name, value)
        }
        if records.isRecord { records.finish(line: line, into: &collector) } else { records.clear() }
    }

    private mutating func lines(_ text: [UInt8], _ line: UInt64, _ collector: inout LogCollector) throws(StopReading) {
        if text.first == UInt8(ascii: "C"), text.starts(with: "CWL CONTROL MESSAGE".utf8) {
            collector.file.control += 1
            return
        }
        guard text.count <= TextForm.longest else { throw StopReading(.tooLong(line: line, limit: TextForm.longest)) }
        try text.reading { (all) throws(StopReading) in
            var start = 0
            // Behind each line stands its end, behind the last the 0.
            while let end = all[start...].firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == 0 }) {
                if end > start {
                    try messages.read(UnsafeBufferPointer(rebasing: all[start..<end]), number: line, into: &collector)
                }
                start = end + 1
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

    private func describe(_ id: [UInt8], _ members: [(name: MemberName, value: [UInt8])], _ collector: inout LogCollector) {
        func text(_ name: String) -> String? {
            members.first { $0.name.text == name }.map { String(decoding: $0.value.dropLast(), as: UTF8.self) }
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
