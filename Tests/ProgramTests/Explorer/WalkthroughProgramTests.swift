import Foundation
import Support
import Testing

/// The walkthrough of the example as a newcomer reads it: t, then the space bar to the end.
@Suite("The walkthrough in tmux", .serialized)
struct WalkthroughProgramTests {
    @Test("Read from the first page of the first step to the last of the last, every screen is the stored one")
    func whole() throws {
        let session = try TmuxSession(columns: 80, rows: 24, command: [BuiltProgram.path])
        try session.wait(for: "Redis SG")
        try session.press("t")
        try session.wait(for: "walkthrough 1 of 18")
        var steps: [String: String] = [:]
        var screen = try session.settled()
        while true {
            let bar = screen.split(separator: "\n").first { $0.contains(" of 18: ") } ?? ""
            let words = bar.split(separator: " ")
            let step = words.firstIndex(of: "of").map { String(words[$0 - 1]) } ?? "0"
            steps[step, default: ""] += StoredText.withoutTitle(screen)
            try session.press("Space")
            try session.wait("to be another") { $0 != screen }
            screen = try session.settled()
            if screen.contains("this is the last step") { break }
            if steps.values.reduce(0, { $0 + $1.utf8.count }) > 1_000_000 { break }
        }
        #expect(steps.count == 18)
        for (step, screens) in steps {
            let name = "walkthrough/step-\(step.count < 2 ? "0" : "")\(step).txt"
            try Places.expect(screens, as: name)
        }
        try session.press("Escape")
        try session.wait("to show the map alone") { !$0.contains(" of 18: ") }
        try session.press("t")
        try session.wait(for: "walkthrough 18 of 18")
        try session.press("q", "q")
        #expect(try session.exitStatus() == 0)
    }
}
