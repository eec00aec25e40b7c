/// Connections of the last records: who opened them, and whether their opposite was seen.
///
/// They are kept for two intervals and no longer: what is known of now and what was known of before; when the time of one is over, before is
/// forgotten. Half a million of each are kept at most, 50 MB for both; where more come, an interval ends sooner.
struct RecentConnections {
    /// What a record's opposite came to.
    struct Credit {
        /// Whether it was seen.
        var isPaired = false
        /// The flow of the opposite, and how many of its records waited for this.
        var opposite: UInt32 = 0
        var pending: UInt16 = 0
    }

    /// Where a record's connection is.
    struct Place {
        fileprivate var fingerprint: UInt64
        /// Whether the record goes the way that is written first.
        fileprivate var isForward: Bool
        fileprivate var slot: Int
    }

    private struct Connection {
        var fingerprint: UInt64 = 0
        /// The flows of both ways plus 1; 0: not seen.
        var forward: UInt32 = 0
        var backward: UInt32 = 0
        var forwardPending: UInt16 = 0
        var backwardPending: UInt16 = 0
        /// 0 unknown; 1 who sends forward opened it; 2 the other.
        var opener: UInt8 = 0

        @inline(__always)
        mutating func note(isForward: Bool, flow: UInt32, opener: Bool?) -> Credit {
            if let opener { self.opener = opener == isForward ? 1 : 2 }
            return isForward
                ? Self.note(flow, own: &forward, ownPending: &forwardPending, opposite: backward, pending: &backwardPending)
                : Self.note(flow, own: &backward, ownPending: &backwardPending, opposite: forward, pending: &forwardPending)
        }

        @inline(__always)
        private static func note(
            _ flow: UInt32, own: inout UInt32, ownPending: inout UInt16, opposite: UInt32, pending: inout UInt16
        ) -> Credit {
            own = flow + 1
            if opposite == 0 {
                if ownPending < .max { ownPending += 1 }
                return Credit()
            }
            let credit = Credit(isPaired: true, opposite: opposite - 1, pending: pending)
            pending = 0
            return credit
        }
    }

    private struct Generation {
        var slots: [Connection] = Array(repeating: Connection(), count: 1024)
        var count = 0

        /// The slot of a connection, or the free one where it would stand.
        @inline(__always)
        func slot(_ fingerprint: UInt64) -> Int {
            var slot = Int(truncatingIfNeeded: fingerprint) & (slots.count - 1)
            while slots[slot].fingerprint != 0, slots[slot].fingerprint != fingerprint { slot = (slot + 1) & (slots.count - 1) }
            return slot
        }

        mutating func grow() {
            var next = Generation()
            next.slots = Array(repeating: Connection(), count: slots.count * 2)
            for connection in slots where connection.fingerprint != 0 {
                next.slots[next.slot(connection.fingerprint)] = connection
            }
            slots = next.slots
        }

    }

    private var now = Generation()
    private var before = Generation()
    private var begin: Int?
    private let seed: UInt64
    /// The longest interval that records cover.
    private static let interval = 600
    private static let most = 1 << 19

    init(seed: UInt64) { self.seed = seed }

    /// The connection of a record; it is carried over from before where it is known from there.
    @inline(__always)
    mutating func find(_ record: RecordValues) -> Place {
        turn(record.end)
        let (fingerprint, isForward) = fingerprint(record)
        let slot = now.slot(fingerprint)
        if now.slots[slot].fingerprint == 0 {
            let old = before.slots[before.slot(fingerprint)]
            now.slots[slot] = old.fingerprint == fingerprint ? old : Connection(fingerprint: fingerprint)
            now.count += 1
        }
        return Place(fingerprint: fingerprint, isForward: isForward, slot: slot)
    }

    /// Whether the record's destination has the service, by who opened the connection; nil where that is not known.
    @inline(__always)
    func opener(_ place: Place) -> Bool? {
        let opener = now.slots[place.slot].opener
        return opener == 0 ? nil : (opener == 1) == place.isForward
    }

    /// Notes a record: its flow, and where flags tell it, whether it goes from who opened the connection.
    @inline(__always)
    mutating func note(_ place: Place, _ record: RecordValues, flow: UInt32, opener: Bool?) -> Credit {
        let credit = now.slots[place.slot].note(isForward: place.isForward, flow: flow, opener: opener)
        if now.count * 2 > now.slots.count { makeRoom() }
        return credit
    }

    private mutating func makeRoom() {
        if now.slots.count < Self.most * 2 { now.grow() } else { exchange() }
    }

    /// Ends the interval when a record comes that lies behind it; records that come late do not.
    @inline(__always)
    private mutating func turn(_ time: Int) {
        guard let begin = self.begin else {
            if time > 0 { self.begin = time }
            return
        }
        // One that lies far before begins anew, as of another folder that has the same days.
        guard time > 0, time - begin > Self.interval || begin - time > 4 * Self.interval else { return }
        let isNext = time > begin && time - begin <= 2 * Self.interval
        exchange()
        if !isNext { before = Generation() }
        self.begin = time
    }

    private mutating func exchange() {
        before = now
        // A small one: clearing a large one for each record would let a log with times that jump take forever.
        now = Generation()
        begin = nil
    }

    /// The same number for a record and its opposite, and which of the two ways it goes.
    @inline(__always)
    private func fingerprint(_ record: RecordValues) -> (UInt64, Bool) {
        let source = end(
            record.source, record.packetSource, record.tells(.source), record.families & 1, record.families >> 2 & 1,
            record.sourcePort)
        let destination = end(
            record.destination, record.packetDestination, record.tells(.destination), record.families >> 1 & 1,
            record.families >> 3 & 1, record.destinationPort)
        let isForward = source < destination
        let ends = isForward ? Mixing.mix(source ^ seed, destination) : Mixing.mix(destination ^ seed, source)
        return (Mixing.mix(ends, UInt64(record.interface) << 8 | UInt64(record.ipProtocol)) | 1, isForward)
    }

    @inline(__always)
    private func end(_ shown: UInt32, _ packet: UInt32, _ isShown: Bool, _ family: UInt8, _ packetFamily: UInt8, _ port: UInt16)
        -> UInt64
    {
        UInt64(isShown ? shown : packet) << 32 | UInt64(isShown ? family : packetFamily) << 16 | UInt64(port)
    }
}
