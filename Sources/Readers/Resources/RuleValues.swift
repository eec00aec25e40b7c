import CoreModel

/// Protocols, ports and CIDRs as rules of every format write them.
enum RuleValues {
    /// Protocol and ports, or ICMP type and code; ports that are absent or null are any.
    static func traffic(_ ipProtocol: JSONValue, from: JSONValue?, to: JSONValue?) throws(JSONFault) -> Traffic {
        let name = try ipProtocol.text()
        guard let known = number(name) else {
            let expected = "expected tcp, udp, icmp, icmpv6, -1 or a number to 255"
            throw ipProtocol.fault(.badValue("is \"\(name.string)\", no protocol; \(expected)"))
        }
        let first = try port(from)
        let last = try port(to)
        do {
            return try Traffic(known, from: first, to: last)
        } catch {
            throw (from ?? ipProtocol).fault(.badValue("is wrong: \(error.message)"))
        }
    }

    private static func number(_ name: JSONText) -> IPProtocol? {
        switch name {
        case "tcp": .tcp
        case "-1": .all
        case "udp": .udp
        case "icmp": .icmp
        case "icmpv6": .icmpv6
        default: IPProtocol(name.string)
        }
    }

    @inline(__always)
    static func port(_ value: JSONValue?) throws(JSONFault) -> Int? {
        guard let value, !value.isNull else { return nil }
        return try value.integer()
    }

    /// The four octets and the length of "10.0.0.0/16"; nil for whatever is not plainly that, which the exact parser then judges.
    static func plainIPv4(_ bytes: UnsafeBufferPointer<UInt8>) -> (bits: UInt32, prefixLength: UInt8)? {
        var bits: UInt32 = 0
        var number: UInt32 = 0
        var digits = 0
        var parts = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if digits > 0, number == 0 { return nil }
                number = number * 10 + UInt32(byte - UInt8(ascii: "0"))
                digits += 1
                if digits > 3 { return nil }
            case UInt8(ascii: "."), UInt8(ascii: "/"):
                guard digits > 0, number <= 255, (byte == UInt8(ascii: "/")) == (parts == 3) else { return nil }
                bits = bits << 8 | number
                parts += 1
                number = 0
                digits = 0
            default: return nil
            }
        }
        guard parts == 4, digits > 0, number <= 32 else { return nil }
        let hostBits = number == 0 ? UInt32.max : UInt32((UInt64(1) << (32 - UInt64(number))) - 1)
        return bits & hostBits == 0 ? (bits, UInt8(number)) : nil
    }

    /// A CIDR of either family, as AWS keeps it.
    static func network(_ value: JSONValue) throws(JSONFault) -> IPNetwork {
        if let plain = plainIPv4(try value.text().bytes) {
            return IPNetwork(containing: IPAddress(.v4, bits: UInt128(plain.bits)), prefixLength: Int(plain.prefixLength))
        }
        return try written(value).network
    }

    /// A CIDR as it is written, of the family that its member is for.
    static func written(_ value: JSONValue, of version: IPVersion) throws(JSONFault) -> WrittenNetwork {
        let written = try written(value, version)
        guard written.network.version == version else {
            throw value.fault(.badValue("is \"\(written.network)\", expected an \(version.name) block"))
        }
        return written
    }

    private static func written(_ value: JSONValue, _ version: IPVersion? = nil) throws(JSONFault) -> WrittenNetwork {
        try parsed(value) { text throws(AddressError) in
            try WrittenNetwork(parsing: text, isBlock: true, version: version)
        }
    }

    static func address(_ value: JSONValue) throws(JSONFault) -> IPAddress {
        try parsed(value) { text throws(AddressError) in try IPAddress(parsing: text) }
    }

    private static func parsed<Value>(
        _ value: JSONValue, _ parse: (String) throws(AddressError) -> Value
    ) throws(JSONFault) -> Value {
        let text = try value.text().string
        do { return try parse(text) } catch { throw value.fault(.badValue("is wrong: \(error.message)")) }
    }
}

extension Collector {
    /// A CIDR as the peer of a rule; it must be of the family that its member is for.
    @inline(__always)
    mutating func peer(cidr value: JSONValue, _ version: IPVersion) throws(JSONFault) -> Peer {
        if version == .v4, let plain = RuleValues.plainIPv4(try value.text().bytes) {
            return .ipv4(bits: plain.bits, prefixLength: plain.prefixLength)
        }
        let written = try RuleValues.written(value, of: version)
        if !written.changes.isEmpty {
            // The path is looked for from the start of the document: only where it is shown.
            noteAmended(written, of: notesAmended ? JSONFault(value: value, problem: .empty).path : "")
        }
        return builder.peer(written.network)
    }

    /// Whether a further CIDR that AWS keeps in another form would be told with its rule; the others are counted.
    var notesAmended: Bool { amended.count < Self.amendedShown }

    /// Keeps for whoever reads the answers that AWS has a CIDR of a rule in another form.
    mutating func noteAmended(_ written: WrittenNetwork, of rule: String) {
        amendedCount += 1
        if notesAmended { amended.append("\(rule) \(written.written) (\(written.network))") }
    }

    /// What is said of those CIDRs: every rule by name, as far as a line goes.
    var amendment: String? {
        guard amendedCount > 0 else { return nil }
        let what = amendedCount == 1 ? "1 CIDR is read as AWS keeps it" : "\(amendedCount) CIDRs are read as AWS keeps them"
        let more = amendedCount > amended.count ? " and \(amendedCount - amended.count) more" : ""
        return "\(what), without host bits: \(amended.joined(separator: ", "))\(more)"
    }

    private static let amendedShown = 5
}
