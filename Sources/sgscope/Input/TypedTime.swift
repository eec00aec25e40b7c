import Glibc
import Events

/// A point in time as somebody types it: by the clock on the wall unless it ends in Z or an offset; without a year the latest past.
enum TypedTime {
    /// What can be typed, for messages.
    static let forms = "\"11-23 18:40\", \"2026-11-23 18:40:07\", 2026-11-23T18:40:07Z, 18:40, or 7d, 12h, 30m ago"

    /// Seconds since 1970; nil for what is no time.
    static func seconds(_ text: String, now: Int = Clock.now) -> Int? {
        let text = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        if let ago = ago(text) { return now - ago }
        let pattern =
            /(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2}))?(?:[ T]?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|z|[+-]\d\d:?\d\d)?/
        guard !text.isEmpty, let parts = text.wholeMatch(of: pattern)?.output, parts.2 != nil || parts.4 != nil else {
            return nil
        }
        func number(_ part: Substring?) -> Int? { part.flatMap { Int($0) } }
        var local = tm()
        var clock = time_t(now)
        localtime_r(&clock, &local)
        let written = Written(
            year: number(parts.1), month: number(parts.2), day: number(parts.3), hour: number(parts.4) ?? 0,
            minute: number(parts.5) ?? 0, second: number(parts.6) ?? 0, zone: parts.7.map(String.init))
        guard written.isPossible else { return nil }
        return written.seconds(now: now, today: local)
    }

    /// "7d", "12h", "30m", "90s".
    private static func ago(_ text: String) -> Int? {
        guard let unit = text.last, let count = Int(text.dropLast()), count >= 0, count < 100_000 else { return nil }
        switch unit {
        case "s": return count
        case "m": return count * 60
        case "h": return count * 3600
        case "d": return count * 86_400
        case "w": return count * 604_800
        default: return nil
        }
    }

    private struct Written {
        var year, month, day: Int?
        var hour, minute, second: Int
        var zone: String?

        var isPossible: Bool {
            (month.map { (1...12).contains($0) } ?? true) && (day.map { (1...31).contains($0) } ?? true) && hour < 24
                && minute < 60 && second < 61
        }

        func seconds(now: Int, today: tm) -> Int? {
            let thisYear = Int(today.tm_year) + 1900
            guard let month, let day else {
                let own = point(thisYear, Int(today.tm_mon) + 1, Int(today.tm_mday))
                return own.map { $0 > now ? $0 - 86_400 : $0 }
            }
            if let year { return point(year, month, day) }
            guard let own = point(thisYear, month, day) else { return nil }
            return own > now ? point(thisYear - 1, month, day) : own
        }

        private func point(_ year: Int, _ month: Int, _ day: Int) -> Int? {
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            if let zone {
                let date = "\(year)-\(two(month))-\(two(day))T\(two(hour)):\(two(minute)):\(two(second))"
                return EventTime.seconds(date + (zone == "z" ? "Z" : zone))
            }
            var parts = tm()
            (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
            (parts.tm_hour, parts.tm_min, parts.tm_sec) = (Int32(hour), Int32(minute), Int32(second))
            parts.tm_isdst = -1
            let result = mktime(&parts)
            return Int(parts.tm_mon) == month - 1 ? Int(result) : nil
        }
    }
}
