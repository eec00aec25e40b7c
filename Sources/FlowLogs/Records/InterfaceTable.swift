/// What was read of each interface so far, by its place in ``Words/interfaces``.
struct InterfaceTable {
    private struct Tally {
        var records: UInt64 = 0
        var rejected: UInt64 = 0
        var noData: UInt64 = 0
        var skipData: UInt64 = 0
        var first = Int.max
        var last = Int.min
        /// The flow log of its last record plus 1.
        var flowLog = 0
        /// Formats whose facts were taken, two bits each: of a record without traffic, of one with.
        var facts: UInt64 = 0
    }

    private var tallies: [Tally] = []
    private var facts: [LoggedInterface] = []
    private var flowLogs: [Set<Int>] = []

    /// Adds a record; says whether what it tells of the interface itself is wanted.
    @inline(__always)
    mutating func add(_ record: RecordValues, flowLog: Int, format: Int) -> Bool {
        let place = Int(record.interface)
        while tallies.count <= place {
            tallies.append(Tally())
            facts.append(LoggedInterface(id: ""))
            flowLogs.append([])
        }
        let records = max(1, record.records)
        switch record.status {
        case RecordValues.noData: tallies[place].noData &+= records
        case RecordValues.skipData: tallies[place].skipData &+= records
        default:
            tallies[place].records &+= records
            if record.action == RecordValues.reject { tallies[place].rejected &+= records }
        }
        if record.tells(.start), record.start < tallies[place].first { tallies[place].first = record.start }
        if record.tells(.end), record.end > tallies[place].last { tallies[place].last = record.end }
        if tallies[place].flowLog != flowLog + 1 {
            tallies[place].flowLog = flowLog + 1
            flowLogs[place].insert(flowLog)
        }
        guard format < 32 else { return false }
        let bit = UInt64(record.status == RecordValues.ok ? 2 : 1) << UInt64(format * 2)
        if tallies[place].facts & bit != 0 { return false }
        tallies[place].facts |= bit
        return true
    }

    /// Takes what a record tells of the interface itself, where that was not known.
    mutating func take(_ fields: some Sequence<(name: String, value: String)>, at place: Int) {
        for (name, value) in fields where value != "-" && !value.isEmpty {
            guard let path = FlowLogField(name: name).flatMap({ Self.paths[$0] }) else { continue }
            if facts[place][keyPath: path] == nil { facts[place][keyPath: path] = value }
        }
    }

    private static var paths: [FlowLogField: WritableKeyPath<LoggedInterface, String?>] {
        [
            .account: \.account, .vpc: \.vpc, .subnet: \.subnet, .instance: \.instance, .region: \.region, .zone: \.zone,
            .interfaceType: \.type, .resource: \.resource,
        ]
    }

    /// What was read, by id.
    func interfaces(_ ids: ByteTable, flowLogs names: [String]) -> [String: LoggedInterface] {
        var result: [String: LoggedInterface] = [:]
        for place in tallies.indices {
            let tally = tallies[place]
            guard tally.records + tally.noData + tally.skipData > 0 else { continue }
            var interface = facts[place]
            interface.id = ids[place]
            interface.records = tally.records
            interface.accepted = tally.records - tally.rejected
            interface.rejected = tally.rejected
            interface.noData = tally.noData
            interface.skipData = tally.skipData
            if tally.first <= tally.last { interface.span = tally.first...tally.last }
            interface.flowLogs = flowLogs[place].filter { $0 > 0 }.map { names[$0] }.sorted()
            result[interface.id] = interface
        }
        return result
    }
}
