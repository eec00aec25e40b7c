import CoreModel
import Text

/// Of what time data is and how old, in the words of a person; a mark stands before what is a day old or older.
public struct DataAgeText: Sendable {
    /// Seconds from which on data is marked.
    private static let old = 86_400
    /// Seconds from which on a day is not told without its year.
    private static let far = 300 * 86_400

    private let date: DataDate
    private let age: Int?

    /// Words for a date, at a point in time in seconds since 1970; without one nothing is said of the age.
    public init(_ date: DataDate, now: Int?) {
        self.date = date
        age = now.flatMap { date.age(at: $0) }
    }

    /// Whether the data is a day old or older.
    public var isOld: Bool { age.map { $0 >= Self.old } ?? false }

    /// Whether a text says it: what AWS was read at always, the date of files only from a day on, as those of today are what one expects.
    public var isTold: Bool { date.witness == .reading || isOld }

    /// In little room: "! files of 10-01, 57 days old", "data of 09:14Z, 3 hours old"; where the age is not known the date alone.
    public var short: String { "\(mark)\(what) \(shortTime)\(ageText)" }

    /// At length: "! data of 2026-10-01T09:14:03Z, 57 days old".
    public var line: String { mark + unmarked }

    /// The same without the mark, where old data was asked for.
    public var unmarked: String { "\(what) \(longTime)\(ageText)" }

    private var mark: String { isOld ? "! " : "" }

    private var what: String { date.witness == .reading ? "data of" : "files of" }

    private var longTime: String { date.witness == .reading ? date.text : toTheMinute }

    private var shortTime: String {
        guard let age else { return toTheMinute }
        if age >= Self.far { return String(date.text.prefix(10)) }
        return age >= Self.old ? String(date.text.dropFirst(5).prefix(5)) : "\(date.text.dropFirst(11).prefix(5))Z"
    }

    /// "2026-11-24 01:53Z" of "2026-11-24T01:53:49Z"; any other text as it is.
    private var toTheMinute: String {
        guard date.seconds != nil else { return date.text }
        return date.text.prefix(16).replacing("T", with: " ") + "Z"
    }

    private var ageText: String { age.map { ", \(Self.words($0)) old" } ?? "" }

    private static func words(_ seconds: Int) -> String {
        if seconds < 120 { return TextCount.of(seconds, "second") }
        if seconds < 2 * 3600 { return TextCount.of(seconds / 60, "minute") }
        return seconds < 2 * 86_400 ? TextCount.of(seconds / 3600, "hour") : TextCount.of(seconds / 86_400, "day")
    }
}
