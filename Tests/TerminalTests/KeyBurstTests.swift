import Frames
import Testing

@testable import Terminal

@Suite("Bursts of keys")
struct KeyBurstTests {
    private func events(_ text: String, isAwaited: Bool = true) -> [TerminalEvent] {
        let keys = text.map { $0 == "\n" ? Key.enter : $0 == "\t" ? .tab : .character($0) }
        guard let first = keys.first, var burst = KeyBurst(.key(first), isAwaited: isAwaited) else { return [] }
        for key in keys.dropFirst() where !burst.take(.key(key)) { return [] }
        return burst.events
    }

    @Test(
        "A text that came at once is a burst, with a line end or without",
        arguments: ["request to 10.0.10.158:5432 timed out", "one line\nand another\n", "rds-q", "a\tb\tc\td"])
    func texts(_ text: String) {
        guard case .burst(let keys)? = events(text).first else {
            Issue.record("no burst")
            return
        }
        #expect(keys.count == text.count)
        #expect(events(text).count == 1)
    }

    @Test(
        "A key, a few that a slow link brings together, and one that is held down are keys",
        arguments: ["j", "jjl", "jkjk", "jjjjjjjjjjjjjj", "/redis", ":matrix"])
    func keys(_ text: String) {
        #expect(events(text) == text.map { .key(.character($0)) })
    }

    @Test("What lay there while nobody waited may have been typed: it is a burst only where it is a sentence")
    func meanwhile() {
        #expect(events("aalb -> rds:5432", isAwaited: false).count == 16)
        #expect(events("jjjkkkllljjjkkkllljjjkkklll", isAwaited: false).count == 27)
        #expect(events("request to 10.0.10.158:5432 timed out", isAwaited: false).count == 1)
    }

    @Test("No burst begins with a key that is no letter, and what is no text ends one")
    func ends() {
        #expect(KeyBurst(.key(.enter), isAwaited: true) == nil)
        #expect(KeyBurst(.paste("x"), isAwaited: true) == nil)
        var burst = KeyBurst(.key("x"), isAwaited: true)
        #expect(burst?.take(.key(.escape)) == false)
        #expect(burst?.take(.repaint) == false)
        #expect(burst?.events == [.key("x")])
    }
}
