/// Times as records write them.
public enum EventTime {
    /// Seconds since 1970 of `2026-11-18T05:00:00Z`, with a fraction or without, with Z, an offset or (taken for UTC) neither.
    public static func seconds(_ text: some StringProtocol) -> Int? {
        var copy = Array(text.utf8)
        return copy.withUnsafeMutableBufferPointer { seconds(UnsafeBufferPointer($0)) }
    }

    /// The same of bytes.
    public static func seconds(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.count >= 19, let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
            let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
            bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
        else { return nil }
        var place = 19
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            while place < bytes.count, isDigit(bytes[place]) { place += 1 }
        }
        guard let offset = offset(bytes, place) else { return nil }
        return days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
    }

    /// The seconds that a zone is ahead of UTC; nil for what is none.
    private static func offset(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
        if place == bytes.count { return 0 }
        let sign: Int
        switch bytes[place] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): return place + 1 == bytes.count ? 0 : nil
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: return nil
        }
        guard let hours = number(bytes, place + 1, 2) else { return nil }
        let hasColon = place + 3 < bytes.count && bytes[place + 3] == UInt8(ascii: ":")
        let minutes = number(bytes, place + (hasColon ? 4 : 3), 2) ?? 0
        return sign * (hours * 3600 + minutes * 60)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
        guard start + count <= bytes.count else { return nil }
        var value = 0
        for place in start..<(start + count) {
            guard isDigit(bytes[place]) else { return nil }
            value = value * 10 + Int(bytes[place] - UInt8(ascii: "0"))
        }
        return value
    }

    /// Days from 1970-01-01 on, by the calendar that counts March as the first month.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let own = month > 2 ? year : year - 1
        let era = (own >= 0 ? own : own - 399) / 400
        let yearOfEra = own - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
