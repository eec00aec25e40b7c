import SecurityGroups

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
    private static func port(_ value: JSONValue?) throws(JSONFault) -> Int? {
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

    /// A CIDR of either family.
    static func network(_ value: JSONValue) throws(JSONFault) -> IPNetwork {
        let text = try value.text().string
        do {
            return try IPNetwork(parsing: text)
        } catch {
            throw value.fault(.badValue("is wrong: \(error.message)"))
        }
    }

    /// An address of either family.
    static func address(_ value: JSONValue) throws(JSONFault) -> IPAddress {
        let text = try value.text().string
        do {
            return try IPAddress(parsing: text)
        } catch {
            throw value.fault(.badValue("is wrong: \(error.message)"))
        }
    }
}

extension Collector {
    /// A CIDR as the peer of a rule; it must be of the family that its member is for.
    @inline(__always)
    mutating func peer(cidr value: JSONValue, _ version: IPVersion) throws(JSONFault) -> Peer {
        if version == .v4, let plain = RuleValues.plainIPv4(try value.text().bytes) {
            return .ipv4(bits: plain.bits, prefixLength: plain.prefixLength)
        }
        let network = try RuleValues.network(value)
        guard network.version == version else {
            throw value.fault(.badValue("is \"\(network)\", expected an \(version.name) block"))
        }
        return builder.peer(network)
    }
}
