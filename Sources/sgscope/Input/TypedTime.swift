import Events
import Glibc
import Reachability

/// A point in time as somebody types it: by the clock on the wall unless it ends in Z or an offset; without a year the latest past.
enum TypedTime {
    /// What can be typed, for messages.
    static let forms =
        "\"11-23 18:40\", \"yesterday 18:00\", \"2026-11-23 18:40:07\", 2026-11-23T18:40:07Z, 18:40, or 7d, 12h, 30m ago"

    /// Seconds since 1970; nil for what is no time.
    static func seconds(_ text: String, now: Int = Clock.now) -> Int? {
        guard let written = WrittenTime(text) else { return nil }
        switch written.form {
        case .ago(let seconds): return now - seconds
        case .clock(let day, let seconds, let zone): return Self.seconds(day, seconds, zone, now)
        }
    }

    private static func seconds(_ day: WrittenTime.Day, _ seconds: Int, _ zone: Int?, _ now: Int) -> Int? {
        let today = date(of: now, zone)
        switch day {
        case .latest:
            return point(today, seconds, zone).flatMap { $0 > now ? point(today.before(days: 1), seconds, zone) : $0 }
        case .back(let days): return point(today.before(days: days), seconds, zone)
        case .weekday(let wanted):
            let days = ((today.weekday - wanted) % 7 + 7) % 7
            return point(today.before(days: days), seconds, zone).flatMap {
                $0 > now ? point(today.before(days: days + 7), seconds, zone) : $0
            }
        case .date(let year?, let month, let day): return point(Date(year: year, month: month, day: day), seconds, zone)
        case .date(nil, let month, let day):
            // The 29th of February is of the last year that had one.
            for year in stride(from: today.year, to: today.year - 9, by: -1) {
                if let own = point(Date(year: year, month: month, day: day), seconds, zone), own <= now { return own }
            }
            return nil
        }
    }

    private struct Date {
        var year: Int
        var month: Int
        /// May lie before the month's first: days are counted on.
        var day: Int
        var weekday = 0

        func before(days: Int) -> Date { Date(year: year, month: month, day: day - days) }
    }

    /// The date of a time on the clock on the wall, or in a zone.
    private static func date(of seconds: Int, _ zone: Int?) -> Date {
        var parts = tm()
        var time = time_t(seconds + (zone ?? 0))
        if zone == nil { localtime_r(&time, &parts) } else { gmtime_r(&time, &parts) }
        return Date(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday), weekday: Int(parts.tm_wday))
    }

    /// Nil where there is no such day.
    private static func point(_ date: Date, _ seconds: Int, _ zone: Int?) -> Int? {
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(date.year - 1900), Int32(date.month - 1), Int32(date.day))
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (
            Int32(seconds / 3600), Int32(seconds / 60 % 60), Int32(seconds % 60)
        )
        parts.tm_isdst = -1
        let result = zone == nil ? mktime(&parts) : timegm(&parts)
        if date.day > 0, Int(parts.tm_mon) != date.month - 1 { return nil }
        return Int(result) - (zone ?? 0)
    }
}
