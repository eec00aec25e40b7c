import CoreModel
import Glibc

/// Reads records from bytes, without a text or an allocation for any of them.
///
/// The only file of the room that reads through pointers. Whoever calls it sees to it that behind the last byte stands one that no value
/// has: a blank, a line end, or any other up to 0x20; so nothing is read that is not there.
enum RecordParser {
    /// Why a line is no record: how many values it has, or which of them is wrong, from 0.
    enum Fault {
        case count(Int)
        case value(Int)
        /// A record of traffic that does not tell this.
        case missing(FieldCode)
    }

    /// Calls a function for each line that ends in these bytes, as a range; gives the place behind the last end.
    ///
    /// `body` says whether to go on.
    static func lines(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) throws(StopReading) -> Void)
        throws(StopReading) -> Int
    {
        guard let base = bytes.baseAddress else { return 0 }
        var place = 0
        while place < bytes.count, let end = memchr(base + place, 10, bytes.count - place) {
            let next = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(end))
            try body(UnsafeBufferPointer(start: base + place, count: next - place))
            place = next + 1
        }
        return place
    }

    /// Reads a line of a format; nil where it is one.
    static func parse(
        _ line: UnsafeBufferPointer<UInt8>, _ codes: UnsafeBufferPointer<FieldCode>, _ record: inout RecordValues,
        _ words: inout Words
    ) -> Fault? {
        guard var place = line.baseAddress else { return .count(0) }
        let end = place + line.count
        while place < end, place.pointee <= blank { place += 1 }
        var column = 0
        while place < end {
            guard column < codes.count else { return .count(count(line)) }
            guard value(codes[column], &place, &record, &words) else {
                let found = count(line)
                return found == codes.count ? .value(column) : .count(found)
            }
            column += 1
            while place < end, place.pointee <= blank { place += 1 }
        }
        guard column == codes.count else { return .count(column) }
        return nil
    }

    /// Reads a value that stands alone; false where its field cannot have it.
    static func parse(
        _ code: FieldCode, _ bytes: UnsafeBufferPointer<UInt8>, _ record: inout RecordValues, _ words: inout Words
    ) -> Bool {
        guard code != .none, var place = bytes.baseAddress, !bytes.isEmpty else { return true }
        return value(code, &place, &record, &words) && place == bytes.baseAddress.map { $0 + bytes.count }
    }

    /// How many values a line has.
    static func count(_ line: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var isWithin = false
        for byte in line {
            if byte <= blank {
                isWithin = false
            } else if !isWithin {
                isWithin = true
                count += 1
            }
        }
        return count
    }

    // MARK: Values

    private static let blank: UInt8 = 0x20
    private static let dash = UInt8(ascii: "-")

    /// Reads one value and goes behind it.
    @inline(__always)
    private static func value(
        _ code: FieldCode, _ place: inout UnsafePointer<UInt8>, _ record: inout RecordValues, _ words: inout Words
    ) -> Bool {
        if code == .none {
            while place.pointee > blank { place += 1 }
            return true
        }
        if place.pointee == dash, place[1] <= blank {
            place += 1
            return true
        }
        switch code {
        case .none: return true
        case .source:
            guard let bits = address(&place, 1, &record.families, &words) else { return false }
            record.source = bits
        case .destination:
            guard let bits = address(&place, 2, &record.families, &words) else { return false }
            record.destination = bits
        case .packetSource:
            guard let bits = address(&place, 4, &record.families, &words) else { return false }
            record.packetSource = bits
        case .packetDestination:
            guard let bits = address(&place, 8, &record.families, &words) else { return false }
            record.packetDestination = bits
        case .interface:
            let id = text(&place)
            // What is none must not fill the memory.
            guard id.count <= 64 else { return false }
            record.interface = words.interfaces.index(of: id)
        case .sourcePort:
            guard let number = number(&place), number <= 65535 else { return false }
            record.sourcePort = UInt16(truncatingIfNeeded: number)
        case .destinationPort:
            guard let number = number(&place), number <= 65535 else { return false }
            record.destinationPort = UInt16(truncatingIfNeeded: number)
        case .ipProtocol:
            guard let number = number(&place), number <= 255 else { return false }
            record.ipProtocol = UInt8(truncatingIfNeeded: number)
        case .packets:
            guard let number = number(&place) else { return false }
            record.packets = number
        case .bytes:
            guard let number = number(&place) else { return false }
            record.bytes = number
        case .start:
            guard let number = number(&place), number <= latest else { return false }
            record.start = Int(number)
        case .end:
            guard let number = number(&place), number <= latest else { return false }
            record.end = Int(number)
        case .action:
            switch word(text(&place), "accept", "reject") {
            case 0: record.action = RecordValues.accept
            case 1: record.action = RecordValues.reject
            default: return false
            }
        case .status:
            switch word(text(&place), "ok", "nodata", "skipdata") {
            case 0: record.status = RecordValues.ok
            case 1: record.status = RecordValues.noData
            case 2: record.status = RecordValues.skipData
            default: return false
            }
        case .flags:
            guard let number = number(&place), number <= 65535 else { return false }
            record.flags = UInt16(truncatingIfNeeded: number)
        case .direction:
            switch word(text(&place), "ingress", "egress") {
            case 0: record.direction = RecordValues.ingress
            case 1: record.direction = RecordValues.egress
            default: return false
            }
        case .trafficPath:
            guard let number = number(&place), number <= 255 else { return false }
            record.trafficPath = UInt8(truncatingIfNeeded: number)
        case .rejectReason: record.rejectReason = words.reasons.smallIndex(of: text(&place))
        case .sourceService: record.sourceService = words.services.smallIndex(of: text(&place))
        case .destinationService: record.destinationService = words.services.smallIndex(of: text(&place))
        case .records:
            guard let number = number(&place) else { return false }
            record.records = number
        case .lostNoRoute:
            guard let number = number(&place) else { return false }
            record.lostNoRoute = number
        case .lostBlackhole:
            guard let number = number(&place) else { return false }
            record.lostBlackhole = number
        }
        record.has |= code.bit
        return true
    }

    /// Times are seconds; milliseconds are larger than this, which is the year 5138.
    private static let latest: UInt64 = 100_000_000_000

    /// A number of at most 18 digits.
    @inline(__always)
    private static func number(_ place: inout UnsafePointer<UInt8>) -> UInt64? {
        let begin = place
        var number: UInt64 = 0
        while true {
            let digit = place.pointee &- UInt8(ascii: "0")
            if digit > 9 { break }
            number = number &* 10 &+ UInt64(digit)
            place += 1
        }
        let count = place - begin
        return count > 0 && count <= 18 && place.pointee <= blank ? number : nil
    }

    @inline(__always)
    private static func text(_ place: inout UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let begin = place
        while place.pointee > blank { place += 1 }
        return UnsafeBufferPointer(start: begin, count: place - begin)
    }

    /// Which of some words it is, without case.
    @inline(__always)
    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ words: StaticString...) -> Int? {
        words.firstIndex { word in
            word.utf8CodeUnitCount == bytes.count && bytes.indices.allSatisfy { bytes[$0] | 0x20 == word.utf8Start[$0] }
        }
    }

    /// An address: IPv4 is read here, IPv6 is looked up by its text, since there are few of them and their text has many forms.
    @inline(__always)
    private static func address(
        _ place: inout UnsafePointer<UInt8>, _ familyBit: UInt8, _ families: inout UInt8, _ words: inout Words
    ) -> UInt32? {
        let begin = place
        var bits: UInt32 = 0
        var octet: UInt32 = 0
        var digits = 0
        var octets = 0
        while true {
            let byte = place.pointee
            let digit = byte &- UInt8(ascii: "0")
            if digit <= 9 {
                // A leading zero is read as octal by some: no address of IPv4, though IPv6 may begin so.
                if digits > 0, octet == 0 { break }
                octet = octet &* 10 &+ UInt32(digit)
                digits += 1
                if digits > 3 { break }
            } else if byte == UInt8(ascii: ".") || byte <= blank {
                guard digits > 0, octet <= 255, octets < 4 else { return nil }
                bits = bits << 8 | octet
                octets += 1
                if byte <= blank { return octets == 4 ? bits : nil }
                octet = 0
                digits = 0
            } else {
                break
            }
            place += 1
        }
        place = begin
        guard let found = words.addresses.lookUp(text(&place)) else { return nil }
        if found.isVersion6 { families |= familyBit }
        return found.bits
    }
}
