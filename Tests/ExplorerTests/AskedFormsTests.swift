import Reachability
import Support
import Testing
import Words

@testable import Explorer

/// A way in which people type a question, with what it is read as.
private struct AskedForm: Sendable, CustomTestStringConvertible {
    let text: String
    let reading: String

    var testDescription: String { text }

    init(_ text: String, _ reading: String) { (self.text, self.reading) = (text, reading) }

    private static func all(_ reading: String, _ texts: [String]) -> [AskedForm] { texts.map { AskedForm($0, reading) } }

    /// Both ends and the port.
    static let whole: [AskedForm] =
        all(
            "alb -> rds:5432",
            [
                "alb→rds:5432", "alb => rds:5432", "alb > rds 5432", "alb -> rds 5432", "alb rds 5432", "alb rds:5432",
                "alb:rds:5432", "alb, rds, 5432", "alb,rds,5432", "alb to rds 5432", "from alb to rds on 5432",
                "from alb to rds port 5432", "to rds on 5432 from alb", "can alb reach rds on 5432?",
                "why can't alb reach rds:5432",
                "5432 from alb to rds", "rds:5432 from alb", "rds:5432 <- alb", "rds <- alb 5432", "alb ~> rds:5432",
                "alb >> rds:5432", "between alb and rds on port 5432",
            ])
        + all("ALB SG -> RDS SG:5432", ["\"ALB SG\" -> \"RDS SG\":5432", "ALB SG RDS SG 5432", "“ALB SG” to “RDS SG” on 5432"])
        + all("alb sg -> rds sg:5432", ["alb sg rds sg 5432", "alb sg to the rds sg on 5432"])
        + all("chat-dev-alb-sg -> chat-dev-rds-sg:5432", ["chat-dev-alb-sg chat-dev-rds-sg 5432"])
        + all("alb -> rds:5432/tcp", ["alb rds 5432/tcp", "alb rds 5432 tcp"])
        + all("alb -> rds:tcp/5432", ["alb rds tcp/5432", "alb rds tcp 5432"])
        + all("alb -> rds:postgres", ["alb rds postgres", "can alb reach rds on postgres"])
        + all("alb -> rds:postgresql", ["alb -> rds:postgresql"]) + all("alb -> rds:psql", ["alb rds psql"])
        + all("internet -> alb:https", ["internet alb https", "world alb https", "anyone -> alb:https"])
        + all(
            "internet -> alb:443",
            [
                "internet -> alb:443", "internet to alb on 443", "world alb 443", "anyone alb 443",
                "can the internet reach alb on 443",
            ])
        + all("0.0.0.0/0 -> alb:443", ["0.0.0.0/0 alb 443"])
        + all("10.0.11.24 -> rds:postgres", ["10.0.11.24 rds postgres"])
        + all("alb -> rds:ping", ["ping alb rds", "alb -> rds ping", "ping rds from alb"])
        + all("alb -> rds:icmp", ["icmp alb rds"])
        + all("workers -> 10.0.0.2:dns", ["dns workers 10.0.0.2"])
        + all("workers -> 10.0.0.2:53/udp", ["workers 10.0.0.2 53/udp"])
        + all("alb -> rds:80,443", ["alb rds 80,443", "alb rds 80, 443"]) + all("alb -> rds:8000-8100", ["alb rds 8000-8100"])
        + all("alb -> rds:all", ["alb rds all"]) + all("alb -> rds:proto/50", ["alb rds proto/50", "alb rds proto 50"])
        + all("alb -> rds:esp", ["alb rds esp"])
        + all("fd00::5 -> [fd00::8]:443", ["fd00::5 -> [fd00::8]:443", "fd00::5 fd00::8 443"])
        // A word that is a service and a part of a name is what the others leave open.
        + all("api -> redis:6379", ["api redis 6379", "can api reach redis on 6379"]) + all("alb -> rds:redis", ["alb rds redis"])

    /// Something is missing, or not a flow.
    static let others: [AskedForm] =
        all("alb -> rds:?", ["alb rds", "alb -> rds", "can alb talk to rds", "alb:rds"])
        + all("alb -> api:?", ["from alb to api"])
        + all("? -> rds:5432", ["rds 5432", "rds:5432", "-> rds:5432", "to rds on 5432"])
        + all("alb -> ?:5432", ["from alb 5432"])
        + all("who ? -> rds:5432", ["who rds 5432", "any -> rds:5432", "* -> rds:5432", "who rds:5432?", "anything rds 5432"])
        + all("who ? -> redis:?", ["who can reach redis"])
        + all("reaches workers -> ?:?", ["what can workers reach", "workers -> any", "workers -> *"])
        + all("reaches alb -> ?:?", ["where can alb go"]) + all("api -> redis:?", ["api redis", "api -> redis"])
        + all("alb -> rds:5432 v6", ["alb -> rds:5432 v6", "alb rds 5432 over ipv6"])
        + all(
            "10.0.11.24 -> 10.0.10.158:5432 client 45678",
            ["10.0.11.24:45678 -> 10.0.10.158:5432", "10.0.11.24:45678 10.0.10.158:5432"])
        + all("1.2.3.4 -> 10.0.0.219:443 client 51234", ["1.2.3.4:51234 -> 10.0.0.219:443"])
        + all("alb -> rds:5432 not used: at yesterday 18:00", ["alb -> rds:5432 at yesterday 18:00"])
        + all("alb -> rds:5432 not used: before", ["alb -> rds:5432 before"])
        + all("alb -> rds:5432 not used: with off nat-0", ["alb -> rds:5432 with off nat-0"])
        + all("alb -> rds:5432 not used: really", ["can alb really reach rds on 5432"])

    /// No one question.
    static let faults: [AskedForm] =
        all("\"posgres\" is no port: did you mean postgres?", ["alb rds posgres", "alb rds:posgres"])
        + all("\"70000\" is no port", ["alb rds 70000", "alb -> rds:70000"])
        + all("read as ? -> rds:80; not used: 90", ["rds 80 90"])
        + all("three ends: alb, rds, redis", ["alb rds redis 5432", "alb -> rds -> redis:5432"])
        + all("alb.example.com is not in the data", ["alb.example.com 443", "api alb.example.com 443"])
        + all("nothing is called \"hello\"", ["hello there"]) + all("no end in these words", ["can it reach the port", "why?"])
        + all("\"fd00::8:443\" can be read in two ways", ["fd00::5 fd00::8:443"])
}

extension Reading {
    fileprivate var described: String {
        let word =
            switch kind {
            case .flow: ""
            case .who: "who "
            case .reaches: "reaches "
            }
        let family = isSix == true ? " v6" : ""
        let client = clientPort.map { " client \($0)" } ?? ""
        return word + text(missing: "?") + family + client
            + (notUsed.isEmpty ? "" : " not used: \(notUsed.joined(separator: ", "))")
    }
}

@Suite("Questions as people type them")
struct AskedFormsTests {
    private let analyzer = ExampleExplorer.model.analyzer

    @Test("Each form is read as what it says", arguments: AskedForm.whole + AskedForm.others)
    fileprivate func read(form: AskedForm) throws {
        #expect(try analyzer.reading(of: form.text).described == form.reading)
    }

    @Test("What is no one question is said, never guessed", arguments: AskedForm.faults)
    fileprivate func faults(form: AskedForm) {
        let fault = #expect(throws: ReadingFault.self) { try analyzer.reading(of: form.text) }
        #expect(fault?.message.hasPrefix(form.reading) == true, "\(fault?.message ?? "")")
    }

    @Test("The prompt asks what it was read as, and says so while it is typed", arguments: AskedForm.whole)
    fileprivate func prompt(form: AskedForm) throws {
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
        #expect(answer.answer.question.source.kind == (try model.resolver.resolve(meant.source).kind))
        #expect(answer.answer.question.destination.kind == (try model.resolver.resolve(meant.destination).kind))
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
