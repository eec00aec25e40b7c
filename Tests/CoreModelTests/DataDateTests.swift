import Testing

@testable import CoreModel

@Suite("Of what time data is")
struct DataDateTests {
    @Test(
        "Seconds since 1970 and a time in UTC are the same, over leap years and centuries",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("1972-02-29T12:00:00Z", 68_212_800),
            ("2000-02-29T00:00:00Z", 951_782_400), ("2000-03-01T00:00:00Z", 951_868_800), ("2026-10-01T08:00:00Z", 1_790_841_600),
            ("2026-12-31T23:59:59Z", 1_798_761_599), ("2100-03-01T00:00:00Z", 4_107_542_400),
        ])
    func seconds(_ text: String, _ seconds: Int) {
        #expect(DataDate.seconds(text) == seconds)
        #expect(DataDate.text(ofSeconds: seconds) == text)
    }

    @Test("A fraction and a written offset of zero are read, and what is no time is none")
    func forms() {
        #expect(DataDate.seconds("2026-10-01T08:00:00.250+00:00") == 1_790_841_600)
        for text in ["", "yesterday", "2026-10-01", "2026-13-01T00:00:00Z", "2026-10-01T08:00:00+02:00"] {
            #expect(DataDate.seconds(text) == nil)
        }
        #expect(DataDate(reading: "yesterday").age(at: 5) == nil)
        #expect(DataDate(files: 10).age(at: 5) == nil)
        #expect(DataDate(files: 5).age(at: 10) == 5)
    }

    @Test("Of what inputs tell and when files were changed the older counts, and one alone where there is one")
    func older() {
        func date(_ note: (inout InventoryBuilder) -> Void) -> DataDate? {
            var builder = InventoryBuilder(label: "test")
            note(&builder)
            return builder.finish().date
        }
        #expect(date { _ in } == nil)
        let files = date { builder in
            builder.noteFile(changed: 200)
            builder.noteFile(changed: 100)
        }
        #expect(files == DataDate(files: 100))
        let both = date { builder in
            builder.noteFile(changed: 100)
            builder.noteTime("2026-10-01T08:00:00Z")
        }
        #expect(both?.witness == .files)
        let read = date { builder in
            builder.noteFile(changed: 1_790_841_601)
            builder.noteTime("2026-10-01T08:00:00Z")
        }
        #expect(read?.witness == .reading)
    }
}
