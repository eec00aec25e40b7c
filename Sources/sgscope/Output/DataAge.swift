import Glibc
import Text

/// How old data is, in the words of a person.
enum DataAge {
    /// "data of 2026-11-24T01:53:49Z, 3 hours old"; the time alone where it is no time or lies ahead.
    static func line(_ time: String, now: Int = Int(Glibc.time(nil))) -> String {
        guard let then = seconds(time), now >= then else { return "data of \(time)" }
        return "data of \(time), \(words(now - then)) old"
    }

    private static func words(_ seconds: Int) -> String {
        if seconds < 120 { return TextCount.of(seconds, "second") }
        if seconds < 2 * 3600 { return TextCount.of(seconds / 60, "minute") }
        return seconds < 2 * 86_400 ? TextCount.of(seconds / 3600, "hour") : TextCount.of(seconds / 86_400, "day")
    }

    /// Seconds since 1970 of "2026-11-24T01:53:49Z", with a fraction or without; nil for anything else.
    private static func seconds(_ text: String) -> Int? {
        let pattern = /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)/
        guard let match = text.wholeMatch(of: pattern)?.output else { return nil }
        func number(_ digits: Substring) -> Int32 { Int32(digits) ?? 0 }
        var parts = tm()
        parts.tm_year = number(match.1) - 1900
        parts.tm_mon = number(match.2) - 1
        parts.tm_mday = number(match.3)
        parts.tm_hour = number(match.4)
        parts.tm_min = number(match.5)
        parts.tm_sec = number(match.6)
        return timegm(&parts)
    }
}
