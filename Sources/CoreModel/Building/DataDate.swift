/// Of what time data is, and by what that is known.
public struct DataDate: Hashable, Sendable {
    /// Who tells of what time data is.
    public enum Witness: Hashable, Sendable {
        /// The input: when it was read from AWS.
        case reading
        /// The files: when the oldest of them was last changed.
        case files
    }

    /// Who tells it.
    public let witness: Witness
    /// In UTC, as `2026-10-01T09:14:03Z`; of an input, as that writes it.
    public let text: String
    /// Seconds since 1970; nil where an input writes something that is no such time.
    public let seconds: Int?

    /// A time that an input tells.
    init(reading text: String) {
        (witness, self.text) = (.reading, text)
        seconds = Self.seconds(text)
    }

    /// When files were changed, in seconds since 1970.
    init(files seconds: Int) {
        (witness, self.seconds) = (.files, seconds)
        text = Self.text(ofSeconds: seconds)
    }

    /// How old it is at a point in time, in seconds; nil where its own is not known or lies ahead.
    public func age(at now: Int) -> Int? { seconds.flatMap { $0 <= now ? now - $0 : nil } }

    /// Seconds since 1970 of `2026-11-24T01:53:49Z`, with a fraction or without; nil for anything else.
    static func seconds(_ text: String) -> Int? {
        let pattern = /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)/
        guard let match = text.wholeMatch(of: pattern)?.output else { return nil }
        let parts = [match.1, match.2, match.3, match.4, match.5, match.6].map { Int($0) ?? 0 }
        guard (1...12).contains(parts[1]), (1...31).contains(parts[2]) else { return nil }
        return days(parts[0], parts[1], parts[2]) * 86_400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
    }

    /// "2026-10-01T09:14:03Z" of seconds since 1970.
    public static func text(ofSeconds seconds: Int) -> String {
        let time = ((seconds % 86_400) + 86_400) % 86_400
        var left = (seconds - time) / 86_400
        var (year, month) = (1970, 1)
        while left < 0 || left >= length(year) {
            if left < 0 {
                year -= 1
                left += length(year)
            } else {
                left -= length(year)
                year += 1
            }
        }
        while left >= length(year, month) {
            left -= length(year, month)
            month += 1
        }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(left + 1))T\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))Z"
    }

    /// Days from 1970-01-01 on.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let years = year - 1
        let leapDays = years / 4 - years / 100 + years / 400 - 477
        return (year - 1970) * 365 + leapDays + (1..<month).reduce(0) { $0 + length(year, $1) } + day - 1
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func length(_ year: Int) -> Int { isLeap(year) ? 366 : 365 }

    private static func length(_ year: Int, _ month: Int) -> Int {
        [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

extension Inventory {
    /// Of what time its data is: that of the oldest part, where any input tells.
    public var date: DataDate? {
        let reading = asOf.map { DataDate(reading: $0) }
        guard let filesOf else { return reading }
        let files = DataDate(files: filesOf)
        guard let reading, let time = reading.seconds else { return files }
        return time <= filesOf ? reading : files
    }

    /// The accounts and regions of the groups that inputs describe, in order of their texts; linear in groups.
    ///
    /// What is not told is no place of its own.
    public var scopes: [Scope] {
        var found: Set<Scope> = []
        var last = Scope(account: .none, region: .none)
        // Answers ask it, too: no group is copied, and mostly the next one is of the same place.
        for place in groups.indices where groups[place].knowledge != .absent && !groups[place].isCopy {
            let own = Scope(account: groups[place].owner, region: groups[place].region)
            if own == last || own.account.isNone && own.region.isNone { continue }
            found.insert(own)
            last = own
        }
        return found.sorted { (self[$0.account], self[$0.region]) < (self[$1.account], self[$1.region]) }
    }

    /// The account and the region of a group, where it is told.
    public func scope(of group: GroupIndex) -> Scope { Scope(account: self[group].owner, region: self[group].region) }
}
