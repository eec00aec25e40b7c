import Reachability
import Testing

/// Points in time as people write them.
@Suite("Times as they are written")
struct WrittenTimeTests {
    @Test(
        "So long before now",
        arguments: [
            ("now", 0), ("30s", 30), ("30m", 1_800), ("30 min ago", 1_800), ("12h", 43_200), ("2 hours ago", 7_200),
            ("7d", 604_800),
            ("7 days ago", 604_800), ("1w", 604_800),
        ])
    func ago(_ text: String, _ seconds: Int) { #expect(WrittenTime(text)?.form == .ago(seconds)) }

    @Test(
        "A time of a day",
        arguments: [
            ("18:40", .latest, 67_200, nil), ("18:40:07", .latest, 67_207, nil), ("6pm", .latest, 64_800, nil),
            ("6:30 pm", .latest, 66_600, nil), ("12am", .latest, 0, nil), ("noon", .latest, 43_200, nil),
            ("11-23 18:40", .date(year: nil, month: 11, day: 23), 67_200, nil),
            ("11-23", .date(year: nil, month: 11, day: 23), 0, nil),
            ("2026-11-23 18:40:07", .date(year: 2026, month: 11, day: 23), 67_207, nil),
            ("2026-11-23T18:40:07Z", .date(year: 2026, month: 11, day: 23), 67_207, 0),
            ("2026-11-23T18:40:07.123+02:00", .date(year: 2026, month: 11, day: 23), 67_207, 7_200),
            ("2026-11-23 18:40 -0500", .date(year: 2026, month: 11, day: 23), 67_200, -18_000),
            ("11-23 18:40Z", .date(year: nil, month: 11, day: 23), 67_200, 0), ("18:40 utc", .latest, 67_200, 0),
            ("yesterday 18:00", .back(1), 64_800, nil), ("yesterday at 18:00", .back(1), 64_800, nil),
            ("18:00 yesterday", .back(1), 64_800, nil),
            ("yesterday", .back(1), 0, nil), ("today 9:05", .back(0), 32_700, nil), ("Monday 8:00", .weekday(1), 28_800, nil),
            ("last fri 08:00", .weekday(5), 28_800, nil), ("nov 23 18:40", .date(year: nil, month: 11, day: 23), 67_200, nil),
            ("23 November 18:40", .date(year: nil, month: 11, day: 23), 67_200, nil),
        ] as [(String, WrittenTime.Day, Int, Int?)])
    func clock(_ text: String, _ day: WrittenTime.Day, _ seconds: Int, _ zone: Int?) {
        #expect(WrittenTime(text)?.form == .clock(day, seconds: seconds, zone: zone))
    }

    @Test(
        "What is no time, or may be several, is none",
        arguments: [
            "", " ", "soon", "18", "5432", "25:00", "18:60", "11-23 18:40 19:00", "yesterday today", "13-01 10:00", "11-32", "7x",
            "-7d",
            "yesterday yesterday", "at", "18:40 +9900", "2026-11-23T18:40:07+99:00", "11-23 18:40 rds", "rds 18:40",
            String(repeating: "9", count: 30) + "d",
        ])
    func none(_ text: String) { #expect(WrittenTime(text) == nil) }

    @Test(
        "A question says last what time it is asked of",
        arguments: [
            ("api -> rds:5432 at yesterday 18:00", "api -> rds:5432", "yesterday 18:00"),
            ("can api reach rds on 5432 at 11-23 18:40?", "can api reach rds on 5432", "11-23 18:40"),
            ("api rds 5432 at 18:40", "api rds 5432", "18:40"), ("who rds 5432 AT 7d", "who rds 5432", "7d"),
            ("api -> rds:5432 as of 2026-11-23T18:40:00Z", "api -> rds:5432", "2026-11-23T18:40:00Z"),
            ("api -> rds:5432 at yesterday at 18:00", "api -> rds:5432", "yesterday at 18:00"),
            ("api -> rds:5432 at 11-23", "api -> rds:5432", "11-23"),
        ])
    func question(_ text: String, _ question: String, _ time: String) {
        let timed = TimedQuestion(text)
        #expect(timed?.question == question && timed?.time == time)
    }

    @Test(
        "What ends otherwise says no time",
        arguments: [
            "api -> rds:5432", "alb rds at 5432", "alb rds at 11-23", "at 18:40", "api -> rds:5432 at lunch",
            "read tcp 10.0.1.5:5432 at 18:40:07 connection refused by peer",
        ])
    func noTime(_ text: String) { #expect(TimedQuestion(text) == nil) }
}
