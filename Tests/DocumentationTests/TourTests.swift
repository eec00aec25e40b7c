import Foundation
import Notes
import Reachability
import CoreModel
import Testing
import Text
import Words

@testable import Documentation

@Suite("The walkthrough")
struct TourTests {
    private static func tour(_ lab: Lab) -> Tour { Tour(lab.analyzer, annotations: lab.annotations) }

    @Test("Every fact of the page is told, in the step that it belongs to")
    func facts() throws {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/page-facts.txt")
        let markdown = TourMarkdown(Self.tour(try Lab.example())).text { _ in "" }
        let steps = markdown.components(separatedBy: "\n## ").map { step in
            (whole: Self.plain(step), lines: step.split(separator: "\n").map { Self.plain(String($0)) })
        }
        var count = 0
        for line in try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let sides = line.components(separatedBy: " :: ").map { side in
                side.components(separatedBy: "; ").map(Self.plain).filter { !$0.isEmpty }
            }
            try #require(sides.count == 2, "\(line)")
            let isTold = steps.contains { step in
                sides[0].allSatisfy { step.whole.contains($0) }
                    && step.lines.contains { own in sides[1].allSatisfy { own.contains($0) } }
            }
            #expect(isTold, "\(line)")
            count += 1
        }
        #expect(count == 151)
    }

    /// A text without case, marks of Markdown, articles and possessives.
    private static func plain(_ text: String) -> String {
        let words = text.lowercased().filter { !"*\\`".contains($0) }.split(whereSeparator: \.isWhitespace).map { word in
            word.replacing("'s", with: "").replacing("s'", with: "s")
        }
        return words.filter { !["a", "an", "the", "its"].contains($0) }.joined(separator: " ")
    }

    @Test("The example's goes through all of it, and asks the denied flows live")
    func example() throws {
        let tour = Self.tour(try Lab.example())
        #expect(tour.isWritten && tour.steps.count == 18 && tour.title == "chat-dev")
        #expect(tour.steps.allSatisfy { !$0.lights.isEmpty })
        let denied = try #require(tour.steps.first { $0.title == "What is denied" })
        #expect(denied.questions.map { $0.answer?.answer.verdict } == Array(repeating: .blocked, count: 7))
    }

    @Test("What the rules do today stands beside what is documented")
    func differences() throws {
        let lab = try Lab.example { _, rule in rule["Description"] as? String != "PostgreSQL from ECS Workers" }
        let text = Self.tour(lab).steps.flatMap { TourReport(ascii: true).lines($0, width: 100) }.map(\.text).joined(
            separator: "\n")
        #expect(text.contains("Outbound: ECS services (the rules allow more: all to 0.0.0.0/0)"))
        #expect(text.contains("Inbound: ECS services (5432) (no rule for tcp 5432 from ECS Workers SG)"))
        #expect(text.contains("differs: blocked"))
    }

    @Test("Without notes it is made from the rules: the outside first, then tier by tier, then what stands alone")
    func made() throws {
        let lab = try Lab(
            """
            group edge v words
             in tcp 443 0.0.0.0/0
             out all - 0.0.0.0/0
            group app v
             in tcp 80 edge
             out all - 0.0.0.0/0
            group db v
             in tcp 5432 app
             in tcp 5432 batch
            group batch v
             out all - 0.0.0.0/0
            group idle v
            """)
        let tour = Self.tour(lab)
        #expect(!tour.isWritten)
        #expect(
            tour.steps.map(\.title) == [
                "What this is", "What is reached from outside", "Second tier: what these reach", "Third tier: what these reach",
                "What only calls others", "What stands alone",
            ])
        let names = MatrixNames(lab.annotations, isShort: false)
        #expect(
            tour.steps[1...].map { $0.lights.map(names.name).sorted().joined(separator: " ") } == [
                "Internet edge", "app edge", "app batch db", "batch db", "idle",
            ])
        #expect(tour.steps[1].questions.map(\.text) == ["internet -> edge:443"])
        #expect(tour.steps[1].questions[0].answer?.answer.verdict == .allowed)
    }

    @Test("Notes without a walkthrough are told where they belong, and what they have beside groups at the end")
    func notesWithoutWalkthrough() throws {
        let lab = try Lab.example(notes: { text in
            String(text[..<(text.range(of: "\nwalkthrough:")?.lowerBound ?? text.endIndex)])
        })
        let tour = Self.tour(lab)
        #expect(
            tour.steps.map(\.title).suffix(7) == [
                "What is meant to be allowed", "What is meant to be denied", "Separate SG for each ECS service",
                "No bastion host / VPN",
                "Egress 0.0.0.0/0 for ECS", "Security group reference (not CIDR)", "The practices behind it",
            ])
        #expect(tour.steps[1].parts.contains(.paragraph(lead: "Protects", "Load Balancer")))
    }

    @Test("An empty inventory has a tour too, and a question that means nothing here says so")
    func empty() throws {
        #expect(Self.tour(try Lab("")).steps.count == 1)
        let lab = try Lab("group a", notes: "walkthrough: [{title: T, ask: \"a -> b:1\"}]")
        let question = try #require(Self.tour(lab).steps.first?.questions.first)
        #expect(question.answer == nil && question.problem?.isEmpty == false)
    }

    @Test("No line is wider than asked, and other people's bytes are shown, never sent", arguments: [24, 40, 80])
    func width(width: Int) throws {
        let name = "x\u{1B}[31m" + String(repeating: "long", count: 30)
        let hostile = try Lab("group \(name) v \u{7}# <b>\n in tcp 1-2 0.0.0.0/0 \u{202E}- x\n in tcp 3 \(name)")
        for lab in [hostile, try Lab.example()] {
            for step in Self.tour(lab).steps {
                for line in TourReport(ascii: false).lines(step, width: width) {
                    #expect(TerminalText.width(line.text) <= width, "\(line.text)")
                    #expect(TerminalText.safe(line.text) == line.text)
                }
            }
        }
        let markdown = TourMarkdown(Self.tour(hostile)).text { _ in "" }
        #expect(!markdown.unicodeScalars.contains { "\u{1B}\u{7}\u{202E}".unicodeScalars.contains($0) })
        #expect(!markdown.contains("<b>"))
    }
}
