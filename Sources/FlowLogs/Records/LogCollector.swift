import CoreModel

/// What was read so far, of all files; records are added to it, whatever form they came in.
struct LogCollector {
    /// What is wrong in the file that is being read.
    struct FileState {
        var name = ""
        /// Its flow log, a place in ``LogCollector/flowLogs``; 0: not known.
        var flowLog = 0
        /// Records that were read, those without traffic and those of transit gateways included.
        var records: UInt64 = 0
        /// Lines, or what is one in JSON, that should be records.
        var lines: UInt64 = 0
        var bad: UInt64 = 0
        var firstBad: (line: UInt64, why: FlowLogProblem.LineFault)?
        var hasTransitGateway = false
        /// The format of its last record; below 0 before the first.
        var format = -1
        /// Formats whose files were counted.
        var formats: Set<Int> = []
        /// Descriptions of flow logs, which are no records.
        var described = 0
        /// Messages that CloudWatch sends to see whether anybody listens.
        var control: UInt64 = 0
    }

    var words: Words
    var flows: FlowTable
    var interfaces = InterfaceTable()
    private(set) var formats: [LoggedFormat] = []
    var described: [DescribedFlowLog] = []
    private(set) var flowLogs = [""]
    private var formatPlaces: [[String]: Int] = [:]
    private var flowLogPlaces: [String: Int] = [:]
    /// The format that was given for lines without a header.
    let given: FlowLogFormat?
    var file = FileState()
    private(set) var result = FlowLogSet()
    private var first = Int.max
    private var last = Int.min

    init(given: FlowLogFormat?, servicePorts: ServicePorts) {
        let seed = UInt64.random(in: .min ... .max)
        words = Words(seed: seed)
        flows = FlowTable(servicePorts: servicePorts, seed: seed)
        self.given = given
    }

    // MARK: Files

    /// Begins a file.
    mutating func begin(_ name: String) {
        file = FileState()
        file.name = name
        guard let id = Self.flowLogID(name) else { return }
        let place = flowLogPlaces[id] ?? flowLogs.count
        if place == flowLogs.count {
            flowLogs.append(id)
            flowLogPlaces[id] = place
        }
        file.flowLog = place
    }

    /// The id in the name that AWS gives to files in S3: `ACCOUNT_vpcflowlogs_REGION_fl-1_20261120T0800Z_1c74d871.log.gz`.
    private static func flowLogID(_ name: String) -> String? {
        let parts = (name.split(separator: "/").last ?? "").split(separator: "_")
        guard parts.count >= 6, parts[1] == "vpcflowlogs" else { return nil }
        return parts.first { $0.hasPrefix("fl-") }.map(String.init)
    }

    /// Ends a file; `stop` is why it was not read to its end.
    mutating func end(stop: FlowLogProblem.Reason?) {
        if file.records > 0 { result.files += 1 }
        if file.hasTransitGateway { result.transitGateway.files += 1 }
        result.unreadLines += file.bad
        if let stop { add(stop, read: file.records) }
        guard file.bad > 0, let bad = file.firstBad else { return }
        if case .tooLong? = stop { return }
        if file.records == 0, stop != nil { return }
        add(.badLines(count: file.bad, of: file.lines, first: bad.line, why: bad.why), read: 0)
    }

    private mutating func add(_ reason: FlowLogProblem.Reason, read: UInt64) {
        result.problems.append(FlowLogProblem(file: file.name, reason: reason, recordsRead: read))
    }

    mutating func add(_ problem: FlowLogProblem) { result.problems.append(problem) }

    mutating func passOver() { result.passedOver += 1 }

    // MARK: Formats

    /// The place of a format.
    mutating func format(_ fields: [String]) -> Int {
        if let place = formatPlaces[fields] { return place }
        formatPlaces[fields] = formats.count
        formats.append(LoggedFormat(fields: fields))
        return formats.count - 1
    }

    /// Names that records by name have beside those of their format so far.
    mutating func widen(_ format: Int, by name: String) { formats[format].fields.append(name) }

    /// Adds a format that grows with the names of its records.
    mutating func openFormat() -> Int {
        formats.append(LoggedFormat(fields: []))
        return formats.count - 1
    }

    // MARK: Records

    /// Notes that something that should be a record is none.
    mutating func bad(line: UInt64, _ why: FlowLogProblem.LineFault) {
        file.bad += 1
        if file.firstBad == nil { file.firstBad = (line, why) }
    }

    /// Adds a record that was read; says whether what it tells of its interface is wanted.
    ///
    /// Nil where it is a record of traffic that lacks a field each must have.
    @inline(__always)
    mutating func add(_ record: inout RecordValues, format: Int, isTransitGateway: Bool) -> Bool? {
        if isTransitGateway {
            file.hasTransitGateway = true
            file.records += 1
            result.transitGateway.records += 1
            result.transitGateway.lostNoRoute += record.lostNoRoute
            result.transitGateway.lostBlackhole += record.lostBlackhole
            return false
        }
        // Without log-status a record of nothing is one of an interval without traffic.
        if record.status == RecordValues.ok, !record.tells(.status), !record.tells(.action), record.missing == .source,
            record.tells(.interface)
        {
            record.status = RecordValues.noData
        }
        let weight = max(1, record.records)
        switch record.status {
        case RecordValues.noData: result.noData += weight
        case RecordValues.skipData: result.skipData += weight
        default:
            if record.missing != nil { return nil }
            result.records += weight
            flows.add(record)
            formats[format].records += weight
        }
        file.records += 1
        if file.format != format { change(to: format) }
        if record.tells(.start), record.start < first { first = record.start }
        if record.tells(.end), record.end > last { last = record.end }
        return record.tells(.interface) && interfaces.add(record, flowLog: file.flowLog, format: format)
    }

    private mutating func change(to format: Int) {
        file.format = format
        if file.formats.insert(format).inserted { formats[format].files += 1 }
    }

    /// All that was read, as values.
    consuming func finish() -> FlowLogSet {
        result.flows = flows.flows(words)
        result.interfaces = interfaces.interfaces(words.interfaces, flowLogs: flowLogs)
        result.formats = formats.filter { $0.files > 0 }
        result.described = described
        if first <= last { result.span = first...last }
        result.pairing = flows.pairedUp.held ? (flows.pairedUp.not ? .partly : .all) : .none
        return result
    }
}

/// Why a file is not read to its end.
struct StopReading: Error {
    let reason: FlowLogProblem.Reason

    init(_ reason: FlowLogProblem.Reason) { self.reason = reason }
}
