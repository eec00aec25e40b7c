import CoreModel

/// The flows that were read so far.
struct FlowTable {
    /// A flow with its counts; packed, since there may be a million.
    struct Entry {
        let key: FlowKey
        var records: UInt64 = 0
        var packets: UInt64 = 0
        var bytes: UInt64 = 0
        var first = Int.max
        var last = Int.min
        var opening: UInt32 = 0
        var answering: UInt32 = 0
        var continuing: UInt32 = 0
        var paired: UInt32 = 0
        var flags: UInt16 = 0
        var hasFlags = false
        var evidence: UInt8 = 0
        var lowestOther = UInt16.max
        var highestOther: UInt16 = 0
        var sourceService: UInt8 = 0
        var destinationService: UInt8 = 0

        /// Counts a record.
        @inline(__always)
        mutating func count(_ record: RecordValues) {
            records &+= max(1, record.records)
            packets &+= record.packets
            bytes &+= record.bytes
            if record.tells(.start), record.start < first { first = record.start }
            if record.tells(.end), record.end > last { last = record.end }
            if record.tells(.flags) {
                flags |= record.flags
                hasFlags = true
            }
            if record.sourceService != 0, sourceService == 0 { sourceService = record.sourceService }
            if record.destinationService != 0, destinationService == 0 { destinationService = record.destinationService }
        }

        /// Notes what a record's role rests on, and the port of the other end.
        @inline(__always)
        mutating func note(_ evidence: RoleEvidence, other: UInt16, opens: Bool, isAnswer: Bool) {
            self.evidence = max(self.evidence, evidence.rawValue)
            lowestOther = min(lowestOther, other)
            highestOther = max(highestOther, other)
            if opens {
                if isAnswer { answering &+= 1 } else { opening &+= 1 }
            } else if evidence == .flags {
                continuing &+= 1
            }
        }
    }

    private(set) var entries: [Entry] = []
    /// The upper half of a key's hash and its place plus 1; 0 is free.
    ///
    /// A power of 2, at most half full.
    private var slots: [UInt64]
    private var connections: RecentConnections
    private let servicePorts: ServicePorts
    private let seed: UInt64
    /// Records that were held against their opposites, and those that could not be.
    private(set) var pairedUp = (held: false, not: false)

    init(servicePorts: ServicePorts, seed: UInt64) {
        self.servicePorts = servicePorts
        self.seed = seed
        slots = Array(repeating: 0, count: 1024)
        connections = RecentConnections(seed: seed)
    }

    // MARK: Adding

    /// Adds a record of traffic.
    mutating func add(_ record: RecordValues) {
        if record.records > 0 {
            pairedUp.not = true
            addRow(record)
            return
        }
        pairedUp.held = true
        guard Self.hasPorts(record) else {
            let place = place(of: FlowKey(record, service: nil))
            entries[place].count(record)
            if record.tells(.source), record.tells(.destination) { pair(record, at: place, opener: nil) }
            return
        }
        let isTCP = record.ipProtocol == Self.tcp
        let opens = isTCP && record.tells(.flags) && record.flags & Self.syn != 0
        let isAnswer = record.flags & Self.ack != 0
        let connection = connections.find(record)
        var choice: (isDestination: Bool, evidence: RoleEvidence)
        if opens {
            choice = (!isAnswer, .flags)
        } else if isTCP, let opener = connections.opener(connection) {
            choice = (opener, .flags)
        } else {
            choice = portChoice(record.sourcePort, record.destinationPort)
        }
        let port = choice.isDestination ? record.destinationPort : record.sourcePort
        let other = choice.isDestination ? record.sourcePort : record.destinationPort
        let place = place(of: FlowKey(record, service: (port, choice.isDestination)))
        entries[place].count(record)
        entries[place].note(choice.evidence, other: other, opens: opens, isAnswer: isAnswer)
        let credit = connections.note(
            connection, record, flow: UInt32(truncatingIfNeeded: place), opener: opens ? !isAnswer : nil)
        self.credit(credit, at: place)
    }

    private mutating func pair(_ record: RecordValues, at place: Int, opener: Bool?) {
        let connection = connections.find(record)
        let credit = connections.note(connection, record, flow: UInt32(truncatingIfNeeded: place), opener: opener)
        self.credit(credit, at: place)
    }

    private mutating func credit(_ credit: RecentConnections.Credit, at place: Int) {
        guard credit.isPaired else { return }
        entries[place].paired &+= 1
        if credit.pending > 0 { entries[Int(credit.opposite)].paired &+= UInt32(credit.pending) }
    }

    /// Adds a row of what a query gave: records counted already, with the service's port in the column where it stood.
    private mutating func addRow(_ record: RecordValues) {
        var service: (port: UInt16, isDestination: Bool)?
        var evidence = RoleEvidence.lowerPort
        if Self.hasProtocolWithPorts(record) {
            switch (record.tells(.sourcePort), record.tells(.destinationPort)) {
            case (true, true):
                let choice = portChoice(record.sourcePort, record.destinationPort)
                service = (choice.isDestination ? record.destinationPort : record.sourcePort, choice.isDestination)
                evidence = choice.evidence
            case (true, false): service = (record.sourcePort, false)
            case (false, true): service = (record.destinationPort, true)
            case (false, false): break
            }
            if let known = service, record.ipProtocol == Self.tcp, record.tells(.flags), record.flags & Self.syn != 0 {
                // The query took the lower port. Where the flags say that it is the one of who asked, it is no service's.
                if (record.flags & Self.ack == 0) == known.isDestination { evidence = .flags } else { service = nil }
            } else if let known = service, evidence == .lowerPort {
                evidence =
                    servicePorts.contains(known.port) ? .namedPort : known.port < Self.firstUserPort ? .systemPort : .lowerPort
            }
        }
        let place = place(of: FlowKey(record, service: service))
        entries[place].count(record)
        entries[place].evidence = max(entries[place].evidence, evidence.rawValue)
    }

    /// Which of two ports is taken for the service's, and why.
    private func portChoice(_ source: UInt16, _ destination: UInt16) -> (isDestination: Bool, evidence: RoleEvidence) {
        if source == destination { return (true, .samePort) }
        let isNamed = servicePorts.contains(destination)
        if isNamed != servicePorts.contains(source) { return (isNamed, .namedPort) }
        let isSystem = destination < Self.firstUserPort
        if isSystem != (source < Self.firstUserPort) { return (isSystem, .systemPort) }
        return (destination < source, .lowerPort)
    }

    @inline(__always)
    private mutating func place(of key: FlowKey) -> Int {
        let hash = key.hash(seed: seed)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let place = Int(UInt32(truncatingIfNeeded: slots[slot])) - 1
            if slots[slot] >> 32 == hash >> 32, entries[place].key == key { return place }
            slot = (slot + 1) & (slots.count - 1)
        }
        entries.append(Entry(key: key))
        slots[slot] = (hash >> 32) << 32 | UInt64(entries.count)
        if entries.count * 2 > slots.count { grow() }
        return entries.count - 1
    }

    private mutating func grow() {
        var next = [UInt64](repeating: 0, count: slots.count * 2)
        for (place, entry) in entries.enumerated() {
            let hash = entry.key.hash(seed: seed)
            var slot = Int(truncatingIfNeeded: hash) & (next.count - 1)
            while next[slot] != 0 { slot = (slot + 1) & (next.count - 1) }
            next[slot] = (hash >> 32) << 32 | UInt64(place + 1)
        }
        slots = next
    }

    private static func hasPorts(_ record: RecordValues) -> Bool {
        hasProtocolWithPorts(record) && record.tells(.sourcePort) && record.tells(.destinationPort)
    }

    private static func hasProtocolWithPorts(_ record: RecordValues) -> Bool {
        record.ipProtocol == tcp || record.ipProtocol == udp || (record.ipProtocol == sctp && record.sourcePort != 0)
    }

    private static let tcp: UInt8 = 6
    private static let udp: UInt8 = 17
    private static let sctp: UInt8 = 132
    private static let syn: UInt16 = 2
    private static let ack: UInt16 = 16
    private static let firstUserPort: UInt16 = 1024
}

extension FlowTable {
    /// The flows as values.
    func flows(_ words: Words) -> [LoggedFlow] {
        let interfaces = (0..<words.interfaces.count).map { words.interfaces[$0] }
        let reasons = (0..<words.reasons.count).map { words.reasons[$0] }
        let services = (0..<words.services.count).map { words.services[$0] }
        func small(_ texts: [String], _ index: UInt8) -> String? { index == 0 ? nil : texts[Int(index) - 1] }
        return entries.map { entry in
            let key = entry.key
            func address(_ code: FieldCode) -> IPAddress? {
                key.address(code).map { words.addresses.address($0.bits, isVersion6: $0.isVersion6) }
            }
            let others = entry.lowestOther <= entry.highestOther ? entry.lowestOther...entry.highestOther : nil
            return LoggedFlow(
                interface: key.interface.map { interfaces[$0] }, shownSource: address(.source),
                shownDestination: address(.destination), packetSource: address(.packetSource),
                packetDestination: address(.packetDestination),
                ipProtocol: key.ipProtocol.flatMap { IPProtocol(number: Int($0)) },
                service: key.side.map { LoggedService(port: key.port, side: $0, otherPorts: others) },
                action: key.isAccepted ? .accept : .reject,
                direction: key.direction == RecordValues.ingress
                    ? .ingress : key.direction == RecordValues.egress ? .egress : nil,
                rejectReason: small(reasons, key.rejectReason), trafficPath: key.trafficPath,
                sourceService: small(services, entry.sourceService),
                destinationService: small(services, entry.destinationService),
                counts: FlowCounts(
                    records: entry.records, packets: entry.packets, bytes: entry.bytes,
                    first: entry.first == .max ? nil : entry.first, last: entry.last == .min ? nil : entry.last,
                    flags: entry.hasFlags ? entry.flags : nil, opening: UInt64(entry.opening), answering: UInt64(entry.answering),
                    continuing: UInt64(entry.continuing), paired: UInt64(entry.paired),
                    evidence: RoleEvidence(rawValue: entry.evidence) ?? .samePort))
        }
    }
}
