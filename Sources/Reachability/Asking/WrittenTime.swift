/// A point in time as people write it: "11-23 18:40", "yesterday 18:00", "7d", "2 hours ago", "2026-11-23T18:40:07Z".
///
/// What it comes to depends on the clock and the zone of whoever wrote it, which this does not know.
public struct WrittenTime: Hashable, Sendable {
    /// Which day it is of.
    public enum Day: Hashable, Sendable {
        /// The last on which that time of day has passed.
        case latest
        /// So many days before today.
        case back(Int)
        /// The last of a weekday, 0 for Sunday, that has passed.
        case weekday(Int)
        /// A date; without a year the latest past.
        case date(year: Int?, month: Int, day: Int)
    }

    /// What it is.
    public enum Form: Hashable, Sendable {
        /// So many seconds before now.
        case ago(Int)
        /// A day, with seconds from its beginning on the clock, in a zone: an offset from UTC in seconds, the writer's own where nil.
        case clock(Day, seconds: Int, zone: Int?)
    }

    /// What it is.
    public let form: Form

    /// Reads a text; nil for what is no time, and for what may be several.
    public init?(_ text: String) {
        guard text.utf8.count <= 48, let form = Self.ago(text) ?? Self.iso(text) ?? Self.clock(text) else { return nil }
        self.form = form
    }

    // MARK: Before now

    private static let units: [String: Int] = [
        "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
        "h": 3600, "hour": 3600, "hours": 3600, "d": 86_400, "day": 86_400, "days": 86_400, "w": 604_800, "week": 604_800,
        "weeks": 604_800,
    ]

    /// "7d", "12h ago", "2 hours ago", "now".
    private static func ago(_ text: String) -> Form? {
        let low = text.lowercased().trimmingBlanks
        if low == "now" { return .ago(0) }
        guard let parts = low.wholeMatch(of: /(\d{1,6})\s*([a-z]+)(?:\s+ago)?/)?.output, let count = Int(parts.1),
            let unit = units[String(parts.2)], count * unit < 100_000 * 86_400
        else { return nil }
        return .ago(count * unit)
    }

    // MARK: On a day

    /// "2026-11-23T18:40:07Z": one word with its date in front.
    private static func iso(_ text: String) -> Form? {
        guard
            let parts = text.trimmingBlanks.wholeMatch(
                of: /(\d{4})-(\d{1,2})-(\d{1,2})[Tt](\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|z|[+-]\d\d:?\d\d)?/)?.output,
            let year = Int(parts.1), let day = date(year, Int(parts.2), Int(parts.3)),
            let seconds = seconds(Int(parts.4), Int(parts.5), parts.6.map { Int($0) ?? -1 } ?? 0)
        else { return nil }
        guard let zone = parts.7 else { return .clock(day, seconds: seconds, zone: nil) }
        return offset(zone).map { .clock(day, seconds: seconds, zone: $0) }
    }

    /// Words in any order: a day, a time of day, a zone.
    private static func clock(_ text: String) -> Form? {
        var day: Day?
        var time: Int?
        var zone: Int?
        var words = text.lowercased().split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)[...]
        // "6 pm" is one word, and so is "23 nov".
        while let word = words.popFirst() {
            if ["at", "on", "the", "last", "um"].contains(word), !words.isEmpty || day != nil { continue }
            if let own = self.time(word + (words.first.map { ["am", "pm"].contains($0) ? $0 : "" } ?? "")) {
                guard time == nil else { return nil }
                if let next = words.first, ["am", "pm"].contains(next) { words.removeFirst() }
                time = own.seconds
                if let own = own.zone { zone = own }
            } else if let own = self.day(word) {
                guard day == nil else { return nil }
                day = own
            } else if let own = month(word) ?? words.first.flatMap(month),
                let number = Int(month(word) == nil ? word : words.first ?? "")
            {
                guard day == nil, let date = date(nil, own, number) else { return nil }
                words.removeFirst()
                day = date
            } else if let own = word == "utc" ? 0 : offset(word[...]) {
                guard zone == nil, time != nil else { return nil }
                zone = own
            } else {
                return nil
            }
        }
        if day == nil, time == nil { return nil }
        return .clock(day ?? .latest, seconds: time ?? 0, zone: zone)
    }

    private static func day(_ word: String) -> Day? {
        if word == "today" { return .back(0) }
        if word == "yesterday" { return .back(1) }
        let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
        if word.count >= 3, let place = weekdays.firstIndex(where: { $0 == word || $0.prefix(3) == word }) {
            return .weekday(place)
        }
        guard let parts = word.wholeMatch(of: /(?:(\d{4})-)?(\d{1,2})-(\d{1,2})/)?.output else { return nil }
        return date(parts.1.flatMap { Int($0) }, Int(parts.2), Int(parts.3))
    }

    private static func month(_ word: String) -> Int? {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let whole = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
            "december",
        ]
        return (months.firstIndex(of: word) ?? whole.firstIndex(of: word)).map { $0 + 1 }
    }

    /// "18:40", "18:40:07", "18:40z", "6pm", "6:30pm", "noon".
    private static func time(_ word: String) -> (seconds: Int, zone: Int?)? {
        if word == "noon" { return (43_200, nil) }
        if word == "midnight" { return (0, nil) }
        if let parts = word.wholeMatch(of: /(\d{1,2})(?::(\d\d))?(am|pm)/)?.output, let hour = Int(parts.1),
            (1...12).contains(hour)
        {
            return seconds(hour % 12 + (parts.3 == "pm" ? 12 : 0), parts.2.map { Int($0) ?? -1 } ?? 0, 0).map { ($0, nil) }
        }
        guard let parts = word.wholeMatch(of: /(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(z|[+-]\d\d:?\d\d)?/)?.output,
            let own = seconds(Int(parts.1), Int(parts.2), parts.3.map { Int($0) ?? -1 } ?? 0)
        else { return nil }
        guard let zone = parts.4 else { return (own, nil) }
        return offset(zone).map { (own, $0) }
    }

    private static func seconds(_ hour: Int?, _ minute: Int?, _ second: Int) -> Int? {
        guard let hour, let minute, hour < 24, minute < 60, (0..<61).contains(second) else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func date(_ year: Int?, _ month: Int?, _ day: Int?) -> Day? {
        guard let month, let day, (1...12).contains(month), (1...31).contains(day) else { return nil }
        return .date(year: year, month: month, day: day)
    }

    /// "Z", "+02:00", "-0500".
    private static func offset(_ text: Substring) -> Int? {
        if text == "Z" || text == "z" { return 0 }
        guard let parts = text.wholeMatch(of: /([+-])(\d\d):?(\d\d)/)?.output, let hours = Int(parts.2),
            let minutes = Int(parts.3),
            hours < 15, minutes < 60
        else { return nil }
        return (parts.1 == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
    }
}
