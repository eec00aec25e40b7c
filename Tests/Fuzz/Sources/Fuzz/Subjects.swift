import NotesFile
import Explorer
import FlowLogs
import Frames
import History
import Reachability
import Readers
import CoreModel
import Traffic

/// A reader of what strangers write.
struct Subject: Sendable {
    /// How its inputs are written.
    enum Language: Sendable { case json, lines }

    let name: String
    var language = Language.json
    /// Files and folders of the tests.
    var seeds: [String] = []
    /// Seeds that are no file.
    var texts: [String] = []
    let run: @Sendable ([UInt8]) -> Void

    init?(named name: String) {
        guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    private init(
        _ name: String, _ language: Language = .json, seeds: [String] = [], texts: [String] = [],
        run: @escaping @Sendable ([UInt8]) -> Void = { Self.readInventory($0) }
    ) {
        self.name = name
        self.language = language
        self.seeds = seeds
        self.texts = texts
        self.run = run
    }

    private static let fixtures = "Tests/ReadersTests/Fixtures"

    /// All of them; an input is recognised by its content, so the first ones differ in what they begin from.
    static let all: [Subject] = [
        Subject(
            "aws", seeds: ["terraform-inline/aws", "terraform-rules/aws", "variants"].map { "\(fixtures)/\($0)" },
            texts: ownerAnswers + networkAnswers + joiningAnswers + balancerAnswers),
        Subject(
            "state",
            seeds: ["terraform-inline", "terraform-rules"].map { "\(fixtures)/\($0)/terraform.refreshed.tfstate" }
                + ["\(fixtures)/balancers/terraform.tfstate"]),
        Subject(
            "show",
            seeds: ["state", "state.refreshed", "state.empty"].flatMap { name in
                ["\(fixtures)/terraform-inline/\(name).json", "\(fixtures)/terraform-rules/\(name).json"]
            }),
        Subject(
            "plan",
            seeds: ["-inline/plan", "-inline/plan-update", "-inline/plan-destroy", "-rules/plan"].map {
                "\(fixtures)/terraform\($0).json"
            } + ["\(fixtures)/balancers/plan.json"],
            run: { bytes in
                readInventory(bytes)
                readInventory(bytes, ReadingOptions(planSide: .before))
            }),
        Subject(
            "template", seeds: ["\(fixtures)/cloudformation/template.json"], texts: [balancerTemplate], run: readTemplate),
        Subject("template-yaml", .lines, seeds: ["\(fixtures)/cloudformation/template.yaml"], run: readTemplate),
        Subject("aws-yaml", .lines, seeds: ["\(fixtures)/variants/output-yaml.yaml"]),
        Subject("pulumi", seeds: ["\(fixtures)/pulumi"], texts: [preview, balancerStack]),
        Subject("snapshot", texts: [snapshot]),
        Subject("config", seeds: ["\(fixtures)/forms/config"]),
        Subject(
            "template-answer", seeds: ["\(fixtures)/forms/cloudformation", "\(fixtures)/forms/cdk.out"], run: readTemplate),
        Subject("cloud-control", seeds: ["\(fixtures)/forms/cloudcontrol"]),
        Subject("powershell", seeds: ["\(fixtures)/forms/powershell"]),
        Subject("rows", seeds: ["\(fixtures)/forms/rows", "\(fixtures)/forms/aws-more"]),
        Subject("older-state", seeds: ["\(fixtures)/forms/terraform/version-3.tfstate"]),
        Subject("awscc", seeds: ["awscc.tfstate", "awscc.show.json"].map { "\(fixtures)/forms/terraform/\($0)" }),
        Subject("terraform-code", seeds: ["\(fixtures)/forms/terraform/cdk.tf.json"]),
        Subject("events", texts: events, run: readEvents),
        Subject("associations", seeds: ["\(fixtures)/forms/aws-more"]),
        Subject("flow-logs", .lines, texts: flowLogs, run: { bytes in readFlowLogs(bytes) }),
        Subject("flow-logs-json", texts: flowLogAnswers, run: { bytes in readFlowLogs(bytes) }),
        Subject("times", .lines, texts: times, run: { bytes in readTime(bytes) }),
        Subject("gzip", .lines, seeds: ["\(fixtures)/forms/config/snapshot.json.gz"]),
        Subject("foreign", .lines, texts: foreignTexts),
        Subject("notes", .lines, seeds: ["Resources/sgscope.yaml"], run: readNotes),
        Subject("batch", seeds: [], texts: questionLines, run: { bytes in readQuestionLine(bytes) }),
        Subject("question", .lines, texts: questions, run: { bytes in readQuestion(bytes) }),
        Subject("paste", .lines, texts: logLines, run: { bytes in paste(bytes) }),
    ]

    // MARK: What is run

    private static func readInventory(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) {
        do {
            _ = try InputReader(options: options).read(documents: [("input", bytes)], label: "input")
        } catch {
            check(error.message)
        }
    }

    /// Events, and what they come to over the example: what changed, and the inventory before all of it.
    @Sendable private static func readEvents(_ bytes: [UInt8]) {
        do {
            let loaded = try InputReader().read([.memory(name: "input", bytes: bytes)])
            let timeLine = TimeLine(Example.analyzer.inventory, loaded.events)
            let words = ChangeText(timeLine.inventory, Example.analyzer.names)
            for change in timeLine.changes {
                _ = words.sentence(change)
                _ = change.edits.map(words.line)
                _ = TakingBack(timeLine.inventory, Example.analyzer.names).text(change) { "\($0)" }
            }
            if let first = timeLine.changes.first { _ = timeLine.past(at: first.time - 1) }
        } catch {
            check(error.message)
        }
    }

    /// Flow logs, and what they come to when they are held against the example.
    private static func readFlowLogs(_ bytes: [UInt8]) {
        let log = FlowLogReader(servicePorts: ServicePorts(namedBy: Example.analyzer.inventory)).read(bytes, named: "input")
        log.problems.map(\.message).forEach(check)
        let list = TrafficList(log, Example.analyzer)
        _ = TrafficReport(list, Example.analyzer) { "\($0)" }.lines(width: 80)
    }

    /// A time, alone and behind a question.
    private static func readTime(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = WrittenTime(text)
        _ = TimedQuestion("api -> rds:5432 at \(text)")
    }

    @Sendable private static func readTemplate(_ bytes: [UInt8]) {
        readInventory(bytes)
        readInventory(bytes, ReadingOptions(parameters: ["AWS::Region": "us-east-1", "EnableAdminAccess": "true"]))
    }

    @Sendable private static func readNotes(_ bytes: [UInt8]) {
        do {
            _ = try NotesReader().read(bytes, from: "input")
        } catch {
            check(error.message)
        }
    }

    private static func readQuestionLine(_ bytes: [UInt8]) {
        do {
            let line = try QuestionLineReader().read(bytes, number: 1, of: "input")
            ask(line.source, line.destination, line.port, line.version)
        } catch {
            check(error.message)
        }
    }

    private static func readQuestion(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let question = try? QuestionText(parsing: text) { ask(question.source, question.destination, question.port, nil) }
        let words = text.split(separator: " ", maxSplits: 2).map(String.init)
        if words.count == 3 { ask(words[0], words[1], words[2], nil) }
    }

    private static func ask(_ source: String, _ destination: String, _ port: String, _ version: IPVersion?) {
        do {
            let question = try Example.analyzer.question(from: source, to: destination, port: port, version: version)
            _ = Example.analyzer.answer(question)
        } catch {
            // It quotes what was typed; the program makes all of it safe when it prints it.
            _ = error.message
        }
    }

    /// A line of a log is pasted where a question is typed, and understood.
    private static func paste(_ bytes: [UInt8]) {
        _ = reduce(Example.explorer, .paste(String(decoding: bytes, as: UTF8.self)))
    }

    /// An error is one line that does nothing to a terminal.
    private static func check(_ message: String) {
        for scalar in message.unicodeScalars where scalar.properties.generalCategory == .control {
            Session.fail("an error's message holds a control character: \(message.debugDescription)")
        }
        if message.utf8.count > 4096 { Session.fail("an error's message of \(message.utf8.count) bytes") }
    }
}
