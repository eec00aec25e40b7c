import Glibc

/// The time, as the program takes it.
enum Clock {
    /// Seconds since 1970; where `SOURCE_DATE_EPOCH` is set it is that, so that what is written can be written again alike.
    static var now: Int {
        if let fixed = getenv("SOURCE_DATE_EPOCH").flatMap({ Int(String(cString: $0)) }) { return fixed }
        return Int(Glibc.time(nil))
    }

    /// The same with the year and the seconds: "2026-11-28 18:52:07".
    static func wall(_ seconds: Int) -> String {
        var time = time_t(seconds)
        var parts = tm()
        localtime_r(&time, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(date) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    }

    /// A point in time by the clock on the wall: "11-28 18:52".
    static func dayAndTime(_ seconds: Int) -> String {
        var time = time_t(seconds)
        var parts = tm()
        localtime_r(&time, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) \(two(parts.tm_hour)):\(two(parts.tm_min))"
    }
}

/// Tells the time once a minute: ages are told no finer.
struct MinuteClock {
    private var told = Clock.now

    /// The time in seconds since 1970, where it was told a minute ago or earlier.
    var newMinute: Int? {
        mutating get {
            let now = Clock.now
            guard now - told >= 60 else { return nil }
            told = now
            return now
        }
    }
}
