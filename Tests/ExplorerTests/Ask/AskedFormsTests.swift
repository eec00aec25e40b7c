import Reachability
import Support
import Testing
import Words

@testable import Explorer

extension Reading {
    fileprivate var described: String {
        let word =
            switch kind {
            case .flow: ""
            case .who: "who "
            case .reaches: "reaches "
            }
        return word + text(missing: "?") + (notUsed.isEmpty ? "" : " not used: \(notUsed.joined(separator: ", "))")
    }
}

@Suite("Questions as people type them")
struct AskedFormsTests {
    private let analyzer = ExampleExplorer.model.analyzer

    @Test("Each form is read as what it says", arguments: AskedForm.whole + AskedForm.others)
    func read(form: AskedForm) throws {
        #expect(try analyzer.reading(of: form.text).described == form.reading)
    }

    @Test("What is no one question is said, never guessed", arguments: AskedForm.faults)
    func faults(form: AskedForm) {
        let fault = #expect(throws: ReadingFault.self) { try analyzer.reading(of: form.text) }
        #expect(fault?.message.hasPrefix(form.reading) == true, "\(fault?.message ?? "")")
    }

    @Test("The prompt says what behind a question is not understood, and asks nothing", arguments: AskedForm.leftOver)
    func leftOver(form: AskedForm) {
        var story = Story()
        story.ask(form.text)
        #expect(story.state.answer == nil && story.state.question != nil, "\(story.screen)")
        #expect(story.state.question?.error?.hasPrefix("not understood: \(form.reading)") == true, "\(story.screen)")
    }

    @Test("The prompt asks what it was read as, and says so while it is typed", arguments: AskedForm.whole)
    func prompt(form: AskedForm) throws {
        var story = Story()
        story.press("a")
        story.type(form.text)
        let isStrict = form.text.contains("->") || form.text.contains("→")
        if !isStrict { #expect(story.screen.contains("= \(form.reading)"), "\(story.screen)") }
        story.press(.enter)
        let answer = try #require(story.state.answer, "\(story.screen)")
        let asked = try QuestionText(parsing: answer.text)
        let meant = try QuestionText(parsing: form.reading)
        let model = story.state.model.analyzer
        #expect(
            try model.question(from: asked.source, to: asked.destination, port: asked.port).port.traffic
                == model.question(from: meant.source, to: meant.destination, port: meant.port).port.traffic)
        let whole = try model.question(
            from: meant.source, to: meant.destination, port: meant.port, version: meant.version)
        #expect(answer.answer.question.version == whole.version)
        #expect(asked.version == meant.version)
        #expect(answer.answer.question.source.kind == whole.source.kind)
        #expect(answer.answer.question.clientPort == whole.clientPort)
        #expect(answer.answer.question.destination.kind == (try model.resolver.resolve(meant.destination).kind))
    }

    @Test(
        "Who reaches an end is a page over the screen; what one reaches stands in its pane",
        arguments: ["who rds 5432", "any -> rds:5432", "* -> rds:5432", "who can reach rds on 5432?"])
    func who(text: String) {
        var story = Story(ExampleExplorer.model, 80, 24)
        story.ask(text)
        #expect(story.state.question == nil)
        #expect(story.screen.contains("who reaches rds:5432") && story.screen.contains("ECS Workers SG"), "\(story.screen)")
        story.press(.escape)
        story.ask("what can workers reach")
        #expect(story.selected == "ECS Workers SG" && story.state.details.isOpen, "\(story.screen)")
    }

    @Test("Two hundred forms made from the rules: read, printed and read again they are one question")
    func made() throws {
        var random = SeededRandom(seed: 7)
        let ends = [
            "alb", "rds", "ECS API SG", "\"Redis SG\"", "10.0.11.24", "internet", "chat-dev-rds-0", "sg-d04e9420348ae5fda",
        ]
        let ports = ["5432", "443/tcp", "80,443", "https", "53/udp", "8000-8100", "ping", "all"]
        for _ in 0..<200 {
            let (source, destination, port) = (random.pick(ends), random.pick(ends), random.pick(ports))
            let form = random.pick([
                "\(source) \(destination) \(port)", "\(source) -> \(destination) \(port)",
                "from \(source) to \(destination) on \(port)",
                "can \(source) reach \(destination) on \(port)?", "\(destination) <- \(source) \(port)",
                "to \(destination) on port \(port) from \(source)", "\(port) from \(source) to \(destination)",
                "\(source), \(destination), \(port)", "why can't \(source) connect to \(destination) over \(port)",
            ])
            let reading = try analyzer.reading(of: form)
            let bare = { (text: String) in text.filter { $0 != "\"" } }
            #expect(reading.source == bare(source) && reading.destination == bare(destination), "\(form): \(reading.described)")
            #expect(reading.port == port, "\(form): \(reading.described)")
            let again = try analyzer.reading(of: reading.strict)
            #expect(again == reading, "\(form): \(again.described)")
        }
    }
}
